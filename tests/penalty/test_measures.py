"""The force of a measure: what may be left out, what stands for another, and what is at least as sure to be imposed."""

from __future__ import annotations

import pytest

from discretion.penalty import Force

SHALL, CHOICE, OPTION, MAY = Force.SHALL, Force.CHOICE, Force.OPTION, Force.MAY


@pytest.mark.parametrize(
    ("force", "free", "either"),
    [
        (SHALL, False, False),  # 处
        (CHOICE, False, True),  # 处…或者…
        (OPTION, True, True),  # 可以处…或者…
        (MAY, True, False),  # 可以处
    ],
)
def test_what_may_be_left_out_and_what_stands_for_another(force: Force, free: bool, either: bool) -> None:
    assert (force.free, force.either) == (free, either)


@pytest.mark.parametrize(
    ("force", "commanded"),
    [
        (SHALL, {SHALL, CHOICE, OPTION, MAY}),
        (CHOICE, {CHOICE, OPTION, MAY}),  # of a choice something must be imposed, this or another
        (OPTION, {OPTION, MAY}),
        (MAY, {OPTION, MAY}),
    ],
)
def test_a_force_is_as_sure_as_those_it_commands(force: Force, commanded: set[Force]) -> None:
    assert {other for other in Force if force.commands(other)} == commanded


@pytest.mark.parametrize(
    ("force", "texts", "said"),
    [
        (CHOICE, ["处200元以下罚款", "吊销许可证"], "处200元以下罚款，或者吊销许可证"),
        (OPTION, ["可以处警告", "可以处200元以下罚款"], "可以处警告，或者处200元以下罚款"),
    ],
)
def test_what_stands_for_one_another_is_one_phrase(force: Force, texts: list[str], said: str) -> None:
    assert force.phrase_of(texts) == said
