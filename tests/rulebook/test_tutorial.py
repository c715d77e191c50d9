"""The tutorial in docs/writing-rulesets.md, followed to the letter: from its table in a Word file to an empty list of findings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from discretion import Library

docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
pytest.importorskip("z3", reason="可选组件 check 未安装")

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "writing-rulesets.md").read_text(encoding="utf-8")
TUTORIAL = PAGE.partition("## Conventions")[0]
Run = Callable[..., tuple[int, str, str]]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", TUTORIAL, re.DOTALL)


def commands() -> list[list[str]]:
    return [shlex.split(line[2:])[1:] for line in TUTORIAL.splitlines() if line.startswith("$ discretion ")]


def word_file(path: Path) -> None:
    """The table of the page, as Word holds it."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in TUTORIAL.splitlines() if line.startswith("| ")
    ]
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def test_three_commands_lead_to_an_empty_list_of_findings(
    discretion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    word_file(tmp_path / "row.docx")
    init, read, check = commands()
    assert discretion(*init)[0] == 0
    code, _, err = discretion(*read)
    (folder,) = (tmp_path / "city/rulesets/example-city").iterdir()
    promised = next(line for line in TUTORIAL.splitlines() if line.startswith("已写入 city/"))
    assert (code, err.splitlines()[-1]) == (1, promised.replace("2027.1", folder.name))

    code, out, _ = discretion(*check, "--no-cache", "--as-of", "2026-11-28")
    assert code == 1
    assert "highway.occupy.yaml 有0处待录入、8处待确认" in out

    file = folder / "violations/highway.occupy.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if "# 待确认" not in line) + "\n", encoding="utf-8")
    violation, waivers = blocks("yaml")
    assert file.read_text(encoding="utf-8").partition("\n")[2] == violation
    (tmp_path / "city/rulesets/waivers.yaml").write_text(waivers, encoding="utf-8")
    code, out, _ = discretion(*check, "--no-cache", "--as-of", "2026-11-28")
    assert (code, out.splitlines()[-1].rpartition("：")[2]) == (0, "全部合格"), out

    library = Library.default(tmp_path / "city/rulesets", drafts=True)
    assert [fine(library, area) for area in ("10", "10.01", "50", "200", "200.01")] == [
        ("tier-1", "可以处500元以下罚款"),
        ("tier-2", "可以处500元以上5000元以下罚款"),
        ("tier-2", "可以处500元以上5000元以下罚款"),
        ("tier-3", "可以处5000元以上10000元以下罚款"),
        ("tier-4", "可以处1万元以上3万元以下罚款"),
    ]


def fine(library: Library, area_m2: str) -> tuple[str | None, str]:
    result = library.recommend(
        {
            "violation": "highway.occupy",
            "place": "139901",
            "occurred": "2027-03-02",
            "decided": "2027-03-20",
            "party": {"kind": "organisation"},
            "facts": {"occupies_highway": True, "occupied_area_m2": area_m2, "harm": "none"},
        }
    )
    assert result.penalty is not None
    assert result.penalty.fine is not None
    return result.tier, result.penalty.fine.text
