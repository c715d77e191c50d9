"""Kill, choke and bar every writing command at every moment: what it writes is the old or the new, never half. ``make faults``.

python tools/faults.py [ROUNDS] [COMMAND …]

A moment is a step of a command that changes a folder: a file opened for writing, a rename, a removal, a folder made. At each of them, once,
the process is killed (SIGKILL), the disk is full (ENOSPC) or the folder read-only (EROFS); files may also not grow beyond some bytes (ulimit -f).
Afterwards the folder is as before or as after an undisturbed run; only of a set of files, of which the last one stands for the whole, may
others be new already. Then the command is run again and must end as if nothing had happened. ROUNDS more times each is killed by the clock, at random,
while another writer works in the same folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from discretion.cli import main as discretion

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
Files = dict[str, bytes]

FACTS = """facts:
  kg: {label: 质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
  engaged: {label: 从事运输, type: boolean, severity: aggravating}
"""
LAW = """law: test-law
label: 测试法
level: law
version: "2021"
effective: "2021-01-01"
source: {grade: A, where: 测试}
provisions:
  act: {cite: 第二条, label: 测试行为, orders: [责令改正], ranges: [{range: any, penalty: {fine: {from: 1000, to: 5000}}}]}
"""
HEADER = """area: %s
label: 全国
version: "%s"
status: %s
effective: "2021-01-01"
source: {kind: proposed, method: 测试}
policy:
  lighter: {share: [0, 0.3]}
  heavier: {share: [0.7, 1]}
  mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
"""
VIOLATION = """violation: test.act
label: 测试行为
sector: highway
provision: test-law/act
elements: {engaged: true}
tiers:
  - {tier: slight, label: 轻微, when: {kg: "<= 1000"}, penalty: {fine: {share: [0, 0.5]}}}
  - {tier: serious, label: 严重, when: {kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}
source: {kind: proposed, method: 测试}
"""
CASE = """case: 甲1号
violation: test.act
place: "330106"
occurred: 2026-03-02
decided: 2026-03-20
party: {kind: organisation}
facts: {kg: 500, engaged: true}
"""
TABLE = """违法行为,法律依据,裁量阶次,适用条件,裁量标准
测试行为,《测试法》第二条,轻微,质量不超过1000千克,处1000元以上2000元以下罚款
,,严重,质量超过1000千克,处2000元以上5000元以下罚款
"""
RULES = {
    "facts.yaml": FACTS,
    "laws/test-law@2021.yaml": LAW,
    "national/1/ruleset.yaml": HEADER % ("national", "1", "published"),
    "national/1/violations/test.act.yaml": VIOLATION,
    "demo/1/ruleset.yaml": (HEADER % ("demo", "1", "draft")).replace(
        "label: 全国", 'label: 演示\nextends: national\ncodes: ["33"]'
    ),
}


@dataclass(frozen=True)
class Scene:
    """A command, what it does to its folder, and the files that stand for a set (the last one written)."""

    arguments: tuple[str, ...]
    mark: str = ""
    set_of: bool = False
    first: tuple[str, ...] = ()  # a command that prepares the folder


SCENES = {
    "lock": Scene(("lock", "rulesets")),
    "show": Scene(("show", "national", "--rulesets", "rulesets", "--format", "html", "-o", "out.html")),
    "report": Scene(("report", "national", "--rulesets", "rulesets", "--no-check", "-o", "out.html")),
    "schema": Scene(("schema", "--write", "schemas"), set_of=True),
    "new": Scene(("new", "violation", "test.other", "--area", "demo", "--rulesets", "rulesets"), set_of=True),
    "import": Scene(("import", "table.csv", "-o", "out", "--rulesets", "rulesets", "--on", "2026-06-01")),
    "import --into": Scene(
        ("import", "table.csv", "--into", "demo", "--rulesets", "rulesets", "--on", "2026-06-01"), set_of=True
    ),
    "review": Scene(
        ("review", "table.csv", "--draft", "out", "--rulesets", "rulesets", "--on", "2026-06-01", "-o", "said.txt"),
        set_of=True,
    ),
    "init": Scene(("init", "own", "--place", "33")),
    "simulate": Scene(
        ("simulate", "out", "--count", "50", "--rulesets", "rulesets", "--seed", "1"),
        mark="out/mapping.yaml",
        set_of=True,
    ),
    "sign": Scene(
        ("sign", "--key", "key.pem", "receipt.json"),
        first=("recommend", "case.yaml", "--rulesets", "rulesets", "--format", "json"),
    ),
    "decisions": Scene(
        ("decisions", "add", "case.yaml", "--decisions", "store.duckdb", "--fine", "1500", "--rulesets", "rulesets")
    ),
}
SLOW = ("init",)  # reads the shipped rulebook


def prepare(folder: Path, scene: Scene) -> None:
    """The folder before the command."""
    for name, text in {
        **{f"rulesets/{name}": text for name, text in RULES.items()},
        "case.yaml": CASE,
        "table.csv": TABLE,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if scene.first:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _child(folder, scene.first, stdout=folder / "receipt.json")


def state(folder: Path) -> Files:
    """What a reader sees: hidden files are nobody's, a store is what it says."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in Path(name).parts):
            found[name] = (
                _rows(path)
                if path.suffix == ".duckdb"
                else b""
                if path.suffix in (".wal", ".lock") and "duckdb" in name
                else path.read_bytes()
            )
    return {name: content for name, content in found.items() if content}


def _rows(path: Path) -> bytes:
    from discretion.decisions import Store

    return "".join(repr(decision) for _, _, decision in Store(path).all()).encode()


def _child(
    folder: Path,
    arguments: tuple[str, ...],
    before: Callable[[], None] | None = None,
    *,
    stdout: Path | None = None,
    wait: bool = True,
) -> int:
    """Run a command in a child of this process: its exit code, or minus the signal; without ``wait`` its id."""
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        out = os.open(stdout or "/dev/null", os.O_WRONLY | os.O_CREAT, 0o666)
        said = os.open(folder.parent / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(out, 1)
        os.dup2(said, 2)
        code = 70
        try:
            sys.argv = ["discretion", *arguments]
            if before is not None:
                before()
            discretion()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)
    if not wait:
        return pid
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def at_event(folder: Path, number: int, act: Callable[[], None]) -> Callable[[], None]:
    """Do something just before the n-th step that changes the folder."""

    def install() -> None:
        seen = [0]

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            writes = event in EVENTS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES)
            if writes and isinstance(arguments[0], (str, os.PathLike)) and _inside(Path(arguments[0]), folder):
                seen[0] += 1
                if seen[0] == number:
                    act()

        sys.addaudithook(hook)

    return install


def _inside(path: Path, folder: Path) -> bool:
    return (Path.cwd() / path).is_relative_to(folder)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(number: int) -> Callable[[], None]:
    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def _small(size: int) -> Callable[[], None]:
    def install() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return install


FAULTS: dict[str, Callable[[], None]] = {
    "killed": _kill,
    "disk full": _fail(errno.ENOSPC),
    "read-only": _fail(errno.EROFS),
}


def judged(scene: Scene, before: Files, after: Files, now: Files) -> str | None:
    """What is wrong with the folder after a fault."""
    if now in (before, after):
        return None
    if not scene.set_of:
        return f"neither old nor new: {sorted({*now} ^ {*before})}"
    for name, content in now.items():
        if content not in (before.get(name), after.get(name)):
            return f"half written: {name}"
    if scene.mark and scene.mark in now and now[scene.mark] == after.get(scene.mark):
        return "the last file is there, others are not"
    return None


def tried(name: str, scene: Scene, rounds: int, chance: random.Random) -> Iterator[tuple[str, str | None]]:
    """Every fault at every moment, by what it was and what was wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        origin = Path(scratch) / "origin"
        prepare(origin, scene)
        folder = Path(scratch) / "work"
        before = _reset(origin, folder)
        started = time.monotonic()
        code = _child(folder, scene.arguments)
        took = min(time.monotonic() - started, 10)  # a machine that is busy makes no longer pauses
        after = state(folder)
        said = (folder.parent / "said").read_text(encoding="utf-8")
        if code not in (0, 1) or after == before:
            yield f"{name} undisturbed", f"exit {code}: {said}"
            return
        for fault, act in FAULTS.items():
            for number in range(1, 100):
                _reset(origin, folder)
                code = _child(folder, scene.arguments, at_event(folder, number, act))
                if code in (0, 1) and fault == "killed":
                    break  # there is no such moment any more
                yield f"{name} {fault} at step {number}", _wrong(scene, folder, before, after, code)
                if code in (0, 1):
                    break
        for size in (300, 1000):
            _reset(origin, folder)
            code = _child(folder, scene.arguments, _small(size))
            yield f"{name} no file beyond {size} bytes", _wrong(scene, folder, before, after, code)
        for _ in range(rounds):
            _reset(origin, folder)
            pids = [_child(folder, scene.arguments, wait=False) for _ in range(2)]
            time.sleep(chance.uniform(0, took))
            os.kill(pids[0], signal.SIGKILL)
            for pid in pids:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)
            yield f"{name} killed by the clock beside another writer", judged(scene, before, after, state(folder))


def _wrong(scene: Scene, folder: Path, before: Files, after: Files, code: int) -> str | None:
    said = (folder.parent / "said").read_text(encoding="utf-8", errors="replace")
    if code not in (0, 1, 2, 3, -signal.SIGKILL) or "Traceback" in said or "程序错误" in said:
        return f"exit {code}: {said}"
    wrong = judged(scene, before, after, state(folder))
    if wrong is not None:
        return wrong
    again = _child(folder, scene.arguments)
    if state(folder) != after:
        return f"run again, exit {again}: {(folder.parent / 'said').read_text(encoding='utf-8')}"
    return None


def _reset(origin: Path, folder: Path) -> Files:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin, folder)
    return state(folder)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seed = random.SystemRandom().randrange(10**6)
    names = sys.argv[2:] or list(SCENES)
    wrong = count = 0
    for name in names:
        before = count
        for what, said in tried(name, SCENES[name], rounds, random.Random(seed)):
            count += 1
            wrong += said is not None
            if said is not None:
                print(f"✗ {what}: {said}", flush=True)
        print(f"{name}: {count - before} faults", flush=True)
    print(f"{count} faults, {wrong} left something half done (seed {seed})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
