"""Counts and times for Prometheus; no label ever holds anything about a case."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The figures of one app. Each app has its own registry, so that two in one process do not meet."""

    def __init__(self) -> None:
        self.registry: CollectorRegistry = CollectorRegistry()
        self.requests: Counter = Counter(
            "discretion_requests_total", "Requests by route and status", ["route", "status"], registry=self.registry
        )
        self.seconds: Histogram = Histogram(
            "discretion_request_seconds",
            "Time to answer",
            ["route"],
            registry=self.registry,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30),
        )
        self._of = cache(self._labelled)  # there are some dozens; to name a label costs more than to count
        self.running: int = 0
        Gauge("discretion_requests_running", "Requests being answered", registry=self.registry).set_function(
            lambda: self.running
        )
        self.cases: Counter = Counter(
            "discretion_cases_total", "Cases by status of the result", ["status"], registry=self.registry
        )
        self.reloads: Gauge = Gauge("discretion_reloads", "Times the rules were replaced", registry=self.registry)
        self.stale: Gauge = Gauge(
            "discretion_reload_failed", "1 while newer rules could not be loaded", registry=self.registry
        )

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        count, times = self._of(route, status)
        count.inc()
        times.observe(seconds)

    def _labelled(self, route: str, status: int) -> tuple[Counter, Histogram]:
        return self.requests.labels(route, str(status)), self.seconds.labels(route)

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)
