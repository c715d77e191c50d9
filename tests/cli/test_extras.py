"""A base install: whatever needs an optional part says which one, on one line, before any worker process starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tables.conftest import FILES

SOURCE = Path(__file__).parents[2] / "src"
CHECK = '错误：形式化检查需要可选组件 check（改法：安装它：pip install "discretion[check]"）\n'


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    """A folder with a small rulebook, and an environment in which the optional parts are not there, for child processes neither."""
    for name, text in FILES.items():
        target = tmp_path / "rules" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip(), encoding="utf-8")
    for name in (
        "z3",
        "hypothesis",
        "durable_rules_engine",
        "fastapi",
        "uvicorn",
        "sqlalchemy",
        "ibis",
        "duckdb",
        "openpyxl",
        "docx",
    ):
        (tmp_path / f"{name}.py").write_text(f'raise ModuleNotFoundError("No module named {name!r}", name={name!r})\n')
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(SOURCE)])}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "national", "--rulesets", "rules"), CHECK),
        (("check", "rules", "--no-cache"), CHECK),
        (("mutate", "rules"), CHECK),
        (("crosscheck", "rules"), "错误：用 durable-rules 复核需要可选组件 rete（改法：安装它：pip install \"discretion[rete]\"）\n"),
        (("serve",), '错误：HTTP 服务需要可选组件 serve（改法：安装它：pip install "discretion[serve]"）\n'),
        (("show", "national", "--rulesets", "rules", "--format", "docx", "-o", "x.docx"), '错误：Word 文档需要可选组件 tables（改法：安装它：pip install "discretion[tables]"）\n'),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_command_without_its_part_says_which(
    base: dict[str, str], arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "discretion", *arguments], cwd=tmp_path, env=base, capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("command", ["crosscheck", "mutate", "check", "audit", "serve", "workbench"])
def test_its_help_needs_nothing(base: dict[str, str], command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "discretion", command, "--help"], env=base, capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：")
