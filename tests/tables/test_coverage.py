"""docs/coverage.md is what the rulebook says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from discretion.library import Library
from discretion.tables import coverage

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


def test_page_is_up_to_date(shipped: Library) -> None:
    text = PAGE.read_text(encoding="utf-8")
    day = re.search(r"--coverage --on (\d{4}-\d{2}-\d{2})", text)
    assert day is not None
    assert text == coverage(shipped, date.fromisoformat(day[1])), "重新生成：make generated"


def test_matrix_marks_sources_and_inheritance(library: Library) -> None:
    text = coverage(library, date(2026, 6, 1))
    assert "| 违法行为 | 全国 | 某省 |" in text
    assert (
        "| 擅自占用公路<br>road.occupy | 阶3建<br>免1法<br>可0<br>减0<br>轻0<br>重0 "
        "| 阶3建<br>免1法<br>可0<br>减0<br>轻0<br>重0 |" in text  # the child has a file of its own
    )
    assert "| 为他人提供车辆\\<b\\><br>road.supply | 阶2布<br>免0<br>可0<br>减0<br>轻0<br>重0 | ＝ |" in text
    assert "| 某省（child） | 1 | 建议稿 | 2020-01-01 至 未定 | 全国（1版） |  | 2 | 1 | 0 |" in text
