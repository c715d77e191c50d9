"""Slips of the pen in a few texts: what stands nowhere else, where all that surrounds it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from discretion.check.checks.spelling import slips, unusual

LAW = ["车辆违法超限运输货物的，责令改正", "不得违法超限运输货物的", "违法超限运输货物逾期不改正的"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("违法超限运输货物", None),
        ("违法超限运愉货物", ("“违法超限运愉货物”中“运愉货”的“愉”，别处写作“输”", "是否想写：输")),
        ("违法超限输运货物", ("“违法超限输运货物”中“输运”，别处写作“运输”", "更正次序")),
        ("违法超限运货物的", ("“违法超限运货物的”中“运货”之间，别处有“输”", "补上“输”")),
        ("违法超限运输输货物", ("“违法超限运输输货物”中“输输”重复", "删去一个“输”")),
        ("违法超限装运货物", None),  # the laws say nothing like it
        ("违法超限运每货物", None),  # of a pronoun a new neighbour says nothing
    ],
)
def test_what_is_a_slip(text: str, said: tuple[str, str] | None) -> None:
    found = {f"“{part}”{wrong}": remedy for part, (wrong, remedy) in slips([text], LAW).items()}
    assert found == ({} if said is None else dict([said]))


def test_what_is_written_twice_is_meant_so() -> None:
    assert slips(["违法超限运愉货物", "车辆违法超限运愉"], LAW) == {}


def test_what_stands_elsewhere_but_once_tells_nothing_among_few_texts() -> None:
    assert slips(["违法超限运愉货物"], LAW[:1]) == {}


def test_among_many_characters_one_that_another_is_far_more_usual_for_is_a_slip(shipped_texts: list[str]) -> None:
    """Where no four characters around a place stand elsewhere, what would stand there in the laws' own words tells what was meant."""
    slips_of_the_pen = {
        "不得指使强令违作作业": ("中“违作作”的“作”，别处写作“章”", "是否想写：章"),
        "未建有事故隐患排查治理制度": ("中“建有事”的“有”，别处写作“立”", "是否想写：立"),
        "在内河通水航域停泊": ("中“水航”，别处写作“航水”", "更正次序"),
        "按规定设置警示标标志": ("中“标标”重复", "删去一个“标”"),
        "按规定设置警示标志": None,
    }
    found = unusual(slips_of_the_pen, shipped_texts)
    assert {text: found.get(text) for text in slips_of_the_pen} == slips_of_the_pen


def test_a_word_that_stands_once_is_right(shipped_texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert unusual(["按标志、标线匀速通过"], shipped_texts) == {}
    monkeypatch.setattr("discretion.check.text.usage.ONCE", ())
    assert unusual(["按标志、标线匀速通过"], shipped_texts) == {
        "按标志、标线匀速通过": ("中“线匀速”的“匀”，别处写作“等”", "是否想写：等")
    }


@pytest.fixture(scope="module")
def shipped_texts() -> list[str]:
    folder = Path(__file__).parents[2] / "rulesets" / "law-texts"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))]
