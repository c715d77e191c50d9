"""At the machine itself: the first user, the log, a copy that is put back."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workbench.conftest import PASSWORD

from discretion.workbench import Setup, check_log

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))


def test_the_first_user_is_added_at_the_machine(discretion: Run, typed: None, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "workbench"
    said = discretion("workbench", "user", "admin", "--role", "administrator", "--workbench", folder)
    assert said == (0, "已添加用户 admin：administrator\n", "")
    code, out, _ = discretion("workbench", "log", "--workbench", folder)
    assert (code, out.partition("；")[0]) == (0, "共1条，链式校验一致")


def test_what_cannot_be_is_said(discretion: Run, typed: None, tmp_path: Path) -> None:
    code, _, error = discretion("workbench", "user", "admin", "--role", "admin", "--workbench", tmp_path)
    assert (code, "没有这个角色" in error, "administrator" in error) == (2, True, True)
    code, _, error = discretion("workbench", "log", "--workbench", tmp_path / "nothing")
    assert (code, "文件夹中没有工作台" in error) == (2, True)
    assert not (tmp_path / "nothing").exists()


def test_a_copy_taken_while_it_runs_is_put_back_whole(discretion: Run, typed: None, tmp_path: Path) -> None:
    """As docs/workbench.md says it."""
    folder = tmp_path / "workbench"
    discretion("workbench", "user", "admin", "--role", "administrator", "--workbench", folder)
    with sqlite3.connect(folder / "workbench.sqlite3") as running, sqlite3.connect(tmp_path / "copy") as copy:
        running.backup(copy)
    head = check_log(Setup(folder)).head
    restored = tmp_path / "restored"
    restored.mkdir()
    (tmp_path / "copy").rename(restored / "workbench.sqlite3")
    assert discretion("workbench", "log", "--workbench", restored, "--head", head)[0] == 0
    code, out, _ = discretion("workbench", "log", "--workbench", restored, "--head", "0" * 64)
    assert (code, out) == (1, "日志中没有所给的摘要：末尾曾被删除，或者这不是同一份日志\n")
