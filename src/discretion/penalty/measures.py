"""The measures other than a fine (行政处罚法 art. 9): kinds, objects, extents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Force(StrEnum):
    """Whether the law commands (处、并处、应当), leaves a choice of at least one (处…或者…), allows one of several (可以处…或者…), or
    allows (可以处、可以并处).
    """

    SHALL = "shall"
    CHOICE = "choice"
    OPTION = "option"
    MAY = "may"

    @property
    def free(self) -> bool:
        """Whether it may be left out whatever else is imposed."""
        return self in (Force.OPTION, Force.MAY)

    @property
    def either(self) -> bool:
        """Whether it is one of several that stand for one another."""
        return self in (Force.CHOICE, Force.OPTION)

    def phrase_of(self, texts: Iterable[str]) -> str:
        """Several that stand for one another, as one phrase: 可以处警告，或者罚款."""
        verb = "可以" if self is Force.OPTION else ""
        return verb + "，或者".join(text.removeprefix(verb) for text in texts)

    def commands(self, other: Force) -> bool:
        """Whether what has this force is at least as sure to be imposed as what has the other."""
        return self.free <= other.free and (self is Force.SHALL or other is not Force.SHALL)


class Kind(StrEnum):
    """Kinds of measures, in the order of art. 9. The fine is kept apart because it has a band of money."""

    WARNING = "warning"
    CRITICISM = "criticism"
    CONFISCATE = "confiscate"
    SUSPEND_LICENCE = "suspend_licence"
    DOWNGRADE = "downgrade"
    REVOKE = "revoke"
    RESTRICT_OPERATION = "restrict_operation"
    SUSPEND_BUSINESS = "suspend_business"
    CLOSE = "close"
    RESTRICT_EMPLOYMENT = "restrict_employment"
    DETAIN = "detain"


KIND_NAMES = {
    Kind.WARNING: "警告",
    Kind.CRITICISM: "通报批评",
    Kind.CONFISCATE: "没收",
    Kind.SUSPEND_LICENCE: "暂扣许可证件",
    Kind.DOWNGRADE: "降低资质等级",
    Kind.REVOKE: "吊销许可证件",
    Kind.RESTRICT_OPERATION: "限制开展生产经营活动",
    Kind.SUSPEND_BUSINESS: "责令停业整顿",
    Kind.CLOSE: "责令关闭",
    Kind.RESTRICT_EMPLOYMENT: "限制从业",
    Kind.DETAIN: "行政拘留",
}
CONFISCATION_NAMES = {
    "illegal_gain": "违法所得",
    "goods": "非法财物",
    "vehicle": "车辆",
    "vessel": "船舶",
    "parts": "假冒伪劣配件",
    "documents": "相关证件",
    "tools": "作案工具",
}
# A stronger kind of the same family covers a weaker one; a warning or criticism is covered by anything else.
STRONGER = {
    Kind.SUSPEND_LICENCE: (Kind.DOWNGRADE, Kind.REVOKE),
    Kind.DOWNGRADE: (Kind.REVOKE,),
    Kind.RESTRICT_OPERATION: (Kind.SUSPEND_BUSINESS, Kind.CLOSE),
    Kind.SUSPEND_BUSINESS: (Kind.CLOSE,),
}
LIGHT = (Kind.WARNING, Kind.CRITICISM)


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a suspension or restriction lasts; ``high`` is None for life."""

    unit: str
    low: int
    high: int | None

    def __str__(self) -> str:
        name = {"days": "日", "months": "个月", "years": "年"}[self.unit]
        if self.high is None:
            return "终身"
        return f"{self.low}{name}" if self.low == self.high else f"{self.low}{name}以上{self.high}{name}以下"

    def within(self, other: Extent) -> bool:
        """Whether this extent lies inside another of the same unit."""
        if self.unit != other.unit:
            return False
        if other.high is None:
            return self.high is None
        return self.high is not None and other.low <= self.low and self.high <= other.high

    def at_least(self, other: Extent) -> bool:
        """Whether this extent is nowhere shorter than another of the same unit."""
        if self.high is None:
            return True
        return other.high is not None and self.unit == other.unit and self.low >= other.low and self.high >= other.high


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a penalty, e.g. revocation of a 车辆营运证."""

    kind: Kind
    force: Force = Force.SHALL
    item: str | None = None  # what is confiscated
    what: str | None = None  # the object, in Chinese, as the law names it
    extent: Extent | None = None
    words: str | None = field(default=None, compare=False)  # how the statute writes it: 收缴有关证件, 责令停产停业整顿
    by: str | None = field(default=None, compare=False)  # who imposes it, where the law names another body: 原许可机关

    @property
    def key(self) -> str:
        """Stable identifier within a penalty: ``revoke``, ``confiscate.illegal_gain``."""
        return f"{self.kind.value}.{self.item}" if self.item else self.kind.value

    def __str__(self) -> str:
        name, extent = KIND_NAMES[self.kind], self.extent
        if self.words:
            name = self.words
        elif self.item:
            name += self.what or CONFISCATION_NAMES.get(self.item, self.item)
        elif self.what and self.kind is Kind.RESTRICT_EMPLOYMENT:
            name, extent = self._barred, None
        elif self.what:
            name = {
                Kind.REVOKE: f"吊销{self.what}",
                Kind.SUSPEND_LICENCE: f"暂扣{self.what}",
                Kind.SUSPEND_BUSINESS: self.what,
                Kind.RESTRICT_OPERATION: self.what,
            }.get(self.kind, f"{name}（{self.what}）")
        name = f"由{self.by}{name}" if self.by else name
        return f"{name}{extent}" if extent else name

    @property
    def _barred(self) -> str:
        """A bar from a trade as the law says it: 5年内不得从事原备案的业务, 终身不得重新申请船员适任证书."""
        what, extent = self.what or "", self.extent
        if extent is None or what.startswith(str(extent)):
            return what
        return f"{extent}{what}" if extent.high is None else f"{extent}内{what}"

    def covers(self, other: Measure) -> bool:
        """Whether this measure is at least as severe as another one that it stands for.

        What may be left out stands for nothing that must be; and a certificate revoked for no other certificate.
        """
        if not self.force.commands(other.force):
            return False
        if other.kind in LIGHT and self.kind not in LIGHT:
            return True
        if self.what != other.what:
            return False
        if self.kind in STRONGER.get(other.kind, ()):
            return True
        if self.key != other.key:
            return False
        if other.extent is None or self.extent is None:
            return self.extent == other.extent
        return self.extent.at_least(other.extent)
