"""Reading: a dense rulebook file of half a megabyte, with both YAML parsers, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from time import perf_counter

import yaml

from discretion.documents import read
from discretion.documents.yaml_reader import FAST_LOADER, read_yaml
from discretion.errors import RulebookError

ROW = (
    '  - {tier: slight, label: 轻微, when: {excess_mass_kg: "(0..1000]", harm: [none, slight]}, '
    "penalty: {fine: {share: [0, 0.3]}}, note: 恰好超一万元一分}\n"
)
TEXT = "tiers:\n" + ROW * 3000


def report() -> Iterator[str]:
    """The section, as Markdown."""
    as_json = json.dumps(read(TEXT, "bench.yaml").data, ensure_ascii=False, default=str)
    yield "## Reading documents"
    yield ""
    yield "| | KB | s, best |"
    yield "|---|--:|--:|"
    yield _row("YAML, libyaml", TEXT, _best(lambda: read_yaml(TEXT, "", RulebookError, FAST_LOADER), 5))
    yield _row("YAML, pure Python", TEXT, _best(lambda: read_yaml(TEXT, "", RulebookError, yaml.SafeLoader), 1))
    yield _row("JSON", as_json, _best(lambda: read(as_json, kind="json"), 5))


def _best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _row(what: str, text: str, seconds: float) -> str:
    return f"| {what} | {len(text.encode()) / 1000:.0f} | {seconds:.3f} |"
