"""One case: the same overload cases through discretion, zen-engine and a function written by hand, in one run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.overload import ours, rivals, zen_graph
from benchmarks.overload.cases import Answer, by_hand, generate
from benchmarks.timing import Contender, Latency, race
from discretion.decide import Recommendation, evaluate

CHECKED, TIMED, TIMED_JSON, ROUNDS = 10_000, 2_000, 500, 7


def report() -> Iterator[str]:
    """The section, as Markdown."""
    yield "## One case"
    yield ""
    yield from _correct()
    yield ""
    yield from _table(race(_contenders(), ROUNDS))


def _correct() -> Iterator[str]:
    """Every engine against the hand-written function, before anything is timed."""
    library, facts = ours.library(), generate(CHECKED)
    plan, zen = ours.plan(library), zen_graph.engine()
    others, missing = rivals.available()
    engines = [(module.NAME, module.engine(), module.answer) for module in others]
    for item in facts:
        expected, case = Answer(*by_hand(item)), ours.case(library, item)
        found = {
            "discretion": ours.answer(library.recommend(case)),
            "discretion, decision": ours.decided(evaluate(plan, case, case.facts)),
            "zen-engine": zen_graph.answer(zen(item)),
        }
        found |= {name: answer(run(item)) for name, run, answer in engines}
        for name, got in found.items():
            if got != expected:
                raise SystemExit(f"{name} disagrees with the function written by hand: {item}: {got} != {expected}")
    yield (
        f"{CHECKED} generated cases (three dimensions in ten on an edge of a rule or one step beside it): discretion, "
        f"its decision without text, {', '.join(['zen-engine', *(name for name, _, _ in engines)])} all equal the function "
        "written by hand, in whole 元. One thing our "
        "policy does not say as the function does: a mitigated fine whose statutory floor is 0 is “above 0 up to "
        "1 元” and not 0, as nothing is not a fine. The peers read floats, we read exact decimals. Every call is "
        "timed alone; `×` is the ratio of medians." + "".join(f" Missing: {why}." for why in missing)
    )


def _contenders() -> dict[str, Contender]:
    library, facts = ours.library(), generate(TIMED)
    plan = ours.plan(library)
    cases = [ours.case(library, item) for item in facts]
    texts = [ours.as_json(item) for item in facts[:TIMED_JSON]]
    return {
        "function written by hand": Contender(by_hand, facts),
        "zen-engine, graph": Contender(zen_graph.engine(), facts),
        "zen-engine, graph, with trace": Contender(zen_graph.engine(trace=True), facts),
        **{module.NAME: Contender(module.engine(), facts) for module in rivals.available()[0]},
        "discretion, decision without text": Contender(lambda case: evaluate(plan, case, case.facts), cases),
        "discretion, recommendation": Contender(library.recommend, cases),
        "discretion, recommendation with trace": Contender(lambda case: _explained(library.recommend(case)), cases),
        "discretion, … every reason in words": Contender(lambda case: _worded(library.recommend(case)), cases),
        "discretion, JSON bytes → JSON bytes": Contender(
            lambda text: library.recommend(text).to_json().encode(), texts
        ),
    }


def _explained(result: Recommendation) -> Any:
    """The structured trace and what may be decided instead; no sentence is written yet."""
    return result.reasons, result.alternatives, result.missing


def _worded(result: Recommendation) -> list[str]:
    return [reason.text for reason in result.reasons]


def _table(found: dict[str, Latency]) -> Iterator[str]:
    floor = found["function written by hand"].at(0.5)
    zen = found["zen-engine, graph"].at(0.5)
    yield "| | p50 µs | p95 µs | p99 µs | p99 / p50 | × by hand | × zen-engine graph |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, times in found.items():
        half, most, tail = times.at(0.5), times.at(0.95), times.at(0.99)
        yield (
            f"| {name} | {half:.2f} | {most:.2f} | {tail:.2f} | {tail / half:.1f} | {half / floor:.1f} | {half / zen:.2f} |"
        )
    yield ""
    yield (
        "The trace (rules, articles, what was decided and rejected) is always there; its sentences are written when they "
        "are read. JSON → JSON writes everything: reasons, alternatives, the nearest other outcomes, procedure, receipt."
    )
    yield ""
    yield (
        "What the peers do not do here: of them only zen-engine's trace is timed; all read floats. rule-engine's chains give "
        "constants, so the sums are Python; JsonLogic has no names for parts and no floor; CEL has no let, min or floor. "
        "cel-python and OpenFisca are not run (OpenFisca's pins need an interpreter of its own)."
    )
