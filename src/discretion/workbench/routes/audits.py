"""The supervisor's audits: a file, its columns confirmed, the work with its progress, the worklist with every decision explained."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.documents import dump, read
from discretion.errors import DiscretionError
from discretion.workbench import audits, cases
from discretion.workbench.store import Audit, User, WorklistItem
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()
SUFFIXES = (".csv", ".xlsx", ".parquet")
WORK = {"open": "待核对", "explained": "理由成立", "corrected": "已纠正", "referred": "已移交"}
SHOWN = 500


@pages.get("/audits", "audit.run")
def listed(visit: Visit) -> Response:
    """All audits, the latest first."""
    with visit.bench.store.reading() as session:
        found = session.execute(
            select(Audit, User.label).join(User, User.id == Audit.owner_id).order_by(Audit.id.desc())
        ).all()
    today = visit.bench.today()
    return visit.page(
        "audits.html", audits=found, states=audits.STATES, suffixes=SUFFIXES, store=visit.bench.decisions.exists(),
        first=today.replace(month=1, day=1), last=today,
    )  # fmt: skip


@pages.post("/audits", "audit.run", large=True)
def upload(visit: Visit) -> Response:
    """Take a file in, and propose what its columns mean."""
    from discretion.audit import propose, sample

    bench, file = visit.bench, visit.files.get("file")
    suffix = Path(file.filename or "").suffix.lower() if file is not None else ""
    if file is None or suffix not in SUFFIXES:
        raise Refused(422, f"请选择一个文件：{'、'.join(SUFFIXES)}")
    name = Path(file.filename or "").name[:200]
    number = _begin(visit, name, "mapping")
    path = _path(visit, number, suffix)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            while block := file.file.read(1 << 20):
                target.write(block)
        day = max(bench.today(), bench.library.newest_day("national"))
        mapping = propose(bench.library, sample(str(path)), day).text(name)
    except DiscretionError as error:
        path.unlink()
        _forget(visit, number)
        raise Refused(422, f"文件不能读取：\n{str(error).replace(str(path), name)}") from None
    with bench.store.writing() as session:
        _get(session, number).mapping = mapping
        bench.log(session, visit.who.name, "audit.upload", f"audit/{number}", file=name, bytes=path.stat().st_size)
    return visit.go(f"/audits/{number}")


@pages.post("/audits/store", "audit.run")
def of_store(visit: Visit) -> Response:
    """Audit what stands in the store of decisions, of some days: a copy of it is kept, as an uploaded file is."""
    bench = visit.bench
    first, last = (cases.day_of(visit.typed(name)) for name in ("first", "last"))
    if first is None or last is None or first > last:
        raise Refused(422, "请写明起止日期；起始之日不晚于截止之日")
    number = _begin(visit, f"处理决定库（{first.isoformat()}至{last.isoformat()}）", "running")
    path = _path(visit, number, ".parquet")
    try:
        mapping, count = audits.snapshot(bench.library, bench.decisions, path, first, last)
    except DiscretionError:
        _forget(visit, number)
        raise
    with bench.store.writing() as session:
        _get(session, number).mapping = mapping.read_text(encoding="utf-8")
        bench.log(
            session, visit.who.name, "audit.store", f"audit/{number}", first=str(first), last=str(last), rows=count
        )
    audits.start(bench.store, bench.library, number, path, mapping)
    return visit.go(f"/audits/{number}")


def _begin(visit: Visit, name: str, state: str) -> int:
    """A new audit under its number, before its file is read: nobody's saving waits for that."""
    with visit.bench.store.writing() as session:
        audit = Audit(owner_id=visit.who.id, file=name, mapping="", state=state, counts={}, created=visit.bench.now())
        audit.step, audit.total = "排队", 1
        session.add(audit)
        session.flush()
        return audit.id


def _forget(visit: Visit, number: int) -> None:
    """There was nothing to audit."""
    with visit.bench.store.writing() as session:
        session.delete(_get(session, number))


@pages.get("/audits/{number:int}", "audit.run")
def show(visit: Visit) -> Response:
    """The columns to confirm; the progress; or the worklist."""
    return _page(visit, "")


@pages.post("/audits/{number:int}", "audit.run")
def start(visit: Visit) -> Response:
    """Begin, with the columns as they were confirmed."""
    from discretion.audit import read_mapping

    bench, written = visit.bench, visit.typed("mapping")
    with bench.store.reading() as session:
        audit = _find(session, visit)
    text, twice = ("\n".join(written.splitlines()) + "\n", []) if written else _confirmed(visit, audit)
    if twice:
        return _page(visit, "\n".join(twice), text, in_table=True)
    with bench.store.writing() as session:
        audit = _find(session, visit)
        if audit.state not in ("mapping", "failed"):
            raise Refused(409, "这份核查已经开始")
        path = _path(visit, audit.id, _suffix(audit))
        mapping = path.with_suffix(".yaml")
        if visit.typed("do") == "look" and not written:
            audit.mapping = text
            return visit.go(f"/audits/{audit.id}")
        mapping.write_text(text, encoding="utf-8")
        try:
            read_mapping(str(mapping), bench.library.rulebook.vocabulary)
        except DiscretionError as error:
            said = "\n".join(problem.message + problem.details() for problem in error.problems)
            return _page(visit, said, text, in_table=not written)
        audit.mapping, audit.state, audit.error, audit.step, audit.done, audit.total = text, "running", "", "排队", 0, 1
        bench.log(session, visit.who.name, "audit.start", f"audit/{audit.id}")
    audits.start(bench.store, bench.library, audit.id, path, mapping)
    return visit.go(f"/audits/{audit.id}")


def _confirmed(visit: Visit, audit: Audit) -> tuple[str, list[str]]:
    """The mapping that the table says, and which columns it gives one meaning."""
    notes = "".join(f"{line}\n" for line in audit.mapping.splitlines() if line.startswith("#"))
    data, twice = _columns(visit, audit, audit.mapping).chosen(visit.typed)
    return notes + dump(data), twice


def _columns(visit: Visit, audit: Audit, text: str) -> audits.Columns:
    """What the columns of the list mean, by a mapping."""
    from discretion.audit import sample

    bench = visit.bench
    day = max(bench.today(), bench.library.newest_day("national"))
    found = sample(str(_path(visit, audit.id, _suffix(audit))))
    return audits.Columns(bench.library, read(text, "mapping").data, found, day)


def _suffix(audit: Audit) -> str:
    return Path(audit.file).suffix.lower() or ".parquet"  # of the store: without a name


def _page(visit: Visit, mistake: str, typed: str | None = None, *, in_table: bool = False) -> Response:
    from discretion.audit import LABELS, Judgement

    wanted = visit.query.get("state", "open")
    with visit.bench.store.reading() as session:
        audit = _find(session, visit)
        states = dict(
            session.execute(
                select(WorklistItem.state, func.count())
                .where(WorklistItem.audit_id == audit.id)
                .group_by(WorklistItem.state)
            ).all()
        )
        query = select(WorklistItem).where(WorklistItem.audit_id == audit.id).order_by(WorklistItem.row).limit(SHOWN)
        found = list(session.scalars(query.where(WorklistItem.state == wanted) if wanted in WORK else query))
    columns = None
    if audit.state in ("mapping", "failed"):
        with suppress(DiscretionError):
            columns = _columns(visit, audit, typed if in_table and typed else audit.mapping)
    counts = [(audit.counts.get(item.value, 0), LABELS[item]) for item in Judgement if audit.counts.get(item.value)]
    status = 422 if mistake else 200
    return visit.page(
        "audit.html", status, audit=audit, mistake=mistake, typed=None if in_table else typed, found=found, work=WORK,
        states=states, wanted=wanted, counts=counts, names=audits.STATES, shown=SHOWN, columns=columns,
    )  # fmt: skip


@pages.get("/audits/{number:int}/{row:int}", "audit.run")
def finding(visit: Visit) -> Response:
    """One decision of the worklist, and what the benchmark says of it and why."""
    with visit.bench.store.reading() as session:
        audit = _find(session, visit)
        item = _finding(session, visit)
    shown: dict[str, Any] = {"parts": [], "mistakes": []}
    if item.facts:
        try:
            result = visit.bench.library.recommend(json.dumps(item.facts))
            shown["parts"] = result.by_violation
        except DiscretionError as error:
            shown["mistakes"] = [cases.Mistake("", str(problem)) for problem in error.problems]
    return visit.page(
        "finding.html",
        audit=audit,
        item=item,
        work=WORK,
        headline=cases.headline,
        missing=set(),
        stale=False,
        mine=False,
        file=None,
        **shown,
    )


@pages.post("/audits/{number:int}/{row:int}", "audit.run")
def settle(visit: Visit) -> Response:
    """Say what became of it; whoever looked at an older state sees the newer one first."""
    state, note = visit.typed("state"), visit.typed("note")[:4000]
    if state not in WORK or (state != "open" and not note):
        raise Refused(422, "办结应当写明处理情况")
    with visit.bench.store.writing() as session:
        audit, item = _find(session, visit), _finding(session, visit)
        if visit.typed("version") != str(item.version):
            raise Refused(409, "这一件已由他人处理；请回到清单查看")
        item.state, item.note, item.version = state, note, item.version + 1
        visit.bench.log(session, visit.who.name, "finding.settle", f"audit/{audit.id}", row=item.row, state=state)
    return visit.go(f"/audits/{audit.id}")


def _find(session: Session, visit: Visit) -> Audit:
    return _get(session, visit.path["number"])


def _get(session: Session, number: int) -> Audit:
    audit = session.get(Audit, number)
    if audit is None:
        raise Refused(404, "没有这份核查")
    return audit


def _finding(session: Session, visit: Visit) -> WorklistItem:
    query = select(WorklistItem).where(
        WorklistItem.audit_id == visit.path["number"], WorklistItem.row == visit.path["row"]
    )
    item = session.scalar(query.with_for_update())
    if item is None:
        raise Refused(404, "清单中没有这一件")
    return item


def _path(visit: Visit, number: int, suffix: str) -> Path:
    """Where an upload is kept: under its number, never under the name that somebody gave it."""
    return visit.bench.setup.folder / "uploads" / f"{number:06}{suffix}"
