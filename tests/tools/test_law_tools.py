"""The two readers of the laws, as commands: nothing unexplained, nothing contradicted, over the shipped texts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from discretion.check.text import Text

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


def test_what_no_provision_encodes_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole articles, items of which the others are cited; an article that threatens nothing is none of it."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from law_gaps import left_out

    text = Text(
        "demo",
        {
            "第一条": ["为了保障安全，制定本条例。"],
            "第二条": ["有下列行为之一的，处一百元罚款：", "（一）甲；", "（二）乙；", "（三）丙。"],
            "第三条": ["有丁的，给予警告。"],
            "第四条": ["有下列行为之一的，没收违法所得：", "（一）戊；", "（二）己。"],
        },
        whole=True,
        days=frozenset(),
        decrees=frozenset(),
    )
    assert list(left_out(text, {"第二条第一项", "第二条第三项、第五条", "第四条"})) == ["第二条第二项", "第三条"]
