"""Rulebooks of other fields, as their authors would write them after the tutorial: the checks have nothing to say.

The laws are invented, the sectors are their own; the shapes are those of tables on 市容 and 食品 (area, count, value of the goods; 责令改正 before the fine).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from discretion import Library
from discretion.check import Verdict, run_checks, run_rulebook_checks, run_ruleset_checks

pytest.importorskip("z3", reason="可选组件 check 未安装")

DAY = date(2026, 6, 1)
SHIPPED = Path(__file__).parents[2] / "rulesets"
LAW = "administrative-penalty-law@2021-07-15.yaml"
TEXT = "law-texts/行政处罚法-2021-07-15.md"
GENERAL = """
  party_kind: {label: 当事人类型, type: enum, values: {person: 公民, organisation: 单位}, severity: neutral, finding: {party: kind}}
  party_age: {label: 当事人年龄, type: integer, unit: 周岁, range: "[0..150]", finding: {party: age}}
  harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
  minor: {label: 违法行为轻微, type: boolean, negative: 不属于违法行为轻微, severity: mitigating, judgement: true}
  corrected: {label: 及时改正, type: boolean, negative: 没有及时改正, severity: mitigating, finding: {kind: correction, within: deadline}}
  refused: {label: 拒不改正, type: boolean, negative: 没有拒不改正, severity: aggravating, finding: {kind: refusal, overdue: never}}
  prior_count_12m: {label: 一年内同类违法受处罚次数, type: integer, unit: 次, range: "[0..1000]", severity: aggravating, finding: {count: prior_decision, months: 12}}
  first_offence: {label: 一年内初次违法, type: boolean, negative: 一年内不是初次违法, derive: {prior_count_12m: 0}, severity: mitigating}
  obstructed: {label: 阻碍执法人员依法执行职务, type: boolean, negative: 没有阻碍执法人员依法执行职务, severity: aggravating, finding: {kind: obstruction}}
"""
HEADER = """
area: example-city
label: 示例市
version: "2026.1"
status: published
effective: "2026-01-01"
codes: []
source: {kind: proposed, method: 在法定幅度内划分从轻、一般、从重三档}
sectors: {cityscape: 市容环境卫生, food: 食品安全}
policy:
  lighter: {share: [0, 0.3], source: {kind: proposed, method: 取阶次幅度较低的百分之三十}}
  heavier: {share: [0.7, 1], source: {kind: proposed, method: 取阶次幅度较高的百分之三十}}
  mitigated: {share_of_floor: {from: 0.5, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
presume:
  - {facts: {party_age: 18}, basis: 没有相反证据的，按成年人认定}
  - {facts: {minor: false, %s: false}, basis: 由当事人提出，案卷未见的不作认定}
  - {facts: {%s: false}, basis: 由办案机关举证，案卷未见的不作认定}
records:
  complete: [prior_decision, correction, deadline, refusal, obstruction]
  basis: 作出决定前检索执法系统
"""
EXEMPT = """
list: exempt
entries:
  - id: minor
    label: 违法行为轻微并及时改正，没有造成危害后果
    prevails: true
    when: {minor: true, corrected: true, harm: none}
    orders: [对当事人进行教育]
    cite: [administrative-penalty-law/minor, administrative-penalty-law/educate]
    source: {kind: statute, cite: [administrative-penalty-law/minor]}
"""
CITYSCAPE = {
    "facts/cityscape.yaml": "facts:" + GENERAL + """
  stall_set_up: {label: 在道路上摆摊设点, type: boolean, severity: aggravating}
  stall_permitted: {label: 取得临时占用道路的许可, type: boolean, negative: 没有取得临时占用道路的许可, severity: mitigating}
  stall_area_m2: {label: 占用道路的面积, type: decimal, digits: 1, unit: m2, range: "[0..10000]", typical: "[0..50]", severity: aggravating}
  poster_count: {label: 张贴广告的数量, type: integer, unit: 张, range: "[0..100000]", typical: "[0..500]", severity: aggravating}
  dumped_m3: {label: 倾倒建筑垃圾的体积, type: decimal, digits: 1, unit: m3, range: "[0..100000]", typical: "[0..200]", severity: aggravating}
  vehicle_open: {label: 运输建筑垃圾的车辆没有密闭, type: boolean, severity: aggravating}
  polluted_area_m2: {label: 污染道路的面积, type: decimal, digits: 1, unit: m2, range: "[0..100000]", typical: "[0..1000]", severity: aggravating}
  cleaned: {label: 主动清除, type: boolean, negative: 没有主动清除, severity: mitigating}
  major_event: {label: 在重大活动保障期间实施, type: boolean, negative: 不在重大活动保障期间实施, severity: aggravating}
""",
    "laws/example-cityscape-regulations@2024.yaml": """
law: example-cityscape-regulations
label: 示例市市容和环境卫生管理条例
level: local-regulation
version: "2024"
effective: "2024-05-01"
source: {grade: A, where: 示例市人大常委会公报}
provisions:
  stall-duty: {cite: 第十二条, label: 禁止擅自占用道路摆摊设点}
  poster-duty: {cite: 第十五条, label: 禁止在建筑物、树木上张贴广告}
  dump-duty: {cite: 第二十条, label: 禁止随意倾倒建筑垃圾}
  transport-duty: {cite: 第二十一条, label: 运输建筑垃圾的车辆应当密闭}
  stall:
    cite: 第四十条
    label: 擅自占用道路摆摊设点
    orders: [责令改正]
    ranges:
      - {range: any, penalty: {fine: {from: 50, to: 500, force: may}}}
  poster:
    cite: 第四十一条
    label: 张贴广告
    orders: [责令清除]
    ranges:
      - {range: any, penalty: {fine: {from: 100, to: 1000}}}
  dump:
    cite: 第四十三条
    label: 随意倾倒建筑垃圾
    orders: [责令限期清除]
    ranges:
      - {range: any, penalty: {warning: shall, fine: {from: 5000, to: 50000}}}
  transport:
    cite: 第四十四条
    label: 运输建筑垃圾的车辆没有密闭
    ranges:
      - {range: corrected, when: {refused: false}, penalty: {fine: {from: 500, to: 5000}}}
      - {range: refused, when: {refused: true}, penalty: {fine: {from: 5000, to: 20000}}}
""",
    "example-city/2026.1/ruleset.yaml": HEADER % ("cleaned", "major_event"),
    "example-city/2026.1/violations/cityscape.stall.yaml": """
violation: cityscape.stall
label: 擅自占用道路摆摊设点
sector: cityscape
provision: example-cityscape-regulations/stall
duty: {cite: [example-cityscape-regulations/stall-duty]}
elements: {stall_set_up: true, stall_permitted: false}
tiers:
  - {tier: slight, label: 轻微, when: {stall_area_m2: "<= 2"}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {stall_area_m2: "(2..10]"}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {stall_area_m2: "> 10"}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 按占用面积分档}
advice: 到指定的摊点经营
""",
    "example-city/2026.1/violations/cityscape.poster.yaml": """
violation: cityscape.poster
label: 在建筑物、树木上张贴广告
sector: cityscape
provision: example-cityscape-regulations/poster
duty: {cite: [example-cityscape-regulations/poster-duty]}
elements: {poster_count: "> 0"}
tiers:
  - {tier: slight, label: 10张以下, when: {poster_count: "[1..10]", harm: [none, slight]}, penalty: {fine: {from: 100, to: 300}}}
  - {tier: general, label: 超过10张不足50张, when: {poster_count: "(10..50)", harm: [none, slight]}, penalty: {fine: {from: 300, to: 700}}}
  - {tier: serious, label: 50张以上或者后果严重, when: {any: [{poster_count: ">= 50"}, {harm: grave}]}, penalty: {fine: {from: 700, to: 1000}}}
source: {kind: published, document: 示例市城管局〔2024〕8号, date: "2024-06-01", url: "https://example.com/8"}
advice: 广告张贴在公共信息栏
""",
    "example-city/2026.1/violations/cityscape.dump.yaml": """
violation: cityscape.dump
label: 随意倾倒建筑垃圾
sector: cityscape
provision: example-cityscape-regulations/dump
duty: {cite: [example-cityscape-regulations/dump-duty]}
elements: {dumped_m3: "> 0"}
tiers:
  - {tier: slight, label: 轻微, when: {dumped_m3: "(0..5]", harm: [none, slight]}, penalty: {warning: shall, fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {dumped_m3: "(5..20]", harm: [none, slight]}, penalty: {warning: shall, fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {any: [{dumped_m3: "> 20"}, {harm: grave}]}, penalty: {warning: shall, fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 按倾倒的体积和危害后果分档}
advice: 建筑垃圾交由有资质的单位处置
""",
    "example-city/2026.1/violations/cityscape.transport.yaml": """
violation: cityscape.transport
label: 运输建筑垃圾的车辆没有密闭
sector: cityscape
provision: example-cityscape-regulations/transport
duty: {cite: [example-cityscape-regulations/transport-duty]}
elements: {vehicle_open: true}
tiers:
  - {tier: slight, label: 轻微, when: {polluted_area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {polluted_area_m2: "(20..100]"}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {polluted_area_m2: "> 100"}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 按污染道路的面积分档}
advice: 车厢加盖密闭后上路
""",
    "example-city/2026.1/lists/exempt.yaml": EXEMPT + """
  - id: first-stall
    label: 一年内首次摆摊设点，占用道路的面积在二平方米以下，经劝告自行撤离
    force: may
    violations: [cityscape.stall]
    when: {first_offence: true, stall_area_m2: "<= 2", corrected: true}
    orders: [对当事人进行教育]
    cite: [administrative-penalty-law/first-offence, administrative-penalty-law/educate]
    source: {kind: published, document: 示例市城管局〔2024〕9号, article: 清单第1项, date: "2024-06-01", url: "https://example.com/9"}
""",
    "example-city/2026.1/lists/lighter.yaml": """
list: lighter
entries:
  - {id: cleaned, label: 主动清除污染或者张贴物, force: may, violations: [cityscape.*], when: {cleaned: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 参照减轻危害后果}}
""",
    "example-city/2026.1/lists/heavier.yaml": """
list: heavier
entries:
  - {id: repeated, label: 一年内因同类违法受过两次以上处罚, force: may, when: {prior_count_12m: ">= 2"}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 屡教不改的从重}}
  - {id: event, label: 在重大活动保障期间违法, force: may, when: {major_event: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 社会影响较大的从重}}
  - {id: obstructed, label: 阻碍执法人员依法执行职务, force: may, when: {obstructed: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 阻碍执法的从重}}
""",
}  # fmt: skip
FOOD = {
    "facts/food.yaml": "facts:" + GENERAL + """
  food_business: {label: 从事食品经营, type: boolean, evidence: 现场检查笔录}
  food_permit: {label: 取得食品经营许可, type: boolean, negative: 没有取得食品经营许可}
  goods_value_yuan: {label: 货值金额, type: money, unit: 元, range: "[0..10000000]", typical: "[0..50000]", severity: aggravating}
  expired_days: {label: 超过保质期的天数, type: integer, unit: 日, range: "[0..3650]", typical: "[0..365]", severity: aggravating}
  eaten: {label: 已经有人食用, type: boolean, negative: 没有人食用, severity: aggravating}
  label_fault: {label: 标签的瑕疵, type: enum, values: {none: 没有, wording: 文字不规范, missing: 缺少应当标明的事项, false_claim: 虚假标注}, severity: aggravating}
  health_certificates_missing: {label: 没有健康证明的从业人员人数, type: integer, unit: 人, range: "[0..1000]", typical: "[0..20]", severity: aggravating}
  recalled: {label: 主动召回, type: boolean, negative: 没有主动召回, severity: mitigating}
  vulnerable: {label: 供应学校、幼儿园、养老机构, type: boolean, negative: 不供应学校、幼儿园、养老机构, severity: aggravating}
""",
    "laws/example-food-regulations@2024-03-01.yaml": """
law: example-food-regulations
label: 示例市食品经营条例
level: local-regulation
version: "2024-03-01"
effective: "2024-05-01"
source: {grade: A, where: 示例市人大常委会公报；2024-03-01通过，2024-05-01施行}
provisions:
  permit-duty: {cite: 第八条, label: 从事食品经营应当取得许可}
  label-duty: {cite: 第十一条, label: 标签应当真实、完整}
  expired-duty: {cite: 第十四条, label: 不得经营超过保质期的食品}
  health-duty: {cite: 第十六条, label: 从业人员应当取得健康证明}
  unlicensed:
    cite: 第三十条
    label: 没有取得食品经营许可从事食品经营
    ranges:
      - {range: small, when: {goods_value_yuan: "< 10000"}, penalty: {confiscate: {illegal_gain: shall}, fine: {from: 5000, to: 50000}}}
      - {range: large, when: {goods_value_yuan: ">= 10000"}, penalty: {confiscate: {illegal_gain: shall}, fine: {times: goods_value_yuan, from: 5, to: 10}}}
  label:
    cite: 第三十二条
    label: 标签不真实、不完整
    orders: [责令改正]
    ranges:
      - {range: any, penalty: {fine: {to: 2000, force: may}}}
  expired:
    cite: 第三十三条
    label: 经营超过保质期的食品
    ranges:
      - {range: any, penalty: {confiscate: {illegal_gain: shall}, fine: {from: 1000, to: 20000}}}
  health:
    cite: 第三十五条
    label: 使用没有健康证明的人员
    orders: [责令改正]
    ranges:
      - {range: first, when: {refused: false}, penalty: {warning: shall}}
      - {range: refused, when: {refused: true}, penalty: {fine: {from: 5000, to: 20000}, suspend_business: {force: may, what: 责令停业}}}
""",
    "example-city/2026.1/ruleset.yaml": HEADER % ("recalled", "vulnerable"),
    "example-city/2026.1/violations/food.unlicensed.yaml": """
violation: food.unlicensed
label: 没有取得食品经营许可从事食品经营
sector: food
provision: example-food-regulations/unlicensed
duty: {cite: [example-food-regulations/permit-duty]}
elements: {food_business: true, food_permit: false}
tiers:
  - {tier: slight, label: 轻微, when: {harm: none}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {harm: slight}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {harm: grave}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 按危害后果分档}
advice: 先取得食品经营许可
""",
    "example-city/2026.1/violations/food.label.yaml": """
violation: food.label
label: 食品标签不真实、不完整
sector: food
provision: example-food-regulations/label
duty: {cite: [example-food-regulations/label-duty]}
elements: {label_fault: [wording, missing, false_claim]}
tiers:
  - {tier: wording, label: 文字不规范, when: {label_fault: wording}, penalty: {fine: {to: 500, force: may}}}
  - {tier: missing, label: 缺少应当标明的事项, when: {label_fault: missing}, penalty: {fine: {from: 500, to: 1200, force: may}}}
  - {tier: false-claim, label: 虚假标注, when: {label_fault: false_claim}, penalty: {fine: {from: 1200, to: 2000, force: may}}}
source: {kind: published, document: 示例市市场监管局〔2024〕3号, date: "2024-06-01", url: "https://example.com/3"}
advice: 标签标明品名、日期和贮存条件
""",
    "example-city/2026.1/violations/food.expired.yaml": """
violation: food.expired
label: 经营超过保质期的食品
sector: food
provision: example-food-regulations/expired
duty: {cite: [example-food-regulations/expired-duty]}
elements: {expired_days: "> 0"}
tiers:
  - {tier: slight, label: 轻微, when: {expired_days: "[1..7]", eaten: false}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {expired_days: "(7..30]", eaten: false}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {any: [{expired_days: "> 30"}, {eaten: true}]}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 按超过保质期的天数分档}
advice: 每日清理临近保质期的食品
""",
    "example-city/2026.1/violations/food.health.yaml": """
violation: food.health
label: 使用没有健康证明的人员从事食品经营
sector: food
provision: example-food-regulations/health
duty: {cite: [example-food-regulations/health-duty]}
elements: {health_certificates_missing: "> 0"}
tiers:
  - {tier: warned, label: 责令改正, when: {refused: false}, penalty: statute}
  - {tier: slight, label: 拒不改正，三人以下, when: {refused: true, health_certificates_missing: "<= 3"}, penalty: {fine: {share: [0, 0.5]}}}
  - {tier: serious, label: 拒不改正，超过三人, when: {refused: true, health_certificates_missing: "> 3"}, penalty: {fine: {share: [0.5, 1]}, suspend_business: {force: may, what: 责令停业}}}
source: {kind: proposed, method: 按人数分档}
advice: 从业人员每年体检
""",
    "example-city/2026.1/lists/exempt.yaml": EXEMPT + """
  - id: label-wording
    label: 首次被发现食品标签文字不规范，不影响食品安全，及时改正
    force: may
    violations: [food.label]
    when: {first_offence: true, label_fault: wording, harm: none, corrected: true}
    orders: [对当事人进行教育]
    cite: [administrative-penalty-law/first-offence, administrative-penalty-law/educate]
    source: {kind: published, document: 示例市市场监管局〔2024〕4号, article: 清单第2项, date: "2024-06-01", url: "https://example.com/4"}
""",
    "example-city/2026.1/lists/lighter.yaml": """
list: lighter
entries:
  - {id: recalled, label: 主动召回尚未售出的食品, force: may, violations: [food.expired, food.label], when: {recalled: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 参照减轻危害后果}}
""",
    "example-city/2026.1/lists/heavier.yaml": """
list: heavier
entries:
  - {id: repeated, label: 一年内受过两次以上处罚又违法, force: may, when: {prior_count_12m: ">= 2"}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 屡教不改的从重}}
  - {id: vulnerable, label: 食品供应学校、幼儿园或者养老机构, force: may, when: {vulnerable: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 涉及特殊人群的从重}}
  - {id: obstructed, label: 阻碍执法人员依法执行职务, force: may, when: {obstructed: true}, cite: [administrative-penalty-law/proportionality], source: {kind: proposed, method: 阻碍执法的从重}}
""",
}  # fmt: skip
BOOKS = {"市容": CITYSCAPE, "食品": FOOD}
# What an author is rightly told of a book that has no cases, no lock and no changelog yet, and of laws that it does not use up.
UNTOLD = {"untested", "locked", "changelog", "expected", "unused", "ground"}


def library(book: dict[str, str]) -> Library:
    shared = {name: (SHIPPED / name).read_text(encoding="utf-8") for name in (f"laws/{LAW}", TEXT)}
    return Library.load({**shared, **book}, drafts=True)


@pytest.mark.parametrize("name", BOOKS)
def test_the_files_give_no_alarm(name: str) -> None:
    found = run_rulebook_checks(library(BOOKS[name]).rulebook, DAY)
    assert [item.message for item in found if item.verdict is not Verdict.PROVEN and item.code not in UNTOLD] == []


@pytest.mark.parametrize("name", BOOKS)
def test_the_proofs_give_no_alarm(name: str) -> None:
    plans = library(BOOKS[name]).plans
    chain = plans.chain("example-city", DAY)
    found = list(run_ruleset_checks(plans, chain, DAY))
    for violation in plans.rulebook.violation_ids(chain):
        found += run_checks(plans, chain, violation, DAY)
    assert [item.message for item in found if item.verdict is not Verdict.PROVEN and item.code not in UNTOLD] == []
