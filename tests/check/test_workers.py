"""Workers die with the run: when it is terminated or killed, nobody goes on proving."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COUNT = 'count: {label: 次数, type: integer, range: "[0..10]"}'
SCRIPT = """
import sys, time
from pathlib import Path
from discretion.check import workers

def endless(task, codes):
    Path(sys.argv[1], str(__import__("os").getpid())).touch()
    time.sleep(120)

if __name__ == "__main__":
    import signal
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    workers._in_worker = endless
    from discretion import Library
    list(workers.work(Library.load(sys.argv[2]), list(range(40)), None, 2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(end: signal.Signals, tmp_path: Path, tiny: Callable[..., Any]) -> None:
    script, seen = tmp_path / "endless.py", tmp_path / "pids"
    script.write_text(SCRIPT, encoding="utf-8")
    seen.mkdir()
    parent = subprocess.Popen([sys.executable, script, seen, tiny(COUNT).folder])
    assert _until(lambda: len(list(seen.iterdir())) == 2, 60)
    parent.send_signal(end)
    parent.wait(20)
    workers = [int(path.name) for path in seen.iterdir()]
    assert _until(lambda: not any(map(_alive, workers)), 20)


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return not Path("/proc/self/stat").exists()
    return state != "Z"
