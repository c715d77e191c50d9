"""The draft: a new version of the area, its own files with what was read laid into them. Nothing is written to disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from discretion.documents import dump, read
from discretion.errors import DiscretionError, Problem, RulebookError
from discretion.importing import READ, UNREVIEWED, Cells
from discretion.library import Library
from discretion.rulebook import ListKind, Ruleset

NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True)
class TableDraft:
    """A draft in memory.

    Attributes:
        texts: its files by path inside the rulebook.
        library: the rulebook with the draft over it.
        violations: those whose rules are new.
        lists: the kinds of list that are new.
        refused: what was read but does not fit into the rules, with its reason.
    """

    texts: Mapping[str, str]
    library: Library
    ruleset: Ruleset
    violations: tuple[str, ...]
    lists: tuple[ListKind, ...]
    refused: tuple[Problem, ...]

    def files(self, day: date) -> Mapping[str, str]:
        """The files to write: there the draft takes effect on a day that somebody must confirm, not in place of the past."""
        path = next(path for path in self.texts if path.endswith("/ruleset.yaml"))
        effective = f"effective: {dump({'day': day.isoformat()}).partition(': ')[2].strip()}"
        header = re.sub(r"^effective: .*$", f"{effective}  # 待确认：施行之日", self.texts[path], flags=re.MULTILINE)
        return {**self.texts, path: header}


def make_draft(cells: Cells) -> TableDraft:
    """Lay what was read into the area's own files, as a new version that nobody has published.

    Raises:
        RulebookError: the version that the file is laid over cannot be the base of a draft.
    """
    base = cells.view.ruleset
    version = _next(base.header.model.version, {item.header.model.version for item in _versions(cells)})
    home = base.beside(version).as_posix()
    # In memory it stands in place of the present version, so that past cases can be tried on it.
    own = base.successor(version, {}, status="draft", source=UNREVIEWED)
    new = {f"{home}/{name}" if name != "facts.yaml" else name: text for name, text in _changed(cells)}
    texts = dict(own)
    for path, text in new.items():
        texts[path] = _merged(text, own[path], cells.edits.gone) if path in own else text
    refused: list[Problem] = []
    while True:
        try:
            library = cells.view.library.over(texts, drafts=True)
            _compile(library, base.area, version, cells.view.day, [path for path in new if path in texts])
        except RulebookError as error:
            bad = _files_of(error, new)
            if not bad:
                raise
            refused += error.problems
            for path in bad:  # the area keeps its own rules there
                del new[path]
                texts.pop(path)
                texts |= {path: own[path]} if path in own else {}
            continue
        names = [PurePosixPath(path) for path in new]
        return TableDraft(
            texts,
            library,
            library.rulebook.version(base.area, version),
            tuple(path.stem for path in names if path.parent.name == "violations"),
            tuple(ListKind(path.stem) for path in names if path.parent.name == "lists"),
            tuple(dict.fromkeys(refused)),
        )


def _versions(cells: Cells) -> tuple[Ruleset, ...]:
    return cells.view.rulebook.areas[cells.view.ruleset.area]


def _next(version: str, known: set[str]) -> str:
    """2026.1 → 2026.2, or the next that is free.

    >>> _next("2026.1", {"2026.1", "2026.2"}), _next("a", {"a"})
    ('2026.3', 'a.1')
    """
    match = NUMBERED.fullmatch(version)
    head, number = (match[1], int(match[2])) if match else (f"{version}.", 0)
    while (found := f"{head}{(number := number + 1)}") in known:
        pass
    return found


def _changed(cells: Cells) -> Iterator[tuple[str, str]]:
    """The files that hold something new: of a foreign table all, of a workbook of ours those of its edited rows."""
    wanted = set(cells.files) - {"ruleset.yaml"}
    if cells.ours:
        rules = {item.rule for item in cells.changes if item.status == READ or item.after}
        acts = {rule.partition("#")[0] for rule in rules if "#" in rule}
        kinds = {rule.partition(":")[0] for rule in rules if "#" not in rule}
        wanted &= {f"violations/{name}.yaml" for name in acts} | {f"lists/{kind}.yaml" for kind in kinds}
    emptied = {kind for kind, _, name in (item.partition(":") for item in cells.edits.gone) if name}
    yield from (
        (f"lists/{kind}.yaml", dump({"list": kind, "entries": []}))
        for kind in sorted(emptied)
        if f"lists/{kind}.yaml" not in wanted
    )
    yield from ((name, cells.files[name]) for name in sorted(wanted))


def _merged(new: str, own: str, gone: frozenset[str]) -> str:
    """What was read, and of the area's own file all that the table does not speak of, but what was deleted."""
    mine, read_now = read(own).data, read(new).data
    if "entries" in read_now:
        ids = {entry.get("id") for entry in read_now["entries"]}
        ids |= {name for kind, _, name in (item.partition(":") for item in gone) if kind == read_now["list"]}
        return dump(
            {
                **read_now,
                "entries": [*(item for item in mine["entries"] if item["id"] not in ids), *read_now["entries"]],
            }
        )
    rest = {key: value for key, value in mine.items() if key not in read_now}
    return new + (dump(rest) if rest else "")


def _compile(library: Library, area: str, version: str, day: date, paths: list[str]) -> None:
    """Every violation of the draft compiles, or its file is named."""
    chain = library.rulebook.chain(library.rulebook.version(area, version), day)
    problems: list[Problem] = []
    for path in paths:
        name = PurePosixPath(path).stem
        if name not in chain[0].violations:
            continue
        try:
            library.plans.plan(name, chain, day)
        except DiscretionError as error:
            where = chain[0].violations[name].document.position(("violation",))
            problems += [
                problem if _in(problem, path) else Problem(problem.message, where, problem.found)
                for problem in error.problems
            ]
    if problems:
        raise RulebookError(*problems)


def _files_of(error: RulebookError, new: Mapping[str, str]) -> list[str]:
    return [path for path in new if any(_in(problem, path) for problem in error.problems)]


def _in(problem: Problem, path: str) -> bool:
    return problem.where is not None and problem.where.file.endswith(f"/{path}")
