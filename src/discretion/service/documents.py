"""What the OpenAPI document says of bodies and answers: the library's own models under their own names, with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from discretion.case import Case
from discretion.catalogue import Area, Hit, Question, ViolationEntry
from discretion.decide import Recommendation
from discretion.decisions import Similar
from discretion.service import problems
from discretion.service.examples import LIKE
from discretion.service.models import Liveness, Readiness, RulebookInfo, VerificationResult

ERRORS = (401, 403, 413, 415, 422, 500, 504)
WHERE = "#/components/schemas/{model}"
CONCLUSION = (
    "schema_version", "case", "violation", "label", "area", "area_label", "status", "cause", "lacking", "disposition", "force",
    "tier", "tier_label", "penalty",
)  # fmt: skip
BRIEF = {"$ref": WHERE.format(model="Conclusion")}
KEY = {"type": "http", "scheme": "bearer", "description": "API 密钥：discretion serve --new-key"}
TAGS = [
    {"name": "recommendations", "description": "处罚建议"},
    {"name": "catalogue", "description": "目录：区域、违法行为、要问的事实"},
    {"name": "similar", "description": "类案"},
    {"name": "verify", "description": "复核"},
    {"name": "operations", "description": "运行"},
]
_READ = (Case,)
_SAID = (
    Recommendation, Area, ViolationEntry, Hit, Question, Similar, VerificationResult, RulebookInfo, Liveness, Readiness,
    problems.ProblemDetails,
)  # fmt: skip


def ref(model: type) -> dict[str, object]:
    """Where the document describes a model."""
    return {"$ref": WHERE.format(model=model.__name__)}


def many(model: type) -> dict[str, object]:
    """A list of a model."""
    return {"type": "array", "items": ref(model)}


def body(*kinds: tuple[str, Mapping[str, object], object]) -> dict[str, object]:
    """A required body of some media types, each with its schema and an example."""
    content = {
        media: {"schema": schema} | ({"example": example} if example is not None else {})
        for media, schema, example in kinds
    }
    return {"requestBody": {"required": True, "content": content}}


def answers(
    schema: Mapping[str, object],
    *more: tuple[str, Mapping[str, object]],
    errors: tuple[int, ...] = ERRORS,
) -> dict[int | str, dict[str, object]]:
    """The answer of a path, and the problems it may give instead."""
    content = {"application/json": {"schema": schema}}
    content |= {media: {"schema": item} for media, item in more}
    return {200: {"description": "成功", "content": content}, **refusals(*errors)}


def refusals(*errors: int) -> dict[int | str, dict[str, object]]:
    """The problems that a path may answer with."""
    content = {problems.MEDIA: {"schema": ref(problems.ProblemDetails)}}
    return {status: {"description": problems.TITLES[status], "content": content} for status in errors}


def describe(app: FastAPI) -> None:
    """Put the models that the paths refer to into the app's OpenAPI document."""
    paths = app.openapi

    def whole() -> dict[str, Any]:
        document = paths()
        document["components"] = {"schemas": _models(), "securitySchemes": {"key": KEY}}
        like = document["paths"]["/v1/similar"]["post"]["responses"]["200"]["content"]["application/json"]
        like["example"] = LIKE  # here, as FastAPI drops what is null
        document["security"] = [{"key": []}, {}]  # on the loopback address nobody is asked
        return document

    app.openapi = whole  # type: ignore[method-assign]  # as FastAPI's own guide does


def _models() -> dict[str, Any]:
    wanted: list[tuple[str, Any, TypeAdapter[Any]]] = [
        *((model.__name__, "validation", TypeAdapter(model)) for model in _READ),
        *((model.__name__, "serialization", TypeAdapter(model)) for model in _SAID),
    ]
    _, found = TypeAdapter.json_schemas(wanted, by_alias=True, ref_template=WHERE)
    models: dict[str, Any] = found["$defs"]
    models["Conclusion"] = _conclusion(models["Recommendation"])
    return models


def _conclusion(whole: dict[str, Any]) -> dict[str, Any]:
    """The model of ``CONCLUSION``, as the whole result describes its fields."""
    ranks = {"type": "array", "items": {"type": "string", "enum": ["proposed", "published", "statute"]},
             "description": "结论依据的规则的来源：statute 法定，published 已发布的基准，proposed 建议稿（不是法律）"}  # fmt: skip
    return whole | {
        "title": "Conclusion",
        "description": "一个案件的结论；多项违法的，是全案的结论",
        "properties": {name: whole["properties"][name] for name in CONCLUSION} | {"sources": ranks},
        "required": [*(name for name in whole["required"] if name in CONCLUSION), "sources"],
    }
