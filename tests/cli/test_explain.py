"""``discretion explain``: a check in plain words for lawyers, its whole page for those who write rules."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from discretion.check.checks import CHECKS, name_of
from discretion.cli import explain
from discretion.errors import UsageError

OVERLAP = """\
重叠（overlap）

没有案件同时符合两个裁量阶次。

同一案件不得同时符合两个阶次，否则处罚取决于办案人员先看到哪一行。

例如：超限质量为1000千克时，同时符合阶次“轻微”和“一般”

改正：使端点只属于一个阶次。确需以先后为准的，写明以先后为准，这时报告被完全遮蔽的阶次。

法律上的理由：同样的案件适用不同阶次，即类案不同罚（行政处罚法第五条第二款）。

写规则的，加 --rules 看示例规则、公式和文件里的写法。
"""


@pytest.mark.parametrize("code", ["overlap", "重叠"])
def test_a_check_is_told_in_plain_words_by_its_code_or_its_name(code: str) -> None:
    assert CliRunner().invoke(explain.command, [code]).output == OVERLAP


@pytest.mark.parametrize("code", [*CHECKS, "disagreement"])
def test_no_word_of_the_files_and_no_formula_reaches_a_lawyer(code: str) -> None:
    title, *body = explain.plain(*explain.page(code))
    assert body[-1] == explain.MORE
    assert [line for line in body[:-1] if re.search(r"[A-Za-z]{3}|[∀∃⇒⊆`{]", line)] == []
    assert title == f"{name_of(code)}（{code}）"
    if code in CHECKS:
        assert body[0] == f"{CHECKS[code].sentence}。"
        assert [sum(line.startswith(f"{head}：") for line in body) for head in ("改正", "法律上的理由")] == [1, 1]


def test_those_who_write_rules_get_the_whole_page() -> None:
    output = CliRunner().invoke(explain.command, ["gap", "--rules"]).output
    assert "    ∀x ∈ D: elements(x) ⇒ ∃t: tier_t(x)\n" in output
    assert "```yaml\n# national/1/violations/demo.load.yaml\n" in output


@pytest.mark.parametrize(("wrong", "near"), [("gapp", "gap"), ("轻重倒置", "轻重倒挂")])
def test_an_unknown_check_names_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"没有检查 {wrong}（.*是否想写：{near}）"):
        explain.page(wrong)


def test_without_a_code_all_checks_are_listed() -> None:
    lines = CliRunner().invoke(explain.command, []).output.splitlines()
    assert lines == [f"{check.name}（{code}）：{check.sentence}" for code, check in CHECKS.items()]
