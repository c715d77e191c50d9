"""What a result says of a whole case of several violations, from what its parts say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from discretion.decide import (
    Accounted,
    Alternative,
    Assumed,
    Late,
    Missing,
    Nearest,
    Neighbour,
    ProcedureFlag,
    Reachable,
    Reason,
    Receipt,
    Recommendation,
    Saying,
    Section,
    Shared,
    Step,
    Told,
    VersionUsed,
)
from discretion.explain import joined, section
from discretion.receipt import Request, Sources, receipt

ALONE = "单独适用本项："
UNSAID = (
    "案件没有写明数项违法是不是同一个行为，按不同的行为分别决定；"
    "属于同一个违法行为的，在案件中写明，依照《行政处罚法》第二十九条按罚款数额高的规定给予一次罚款。"
)


@dataclass(frozen=True, eq=False)
class WholeCase:
    """Answers what an ``Explainer`` answers, for the whole case."""

    request: Request
    parts: tuple[Recommendation, ...]
    own: tuple[Saying, ...]
    acts: tuple[str | None, ...]

    def reasons(self) -> Told[Reason]:
        """The reasons of every violation, then what was made of them together."""
        return Told([*(item for part in self.parts for item in part.shared("reasons").items), *self.own])

    def _shared(self, act: str | None) -> bool:
        """Whether an act is that of several violations: what one of them alone gives is no decision yet."""
        return act is not None and self.acts.count(act) > 1

    def alternatives(self) -> list[Alternative]:
        """What may be decided instead."""
        return joined(part.alternatives for part in self.parts)

    def outcomes(self) -> list[Reachable]:
        """The reachable outcomes."""
        return joined(part.outcomes for part in self.parts)

    def account_for(self, _: Recommendation) -> Told[Accounted]:
        """What became of everything stated: used by one violation is used."""
        found: dict[tuple[str, str, str], Accounted] = {}
        for part in self.parts:
            for item in part.shared("account"):
                known = found.get((item.kind, item.name, item.value))
                if known is None or (known.use != "used" and item.use == "used"):
                    found[item.kind, item.name, item.value] = item
        return Told.of(found.values())

    def neighbours(self) -> list[Neighbour]:
        """Where an act may fall instead."""
        return joined(part.neighbours for part in self.parts)

    def missing(self) -> list[Missing]:
        """The facts to establish."""
        return joined(part.missing for part in self.parts)

    def nearest(self) -> Told[Nearest]:
        """Which change leads elsewhere."""
        return Told.of(joined(part.shared("nearest") for part in self.parts))

    def procedure(self) -> Told[ProcedureFlag]:
        """The procedure flags."""
        return Told.of(joined(part.shared("procedure") for part in self.parts))

    def notes(self) -> list[str]:
        """The warnings."""
        return joined(part.notes for part in self.parts)

    def assumed(self) -> Told[Assumed]:
        """The presumptions."""
        return Told.of(joined(part.shared("assumed") for part in self.parts))

    def versions(self) -> Told[VersionUsed]:
        """The versions considered."""
        return Told.of(joined(part.shared("versions") for part in self.parts))

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of the finished result."""
        sources = reduce(Sources.__or__, (_sources(part.receipt) for part in self.parts))
        return receipt(self.request, sources, result)

    def computation(self) -> list[Step]:
        """How the fines are worked out."""
        return joined(part.computation for part in self.parts)

    def sections_for(self, result: Recommendation) -> Told[Section]:
        """The sections of every violation, numbered; what they come to together; the remedies once."""
        own = [
            Section.model_construct(
                name=f"{number}.{item.name}",
                title=f"{number}·{item.title}",
                text=f"{ALONE}{item.text}" if item.name == "result" and self._shared(act) else item.text,
            )
            for number, (part, act) in enumerate(zip(self.parts, self.acts, strict=True), 1)
            for item in part.shared("sections")
            if item.name != "remedies"
        ]
        one = len(set(self.acts)) == 1 and self.acts[0] is not None
        total = f"{'对当事人' if one else '合并执行：'}{result.penalty.text}" if result.penalty else ""
        joint = "；".join([*(item.shared.part.text for item in self.own), *([total] if total else [])])
        remedies = [item for part in self.parts for item in part.shared("sections") if item.name == "remedies"]
        return Told([*map(Shared, own), *section("joint", joint), *map(Shared, remedies[:1])])

    def hints_for(self, _: Recommendation) -> Told[Section]:
        """The officer's text of every violation; what is the same for all of them, once."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, part in enumerate(self.parts, 1):
            for item in part.shared("hint_sections"):
                found.setdefault((item.name, item.text), []).append(number)
        titles = {item.name: item.title for part in self.parts for item in part.shared("hint_sections")}
        every = len(self.parts)
        unsaid = self.acts.count(None) > 1 and len([part for part in self.parts if _fined(part)]) > 1
        one_act = [Section.model_construct(name="one_act", title="同一行为", text=UNSAID)] if unsaid else []
        return Told.of(
            [
                *one_act,
                *[
                    Section.model_construct(
                        name=name,
                        title=titles[name] if len(parts) == every else f"{'、'.join(map(str, parts))}·{titles[name]}",
                        text=text,
                    )
                    for (name, text), parts in found.items()
                ],
            ]
        )


def _fined(part: Recommendation) -> bool:
    return part.penalty is not None and part.penalty.fine is not None


def _sources(item: Receipt) -> Sources:
    return Sources(item.rulesets, item.laws, item.authorities, item.vocabulary)
