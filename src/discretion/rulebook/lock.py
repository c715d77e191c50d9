"""The lock (``rulesets.lock``): the digest of every published version, so that none changes unseen.

A published version is what decisions rest on; a change of it is a new version. The lock names every file, so that a
mismatch can name the one that changed. Drafts are not locked. Golden cases are no part of a version's digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field, RootModel

from discretion.documents import Document, read_file, validate, write_atomically
from discretion.errors import Position, Problem, RulebookError
from discretion.facts import Strict
from discretion.rulebook.rulebook import Rulebook, Ruleset

NAME = "rulesets.lock"
HEAD = """\
# 已发布版本的摘要（SHA-256）。由 discretion lock 登记，不要手工修改。
# 已登记的版本不得改动；要改规则，另建新版本。
"""
REMEDY = (
    "恢复原文件；要改规则的，另建版本文件夹，写新的 version、effective 和 supersedes，"
    "在 CHANGELOG 记载，再运行 discretion lock"
)


class Locked(Strict):
    """One published version."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    files: dict[str, str]


class Lock(RootModel[dict[str, Locked]]):
    """``rulesets.lock``: ``area@version`` → digests."""


def path_of(rulebook: Rulebook) -> Path:
    """Where the lock of a rulebook lies."""
    return rulebook.folder / NAME


def read(rulebook: Rulebook) -> tuple[Mapping[str, Locked], Document | None]:
    """The lock as it is written; empty when there is no file.

    Raises:
        RulebookError: the file is malformed.
    """
    if not path_of(rulebook).exists():
        return {}, None
    document = read_file(path_of(rulebook))
    return validate(Lock, document, error=RulebookError).root, document


def digests(ruleset: Ruleset) -> Locked:
    """The digests of a version as it is now."""
    files = {"ruleset.yaml": ruleset.header.digest}
    found = [(file.document.name, file.digest) for file in ruleset.violations.values()]
    found += [(file.document.name, file.digest) for file in ruleset.lists.values()]
    files.update({Path(name).relative_to(ruleset.folder).as_posix(): value for name, value in found})
    return Locked(digest=ruleset.digest, files=dict(sorted(files.items())))


def check(rulebook: Rulebook) -> list[Problem]:
    """What is wrong with the published versions: changed, not registered, or gone.

    Raises:
        RulebookError: the lock itself is malformed.
    """
    locked, document = read(rulebook)
    return [*changed(rulebook, locked, document), *_unregistered(rulebook, locked)]


def changed(rulebook: Rulebook, locked: Mapping[str, Locked], document: Document | None) -> Iterator[Problem]:
    """Registered versions that are no longer what was registered."""
    present = {ruleset.id: ruleset for versions in rulebook.areas.values() for ruleset in versions}
    for name, entry in locked.items():
        where = document.position((name,)) if document is not None else None
        if name not in present:
            yield Problem(f"已发布的版本 {name} 不见了", where, remedy="恢复该版本的文件夹；已发布的版本不得删除")
        elif digests(present[name]).digest != entry.digest:
            yield from _differences(present[name], entry, where)


def _differences(ruleset: Ruleset, entry: Locked, where: Position | None) -> Iterator[Problem]:
    now, found = digests(ruleset).files, False
    for name in sorted({*now, *entry.files}):
        if now.get(name) == entry.files.get(name):
            continue
        found = True
        what = "被修改" if name in now and name in entry.files else "是新增的" if name in now else "不见了"
        position = Position(str(ruleset.folder / name))
        yield Problem(f"已发布的版本 {ruleset.id} 的文件{what}", position, remedy=REMEDY)
    if not found:
        yield Problem(f"已发布的版本 {ruleset.id} 与登记的摘要不同", where, remedy=REMEDY)


def _unregistered(rulebook: Rulebook, locked: Mapping[str, Locked]) -> Iterator[Problem]:
    for ruleset in _published(rulebook):
        if ruleset.id not in locked:
            where = ruleset.header.document.position(("version",))
            yield Problem(f"已发布的版本 {ruleset.id} 没有登记", where, remedy="运行 discretion lock")


def _published(rulebook: Rulebook) -> Iterator[Ruleset]:
    for versions in rulebook.areas.values():
        yield from (ruleset for ruleset in versions if ruleset.header.model.status == "published")


def write(rulebook: Rulebook) -> list[str]:
    """Register every published version that is not registered yet.

    Returns:
        The versions that were added.

    Raises:
        RulebookError: a registered version has changed; nothing is written.
    """
    locked, document = read(rulebook)
    problems = list(changed(rulebook, locked, document))
    if problems:
        raise RulebookError(*problems)
    new = {ruleset.id: digests(ruleset) for ruleset in _published(rulebook) if ruleset.id not in locked}
    if new or document is None:
        write_atomically(path_of(rulebook), _text({**locked, **new}))
    return sorted(new)


def _text(locked: Mapping[str, Locked]) -> str:
    lines = [HEAD.rstrip("\n")]
    for name, entry in sorted(locked.items()):
        lines += [f"{name}:", f"  digest: {_quoted(entry.digest)}", "  files:"]
        lines += [f"    {file}: {_quoted(value)}" for file, value in sorted(entry.files.items())]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return f'"{value}"'
