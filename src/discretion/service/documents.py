"""What the OpenAPI document says of bodies and answers: the library's own JSON Schemas, with examples."""

from __future__ import annotations

from typing import Any

from discretion.case import Case
from discretion.decide import Recommendation
from discretion.service import problems

ERRORS = (401, 403, 413, 415, 422, 500, 504)


def _schema(model: Any, mode: Any) -> dict[str, Any]:
    """A schema that stands alone: its own definitions are put where they are used, so that it fits anywhere."""
    schema: dict[str, Any] = model.model_json_schema(mode=mode, by_alias=True)
    definitions = schema.pop("$defs", {})
    found: dict[str, Any] = _inlined(schema, definitions, ())
    return found


def _inlined(node: Any, definitions: dict[str, Any], inside: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_inlined(item, definitions, inside) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name in inside:
            return {"type": "object"}  # several violations: a result within a result
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {**_inlined(definitions[name], definitions, (*inside, name)), **rest}
    return {key: _inlined(value, definitions, inside) for key, value in node.items()}


CASE = _schema(Case, "validation")
RECOMMENDATION = _schema(Recommendation, "serialization")
EXAMPLE = {
    "case": "2026-0001",
    "violation": "highway.overload.mass",
    "place": "330106",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
    "records": [{"kind": "correction", "date": "2026-03-03"}],
}


def body(*kinds: tuple[str, dict[str, Any], Any]) -> dict[str, Any]:
    """A required body of some media types, each with its schema and an example."""
    content = {
        media: {"schema": schema} | ({"example": example} if example is not None else {})
        for media, schema, example in kinds
    }
    return {"requestBody": {"required": True, "content": content}}


def answers(
    schema: dict[str, Any],
    *more: tuple[str, dict[str, Any]],
    errors: tuple[int, ...] = ERRORS,
) -> dict[int | str, dict[str, Any]]:
    """The answer of a path, and the problems it may give instead."""
    content = {"application/json": {"schema": schema}} | {media: {"schema": item} for media, item in more}
    found: dict[int | str, dict[str, Any]] = {200: {"description": "成功", "content": content}}
    for status in errors:
        found[status] = {
            "description": problems.TITLES[status],
            "content": {problems.MEDIA: {"schema": problems.SCHEMA}},
        }
    return found
