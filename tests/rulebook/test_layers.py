"""Layers: a province's own rules, or a draft in memory, over a rulebook that stays as it is."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import Library, RulebookError
from discretion.errors import UsageError
from discretion.rulebook import Layer

FACTS = 'size: {label: 数量, type: integer, range: "[0..100]", severity: aggravating}'
TIERS = """
- {tier: small, label: 轻微, when: {size: "<= 50"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: large, label: 严重, when: {size: "> 50"}, penalty: {fine: {share: [0.7, 1]}}}
"""
HEADER = """\
area: coast
label: 沿海
version: "1"
status: {status}
effective: "2022-01-01"
extends: national
codes: ["33"]
source: {{kind: proposed, method: 测试}}
"""
OWN = """\
violation: test.act
tiers:
  - {tier: all, label: 一律, when: {}, penalty: {fine: {share: [0.5, 0.5]}}}
source: {kind: proposed, method: 测试}
"""
DRAFT = {
    "coast/1/ruleset.yaml": HEADER.format(status="draft"),
    "coast/1/violations/test.act.yaml": OWN,
}


@pytest.fixture(scope="module")
def book(tiny: Callable[..., Any]) -> Any:
    return tiny(FACTS, tiers=TIERS)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_province_lays_its_own_rules_over_a_rulebook(book: Any, tmp_path: Path) -> None:
    own = write(tmp_path, {**DRAFT, "coast/1/ruleset.yaml": HEADER.format(status="published")})
    library = Library.load(book.folder, own)
    here, elsewhere = (library.recommend(book.case({"size": 60}, place=place)) for place in ("3301", "4401"))
    assert (here.area, here.tier, here.penalty and here.penalty.text) == ("coast", "all", "处3000元罚款")
    assert (elsewhere.area, elsewhere.tier) == ("national", "large")
    assert "coast@1" in here.receipt.rulesets
    assert "national@1" in here.receipt.rulesets


def test_a_draft_in_memory_is_laid_over_what_was_already_read(book: Any) -> None:
    library = book.library.over(DRAFT, drafts=True)
    assert library.recommend(book.case({"size": 60}, place="33")).tier == "all"
    assert book.library.recommend(book.case({"size": 60}, place="33")).tier == "large"  # the base is untouched
    law, own = library.rulebook.laws["test-law"][0], library.rulebook.areas["coast"][0]
    assert law is book.library.rulebook.laws["test-law"][0]  # not read again
    assert own.header.document.name == "<草稿>/coast/1/ruleset.yaml"
    assert pickle.loads(pickle.dumps(library.rulebook.layers)) == library.rulebook.layers  # noqa: S301 - workers start so


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"coast/1/violations/test.act.yml": OWN}, "文件没有被读取（改法：改名为 test.act.yaml）"),
        ({"coast/1/violation/test.act.yaml": OWN}, "文件没有被读取（改法：文件夹 violation 是否想写：violations）"),
        (
            {"national/1/violations/test.other.yaml": OWN},
            "文件没有被读取（改法：national/1 没有 ruleset.yaml：一个版本的文件应当在同一层；要改上一层的版本，另立新版本）",
        ),
        ({"facts.yaml": f"facts:\n  {FACTS}\n"}, "事实 size 重复定义"),
        (
            {"far/1/ruleset.yaml": HEADER.format(status="draft").replace("coast", "far")},
            "行政区划代码 33 同时属于 coast@1 和 far@1（改法：一个地方只能有一个同级的基准；细化上级的，写 extends 它）",
        ),
        (
            {"x/1/ruleset.yaml": HEADER.format(status="draft").replace("coast", "national").replace("extends: national\n", "")},
            "区域 national 有两个 1 版",
        ),
        ({"coast/1/violations/test.act.yaml": OWN.replace("test.act", "test.act\nlabl: x")}, "不认识的键“labl”"),
    ],
)  # fmt: skip
def test_what_would_be_lost_in_silence_is_an_error(book: Any, files: dict[str, str], message: str) -> None:
    with pytest.raises(RulebookError) as raised:
        book.library.over({**DRAFT, **files}, drafts=True)
    assert message in str(raised.value)


@pytest.mark.parametrize("name", ["../ruleset.yaml", "/etc/ruleset.yaml", "a//b.yaml", "a\\b.yaml", "./a.yaml"])
def test_a_text_stays_inside_its_layer(name: str) -> None:
    with pytest.raises(UsageError, match="不是规则库之内的路径"):
        Layer.of({name: ""})


def test_one_folder_twice_is_a_slip(book: Any) -> None:
    with pytest.raises(UsageError, match="同一个规则库文件夹写了两次"):
        Library.load(book.folder, f"{book.folder}/../{book.folder.name}")


def test_a_link_to_a_folder_is_not_followed_in_silence(book: Any, tmp_path: Path) -> None:
    own = write(tmp_path / "own", DRAFT)
    (own / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(RulebookError, match="链接到别处的文件夹没有被读取"):
        Library.load(book.folder, own)


def test_an_overlay_alone_says_what_to_read_first(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as raised:
        Library.load(write(tmp_path, DRAFT))
    assert str(raised.value) == (
        f"{tmp_path}/coast/1/ruleset.yaml:6:10: 没有区域 national"
        "（改法：它在随包发布的规则库中的，先读那里：--rulesets shipped --rulesets 本文件夹）"
    )
