"""A table brought into a draft: what it holds is what ``discretion review`` reads of it, every cell is answered for."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from tests.workbench.conftest import Desk, Office, text

from discretion.review import review
from discretion.workbench.store import DraftFile

ACT = "road.occupy"
BEFORE, AFTER = "即4000元以上8000元以下", "可以处2000元罚款"


def exported(desk: Desk, path: str) -> bytes:
    return bytes(desk.get(f"{path}/table.xlsx").content)


def edited(content: bytes, before: str = BEFORE, after: str = AFTER) -> bytes:
    """The workbook with one cell of the benchmark edited."""
    book = openpyxl.load_workbook(BytesIO(content))
    (cell,) = [cell for row in book["裁量基准"].iter_rows() for cell in row if before in str(cell.value)]
    cell.value = after
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def kept(office: Office) -> dict[str, str]:
    with office.app.state.bench.store.reading() as session:
        return {file.part: file.text for file in session.query(DraftFile)}


def test_what_is_brought_is_what_review_reads(small: Office, tmp_path: Path) -> None:
    reviewer = small.desk("reviewer")
    path = reviewer.draft("national")
    content = edited(exported(reviewer, path))
    answer = reviewer.post(f"{path}/bring", files={"file": ("修改.xlsx", content)})
    assert answer.status_code == 200, text(answer)
    shown = text(answer)
    assert "已带入1项，为建议稿： 擅自占用公路" in shown

    file = tmp_path / "same.xlsx"
    file.write_bytes(content)
    library = next(iter(small.app.state.bench.shelf._kept.values()))
    found = review(file, library, date(2027, 1, 1), "national@2027.1", check=False)
    assert kept(small) == {
        ACT: next(text_ for name, text_ in found.draft.texts.items() if name.endswith(f"violations/{ACT}.yaml"))
    }
    for change in found.cells.changes:
        assert f"{change.where} {change.status}" in shown
        assert change.why in shown
    assert "可以处2000元罚款" in reviewer.get(f"{path}/{ACT}").text


def test_a_table_of_an_earlier_state_does_not_undo_what_others_did_since(small: Office) -> None:
    first, second = small.desk("reviewer"), small.desk("both")
    path = first.draft("national")
    content = edited(exported(first, path))
    fields = {"version": "0", "cell.slight.penalty": "处法定幅度的20%以下罚款"}
    assert second.post(f"{path}/{ACT}", fields).status_code == 303
    before = kept(small)
    shown = text(first.post(f"{path}/bring", files={"file": ("修改.xlsx", content)}))
    assert "在导出这张表之后改过，没有带入" in shown
    assert kept(small) == before


@pytest.mark.parametrize(("name", "content"), [("表.exe", b"MZ"), ("表.xlsx", b"no workbook"), ("", b"")])
def test_what_is_no_table_is_refused(small: Office, name: str, content: bytes) -> None:
    reviewer = small.desk("reviewer")
    path = reviewer.draft("national")
    answer = reviewer.post(f"{path}/bring", files={"file": (name, content)})
    assert answer.status_code in (400, 422)
    assert kept(small) == {}
