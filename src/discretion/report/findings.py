"""What ``check`` found, with its cases. The prover is an extra: without it the report says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from discretion.documents import dump
from discretion.errors import MissingExtra
from discretion.tables import View
from discretion.tables.writers import Html, join, tag

if TYPE_CHECKING:
    from discretion.check import Finding

VERDICTS = {"PROVEN": "已证明", "REFUTED": "有反例", "UNKNOWN": "未能判定"}
CLASSES = {"PROVEN": "statute", "REFUTED": "proposed", "UNKNOWN": "published"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked.

    Attributes:
        found: findings by violation (None: of the ruleset as a whole).
        waived: why a finding is accepted, by its id.
        said: what was run, in a sentence.
        sentences: what each check that was run proves, by its code.
    """

    found: Mapping[str | None, list[Finding]] = field(default_factory=dict)
    waived: Mapping[str, str] = field(default_factory=dict)
    said: str = "没有运行检查。"
    sentences: Mapping[str, str] = field(default_factory=dict)


def find(view: View, violation: str | None, progress: Callable[[str], None]) -> Checked:
    """Run the checks of an area, or of one violation; earlier results are taken from the cache of ``check``."""
    try:
        items = _run(view, violation, progress)
        waived = _waived(view, items)
        sentences = _sentences(items)
    except (ImportError, MissingExtra) as error:
        return Checked(said=f"没有运行检查：{error}")
    found: dict[str | None, list[Finding]] = {}
    for item in items:
        found.setdefault(item.violation, []).append(item)
    count = {verdict: sum(item.verdict == verdict for item in items) for verdict in VERDICTS}
    said = "，".join(f"{VERDICTS[verdict]}{number}项" for verdict, number in count.items())
    accepted = f"（其中{len(waived)}项已经说明理由予以接受）" if waived else ""
    return Checked(found, waived, f"一致性检查对全部可能的案件逐项证明：{said}{accepted}。", sentences)


def _waived(view: View, items: list[Finding]) -> dict[str, str]:
    from discretion.check import judge_layers

    return {
        item.finding.id: f"{item.waiver.reason}（{item.waiver.approver}，至{item.waiver.expires.isoformat()}）"
        for item in judge_layers(items, view.rulebook, view.day, whole=False)
        if item.waiver is not None
    }


def _sentences(items: list[Finding]) -> dict[str, str]:
    from discretion.check.checks import CHECKS

    codes = {item.code for item in items}
    return {code: check.sentence for code, check in CHECKS.items() if code in codes}


def _run(view: View, violation: str | None, progress: Callable[[str], None]) -> list[Finding]:
    from discretion.check import Cache, folder, run, run_checks

    if violation is not None:
        progress(f"检查 {violation}")
        return run_checks(view.library.plans, view.chain, violation, view.day)
    result = run(
        view.library,
        view.day,
        area=view.ruleset.area,
        cache=Cache(folder()),
        progress=lambda done, total: progress(f"检查 {done}/{total}"),
    )
    return [item for item in result.findings if item.area == view.ruleset.area]


def findings_html(found: list[Finding], waived: Mapping[str, str], title: str = "一致性检查") -> Html:
    """Refuted and unknown findings with their cases, and why they are accepted, if they are; the proven ones in one line."""
    if not found:
        return Html()
    proven = [item for item in found if item.verdict == "PROVEN"]
    parts = [_finding(item, waived.get(item.id)) for item in found if item.verdict != "PROVEN"]
    if proven:
        codes = "、".join(dict.fromkeys(item.code for item in proven))
        badge = tag("span", "已证明", class_="badge statute")
        parts.append(tag("p", badge, " ", tag("a", codes, href="#checks"), class_="faint"))
    return join([tag("h4", title), *parts])


def checks_html(checked: Checked, labels: Mapping[str, str], anchor: Callable[[str], str]) -> Html:
    """The whole in short: what each check proves, and the violations that have a counterexample."""
    meaning = [join([tag("dt", code), tag("dd", text)]) for code, text in checked.sentences.items()]
    open_ = [name for name, items in checked.found.items() if name and any(item.verdict != "PROVEN" for item in items)]
    links = [tag("li", tag("a", labels[name], href=f"#{anchor(name)}")) for name in open_ if name in labels]
    refuted = [tag("h3", "有反例或者未能判定的违法行为"), tag("ul", *links)] if links else []
    whole = [findings_html(checked.found[None], checked.waived, "规则集整体")] if checked.found.get(None) else []
    return join([tag("p", checked.said), tag("dl", *meaning, class_="facts"), *refuted, *whole])


def _finding(item: Finding, waived: str | None) -> Html:
    badge = tag("span", f"{VERDICTS[item.verdict]} {item.code}", class_=f"badge {CLASSES[item.verdict]}")
    parts = [tag("p", badge, f" {item.message}")]
    if waived:
        parts.append(tag("p", f"接受的理由：{waived}", class_="faint"))
    elif item.remedy:
        parts.append(tag("p", f"改法：{item.remedy}", class_="faint"))
    for number, case in enumerate(item.cases, 1):
        parts.append(
            tag("details", tag("summary", f"案件{number if len(item.cases) > 1 else ''}"), tag("pre", dump(dict(case))))
        )
    return tag("div", *parts, class_="finding")
