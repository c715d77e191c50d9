"""The life of a draft: begun, edited, submitted, sent back or approved, published. Whoever wrote it never approves it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from discretion.errors import Problem, UsageError
from discretion.workbench.people import Person
from discretion.workbench.store import Draft, DraftFile

STATES = {
    "editing": "起草中",
    "review": "待批准",
    "approved": "已批准，待发布",
    "published": "已发布",
}
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,30}")


def begin(
    session: Session, at: datetime, author: Person, area: str, base: str, name: str, title: str, effective: str
) -> Draft:
    """A new draft.

    Raises:
        UsageError: a name, title or day that cannot be.
    """
    problems = []
    if not _NAME.fullmatch(name) or name == base:
        problems.append(Problem("新版本的名称应当与原版本不同，例如 2027.1", found=name, code="draft-name"))
    if not title:
        problems.append(Problem("应当写明修订的内容", code="draft-title"))
    try:
        date.fromisoformat(effective)
    except ValueError:
        problems.append(Problem("施行之日应当是日期", found=effective, code="draft-effective"))
    if problems:
        raise UsageError(*problems)
    draft = Draft(
        area=area,
        base=base,
        name=name,
        title=title[:200],
        effective=effective,
        author_id=author.id,
        state="editing",
        created=at,
        changed=at,
    )
    session.add(draft)
    session.flush()
    return draft


def files_of(session: Session, draft: Draft) -> dict[str, DraftFile]:
    """What was edited, by part."""
    found = session.scalars(select(DraftFile).where(DraftFile.draft_id == draft.id).order_by(DraftFile.part))
    return {file.part: file for file in found}


def put(session: Session, at: datetime, draft: Draft, writer: Person, part: str, version: int, text: str) -> bool:
    """Take a part's file in. False: it was saved elsewhere since ``version``; nothing is changed then."""
    expect(draft, "editing")
    file = session.scalar(
        select(DraftFile).where(DraftFile.draft_id == draft.id, DraftFile.part == part).with_for_update()
    )
    if (file.version if file else 0) != version:
        return False
    if file is None:
        session.add(DraftFile(draft_id=draft.id, part=part, text=text, author_id=writer.id, version=1))
    else:
        file.text, file.author_id, file.version = text, writer.id, version + 1
    draft.changed = at
    return True


def writers(session: Session, draft: Draft) -> set[int]:
    """Everybody whose hand is in a draft."""
    return {draft.author_id, *(file.author_id for file in files_of(session, draft).values())}


def digest(draft: Draft, files: Mapping[str, DraftFile]) -> str:
    """What is submitted, approved and published is the same, to the letter."""
    parts = [draft.area, draft.base, draft.name, draft.effective, {name: file.text for name, file in files.items()}]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def expect(draft: Draft, *states: str) -> None:
    """Refuse a step that does not fit the draft's state.

    Raises:
        UsageError: it does not.
    """
    if draft.state not in states:
        wanted = "、".join(STATES[state] for state in states)
        raise UsageError(Problem(f"修订{STATES[draft.state]}，不能这样办理", allowed=(wanted,), code="draft-state"))
