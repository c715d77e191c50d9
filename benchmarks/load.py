"""The service under load (wrk), beside a FastAPI endpoint that returns the same stored bytes; growth; rules changed and processes killed under load.

Needs ``wrk`` (a Debian package). ``MINUTES`` says how long it is watched for growth.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from benchmarks.clients import Clients
from discretion import Library
from discretion.rulebook import shipped_rulesets
from discretion.testing import all_golden_cases

ROUNDS, SECONDS, CONNECTIONS = 3, 7, 8
CASES = 300
WHOLE, BRIEF = "/v1/recommendations", "/v1/recommendations/brief"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """What one run of wrk gave. Latencies in ms; ``cpu``: seconds of the server's processor."""

    requests: int
    seconds: float
    failed: int
    half: float
    tail: float
    cpu: float

    @property
    def per_cpu(self) -> float:
        """Requests for each second of the server's processor: what neighbours on the machine do not change."""
        return self.requests / self.cpu


def report() -> Iterator[str]:
    """The section, as Markdown."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory(prefix="discretion-load-") as name:
        folder = Path(name)
        asked, answers = _cases(folder)
        stored = [sys.executable, "-m", "benchmarks.stored", "{port}", str(asked), str(answers)]
        with _server(_ours()) as ours, _server(stored) as rival:
            _ask_each(ours[0], asked)
            rounds = [
                [_wrk(ours, asked, SECONDS), _wrk(ours, asked, SECONDS, path=BRIEF), _wrk(rival, asked, SECONDS)]
                for _ in range(ROUNDS)
            ]
            rate = 0.8 * median(own.requests / own.seconds for own, _, _ in rounds)
            busy = [_wrk(ours, asked, SECONDS, rate) for _ in range(ROUNDS)]
            sizes = _growth(ours, asked, rate)
        yield from _told(rounds, rate, busy, sizes)
        yield from _unrest(folder, asked, answers)


def _told(rounds: list[list[Run]], rate: float, busy: list[Run], sizes: list[float]) -> Iterator[str]:
    yield "## The service under load"
    yield ""
    yield (
        f"wrk over the loopback, {CONNECTIONS} connections, {CASES} different golden cases in turn; one process each, "
        f"every case asked once before, in turn, {ROUNDS} rounds of {SECONDS} s. "
        "The rival is a FastAPI endpoint on the same server (uvicorn) that looks the same bytes up."
    )
    yield ""
    yield "| | requests a second | requests per CPU second | × rival | p50 ms | p99 ms | failed |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for at, title in enumerate((WHOLE, BRIEF, "stored bytes (of the whole answer)")):
        runs = [one[at] for one in rounds]
        ratio = median(one[at].per_cpu / one[-1].per_cpu for one in rounds)
        yield (
            f"| {title} | {median(run.requests / run.seconds for run in runs):.0f} | {median(run.per_cpu for run in runs):.0f} | {ratio:.2f} "
            f"| {median(run.half for run in runs):.1f} | {median(run.tail for run in runs):.1f} | {sum(run.failed for run in runs)} |"
        )
    half, tail = median(run.half for run in busy), median(run.tail for run in busy)
    yield (
        f"| {WHOLE} at 80 % load ({rate:.0f} a second, at random moments) | {median(run.requests / run.seconds for run in busy):.0f} "
        f"| | | {half:.1f} | {tail:.1f} | {sum(run.failed for run in busy)} |"
    )
    yield ""
    yield f"p99 / p50 at 80 % load: {tail / half:.1f}. Resident memory after each minute of that load: {' → '.join(f'{size:.0f}' for size in sizes)} MiB."
    yield ""


def _cases(folder: Path) -> tuple[Path, Path]:
    """Golden cases and their answers, a line each."""
    library, asked, answers = Library.default(), list[str](), list[str]()
    known = list(all_golden_cases(library.rulebook))
    for golden in known[:: max(1, len(known) // (2 * CASES))]:  # some are of another place
        case = golden.case.case | ({} if "place" in golden.case.case else {"place": "420106"})
        text = json.dumps(case, ensure_ascii=False, default=str)
        try:
            answers.append(library.recommend(text).to_json(indent=None))
        except Exception:  # noqa: BLE001, S112 - a case of another place: not one for this race
            continue
        asked.append(text)
    step = max(1, len(asked) // CASES)
    found = folder / "asked", folder / "answers"
    for path, lines in zip(found, (asked, answers), strict=True):
        path.write_text("\n".join(lines[::step][:CASES]) + "\n", encoding="utf-8")
    return found


def _ours(*more: str) -> list[str]:
    return [sys.executable, "-m", "discretion", "serve", "--port", "{port}", *more]


@contextmanager
def _server(command: list[str]) -> Iterator[tuple[int, int]]:
    """A server on a free port: the port and the process; killed at the end."""
    port, process = _start(command)
    try:
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def _start(command: list[str], port: int = 0) -> tuple[int, subprocess.Popen[bytes]]:
    port = port or _free()
    process = subprocess.Popen([part.format(port=port) for part in command], stderr=subprocess.DEVNULL)  # noqa: S603
    for _ in range(600):
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz")
            return port, process
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit(f"did not start: {command}")


def _free() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _ask_each(port: int, asked: Path) -> None:
    """Every case once: a violation is compiled when its first case comes, which costs more than many answers."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"content-type": "application/json"}) as client:
        for line in asked.read_bytes().splitlines():
            client.post(WHOLE, content=line).raise_for_status()


def _wrk(server: tuple[int, int], asked: Path, seconds: float, rate: float = 0, path: str = WHOLE) -> Run:
    port, pid = server
    connections = CONNECTIONS * (4 if rate else 1)
    script = Path(__file__).with_name("load.lua")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", str(script),
               f"http://127.0.0.1:{port}{path}"]  # fmt: skip
    more = {"BODIES": str(asked), "RATE": str(rate), "CONNECTIONS": str(connections)}
    before = _cpu(pid)
    done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=True)  # noqa: S603
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    requests, duration, failed, half, tail = map(int, line.split()[1:])
    return Run(requests, duration / 1e6, failed, half / 1000, tail / 1000, _cpu(pid) - before)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _growth(server: tuple[int, int], asked: Path, rate: float) -> list[float]:
    sizes = [_resident(server[1])]
    for _ in range(int(os.environ.get("MINUTES", "3"))):
        _wrk(server, asked, 60, rate)
        sizes.append(_resident(server[1]))
    return sizes


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _unrest(folder: Path, asked: Path, answers: Path) -> Iterator[str]:
    """Rules replaced every half second, then the process killed and started again, while clients ask and compare every byte."""
    rulesets = folder / "rulesets"
    shutil.copytree(shipped_rulesets(), rulesets)
    command = _ours("--rulesets", str(rulesets), "--reload", "0.2")
    port, process = _start(command)
    clients = Clients(port, asked, answers)
    with clients:
        for number in range(10):
            remark = rulesets / "facts" / "general.yaml"
            remark.write_text(remark.read_text(encoding="utf-8") + f"\n# {number}\n", encoding="utf-8")
            time.sleep(2)
        reloads = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        refused_before = clients.refused
        for _ in range(5):
            process.send_signal(signal.SIGKILL)
            process.wait()
            _, process = _start(command, port)
            time.sleep(2)
    process.kill()
    process.wait()
    count = next(line.split()[1] for line in reloads.splitlines() if line.startswith("discretion_reloads "))
    yield (
        f"Rules replaced under load: {float(count):.0f} times, {refused_before} requests refused. The process killed (SIGKILL) and started again "
        f"five times under load. Of {clients.right + clients.wrong} answers that came back whole, {clients.wrong} were not the bytes that the "
        f"library gives; {clients.refused} requests met no server and were told so by the connection."
    )
