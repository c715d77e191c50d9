"""Simulated decisions: seeded, from the rulebook's own fact domains, with a declared noise model and known faults.

Cases are drawn around every boundary of a violation and decided by the engine, one by one; officers then choose a fine
within the band, by their unit's habits. Into a declared share a fault is put, and written down as the truth, so that an
audit's recall and its false alarms can be measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from pydantic import Field

from discretion.audit.assign import epochs
from discretion.engine.decide import Disposition, Status, decide, fine_band
from discretion.facts import FactType, Strict, decode
from discretion.library import Library
from discretion.penalty import Force
from discretion.plan.boundaries import random_facts
from discretion.plan.model import Plan

FAULTS = ("above", "below", "outside_statute", "wrong_disposition", "version_not_in_force", "unusable")
TEMPLATES = 400  # different cases per violation: like cases must recur, or nothing can be compared
CHUNK = 250_000
YUAN = 100
FIXED = ("案号", "案由", "违法日期", "决定日期", "行政区划", "执法机构", "当事人", "年龄", "罚款", "依据", "理由")


class Noise(Strict):
    """The noise model. Shares are of all decisions; places are shares of the band (0 its low end, 1 its high end).

    Attributes:
        centre: where in the band the officers aim on average.
        spread: standard deviation of one officer's choice.
        drift: standard deviation of the units' own centres around ``centre``.
        units: how many units.
        reasons: share of the faulty decisions that give a reason.
        faults: share of decisions with each fault.
    """

    centre: float = Field(0.4, ge=0, le=1)
    spread: float = Field(0.15, ge=0, le=1)
    drift: float = Field(0.1, ge=0, le=1)
    units: int = Field(20, ge=1)
    reasons: float = Field(0.3, ge=0, le=1)
    faults: dict[str, float] = dict.fromkeys(FAULTS, 0.005)


@dataclass(frozen=True, slots=True)
class Template:
    """A case as the engine decides it; bounds are the first and last whole 分 of band and statutory range."""

    facts: tuple[int, ...]
    low: int
    high: int
    law_low: int
    law_high: int
    fined: bool
    may_stay_unfined: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A violation with its cases and the days on which one set of rules holds."""

    plan: Plan
    templates: tuple[Template, ...]
    start: date
    days: int


def kinds(library: Library, area: str, violations: Sequence[str], seed: int) -> list[Kind]:
    """Cases for each violation of an area, decided by the engine.

    Args:
        library: the rulebook.
        area: the area.
        violations: ids; empty for all of the area.
        seed: of all chance.
    """
    plans = library.plans
    start = max(day for day in epochs(plans) if day <= _newest(library))
    later = [day for day in epochs(plans) if day > start]
    days = min((later[0] - start).days if later else 365, 365)
    chain = plans.chain(area, start)
    found = []
    for name in violations or plans.rulebook.violation_ids(chain):
        plan = plans.plan(name, chain, start)
        if plan is not None:
            random = Random(f"{seed}|{name}")  # noqa: S311 - a simulation is repeatable, not secret
            templates = tuple(_templates(plan, random))
            if templates:
                found.append(Kind(plan, templates, start, days))
    return found


def _newest(library: Library) -> date:
    rulebook = library.rulebook
    laws = [file.model.effective for files in rulebook.laws.values() for file in files]
    return max(laws + [versions[-1].header.model.effective for versions in rulebook.areas.values()])


def _templates(plan: Plan, random: Random) -> Iterator[Template]:
    elapsed = {n for n, slot in enumerate(plan.slots) if slot.fact.finding is not None and slot.fact.finding.elapsed}
    seen: set[tuple[int, ...]] = set()
    for drawn in random_facts(plan, random, TEMPLATES * 3):
        facts = tuple(0 if number in elapsed else value for number, value in enumerate(drawn))
        if facts in seen or len(seen) >= TEMPLATES:
            continue
        template = _template(plan, facts)
        if template is not None:
            seen.add(facts)
            yield template


def _template(plan: Plan, facts: tuple[int, ...]) -> Template | None:
    found = decide(plan, facts)
    settled = found.settled
    if settled.status in (Status.NO_RULE, Status.UNDETERMINED):
        return None
    if settled.status is not Status.DETERMINED or settled.range is None or found.sanction is None:
        return Template(facts, 0, 0, 0, 0, False, False)
    band, _ = fine_band(plan, found.sanction, facts)
    law, _ = fine_band(plan, plan.statute[settled.range].party["general"], facts)
    if band is None or law is None or band.empty:
        return Template(facts, 0, 0, 0, 0, False, False)
    may = found.force is Force.MAY or Disposition.EXEMPT in settled.offered
    low = law.lowest if settled.disposition is not Disposition.MITIGATED else 0
    return Template(facts, band.lowest, band.highest, low, law.highest, True, may)


def decisions(
    found: Sequence[Kind], count: int, noise: Noise, seed: int, place: str | None
) -> Iterator[tuple[Any, Any]]:
    """Decisions in chunks.

    Args:
        found: the violations with their cases.
        count: how many decisions.
        noise: the noise model.
        seed: of all chance; the same seed gives the same decisions.
        place: GB/T 2260 code that all decisions have.

    Yields:
        Two Arrow tables: the decisions, and the truth about them (id, fault).
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    habits = np.clip(rng.normal(noise.centre, noise.drift, noise.units), 0, 1)
    names = fact_names(found)
    done = 0
    while done < count:
        size = min(CHUNK, count - done)
        yield _chunk(found, names, rng, habits, noise, done, size, place)
        done += size


def fact_names(found: Sequence[Kind]) -> list[str]:
    """The facts that become columns of their own, in order."""
    names: dict[str, None] = {}
    for kind in found:
        for slot in kind.plan.slots:
            rule = slot.fact.finding
            if rule is None or not (rule.party or rule.elapsed):
                names[slot.name] = None
    return list(names)


def _chunk(
    found: Sequence[Kind],
    names: list[str],
    rng: Any,
    habits: Any,
    noise: Noise,
    start: int,
    size: int,
    place: str | None,
) -> tuple[Any, Any]:
    import numpy as np
    import pyarrow as pa

    which = rng.integers(0, len(found), size)
    unit = rng.integers(0, len(habits), size)
    aim = np.clip(rng.normal(habits[unit], noise.spread), 0, 1)
    fault = _faults(rng, noise, size)
    parts, truths = [], []
    for number, kind in enumerate(found):
        rows = np.flatnonzero(which == number)
        if len(rows):
            part, truth = _of_kind(kind, names, rng, rows + start, unit[rows], aim[rows], fault[rows], noise, place)
            parts.append(part)
            truths.append(truth)
    return pa.concat_tables(parts), pa.concat_tables(truths)


def _faults(rng: Any, noise: Noise, size: int) -> Any:
    """The number of the fault of each decision; len(FAULTS) for none."""
    import numpy as np

    shares = [noise.faults.get(name, 0.0) for name in FAULTS]
    return np.searchsorted(np.cumsum(shares), rng.random(size), side="right")


def _of_kind(
    kind: Kind, names: list[str], rng: Any, rows: Any, unit: Any, aim: Any, fault: Any, noise: Noise, place: str | None
) -> tuple[Any, Any]:
    import numpy as np
    import pyarrow as pa

    size = len(rows)
    pick = rng.integers(0, len(kind.templates), size)
    columns = {
        name: np.array([getattr(template, name) for template in kind.templates], dtype=np.int64)[pick]
        for name in ("low", "high", "law_low", "law_high", "fined", "may_stay_unfined")
    }
    low, high, law_low, law_high, fined, may = columns.values()
    raw = low + np.floor((high - low) * aim).astype(np.int64)
    whole = raw - raw % YUAN
    fine = np.where(fined == 1, np.where(whole >= low, whole, raw), 0)
    fine, done = _faulty(rng, fault, fine, low, high, law_low, law_high, fined == 1, may == 1)
    occurred = np.datetime64(kind.start) + rng.integers(0, max(kind.days - 61, 1), size)
    decided = occurred + rng.integers(3, 60, size)
    unusable = done == FAULTS.index("unusable")
    amounts = [f"{value // 100}.{value % 100:02d}" for value in fine.tolist()]
    for row in np.flatnonzero(unusable).tolist():
        amounts[row] = "见决定书"
    old = np.where(done == FAULTS.index("version_not_in_force"), "repealed@1900", kind.plan.law)
    departing = np.isin(done, [FAULTS.index(name) for name in ("above", "below", "wrong_disposition")])
    reason = np.where(departing & (rng.random(size) < noise.reasons), "集体讨论决定", "")
    ids = [f"S{row:09d}" for row in rows.tolist()]
    fixed = (
        ids, [kind.plan.violation] * size, np.datetime_as_string(occurred), np.datetime_as_string(decided),
        [place] * size, [f"第{number + 1:02d}大队" for number in unit.tolist()],
        _party(kind, pick, "kind", "organisation"), _party(kind, pick, "age", None), amounts, old, reason,
    )  # fmt: skip
    table = {name: pa.array(values, pa.string()) for name, values in zip(FIXED, fixed, strict=True)}
    for name in names:
        table[name] = _fact_column(kind, name, pick)
    truth = [FAULTS[number] if number < len(FAULTS) else None for number in done.tolist()]
    return pa.table(table), pa.table({"id": pa.array(ids), "fault": pa.array(truth, pa.string())})


def _faulty(
    rng: Any, fault: Any, fine: Any, low: Any, high: Any, law_low: Any, law_high: Any, fined: Any, may: Any
) -> tuple[Any, Any]:
    """Put the faults in where the case has room for them; the fines, and the faults that really happened."""
    import numpy as np

    number = {name: position for position, name in enumerate(FAULTS)}
    none = len(FAULTS)
    above = (fault == number["above"]) & fined & (high < law_high)
    below = (fault == number["below"]) & fined & (low > np.maximum(law_low, 1))
    outside = (fault == number["outside_statute"]) & fined
    wrong = (fault == number["wrong_disposition"]) & (~fined | (~may & (low > 0)))
    step = rng.random(len(fine))
    fine = np.where(above, high + 1 + np.floor((law_high - high - 1) * step).astype(np.int64), fine)
    least = np.maximum(law_low, 1)
    fine = np.where(below, least + np.floor((low - 1 - least) * step).astype(np.int64), fine)
    fine = np.where(outside, law_high + 1 + np.floor(law_high * step).astype(np.int64), fine)
    fine = np.where(wrong, np.where(fined, 0, 50_000), fine)
    kept = above | below | outside | wrong | np.isin(fault, [number["unusable"], number["version_not_in_force"]])
    return fine, np.where(kept, fault, none)


def _party(kind: Kind, pick: Any, what: str, otherwise: str | None) -> list[str | None]:
    for number, slot in enumerate(kind.plan.slots):
        if slot.fact.finding is not None and slot.fact.finding.party == what:
            values = [str(decode(slot.fact, template.facts[number])) for template in kind.templates]
            return [values[row] for row in pick.tolist()]
    return [otherwise] * len(pick)


def _fact_column(kind: Kind, name: str, pick: Any) -> Any:
    import pyarrow as pa

    number = kind.plan.index.get(name)
    if number is None:
        return pa.nulls(len(pick), pa.string())
    fact = kind.plan.slots[number].fact
    values = [decode(fact, template.facts[number]) for template in kind.templates]
    texts = [str(value).lower() if fact.type is FactType.BOOLEAN else str(value) for value in values]
    return pa.array(texts, pa.string()).take(pa.array(pick))


def mapping_of(found: Sequence[Kind]) -> dict[str, Any]:
    """The mapping file that fits the simulated decisions."""
    return {
        "id": "案号", "violation": "案由", "occurred": "违法日期", "decided": "决定日期", "place": "行政区划",
        "unit": "执法机构", "party": "当事人", "age": "年龄", "fine": {"column": "罚款", "unit": "元"},
        "law": "依据", "reason": "理由", "facts": {name: name for name in fact_names(found)},
    }  # fmt: skip
