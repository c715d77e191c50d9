"""A repository for a place's own rules over the shipped ones: it loads, checks and tests at once, and is then filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from discretion.errors import Position, Problem, UsageError
from discretion.rulebook.changelog import NAME as CHANGELOG
from discretion.rulebook.places import PROVINCES
from discretion.rulebook.rulebook import Rulebook

AREA_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

HEADER = """\
# yaml-language-server: $schema=../../schemas/ruleset.json
# {label}自己的规则：没有写的，沿用 {parent}
area: {area}
label: {label}
version: "{version}"
status: draft                   # 审定、公布后改为 published，再运行 discretion lock shipped rulesets
effective: "{effective}"         # 待填：施行之日
extends: {parent}
codes: ["{place}"]
# 待填：已公布的写 published（document、article、date、url），自拟的写 proposed
source: {{kind: proposed, method: 待填}}
"""
CHANGES = """\
# yaml-language-server: $schema=schemas/changelog.json
changelog:
  - area: {area}
    version: "{version}"
    date: "{today}"
    changes:
      - {{what: 首个版本, effect: first, violations: all}}
"""
WAIVERS = """\
# yaml-language-server: $schema=schemas/waivers.json
# 经批准接受的检查结果：写明结果的标识、理由、批准人和最后一日；只对本文件夹的规则有效
waivers: []
"""
GITHUB = """\
name: rules
on: [push, pull_request]
permissions: {contents: read}
jobs:
  rules:
    runs-on: ubuntu-latest
    env: {XDG_CACHE_HOME: "${{ github.workspace }}/.cache"}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - uses: actions/cache@v4
        with: {path: .cache/discretion, key: "discretion-${{ github.sha }}", restore-keys: discretion-}
      - run: pip install "discretion[check]"
      - run: discretion test shipped rulesets
      - run: discretion check shipped rulesets --format github
"""
PYTEST = """\
[pytest]
discretion_base = shipped
"""
README = """\
# {label}的裁量规则

叠加在 discretion 随包发布的规则库（`shipped`）之上。没有写的，沿用 {parent}。

```
discretion new violation ID --area {area} --rulesets shipped --rulesets rulesets   # 新的或者有所不同的违法行为
discretion import 裁量基准表.docx --into {area} --rulesets shipped --rulesets rulesets   # 已有表格的，读成草稿
discretion test shipped rulesets                                                   # 范例案件
discretion check shipped rulesets                                                  # 证明没有空档、重叠、轻重倒挂
discretion recommend 案件.yaml --drafts --rulesets shipped --rulesets rulesets      # 试一件案件
discretion lock shipped rulesets                                                   # 公布后登记摘要，此后不得改动
```

程序中：`Library.default("rulesets")`；HTTP：`discretion serve --rulesets shipped --rulesets rulesets`。
"""


def repository_skeleton(book: Rulebook, place: str, today: date, area: str | None = None) -> Mapping[str, str]:
    """The files of a repository by path; the rules are in ``rulesets/``.

    Args:
        book: what the place's own rules lie over.
        place: GB/T 2260 code of the place, two, four or six digits.
        today: the skeleton takes effect on the first day of the next year.
        area: its name; ``local-<place>`` by default.

    Raises:
        UsageError: no such place, or the name is no identifier or taken.
    """
    if len(place) not in (2, 4, 6) or place[:2] not in PROVINCES:
        remedy = "写 GB/T 2260 的两位、四位或者六位代码，例如 33（浙江省）、3301（杭州市）"
        raise UsageError(Problem("没有这个行政区划代码", Position(field=("place",)), place, remedy=remedy))
    area = area or f"local-{place}"
    if not AREA_ID.fullmatch(area):
        raise UsageError(
            Problem("区域标识应当是小写英文、数字、连字符", Position(field=("area",)), area, ("zhejiang-own",))
        )
    if area in book.areas:
        raise UsageError(Problem(f"已有区域 {area}", Position(field=("area",)), remedy="用 --area 换一个标识"))
    begins = date(today.year + 1, 1, 1)
    words = {
        "area": area,
        "label": f"{PROVINCES[place[:2]]}{place if len(place) > 2 else ''}（本地）",
        "version": f"{begins.year}.1",
        "effective": begins.isoformat(),
        "parent": book.area_of(place, begins),
        "place": place,
        "today": today.isoformat(),
    }
    return {
        f"rulesets/{area}/{words['version']}/ruleset.yaml": HEADER.format(**words),
        f"rulesets/{CHANGELOG}": CHANGES.format(**words),
        "rulesets/waivers.yaml": WAIVERS,
        ".github/workflows/rules.yml": GITHUB,
        "pytest.ini": PYTEST,
        "README.md": README.format(**words),
    }
