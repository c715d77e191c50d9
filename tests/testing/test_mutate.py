"""Mutation: the faults, who notices them, and the case that would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.conftest import SOURCE

from discretion.cli.mutate import command
from discretion.conditions import parse_condition
from discretion.library import Library
from discretion.penalty.model import Fine
from discretion.rulebook.law import LawVersion
from discretion.rulebook.lists import CircumstanceList
from discretion.rulebook.violation import Violation
from discretion.testing.mutate import Fate, mutate
from discretion.testing.mutate.difference import equivalent
from discretion.testing.mutate.operators import operators
from discretion.testing.mutate.rewrite import faults

FACTS = 'count: {label: 次数, type: integer, range: "[0..10]"}\nurgent: {label: 紧急, type: boolean}'
TIERS = """
- {tier: slight, label: 轻微, when: {count: "< 3"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {count: ">= 3"}, penalty: {fine: {share: [0.5, 1]}}}
"""
CASE = """\
  - name: {name}
    case: {{violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {{kind: organisation}}, facts: {{count: {count}}}}}
    expect: {{tier: {tier}, fine: "{fine}"}}
"""
BELOW = CASE.format(name="二次", count=2, tier="slight", fine="[1000..3000]")
AT = CASE.format(name="三次", count=3, tier="serious", fine="[3000..5000]")


def texts(name: str, node: Any) -> list[str]:
    return [fault.text for fault in faults(node, operators()[name])]


def test_faults_of_conditions() -> None:
    condition = parse_condition({"count": "(1..5]", "harm": ["none", "slight"], "urgent": True})
    assert texts("boundary", condition) == ["区间下端含本数", "区间上端不含本数"]
    assert texts("threshold", condition) == ["下端1写成2", "下端1写成0", "上端5写成6", "上端5写成4"]
    assert texts("dropped", condition) == [
        "遗漏条件 count",
        "遗漏条件 harm",
        "遗漏条件 urgent",
        "遗漏第1个并列的值",
        "遗漏第2个并列的值",
    ]
    assert texts("inverted", condition) == ["urgent: true 写成 false"]
    assert texts("threshold", parse_condition({"gain": "> 0.25"})) == ["0.25写成0.26", "0.25写成0.24"]
    assert texts("threshold", parse_condition({"mass": "> limit * 0.2"})) == ["多一", "少一"]


def test_faults_of_fines() -> None:
    assert texts("widened", Fine.model_validate({"share": [Decimal("0.3"), Decimal("0.7")]})) == [
        "比例下端0.3写成0.2",
        "比例上端0.7写成0.8",
    ]
    assert texts("widened", Fine.model_validate({"from": 1000, "to": 5000})) == ["1000写成999", "5000写成5001"]
    capped = Fine.model_validate({"each": 500, "per": 1000, "of": "mass", "cap": 30000})
    assert texts("amount", capped) == [
        "cap 30000写成30001",
        "cap 30000写成29999",
        "each 500写成501",
        "per 1000写成1001",
    ]


def test_faults_of_whole_files() -> None:
    source = {"kind": "proposed", "method": "测试"}
    entries = [{"id": name, "label": name, "when": {}, "source": source} for name in ("a", "b")]
    assert texts("entry", CircumstanceList.model_validate({"list": "heavier", "entries": entries})) == [
        "遗漏条目 a",
        "遗漏条目 b",
    ]
    tiers = [{"tier": str(n), "label": str(n), "when": {}, "penalty": {"fine": {"fixed": n}}} for n in (1, 2, 2, 3)]
    for number, tier in enumerate(tiers):
        tier["tier"] = f"t{number}"
    violation = Violation.model_validate({"violation": "test.act", "tiers": tiers})
    assert texts("swapped", violation) == ["1与2两阶次的处罚对调", "2与3两阶次的处罚对调"]
    law = {"law": "a", "label": "甲法", "level": "law", "version": "1", "effective": date(2021, 1, 1)}
    law |= {"source": {"grade": "A", "where": "-"}, "provisions": {}}
    assert texts("date", LawVersion.model_validate(law)) == [
        "effective 2021-01-01写成2021-01-02",
        "effective 2021-01-01写成2020-12-31",
    ]


def book(tiny: Callable[..., Any], *cases: str, tiers: str = TIERS) -> Path:
    made = tiny(FACTS, tiers=tiers)
    (made.folder / "national/1/cases").mkdir()
    (made.folder / "national/1/cases/test.act.yaml").write_text("cases:\n" + "".join(cases), encoding="utf-8")
    folder: Path = made.folder
    return folder


def fates(folder: Path, *, checks: bool) -> dict[str, Fate]:
    score = mutate(Library.load(folder), violation="test.act", checks=checks, jobs=1)
    return {f"{mutant.operator} {mutant.text}": mutant.fate for mutant in score.mutants if "violation" in mutant.target}


def test_cases_at_both_sides_of_a_boundary_notice_every_fault(tiny: Callable[..., Any]) -> None:
    found = fates(book(tiny, BELOW, AT), checks=False)
    assert set(found.values()) == {Fate.GOLDEN}
    assert len(found) == 7


def test_a_case_on_one_side_only_lets_faults_through_and_a_check_notices(tiny: Callable[..., Any]) -> None:
    folder = book(tiny, BELOW)
    alone = fates(folder, checks=False)
    assert alone["boundary “>=”写成“>”"] is Fate.SURVIVED
    assert alone["boundary “<”写成“<=”"] is Fate.SURVIVED
    with_checks = fates(folder, checks=True)
    assert with_checks["boundary “>=”写成“>”"] is Fate.CHECK
    assert with_checks["boundary “<”写成“<=”"] is Fate.CHECK


def test_what_changes_nothing_is_proved_and_not_counted(tiny: Callable[..., Any]) -> None:
    tiers = TIERS.replace('"< 3"', '"[0..3)"')  # the facts end at 0 anyway
    found = fates(book(tiny, BELOW, AT, tiers=tiers), checks=False)
    assert found["boundary 区间下端不含本数"] is Fate.SURVIVED
    assert found["threshold 下端0写成-1"] is Fate.EQUIVALENT


def test_equivalence_is_not_claimed_of_what_differs(tiny: Callable[..., Any]) -> None:
    one, other = tiny(FACTS, tiers=TIERS).plan, tiny(FACTS, tiers=TIERS.replace("0.5, 1", "0.6, 1")).plan
    assert equivalent(one, one)
    assert not equivalent(one, other)


def test_the_missing_cases_are_written_and_then_notice(tiny: Callable[..., Any]) -> None:
    folder = book(tiny, BELOW)
    result = CliRunner().invoke(command, [str(folder), "--violation", "test.act", "--no-checks", "--write-cases"])
    assert result.exit_code == 0, result.output
    assert "没有被发现的错误：" in result.output
    written = (folder / "national/1/cases/test.act.yaml").read_text(encoding="utf-8")
    assert written.startswith("cases:\n" + BELOW)
    assert '    note: "由 discretion mutate 提出，请审核' in written
    again = CliRunner().invoke(command, [str(folder), "--violation", "test.act", "--no-checks"])
    assert "没有被发现的错误：" not in again.output
    assert again.output.splitlines()[-1].split()[-1] == "100.0%"


def test_what_is_settled_before_a_list_is_asked_makes_no_difference(tiny: Callable[..., Any]) -> None:
    """A lighter entry for five and more, where five is exempt: written “six and more”, it gives the same results."""

    def plan(bound: int) -> Any:
        lists = {
            "exempt": f"- {{id: five, label: 五次, when: {{count: 5}}, {SOURCE}}}",
            "lighter": f'- {{id: many, label: 多次, when: {{count: ">= {bound}"}}, {SOURCE}}}',
        }
        return tiny(FACTS, tiers=TIERS, lists=lists).plan

    assert equivalent(plan(5), plan(6))
    assert not equivalent(plan(5), plan(7))


def test_shifted_days_of_laws(tiny: Callable[..., Any]) -> None:
    """Two versions on one day are not even read; a day before every ruleset is one on which nothing is judged."""
    folder = book(tiny, BELOW)
    law = folder / "laws/test-law@2021.yaml"
    text = law.read_text(encoding="utf-8")
    (folder / "laws/test-law@2020.yaml").write_text(
        text.replace('version: "2021"', 'version: "2020"\nuntil: "2022-12-31"').replace("2021-01-01", "2020-05-01"),
        encoding="utf-8",
    )
    law.write_text(text.replace("2021-01-01", "2023-01-01"), encoding="utf-8")
    score = mutate(Library.load(folder), checks=False, jobs=1)
    dates = {f"{m.target.partition('@')[2]} {m.text}": (m.fate, m.by) for m in score.mutants if "dates" in m.target}
    assert dates == {
        "2020 effective 2020-05-01写成2020-05-02": (Fate.EQUIVALENT, ""),
        "2020 effective 2020-05-01写成2020-04-30": (Fate.EQUIVALENT, ""),
        "2020 until 2022-12-31写成2023-01-01": (Fate.CHECK, "load"),
        "2020 until 2022-12-31写成2022-12-30": (Fate.SURVIVED, ""),
        "2021 effective 2023-01-01写成2023-01-02": (Fate.SURVIVED, ""),
        "2021 effective 2023-01-01写成2022-12-31": (Fate.CHECK, "load"),
    }
    gap = next(m for m in score.mutants if m.text == "until 2022-12-31写成2022-12-30")
    assert gap.case is not None
    assert gap.case.case["occurred"] == "2022-12-31"


def test_checks_look_at_a_day_on_which_the_act_is_prohibited(tiny: Callable[..., Any]) -> None:
    """The law begins after the ruleset: a gap is noticed all the same."""
    folder = book(tiny, BELOW)
    law = folder / "laws/test-law@2021.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace("2021-01-01", "2022-06-01"), encoding="utf-8")
    assert fates(folder, checks=True)["boundary “>=”写成“>”"] is Fate.CHECK
