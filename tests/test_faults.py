"""Faults lose nothing: killed, on a full disk or barred at any step, a command leaves the old or the new, and runs again.

A handful of moments of a handful of commands; ``make faults`` tries all of them, and by the clock.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(not hasattr(sys, "addaudithook") or sys.platform == "win32", reason="需要 fork")
@pytest.mark.parametrize("command", ["lock", "new", "show"])
def test_whatever_happens_the_folder_is_old_or_new(command: str) -> None:
    run = [sys.executable, str(ROOT / "tools" / "faults.py"), "0", command]
    done = subprocess.run(run, capture_output=True, text=True, check=False, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
