"""Slips in logic and numbers, each with its exact message: exceptions that no case tries, choices that are none, windows that do not count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.check.test_planted import BOOK, N

from discretion import Library
from discretion.check import Verdict, run_checks, run_rulebook_checks, run_ruleset_checks
from discretion.errors import RulebookError

DAY = date(2026, 6, 1)
FACTS = """
kg: {label: 超载质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
loaded: {label: 已装载, type: boolean, severity: aggravating}
rescue: {label: 抢险运输, type: boolean}
sand: {label: 载运砂石, type: boolean}
obstructed: {label: 阻碍执法, type: boolean, severity: aggravating, finding: {kind: obstruction}}
"""
PRESUMED = """
presume:
  - {facts: {rescue: false, sand: false}, basis: 案卷未见的不作认定}
records: {complete: [obstruction], basis: 检索执法系统}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {kg: "<= 1000"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}
"""
CASE = '- name: %s\n  case: {violation: test.act, occurred: "2026-01-05", decided: "2026-02-05", party: {kind: organisation}, facts: {%s}%s}\n  expect: {%s}'


def golden(*cases: tuple[str, str, str]) -> str:
    """Golden cases: facts, records, what is expected."""
    return "\n".join(CASE % (f"第{number}件", *case) for number, case in enumerate(cases))


SOUND = golden(
    ("kg: 1000, loaded: true", "", "status: determined, disposition: general, tier: slight"),
    ("kg: 1000, loaded: true, rescue: true", "", "status: not_established"),
)


def with_cases(tiny: Callable[..., Any], elements: str, cases: str) -> Library:
    """A tiny rulebook with golden cases."""
    folder = tiny(FACTS, elements=elements, tiers=TIERS, header=PRESUMED).folder
    path = folder / N / "cases" / "test.act.yaml"
    path.parent.mkdir()
    path.write_text(f"cases:\n{cases}\n", encoding="utf-8")
    return Library.load(folder)


def refuted(library: Library, *codes: str) -> list[tuple[str, str]]:
    """What the checks of the files find, by id and message."""
    found = run_rulebook_checks(library.rulebook, DAY, codes)
    return [(item.id, item.message) for item in found if item.verdict is not Verdict.PROVEN]


# --- stated: silence in a golden case


@pytest.mark.parametrize(
    ("elements", "cases", "found"),
    [
        ("{loaded: true, rescue: false}", SOUND, []),
        (
            "{loaded: true, any: [{sand: false}, {obstructed: true}]}",
            golden(("loaded: true, kg: 1", "", "status: determined, tier: slight")),
            [],
        ),  # presumed
        (
            "{loaded: true, obstructed: true}",
            golden(("loaded: true, kg: 1", "", "status: determined, tier: slight")),
            [("stated/national@1/test.act/elements", "范例预期 test.act 成立，写明的事实却不符合它的构成要件或者适用范围")],
        ),  # it was searched for, and there is no record of it
        (
            "{loaded: true, obstructed: true}",
            golden(("loaded: true, kg: 1", ', records: [{kind: obstruction, date: "2026-01-06"}]', "status: determined, tier: slight")),
            [],
        ),
        (
            "{loaded: true, obstructed: true}",
            golden(("loaded: true, kg: 1", ", searched: {obstruction: false}", "status: determined, tier: slight")),
            [],
        ),  # nobody looked
        (
            "{any: [{loaded: true}, {sand: true}]}",
            golden(("kg: 1", "", "status: determined, tier: slight")),
            [("stated/national@1/test.act/loaded/unstated", "test.act 的构成要件要求“已装载”（loaded），有结论的范例没有写明，也没有推定")],
        ),  # one of several will do, but none is known
        (
            "{loaded: true}",
            golden(("loaded: true", "", "status: determined, tier: slight")),
            [("stated/national@1/test.act/slight/kg/unstated", "范例预期阶次 slight，它以“超载质量”（kg）为准，范例没有写明，也没有推定")],
        ),
    ],
)  # fmt: skip
def test_what_a_decided_case_leaves_unsaid_is_presumed_or_has_no_record(
    tiny: Callable[..., Any], elements: str, cases: str, found: list[tuple[str, str]]
) -> None:
    library = with_cases(tiny, elements, cases)
    assert refuted(library, "stated") == found


# --- tried: every exception has its case


@pytest.mark.parametrize(
    ("elements", "found"),
    [
        ("{loaded: true, rescue: false}", []),
        (
            "{loaded: true, rescue: false, sand: false}",
            [("tried/national@1/test.act/sand", "test.act 的构成要件要求“载运砂石”（sand）为否，没有一件范例是因它而不成立的")],
        ),
    ],
)  # fmt: skip
def test_an_exception_that_no_golden_case_tries(
    tiny: Callable[..., Any], elements: str, found: list[tuple[str, str]]
) -> None:
    library = with_cases(tiny, elements, SOUND)
    assert refuted(library, "tried") == found


def test_an_exception_is_tried_by_a_case_of_several_acts_too(tiny: Callable[..., Any]) -> None:
    acts = """- name: 两项
  case:
    violations:
      - {violation: test.act, facts: {kg: 1, loaded: true}}
      - violation: test.act
        facts:
          kg: 1
          sand: true
  expect: {status: determined}
"""
    library = with_cases(tiny, "{loaded: true, rescue: false, sand: false}", f"{SOUND}\n{acts}")
    assert refuted(library, "tried") == []


# --- counting, typical, fixed


def test_what_counts_as_the_same_is_said_once() -> None:
    facts = (
        BOOK["facts/demo.yaml"]
        + '  before_count: {label: 一年内受处罚次数, type: integer, unit: 次, range: "[0..9]", finding: {count: prior_decision, months: 12, of: [demo.load], same: sector}}\n'
    )
    with pytest.raises(RulebookError) as caught:
        Library.load({**BOOK, "facts/demo.yaml": facts})
    assert "finding 的 of 与 same 只写其一：写了 of，same 不起作用" in str(caught.value)  # fmt: skip


LIGHTS = 'label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..1000]"'


@pytest.mark.parametrize(
    ("typical", "others", "said"),
    [
        ("[0..10]", "[0..10]", []),
        ("[0..100]", "[0..10]", ["“缺少的灯具数”（lights）通常至100盏，以盏计的其他3个事实通常至10"]),
        ("[0..2]", "[0..20]", ["“缺少的灯具数”（lights）通常至2盏，以盏计的其他3个事实通常至20"]),
        ("[0..100]", "[0..100]", []),
        ("[0..200]", "[0..200]", ["“缺少的灯具数”（lights）通常可至200，规则和范例写到的最多只有2"]),
        ("[0..3]", "[0..4]", []),
    ],
)  # fmt: skip
def test_a_usual_range_with_a_digit_too_many_or_too_few(typical: str, others: str, said: list[str]) -> None:
    facts = BOOK["facts/demo.yaml"].replace(
        'label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..10]"', f'{LIGHTS}, typical: "{typical}"'
    )
    for name in "abc":
        facts += (
            f'  lamps_{name}: {{label: 灯{name}, type: integer, unit: 盏, range: "[0..1000]", typical: "{others}"}}\n'
        )
    library = Library.load({**BOOK, "facts/demo.yaml": facts}, drafts=True)
    assert [message for _, message in refuted(library, "typical")] == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("0 1 2 3", []),
        ("5 1 2 3", []),
        ("5 1 8 9", ["“缺少的灯具数”（lights）通常在0至4之间，规则和范例写到的5个数只有2个在其中"]),
    ],
)
def test_a_usual_range_beside_what_cases_say(numbers: str, said: list[str]) -> None:
    facts = BOOK["facts/demo.yaml"].replace(
        'label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..10]"', f'{LIGHTS}, typical: "[0..4]"'
    )
    cases = golden(*((f"gross_kg: 9, limit_kg: 8, lights: {number}", "", "status: determined") for number in numbers.split()))  # fmt: skip
    book = {**BOOK, "facts/demo.yaml": facts, N + "cases/demo.load.yaml": f"cases:\n{cases}\n".replace("test.act", "demo.load")}  # fmt: skip
    assert [message for _, message in refuted(Library.load(book, drafts=True), "typical")] == said


@pytest.mark.parametrize(
    ("fact", "right"),
    [
        ("label: 限定质量, evidence: 行驶证", "limit"),
        ("label: 核定载客数, evidence: 检验证书", "certificate"),
        ("label: 属于客运经营者, evidence: 经营许可证", "person"),
        ("label: 决定机关是该企业的颁证机关, evidence: 许可证", "limit"),
    ],
)
def test_what_nobody_can_change_is_one_of_three(fact: str, right: str) -> None:
    books = {
        kind: BOOK["facts/demo.yaml"] + f"  thing: {{{fact}, type: boolean, fixed: {kind}}}\n"
        for kind in ("limit", "certificate", "person")
    }
    wrong = {
        kind: [item for item, _ in refuted(Library.load({**BOOK, "facts/demo.yaml": facts}), "fact") if "thing/fixed" in item]
        for kind, facts in books.items()
    }  # fmt: skip
    assert [kind for kind, found in wrong.items() if not found] == [right]


# --- measures: one of several, and how long


LAW = "{fine: {from: 1000, to: 10000}, suspend_licence: {what: 从业资格证, months: '[3..12]'}, revoke: {what: 从业资格证}, choose: [suspend_licence, revoke]}"


def test_a_tier_commands_one_of_what_the_law_leaves_to_choose(tiny: Callable[..., Any]) -> None:
    tiers = "- {tier: one, label: 阶次, when: {}, penalty: {fine: {share: [0, 1]}, suspend_licence: {what: 从业资格证, months: '[3..12]'}, revoke: {what: 从业资格证}%s}}"
    ranges = f"- {{range: any, penalty: {LAW}}}"
    found = []
    for choose in (", choose: [suspend_licence, revoke]", ""):
        library = tiny(FACTS, ranges=ranges, tiers=tiers % choose).library
        chain = library.plans.chain("national", DAY)
        checked = run_checks(library.plans, chain, "test.act", DAY, ["statute"])
        found.append([item.message for item in checked if item.verdict is not Verdict.PROVEN])
    assert found == [[], ["一般情形时，阶次“阶次”把法条择一的暂扣从业资格证3个月以上12个月以下、吊销从业资格证都写成了应当给予"]]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (("[3..6]", "[6..9]", "[9..12]"), []),
        (("[3..5]", "[6..8]", "[9..12]"), []),
        (
            ("[3..5]", "[6..9]", "[9..12]"),
            ["暂扣从业资格证3个月以上12个月以下，相邻阶次的5个月以上6个月以下不相接，其他1处都相接"],
        ),
        (
            ("[3..5]", "[6..9]", "[10..12]"),
            [],
        ),
        (  # what a tier without months leaves: all that the law allows
            ("[3..6]", "[3..12]", "[9..12]"),
            [
                "暂扣从业资格证3个月以上12个月以下，其中3个月以上6个月以下有两个阶次使用",
                "暂扣从业资格证3个月以上12个月以下，其中9个月以上12个月以下有两个阶次使用",
            ],
        ),
    ],
)
def test_the_months_of_all_tiers_meet_alike(tiny: Callable[..., Any], months: tuple[str, ...], said: list[str]) -> None:
    tiers = "\n".join(
        f"- {{tier: t{number}, label: 阶次{number}, when: {{kg: \"{when}\"}}, penalty: {{fine: {{share: [{number / 3:.1f}, {(number + 1) / 3:.1f}]}}, suspend_licence: {{what: 从业资格证, months: \"{span}\"}}}}}}"
        for number, (when, span) in enumerate(zip(("<= 100", "(100..200]", "> 200"), months, strict=True))
    )  # fmt: skip
    law = "{fine: {from: 1000, to: 10000}, suspend_licence: {what: 从业资格证, months: '[3..12]'}}"
    library = tiny(FACTS, ranges=f"- {{range: any, penalty: {law}}}", tiers=tiers).library
    chain = library.plans.chain("national", DAY)
    found = run_checks(library.plans, chain, "test.act", DAY, ["stretch"])
    assert [item.message for item in found if item.verdict is not Verdict.PROVEN] == said


# --- days


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2025-12-31", []),
        ("", []),
        ("2026-01-01", ["national@1（至2026-01-01）与national@2（自2026-01-01）的有效期重叠"]),
        ("2025-12-30", ["national@1（至2025-12-30）与national@2（自2026-01-01）之间有1日没有有效的基准"]),
    ],
)
def test_the_last_day_of_what_was_superseded(until: str, said: list[str]) -> None:
    first = BOOK[N + "ruleset.yaml"].replace('effective: "2020-01-01"', 'effective: "2020-01-01"' + (f'\nuntil: "{until}"' if until else ""))  # fmt: skip
    second = {
        name.replace(N, "national/2/"): text.replace('version: "1"', 'version: "2"\nsupersedes: "1"').replace('effective: "2020', 'effective: "2026')
        for name, text in BOOK.items() if name.startswith(N)
    }  # fmt: skip
    library = Library.load({**BOOK, N + "ruleset.yaml": first, **second}, drafts=True)
    chain = library.rulebook.chain(library.rulebook.areas["national"][-1], DAY)
    found = run_ruleset_checks(library.plans, chain, DAY, ["versions"])
    assert [item.message for item in found if item.verdict is not Verdict.PROVEN] == said


@pytest.mark.parametrize(
    ("since", "named", "said"),
    [
        ("2020-01-01", "依照示例规定处理", []),
        ("2021-07-15", "依照示例规定处理", ["demo.load 的适用范围自2021-07-15起算，所写的《示例规定》没有一部自这一日起施行"]),
        ("2021-07-15", "由其他机关处理", []),
        ("2021-07-16", "由其他机关处理", ["demo.load 的适用范围自2021-07-16起算，没有法律自这一日起施行"]),
    ],
)  # fmt: skip
def test_what_is_dealt_with_elsewhere_from_the_day_of_the_law_that_is_named(
    since: str, named: str, said: list[str]
) -> None:
    scope = f'scope:\n  - {{when: {{minor: false}}, since: "{since}", otherwise: {named}}}\ntiers:'
    name = N + "violations/demo.load.yaml"
    library = Library.load({**BOOK, name: BOOK[name].replace("tiers:", scope)}, drafts=True)
    assert [message for _, message in refuted(library, "begins")] == said


@pytest.mark.parametrize(
    ("label", "rule", "said"),
    [
        ("按期改正", "within: deadline", []),
        ("按期改正", "before: act", ["“按期改正”（thing）说的是“按期”，finding 却没有写 within: deadline"]),
        ("改正后再次违法", "before: act", []),
        ("改正后再次违法", "before: discovery", ["“改正后再次违法”（thing）说的是“再次”，finding 却没有写 before: act"]),
    ],
)  # fmt: skip
def test_when_a_record_was_made(label: str, rule: str, said: list[str]) -> None:
    facts = BOOK["facts/demo.yaml"] + f"  thing: {{label: {label}, type: boolean, finding: {{kind: correction, {rule}}}}}\n"  # fmt: skip
    library = Library.load({**BOOK, "facts/demo.yaml": facts}, drafts=True)
    assert [
        text for name, text in refuted(library, "fact") if "/thing/" in name and not name.endswith("unread")
    ] == said


# --- words of scopes and tiers


@pytest.mark.parametrize(
    ("otherwise", "said"),
    [
        ("抢险车辆由应急管理部门管理", []),
        ("抢险的，由应急管理部门另行管理", []),
        ("情节较重的吊销许可证件", ["demo.c 的适用范围以“抢险运输”为准，所写的“情节较重的吊销许可证件…”说的不是它，与其他2项的也不同"]),
    ],
)  # fmt: skip
def test_who_deals_with_what_lies_outside_a_scope(otherwise: str, said: list[str]) -> None:
    facts = BOOK["facts/demo.yaml"] + "  rescue: {label: 抢险运输, type: boolean, negative: 不属于抢险运输}\n"
    book = {**BOOK, "facts/demo.yaml": facts}
    for name, words in (("a", "抢险车辆由应急管理部门管理"), ("b", "抢险车辆由应急管理部门管理"), ("c", otherwise)):
        scope = f"scope:\n  - {{when: {{rescue: false}}, otherwise: {words}}}\ntiers:"
        text = BOOK[N + "violations/demo.load.yaml"].replace("tiers:", scope)
        book[N + f"violations/demo.{name}.yaml"] = text.replace("violation: demo.load", f"violation: demo.{name}")
    found = refuted(Library.load(book, drafts=True), "element")
    assert [message for name, message in found if name.endswith("/otherwise")] == said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("责令改正", "逾期不改正", []),
        ("逾期不改正", "责令改正", ["阶次 a 名为“逾期不改正”，条件却要求“逾期不改正”（overdue）为否"]),
    ],
)
def test_a_tier_is_not_called_what_its_condition_denies(first: str, second: str, said: list[str]) -> None:
    tiers = f"tiers:\n  - {{tier: a, label: {first}, when: {{overdue: false}}, penalty: statute}}\n  - {{tier: b, label: {second}, when: {{overdue: true}}, penalty: statute}}\nsource:"
    name = N + "violations/demo.load.yaml"
    head, _, rest = BOOK[name].partition("tiers:")
    library = Library.load({**BOOK, name: head + tiers + rest.partition("source:")[2]}, drafts=True)
    assert [message for _, message in refuted(library, "words")] == said
