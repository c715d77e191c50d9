"""The integration guide, followed literally: Python in process, then a real server, curl's request, and the Java example."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "integration.zh-CN.md").read_text(encoding="utf-8")
CASE = ROOT / "examples" / "http" / "case.json"


def test_the_python_of_the_guide_runs() -> None:
    block, reload = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    compile(reload, "reload", "exec")  # it names a folder of the reader's own
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("highway.overload.mass 违法超限运输（车货总质量）")
    assert "determined" in done.stdout
    assert "处360元罚款" in done.stdout


def test_the_python_of_the_english_guide_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "integration.md").read_text("utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "determined general 处360元罚款\n", "")


def test_a_request_to_a_real_server(server: str) -> None:
    answer = httpx.post(f"{server}/v1/recommendations", json=json.loads(CASE.read_text(encoding="utf-8")))
    assert answer.json()["penalty"]["text"] == "处360元罚款"


@pytest.mark.skipif(shutil.which("java") is None, reason="没有 JDK：Java 示例没有运行")
def test_the_java_example(server: str) -> None:
    command = ["java", str(ROOT / "examples" / "java" / "Recommend.java"), server, str(CASE)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["penalty"]["text"] == "处360元罚款"


def test_every_code_of_the_guide_is_one_of_ours() -> None:
    told = set(re.findall(r"^\| (`[a-z`、-]+`) ", GUIDE, re.MULTILINE))
    codes = {code for row in told for code in re.findall(r"`([a-z-]+)`", row)}
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert {code for code in codes if f'"{code}"' not in source} <= {"code", "message", "text", "field", "found"}
