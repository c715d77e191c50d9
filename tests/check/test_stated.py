"""What a golden case states, and whether a condition can still hold of it: three values."""

from __future__ import annotations

import pytest

from discretion.check.stated import holds, stated
from discretion.conditions import parse_condition
from discretion.facts import Fact

FACTS = {
    "load_kg": {"label": "载质量", "type": "integer", "unit": "kg", "range": "[0..100000]"},
    "limit_kg": {"label": "限定质量", "type": "integer", "unit": "kg", "range": "[1..100000]"},
    "excess_kg": {"label": "超出质量", "type": "integer", "unit": "kg", "derive": "max(load_kg - limit_kg, 0)"},
    "heavy": {
        "label": "超出一吨",
        "type": "boolean",
        "derive": {"any": [{"excess_kg": "> 1000"}, {"load_kg": "> 50000"}]},
    },
    "harm": {"label": "危害后果", "type": "enum", "values": {"none": "没有", "slight": "轻微", "grave": "严重"}},
    "rescued": {"label": "抢险", "type": "boolean"},
}
VOCABULARY = {name: Fact.model_validate(fact) for name, fact in FACTS.items()}


def test_what_one_line_of_yaml_states() -> None:
    assert stated('load_kg: 3000, length_m: "4.50", rescued: false, harm: slight, goods: [sand, soil], day: "2026-03-02"') == {
        "load_kg": 3000, "length_m": 4.5, "rescued": False, "harm": "slight",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "said", "expected"),
    [
        ({"load_kg": "[1000..2000]"}, "load_kg: 2000", True),
        ({"load_kg": "[1000..2000)"}, "load_kg: 2000", False),
        ({"load_kg": "[1000..2000)"}, "limit_kg: 2000", None),
        ({"harm": ["none", "slight"]}, "harm: grave", False),
        ({"rescued": True, "load_kg": "> 1"}, "load_kg: 1", False),  # whatever the other is
        ({"any": [{"rescued": True}, {"load_kg": "> 1"}]}, "load_kg: 1", None),
        ({"not": {"rescued": True}}, "rescued: true", False),
        ({"excess_kg": "> 0"}, "load_kg: 9, limit_kg: 9", False),
        ({"excess_kg": "> 0"}, "load_kg: 9", None),
        ({"heavy": True}, "load_kg: 50001", True),  # by one of its parts, of the other nothing is known
        ({"heavy": False}, "load_kg: 50001", False),
        (
            {"excess_kg": "> 0"},
            "excess_kg: 1, load_kg: 0, limit_kg: 9",
            True,
        ),  # what is stated goes before what is worked out
    ],
)
def test_whether_a_condition_holds(condition: object, said: str, expected: bool | None) -> None:
    assert holds(parse_condition(condition), stated(said), VOCABULARY) is expected
