"""How fast documents are read: a dense rulebook file of half a megabyte, with both YAML parsers, and as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import yaml

from discretion.documents import read
from discretion.documents.yaml_reader import FAST_LOADER, read_yaml
from discretion.errors import RulebookError

ROW = (
    '  - {tier: slight, label: 轻微, when: {excess_mass_kg: "(0..1000]", harm: [none, slight]}, '
    "penalty: {fine: {share: [0, 0.3]}}, note: 恰好超一万元一分}\n"
)
TEXT = "tiers:\n" + ROW * 3000


def best(work: Callable[[], object], rounds: int) -> float:
    """The fastest of several runs: the others measure the neighbours."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print one line per way of reading."""
    as_json = json.dumps(read(TEXT, "bench.yaml").data, ensure_ascii=False, default=str)
    report("YAML, libyaml", TEXT, best(lambda: read_yaml(TEXT, "", RulebookError, FAST_LOADER), 5))
    report("YAML, pure", TEXT, best(lambda: read_yaml(TEXT, "", RulebookError, yaml.SafeLoader), 1))
    report("JSON", as_json, best(lambda: read(as_json, kind="json"), 5))


def report(what: str, text: str, seconds: float) -> None:
    """Print one line."""
    print(f"read {what:<14} {len(text.encode()) / 1000:>4.0f} KB {seconds:.3f} s")


if __name__ == "__main__":
    main()
