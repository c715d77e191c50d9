"""Like cases over HTTP: what was done, never to whom; nothing of groups too small to be described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.service.conftest import Call, calling

from discretion import Library
from discretion.service import Rules, Settings, create_app
from discretion.service.examples import CASE, LIKE

NAMES = ("张某某", "浙A00001", "证据七号", "李某某", "承办人")
HOSTILE = CASE | {
    "party": {"kind": "organisation", "name": NAMES[0]},
    "subjects": {"vehicle": NAMES[1]},
    "evidence": {"gross_mass_kg": NAMES[2]},
    "reasons": {"harm": NAMES[3]},
}


def served(library: Library, store: Path) -> Call:
    settings = Settings(decisions=str(store))
    return calling(create_app(settings, Rules(settings, library)))


@pytest.fixture(scope="module")
def like(library: Library, like_cases: Path) -> Call:
    return served(library, like_cases)


def test_the_example_of_the_document_is_what_the_service_answers(like: Call) -> None:
    assert like("POST", "/v1/similar?fine=360", json=CASE).json() == LIKE
    document = like("GET", "/v1/openapi.json").json()
    told = document["paths"]["/v1/similar"]["post"]["responses"]["200"]["content"]["application/json"]
    assert told == {"schema": {"$ref": "#/components/schemas/Similar"}, "example": LIKE}


def test_a_group_too_small_to_be_described_names_no_case(like: Call) -> None:
    same, *others = like("POST", "/v1/similar", json=CASE).json()["groups"]
    assert (same["n"], len(same["nearest"])) == (12, 3)
    assert [(group["n"], group["outcomes"], group["lowest"], group["nearest"]) for group in others] == [
        (None, [], None, [])
    ]
    small = like("POST", "/v1/similar?fine=9000", json=CASE | {"facts": CASE["facts"] | {"gross_mass_kg": 79_000}})
    assert not [name for name in ("重0", "重1", "重2") if name in small.text]


def test_nothing_about_the_party_or_the_unit_comes_back(like: Call) -> None:
    answer = like("POST", "/v1/similar", json=HOSTILE)
    assert answer.status_code == 200
    assert not [name for name in (*NAMES, "一大队", "organisation") if name in answer.text]


MISTAKES: list[tuple[str, dict[str, Any], int, str]] = [
    ("/v1/similar", CASE | {"facts": {}}, 422, "facts-missing"),
    ("/v1/similar", {key: value for key, value in CASE.items() if key not in ("violation", "facts")}
     | {"violations": [{"violation": CASE["violation"], "facts": CASE["facts"]}]}, 422, "case"),
    ("/v1/similar?fine=abc", CASE, 422, "parameter"),
    ("/v1/similar?fine=-1", CASE, 422, "parameter"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "case", "status", "code"), MISTAKES)
def test_mistakes(like: Call, path: str, case: dict[str, Any], status: int, code: str) -> None:
    answer = like("POST", path, json=case)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (status, code), answer.text


def test_without_a_store_it_says_so(call: Call, library: Library, tmp_path: Path) -> None:
    assert call("POST", "/v1/similar", json=CASE).status_code == 404
    (tmp_path / "text.duckdb").write_text("not a store", encoding="utf-8")
    for name in ("none.duckdb", "text.duckdb"):
        answer = served(library, tmp_path / name)("POST", "/v1/similar", json=CASE)
        assert (answer.status_code, "处理决定库" in answer.json()["detail"]) == (503, True), answer.text
