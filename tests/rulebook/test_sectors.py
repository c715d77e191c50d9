"""A rulebook about other things than transport names its own sectors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from discretion.errors import RulebookError
from discretion.library import Library
from discretion.tables import publish, view

DAY = date(2026, 6, 1)
FACTS = 'count: {label: 次数, type: integer, range: "[0..10]", severity: aggravating}'


@pytest.fixture
def book(tiny: Callable[..., Any]) -> Callable[[str], Path]:
    def write(sector: str) -> Path:
        folder: Path = tiny(FACTS, header="sectors: {cityscape: 市容环境卫生}").folder
        path = folder / "national/1/violations/test.act.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("sector: highway", f"sector: {sector}"), encoding="utf-8"
        )
        return folder

    return write


def test_a_sector_of_its_own_has_its_name_in_tables_and_search(book: Callable[[str], Path]) -> None:
    library = Library.load(book("cityscape"))
    (entry,) = library.violations("national", DAY)
    assert (entry.sector, entry.sector_label) == ("cityscape", "市容环境卫生")
    assert library.search("市容环境卫生", "national", DAY)[0].violation.id == entry.id
    assert "市容环境卫生" in repr(publish(view(library, "national", DAY)))


def test_a_sector_that_nobody_names_is_none(book: Callable[[str], Path]) -> None:
    with pytest.raises(RulebookError) as error:
        Library.load(book("cityscap"))
    (problem,) = error.value.problems
    assert (problem.message, problem.nearest) == ("没有领域 cityscap", "cityscape")
