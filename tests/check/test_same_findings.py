"""The same rulebook gives the same findings, whatever order Python's sets have in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODES = "copied,element,mention,spelling,stated,words"


def findings(seed: str) -> str:
    command = [
        sys.executable,
        "-m",
        "discretion",
        "check",
        str(ROOT / "rulesets"),
        "--only",
        CODES,
        "--no-cache",
        "--format",
        "json",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout


def test_findings_do_not_hang_on_the_order_of_sets() -> None:
    assert findings("1") == findings("2")
