"""Hostile bodies, addresses and headers: each is answered, by a documented status and in the one shape of errors; never by a stack trace.

The kinds are those that were tried on the library: numbers that are none, days beyond the calendar, text that breaks readers, nesting, sizes,
and bytes that are no JSON at all. ``make schemathesis`` sends four thousand.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.service.conftest import CASE

MANY = int(os.environ.get("DISCRETION_HOSTILE", "400"))
ALLOWED = {200, 404, 405, 413, 415, 422}
JSON = {"content-type": "application/json"}
NUMBERS = [
    "1e99999999999999999999", "-0", "1e400", "NaN", "Infinity", "-1", "0.1", "1000.005", "9" * 5000, "1_000", "010", "0x10",
    '"6_0000"', '"６００００"', '"٦٠٠٠٠"', '"+6e4"', '" 60000 "', '"60000千克"', "true", "null", "[]", "{}", '""',
]  # fmt: skip
DAYS = [
    "9999-12-31",
    "0000-00-00",
    "2026-02-30",
    "20260302",
    "2026-W10-1",
    "2026-03-02T00:00:00Z",
    "二〇二六年",
    "-1",
    "1949-09-30",
]
TEXTS = [
    "\u0000", "\u202e超限", "\ud800", "\ufeff", "a" * 20_000, "../../etc/passwd", "{{7*7}}", "<script>alert(1)</script>",
    "'; DROP TABLE x; --", "=cmd|' /C calc'!A0", "\r\nX-Injected: 1", "%s%n", "${jndi:ldap://127.0.0.1/a}", "\u2028", "𠮷" * 300,
]  # fmt: skip
PATHS: list[tuple[str | int, ...]] = [
    ("violation",), ("place",), ("occurred",), ("decided",), ("discovered",), ("party",), ("party", "kind"), ("party", "age"),
    ("facts",), ("facts", "gross_mass_kg"), ("facts", "divisible_load"), ("facts", "harm"), ("facts", "unknown"), ("records",),
    ("records", 0), ("records", 0, "kind"), ("records", 0, "date"), ("subjects",), ("reasons",), ("evidence",), ("holidays",),
    ("departure",), ("co_parties",), ("authority",), ("case",), ("searched",), ("unknown",),
]  # fmt: skip
Sent = tuple[str, str, dict[str, str], bytes]


def _raw(random: Random, value: str) -> bytes:
    """The case with one value replaced, as JSON text that need not be JSON."""
    case: Any = deepcopy(CASE) | {"records": [{"kind": "correction", "date": "2026-03-03"}]}
    path, at = random.choice(PATHS), case
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = "\ue000"
    return json.dumps(case, ensure_ascii=False).replace('"\ue000"', value).encode("utf-8", "surrogatepass")


def _number(random: Random) -> Sent:
    return _post(random, _raw(random, random.choice(NUMBERS)))


def _day(random: Random) -> Sent:
    return _post(random, _raw(random, json.dumps(random.choice(DAYS))))


def _text(random: Random) -> Sent:
    return _post(random, _raw(random, json.dumps(random.choice(TEXTS), ensure_ascii=random.random() < 0.5)))


def _nested(random: Random) -> Sent:
    depth = random.choice([10, 100, 1000, 10_000])
    opening, closing = random.choice([("[", "]"), ('{"a":', "}")])
    return _post(random, _raw(random, opening * depth + "1" + closing * depth))


def _many(random: Random) -> Sent:
    value = random.choice([
        json.dumps({f"fact_{number}": 1 for number in range(2000)}), json.dumps([{"kind": "correction", "date": "2026-03-03"}] * 500),
        '{"a": 1, "a": 2}', json.dumps([None] * 3000),
    ])  # fmt: skip
    return _post(random, _raw(random, value))


def _bytes(random: Random) -> Sent:
    good = json.dumps(CASE, ensure_ascii=False).encode()
    return _post(random, random.choice([
        good[: random.randrange(len(good))], b"\xef\xbb\xbf" + good, good.decode().encode("utf-16"), "案件：超限".encode("gb18030"),
        random.randbytes(200), gzip.compress(good), b"", b"null", b'"text"', good + good, good.replace(b":", b"=", 1), b"\x00" * 100,
        bytes(byte ^ (random.random() < 0.01) for byte in good), b"x" * 60_000,
    ]))  # fmt: skip


def _headers(random: Random) -> Sent:
    kind = random.choice(["text/plain", "application/xml", "application/json; charset=gbk", "", "a" * 5000, "application/x-ndjson",
                          "multipart/form-data; boundary=x", "application/JSON;", "application/problem+json"])  # fmt: skip
    more = random.choice([{}, {"content-encoding": "gzip"}, {"x-request-id": "a" * 9000}, {"authorization": "Bearer \x7f"}, {"content-length": "0"},
                          {"x-request-id": "甲".encode().decode("latin-1")}, {"if-none-match": '"' * 50}])  # fmt: skip
    body = b"" if more.get("content-length") else json.dumps(CASE).encode()
    return "POST", "/v1/recommendations", {"content-type": kind, **more}, body


def _address(random: Random) -> Sent:
    word = random.choice([*TEXTS[2:], "..", "highway.overload.mass", "%00", "a/b", "?", "#"])
    quoted = "".join(f"%{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))[:3000]
    day = random.choice([*DAYS, "2026-03-02", "2026-03-02", "9" * 400])
    path = random.choice([
        f"/v1/violations/{quoted}?area=zhejiang&day={day}", f"/v1/violations?area={quoted}&day={day}", f"/v1/violations?area=zhejiang&day=2026-03-02&q={quoted}",
        f"/v1/areas?day={day}", f"/v1/violations/{quoted}/questions?area=zhejiang&day={day}", f"/v1/violations/highway.overload.mass/schema?area={quoted}&day={day}",
        f"/v1/violations?area=zhejiang&day=2026-03-02&limit={random.choice(['0', '-1', '1e9', 'x'])}&q=a", f"/{quoted}", "/v1/areas?day=2026-03-02&day=x",
    ])  # fmt: skip
    return random.choice(["GET", "GET", "GET", "PUT", "OPTIONS", "HEAD"]), path, {}, b""


def _post(random: Random, body: bytes) -> Sent:
    path = random.choice(
        ["/v1/recommendations"] * 3
        + ["/v1/next-question", "/v1/verify", "/v1/compare?area=zhejiang&area=national", "/v1/similar"]
    )
    return "POST", path, JSON, body


KINDS: list[Callable[[Random], Sent]] = [_number, _day, _text, _nested, _many, _bytes, _headers, _address]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.strip("_"))
def test_hostile_requests_are_answered(app: FastAPI, kind: Callable[[Random], Sent]) -> None:
    async def send() -> Counter[int]:
        transport, random, seen = (
            httpx.ASGITransport(app, raise_app_exceptions=False),
            Random(kind.__name__),
            Counter[int](),
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            for _ in range(MANY // len(KINDS)):
                method, path, headers, body = kind(random)
                sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
                answer = await client.request(method, path, headers=sent, content=body)
                seen[answer.status_code] += 1
                _right(answer, (method, path, headers, body[:2000]))
        return seen

    assert asyncio.run(send())


def _right(answer: httpx.Response, sent: Any) -> None:
    assert answer.status_code in ALLOWED, (answer.status_code, answer.text[:500], sent)
    assert "Traceback" not in answer.text, sent
    assert len(answer.content) < 2_000_000, sent
    assert "x-injected" not in answer.headers, sent
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json", (answer.text[:300], sent)
        body = answer.json()
        assert body["status"] == answer.status_code
        assert body["detail"], sent
