"""One document of every kind that the product gives a person, as its command writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import HEAD, Tiny
from tests.tables.conftest import FILES

from discretion.audit import Counts, Judgement, write_report
from discretion.audit.worklist import COLUMNS
from discretion.cli.main import group

DAY = "2026-06-01"
FACTS = """
area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}
harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {area_m2: "> 20"}, penalty: {fine: {share: [0.5, 1]}}}
"""
EAST = """
area: east
label: 东部
version: "1"
status: published
extends: national
codes: ["3"]
effective: "2021-01-01"
source: {kind: proposed, method: 测试}
"""
Made = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, tiny: Callable[..., Tiny]) -> Made:
    """A document by its kind and format; each is made once."""
    folder = tmp_path_factory.mktemp("documents")
    rules = _write(tmp_path_factory.mktemp("rules"), FILES)
    old, new = (tiny(FACTS, tiers=TIERS.replace("20", most)).folder for most in ("20", "30"))
    regions = tiny(FACTS, tiers=TIERS).folder
    same = HEAD.replace("test.act", "test.same").replace("测试行为", "相同行为") + _tiers("20")
    _write(regions / "national" / "1" / "violations", {"test.same.yaml": same})
    stricter = f"violation: test.act\n{_tiers('10')}"
    _write(regions / "national" / "east" / "1", {"ruleset.yaml": EAST, "violations/test.act.yaml": stricter})
    commands = {
        "show": ("show", "national", "--on", DAY, "--rulesets", rules),
        "report": ("report", "national", "--on", DAY, "--rulesets", rules, "--no-check"),
        "difference": ("diff", old, new, "--on-a", DAY, "--on-b", DAY),
        "matrix": ("diff", "--matrix", "national", "east", "--on", DAY, "--rulesets", regions),
        "review": ("review", folder / "改动.xlsx", "--on", DAY, "--rulesets", rules),
    }

    def make(kind: str, style: str) -> Path:
        target = folder / f"{kind}-{style}.{style}"
        if target.exists():
            return target
        if kind == "audit":
            _audit(target)
            return target
        if kind == "review":
            _edit(make("show", "xlsx"), folder / "改动.xlsx")
        formats = () if kind == "report" else ("--format", style)
        result = CliRunner().invoke(group, [str(word) for word in (*commands[kind], *formats, "-o", target)])
        assert target.exists(), result.output
        return target

    return make


def _tiers(most: str) -> str:
    return f"tiers:{TIERS.replace('20', most)}".replace("\n-", "\n  -")


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _edit(workbook: Path, target: Path) -> None:
    """Change one amount, as a reviewer does."""
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
    book = openpyxl.load_workbook(workbook)
    (cell,) = [cell for row in book["裁量基准"].iter_rows() for cell in row if "即4000元以上" in str(cell.value)]
    cell.value = "可以处2000元罚款"
    book.save(target)


def _audit(path: Path) -> None:
    row: dict[str, Any] = {item.value: 3 for item in Judgement} | {
        "n": 27,
        "with_reason": 2,
        "unpunished": 1,
        "placed": 12,
    }
    row |= {"benchmark_mitigated": 0, "benchmark_lighter": 1, "benchmark_heavier": 2}
    row |= {"quarter": 120.0, "median": 300.0, "three_quarters": 700.0}
    counts = Counts(27, {item.value: 3 for item in Judgement}, {"with_reason": 2, "without_reason": 7}, 1)
    violations, units = [{**row, "violation": "test.act"}], [{**row, "unit": f"第{n}大队"} for n in range(8)]
    todo = dict.fromkeys(COLUMNS, "内容")
    scope = {"裁量基准": "全国1", "决定日期": "2026-01-01至2026-06-30"}
    hidden = {"cells": 1, "decisions": 4}
    write_report(path, counts, scope, ([todo], 1), violations, units, hidden, 1, {"test.act": "擅自占用公路"})
