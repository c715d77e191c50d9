"""Interleaved timing: every contender runs in every round, in changing order, so that all meet the same neighbours."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter_ns
from typing import Any

SEED = 1


@dataclass(frozen=True)
class Contender:
    """One way to do the work: a callable and its inputs."""

    run: Callable[[Any], object]
    inputs: Sequence[Any]


@dataclass
class Latency:
    """Nanoseconds per call, round by round, sorted."""

    rounds: list[list[int]] = field(default_factory=list)

    def at(self, share: float) -> float:
        """A quantile in µs: the median of the rounds' own quantiles."""
        return median(times[min(int(len(times) * share), len(times) - 1)] for times in self.rounds) / 1000


def race(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Latency]:
    """Time every call of every contender, ``rounds`` times over its inputs."""
    found = {name: Latency() for name in contenders}
    order, rng = list(contenders), random.Random(SEED)
    for contender in contenders.values():  # code is generated, caches are filled
        for item in contender.inputs[: len(contender.inputs) // 4 + 1]:
            contender.run(item)
    for _ in range(rounds):
        rng.shuffle(order)
        for name in order:
            found[name].rounds.append(sorted(_times(contenders[name])))
    return found


def _times(contender: Contender) -> list[int]:
    run, times = contender.run, []
    for item in contender.inputs:
        start = perf_counter_ns()
        run(item)
        times.append(perf_counter_ns() - start)
    return times
