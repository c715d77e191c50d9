"""What a result says of a whole case of several violations, from what its parts say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from discretion.decide import (
    Accounted,
    Alternative,
    Assumed,
    Missing,
    Nearest,
    Neighbour,
    ProcedureFlag,
    Reachable,
    Reason,
    Receipt,
    Recommendation,
    Section,
    Step,
    VersionUsed,
)
from discretion.explain import joined, section
from discretion.receipt import Request, Sources, receipt


@dataclass(frozen=True, eq=False)
class WholeCase:
    """Answers what an ``Explainer`` answers, for the whole case."""

    request: Request
    parts: tuple[Recommendation, ...]
    own: tuple[Reason, ...]

    def reasons(self) -> list[Reason]:
        """The reasons of every violation, then what was made of them together."""
        return [*(reason for part in self.parts for reason in part.reasons), *self.own]

    def alternatives(self) -> list[Alternative]:
        """What may be decided instead."""
        return joined(part.alternatives for part in self.parts)

    def outcomes(self) -> list[Reachable]:
        """The reachable outcomes."""
        return joined(part.outcomes for part in self.parts)

    def account(self) -> list[Accounted]:
        """What became of everything stated: used by one violation is used."""
        found: dict[tuple[str, str, str], Accounted] = {}
        for part in self.parts:
            for item in part.account:
                known = found.get((item.kind, item.name, item.value))
                if known is None or (known.use != "used" and item.use == "used"):
                    found[item.kind, item.name, item.value] = item
        return list(found.values())

    def neighbours(self) -> list[Neighbour]:
        """Where an act may fall instead."""
        return joined(part.neighbours for part in self.parts)

    def missing(self) -> list[Missing]:
        """The facts to establish."""
        return joined(part.missing for part in self.parts)

    def nearest(self) -> list[Nearest]:
        """Which change leads elsewhere."""
        return joined(part.nearest for part in self.parts)

    def procedure(self) -> list[ProcedureFlag]:
        """The procedure flags."""
        return joined(part.procedure for part in self.parts)

    def notes(self) -> list[str]:
        """The warnings."""
        return joined(part.notes for part in self.parts)

    def assumed(self) -> list[Assumed]:
        """The presumptions."""
        return joined(part.assumed for part in self.parts)

    def versions(self) -> list[VersionUsed]:
        """The versions considered."""
        return joined(part.versions for part in self.parts)

    def receipt_for(self, result: Recommendation) -> Receipt:
        """The receipt of the finished result."""
        sources = reduce(Sources.__or__, (_sources(part.receipt) for part in self.parts))
        return receipt(self.request, sources, result)

    def computation(self) -> list[Step]:
        """How the fines are worked out."""
        return joined(part.computation for part in self.parts)

    def sections_for(self, result: Recommendation) -> list[Section]:
        """The sections of every violation, numbered; what they come to together; the remedies once."""
        own = [
            Section.model_construct(name=f"{number}.{item.name}", title=f"{number}·{item.title}", text=item.text)
            for number, part in enumerate(self.parts, 1)
            for item in part.sections
            if item.name != "remedies"
        ]
        total = f"合并执行：{result.penalty.text}" if result.penalty else ""
        joint = "；".join([*(reason.text for reason in self.own), *([total] if total else [])])
        remedies = [item for part in self.parts for item in part.sections if item.name == "remedies"]
        return [*own, *section("joint", joint), *remedies[:1]]

    def hints_for(self, _: Recommendation) -> list[Section]:
        """The officer's text of every violation; what is the same for all of them, once."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, part in enumerate(self.parts, 1):
            for item in part.hint_sections:
                found.setdefault((item.name, item.text), []).append(number)
        titles = {item.name: item.title for part in self.parts for item in part.hint_sections}
        every = len(self.parts)
        return [
            Section.model_construct(
                name=name,
                title=titles[name] if len(parts) == every else f"{'、'.join(map(str, parts))}·{titles[name]}",
                text=text,
            )
            for (name, text), parts in found.items()
        ]


def _sources(item: Receipt) -> Sources:
    return Sources(item.rulesets, item.laws, item.authorities, item.vocabulary)
