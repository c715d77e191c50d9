"""Values as clauses: what a decision says of an enum fact."""

from __future__ import annotations

from discretion.facts import Fact, Vocabulary, Words

PERMIT = Fact.model_validate(
    {
        "label": "使用失效、伪造等无效的许可证件",
        "type": "enum",
        "values": {"absent": "没有", "expired": "失效", "forged": "伪造"},
        "clauses": {"expired": "使用失效的许可证件", "forged": "使用伪造的许可证件"},
    }
)
WORDS = Words(
    Vocabulary({"permit_invalid": PERMIT, "harm": PERMIT.model_copy(update={"label": "危害后果", "clauses": {}})})
)


def test_a_value_is_said_by_its_own_clause() -> None:
    assert WORDS.clause("permit_invalid", "forged") == "使用伪造的许可证件"


def test_that_none_of_them_was_found_names_what_they_are() -> None:
    assert WORDS.clause("permit_invalid", "absent") == "没有“使用失效、伪造等无效的许可证件”的行为"


def test_a_fact_without_clauses_has_none() -> None:
    assert WORDS.clause("harm", "absent") is None
