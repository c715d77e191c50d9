"""Slips of the pen in a few texts: what stands nowhere else, where all that surrounds it does."""

from __future__ import annotations

import pytest

from discretion.check.checks.spelling import slips

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
