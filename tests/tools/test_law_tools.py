"""The two readers of the laws, as commands: nothing unexplained, nothing contradicted, over the shipped texts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("read_laws.py", r"\d+ provisions read, \d+ differences explained, 0 unexplained \(\); \d+ laws without text"),
        ("confirm_laws.py", r"\d+ laws, \d+ provisions confirmed, 0 contradicted"),
    ],
)
def test_the_shipped_laws_agree_with_their_texts(tool: str, said: str) -> None:
    command = [sys.executable, str(ROOT / "tools" / tool), str(ROOT / "rulesets" / "law-texts")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert re.fullmatch(said, done.stdout.splitlines()[-1])
    assert done.returncode == 0


def test_a_folder_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "read_laws.py"), str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"no such folder: {tmp_path / 'none'}\n")
