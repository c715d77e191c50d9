"""The README shows what the commands really print: no output in it is written by hand.

A fenced block after ``<!-- run: COMMAND -->`` is the output of the command, one after ``<!-- file: PATH -->`` the file.
``python tests/test_readme.py`` writes the blocks anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(
    r"(?P<head><!-- (?P<kind>run|file): (?P<what>[^\n]+?) -->\n+```\w*\n)(?P<text>.*?)(?=^```$)",
    re.DOTALL | re.MULTILINE,
)
DISCRETION = [sys.executable, "-c", "from discretion.cli import main; main()"]


def real(kind: str, what: str) -> str:
    """What a block should show, run in the root of the repository."""
    if kind == "file":
        return (ROOT / what).read_text(encoding="utf-8")
    program, *arguments = shlex.split(what)
    assert program == "discretion", f"only our own command is run: {what}"
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    run = subprocess.run(
        [*DISCRETION, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return run.stdout + run.stderr


def blocks() -> list[tuple[str, str, str, str]]:
    found = []
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        found += [(name, match["kind"], match["what"], match["text"]) for match in BLOCK.finditer(text)]
    return found


@pytest.mark.parametrize(
    ("readme", "kind", "what", "shown"), blocks(), ids=lambda value: value if "\n" not in value else ""
)
def test_the_readme_shows_what_is_really_printed(readme: str, kind: str, what: str, shown: str) -> None:
    assert shown.rstrip() == real(kind, what).rstrip(), f"{readme}: run python tests/test_readme.py"


@pytest.mark.parametrize("readme", READMES)
def test_every_marker_has_its_block_and_the_main_job_is_shown(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert len(re.findall(r"^<!-- (?:run|file):", text, re.MULTILINE)) == len(BLOCK.findall(text))
    assert "<!-- run: discretion recommend examples/overload.yaml -->" in text


def test_a_changed_block_is_noticed() -> None:
    text = "<!-- run: discretion recommend x.yaml -->\n```text\n处3000元罚款\n```\nrest\n"
    (match,) = BLOCK.finditer(text)
    assert (match["kind"], match["what"], match["text"]) == ("run", "discretion recommend x.yaml", "处3000元罚款\n")


if __name__ == "__main__":
    for name in READMES:
        file = ROOT / name
        before = file.read_text(encoding="utf-8")
        after = BLOCK.sub(lambda m: m["head"] + real(m["kind"], m["what"]).rstrip() + "\n", before)
        file.write_text(after, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written' if after != before else 'unchanged'}\n")
