"""Slips of the pen in a small sound rulebook: each is found by a check of the files, without a proof and without a golden case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from discretion import Library
from discretion.check import Verdict, run_rulebook_checks
from discretion.errors import RulebookError

SHIPPED = Path(__file__).parents[2] / "rulesets"
LAW = "administrative-penalty-law@2021-07-15.yaml"
LISTED = '  - {id: list-1, label: 违法行为轻微，缺少的灯具数在二盏以下, force: shall, when: {minor: true, lights: "<= 2"}, source: {kind: published, document: 示例〔2022〕9号, article: 清单第一项, url: "https://example.com/a"}}'
BOOK = {
    f"laws/{LAW}": (SHIPPED / "laws" / LAW).read_text(encoding="utf-8"),
    "law-texts/行政处罚法-2021-07-15.md": (SHIPPED / "law-texts" / "行政处罚法-2021-07-15.md").read_text(encoding="utf-8"),
    "authorities/transport.yaml": (SHIPPED / "authorities" / "transport.yaml").read_text(encoding="utf-8"),
    "laws/demo-rules@1.yaml": """
law: demo-rules
label: 示例规定
level: departmental-rule
version: "1"
effective: "2020-01-01"
source: {grade: A, where: 示例}
provisions:
  overload:
    cite: 第一条
    label: 超限运输
    ranges:
      - {range: any, penalty: {fine: {from: 1000, to: 10000}}}
""",
    "facts/demo.yaml": """
facts:
  gross_kg: {label: 总质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
  limit_kg: {label: 限定质量, type: integer, unit: kg, range: "[1..100000]", severity: mitigating}
  excess_kg: {label: 超限质量, type: integer, unit: kg, derive: "max(gross_kg - limit_kg, 0)", severity: aggravating}
  lights: {label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..10]", severity: aggravating}
  harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
  insured: {label: 投保状态, type: enum, values: {full: 足额投保, late: 逾期续保, none: 没有投保}, clauses: {full: 当事人足额投保, late: 当事人逾期续保, none: 当事人没有投保}}
  corrected: {label: 及时改正, type: boolean, negative: 未及时改正, severity: mitigating, finding: {kind: correction, within: deadline}}
  overdue: {label: 逾期不改正, type: boolean, negative: 没有逾期不改正, severity: aggravating, finding: {kind: refusal, overdue: late}}
  minor: {label: 违法行为轻微, type: boolean, negative: 不属于违法行为轻微, severity: mitigating, judgement: true}
  removed: {label: 主动消除或者减轻违法行为危害后果, type: boolean, negative: 未主动消除或者减轻违法行为危害后果, severity: mitigating}
  incited: {label: 胁迫他人违法, type: boolean, negative: 没有胁迫他人违法, severity: aggravating}
  age: {label: 当事人年龄, type: integer, unit: 周岁, range: "[0..150]"}
  suspected_crime: {label: 涉嫌犯罪, type: boolean, negative: 不涉嫌犯罪}
""",
    "national/1/ruleset.yaml": """
area: national
label: 全国
version: "1"
status: published
effective: "2020-01-01"
authority: transport
source: {kind: proposed, method: 示例}
policy:
  lighter: {share: [0, 0.3], source: {kind: proposed, method: 取幅度的百分之三十}}
  heavier: {share: [0.7, 1]}
  mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.04}}, source: {kind: proposed, method: 以法定最低限的三成为底线}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
presume:
  - {facts: {age: 18}, basis: 无相反证据时按成年人认定}
  - {facts: {removed: false, minor: false}, basis: 案卷未见的不作认定}
  - {facts: {incited: false}, basis: 由行政机关举证}
supplements:
  - {id: order, label: 责令改正, orders: [责令改正], cite: [administrative-penalty-law/order-and-confiscation], source: {kind: statute, cite: [administrative-penalty-law/order-and-confiscation]}}
""",
    "national/1/violations/demo.load.yaml": """
violation: demo.load
label: 超限运输
sector: highway
provision: demo-rules/overload
elements: {excess_kg: "> 0"}
tiers:
  - {tier: slight, label: 轻微, when: {lights: "<= 2"}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: serious, label: 严重, when: {lights: "> 2"}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: published, document: 示例〔2022〕9号, url: "https://example.com/a"}
""",
    "national/1/lists/exempt.yaml": """
list: exempt
entries:
  - {id: young, label: 不满十四周岁的未成年人有违法行为, force: shall, when: {age: "< 14"}, orders: [责令监护人加以管教],
     cite: [administrative-penalty-law/minors], source: {kind: statute, cite: [administrative-penalty-law/minors]}}
  - {id: minor, label: 违法行为轻微并及时改正，没有造成危害后果, force: shall, when: {minor: true, corrected: true, harm: none}, orders: [对当事人进行教育],
     cite: [administrative-penalty-law/minor, administrative-penalty-law/educate], source: {kind: statute, cite: [administrative-penalty-law/minor]}}
  - {id: list-1, label: 违法行为轻微，缺少的灯具数在二盏以下, force: shall, when: {minor: true, lights: "<= 2"}, source: {kind: published, document: 示例〔2022〕9号, article: 清单第一项, url: "https://example.com/a"}}
""",
    "national/1/lists/lighter.yaml": """
list: lighter
entries:
  - {id: removed, label: 主动消除或者减轻违法行为危害后果, force: shall, or_mitigated: true, when: {removed: true},
     cite: [administrative-penalty-law/lighter-harm-removed], source: {kind: statute, cite: [administrative-penalty-law/lighter-harm-removed]}}
""",
    "national/1/lists/heavier.yaml": """
list: heavier
entries:
  - {id: incited, label: 胁迫他人违法, force: may, when: {incited: true}, source: {kind: published, document: 示例〔2022〕9号, url: "https://example.com/a"}}
""",
}  # fmt: skip
CODES = [
    "severity",
    "fact",
    "entry",
    "reach",
    "expected",
    "ground",
    "presume",
    "policy",
    "force",
    "source",
    "sector",
    "article",
    "authority",
    "double",
    "words",
    "apart",
    "clause",
    "element",
    "denial",
    "begins",
    "mention",
    "duty",
    "border",
    "counting",
    "document",
    "spelling",
    "stated",
    "copied",
    "typical",
]
N = "national/1/"


def found(book: dict[str, str]) -> set[str]:
    """The ids of all that the checks of the files refute, apart from what a book so small leaves unread."""
    rulebook = Library.load(book, drafts=True).rulebook
    findings = run_rulebook_checks(rulebook, date(2026, 6, 1), CODES)
    ids = {item.id for item in findings if item.verdict is Verdict.REFUTED}
    return {name for name in ids if not name.endswith("/unread") and not name.startswith("ground/administrative")}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("facts/demo.yaml", "label: 缺少的灯具数, type: integer, unit: 盏, range: \"[0..10]\", severity: aggravating", "label: 缺少的灯具数, type: integer, unit: 盏, range: \"[0..10]\", severity: mitigating", "severity/demo.load/lights/turned"),
        ("facts/demo.yaml", "gross_kg - limit_kg", "limit_kg - gross_kg", "fact/excess_kg/sign/limit_kg"),
        ("facts/demo.yaml", "slight: 轻微, grave: 严重", "slight: 严重, grave: 轻微", "fact/harm/degrees"),
        ("facts/demo.yaml", "negative: 未及时改正", "negative: 不涉嫌犯罪", "fact/corrected/negative"),
        ("facts/demo.yaml", "clauses: {full: 当事人足额投保, late: 当事人逾期续保", "clauses: {full: 当事人逾期续保, late: 当事人足额投保", "fact/insured/clause/full"),
        ("facts/demo.yaml", "values: {full: 足额投保, late: 逾期续保,", "values: {late: 逾期续保, full: 足额投保,", "fact/insured/order/clauses"),
        ("facts/demo.yaml", "finding: {kind: correction, within: deadline}", "finding: {kind: obstruction}", "fact/corrected/kind"),
        ("facts/demo.yaml", "overdue: late", "overdue: never", "fact/overdue/overdue"),
        ("facts/demo.yaml", ", within: deadline", "", "fact/corrected/within"),
        ("facts/demo.yaml", ", judgement: true", "", "fact/minor/judgement"),
        ("facts/demo.yaml", "没有胁迫他人违法, severity: aggravating", "没有胁迫他人违法", "severity/incited/list"),
        ("laws/demo-rules@1.yaml", "{range: any, penalty: {fine: {from: 1000, to: 10000}}}", "{range: a, when: {overdue: false}, penalty: {fine: {from: 1000, to: 10000}}}\n      - {range: b, when: {overdue: true}, penalty: {fine: {from: 1000, to: 5000}}}", "severity/demo.load/overdue/turned"),
        ("laws/" + LAW, "label: 追责时效及其起算", "label: 情节复杂或者重大违法行为由负责人集体讨论", "article/administrative-penalty-law@2021-07-15/limitation"),
        (N + "lists/exempt.yaml", '"< 14"', '"<= 14"', "entry/national@1/exempt/young/不满十四周岁/bound"),
        (N + "lists/exempt.yaml", "harm: none", "harm: [none, slight]", "entry/national@1/exempt/minor/harm/some"),
        (N + "lists/exempt.yaml", "minor: true, corrected: true, harm: none", "minor: true", "reach/national@1/exempt/minor/contains/list-1"),
        (N + "lists/exempt.yaml", 'minor: true, lights: "<= 2"', "minor: true", "entry/national@1/exempt/list-1/number/二盏"),
        (N + "lists/exempt.yaml", "label: 违法行为轻微，缺少", "label: 首次违法行为轻微，缺少", "entry/national@1/exempt/list-1/first"),
        (N + "lists/heavier.yaml", "entries:\n", "entries:\n" + LISTED + "\n", "reach/national@1/heavier/list-1/twice"),
        (N + "lists/exempt.yaml", "orders: [对当事人进行教育],", "", "ground/national@1/exempt/minor/orders"),
        (N + "lists/exempt.yaml", "责令监护人加以管教", "责令停业整顿三日", "ground/national@1/exempt/young/order/责令停业整顿三日"),
        (N + "lists/exempt.yaml", "示例〔2022〕9号, article", "示例〔2012〕9号, article", "source/national@1/document/示例〔2012〕9号"),
        (N + "lists/lighter.yaml", "or_mitigated: true, ", "", "ground/national@1/lighter/removed/or_mitigated"),
        (N + "lists/heavier.yaml", "{incited: true}", '{incited: true, lights: "> 5"}', "double/national@1/incited/national/demo.load"),
        (N + "ruleset.yaml", "age: 18", "age: 8", "presume/national@1/age/young"),
        (N + "ruleset.yaml", "  - {facts: {incited: false}, basis: 由行政机关举证}\n", "", "presume/national@1/incited/none"),
        (N + "ruleset.yaml", "share: [0, 0.3]", "share: [0, 0.5]", "policy/national@1/lighter/share"),
        (N + "ruleset.yaml", "{from: 0.3, below: 1}", "{from: 0.03, below: 1}", "policy/national@1/mitigated/share"),
        (N + "ruleset.yaml", "orders: [责令改正]", "orders: [罚款一百元]", "ground/national@1/supplement/order/order/罚款一百元"),
        (N + "ruleset.yaml", "orders: [责令改正]", "penalty: {confiscate: {illegal_gain: may}}", "force/national@1/supplement/order/gain"),
        ("authorities/transport.yaml", "[downgrade, revoke, ", "[downgrade, ", "authority/transport/hearing/measures"),
        ("authorities/transport.yaml", "collective: {cite: [administrative-penalty-law/collective-discussion], measures: [downgrade, revoke, ", "collective: {cite: [administrative-penalty-law/collective-discussion], measures: [downgrade, ", "authority/transport/collective/measures"),
        ("authorities/transport.yaml", "stage: before", "stage: decision", "authority/transport/notices/0"),
        ("authorities/transport.yaml", "fine: true, text: 当事人", "text: 当事人", "authority/transport/notices/1"),
        ("laws/" + LAW, "cite: 第八十五条", "cite: 第八十四条", "article/administrative-penalty-law@2021-07-15/working-days"),
        (N + "lists/lighter.yaml", "cite: [administrative-penalty-law/lighter-harm-removed], source", "cite: [administrative-penalty-law/lighter-meritorious], source", "source/national@1/lighter/removed/cite"),
        (N + "ruleset.yaml", "cite: [administrative-penalty-law/order-and-confiscation], source", "cite: [administrative-penalty-law/educate], source", "source/national@1/supplement/order/cite"),
        (N + "violations/demo.load.yaml", "https://example.com/a", "https://example.com/b", "source/national@1/url/https://example.com/b"),
        ("authorities/transport.yaml", "administrative-penalty-law/hearing]", "administrative-penalty-law/legal-review]", "authority/transport/hearing/cite"),
        ("authorities/transport.yaml", "organisation: 3000", "organisation: 300", "authority/transport/summary/organisation"),
        (N + "ruleset.yaml", "share_of_cap: {from: 0, to: 0.04}", "share_of_cap: {from: 0, to: 0.4}", "policy/national@1/mitigated/lighter"),
        ("facts/demo.yaml", "label: 缺少的灯具数, type: integer", "label: 缺少的灯具数, type: money", "fact/lights/money"),
        ("authorities/transport.yaml", "days: 90", "days: 60", "authority/transport/decide_within/days"),
        ("authorities/transport.yaml", "之日起十五日内", "之日起五十日内", "authority/transport/notices/1"),
        ("authorities/transport.yaml", ", after_hearing: true", "", "authority/transport/legal_review/after_hearing"),
        ("authorities/transport.yaml", "fact: suspected_crime", "fact: minor", "authority/transport/transfer/fact"),
        ("laws/demo-rules@1.yaml", "departmental-rule", "local-regulation", "article/demo-rules@1/level"),
        ("laws/" + LAW, "law-texts/行政处罚法-2021-07-15.md", "law-texts/行政处罚法-2021-07-51.md", "article/administrative-penalty-law@2021-07-15/where"),
        ("facts/demo.yaml", "label: 胁迫他人违法, type: boolean", "label: 胁迫他人违法, judgement: true, type: boolean", "fact/incited/open"),
        ("facts/demo.yaml", "unit: 盏", "unit: 盏, positive: 没有灯具, negative: 有灯具", "fact/lights/positive"),
        ("facts/demo.yaml", "{none: 没有, slight: 轻微, grave: 严重}", "{slight: 轻微, none: 没有, grave: 严重}", "fact/harm/none/place"),
        ("laws/demo-rules@1.yaml", "label: 示例规定", "label: 浙江省示例规定", "article/demo-rules@1/level"),
        ("facts/demo.yaml", "slight: 轻微, grave: 严重", "slight: 轻微, serious: 地重, grave: 严重", "fact/harm/degree"),
        (N + "ruleset.yaml", "mitigated_and_heavier: open", "mitigated_and_heavier: offset", "policy/national@1/mitigated_and_heavier/offset"),
        (N + "ruleset.yaml", "lighter_and_heavier: offset", "lighter_and_heavier: offset\n  rounding: {unit: 10}", "policy/national@1/rounding"),
        (N + "ruleset.yaml", "{from: 0.3, below: 1}", "{from: 0.3, to: 1}", "policy/national@1/mitigated/floor"),
        (N + "ruleset.yaml", "basis: 由行政机关举证", "basis: 案卷未见的不作认定", "presume/national@1/basis/2"),
        (N + "ruleset.yaml", "label: 责令改正, orders: [责令改正]", 'label: 责令改正, when: {excess_kg: "> 0"}, penalty: {confiscate: {illegal_gain: shall}}', "presume/national@1/supplement/order/gross_kg"),
        (N + "violations/demo.load.yaml", "label: 轻微", "label: 轻徽", "words/national@1/demo.load/tier/slight"),
        (N + "violations/demo.load.yaml", "label: 严重", "label: 严重（情节严重）", "words/national@1/demo.load/tier/serious"),
        (N + "lists/exempt.yaml", "没有造成危害后果, force: shall, when: {minor: true, corrected: true, harm: none}", "危害后果轻微, force: shall, when: {minor: true, corrected: true, harm: none}", "entry/national@1/exempt/minor/harm/degree"),
        (N + "lists/exempt.yaml", "对当事人进行教育", "对当事人进进行教育", "spelling/national@1/entries/1/orders/0/对当事人进进行教育"),
    ],
)  # fmt: skip
def test_a_slip_is_found(name: str, old: str, new: str, said: str) -> None:
    assert old in BOOK[name]
    assert said in found({**BOOK, name: BOOK[name].replace(old, new, 1)})


def test_the_sound_book_has_nothing() -> None:
    assert found(BOOK) == set()


def test_an_address_that_is_none_is_refused() -> None:
    name = N + "violations/demo.load.yaml"
    with pytest.raises(RulebookError):
        Library.load({**BOOK, name: BOOK[name].replace("https://", "ttps://")}, drafts=True)


VIOLATION = N + "violations/demo.load.yaml"


def test_a_proposal_that_writes_out_the_law_is_the_law() -> None:
    only = "tiers:\n  - {tier: only, label: 法定处罚, when: {}, penalty: {fine: {from: 1000, to: 10000}}}\nsource: {kind: proposed, method: 示例}\n"
    assert "source/national@1/demo.load/proposed" in found(
        {**BOOK, VIOLATION: BOOK[VIOLATION].partition("tiers:")[0] + only}
    )


def test_an_element_that_no_golden_case_fulfils() -> None:
    case = "  - {name: %s, case: {violation: demo.load, facts: {excess_kg: 5, incited: true}}, expect: {status: determined}}\n"
    book = {
        **BOOK,
        VIOLATION: BOOK[VIOLATION].replace('{excess_kg: "> 0"}', '{excess_kg: "> 0", incited: false}'),
        N + "cases/demo.load.yaml": "cases:\n" + case % "甲" + case % "乙",
    }
    assert "stated/national@1/demo.load/elements" in found(book)


def test_a_number_of_a_table_is_one_of_the_provision_that_it_cites() -> None:
    table = "  axles: {label: 轴数, type: enum, values: {two: 二轴, three: 三轴}, severity: neutral}\n"
    table += "  table_kg: {label: 各轴数的限定质量, type: integer, unit: kg, lookup: {of: axles, values: {two: 18000, three: %s}, cite: [demo-rules/overload]}}\n"
    said = {
        "law-texts/示例规定-1.md": "第一条 超限运输，二轴超过18000千克，三轴超过25000千克的，处1000元以上10000元以下罚款。\n"
    }
    books = [{**BOOK, **said, "facts/demo.yaml": BOOK["facts/demo.yaml"] + table % number} for number in (25000, 26000)]
    assert [name for name in sorted(set.union(*map(found, books))) if "table_kg" in name] == [
        "fact/table_kg/lookup/three/law"
    ]


def test_an_entry_that_speaks_of_one_violation_is_not_for_all() -> None:
    names = {
        "bridge": "在桥梁上倾倒垃圾",
        "signal": "擅自拆除航标灯浮和浮标锚链",
        "permit": "没有携带通行证件",
        "toll": "拒绝缴纳通行费用",
    }
    written = {
        N + f"violations/demo.{name}.yaml": BOOK[VIOLATION]
        .replace("demo.load", f"demo.{name}")
        .replace("label: 超限运输\n", f"label: {label}\n")
        for name, label in names.items()
    }
    entry = "  - {id: buoy, label: 拆除航标灯浮和浮标锚链后主动恢复, force: may, violations: [%s], when: {removed: true}, source: {kind: published, document: 示例}}\n"
    books = [
        {**BOOK, **written, N + "lists/lighter.yaml": BOOK[N + "lists/lighter.yaml"] + entry % reach}
        for reach in ("demo.signal", "demo.*")
    ]
    assert [{name for name in found(book) if name.startswith("reach/")} for book in books] == [
        set(), {"reach/national@1/lighter/buoy/breadth/demo.*"},
    ]  # fmt: skip


def beside(names: dict[str, str], old: str = "", new: str = "") -> dict[str, str]:
    """The book with further violations, by id and label; all but the first with an edit."""
    return {**BOOK, **{
        N + f"violations/{name}.yaml": BOOK[VIOLATION].replace("demo.load", name).replace("label: 超限运输\n", f"label: {label}\n")
        .replace(old if number else "", new if number else "")
        for number, (name, label) in enumerate(names.items())
    }}  # fmt: skip


def test_the_authority_is_that_of_others_under_the_same_law() -> None:
    names = {f"demo.{letter}": f"第{letter}种行为" for letter in "abcde"}
    ports = {
        "authorities/ports.yaml": BOOK["authorities/transport.yaml"].replace("authority: transport", "authority: ports")
    }
    sector = "sector: highway\n"
    all_but_one = beside(names, sector, sector + "authority: ports\n") | ports
    all_but_one.pop(VIOLATION)
    assert found(all_but_one) == {"sector/national@1/demo.a/authority"}
    handed = all_but_one[N + "violations/demo.a.yaml"] + "remark: 由县级人民政府指定的部门处罚\n"
    assert found({**all_but_one, N + "violations/demo.a.yaml": handed}) == set()
    alone = beside({f"demo.{letter}": f"第{letter}种行为" for letter in "abcdefghijk"}) | ports
    alone[VIOLATION] = alone[VIOLATION].replace(sector, sector + "authority: ports\n")
    assert found(alone) == {"sector/national@1/demo.load/authority"}


def test_other_names_and_a_remark_are_of_the_violation_itself() -> None:
    said = "source: {kind"
    books = [
        beside(
            {"other.buoy": "擅自拆除航标灯浮", "other.sign": "损坏公路标志", "demo.far": "运输途中遗洒"},
            said,
            f"{line}\nsource: {{kind",
        )
        for line in ("remark: 擅自拆除航标灯浮的，由航道管理机构恢复", "aliases: [擅拆航标灯浮, 拆除航标灯浮]")
    ]
    for book in books:  # other.sign and demo.far have it too, and it is of neither of them
        book[N + "violations/other.buoy.yaml"] = (
            book[N + "violations/other.sign.yaml"]
            .replace("other.sign", "other.buoy")
            .replace("损坏公路标志", "擅自拆除航标灯浮")
        )
    assert [{name for name in found(book) if name.startswith("words/")} for book in books] == [
        {"words/national@1/demo.far/remark"}, {"words/national@1/demo.far/aliases"},
    ]  # fmt: skip


def test_the_order_that_a_law_names_is_that_of_its_text() -> None:
    text = {
        "law-texts/示例规定-1.md": "# 示例规定\n\n2020年1月1日 示例部令第5号公布\n\n第一条 超限运输的，处1000元以上10000元以下罚款。\n"
    }
    law = BOOK["laws/demo-rules@1.yaml"]
    books = [
        {
            **BOOK,
            **text,
            "laws/demo-rules@1.yaml": law.replace("source:", f"document: 示例部令2020年第{number}号\nsource:"),
        }
        for number in (5, 6)
    ]
    assert [found(book) for book in books] == [set(), {"article/demo-rules@1/document"}]


def test_two_entries_in_the_same_words() -> None:
    name = N + "lists/heavier.yaml"
    copy = '  - {id: again, label: 胁迫他人违法, force: may, when: {incited: true, lights: "> 8"}, source: {kind: published, document: 示例}}\n'
    assert "reach/national@1/heavier/again/label" in found({**BOOK, name: BOOK[name] + copy})


def test_what_nobody_can_change_is_called_so() -> None:
    facts = BOOK["facts/demo.yaml"].replace("label: 限定质量,", "label: 限定质量, fixed: limit,")
    assert found({**BOOK, "facts/demo.yaml": facts}) == set()
    assert found({**BOOK, "facts/demo.yaml": facts.replace("fixed: limit", "fixed: person")}) == {"fact/limit_kg/fixed"}
    identity = BOOK["facts/demo.yaml"].replace("label: 胁迫他人违法,", "label: 当事人为承运人,")
    assert "fact/incited/fixed" in found({**BOOK, "facts/demo.yaml": identity})
    assert "fact/incited/fixed" not in found(
        {**BOOK, "facts/demo.yaml": identity.replace("人为承运人,", "人为承运人, fixed: person,")}
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("full: 当事人足额投保, late: 当事人逾期续保, none: 当事人没有投保", "full: 当事人没有投保, late: 当事人逾期续保, none: 当事人足额投保", "fact/insured/clause/full"),
        ("values: {none: 没有, slight: 轻微", "values: {none: 轻微, slight: 没有", "fact/harm/none"),
        ("label: 胁迫他人违法", "label: 缺少的灯具数", "fact/incited/label"),
    ],
)  # fmt: skip
def test_words_of_a_fact_are_its_own(old: str, new: str, said: str) -> None:
    assert old in BOOK["facts/demo.yaml"]
    assert said in found({**BOOK, "facts/demo.yaml": BOOK["facts/demo.yaml"].replace(old, new, 1)})


def test_other_names_of_another_sector() -> None:
    book = beside({"other.buoy": "擅自拆除航标灯浮", "third.sign": "损坏公路标志"})
    for name, sector in (("other.buoy", "waterway"), ("third.sign", "port")):
        path = N + f"violations/{name}.yaml"
        book[path] = book[path].replace("sector: highway\n", f"sector: {sector}\naliases: [黑某某]\n")
    assert {name for name in found(book) if name.startswith("words/")} == {
        "words/national@1/other.buoy/aliases", "words/national@1/third.sign/aliases",
    }  # fmt: skip


def test_what_most_leave_out_is_to_be_left_out() -> None:
    """The remedy is no value where the others write none."""
    address = ', url: "https://example.com/a"'
    book = {name: text if name.endswith("demo.load.yaml") else text.replace(address, "") for name, text in BOOK.items()}
    rulebook = Library.load(book, drafts=True).rulebook
    items = [item for item in run_rulebook_checks(rulebook, date(2026, 6, 1), ["source"]) if "/url/" in item.id]
    assert [(item.message, item.remedy) for item in items] == [
        ("同一文件的地址，这里写作 https://example.com/a，别处没有写", "删去 url，或者更正 document")
    ]


def test_an_element_is_the_violation_s_own() -> None:
    facts = "".join(
        f"  {name}: {{label: {label}, type: boolean, severity: aggravating}}\n"
        for name, label in (
            ("sign_damaged", "损坏公路交通标志"),
            ("fee_unpaid", "拒绝缴纳车辆通行费"),
            ("waters", "水域"),
        )
    )
    book = beside({"demo.sign": "损坏公路交通标志", "demo.fee": "拒绝缴纳车辆通行费"})
    book["facts/demo.yaml"] += facts
    for name, element in (("demo.sign", "sign_damaged"), ("demo.fee", "fee_unpaid")):
        path = N + f"violations/{name}.yaml"
        book[path] = book[path].replace('{excess_kg: "> 0"}', f"{{{element}: true, waters: true}}")
    assert found(book) == set()
    wrong = N + "violations/demo.fee.yaml"
    assert found({**book, wrong: book[wrong].replace("fee_unpaid", "sign_damaged")}) == {
        "element/national@1/demo.fee/sign_damaged/foreign"
    }


def test_a_scope_is_drawn_by_the_fact_of_which_it_speaks() -> None:
    scope = "scope:\n  - {when: {minor: true}, otherwise: 由住房和城乡建设部门依法处理}\ntiers:"
    book = beside({"demo.a": "甲", "demo.b": "乙", "demo.c": "丙"}, "tiers:", scope)
    book[N + "violations/demo.a.yaml"] = book[N + "violations/demo.a.yaml"].replace("tiers:", scope)
    assert found(book) == set()
    wrong = N + "violations/demo.c.yaml"
    assert found({**book, wrong: book[wrong].replace("{minor: true}", "{removed: true}")}) == {
        "element/national@1/demo.c/scope/0",
        "mention/national@1/demo.c/scope/0/borrowed",
    }


def test_an_entry_writes_what_all_others_of_its_list_write() -> None:
    name = N + "lists/exempt.yaml"
    listed = BOOK[name].replace(
        ", source: {kind: published",
        ", orders: [对当事人进行教育], cite: [administrative-penalty-law/educate], source: {kind: published",
    )
    copy = (
        LISTED.replace("list-1", "list-2")
        .replace("第一项", "第二项")
        .replace("二盏以下", "三盏以下")
        .replace("<= 2", "<= 3")
    )
    whole = (
        listed
        + copy.replace(", source:", ", orders: [对当事人进行教育], cite: [administrative-penalty-law/educate], source:")
        + "\n"
    )
    lacking = listed + copy + "\n"
    assert found({**BOOK, name: lacking}) - found({**BOOK, name: whole}) == {
        "ground/national@1/exempt/list-2/cite", "ground/national@1/exempt/list-2/orders",
    }  # fmt: skip


def test_an_entry_is_of_the_violation_of_which_it_speaks() -> None:
    book = beside(
        {
            "demo.buoy": "擅自拆除航标灯浮和浮标锚链",
            "demo.fee": "拒绝缴纳车辆通行费",
            "demo.bridge": "在桥梁上倾倒垃圾",
            "demo.permit": "没有携带通行证件",
        }
    )
    entry = "  - {id: buoy, label: 拆除航标灯浮和浮标锚链后主动恢复, force: may, violations: [%s], when: {removed: true}, source: {kind: published, document: 示例}}\n"
    name = N + "lists/lighter.yaml"
    books = [{**book, name: BOOK[name] + entry % violation} for violation in ("demo.buoy", "demo.fee")]
    assert [{item for item in found(each) if item.startswith("reach/")} for each in books] == [
        set(), {"reach/national@1/lighter/buoy/other"},
    ]  # fmt: skip


def test_a_fact_that_was_copied_is_read_by_nothing() -> None:
    line = next(line for line in BOOK["facts/demo.yaml"].splitlines(keepends=True) if line.startswith("  corrected:"))
    copied = BOOK["facts/demo.yaml"] + line.replace("corrected:", "corrected_again:")
    rulebook = Library.load({**BOOK, "facts/demo.yaml": copied}, drafts=True).rulebook
    unread = [
        item.id for item in run_rulebook_checks(rulebook, date(2026, 6, 1), ["fact"]) if item.id.endswith("unread")
    ]
    assert "fact/corrected_again/unread" in unread


@pytest.mark.parametrize(
    ("law", "name", "right"),
    [
        ("货运车辆一年内超限三次以上行驶公路的", "货运车辆二年内超限三次以上行驶公路的", "运车辆一年内超"),
        ("货运车辆一年内超限三次以上行驶公路的", "货运车辆一年内超限三次以下行驶公路的", "限三次以上行驶公"),
        ("行驶未取得通行证或者许可证的车辆的", "行驶未取得通行证并且许可证的车辆的", "通行证或者许可证"),
        ("行驶未取得通行证或者许可证的车辆的", "行驶取得通行证或者许可证的车辆的", "行驶未取得通"),
        ("货运车辆超过二千公里行驶公路的", "货运车辆超过二百公里行驶公路的", "超过二千公里行"),
        ("未经批准超限运输货物的", "经批准超限运输货物的", "未经批准超限运"),  # at the beginning of the name
    ],
)
def test_a_name_keeps_the_words_of_the_law(law: str, name: str, right: str) -> None:
    text = {"law-texts/示例规定-1.md": f"第一条 {law}，处1000元以上10000元以下罚款。\n"}
    path = "laws/demo-rules@1.yaml"
    books = [{**BOOK, **text, path: BOOK[path].replace("超限运输", label)} for label in (law, name)]
    assert [{item for item in found(book) if item.startswith("denial/")} for book in books] == [
        set(), {f"denial/demo-rules@1/overload/{right}"},
    ]  # fmt: skip


def test_a_duty_in_the_words_of_the_violation_is_cited() -> None:
    path = "laws/demo-rules@1.yaml"
    duty = "  overload-duty: {cite: 第二条, label: 货运车辆不得超过限定质量行驶公路%s}\n"
    names = {VIOLATION: BOOK[VIOLATION].replace("label: 超限运输", "label: 货运车辆超过限定质量行驶公路")}
    books = [{**BOOK, **names, path: BOOK[path] + duty % said} for said in ("", ", unused: 示例")]
    assert [{item for item in found(book) if item.startswith("duty/")} for book in books] == [
        {"duty/national@1/demo.load/none/overload-duty", "duty/idle/demo-rules/overload-duty"}, set(),
    ]  # fmt: skip


def test_a_tier_punishes_nobody_whom_the_law_does_not() -> None:
    path = "laws/demo-rules@1.yaml"
    law = BOOK[path].replace("to: 10000}}", "to: 10000}, also: {responsible_person: {fine: {to: 1000}}}}")
    books = [
        {
            **BOOK,
            path: law,
            VIOLATION: BOOK[VIOLATION].replace(
                "{share: [0, 0.3]}", f"{{share: [0, 0.3]}}, also: {{{who}: {{fine: {{share: [0, 0.3]}}}}}}"
            ),
        }
        for who in ("responsible_person", "captain")
    ]
    assert [found(book) for book in books] == [set(), {"source/national@1/demo.load/tier/slight/person"}]


@pytest.mark.parametrize("called", ["条例", "本条例", "《示例条例》", "依照示例条例"])
def test_an_article_of_which_a_remark_speaks_is_that_article(called: str) -> None:
    text = "第一条 超限运输的，处1000元以上10000元以下罚款。\n第二条 渔业船舶停泊期间排放含油污水的，由渔业主管部门处理。\n"
    path, remark = "laws/demo-rules@1.yaml", f"remark: {called}第%s条规定渔业船舶排放含油污水由渔业主管部门处理\ntiers:"
    book = {**BOOK, "law-texts/示例条例-1.md": text, path: BOOK[path].replace("label: 示例规定", "label: 示例条例")}
    books = [{**book, VIOLATION: BOOK[VIOLATION].replace("tiers:", remark % number)} for number in "二一"]
    assert [{item for item in found(each) if item.startswith("mention/")} for each in books] == [
        set(), {"mention/national@1/demo.load/remark/示例条例第一条"},
    ]  # fmt: skip


def test_a_golden_case_is_of_a_violation_that_is_there() -> None:
    case = "cases:\n  - {name: 甲, case: {violation: demo.%s, facts: {excess_kg: 5}}, expect: {status: determined}}\n"
    books = [{**BOOK, N + "cases/demo.load.yaml": case % name} for name in ("load", "lod")]
    assert [{item for item in found(book) if "demo.lod" in item} for book in books] == [
        set(), {"expected/national@1/demo.load/demo.lod/2"},
    ]  # fmt: skip


def test_a_region_unifies_what_all_others_do() -> None:
    header = 'area: region-%s\nlabel: 区域%s\nversion: "1"\nstatus: published\neffective: "2020-01-01"\nextends: national\ncodes: ["%s"]\nunifies: [%s]\nsource: {kind: proposed, method: 示例}\n'
    book = beside({"demo.a": "甲", "demo.b": "乙"})
    regions = {
        f"region-{name}/1/ruleset.yaml": header % (name, name, code, "demo.a, demo.b" if code != "34" else "demo.a")
        for name, code in (("a", "31"), ("b", "32"), ("c", "33"), ("d", "34"))
    }
    assert {item for item in found({**book, **regions}) if item.startswith("policy/")} == {
        "policy/region-d@1/unifies/demo.b"
    }


def test_what_a_measure_takes_stands_in_the_law() -> None:
    text = {"law-texts/示例规定-1.md": "第一条 超限运输的，处1000元以上10000元以下罚款，并吊销道路运输经营许可证。\n"}
    path = "laws/demo-rules@1.yaml"
    law = BOOK[path].replace("to: 10000}}", "to: 10000}, revoke: {force: shall, what: %s}}")
    books = [{**BOOK, **text, path: law % what} for what in ("道路运输经营许可证", "船舶营运证")]
    rulebooks = [Library.load(book, drafts=True).rulebook for book in books]
    ids = [
        {item.id for item in run_rulebook_checks(book, date(2026, 6, 1), ["text"]) if item.verdict is Verdict.REFUTED}
        for book in rulebooks
    ]
    assert ids == [set(), {"text/demo-rules@1/overload/wording:船舶营运证"}]


def test_a_version_says_which_one_it_takes_the_place_of() -> None:
    path = "laws/demo-rules@1.yaml"
    book = {**BOOK, path: BOOK[path].replace("source:", 'until: "2021-12-31"\nsource:')}
    for year in range(2, 7):
        later = BOOK[path].replace('version: "1"', f'version: "{year}"').replace("2020-01-01", f"202{year}-01-01")
        book[f"laws/demo-rules@{year}.yaml"] = later.replace(
            "source:", f'supersedes: "{year - 1}"\nuntil: "202{year}-12-31"\nsource:'
        )
    last = "laws/demo-rules@6.yaml"
    books = [book, {**book, last: book[last].replace('supersedes: "5"\n', "")}]
    assert [{item for item in found(each) if "supersedes" in item} for each in books] == [
        set(), {"begins/demo-rules@6/supersedes"},
    ]  # fmt: skip


def test_a_percentage_is_of_things_of_one_unit() -> None:
    line = '  excess_percent: {label: 超限比例, type: decimal, unit: "%%", derive: "%s * 100 / limit_kg", severity: aggravating}\n'
    books = [{**BOOK, "facts/demo.yaml": BOOK["facts/demo.yaml"] + line % name} for name in ("excess_kg", "lights")]
    assert [{item for item in found(book) if item.endswith("/units")} for book in books] == [
        set(), {"fact/excess_percent/units"},
    ]  # fmt: skip


def test_the_areas_of_a_book_are_of_one_authority() -> None:
    header = 'area: region-%s\nlabel: 区域%s\nversion: "1"\nstatus: published\neffective: "2020-01-01"\nextends: national\ncodes: ["%s"]\nauthority: %s\nsource: {kind: proposed, method: 示例}\n'
    regions = {
        f"region-{name}/1/ruleset.yaml": header % (name, name, code, "ports" if code == "34" else "transport")
        for name, code in (("a", "31"), ("b", "32"), ("c", "33"), ("d", "34"))
    }
    ports = {
        "authorities/ports.yaml": BOOK["authorities/transport.yaml"].replace("authority: transport", "authority: ports")
    }
    assert {item for item in found({**BOOK, **regions, **ports}) if item.startswith("policy/")} == {
        "policy/region-d@1/authority"
    }


def test_a_violation_is_named_where_the_entry_speaks_of_it() -> None:
    book = beside(
        {"demo.buoy": "擅自拆除航标灯浮和浮标锚链", "demo.chain": "擅自拆除浮标锚链", "demo.fee": "拒绝缴纳车辆通行费"}
    )
    entry = "  - {id: buoy, label: 拆除浮标锚链后主动恢复, force: may, violations: [%s], when: {removed: true}, source: {kind: published, document: 示例}}\n"
    name = N + "lists/lighter.yaml"
    books = [{**book, name: BOOK[name] + entry % named} for named in ("demo.buoy, demo.chain", "demo.buoy, demo.fee")]
    assert [{item for item in found(each) if item.startswith("reach/")} for each in books] == [
        set(), {"reach/national@1/lighter/buoy/named/demo.fee"},
    ]  # fmt: skip


def test_who_deals_with_what_lies_outside_is_said_in_the_same_words() -> None:
    scope = "scope:\n  - {when: {minor: true}, otherwise: 由住房和城乡建设部门依照建筑法第六十四条处理}\ntiers:"
    book = beside({"demo.a": "甲", "demo.b": "乙", "demo.c": "丙"}, "tiers:", scope)
    book[N + "violations/demo.a.yaml"] = book[N + "violations/demo.a.yaml"].replace("tiers:", scope)
    assert found(book) == set()
    wrong = N + "violations/demo.c.yaml"
    assert found({**book, wrong: book[wrong].replace("第六十四条", "第六十五条")}) == {
        "mention/national@1/demo.c/scope/0"
    }


def test_a_scope_asks_for_the_same_value_as_others_in_the_same_words() -> None:
    scope = "scope:\n  - {when: {harm: [none, slight]}, otherwise: 由住房和城乡建设部门依法处理}\ntiers:"
    book = beside({"demo.a": "甲", "demo.b": "乙", "demo.c": "丙"}, "tiers:", scope)
    book[N + "violations/demo.a.yaml"] = book[N + "violations/demo.a.yaml"].replace("tiers:", scope)
    wrong = N + "violations/demo.c.yaml"
    assert found({**book, wrong: book[wrong].replace("[none, slight]", "[none]")}) == {
        "element/national@1/demo.c/scope/0"
    }


def test_what_no_decided_case_states_is_presumed() -> None:
    case = "  - name: %s\n    case: {violation: demo.load, facts: {excess_kg: 5, %s}}\n    expect: {status: determined, reasons: [demo-rules/%s]}\n"
    asked = BOOK[VIOLATION].replace('{excess_kg: "> 0"}', '{excess_kg: "> 0", suspected_crime: true}')
    books = [
        {**BOOK, VIOLATION: asked, N + "cases/demo.load.yaml": "cases:\n" + case % ("甲", stated, "overload") + case % ("乙", stated, named)}
        for stated, named in (("suspected_crime: true", "overload"), ("incited: true", "overload"), ("suspected_crime: true", "overlod"))
    ]  # fmt: skip
    said = [{name for name in found(book) if name.startswith(("expected/", "stated/"))} for book in books]
    assert said == [
        set(),
        {"stated/national@1/demo.load/suspected_crime/unstated"},
        {"expected/national@1/demo.load/demo-rules/overlod/provision"},
    ]


def test_what_the_law_leaves_open_a_proposal_does_not_command() -> None:
    law = BOOK["laws/demo-rules@1.yaml"].replace("penalty: {fine", "penalty: {warning: may, fine")
    proposed = BOOK[VIOLATION].partition("source: {kind: published")[0] + "source: {kind: proposed, method: 示例}\n"
    books = [
        {**BOOK, "laws/demo-rules@1.yaml": law, VIOLATION: proposed.replace("{share: [0, 0.3]}", f"{{share: [0, 0.3]}}, warning: {force}")}
        for force in ("may", "shall")
    ]  # fmt: skip
    said = [{name for name in found(book) if name.startswith("force/")} for book in books]
    assert said == [set(), {"force/national@1/demo.load/slight/warning/proposal"}]


def test_an_entry_cites_the_law_of_a_violation_that_it_names() -> None:
    other = {
        "laws/other-rules@1.yaml": BOOK["laws/demo-rules@1.yaml"]
        .replace("demo-rules", "other-rules")
        .replace("示例规定", "另一规定")
    }
    book = {**beside({"demo.other": "擅自拆除航标灯浮"}), **other}
    path = N + "violations/demo.other.yaml"
    book[path] = book[path].replace("demo-rules/overload", "other-rules/overload")
    entry = "  - {id: load, label: 超限运输后主动卸载, force: may, violations: [demo.load], when: {removed: true}, cite: [%s/overload], source: {kind: published, document: 示例}}\n"
    name = N + "lists/lighter.yaml"
    books = [{**book, name: BOOK[name] + entry % law} for law in ("demo-rules", "other-rules")]
    assert [{item for item in found(each) if item.startswith("reach/")} for each in books] == [
        set(), {"reach/national@1/lighter/load/cite"},
    ]  # fmt: skip


def test_a_duty_is_of_the_paragraph_that_says_it() -> None:
    text = "第一条 超限运输的，处1000元以上10000元以下罚款。\n第二条 调度员从事营运调度，应当遵守调度规定。\n驾驶员、乘务员从事营运服务，应当遵守服务规定。\n"
    duty = "provisions:\n  service: {cite: 第二条%s, label: 驾驶员、乘务员从事营运服务应当遵守的规定}\n"
    law = "laws/demo-rules@1.yaml"
    books = [
        {**BOOK, "law-texts/示例规定-1.md": text, law: BOOK[law].replace("provisions:\n", duty % paragraph)}
        for paragraph in ("第二款", "第一款")
    ]
    assert [{name for name in found(book) if name.startswith("clause/")} for book in books] == [
        set(), {"clause/demo-rules@1/service"},
    ]  # fmt: skip


def test_a_name_that_copies_the_law_copies_every_character() -> None:
    name = "未经许可从事超限运输"
    law = {"laws/demo-rules@1.yaml": BOOK["laws/demo-rules@1.yaml"].replace("label: 超限运输", f"label: {name}")}
    written = (name, "未经许可从是超限运输", "未经许可超限运输", "未经许可事从超限运输", "未经许可从事超超限运输")
    books = [
        {**BOOK, **law, VIOLATION: BOOK[VIOLATION].replace("label: 超限运输", f"label: {said}")} for said in written
    ]
    assert [{item for item in found(book) if item.startswith("copied/")} for book in books] == [
        set(),
        {"copied/national@1/demo.load/可从是超限"},
        set(),  # two characters are left out: it is called so
        {"copied/national@1/demo.load/许可事从超限"},
        {"copied/national@1/demo.load/从事超超限运"},
    ]


def test_an_exception_is_of_a_violation_that_weighs_the_circumstance_itself() -> None:
    case = "cases:\n  - name: 胁迫他人\n    case: {violation: demo.load, facts: {gross_kg: 2, limit_kg: 1, lights: 1, incited: true}}\n    expect: {status: determined, disposition: %s}\n"
    path, cases = N + "lists/heavier.yaml", N + "cases/demo.load.yaml"
    excepted = {**BOOK, path: BOOK[path].replace("when: {incited", "except: [demo.load], when: {incited")}
    needless = "double/national@1/incited/needless/demo.load"
    assert needless in found(excepted)
    assert needless in found({**excepted, cases: case % "heavier"})
    assert needless not in found({**excepted, cases: case % "general"})


def test_every_alternative_of_the_elements_asks_for_the_worse_side() -> None:
    wrong = BOOK[VIOLATION].replace('{excess_kg: "> 0"}', '{any: [{excess_kg: "> 0"}, {incited: false}]}')
    right = wrong.replace("incited: false", "incited: true")
    said = [
        {name for name in found({**BOOK, VIOLATION: text}) if name.startswith("element/")} for text in (right, wrong)
    ]
    assert said == [set(), {"element/national@1/demo.load/incited"}]


def test_an_order_is_what_the_law_or_its_entry_says() -> None:
    path = N + "lists/exempt.yaml"
    wrong = {**BOOK, path: BOOK[path].replace("orders: [对当事人进行教育]", "orders: [对当事人进行警示教育]")}
    assert "ground/national@1/exempt/minor/order/对当事人进行警示教育" in found(wrong)


def test_a_usual_range_stays_near_what_is_said_of_its_fact() -> None:
    fact = 'lights: {label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..10000]", typical: "[0..%d]"'
    plain = 'lights: {label: 缺少的灯具数, type: integer, unit: 盏, range: "[0..10]"'
    books = [{**BOOK, "facts/demo.yaml": BOOK["facts/demo.yaml"].replace(plain, fact % most)} for most in (199, 200)]
    said = [{name for name in found(book) if name.startswith("typical/")} for book in books]
    assert said == [set(), {"typical/lights/wide"}]


def test_the_tiers_ask_what_their_method_says() -> None:
    method = "source: {kind: proposed, method: 示例：按%s分档}\n"
    head = BOOK[VIOLATION].partition("source:")[0]
    books = [{**BOOK, VIOLATION: head + method % said} for said in ("缺少的灯具数", "缺少的灯具数和违法次数")]
    assert [{name for name in found(book) if name.startswith("words/")} for book in books] == [
        set(), {"words/national@1/demo.load/method/违法次数"},
    ]  # fmt: skip


def planted(name: str, old: str, new: str, code: str, book: dict[str, str] = BOOK) -> set[str]:
    """What a check finds after a slip of the pen, and did not find before."""
    assert book[name].count(old) == 1
    before, after = (
        {item for item in found(one) if item.startswith(f"{code}/")}
        for one in (book, {**book, name: book[name].replace(old, new)})
    )
    return after - before


def test_a_denial_that_says_the_thing_itself() -> None:
    said = planted("facts/demo.yaml", "negative: 没有胁迫他人违法", "negative: 胁迫他人违法行为", "fact")
    assert said == {"fact/incited/negative"}


def test_a_clause_that_is_the_name_of_another_value() -> None:
    names = "values: {full: 当事人足额投保, late: 当事人逾期足额投保, none: 没有投保}"
    book = {
        **BOOK,
        "facts/demo.yaml": BOOK["facts/demo.yaml"]
        .replace("values: {full: 足额投保, late: 逾期续保, none: 没有投保}", names)
        .replace("late: 当事人逾期续保", "late: 当事人逾期足额投保"),
    }
    said = planted(
        "facts/demo.yaml", "clauses: {full: 当事人足额投保", "clauses: {full: 当事人逾期足额投保", "fact", book
    )
    assert said == {"fact/insured/clause/full"}


def test_a_degree_worse_than_the_one_that_is_named() -> None:
    entry = '  - {id: slight, label: 初次违法且危害后果轻微, force: may, when: {minor: true, harm: [none, slight]}, source: {kind: published, document: 示例〔2022〕9号, url: "https://example.com/a"}}\n'
    path = N + "lists/exempt.yaml"
    book = {**BOOK, path: BOOK[path] + entry}
    said = planted(path, "harm: [none, slight]", "harm: [none, slight, grave]", "entry", book)
    assert said == {"entry/national@1/exempt/slight/harm/worse"}


def test_a_step_cites_what_other_bodies_cite_for_it() -> None:
    other = BOOK["authorities/transport.yaml"].replace("authority: transport", "authority: port", 1)
    book = {**BOOK, "authorities/port.yaml": other}
    hearing = "cite: [administrative-penalty-law/hearing]"
    said = planted("authorities/port.yaml", hearing, hearing.replace("hearing]", "hearing-request]"), "authority", book)
    assert {"authority/port/hearing/cites", "authority/transport/hearing/cites"} <= said


def test_a_range_that_ends_where_the_usual_one_ends() -> None:
    facts = BOOK["facts/demo.yaml"].replace(
        'unit: 盏, range: "[0..10]"', 'unit: 盏, range: "[0..100]", typical: "[0..10]"'
    )
    book = {**BOOK, "facts/demo.yaml": facts}
    assert planted("facts/demo.yaml", '"[0..100]"', '"[0..10]"', "typical", book) == {"typical/lights/range"}


def test_an_item_that_alone_is_punished_otherwise() -> None:
    item = "  act-%d: {cite: 第二条第%s项, label: 行为%s, unused: 示例, ranges: [{range: any, penalty: {fine: {from: 200, to: 500}}}]}\n"
    items = "".join(item % (number, said, said) for number, said in enumerate("一二三", 1))
    book = {**BOOK, "laws/demo-rules@1.yaml": BOOK["laws/demo-rules@1.yaml"] + items}
    second = "行为二, unused: 示例, ranges: [{range: any, penalty: {fine: {from: 200, to: 500"
    said = planted("laws/demo-rules@1.yaml", second, second + "0", "article", book)
    assert said == {"article/demo-rules@1/act-2/items"}


def test_the_name_of_a_twin_is_nearer_to_the_twin() -> None:
    twin = "  twin:\n    cite: 第二条\n    label: 货运站经营者允许超限车辆出站\n    ranges:\n      - {range: any, penalty: {fine: {from: 1, to: 2}}}\n"
    law = BOOK["laws/demo-rules@1.yaml"].replace("label: 超限运输", "label: 客运站经营者允许超限车辆出站") + twin
    own = BOOK[VIOLATION].replace("label: 超限运输", "label: 客运站经营者允许超限车辆出站")
    said = planted(
        VIOLATION,
        "demo-rules/overload",
        "demo-rules/twin",
        "duty",
        {**BOOK, "laws/demo-rules@1.yaml": law, VIOLATION: own},
    )
    assert said == {"duty/national@1/demo.load/provision/demo-rules/twin"}


def test_what_is_dealt_with_elsewhere_is_so_from_the_same_day_on() -> None:
    scope = "scope:\n  - {when: {incited: false}, %sotherwise: 依照其他规定处理}\nelements"
    books = {**BOOK}
    for number in (1, 2, 3):
        text = (
            BOOK[VIOLATION]
            .replace("demo.load", f"demo.load{number}")
            .replace("label: 超限运输", f"label: 超限运输{number}")
        )
        books[N + f"violations/demo.load{number}.yaml"] = text.replace("elements", scope % 'since: "2020-01-01", ')
    name = N + "violations/demo.load2.yaml"
    assert planted(name, 'since: "2020-01-01", ', "", "begins", books) == {"begins/national@1/demo.load2/scope/0/usual"}
