"""A violation is found by the words people use; several are shown rather than one guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion import Library

DAY = date(2026, 3, 2)


def found(library: Library, words: str, area: str = "zhejiang") -> list[str]:
    return [hit.violation.id for hit in library.search(words, area, DAY, limit=6)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("黑车", "road.passenger.unlicensed"),
        ("不打表", "taxi.driver.meter"),
        ("百吨王", "highway.overload.mass"),
        ("北斗 掉线", "road.monitoring.offline"),
        ("超限运输 质量", "highway.overload.mass"),
        ("未取得许可从事道路客运", "road.passenger.unlicensed"),  # not the very words
        ("highway.overload.mass", "highway.overload.mass"),
        ("ＨＩＧＨＷＡＹ．ｄｉｇ", "highway.dig"),  # full-width
        ("63条 客运", "road.passenger.unlicensed"),
        ("第六十三条 普通货物", "road.freight.unlicensed"),
    ],
)
def test_the_first_hit(library: Library, words: str, first: str) -> None:
    assert found(library, words)[0] == first


def test_a_word_with_several_meanings_shows_them_all(library: Library) -> None:
    assert set(found(library, "无证营运")) >= {
        "road.passenger.unlicensed",
        "road.freight.unlicensed",
        "ride-hailing.vehicle.unlicensed",
    }


@pytest.mark.parametrize("words", ["", "  ", "zzz", "你好", "。", "第条"])
def test_nothing_like_it_is_no_hit(library: Library, words: str) -> None:
    assert found(library, words) == []


def test_a_slip_of_the_pen(library: Library) -> None:
    assert "highway.overload.mass" in found(library, "超现运输")


def test_a_hit_says_what_matched(library: Library) -> None:
    (hit,) = library.search("黑车", "zhejiang", DAY, limit=1)
    assert (hit.matched, hit.violation.label) == ("黑车", "未取得道路运输经营许可，擅自从事道路客运经营")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_typed_is_answered_in_order(library: Library, words: str) -> None:
    hits = library.search(words, "national", DAY)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 100 for hit in hits)
