"""The cache gives back what was put in, or nothing at all."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from discretion.check import cache
from discretion.check.cache import KEPT_SECONDS, Cache, CacheEntry, key
from discretion.check.model import Finding, Verdict
from discretion.errors import Position

FINDING = Finding(
    "gap",
    Verdict.REFUTED,
    "national",
    "test.act",
    "tier",
    "没有阶次与本案相符",
    Position("national/1/violations/test.act.yaml", 6, 3, ("tiers", 0)),
    "test-law@2021",
    ({"violation": "test.act", "facts": {"mass": Decimal("1.50"), "open": True, "n": 3}},),
    {"jump": "27000"},
    "补上缺少的条件",
    seconds=0.25,
)


def test_findings_come_back_whole(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put("a", CacheEntry([FINDING], (12, 3)))
    found = kept.get("a")
    assert found == CacheEntry([FINDING], (12, 3))
    assert found is not None
    assert repr(found.findings[0].cases) == repr(FINDING.cases)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_what_is_missing_or_damaged_is_not_there(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    assert kept.get("a") is None
    for damaged in ("", "[]", '{"findings": [{}], "counts": []}', '{"findings": 3, "counts": []}'):
        (tmp_path / "a.json").write_text(damaged, encoding="utf-8")
        assert kept.get("a") is None


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = Cache(tmp_path / "file" / "below")
    kept.put("a", CacheEntry([FINDING]))
    assert kept.get("a") is None
    assert Cache(None).get("a") is None


def test_entries_that_nobody_read_for_a_month_are_removed(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put("old", CacheEntry([]))
    kept.put("new", CacheEntry([]))
    os.utime(tmp_path / "old.json", (1_000_000, 1_000_000))
    os.utime(tmp_path / "new.json", (1_000_000 + KEPT_SECONDS, 1_000_000 + KEPT_SECONDS))
    kept.prune(now=1_000_001 + KEPT_SECONDS)
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]


def test_keys_differ_by_every_part_and_its_place() -> None:
    assert len({key("a", "b"), key("b", "a"), key("ab"), key("a"), key("a", "b", "")}) == 5


def test_the_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache.folder() == Path("/caches/discretion/check")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache.folder() == Path.home() / "Library" / "Caches" / "discretion" / "check"
