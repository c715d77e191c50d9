"""Hostile input by the million: nothing comes out but our own errors, in time and in memory. ``make hostile``.

python tools/hostile.py [COUNT] [SEED]

Each input is a good one that was damaged: bytes flipped, cut out, doubled, put elsewhere; words and numbers replaced by those that have
hurt parsers before. Kinds by turns: cases (bytes, data), conditions, files of rules, whole rulebooks, workbooks, csv, requests over HTTP.
"""

from __future__ import annotations

import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from faults import CASE, RULES, TABLE

from discretion import Library
from discretion.conditions import FeelError, parse_condition
from discretion.documents import read
from discretion.errors import CaseError, DiscretionError
from discretion.grids import read_grids

SECONDS, WAIT, MEMORY = 5, 120, 1 << 30  # of work; of waiting (on a loaded machine the clock says nothing of an input)
EVIL = [
    "1e999999999", "-0", "0x10", "010", "1_000", "６００", "٦", "NaN", ".inf", "null", "~", "yes", "9" * 400, "2026-02-30", "9999-12-31",
    "!!python/object:os.system", "&a [*a]", "<<: *a", "{" * 200, "[" * 200, "\x00", "\x1b[31m", "\u202e", "\ufeff", "=1+1", "@SUM(A1)", "'", '"', "`", "\\",
    "../../etc/passwd", "file:///etc/passwd", "git:HEAD", "http://127.0.0.1:1/", "${jndi:ldap://x}", "<script>", "]]>", "<!ENTITY a 'b'>",
    "[1..", "..1]", "not(not(1))", "1, not(2)", "> 3,5000", "[5..1]", "kg + kg * kg", "date(\"x\")", "-", "((((((((((1))))))))))", "全国", "\ud83d\ude00",
]  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """A text after a few accidents."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 3, 20, 200)))
        piece = text[at:end]
        text = (
            text[:at]
            + chance.choice((chance.choice(EVIL), "", piece * 2, piece[::-1], chr(chance.randrange(1, 0x3000))))
            + text[end:]
        )
    return text


def bytes_of(text: str, chance: random.Random) -> bytes:
    """A damaged text in bytes that may be none."""
    data = bytearray(damaged(text, chance).encode("utf-8", "surrogatepass"))
    if data and chance.random() < 0.2:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def tree(value: Any, chance: random.Random) -> Any:
    """Data of a caller with some of its leaves or branches replaced."""
    if chance.random() < 0.08:
        return chance.choice(
            [None, True, -1, 10**30, 1.5, float("nan"), "", [], {}, [[]], {"a": {}}, b"x", object(), *EVIL]
        )
    if isinstance(value, Mapping):
        return {
            key if chance.random() > 0.03 else chance.choice(EVIL): tree(item, chance) for key, item in value.items()
        }
    return value


class Targets:
    """What is attacked: by name, a function of chance."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.library = Library.load(RULES)
        self.case = read(CASE, "case.yaml", error=CaseError).data
        self.book = self._workbook()
        self.http = self._client()
        self.names = {name.removeprefix("at_"): getattr(self, name) for name in dir(self) if name.startswith("at_")}

    def at_case_text(self, chance: random.Random) -> None:
        """A case as YAML or JSON bytes."""
        text = CASE if chance.random() < 0.5 else json.dumps(self.case, default=str)
        document = read(bytes_of(text, chance), chance.choice(("case.yaml", "case.json")), error=CaseError)
        self.library.recommend(document.data).to_json()

    def at_case_data(self, chance: random.Random) -> None:
        """A case as a caller's dictionary."""
        self.library.recommend(tree(self.case, chance)).explain()

    def at_condition(self, chance: random.Random) -> None:
        """A condition."""
        words = [
            "kg",
            "engaged",
            "> 3",
            "[1..5]",
            "(1..5)",
            "not(3)",
            "all",
            "any",
            "not",
            "1000",
            "true",
            "other * 2",
            *EVIL,
        ]
        condition: Any = {chance.choice(words): chance.choice(words) for _ in range(chance.randint(1, 3))}
        for _ in range(chance.randrange(4)):
            condition = {
                chance.choice(("any", "all", "not", "x")): chance.choice(([condition], condition, [condition, {}]))
            }
        with suppress(FeelError):
            parse_condition(condition, ())

    def at_rules(self, chance: random.Random) -> None:
        """A rulebook one of whose files is damaged, asked for a case."""
        name = chance.choice(list(RULES))
        text = bytes_of(RULES[name], chance).decode("utf-8", "replace")
        Library.load({**RULES, name: text}, drafts=True).recommend(self.case).to_json()

    def at_csv(self, chance: random.Random) -> None:
        """A table as csv."""
        self._grid("table.csv", bytes_of(TABLE, chance))

    def at_workbook(self, chance: random.Random) -> None:
        """A workbook, its bytes or one of its parts damaged."""
        import zipfile

        if chance.random() < 0.3:
            data = bytearray(self.book)
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            return self._grid("table.xlsx", bytes(data))
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.book)) as old, zipfile.ZipFile(stream, "w") as new:
            hurt = chance.choice(old.namelist())
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, bytes_of(content.decode("utf-8", "replace"), chance) if name == hurt else content)
        return self._grid("table.xlsx", stream.getvalue())

    def at_http(self, chance: random.Random) -> None:
        """A request to the service: whatever it says, it answers, and never with a fault of its own."""
        path = chance.choice(("/v1/recommend", "/v1/verify", "/v1/cases", damaged("/v1/violations/test.act", chance)))
        body = bytes_of(json.dumps(self.case, default=str), chance)
        kind = chance.choice(
            ("application/json", "text/plain", "application/yaml", damaged("application/json", chance))
        )
        safe = "".join(char for char in path if char.isprintable() and char.isascii()).strip() or "/"
        header = "".join(char for char in kind if char.isprintable() and char.isascii())
        answer = self.http.post("/" + safe.lstrip("/"), content=body, headers={"content-type": header})
        if answer.status_code >= 500:
            raise AssertionError(f"{answer.status_code} for {safe}: {answer.text[:200]}")

    def _grid(self, name: str, content: bytes) -> None:
        path = self.scratch / name
        path.write_bytes(content)
        read_grids(path)

    def _workbook(self) -> bytes:
        import openpyxl

        book = openpyxl.Workbook()
        assert book.active is not None
        for row in TABLE.splitlines():
            book.active.append(row.split(","))
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def _client(self) -> Any:
        from starlette.testclient import TestClient

        from discretion.service import Settings, create_app

        folder = self.scratch / "rulesets"
        for name, text in RULES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return TestClient(create_app(Settings(rulesets=(folder,))), raise_server_exceptions=False)


def _late(_number: int, _frame: object) -> None:
    raise TimeoutError(f"over {SECONDS} s")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    signal.signal(signal.SIGALRM, _late)
    signal.signal(signal.SIGPROF, _late)
    tried, refused, wrong = Counter[str](), Counter[str](), 0
    slowest: tuple[float, str] = (0.0, "")
    with tempfile.TemporaryDirectory() as scratch:
        targets = Targets(Path(scratch)).names
        started = time.monotonic()
        for number in range(count):
            name = list(targets)[number % len(targets)]
            problem, took = _one(targets[name], random.Random(f"{seed} {number}"), refused, name)
            tried[name] += 1
            slowest = max(slowest, (took, f"{name} {number}"))
            if problem is not None:
                wrong += 1
                print(f"✗ {name}, input {number} of seed {seed}: {problem}", flush=True)
            if number % 1000 == 999:
                print(
                    f"\r{number + 1}/{count} {(number + 1) / (time.monotonic() - started):.0f}/s",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"\nseed {seed}; peak {peak >> 20} MB; slowest {slowest[0]:.2f} s ({slowest[1]})")
    for name in targets:
        print(f"  {name:12} {tried[name]:8} inputs, {refused[name]:8} refused")
    print(f"{count} inputs, {wrong} foreign exceptions")
    sys.exit(1 if wrong or peak > MEMORY else 0)


def _one(
    target: Callable[[random.Random], None], chance: random.Random, refused: Counter[str], name: str
) -> tuple[str | None, float]:
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WAIT)
    try:
        target(chance)
    except DiscretionError:
        refused[name] += 1
    except Exception as error:  # noqa: BLE001 - any other is what is looked for
        return f"{type(error).__name__}: {str(error)[:200]}", time.process_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return None, time.process_time() - start


if __name__ == "__main__":
    main()
