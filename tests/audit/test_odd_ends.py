"""What once ended or misdirected an audit: a law without any fine, without any range; file names that look like patterns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit import FINDINGS, audit, connect, read_mapping

Build = Callable[..., Any]
FACTS = 'load: {label: 实际载客人数, type: integer, unit: 人, range: "[0..100]", severity: aggravating}'
WARNED = "- {tier: only, label: 一般, when: {}, penalty: statute}"
MAPPING = """
id: 案号
violation: {constant: test.act}
occurred: {constant: "2026-03-02"}
decided: {constant: "2026-03-20"}
party: {constant: organisation}
fine: 罚款
facts: {load: 人数}
"""


def verdicts(book: Any, file: Path) -> dict[str, str]:
    (file.parent / "m.yaml").write_text(MAPPING, encoding="utf-8")
    mapping = read_mapping(file.parent / "m.yaml", book.library.rulebook.vocabulary)
    with closing(connect()) as backend:
        counts = audit(book.library, backend, str(file), mapping, lambda *_: None)
        rows = backend.fetch(backend.table(FINDINGS)).to_pylist()
    assert counts.read == len(rows)
    return {row["id"]: row["verdict"] for row in rows}


@pytest.mark.parametrize(
    "ranges",
    [
        "- {range: any, penalty: {warning: shall}}",
        '- {range: many, when: {load: "> 5"}, penalty: {fine: {from: 1000, to: 5000}}}',
    ],
)
def test_a_law_without_a_fine_or_without_a_range_for_the_case(tiny: Build, tmp_path: Path, ranges: str) -> None:
    book = tiny(FACTS, ranges=ranges, tiers=WARNED)
    (tmp_path / "d.csv").write_text("案号,罚款,人数\n1,0,3\n2,500,3\n", encoding="utf-8")
    found = verdicts(book, tmp_path / "d.csv")
    if "warning" in ranges:
        assert found == {"1": "in_band", "2": "wrong_disposition"}
    else:
        assert found == {"1": "no_rule", "2": "no_rule"}


@pytest.mark.parametrize("name", ["2025[1].csv", "2025[1].parquet", "全部*.parquet", "a?b.csv"])
def test_a_file_name_is_a_name_and_no_pattern(tiny: Build, tmp_path: Path, name: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    book = tiny(FACTS)
    for own, case in (
        (name, "mine"),
        ("20251.csv", "other"),
        ("20251.parquet", "other"),
        ("全部甲.parquet", "other"),
        ("axb.csv", "other"),
    ):
        if own.endswith(".csv"):
            (tmp_path / own).write_text(f"案号,罚款,人数\n{case},2000,3\n", encoding="utf-8")
        else:
            pq.write_table(pa.table({"案号": [case], "罚款": ["2000"], "人数": ["3"]}), tmp_path / own)
    assert verdicts(book, tmp_path / name) == {"mine": "in_band"}
