"""``discretion import`` on a terminal asks which column is which, where neither title nor cells tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from discretion.cli import import_

TABLE = (
    "违法行为,处罚依据,违法程度,适用条件,甲,乙\n"
    "擅自占用公路,《中华人民共和国公路法》第七十六条第一项,轻微,占用公路面积10平方米以下的,处1000元罚款,处2000元罚款\n"
)


def test_the_question_and_its_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(import_, "terminal", lambda: True)
    result = CliRunner().invoke(import_.command, [str(tmp_path / "t.csv"), "-o", str(tmp_path / "out")], input="2\n")
    assert "哪一列是“裁量标准”？\n  1 甲\n  2 乙\n" in result.output
    (file,) = (tmp_path / "out/violations").iterdir()
    assert "fixed: 2000" in file.read_text(encoding="utf-8")


def test_nobody_is_asked_where_nobody_can_answer(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    result = CliRunner().invoke(import_.command, [str(tmp_path / "t.csv"), "-o", str(tmp_path / "out")])
    assert "用 --columns 指明" in result.output
    assert not (tmp_path / "out/violations").exists()
