"""The guide's typed clients: its blocks are run as they stand, against a real server. ``make clients`` installs what they need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "integration.zh-CN.md").read_text(encoding="utf-8")
SAID = [
    "determined 处360元罚款",
    "gross_mass_kg mass_limit_kg",  # the first questions, in the order of the law
]
wanted = pytest.mark.skipif(
    "DISCRETION_CLIENTS" not in os.environ, reason="生成的 Java、TypeScript 客户端没有编译：用 make clients"
)


@wanted
@pytest.mark.parametrize(("language", "tool"), [("Java", "javac"), ("TypeScript", "npm")])
def test_the_guide_is_followed_literally(server: str, language: str, tool: str, tmp_path: Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"没有 {tool}：{language} 客户端没有编译")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (block,) = re.findall(rf"\*\*{language}\*\*.*?```sh\n(.*?)```", GUIDE, re.DOTALL)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.replace("http://127.0.0.1:8765", server)], cwd=tmp_path,
        env=os.environ | {"PATH": path}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    first, second = done.stdout.strip().splitlines()[-2:]
    assert first == SAID[0]
    assert second.startswith(SAID[1])
