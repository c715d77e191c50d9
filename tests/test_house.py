"""The house: arrows between rooms only lead down, and one comes in by the door. Derived from the imports themselves.

The floors are read from the picture of docs/architecture.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "discretion"
MAP = ROOT / "docs" / "architecture.md"
PICTURE = MAP.read_text(encoding="utf-8").split("```")[1].strip().splitlines()
FLOORS = tuple(re.split(" {3,}", line)[0].split() for line in PICTURE)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


class Import(NamedTuple):
    """``room``: of the importer; ``target``: the imported module in dotted parts after ``discretion``."""

    room: str
    target: tuple[str, ...]
    where: str


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            yield node.module, node.lineno
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the package by another room, those inside functions and for types included."""
    found = []
    for folder in (SRC, ROOT / "tools"):
        for file in sorted(folder.rglob("*.py")):
            room = file.relative_to(SRC).with_suffix("").parts[0] if folder is SRC else "tools"
            for module, line in _imports(_tree(file)):
                package, *target = module.split(".")
                if package == "discretion" and target and target[0] != room:
                    found.append(Import(room, tuple(target), f"{file.relative_to(ROOT)}:{line}"))
    return tuple(found)


def test_every_room_stands_on_a_floor():
    rooms = {path.stem for path in SRC.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__", "_version"} == LEVEL.keys()


def test_arrows_only_lead_down():
    up = [
        f"{item.where}: {item.room} (floor {LEVEL[item.room]}) uses {item.target[0]} (floor {LEVEL[item.target[0]]})"
        for item in imports()
        if item.room in LEVEL and item.target[0] in LEVEL and LEVEL[item.target[0]] >= LEVEL[item.room]
    ]
    assert up == []


def test_one_comes_in_by_the_door():
    past = [
        f"{item.where}: imports discretion.{'.'.join(item.target)}; take it from discretion.{'.'.join(item.target[:-1])}"
        for item in imports()
        if len(item.target) > 1 and not (SRC.joinpath(*item.target) / "__init__.py").is_file()
    ]
    assert past == []


def _exports(door: Path) -> set[str]:
    for node in _tree(door).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@pytest.mark.parametrize("room", sorted(room for room in LEVEL if (SRC / room).is_dir()))
def test_a_door_says_what_is_behind_it_and_nothing_private(room: str):
    names = _exports(SRC / room / "__init__.py")
    assert not {name for name in names if name.startswith("_")}
    module = __import__(f"discretion.{room}", fromlist=["*"])
    assert [name for name in sorted(names) if not hasattr(module, name)] == []


def test_the_map_names_every_room_and_what_its_door_gives():
    rows = re.findall(r"^\| `([a-z]+)(?:/|\.py)` \| ([^|]*) \|", MAP.read_text(encoding="utf-8"), re.MULTILINE)
    doors = {room: re.findall(r"`(\w+)`", names) for room, names in rows}
    assert LEVEL.keys() - doors.keys() == {"__main__"}
    for room, names in doors.items():
        module = __import__(f"discretion.{room}", fromlist=["*"])
        assert [name for name in names if not hasattr(module, name)] == [], room


def test_a_module_can_be_held_in_the_head_and_signatures_say_what_they_take():
    """No module is longer than 300 lines; of a hundred functions nine at most name ``Any`` (seven do, most over columns of an engine)."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(SRC.rglob("*.py"))}
    assert {file.name: lines for file, text in texts.items() if (lines := text.count("\n")) > 300} == {}
    functions = [node for file in texts for node in ast.walk(_tree(file)) if isinstance(node, ast.FunctionDef)]
    signatures = (" ".join(map(ast.unparse, [node.args, *filter(None, [node.returns])])) for node in functions)
    assert sum(re.search(r"\bAny\b", text) is not None for text in signatures) * 100 <= 9 * len(functions)


def test_no_public_class_name_has_two_meanings():
    found: dict[str, list[str]] = {}
    for file in sorted(SRC.rglob("*.py")):
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(file.relative_to(SRC)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


@cache
def _made_in(module: Path) -> set[str]:
    """The names that a module makes itself."""
    found: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def _passed_on(file: Path) -> Iterator[str]:
    """What a file takes from a module that has it from elsewhere, and what a door gives away of another room."""
    own = file.relative_to(SRC).parts[0]
    exported = _exports(file) if file.name == "__init__.py" and file.parent != SRC else set()
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("discretion."):
            _, *path = str(node.module).split(".")
            maker = SRC.joinpath(*path).with_suffix(".py")
            names = {alias.name for alias in node.names}
            elsewhere = names - _made_in(maker) if maker.is_file() else names & exported if path[0] != own else set()
            yield from (f"{file.relative_to(SRC)}:{node.lineno}: {name} from {node.module}" for name in elsewhere)


def test_a_name_is_taken_from_where_it_is_made_or_from_the_door_of_its_room():
    assert [item for file in sorted(SRC.rglob("*.py")) for item in _passed_on(file)] == []


# ---- what a change costs: the table of docs/architecture.md, counted again ---------------------------------------------


def _naming(word: str, *, but: str = "-") -> set[str]:
    """The files that name something: as a string, an attribute, a key."""
    files = (file for file in SRC.rglob("*.py") if re.search(rf"\b({word})\b", file.read_text(encoding="utf-8")))
    return {name for name in (str(file.relative_to(SRC)) for file in files) if not name.startswith(but)}


def _stated(what: str) -> tuple[int, set[str]]:
    """A row of the table: the number, and the paths it names (those after a semicolon are extra)."""
    (row,) = [line for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {what} |")]
    _, _, number, where, _ = row.split("|")
    return int(re.sub(r"\D", "", number)), set(re.findall(r"`([^`]+)`", where.split(";")[0]))


def _extra(what: str) -> set[str]:
    """The paths that a row of the table names after its first semicolon: what some of the kind need besides."""
    (row,) = [line for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {what} |")]
    return set(re.findall(r"`([^`]+)`", row.partition(";")[2]))


@pytest.mark.parametrize(
    ("what", "word", "own"),
    [
        ("a check", "dominant", "check/checks/dominant.py"),
        ("a format of check results", "gitlab", "check/reporters/gitlab.py"),
        ("a command", "crosscheck", "cli/crosscheck.py"),
    ],
)
def test_a_new_one_is_named_in_its_own_file_and_in_the_register(what: str, word: str, own: str) -> None:
    number, named = _stated(what)
    assert (SRC / own).is_file()
    assert _naming(word) | {own} == named | {own}
    assert number == len(named | {own})


def test_a_format_of_tables_is_its_writer_and_the_list_of_writers() -> None:
    number, named = _stated("a format of tables")
    own = {f"tables/writers/{style}.py" for style in _constant("tables/writers/write.py", "FORMATS")}
    assert all((SRC / name).is_file() for name in own)
    assert (number, named) == (2, {"tables/writers/write.py"})


def _constant(file: str, name: str) -> tuple[str, ...]:
    for node in _tree(SRC / file).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return tuple(ast.literal_eval(node.value))
    raise AssertionError(f"{file} has no {name}")


@pytest.mark.parametrize(
    ("what", "word"),
    [("a measure", "downgrade|DOWNGRADE"), ("a form of fine", "brackets")],
)
def test_measures_and_forms_of_fines_stand_where_the_map_says(what: str, word: str) -> None:
    number, named = _stated(what)
    assert named <= _naming(word, but="importing/") <= named | _extra(what)
    assert number == len(named)


def test_the_files_that_know_one_list_from_another_are_those_of_the_map() -> None:
    number, named = _stated("a kind of list")
    assert named <= _naming(r"ListKind\.[A-Z]+|barred") == named | _extra("a kind of list")
    assert number == len(named)
