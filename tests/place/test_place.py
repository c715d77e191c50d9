"""Place: nested areas, most specific first; what is inherited from where; authorities apart from areas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import Library
from discretion.errors import CaseError, RulebookError, UsageError
from discretion.rulebook.inherit import inherit

FILES = (
    "facts.yaml", 'facts:\n  size: {label: 大小, type: integer, range: "[0..100]", severity: aggravating}\n',
    "laws/test-law@1.yaml", """
        law: test-law
        label: 测试法
        level: law
        version: "1"
        effective: "2020-01-01"
        source: {grade: A, where: 测试}
        provisions:
          act: {cite: 第二条, label: 测试行为, ranges: [{range: any, penalty: {fine: {from: 1000, to: 2000}}}]}
          rules: {cite: 第一条, label: 总则}
    """,
    "authorities/road.yaml", """
        authority: road
        label: 公路机构
        procedure: {summary: {person: 200, organisation: 3000, cite: [test-law/rules]}}
    """,
    "authorities/sea.yaml", """
        authority: sea
        label: 海事机构
        procedure: {summary: {person: 200, organisation: 100, cite: [test-law/rules]}}
    """,
    "national/1/ruleset.yaml", """
        area: national
        label: 全国
        version: "1"
        status: published
        effective: "2020-01-01"
        authority: road
        source: {kind: proposed, method: 测试}
        policy:
          lighter: {share: [0, 0.3]}
          heavier: {share: [0.7, 1]}
          mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
          lighter_and_heavier: offset
          mitigated_and_heavier: open
    """,
    "national/1/violations/test.act.yaml", """
        violation: test.act
        label: 测试行为
        sector: highway
        provision: test-law/act
        source: {kind: proposed, method: 测试}
        advice: 全国的建议
        tiers:
          - {tier: small, label: 小, when: {size: "< 10"}, penalty: {fine: {share: [0, 0.5]}}}
          - {tier: large, label: 大, when: {size: ">= 10"}, penalty: {fine: {share: [0.5, 1]}}}
    """,
    "national/1/violations/test.sea.yaml", """
        violation: test.sea
        label: 海上行为
        sector: maritime
        authority: sea
        provision: test-law/act
        source: {kind: proposed, method: 测试}
        tiers: [{tier: only, label: 一般, when: {size: ">= 0"}, penalty: statute}]
    """,
    "national/1/lists/heavier.yaml", """
        list: heavier
        entries:
          - {id: huge, label: 特别大, force: shall, when: {size: "> 90"}, source: {kind: proposed, method: 测试}}
    """,
    "delta/1/ruleset.yaml", """
        area: delta
        label: 区域
        version: "1"
        status: published
        extends: national
        codes: ["32", "33"]
        effective: "2020-01-01"
        source: {kind: proposed, method: 测试}
        policy: {heavier: {share: [0.9, 1]}}
    """,
    "delta/zhejiang/1/ruleset.yaml", """
        area: zhejiang
        label: 浙江
        version: "1"
        status: published
        extends: delta
        codes: ["33"]
        effective: "2020-01-01"
        source: {kind: proposed, method: 测试}
    """,
    "delta/zhejiang/1/violations/test.act.yaml", """
        violation: test.act
        tiers:
          - {tier: small, label: 小, when: {size: "< 10"}, penalty: {fine: {share: [0, 0.2]}}}
          - {tier: large, label: 大, when: {size: ">= 10"}, penalty: {fine: {share: [0.2, 1]}}}
        source: {kind: proposed, method: 浙江}
    """,
    "delta/zhejiang/hangzhou/1/ruleset.yaml", """
        area: hangzhou
        label: 杭州
        version: "1"
        status: published
        extends: zhejiang
        codes: ["3301"]
        effective: "2020-01-01"
        source: {kind: proposed, method: 测试}
    """,
    "delta/zhejiang/hangzhou/1/violations/test.act.yaml", """
        violation: test.act
        advice: 杭州的建议
    """,
)  # fmt: skip
CASE: dict[str, Any] = {
    "violation": "test.act", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"},
    "facts": {"size": 5},
}  # fmt: skip


@pytest.fixture
def folder(rulebook: Callable[..., Path]) -> Path:
    return rulebook(*FILES)


@pytest.mark.parametrize(
    ("place", "area", "high"),
    [
        (None, "national", "1500"),
        ("110101", "national", "1500"),
        ("320106", "delta", "1500"),
        ("330225", "zhejiang", "1200"),
        ("33", "zhejiang", "1200"),
        ("3301", "hangzhou", "1200"),
        ("330106", "hangzhou", "1200"),
    ],
)
def test_the_most_specific_area_counts(folder: Path, place: str | None, area: str, high: str) -> None:
    result = Library.load(folder).recommend({**CASE, "place": place})
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert (result.area, result.penalty.fine.high) == (area, high)


def test_a_longer_code_goes_before_a_deeper_area(rulebook: Callable[..., Path]) -> None:
    ningbo = FILES[-3].replace("hangzhou", "ningbo").replace("extends: zhejiang", "extends: national")
    folder = rulebook(*FILES, "ningbo/1/ruleset.yaml", ningbo.replace('"3301"', '"3302"'))
    assert Library.load(folder).recommend({**CASE, "place": "330225"}).area == "ningbo"


@pytest.mark.parametrize("place", ["990101", "000000", "38"])
def test_a_code_of_no_province_is_an_error(folder: Path, place: str) -> None:
    with pytest.raises(CaseError, match=f"place: 没有以 {place[:2]} 开头的行政区划代码.*改法：写违法行为发生地"):
        Library.load(folder).recommend({**CASE, "place": place})


def test_a_place_that_no_area_covers_is_an_error_that_names_the_day(rulebook: Callable[..., Path]) -> None:
    files = list(FILES)
    files[9] = files[9].replace("effective:", 'codes: ["11"]\n        effective:')
    library = Library.load(rulebook(*files))
    with pytest.raises(CaseError, match="occurred: 2026-03-02没有适用于行政区划代码 440106 的有效的裁量基准"):
        library.recommend({**CASE, "place": "440106"})


@pytest.mark.parametrize(
    ("versions", "known"),
    [("1", "浙江"), ("2", "浙江"), ("12", "浙江"), ("", None)],
)
def test_what_only_another_area_has_is_named_with_it_whichever_of_its_versions_has_it(
    rulebook: Callable[..., Path], versions: str, known: str | None
) -> None:
    """浙江 has two versions: the one of 2020, and that of 2024."""
    head = "violation: test.river\n        label: 内河行为\n        sector: maritime\n        provision: test-law/act"
    own = FILES[-5].replace("violation: test.act", head)
    first = FILES[FILES.index("delta/zhejiang/1/ruleset.yaml") + 1]
    second = first.replace("2020-01-01", "2024-01-01").replace('version: "1"', 'version: "2"\n        supersedes: "1"')
    more = ["delta/zhejiang/2/ruleset.yaml", second]
    for version in versions:
        more += [f"delta/zhejiang/{version}/violations/test.river.yaml", own]
    library = Library.load(rulebook(*FILES, *more))
    with pytest.raises(CaseError) as caught:
        library.recommend({**CASE, "violation": "test.river"})
    assert caught.value.problems[0].message == (
        "没有违法行为 test.river" if known is None else f"全国的规则没有收入违法行为 test.river，规则库只在{known}收入"
    )


def test_every_inherited_value_knows_where_it_comes_from(folder: Path) -> None:
    library = Library.load(folder)
    rulebook = library.rulebook
    chain = rulebook.chain(rulebook.version("hangzhou"), library.case(CASE).decided)
    inherited = inherit(chain, "test.act")
    origins = {**inherited.origins, **inherited.header_origins}
    assert {name: str(origins[name].ruleset) for name in ("tiers", "label", "advice", "authority")} == {
        "tiers": "zhejiang@1", "label": "national@1", "advice": "hangzhou@1", "authority": "national@1",
    }  # fmt: skip
    assert str(origins["tiers"].document.position(origins["tiers"].path)) == (
        f"{folder}/delta/zhejiang/1/violations/test.act.yaml:3:3"
    )
    assert origins["policy.heavier"].ruleset == "delta@1"
    assert origins["policy.lighter"].ruleset == "national@1"


def test_the_result_tells_what_each_ruleset_gives(folder: Path) -> None:
    result = Library.load(folder).recommend({**CASE, "place": "330106", "facts": {"size": 95}})
    gives = {item.id: item.gives for item in result.versions if item.kind == "ruleset"}
    assert gives["hangzhou@1"] == ["advice", "violation"]
    assert gives["zhejiang@1"] == ["source", "tiers"]
    assert gives["delta@1"] == ["policy.heavier"]
    assert {"authority", "label", "policy.lighter", "provision", "sector"} <= set(gives["national@1"])
    origins = {reason.rule: reason.origin for reason in result.reasons}
    assert origins["tier:large"] == "zhejiang@1"
    assert origins["heavier:huge"] == "national@1"
    assert origins["policy:heavier"] == "delta@1"
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert result.penalty.fine.low == "1920"  # 1200 and nine tenths of 800: the region's share of the province's tier


def test_a_policy_that_nobody_completes_is_an_error(rulebook: Callable[..., Path]) -> None:
    files = list(FILES)
    files[9] = files[9].replace("          heavier: {share: [0.7, 1]}\n", "")
    with pytest.raises(RulebookError, match="基准的 policy 缺少 heavier，上级区域也没有规定"):
        Library.load(rulebook(*files)).recommend(CASE)


def flags(result: Any) -> dict[str, bool | None]:
    return {flag.flag: flag.applies for flag in result.procedure}


def test_a_violation_names_its_authority_and_a_case_may_name_another(folder: Path) -> None:
    library = Library.load(folder)
    assert flags(library.recommend({**CASE, "place": "330106"})) == {"summary": True}
    sea = {**CASE, "violation": "test.sea", "place": "330106"}
    result = library.recommend(sea)
    assert result.area == "hangzhou"  # the body is national, the place is not
    assert flags(result) == {"summary": False}
    assert list(result.receipt.authorities) == ["sea"]
    assert flags(library.recommend({**sea, "authority": "road"})) == {"summary": True}


def test_an_unknown_authority_is_an_error_with_the_right_name(folder: Path) -> None:
    with pytest.raises(CaseError, match="authority: 没有机关 raod（发现：raod；允许：road、sea；是否想写：road"):
        Library.load(folder).recommend({**CASE, "authority": "raod"})


def test_maritime_violations_of_the_shipped_rulebook_are_held_to_the_maritime_profile(library: Library) -> None:
    day = library.case(CASE).decided
    chain = library.plans.chain("yangtze-delta", day)
    known = library.rulebook.violation_ids(chain)
    # 渡口船舶的标识: 内河条例 73 names a department of the county, not the maritime administration
    ours = set(known) - {"inland.ferry.unmarked"}
    names = [name for name in sorted(ours) if name.split(".")[0] in ("maritime", "inland")]
    for name in names:
        plan = library.plans.plan(name, chain, day)
        assert plan is not None
        assert plan.authority is not None
        assert plan.authority.authority == "maritime"
    assert len(names) > 30


def test_compare_shows_each_area_side_by_side(
    folder: Path, tmp_path: Path, discretion: Callable[..., tuple[int, str, str]]
) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({**CASE, "place": "330106"}), encoding="utf-8")
    options = ("--rulesets", folder, "--compare", "delta", "--compare", "national")
    code, out, _ = discretion("recommend", case, *options, "--format", "json")
    assert code == 0
    assert [(item["area"], item["penalty"]["fine"]["high"]) for item in json.loads(out)] == [
        ("hangzhou", "1200"), ("delta", "1500"), ("national", "1500"),
    ]  # fmt: skip
    assert [item["receipt"]["area"] for item in json.loads(out)] == [None, "delta", "national"]
    assert discretion("recommend", case, *options)[1].startswith(
        "■ （未编号） · 各区域的结果\n"
        "  杭州（hangzhou）  “小”阶次：处1000元以上1200元以下罚款\n"
        "  区域（delta）  “小”阶次：处1000元以上1500元以下罚款\n"
        "  全国（national）  “小”阶次：处1000元以上1500元以下罚款\n\n"
        "■ （未编号） · 测试行为 · 杭州\n【事实】"
    )


@pytest.mark.parametrize(
    ("place", "name"), [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
)
def test_where_the_laws_of_the_rulebook_do_not_apply_a_case_is_refused(
    rulebook: Callable[..., Path], place: str, name: str
) -> None:
    with pytest.raises(UsageError, match=f"{name}的案件不适用本规则库的法律和裁量基准"):
        Library.load(rulebook(*FILES)).rulebook.area_of(place)
