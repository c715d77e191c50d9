"""The lock (``rulesets.lock``): the digest of every published version, so that none changes unseen.

A published version is what decisions rest on; a change of it is a new version. The lock names every file, so that a
mismatch can name the one that changed. Drafts are not locked. Golden cases are no part of a version's
digest, but their number never falls. Facts, laws and authorities are registered too: every version rests on them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field, RootModel

from discretion.documents import Document, validate, write_atomically
from discretion.errors import Position, Problem, RulebookError
from discretion.facts import Strict
from discretion.rulebook.layer import Layer
from discretion.rulebook.rulebook import Rulebook, Ruleset
from discretion.rulebook.strays import SHARED

NAME = "rulesets.lock"
HEAD = """\
# 已发布版本的摘要（SHA-256）。由 discretion lock 登记，不要手工修改。
# 已登记的版本不得改动；要改规则，另建新版本。
"""
REMEDY = (
    "恢复原文件；要改规则的，另建版本文件夹，写新的 version、effective 和 supersedes，"
    "在 CHANGELOG 记载，再运行 discretion lock"
)


SHARED_REMEDY = (
    "恢复原内容；确需更正并且已经核对全部已发布版本的结果的，删去 rulesets.lock 中的这一行，再运行 discretion lock"
)
_NAME_OF_CASE = re.compile(r"^ *- *\{? *name:", re.MULTILINE)


class Locked(Strict):
    """One published version, or one kind of what they all rest on (then ``digest`` is that of the list of files)."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    files: dict[str, str]
    cases: int = Field(0, ge=0, description="登记时的范例案件数；只可增加")


class Lock(RootModel[dict[str, Locked]]):
    """``rulesets.lock``: ``area@version`` → digests."""


def path_of(rulebook: Rulebook) -> Path:
    """Where the lock of the topmost layer lies."""
    return rulebook.folder / NAME


def read(layer: Layer) -> tuple[Mapping[str, Locked], Document | None]:
    """The lock of a layer as it is written; empty when there is no file.

    Raises:
        RulebookError: the file is malformed.
    """
    if not layer.has(NAME):
        return {}, None
    document = layer.document(layer.root / NAME)
    return validate(Lock, document, error=RulebookError).root, document


def digests(ruleset: Ruleset) -> Locked:
    """The digests of a version as it is now."""
    files = {"ruleset.yaml": ruleset.header.digest}
    found = [(file.document.name, file.digest) for file in ruleset.violations.values()]
    found += [(file.document.name, file.digest) for file in ruleset.lists.values()]
    files.update({Path(name).relative_to(ruleset.folder).as_posix(): value for name, value in found})
    return Locked(digest=ruleset.digest, files=dict(sorted(files.items())))


def check(rulebook: Rulebook) -> list[Problem]:
    """What is wrong with the published versions of any layer: changed, not registered, or gone.

    Raises:
        RulebookError: a lock itself is malformed.
    """
    found: list[Problem] = []
    for layer in rulebook.layers:
        locked, document = read(layer)
        found += [*changed(rulebook, layer, locked, document), *_unregistered(rulebook, layer, locked)]
    return found


def shared(rulebook: Rulebook, layer: Layer) -> dict[str, dict[str, tuple[str, Position]]]:
    """Digests of facts, laws and authorities as they mean, comments and layout apart, with their places."""
    found: dict[str, dict[str, tuple[str, Position]]] = {kind: {} for kind in SHARED}
    for name, document in rulebook.fact_documents.items():
        if rulebook.layer_of(document.name) != layer:
            continue
        data = document.data["facts"][name]
        found["facts"][name] = _meaning(data), document.position(("facts", name), key=True)
    for file in rulebook.law_files:
        if rulebook.layer_of(file.document.name) != layer:
            continue
        name = f"{file.model.law}@{file.model.version}"
        found["laws"][name] = _meaning(file.document.data), file.document.position()
    for name, authority in rulebook.authorities.items():
        if rulebook.layer_of(authority.document.name) != layer:
            continue
        found["authorities"][name] = _meaning(authority.document.data), authority.document.position()
    return found


def _meaning(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=False, default=str).encode()).hexdigest()


def _changed_shared(
    rulebook: Rulebook, layer: Layer, locked: Mapping[str, Locked], document: Document | None
) -> Iterator[Problem]:
    for kind, now in shared(rulebook, layer).items():
        for name, digest in locked[kind].files.items() if kind in locked else ():
            if name not in now:
                where = document.position((kind, "files", name)) if document is not None else None
                yield Problem(f"登记的 {kind} {name} 不见了", where, remedy=SHARED_REMEDY)
            elif now[name][0] != digest:
                yield Problem(f"已发布的版本所依据的 {kind} {name} 被修改", now[name][1], remedy=SHARED_REMEDY)


def changed(
    rulebook: Rulebook, layer: Layer, locked: Mapping[str, Locked], document: Document | None
) -> Iterator[Problem]:
    """Registered versions of a layer that are no longer what was registered."""
    present = {ruleset.id: ruleset for ruleset in _of_layer(rulebook, layer)}
    yield from _changed_shared(rulebook, layer, locked, document)
    for name, entry in locked.items():
        where = document.position((name,)) if document is not None else None
        if name in SHARED:
            continue
        if name in present and cases(present[name]) < entry.cases:
            message = f"{name} 的范例案件由{entry.cases}件减少为{cases(present[name])}件"
            yield Problem(message, where, remedy="恢复删去的范例案件；确需删去的，更正登记的件数并说明理由")
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


def cases(ruleset: Ruleset) -> int:
    """How many golden cases the files of a version name."""
    return sum(len(_NAME_OF_CASE.findall(ruleset.layer.text(path))) for path in ruleset.cases)


def _unregistered(rulebook: Rulebook, layer: Layer, locked: Mapping[str, Locked]) -> Iterator[Problem]:
    published = _published(rulebook, layer)
    if locked and published:  # a rulebook without a lock hears of its versions only
        for kind, now in shared(rulebook, layer).items():
            known = locked[kind].files if kind in locked else {}
            new = [name for name in now if name not in known]
            if new:
                more = f"等{len(new)}项" if len(new) > 1 else ""
                yield Problem(f"{kind} {new[0]}{more}没有登记", now[new[0]][1], remedy="运行 discretion lock")
    for ruleset in published:
        if ruleset.id not in locked:
            where = ruleset.header.document.position(("version",))
            yield Problem(f"已发布的版本 {ruleset.id} 没有登记", where, remedy="运行 discretion lock")


def _of_layer(rulebook: Rulebook, layer: Layer) -> list[Ruleset]:
    return [ruleset for ruleset in rulebook.rulesets if ruleset.layer == layer]


def _published(rulebook: Rulebook, layer: Layer) -> list[Ruleset]:
    return [ruleset for ruleset in _of_layer(rulebook, layer) if ruleset.header.model.status == "published"]


def write(rulebook: Rulebook) -> list[str]:
    """Register every published version of the topmost layer that is not registered yet.

    Returns:
        The versions that were added.

    Raises:
        RulebookError: a registered version has changed; nothing is written.
        UsageError: the layer is no place to write to.
    """
    layer = rulebook.layers[-1]
    layer.writable()
    locked, document = read(layer)
    problems = list(changed(rulebook, layer, locked, document))
    if problems:
        raise RulebookError(*problems)
    published = {ruleset.id: ruleset for ruleset in _published(rulebook, layer)}
    new = {name: digests(ruleset) for name, ruleset in published.items() if name not in locked}
    entries = {**locked, **new}
    for name, ruleset in published.items():
        entries[name] = entries[name].model_copy(update={"cases": max(entries[name].cases, cases(ruleset))})
    if published:
        for kind, now in shared(rulebook, layer).items():
            files = {name: digest for name, (digest, _) in sorted(now.items())}
            entries[kind] = Locked(digest=_meaning(files), files=files)
    if entries != locked or document is None:
        write_atomically(path_of(rulebook), _text(entries))
    return sorted(new)


def _text(locked: Mapping[str, Locked]) -> str:
    lines = [HEAD.rstrip("\n")]
    for name, entry in sorted(locked.items()):
        lines += [f"{_quoted(name)}:", f"  digest: {_quoted(entry.digest)}"]
        lines += [f"  cases: {entry.cases}"] if entry.cases else []
        lines += ["  files:"] if entry.files else ["  files: {}"]
        lines += [f"    {_quoted(file)}: {_quoted(value)}" for file, value in sorted(entry.files.items())]
    return "\n".join(lines if locked else [*lines, "{}"]) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
