"""Reproductions of the security review that no other test repeats, each with the smallest input that once hurt.

``docs/trust.md`` says of every reproduction where it is tried; the last test here holds it to that.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from discretion.check import run_rulebook_checks
from discretion.check.cache import Cache, CacheEntry
from discretion.check.model import Finding, Verdict
from discretion.diff.revisions import Revisions
from discretion.documents import read_file, write_atomically
from discretion.errors import CaseError, DiscretionError, RulebookError, UsageError
from discretion.rulebook import load, lock

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]
FACTS = "size: {label: 大小, type: integer, range: '[0..9]'}"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="管道、设备、链接是 POSIX 的")


# 4: what a table name, and a view of a foreign database, may reach
@pytest.mark.parametrize(
    "name", ["/etc/hostname", "{folder}/x.csv", "https://127.0.0.1:9/x.csv", "read_text('/etc/hostname')", "d*", ""]
)
def test_a_table_name_reads_no_file_and_no_network(tmp_path: Path, name: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="可选组件 audit 未安装")
    from discretion.audit.backend import opened
    from discretion.audit.source import _named

    (tmp_path / "x.csv").write_text("a\n1\n", encoding="utf-8")
    with duckdb.connect(str(tmp_path / "d.duckdb")) as connection:
        connection.execute("CREATE TABLE decided (a VARCHAR)")
    with pytest.raises(UsageError, match="数据库中没有表"):
        _named(opened(f"duckdb://{tmp_path}/d.duckdb"), name.format(folder=tmp_path))


def test_a_view_of_a_foreign_database_is_refused_and_could_read_nothing(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="可选组件 audit 未安装")
    from discretion.audit.backend import opened
    from discretion.audit.source import _named

    with duckdb.connect(str(tmp_path / "d.duckdb")) as connection:
        connection.execute("CREATE VIEW decided AS SELECT content FROM read_text('/etc/hostname')")
    foreign = opened(f"duckdb://{tmp_path}/d.duckdb")
    with pytest.raises(UsageError, match="decided 是视图"):
        _named(foreign, "decided")
    with pytest.raises(duckdb.Error):
        foreign.con.execute("SELECT * FROM decided")


# 5: nothing but a regular file is replaced
@POSIX
def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "goal").write_text("旧", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "goal")
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "link", tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(OSError, match=r"不是普通文件|是文件夹"):
            write_atomically(target, "新")
    assert (tmp_path / "goal").read_text(encoding="utf-8") == "旧"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "pipe").is_fifo()
    assert len(list(tmp_path.iterdir())) == 3


# 8: names in a header that nothing has
@pytest.mark.parametrize(
    "header",
    ["authority: trnsport", "presume: [{facts: {sise: 1}, basis: 测试}]",
     "supplements: [{id: a, label: 测试, when: {sise: 1}, penalty: {warning: shall}, cite: [test-law/act], source: {kind: proposed, method: 测试}}]",
     "records: {complete: [prior_desision]}", 'codes: ["XY"]'],
)  # fmt: skip
def test_a_misspelt_name_of_a_header_is_refused_or_found(tiny: Callable[..., Any], header: str) -> None:
    try:
        rulebook = tiny(FACTS, header=header).library.rulebook
        said = [item.message for item in run_rulebook_checks(rulebook, date(2026, 6, 1), ["codes", "presume", "authority"])
                if item.verdict is not Verdict.PROVEN]  # fmt: skip
    except DiscretionError as error:
        said = [str(error)]
    assert re.search("trnsport|sise|prior_desision|XY", " ".join(said)), said


# 9: a revision is what was committed, whatever attributes, filters and links say
@POSIX
def test_a_revision_is_read_without_attributes_filters_and_links(tiny: Callable[..., Any], tmp_path: Path) -> None:
    book = tiny(FACTS).folder
    book.rename(tmp_path / "rulesets")

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@e.org", *arguments],
                       check=True, capture_output=True)  # fmt: skip

    (tmp_path / "rulesets/note.txt").write_text("$Format:%H$", encoding="utf-8")
    (tmp_path / "rulesets/away").symlink_to("/etc")
    git("init", "-q")
    git("add", ".")
    (tmp_path / ".gitattributes").write_text(
        "*.yaml export-ignore filter=evil\nnote.txt export-subst\n", encoding="utf-8"
    )
    git("add", ".gitattributes")
    git("commit", "-qm", "first")
    git("config", "filter.evil.smudge", f"touch {tmp_path}/ran")
    with Revisions(tmp_path) as revisions:
        folder = revisions.folder("git:HEAD")
        assert {p.name for p in folder.iterdir()} == {p.name for p in (tmp_path / "rulesets").iterdir()} - {"away"}
        assert (folder / "note.txt").read_text(encoding="utf-8") == "$Format:%H$"
        assert load(folder).areas.keys() == {"national"}
    assert not (tmp_path / "ran").exists()


# 13: an edited verdict is none
def test_an_entry_of_the_cache_that_was_edited_is_none(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put("a", CacheEntry([Finding("gap", Verdict.REFUTED, "national", "test.act", "", "空档")]))
    assert kept.get("a") is not None
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "REFUTED" in text
    for edited in (text.replace("REFUTED", "PROVEN"), text.replace("空档", "没有"), text[:-1] + "[" * 5000):
        (tmp_path / "a.json").write_text(edited, encoding="utf-8")
        assert kept.get("a") is None
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert kept.get("b") is None  # nor is one that is put in another's place


# 17: names that YAML would read otherwise
@pytest.mark.parametrize("version", ["1: x", "1 #x", "'1", "1\u3000"])
def test_a_lock_can_be_read_whatever_a_version_is_called(
    tiny: Callable[..., Any], discretion: Run, version: str
) -> None:
    folder = tiny(FACTS).folder
    header = folder / "national/1/ruleset.yaml"
    text = header.read_text(encoding="utf-8").replace('version: "1"', f'version: "{version}"')
    header.write_text(text, encoding="utf-8")
    header.parent.rename(folder / "national" / version)
    code, _, said = discretion("lock", folder)
    assert (code, lock.check(load(folder))) == (0, []) if code == 0 else "版本" in said or "version" in said


# 19: a full disk under stdout is a fault of the machine, not a finding and not a traceback
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
def test_a_full_disk_under_the_output_is_exit_3() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "discretion", "schema", "case"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr


# 20: files that never end, and names that are no text
@POSIX
def test_a_pipe_a_device_and_an_odd_name_are_one_clear_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", Path("/dev/zero")):
        with pytest.raises(CaseError, match=r"不是普通文件|无法读取"):
            read_file(path, error=CaseError)
    odd = os.fsencode(tmp_path) + b"/\xb0\xb8.yaml"
    with pytest.raises(RulebookError) as error:
        read_file(os.fsdecode(odd))
    str(error.value).encode("utf-8")


# 23: who sends without end is told so at once
@pytest.mark.parametrize("command", ["recommend", "verify"])
def test_a_document_on_stdin_without_end_is_too_large(command: str) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run([sys.executable, "-m", "discretion", command, "-"], stdin=endless, capture_output=True, text=True, check=False, timeout=120)  # fmt: skip
    assert done.returncode == 2
    assert "文件过大" in done.stderr


# 24: numbers worked out of constants stay bounded
def test_a_constant_of_ten_thousand_digits_is_refused(tiny: Callable[..., Any]) -> None:
    derive = " * ".join(["9" * 300] * 40)
    with pytest.raises(DiscretionError):
        tiny(f"{FACTS}\nhuge: {{label: 大, type: integer, range: '[0..9]', derive: '{derive} * size'}}").plan  # noqa: B018


TABLE = ROOT / "docs" / "trust.md"


def test_every_reproduction_names_its_test_and_every_test_is_there() -> None:
    text = TABLE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([SCF]\d+[a-z]?|[A-Q]) \|.*\| (.+) \|$", text, re.MULTILINE)
    assert [name for name, _ in rows if name[0] == "S"] == [f"S{n}" for n in range(1, 25)]
    assert [name for name, _ in rows if len(name) == 1] == list("ABCDEFGHIJKLMNOPQ")
    for name, where in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", where)
        assert named or "理由：" in where, f"{name} names neither a test nor a reason"
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{name}: {file}::{test}"
