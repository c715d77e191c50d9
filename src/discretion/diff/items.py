"""What a side says, as items that can be laid side by side: what counts (substance), how it reads (text), and mere words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from discretion.conditions import ALWAYS, Condition, Conjunction, Negation
from discretion.diff.canonical import canonical
from discretion.diff.point import kind_of
from discretion.diff.sides import Side
from discretion.errors import Position
from discretion.facts import Words, say_day, say_yuan
from discretion.penalty import Penalty
from discretion.rulebook import Inherited, LawVersion, Origin, Provision, Source
from discretion.words import say_mitigated, say_penalty, say_range


@dataclass(frozen=True)
class Item:
    """One thing that a side says.

    Attributes:
        key: section and identifier.
        substance: equal exactly when nothing but words or order differs.
        wording: names and notes, which make no difference in law.
        subject: what a direction is decided by, if not by behaviour.
        rank: how far it binds: statute, published, proposed; "" where that is no question.
    """

    key: tuple[str, str]
    label: str
    text: str
    substance: object
    wording: object = None
    where: Position | None = None
    subject: object = field(default=None, compare=False)
    rank: str = ""


def violation_items(side: Side, inherited: Inherited) -> Iterator[Item]:
    """The items of one violation: its provision as of the side's day, elements, closures, tiers."""
    violation, words = inherited.violation, Words(side.rulebook.vocabulary)
    origins = inherited.origins
    yield _words("label", "名称", violation.label, origins.get("label"))
    yield _words("enforcement", "执法层级", violation.enforcement, origins.get("enforcement"))
    yield _words("advice", "合规建议", violation.advice, origins.get("advice"))
    yield _words("remark", "备注", violation.remark, origins.get("remark"))
    yield _words("tags", "标签", "、".join(sorted(violation.tags)), origins.get("tags"))
    yield Item(
        ("violation", "sector"), "行业门类", violation.sector or "", violation.sector, None, _at(origins.get("sector"))
    )
    yield from _provision(side, inherited, words)
    if violation.duty is not None:
        cites = "、".join(
            side.rulebook.cite(ref, side.day)
            + (f"（{words.condition(when)}）" if (when := violation.duty.when.get(ref)) else "")
            for ref in violation.duty.cite
        )
        yield Item(("citation", "duty"), "违则", cites, cites, None, _at(origins.get("duty")))
    yield Item(
        ("element", "elements"), "构成要件", words.condition(violation.elements), canonical(violation.elements), None,
        _at(origins.get("elements")),
    )  # fmt: skip
    ranges = _ranges(side, inherited, words)
    for index, closure in enumerate(violation.closes):
        text = f"{words.condition(closure.when)}的，按{ranges.get(closure.range, '法定幅度')}处理"
        form = canonical(closure.when), closure.range
        yield Item(
            ("closure", closure.range), "法律未规定之处的处理", f"{text}（{closure.reason}）", form, closure.reason,
            _at(origins.get("closes"), index),
        )  # fmt: skip
    yield from _tiers(side, inherited, words)


def _provision(side: Side, inherited: Inherited, words: Words) -> Iterator[Item]:
    ref = inherited.violation.provision or ""
    where = _at(inherited.origins.get("provision"))
    found = side.rulebook.provision(ref, side.day)
    if found is None:
        yield Item(("provision", "provision"), "处罚依据", "本库没有编入当日有效的条文", (ref, None), None, where)
        return
    law, provision = found
    name = ref.partition("/")[2]
    yield Item(
        ("provision", "provision"), "处罚依据", f"{law.cite(name)}（{provision.label}）", ref, provision.label, where
    )
    yield Item(("citation", "provision"), "条文", law.cite(name), law.cite(name))
    yield Item(("date", "law"), "法律版本", _version(law), (law.law, law.version))
    yield from _statute(law, provision, words)


def _ranges(side: Side, inherited: Inherited, words: Words) -> dict[str, str]:
    """The statutory ranges by what they are for."""
    found = side.rulebook.provision(inherited.violation.provision or "", side.day)
    return {item.range: say_range(item.when, words) for item in found[1].ranges} if found is not None else {}


def _beside(law: LawVersion, provision: Provision) -> str:
    """The provisions whose fines are added to this one's."""
    joint = [(name, other.cumulates) for name, other in law.provisions.items() if other is not provision]
    group = provision.cumulates and provision.cumulates.group
    return "、".join(law.cite(name) for name, other in joint if other and other.group == group) or "同组规定"


def _statute(law: LawVersion, provision: Provision, words: Words) -> Iterator[Item]:
    if provision.when != ALWAYS:
        yield Item(("element", "provision"), "法条适用条件", words.condition(provision.when), canonical(provision.when))
    orders = "、".join(provision.orders)
    if orders:
        yield Item(("order", "provision"), "责令", orders, sorted(provision.orders))
    if provision.cumulates is not None:
        text = f"与{_beside(law, provision)}的罚款累计，最高{say_yuan(provision.cumulates.cap * 100)}"
        yield Item(("cumulation", "provision"), "累计处罚", text, provision.cumulates)
    for item in provision.ranges:
        said = "、".join([*item.orders, say_penalty(item.penalty, words)])
        text = f"{_when(item.when, words)}{said}"
        form = canonical(item.when), _penalty(item.penalty), sorted(item.orders)
        yield Item(("range", item.range), "法定幅度", text, form, item.label, rank="statute")


def _tiers(side: Side, inherited: Inherited, words: Words) -> Iterator[Item]:
    violation = inherited.violation
    first = violation.hit == "first"
    text = "依次比对，先符合者适用" if first else "各阶次互不重叠"
    order = (
        tuple(canonical(tier.when) if tier.when is not None else None for tier in violation.tiers) if first else None
    )
    yield Item(("tier", "hit"), "阶次的适用方式", text, (violation.hit, order), None, _at(inherited.origins.get("hit")))
    named: list[Condition] = []
    for index, tier in enumerate(violation.tiers):
        origin = inherited.origins.get("tiers")
        source = tier.source or violation.source
        condition = tier.when if tier.when is not None else Conjunction(tuple(Negation(item) for item in named))
        named.append(condition)
        penalty = "；".join(_row(row.when, row.penalty, words) for row in tier.rows) or _row(
            ALWAYS, tier.penalty, words
        )
        name = f"tier:{tier.tier}"
        boundary = words.condition(condition) if tier.when is not None else "其他情形"
        rows: list[tuple[object, object]] = [(canonical(row.when), _penalty(row.penalty)) for row in tier.rows] or [
            (canonical(ALWAYS), _penalty(tier.penalty))
        ]
        if tier.mitigated is not None:
            penalty += f"；减轻处罚的，罚款为{say_mitigated(tier.mitigated)}"
            rows.append(("mitigated", tier.mitigated.model_dump(exclude={"source"})))
        wording = tier.label, tier.remark
        yield Item(
            ("boundary", name), f"阶次“{tier.label}”的条件", boundary, canonical(condition), wording, _at(origin, index),
            rank=kind_of(source),
        )  # fmt: skip
        yield Item(
            ("penalty", name),
            f"阶次“{tier.label}”的处罚",
            penalty,
            rows,
            None,
            _at(origin, index),
            tier,
            kind_of(source),
        )
        if tier.orders:
            yield Item(
                ("order", name),
                f"阶次“{tier.label}”的责令事项",
                "、".join(tier.orders),
                sorted(tier.orders),
                None,
                _at(origin, index),
            )
        if source is not None:
            said = say_source(source, side, side.day)
            yield Item(("source", name), f"阶次“{tier.label}”的来源", said, said, None, _at(origin, index))


def say_source(source: Source, side: Side, day: date) -> str:
    """The mark and what stands behind it; statute, published and proposed are never written alike."""
    details = [side.rulebook.cite(ref, day) for ref in source.cite]
    details += [part for part in (source.document, source.article, source.method) if part]
    return f"{source.mark}：{'，'.join(details)}"


def _row(when: Condition, penalty: Penalty | str | None, words: Words) -> str:
    said = "法定幅度" if penalty is None or isinstance(penalty, str) else say_penalty(penalty, words)
    return f"{_when(when, words)}{said}"


def _when(when: Condition, words: Words) -> str:
    return "" if when == ALWAYS else f"{words.condition(when)}的，"


def _penalty(penalty: Penalty | str | None) -> object:
    """A penalty as plain data; what is left out and what is written as the default are the same."""
    # an expression is written as data by its own serializer, which pydantic cannot foresee: no warning before the reader
    return penalty if penalty is None or isinstance(penalty, str) else penalty.model_dump(warnings=False)


def _version(law: LawVersion) -> str:
    until = f"，至{say_day(law.until)}" if law.until else ""
    document = f"，{law.document}" if law.document else ""
    return f"《{law.label}》{law.version}版（自{say_day(law.effective)}施行{until}{document}）"


def _words(name: str, label: str, text: str | None, origin: Origin | None) -> Item:
    return Item(("wording", name), label, text or "（无）", None, text or None, _at(origin))


def _at(origin: Origin | None, *path: str | int) -> Position | None:
    return origin.document.position((*origin.path, *path)) if origin is not None else None
