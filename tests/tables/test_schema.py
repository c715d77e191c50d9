"""JSON Schemas: generated from the models, in step with them, and named rightly by every shipped file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from discretion.cli.schema import EDITED, KINDS, text_of
from discretion.documents import read_file
from discretion.rulebook import shipped_rulesets

ROOT = shipped_rulesets()
MODELINE = "# yaml-language-server: $schema="
FILES = sorted(ROOT.glob("**/*.yaml"))


@pytest.mark.parametrize("kind", EDITED)
def test_shipped_schema_is_in_step_with_the_models(kind: str) -> None:
    shipped = (ROOT / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
    assert shipped == text_of(kind), "重新生成：make generated"


@pytest.mark.parametrize("kind", KINDS)
def test_command_prints_a_schema(kind: str, discretion: Callable[..., Result]) -> None:
    schema = json.loads(discretion("schema", kind).output)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "properties" in schema or "$ref" in schema


def test_every_shipped_file_names_its_schema() -> None:
    wrong = []
    for path in FILES:
        with path.open(encoding="utf-8") as stream:
            first = stream.readline().rstrip("\n")
        kind = _kind(path)
        right = MODELINE + os.path.relpath(ROOT / "schemas" / f"{kind}.json", path.parent).replace(os.sep, "/")
        if kind is not None and first != right:
            wrong.append(f"{path.relative_to(ROOT)}: {first}（应当是 {right}）")
    assert wrong == []


def _kind(path: Path) -> str | None:
    if path.name == "ruleset.yaml":
        return "ruleset"
    kinds = {
        "violations": "violation",
        "lists": "list",
        "cases": "cases",
        "laws": "law",
        "authorities": "authority",
        "facts": "facts",
    }
    return kinds.get(path.parent.name)


def test_every_shipped_file_is_valid_under_the_schema_it_names() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema 未安装：不能独立核对 JSON Schema")
    validators: dict[str, Any] = {}
    wrong = []
    for path in FILES:
        kind = _kind(path)
        if kind is None:
            continue
        if kind not in validators:
            schema = json.loads((ROOT / "schemas" / f"{kind}.json").read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            validators[kind] = jsonschema.Draft202012Validator(schema)
        errors = validators[kind].iter_errors(_plain(read_file(path).data))
        wrong += [f"{path.relative_to(ROOT)}: {list(error.path)}: {error.message}" for error in errors]
    assert wrong == []


def _plain(data: Any) -> Any:
    """As an editor sees the file: decimals are numbers."""
    match data:
        case dict():
            return {key: _plain(value) for key, value in data.items()}
        case list():
            return [_plain(value) for value in data]
        case Decimal():
            return float(data)
    return data
