"""A JSON Schema for the facts of one violation, for forms; the answers go under ``facts`` of a case."""

from __future__ import annotations

from collections.abc import Iterable

from discretion.catalogue.questions import Question
from discretion.rulebook import DIALECT


def case_schema(name: str, label: str, asked: Iterable[Question]) -> dict[str, object]:
    """The schema of ``facts`` for one violation. No fact is required: what is missing is asked for.

    Args:
        name: the violation's stable name, for ``$id``.
        label: its Chinese name.
        asked: its questions.
    """
    return {
        "$schema": DIALECT,
        "$id": f"urn:discretion:facts:{name}",
        "title": label,
        "type": "object",
        "properties": {question.fact: _property(question) for question in asked},
        "additionalProperties": False,
    }


def _property(question: Question) -> dict[str, object]:
    found: dict[str, object] = {"title": question.label, **_type(question)}
    if question.help or question.evidence:
        found["description"] = "；证据：".join(filter(None, (question.help or "", question.evidence)))
    if question.presumed is not None:
        found["default"] = question.presumed
    extra = {"unit": question.unit or None, "stage": question.stage, "judgement": question.judgement or None}
    return found | {f"x-{key}": value for key, value in extra.items() if value is not None}


def _type(question: Question) -> dict[str, object]:
    match question.type:
        case "boolean":
            return {"type": "boolean"}
        case "enum":
            return {"oneOf": [{"const": option.value, "title": option.label} for option in question.options]}
        case "date":
            return {"type": "string", "format": "date"}
        case "integer":
            ends = {"minimum": question.low, "maximum": question.high}
            return {"type": "integer"} | {key: int(value) for key, value in ends.items() if value is not None}
        case _:  # money and decimals travel as text: a JSON number would pass through a float in many languages
            pattern = rf"^[0-9]+(\.[0-9]{{1,{question.digits}}})?$" if question.digits else "^[0-9]+$"
            return {"type": "string", "pattern": pattern, "x-minimum": question.low, "x-maximum": question.high}
