"""Slips of the pen in our own core: change one operator or number, run the nearest tests, and see whether anybody notices.

``python tools/core_mutation.py [--sample N] [--seed N] [--only decide/decide.py] [--by-hand] [--log FILE]``. Works on a copy of ``src``; the
working tree is never touched. What survived is printed with file and line; those in ``tools/core_equivalents.yaml`` are explained there and do
not count. ``--by-hand``: the slips of ``tools/core_slips.yaml``, each with the tests that must notice it. ``--log``: what is in the file was
tried before. Exit code 1 below 90 %, of those by hand if any survives.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "discretion"
EQUIVALENTS = ROOT / "tools" / "core_equivalents.yaml"
BY_HAND = ROOT / "tools" / "core_slips.yaml"
WANTED = 90  # per cent
SECONDS = 240  # of the processor: a busy machine is no hanging test
# A room and the tests that are nearest to it; those that take long come last.
ROOMS = {
    "penalty": ("tests/penalty", "tests/plan/test_fines.py", "tests/engine/test_statute.py"),
    "case": (
        "tests/case",
        "tests/statements",
        "tests/time",
        "tests/engine/test_addressees.py",
        "tests/engine/test_case_errors.py",
    ),
    "plan": ("tests/plan", "tests/statements", "tests/engine", "tests/place"),
    "decide": (
        "tests/engine",
        "tests/statements",
        "tests/time",
        "tests/place",
        "tests/case/test_several.py",
        "tests/receipt/test_departure.py",
        "tests/receipt/test_stored.py",
    ),
}
LONG = ("test_pure.py", "test_history.py", "test_shared_words.py", "test_shipped.py")  # each 10 to 20 seconds
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Slip(NamedTuple):
    """One change. ``text``: the line before and after, as it is named in the list of equivalents."""

    file: Path
    line: int
    source: str
    text: str
    tests: tuple[str, ...]


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str, object]]:
    """What may be slipped at a node: object, attribute, new value."""
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                if type(op) in SWAPS:
                    yield node, "ops", [*ops[:number], SWAPS[type(op)](), *ops[number + 1 :]]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
            yield node, "op", SWAPS[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, "operand", ast.UnaryOp(ast.Not(), operand)
        case ast.Constant(value=bool() as value):
            yield node, "value", not value
        case ast.Constant(value=int() as value):
            yield node, "value", value + 1
        case ast.Call(func=ast.Name(id=name) as func) if name in CALLS:
            yield func, "id", CALLS[name]


def _skipped(tree: ast.AST) -> set[int]:
    """Nodes that only the type checker, or a reader of messages, sees: annotations, assertions, `TYPE_CHECKING`, sizes of caches."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign | ast.arg):
            hidden.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            hidden += [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            hidden += node.decorator_list
        elif isinstance(node, ast.Assert) or (
            isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("field", "Field", "ConfigDict"))
        ):
            hidden.append(node)
        skipped |= {id(part) for part in hidden if part is not None for part in ast.walk(part)}
    return skipped


def _nearest(room: str) -> tuple[str, ...]:
    paths = [ROOT / name for name in ROOMS[room]]
    files = [file for path in paths for file in (sorted(path.glob("test_*.py")) if path.is_dir() else [path])]
    return tuple(str(file.relative_to(ROOT)) for file in sorted(files, key=lambda file: file.name in LONG))


def slips(file: Path) -> Iterator[Slip]:
    """Every slip of a file, one at a time."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    tree = ast.parse(text)
    skipped, tests = _skipped(tree), _nearest(file.relative_to(SRC).parts[0])
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        for owner, name, value in _changes(node):
            before, line = ast.unparse(node), getattr(node, "lineno", 0)
            old = getattr(owner, name)
            setattr(owner, name, value)
            text_of = f"{lines[line - 1].strip()}: {before} -> {ast.unparse(node)}"
            yield Slip(file, line, ast.unparse(tree), text_of, tests)
            setattr(owner, name, old)


def by_hand() -> Iterator[Slip]:
    """The slips that are written down; each must still fit exactly one place."""
    for item in yaml.safe_load(BY_HAND.read_text(encoding="utf-8")):
        file = SRC / item["file"]
        text = file.read_text(encoding="utf-8")
        before, found, after = text.partition(item["find"])
        if not found or item["find"] in after:
            raise SystemExit(f"{item['slip']}: {item['file']} does not have it exactly once")
        line = before.count("\n") + 1
        yield Slip(file, line, before + item["write"] + after, item["slip"], tuple(item["tests"]))


def killed(slip: Slip, copy: Path) -> bool:
    """Whether a test fails, or hangs, with the slip in place."""
    target = copy / "discretion" / slip.file.relative_to(SRC)
    original = target.read_bytes()
    target.write_text(slip.source, encoding="utf-8")
    try:
        return _fails(copy, slip.tests)
    finally:
        target.write_bytes(original)


def _fails(copy: Path, tests: tuple[str, ...]) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
        "--import-mode=importlib",
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, *tests], cwd=ROOT, env=environment, capture_output=True, check=False, preexec_fn=_limited
    )
    return done.returncode != 0


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _tried(log: Path | None) -> dict[str, bool]:
    """What a log has of an earlier run: by name, whether it was noticed."""
    lines = log.read_text(encoding="utf-8").splitlines() if log is not None and log.exists() else []
    return {name: fate == "killed" for fate, _, name in (line.partition(" ") for line in lines)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many slips; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one file, e.g. decide/decide.py")
    parser.add_argument("--by-hand", action="store_true", help="the slips of tools/core_slips.yaml")
    parser.add_argument("--log", type=Path, help="a file to go on from")
    given = parser.parse_args()
    explained = yaml.safe_load(EQUIVALENTS.read_text(encoding="utf-8")) or {}
    files = [file for room in ROOMS for file in sorted((SRC / room).glob("*.py")) if file.name != "__init__.py"]
    if given.only:
        files = [SRC / given.only]
    found = list(by_hand()) if given.by_hand else [slip for file in files for slip in slips(file)]
    every = given.by_hand or not given.sample
    chosen = found if every else random.Random(given.seed).sample(found, min(given.sample, len(found)))
    tried = _tried(given.log)
    survived = []
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(folder))
        todo = [slip for slip in chosen if _name(slip) not in tried]
        for tests in dict.fromkeys(slip.tests for slip in todo):
            if _fails(copy, tests):
                print(f"{' '.join(tests)} fail without any slip", file=sys.stderr)
                return 2
        for number, slip in enumerate(chosen, 1):
            name = _name(slip)
            fate = tried[name] if name in tried else killed(slip, copy)
            if given.log is not None and name not in tried:
                with given.log.open("a", encoding="utf-8") as log:
                    log.write(f"{'killed' if fate else 'survived'} {name}\n")
            if not fate and name not in explained:
                survived.append(name)
            word = "killed" if fate else "equivalent" if name in explained else "SURVIVED"
            print(f"{number}/{len(chosen)} {word:10} {slip.file.relative_to(SRC)}:{slip.line} {slip.text}", flush=True)
    score = 100 * (len(chosen) - len(survived)) / len(chosen) if chosen else 100
    print(f"{len(found)} slips, {len(chosen)} tried, {len(survived)} survived unexplained: {score:.1f} %")
    return 0 if score >= (100 if given.by_hand else WANTED) else 1


def _name(slip: Slip) -> str:
    return f"{slip.file.relative_to(SRC)}: {slip.text}"


def _copied(folder: Path) -> Path:
    """A copy of the sources to slip in; the package finds its rulebook beside them."""
    for beside in ("pyproject.toml", "rulesets", "docs", "examples"):
        (folder / beside).symlink_to(ROOT / beside)
    return Path(shutil.copytree(ROOT / "src", folder / "src"))


if __name__ == "__main__":
    sys.exit(main())
