"""Every format, on the same four findings: refuted, unknown, waived, proven."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from discretion.check import CHECKS
from discretion.check.model import Finding, Verdict
from discretion.check.reporters import FORMATS, CheckRun, reporter
from discretion.check.waivers import Judged, Waiver
from discretion.errors import Position

WHERE = Position("rulesets/national/1/violations/test.act.yaml", 6, 3)
WAIVER = Waiver.model_validate(
    {"finding": "cliff/national/*", "reason": "法律规定的倍数", "approver": "法制处", "expires": "2027-01-01"}
)
RUN = CheckRun(
    (
        Judged(
            Finding(
                "gap",
                Verdict.REFUTED,
                "national",
                "test.act",
                "",
                "没有阶次与本案相符",
                WHERE,
                cases=({"violation": "test.act", "facts": {"count": 3}},),
                remedy="补上缺少的条件",
            )
        ),
        Judged(Finding("inversion", Verdict.UNKNOWN, "national", "test.act", "harm", "求解器没有结论")),
        Judged(
            Finding("cliff", Verdict.REFUTED, "national", "test.act", "gain", "多一分，多罚 27000 元", WHERE), WAIVER
        ),
        Judged(Finding("overlap", Verdict.PROVEN, "national", "test.act", "", "没有案件同时符合两个阶次")),
    ),
    date(2026, 6, 1),
    "abc",
    ("national@1",),
    1,
    4,
)


def test_text() -> None:
    assert (
        reporter("text")(RUN)
        == """\
有反例 空档：没有阶次与本案相符
  标识：gap/national/test.act
  位置：rulesets/national/1/violations/test.act.yaml:6:3
  案件：
    violation: test.act
    facts:
      count: 3
  改法：补上缺少的条件

未能证明 轻重倒挂：求解器没有结论
  标识：inversion/national/test.act/harm

已豁免：
  有反例 跳跃：多一分，多罚 27000 元（cliff/national/test.act/gain）
    理由：法律规定的倍数（批准：法制处；至2027-01-01）

检查                   已证明  有反例  未能证明  已豁免
空档（gap）            0       1       0         0
轻重倒挂（inversion）  0       0       1         0
跳跃（cliff）          0       0       0         1
重叠（overlap）        1       0       0         0

2026-06-01，1个规则集、1项违法行为，另有4项与上级区域完全相同，4项结论：2项不合格"""
    )


def test_github() -> None:
    place = "file=rulesets/national/1/violations/test.act.yaml,line=6,col=3"
    assert reporter("github")(RUN).splitlines() == [
        f"::error {place},title=gap/national/test.act::没有阶次与本案相符%0A改法：补上缺少的条件",
        "::error title=inversion/national/test.act/harm::未能证明：求解器没有结论",
        f"::notice {place},title=cliff/national/test.act/gain::多一分，多罚 27000 元%0A已豁免：法律规定的倍数（批准：法制处；至2027-01-01）",
    ]


def test_json() -> None:
    data = json.loads(reporter("json")(RUN))
    assert data["failing"] is True
    assert [(item["id"], item["verdict"], item["failing"]) for item in data["findings"]] == [
        ("gap/national/test.act", "REFUTED", True),
        ("inversion/national/test.act/harm", "UNKNOWN", True),
        ("cliff/national/test.act/gain", "REFUTED", False),
        ("overlap/national/test.act", "PROVEN", False),
    ]
    assert data["findings"][2]["waiver"]["expires"] == "2027-01-01"
    assert data["findings"][0]["where"] == {"file": WHERE.file, "line": 6, "column": 3}


def test_sarif() -> None:
    run = json.loads(reporter("sarif")(RUN))["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["gap", "inversion", "cliff", "overlap"]
    assert [(ids[item["ruleIndex"]], "suppressions" in item) for item in run["results"]] == [
        ("gap", False),
        ("inversion", False),
        ("cliff", True),
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": WHERE.file},
        "region": {"startLine": 6, "startColumn": 3},
    }


def test_junit() -> None:
    root = ElementTree.fromstring(reporter("junit")(RUN).partition("\n")[2])  # noqa: S314 - our own output
    suites = {suite.get("name"): suite for suite in root}
    assert {
        name: [suite.get(k) for k in ("tests", "failures", "errors", "skipped")] for name, suite in suites.items()
    } == {
        "gap": ["1", "1", "0", "0"],
        "inversion": ["1", "0", "1", "0"],
        "cliff": ["1", "0", "0", "1"],
        "overlap": ["1", "0", "0", "0"],
    }
    failure = suites["gap"].find("testcase/failure")
    assert failure is not None
    assert "count: 3" in (failure.text or "")


def test_markdown() -> None:
    sentences = {code: CHECKS[code].sentence for code in ("gap", "overlap", "inversion", "cliff")}
    assert (
        reporter("markdown")(RUN)
        == f"""\
# 证明结果

2026-06-01，1个规则集、1项违法行为，另有4项与上级区域完全相同，4项结论：2项不合格。规则库摘要 `abc`。

各格为已证明的结论数；“豁”为有反例而已豁免的结论数，“不合格”为有反例或者未能证明的结论数；“—”表示没有与上级区域不同的违法行为。

| 检查 | 应当成立的命题 | national |
|---|---|--:|
| `gap` | {sentences["gap"]} | **不合格1** |
| `overlap` | {sentences["overlap"]} | 1 |
| `inversion` | {sentences["inversion"]} | **不合格1** |
| `cliff` | {sentences["cliff"]} | 豁1 |

## 不合格

- 有反例 `gap/national/test.act`：没有阶次与本案相符
- 未能证明 `inversion/national/test.act/harm`：求解器没有结论

## 已豁免

规则没有改正的余地，或者跳跃、区别出自法律本身；每一项都写明理由，到期须重新审批。

**法律规定的倍数**（批准：法制处；至2027-01-01）

- 有反例 `cliff/national/test.act/gain`：多一分，多罚 27000 元"""
    )


def test_every_format_is_the_same_each_time() -> None:
    for name in FORMATS:
        assert reporter(name)(RUN) == reporter(name)(RUN)


def test_sarif_has_what_code_scanning_asks_for() -> None:
    """What Microsoft's Multitool checks with the rules for GitHub: two descriptions and help a rule, places as encoded relative URIs."""
    place = Position("rulesets/全国/a b/违法.yaml", 6, 3)
    odd = replace(RUN, judged=(Judged(replace(RUN.judged[0].finding, where=place)), *RUN.judged[1:]))
    run = json.loads(reporter("sarif")(odd))["runs"][0]
    driver = run["tool"]["driver"]
    assert all(rule[key]["text"] for rule in driver["rules"] for key in ("shortDescription", "fullDescription", "help"))
    assert all(rule["helpUri"].startswith("https://") for rule in driver["rules"])
    assert driver["informationUri"].startswith("https://")
    found = run["results"][0]
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "rulesets/%E5%85%A8%E5%9B%BD/a%20b/%E8%BF%9D%E6%B3%95.yaml"
    assert all(result["partialFingerprints"] and result["message"]["text"] for result in run["results"])


def test_junit_keeps_to_the_common_schema() -> None:
    """Elements and attributes of the schema that Jenkins and GitLab read (junit-10.xsd); a name stands once a suite."""
    allowed = {
        "testsuites": {"name", "time", "tests", "failures", "disabled", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "disabled", "timestamp", "hostname", "id", "package", "group"},
        "testcase": {"name", "classname", "assertions", "time", "status", "group"},
        "failure": {"message", "type"}, "error": {"message", "type"}, "skipped": {"message", "type"},
    }  # fmt: skip
    twin = replace(RUN.judged[0].finding, where=Position(WHERE.file, 9, 3))
    root = ElementTree.fromstring(  # noqa: S314 - our own output
        reporter("junit")(replace(RUN, judged=(*RUN.judged, Judged(twin)))).partition("\n")[2]
    )
    for element in root.iter():
        assert set(element.keys()) <= allowed[element.tag], element.tag
    for suite in root:
        cases = [(case.get("classname"), case.get("name")) for case in suite]
        assert len(set(cases)) == len(cases) == int(suite.get("tests", 0))
