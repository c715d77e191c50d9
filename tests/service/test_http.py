"""The service answers what the library answers, and every mistake in one shape."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from fastapi import FastAPI
from tests.conftest import judged
from tests.service.conftest import CASE, Call, calling

from discretion import Library
from discretion.errors import UsageError
from discretion.rulebook import shipped_rulesets
from discretion.service import Rules, Settings, create_app
from discretion.service.keys import Keys, new_key, read_keys

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is refused
ON = "area=zhejiang&day=2026-03-02"


def test_a_recommendation_is_the_library_s(call: Call, library: Library) -> None:
    answer = call("POST", "/v1/recommendations", json=CASE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.text == library.recommend(CASE).to_json(indent=None)


def test_a_stream_is_answered_line_by_line_and_an_error_takes_its_own_line_only(call: Call, library: Library) -> None:
    lines = [json.dumps(CASE), '{"violation": "highway.dig"}', "", json.dumps(CASE | {"case": "2"})]
    answer = call(
        "POST", "/v1/recommendations", content="\n".join(lines), headers={"content-type": "application/x-ndjson"}
    )
    first, second, third = answer.text.splitlines()
    assert first == library.recommend(CASE).to_json(indent=None)
    assert json.loads(second) | {"problems": None, "detail": None} == {
        "type": "about:blank",
        "title": "案件或者参数不符合要求",
        "status": 422,
        "detail": None,
        "line": 2,
        "problems": None,
    }
    assert json.loads(third)["case"] == "2"


def test_the_conclusion_alone_is_the_one_of_the_whole_answer(call: Call) -> None:
    whole, brief = (call("POST", f"/v1/recommendations{more}", json=CASE).json() for more in ("", "/brief"))
    assert brief.pop("sources") == ["statute"]  # the ranks of the rules behind it: no amount without them
    assert brief == {name: whole[name] for name in brief}
    assert (brief["tier"], brief["penalty"]["text"], "reasons" in brief) == ("general", "处360元罚款", False)
    lines = call(
        "POST",
        "/v1/recommendations/brief",
        content=f"{json.dumps(CASE)}\n{{}}",
        headers={"content-type": "application/x-ndjson"},
    )
    assert [json.loads(line).get("status") for line in lines.text.splitlines()] == ["determined", 422]


def test_areas_side_by_side(call: Call, library: Library) -> None:
    answer = call("POST", "/v1/compare?area=zhejiang&area=national", json=CASE)
    assert [item["area"] for item in answer.json()] == ["zhejiang", "national"]


def test_the_catalogue(call: Call) -> None:
    assert call("GET", "/v1/areas?day=2026-03-02").json()[0]["label"] == "全国"
    hits = call("GET", f"/v1/violations?{ON}&q=黑车").json()
    assert [hit["violation"]["id"] for hit in hits] == ["road.passenger.unlicensed", "taxi.unlicensed"]
    entry = call("GET", f"/v1/violations/highway.overload.mass?{ON}").json()
    assert entry["provision"].startswith("《浙江省公路条例》第五十三条")
    asked = call("GET", f"/v1/violations/highway.overload.mass/questions?{ON}").json()
    assert asked[0] | {"evidence": None} == asked[0] | {
        "fact": "gross_mass_kg",
        "unit": "千克",
        "stage": "elements",
        "evidence": None,
    }
    assert call("POST", "/v1/next-question", json=CASE | {"facts": {}}).json()["fact"] == "gross_mass_kg"
    assert call("POST", "/v1/next-question", json=CASE).text == "null"
    schema = call("GET", f"/v1/violations/highway.overload.mass/schema?{ON}").json()
    assert schema["properties"]["gross_mass_kg"]["maximum"] == 500000


def test_an_answer_may_be_kept_until_the_rules_change(call: Call) -> None:
    answer = call("GET", "/v1/rulebook")
    again = call("GET", "/v1/rulebook", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_a_receipt_is_verified(call: Call) -> None:
    receipt = call("POST", "/v1/recommendations", json=CASE).json()["receipt"]
    assert call("POST", "/v1/verify", json=receipt).json() == {
        "case": "2026-0001",
        "same": True,
        "stands": True,
        "reproduced": True,
        "differences": [],
    }


MISTAKES: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("POST", "/v1/recommendations", {"content": b'{"a":'}, 422, "case"),
    ("POST", "/v1/recommendations", {"json": CASE | {"violation": "highway.dug"}}, 422, "unknown-violation"),
    ("POST", "/v1/recommendations", {"json": CASE | {"facts": {"gross_mass": 1}}}, 422, "unknown-fact"),
    ("POST", "/v1/recommendations", {"json": []}, 422, "case"),
    ("POST", "/v1/recommendations", {"content": b"x" * 60_000}, 413, ""),
    ("POST", "/v1/recommendations", {"content": b"a: 1", "headers": {"content-type": "text/yaml"}}, 415, ""),
    (
        "POST",
        "/v1/recommendations",
        {"content": b"{}\n" * 6, "headers": {"content-type": "application/x-ndjson"}},
        413,
        "",
    ),
    ("POST", "/v1/verify", {"json": {}}, 422, "case"),
    ("GET", f"/v1/violations/highway.dug?{ON}", {}, 404, "unknown-violation"),
    ("GET", "/v1/violations?area=zhejian&day=2026-03-02", {}, 404, "unknown-area"),
    ("GET", "/v1/violations?area=zhejiang&day=1990-01-01", {}, 404, "no-ruleset"),
    ("GET", "/v1/violations?area=zhejiang&day=tomorrow", {}, 422, ""),
    ("GET", "/v1/nothing", {}, 404, ""),
    ("DELETE", "/v1/areas", {}, 405, ""),
]


@pytest.mark.parametrize(("method", "path", "more", "status", "code"), MISTAKES)
def test_every_mistake_has_one_shape(
    call: Call, method: str, path: str, more: dict[str, Any], status: int, code: str
) -> None:
    answer = call(method, path, **more)
    body = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), body
    assert body["status"] == status
    assert body["instance"] == f"urn:request:{answer.headers['x-request-id']}"
    assert (code == "") or body["problems"][0]["code"] == code
    assert "Traceback" not in answer.text


def test_a_request_keeps_its_number(call: Call) -> None:
    assert call("GET", "/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert call("GET", "/healthz", headers={"x-request-id": "a b\x7f"}).headers["x-request-id"] != "a b"


def test_figures_name_no_case(call: Call) -> None:
    call("POST", "/v1/recommendations", json=CASE)
    text = call("GET", "/metrics").text
    assert 'discretion_requests_total{route="/v1/recommendations",status="200"}' in text
    assert "discretion_requests_running 1.0" in text  # this one
    assert "2026-0001" not in text


def test_golden_cases_come_out_the_same(call: Call, library: Library) -> None:
    for golden in judged(library.rulebook)[::60]:
        raw, area = {key: value for key, value in golden.case.case.items() if key != "place"}, golden.ruleset.area
        case = library.case(raw)
        text = case.model_dump_json(by_alias=True, exclude_defaults=True)
        answer = call("POST", f"/v1/recommendations?area={area}", content=text)
        assert answer.text == library.recommend(text, area=area).to_json(indent=None)


# Who may do what


def test_nobody_listens_to_the_world_without_asking_who_is_there() -> None:
    with pytest.raises(UsageError, match="不经身份验证即可访问"):
        create_app(Settings(host=EVERYWHERE))


@pytest.fixture(scope="module")
def guarded(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Call, dict[str, str]]:
    file = tmp_path_factory.mktemp("keys") / "keys"
    made = {
        name: new_key(name, scopes)
        for name, scopes in {
            "case-system": ("recommend", "catalogue"),
            "auditor": ("verify", "similar"),
            "monitor": ("metrics",),
        }.items()
    }
    file.write_text("# 调用方\n" + "\n".join(line for _, line in made.values()) + "\n", encoding="utf-8")
    assert not any(secret in file.read_text(encoding="utf-8") for secret, _ in made.values())
    settings = Settings(host=EVERYWHERE, keys=read_keys(file))
    app = create_app(settings, Rules(settings, library))
    return calling(app), {name: secret for name, (secret, _) in made.items()}


ACTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "recommend": ("POST", "/v1/recommendations", {"json": CASE}),
    "catalogue": ("GET", "/v1/rulebook", {}),
    "verify": ("POST", "/v1/verify", {"json": {}}),
    "similar": ("POST", "/v1/similar", {"json": CASE}),
    "metrics": ("GET", "/metrics", {}),
    "health": ("GET", "/healthz", {}),
}
ALLOWED = {
    "case-system": {"recommend", "catalogue", "health"},
    "auditor": {"verify", "similar", "health"},
    "monitor": {"metrics", "health"},
    "stranger": {"health"},
    "nobody": {"health"},
}


@pytest.mark.parametrize("actor", ALLOWED)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_table_of_actors_and_actions(guarded: tuple[Call, dict[str, str]], actor: str, action: str) -> None:
    call, secrets = guarded
    method, path, more = ACTIONS[action]
    headers = {} if actor == "nobody" else {"authorization": f"Bearer {secrets.get(actor, 'dk_guess')}"}
    status = call(method, path, headers=headers, **more).status_code
    expected_refusal = 401 if actor in ("nobody", "stranger") else 403
    assert (status == expected_refusal) == (action not in ALLOWED[actor]), (actor, action, status)


def test_a_trusted_proxy_names_the_user(library: Library) -> None:
    settings = Settings(host=EVERYWHERE, proxy_header="X-User")
    call = calling(create_app(settings, Rules(settings, library)))
    assert call("GET", "/v1/rulebook").status_code == 401
    assert call("GET", "/v1/rulebook", headers={"x-user": "zhang"}).status_code == 200


def test_a_wrong_line_in_the_file_of_keys_is_named(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("a recommend 12\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"keys:1:1: 密钥文件的一行应当是"):
        read_keys(file)
    file.write_text(f"\na recomend {'0' * 64}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"keys:2:1: 没有权限 recomend.*是否想写：recommend"):
        read_keys(file)
    assert not Keys()


# New rules while it runs


def test_bad_rules_change_nothing_and_good_ones_answer_next(tmp_path: Path) -> None:
    folder = copytree(shipped_rulesets(), tmp_path / "rulesets")
    app: FastAPI = create_app(Settings(rulesets=(folder,)))
    call, rules = calling(app), app.state.rules
    before = call("GET", "/readyz").json()
    file = folder / "facts" / "general.yaml"
    good = file.read_text(encoding="utf-8")

    file.write_text(good + "\n  oops: {label: 错}\n", encoding="utf-8")
    assert not rules.refresh()
    after = call("GET", "/readyz").json()
    assert after["rulebook"] == before["rulebook"]
    assert "general.yaml" in after["failure"]
    assert call("POST", "/v1/recommendations", json=CASE).status_code == 200

    file.write_text(good + "\n# a remark\n", encoding="utf-8")
    assert rules.refresh()
    assert call("GET", "/readyz").json()["rulebook"] != before["rulebook"]
    assert call("GET", "/readyz").json()["failure"] is None


def test_the_openapi_document_is_complete(call: Call) -> None:
    document = call("GET", "/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert path in ("/healthz", "/readyz", "/metrics") or {"401", "422"} <= set(operation["responses"]), path


def test_rules_compiled_beforehand_are_not_compiled_for_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--warm``: what a case of today needs is there before the first comes; an area that does not exist is refused at the start."""
    app = create_app(Settings(warm=("zhejiang",)))

    def compiled(*_: object) -> None:
        raise AssertionError("compiled for a case")

    monkeypatch.setattr("discretion.decide.plans.compile_plan", compiled)
    today = datetime.now().astimezone().date().isoformat()
    case = CASE | {"occurred": today, "decided": today}
    assert calling(app)("POST", "/v1/recommendations", json=case).status_code == 200
    with pytest.raises(UsageError, match="没有区域 zhejang"):
        create_app(Settings(warm=("zhejang",)))
