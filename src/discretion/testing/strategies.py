"""Hypothesis strategies for facts and cases, drawn to boundaries: for the property tests of rulebooks and case systems.

>>> from discretion.testing import cases  # doctest: +SKIP
>>> @given(cases(library, "highway.overload.mass"))  # doctest: +SKIP
... def test_never_fails(case): assert library.recommend(case).status != "no_rule"
"""

from __future__ import annotations

from datetime import date
from typing import Any

try:
    from hypothesis import strategies as st
except ModuleNotFoundError:
    from discretion.errors import MissingExtra

    raise MissingExtra("test", "生成案件") from None

from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.plan import Plan, Values, anchors, comparisons, edges, slots_of
from discretion.testing.written import as_case, default_day, stated


def encoded(plan: Plan) -> st.SearchStrategy[Values]:
    """Complete facts of a plan, one integer per slot (money in 分, enums by position), in the order of ``plan.slots``.

    It starts from facts that meet a rule, changes some of them freely within the legal domain, and then moves some to
    a number at which a comparison of the plan changes, or one next to it.
    """
    bases = anchors(plan) or (tuple(slot.low for slot in plan.slots),)
    atoms = [(atom, slots_of(atom)) for atom in comparisons(plan)]
    free = [st.integers(slot.low, slot.high) for slot in plan.slots]

    @st.composite
    def draw_values(draw: st.DrawFn) -> Values:
        values = list(draw(st.sampled_from(bases)))
        for slot in draw(st.lists(st.sampled_from(range(len(free))), max_size=4, unique=True)) if free else ():
            values[slot] = draw(free[slot])
        for atom, slots in draw(st.lists(st.sampled_from(atoms), max_size=3)) if atoms else ():
            slot = draw(st.sampled_from(slots))
            near = edges(plan, atom, tuple(values), slot)
            if near:
                values[slot] = draw(st.sampled_from(near))
        return tuple(values)

    return draw_values()


def facts(plan: Plan, *, partial: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Facts of a plan as a case file states them.

    Args:
        plan: the compiled violation.
        partial: also leave facts out.
    """
    complete = encoded(plan).map(lambda values: stated(plan, values))
    if not partial or not plan.slots:
        return complete
    names = [slot.name for slot in plan.slots]
    missing = st.lists(st.sampled_from(names), max_size=3, unique=True)
    return st.builds(
        lambda known, left_out: {k: v for k, v in known.items() if k not in left_out}, complete, missing
    )  # fmt: skip


def cases(
    library: Library, violation: str, *, area: str = "national", day: date | None = None, partial: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """Cases of one violation, as plain data that ``library.recommend(case, area=area)`` accepts.

    Args:
        library: the rulebook.
        violation: its identifier.
        area: whose ruleset cuts the facts into ranges.
        day: the day of the act; by default the first day on which the area's newest ruleset and the law are in force.
        partial: also cases with missing facts.

    Raises:
        UsageError: no such violation or area, or it is not prohibited on that day.
    """
    day = day or default_day(library.plans, area, violation)
    plan = library.plans.plan(violation, library.plans.chain(area, day), day)
    if plan is None:
        raise UsageError(Problem(f"违法行为 {violation} 在{day.isoformat()}没有处罚规定"))
    return facts(plan, partial=partial).map(lambda known: as_case(plan, known, day))
