"""Waivers (``rulesets/waivers.yaml``): findings that are accepted, each with a reason, an approver and a last day.

A waiver that has expired, or that no finding needs, is a finding itself: nothing stays waived by oversight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from pydantic import Field, field_validator

from discretion.check.model import Finding, Verdict
from discretion.documents import Day, Document, validate
from discretion.errors import Position, RulebookError
from discretion.facts import Strict
from discretion.rulebook import Layer, LayerSource, layer_of

FILE = "waivers.yaml"
NEAR_DAYS = 60  # an end is announced so long before
LONGEST_DAYS = 730  # and lies no further away
FEW = 3  # what a message names


class Waiver(Strict):
    """One waiver. ``finding`` is the id of a finding; ``*`` stands for any text."""

    finding: str = Field(min_length=1)
    law: str | None = Field(None, description="理由所说的法律（标识）；写了的，只豁免适用该法律的检查结果")
    reason: str = Field(min_length=1)
    approver: str = Field(min_length=1)
    expires: Day = Field(description="豁免的最后一日")
    regions: list[str] | None = Field(
        None, description="豁免所及的范围，照抄检查输出的“豁免范围”；缺陷移到别处或者扩大的，是新的缺陷，不在豁免之内"
    )

    @field_validator("finding")
    @classmethod
    def _named(cls, finding: str) -> str:
        """The check is named: a waiver of everything is none."""
        code = finding.partition("/")[0]
        rest = finding.split("/")[1:]
        if any(sign in code for sign in "*?[") or all(any(sign in part for sign in "*?[") for part in rest):
            raise ValueError("豁免必须写明检查的名称和对象，例如 gap/zhejiang/highway.dig，不能只写 *")
        return finding

    def covers(self, finding: Finding) -> bool:
        """Whether the waiver names this finding, and the defect lies where it was when it was waived.

        A waiver that names no version holds for every version of the area, within its regions.
        """
        unversioned = finding.id.replace(f"/{finding.area}@{finding.version}/", f"/{finding.area}/", 1)
        named = any(fnmatchcase(name, self.finding) for name in (finding.id, unversioned))
        law = (finding.law or "").partition("@")[0]
        return (
            named
            and self.law in (None, law)
            and (self.regions is None or finding.region is None or finding.region.key in self.regions)
        )


class WaiverFile(Strict):
    """``waivers.yaml``."""

    waivers: list[Waiver]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the waiver that covers it."""

    finding: Finding
    waiver: Waiver | None = None

    @property
    def failing(self) -> bool:
        """Whether the finding fails CI: refuted or unknown, and not waived."""
        return self.finding.verdict is not Verdict.PROVEN and self.waiver is None


def read_waivers(source: LayerSource) -> tuple[WaiverFile, Document]:
    """The waivers of a ``rulesets`` folder, or of another layer; none when it has no such file.

    Raises:
        RulebookError: the file is malformed.
    """
    layer = Layer.of(source)
    if not layer.has(FILE):
        return WaiverFile(waivers=[]), Document({}, str(layer.root / FILE))
    document = layer.document(layer.root / FILE)
    return validate(WaiverFile, document, error=RulebookError), document


def judge(
    findings: Iterable[Finding], waivers: WaiverFile, document: Document, day: date, *, whole: bool
) -> list[Judged]:
    """Apply waivers.

    Args:
        findings: what the checks found.
        waivers: the waivers.
        document: the file they stand in.
        day: the day of the run; a waiver holds up to its last day.
        whole: whether everything was checked, so that a waiver without a finding is known to be unused.

    Returns:
        Every finding with its waiver, and then a finding for each waiver that expired or ends too late, covers a defect wherever it goes,
        or is not used.
    """
    judged, used, loose = [], dict[int, dict[str, None]](), dict[int, dict[str, None]]()
    for finding in findings:
        waiver = None
        if finding.verdict is not Verdict.PROVEN:
            for index, candidate in enumerate(waivers.waivers):
                if candidate.covers(finding):
                    used.setdefault(index, {})[finding.violation or ""] = None
                    if candidate.regions is None and finding.region is not None:
                        loose.setdefault(index, {})[finding.region.key] = None
                    if day <= candidate.expires:
                        waiver = waiver or candidate
        judged.append(Judged(finding, waiver))
    for index, waiver in enumerate(waivers.waivers):
        where = document.position(("waivers", index, "finding"))
        wrong = _wrong(waiver, day, list(used.get(index, ())), list(loose.get(index, ())), whole=whole)
        if wrong is not None:
            judged.append(Judged(_finding(waiver, *wrong, where)))
    return judged


def _wrong(waiver: Waiver, day: date, used: list[str], loose: list[str], *, whole: bool) -> tuple[str, str] | None:
    """What is wrong with a waiver itself, and how to mend it; ``used``: the violations that it covers, ``loose``: the regions that it does not name."""
    name = f"豁免 {waiver.finding} "
    if day > waiver.expires:
        text = f"{name}已于{waiver.expires.isoformat()}届满（批准：{waiver.approver}）"
        return text, "改正规则，或者重新审批后延长 expires"
    if len(used) > 1:
        text = f"{name}一次豁免了{len(used)}项违法行为（{'、'.join(used[:FEW])}等）"
        return text, "每项违法行为各写一条豁免，各有自己的理由"
    if loose:
        named = "、".join(f"“{region}”" for region in loose[:FEW])
        return f"{name}没有写 regions，缺陷移动或者扩大也会被豁免", f"写明现在的范围 regions：{named}"
    if (waiver.expires - day).days > LONGEST_DAYS:
        return f"{name}到{waiver.expires.isoformat()}才届满，超过两年", "写两年以内的 expires，届时重新审批"
    return (f"没有任何检查结果需要豁免 {waiver.finding}", "删除这一条豁免") if whole and not used else None


def judge_layers(
    findings: Iterable[Finding], layers: Sequence[Layer], day: date, whole: Collection[Layer] = ()
) -> list[Judged]:
    """Apply the waivers of every layer to what was found in it: nobody waives what lies above or below him.

    Args:
        findings: what the checks found.
        layers: of the rulebook.
        day: the day of the run.
        whole: the layers of which everything was checked.

    Raises:
        RulebookError: a file of waivers is malformed.
    """
    found: dict[Layer, list[Finding]] = {layer: [] for layer in layers}
    for finding in findings:
        found[layer_of(layers, finding.where.file if finding.where else "")].append(finding)
    return [item for layer in layers for item in judge(found[layer], *read_waivers(layer), day, whole=layer in whole)]


def ending(waivers: WaiverFile, day: date) -> list[str]:
    """What is to be announced: waivers that end within sixty days, the nearest first."""
    near = [item for item in waivers.waivers if 0 <= (item.expires - day).days <= NEAR_DAYS]
    return [
        f"豁免 {item.finding} 将于{(item.expires - day).days}日后（{item.expires.isoformat()}）届满，届满后检查不再合格"
        for item in sorted(near, key=lambda item: item.expires)
    ]


def _finding(waiver: Waiver, message: str, remedy: str, where: Position) -> Finding:
    return Finding("waiver", Verdict.REFUTED, "", None, waiver.finding, message, where, remedy=remedy)
