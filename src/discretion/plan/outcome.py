"""What a decision gives each subject of an act: the party, and those whom the law punishes beside it. With its force, once for all readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from discretion.penalty import Band, Force, Measure
from discretion.plan.law import Masks, Settled
from discretion.plan.memo import per_plan
from discretion.plan.model import Cell, Plan, Sanction
from discretion.plan.python import Compiled, compile_python
from discretion.plan.sanctions import whole_cell
from discretion.plan.terms import Values

PARTY = ""  # the subject whom the case is against; others have the names of the law


class Punishment(NamedTuple):
    """What one subject gets."""

    fine: Band | None
    force: Force
    measures: tuple[Measure, ...]


NOTHING = Punishment(None, Force.SHALL, ())


def sanctions_of(plan: Plan, settled: Settled, effect: str | None = None) -> Mapping[str, Sanction]:
    """The sanction of each subject, the party first; none where no penalty is weighed.

    Args:
        effect: another effect than the one that applies.
    """
    if settled.tier is None or settled.range is None or not settled.weighed:
        return {}
    return _by_subject(plan.cells[settled.tier, settled.range], effect or settled.effect)


def open_tier_sanctions(plan: Plan, found: int, effect: str) -> Mapping[str, Sanction]:
    """What the law alone gives each subject within a statutory range, while the tier is open."""
    return _by_subject(_whole_cells(plan)[found], effect)


def _by_subject(cell: Cell, effect: str) -> Mapping[str, Sanction]:
    return {PARTY: cell.party[effect]} | {subject: effects[effect] for subject, effects in cell.others.items()}


@per_plan
def _whole_cells(plan: Plan) -> tuple[Cell, ...]:
    return tuple(whole_cell(cell, plan.policy) for cell in plan.statute)


def outcome_at(plan: Plan, masks: Masks | None, settled: Settled, values: Values) -> dict[str, Punishment]:
    """What each subject gets at complete facts; further subjects only where they get something."""
    return punishments(plan, masks, sanctions_of(plan, settled), values)


def punishments(
    plan: Plan, masks: Masks | None, sanctions: Mapping[str, Sanction], values: Values
) -> dict[str, Punishment]:
    """What sanctions come to at complete facts."""
    found = {}
    for subject, sanction in sanctions.items():
        # What the general law adds, it adds for the party.
        measures = measures_of(plan, sanction, masks) if masks and subject == PARTY else sanction.measures
        punishment = Punishment(fine_band(plan, sanction, values)[0], sanction.force, measures)
        if subject == PARTY or punishment.fine is not None or measures:
            found[subject] = punishment
    return found


@per_plan
def compiled(plan: Plan) -> Compiled:
    """The generated code of a plan, made on first use."""
    return compile_python(plan)


def fine_band(plan: Plan, sanction: Sanction, values: Values) -> tuple[Band | None, bool]:
    """The band of a sanction's fine, and whether it had to be cut to the statutory range (step 8)."""
    band = band_of(plan, sanction)
    return band(values) if band is not None else (None, False)


def band_of(plan: Plan, sanction: Sanction) -> Callable[[Values], tuple[Band, bool]] | None:
    """``fine_band`` of one sanction, with its code looked up once."""
    return None if sanction.ends is None else compiled(plan).band(sanction.ends)


def measures_of(plan: Plan, sanction: Sanction, masks: Masks) -> tuple[Measure, ...]:
    """The sanction's measures, and those that the general law adds (e.g. confiscation of illegal gains)."""
    if not masks.supplements:
        return sanction.measures
    found = {measure.key: measure for measure in sanction.measures}
    for bit, item in enumerate(plan.supplements):
        if masks.supplements >> bit & 1:
            for measure in item.measures:
                found.setdefault(measure.key, measure)
    return tuple(found.values())
