"""A Word or Excel table brought into a draft: every cell is answered for, and what was read is taken in part by part."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from starlette.responses import Response

from discretion.errors import DiscretionError
from discretion.importing import READ
from discretion.tables import publish, view
from discretion.tables.writers import write
from discretion.workbench import drafts
from discretion.workbench.routes.drafts import SUFFIXES, find, under
from discretion.workbench.routes.tables import unloadable
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.post("/drafts/{number:int}/bring", "draft.edit", large=True)
def bring(visit: Visit) -> Response:
    """Read a table over the draft, and say what became of every cell."""
    bench, file = visit.bench, visit.files.get("file")
    suffix = Path(file.filename or "").suffix.lower() if file is not None else ""
    if file is None or suffix not in SUFFIXES:
        raise Refused(422, f"请选择一个文件：{'、'.join(SUFFIXES)}")
    with bench.store.reading() as session:
        draft = find(session, visit)
        drafts.expect(draft, "editing")
        files = drafts.files_of(session, draft)
        rules = under(bench, session, draft)
    name = Path(file.filename or "").name[:200]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"  # never under the name that somebody gave it
        path.write_bytes(file.file.read())
        try:
            found = drafts.bring(path, rules, draft.area, draft.name, date.fromisoformat(draft.effective))
        except DiscretionError as error:
            raise Refused(422, f"文件不能读取：\n{str(error).replace(str(path), name)}") from None
    parts = {part: text for part, text in found.parts.items() if part not in files or files[part].text != text}
    why = unloadable(bench, draft, {name: item.text for name, item in files.items()} | parts) if parts else ""
    if parts and not why:
        with bench.store.writing() as session:
            draft = find(session, visit, to_change=True)
            for part, text in parts.items():
                before = files[part].version if part in files else 0
                if not drafts.put(session, bench.now(), draft, visit.who, part, before, text):
                    raise Refused(409, "读取这张表时，他人保存了同一部分；没有带入，请再上传一次")
            bench.log(session, visit.who.name, "draft.bring", f"draft/{draft.id}", file=name, parts=sorted(parts))
    changes = sorted(found.cells.changes, key=lambda item: (not item.error, item.status == READ))  # what is open first
    labels = drafts.NAMES | {
        act: label for _, act, label in drafts.acts(rules, draft.area, date.fromisoformat(draft.effective))
    }
    return visit.page(
        "bring.html", 422 if why else 200, draft=draft, file=name, parts=[] if why else sorted(parts), changes=changes, why=why,
        problems=found.cells.problems, refused=found.refused, late=found.late, labels=labels,
    )  # fmt: skip


@pages.get("/drafts/{number:int}/table.xlsx", "draft.read")
def workbook(visit: Visit) -> Response:
    """The area's tables as they stand in the draft, to be edited and brought back."""
    with visit.bench.store.reading() as session:
        draft = find(session, visit)
        rules = under(visit.bench, session, draft)
    content = write(publish(view(rules, f"{draft.area}@{draft.name}", date.fromisoformat(draft.effective))), "xlsx")
    name = f"{draft.area}-{draft.name}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=XLSX, headers=headers)
