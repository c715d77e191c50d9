"""files: every file of the folder is read, under the name of what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.errors import Position, nearest
from discretion.rulebook import BESIDE, Ruleset, unread

SCOPE = "rulebook"
NAME = "未读文件"
SENTENCE = "文件夹里的每个文件都被读取，文件名就是其中规则的标识"
FORMULA = "∀file ∈ folder: read(file) ∧ name(file) = id(file)"

IGNORED = {".md", ".txt", ".png", ".pdf", ".docx", ".xlsx"}


def run(whole: Whole) -> Iterator[Finding]:
    """Walk the folder, and compare every name with what the file says it is."""
    found = [*_stray(whole), *_names(whole)]
    yield from found or [holds("files", "每个文件都被读取，文件名与内容一致")]


def _stray(whole: Whole) -> Iterator[Finding]:
    for layer in whole.book.layers:
        for path in (path for path in unread(layer) if path.suffix.lower() not in IGNORED):
            name = path.relative_to(layer.root).as_posix()
            near = nearest(name, BESIDE) if path.parent == layer.root else None
            remedy = f"是否想写 {near}；不是规则的，移出规则库" if near else "移出规则库"
            yield fault("files", f"文件 {name} 没有被读取", Position(str(path)), name, remedy=remedy)


def _names(whole: Whole) -> Iterator[Finding]:
    for file in whole.book.law_files:
        law = file.model
        yield from _named(file.document.name, {f"{law.law}@{law.version}", law.law}, "law", f"{law.law}@{law.version}")
    for name, authority in whole.book.authorities.items():
        yield from _named(authority.document.name, {name}, "authority", name)
    for ruleset in whole.book.rulesets:
        yield from _folders(ruleset)
        for name, violation in ruleset.violations.items():
            yield from _named(violation.document.name, {name}, "violation", name, ruleset)
        for kind, entries in ruleset.lists.items():
            yield from _named(entries.document.name, {kind.value}, "list", kind.value, ruleset)


def _named(name: str, right: set[str], field: str, wanted: str, ruleset: Ruleset | None = None) -> Iterator[Finding]:
    if Path(name).stem not in right:
        area, violation = (ruleset.id if ruleset else ""), wanted if field == "violation" else None
        message = f"文件名 {Path(name).name} 与其中的 {field}: {wanted} 不同"
        detail = f"{ruleset.id if ruleset else ''}/{Path(name).name}".lstrip("/")
        yield fault("files", message, Position(name, 1, 1), detail, area=area, violation=violation,
                    remedy=f"改名为 {wanted}.yaml，或者更正 {field}")  # fmt: skip


def _folders(ruleset: Ruleset) -> Iterator[Finding]:
    header, folder = ruleset.header.model, ruleset.folder
    for found, wanted, field in ((folder.name, header.version, "version"), (folder.parent.name, header.area, "area")):
        if found != wanted and folder != folder.parent:
            where = ruleset.header.document.position((field,))
            yield fault("files", f"文件夹名 {found} 与 {field}: {wanted} 不同", where, f"{ruleset.id}/{field}",
                        area=ruleset.id, remedy=f"文件夹改名为 {wanted}，或者更正 {field}")  # fmt: skip
