"""An audit beside the requests: one at a time, its progress in the store, its findings as a worklist when it ends."""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.workbench.audits.reading import WorklistRow, rows
from discretion.workbench.store import Audit, WorkbenchStore, WorklistItem

STATES = {"mapping": "待核对列", "running": "核查中", "done": "已完成", "failed": "未能完成"}
LOG = logging.getLogger("discretion.workbench")
_ONE = threading.Lock()  # an audit takes all the machine has


def start(store: WorkbenchStore, library: Library, number: int, path: Path, mapping: Path) -> threading.Thread:
    """Begin an audit in a thread of its own."""
    thread = threading.Thread(
        target=_work, args=(store, library, number, path, mapping), name=f"audit-{number}", daemon=True
    )
    thread.start()
    return thread


def interrupted(store: WorkbenchStore) -> None:
    """What was running when the service ended is not running now."""
    with store.writing() as session:
        ended = {"state": "failed", "error": "核查中服务停止；请重新开始"}
        session.execute(update(Audit).where(Audit.state == "running").values(**ended))


def _work(store: WorkbenchStore, library: Library, number: int, path: Path, mapping: Path) -> None:
    try:
        with _ONE:
            counts, found = _audit(store, library, number, path, mapping)
            with store.writing() as session:
                session.add_all(_finding(number, row) for row in found)
                _set(session, number, state="done", counts=counts, step="完成")
    except DiscretionError as error:  # where the file lies on the server is nobody's business
        _fail(store, number, str(error).replace(str(path), "文件"))
    except Exception as error:
        LOG.exception("audit %s", number)
        _fail(store, number, f"程序错误：{type(error).__name__}（请告诉维护人员）")


def _audit(
    store: WorkbenchStore, library: Library, number: int, path: Path, mapping: Path
) -> tuple[dict[str, int], list[WorklistRow]]:
    from discretion.audit import audit, connect, read_mapping

    def progress(step: str, done: int, total: int) -> None:
        with store.writing() as session:
            _set(session, number, step=step[:200], done=done, total=total)

    columns = read_mapping(str(mapping), library.rulebook.vocabulary)
    with closing(connect()) as backend:
        counts = audit(library, backend, str(path), columns, progress)
        found = list(rows(library, backend, path, columns))
    return {"read": counts.read, **counts.verdicts}, found


def _finding(audit: int, row: WorklistRow) -> WorklistItem:
    return WorklistItem(
        audit_id=audit,
        row=row.number,
        number=row.case[:200],
        violation=row.violation[:120],
        unit=row.unit[:200],
        verdict=row.verdict,
        said=row.said,
        facts=row.facts,
        state="open",
        note="",
        version=1,
    )


def _set(session: Session, number: int, **values: object) -> None:
    session.execute(update(Audit).where(Audit.id == number).values(**values))


def _fail(store: WorkbenchStore, number: int, text: str) -> None:
    with store.writing() as session:
        _set(session, number, state="failed", error=text)
