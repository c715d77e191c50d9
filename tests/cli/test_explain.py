"""``discretion explain``: the page of a check, from the package or the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from discretion.check.checks import CHECKS
from discretion.cli import explain
from discretion.errors import UsageError


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gap.md").write_text("# gap\n\n每个案件都有阶次。\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# checks\n", encoding="utf-8")
    monkeypatch.setattr(explain, "_folder", lambda: tmp_path)


@pytest.mark.usefixtures("pages")
def test_the_page_is_printed() -> None:
    assert CliRunner().invoke(explain.command, ["gap"]).output == "# gap\n\n每个案件都有阶次。\n"


@pytest.mark.usefixtures("pages")
def test_an_unknown_check_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="没有检查 gapp（允许：gap；是否想写：gap）"):
        explain.page("gapp")


def test_without_a_code_all_checks_are_listed() -> None:
    lines = CliRunner().invoke(explain.command, []).output.splitlines()
    assert [line.split()[0] for line in lines] == list(CHECKS)
