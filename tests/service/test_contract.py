"""What the service answers is what its OpenAPI document says: requests made from the document, right ones and wrong ones.

``make schemathesis REQUESTS=100000`` sends many more.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from discretion import Library
from discretion.service import Rules, Settings, create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis 未安装：接口约定的测试跳过")
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
OPERATIONS = [
    ("/v1/recommendations", "post"), ("/v1/recommendations/brief", "post"), ("/v1/compare", "post"), ("/v1/next-question", "post"), ("/v1/similar", "post"),
    ("/v1/verify", "post"), ("/v1/areas", "get"), ("/v1/violations", "get"), ("/v1/violations/{name}", "get"),
    ("/v1/violations/{name}/questions", "get"), ("/v1/violations/{name}/schema", "get"), ("/v1/rulebook", "get"),
    ("/healthz", "get"), ("/readyz", "get"), ("/metrics", "get"),
]  # fmt: skip
RIGHT, WRONG = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
ASKED = [(*operation, RIGHT) for operation in OPERATIONS] + [(*operation, WRONG) for operation in OPERATIONS[:11]]
EXAMPLES = max(1, int(os.environ.get("DISCRETION_REQUESTS", "260")) // len(ASKED))


@pytest.fixture(scope="module")
def api(library: Library, like_cases: Path) -> Any:
    settings = Settings(decisions=str(like_cases), max_bytes=200_000)
    return schemathesis.openapi.from_asgi("/v1/openapi.json", create_app(settings, Rules(settings, library)))


def test_every_path_is_tried(api: Any) -> None:
    assert {(item.ok().path, item.ok().method) for item in api.get_all_operations()} == set(OPERATIONS)


@pytest.mark.parametrize(("path", "method", "mode"), ASKED)
def test_every_answer_is_documented(api: Any, path: str, method: str, mode: Any) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize="DISCRETION_REQUESTS" not in os.environ, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, timeout=120)  # a busy machine is not a failing test

    ask()
