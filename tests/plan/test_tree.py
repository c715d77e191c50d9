"""The order of the law as a tree: who walks it comes where ``settle`` comes, by masks, by three values, by claims."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from discretion.check.encode import Facts
from discretion.check.outcome import EncodedPlan
from discretion.check.solver import Answer, Prover
from discretion.decide.decide import decide
from discretion.decide.possible import Walk
from discretion.penalty import Force
from discretion.plan import formula as f
from discretion.plan.law import Disposition, Masks, Settled, Status, settle
from discretion.plan.model import ABOUT, Plan
from discretion.plan.tree import NONE, SEVERAL, LawNode, Leaf, asked, classes, gate_guards, law_of
from discretion.rulebook.lists import DECIDING, ListKind

NAMES = ("done", "late", "harmless", "first", "reduced", "helped", "child", "hindered", "high")
FACTS = "\n".join(f"{name}: {{label: {name}, type: boolean}}" for name in NAMES)
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
LISTS_OF_THE_TEST = {
    "barred": f"- {{id: late, label: 过时效, when: {{late: true}}, {SOURCE}}}",
    "exempt": f"""
        - {{id: harmless, label: 轻微, when: {{harmless: true}}, {SOURCE}}}
        - {{id: first, label: 首违, force: may, when: {{first: true}}, {SOURCE}}}
    """,
    "mitigated": f"- {{id: reduced, label: 减轻, when: {{reduced: true}}, {SOURCE}}}",
    "lighter": f"""
        - {{id: helped, label: 从轻, when: {{helped: true}}, {SOURCE}}}
        - {{id: child, label: 从轻或者减轻, or_mitigated: true, when: {{child: true}}, {SOURCE}}}
    """,
    "heavier": f"- {{id: hindered, label: 从重, when: {{hindered: true}}, {SOURCE}}}",
}
RANGES = """
- {range: low, when: {high: false}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: high, when: {high: true}, penalty: {fine: {from: 5000, to: 9000}}}
"""


@pytest.fixture(scope="module")
def plan(tiny: Callable[..., Any]) -> Plan:
    found: Plan = tiny(FACTS, RANGES, elements="{done: true}", lists=LISTS_OF_THE_TEST).plan
    return found


def every_case(plan: Plan) -> list[tuple[int, ...]]:
    return list(product((0, 1), repeat=len(plan.slots)))


def walked(plan: Plan, masks: Masks | None) -> Settled:
    """The leaf that a case comes to by answering the questions of the tree."""
    node: LawNode = law_of(plan).root
    rows: dict[str, int] = {}
    while not isinstance(node, Leaf):
        answers = dict(node.answers)
        if node.about == "established":
            node = answers[masks is not None]
            continue
        mask = getattr(masks, node.about)
        if node.about in DECIDING:
            node = answers[
                frozenset(key for key, bits in classes(plan, node.about).items() if any(mask >> b & 1 for b in bits))
            ]
            continue
        held = [bit for bit in range(len(plan.rules(node.about))) if mask >> bit & 1]
        rows[node.about] = held[0] if len(held) == 1 else SEVERAL if held else NONE
        node = answers[rows[node.about]]
    found = node.settled
    return Settled(
        found.status, found.disposition, found.force, rows["tiers"] if node.tier else None,
        rows["ranges"] if node.range else None, found.effect, found.offered, found.fault,
    )  # fmt: skip


def test_the_tree_is_the_law(plan: Plan) -> None:
    for values in every_case(plan):
        masks = decide(plan, values).masks
        assert walked(plan, masks) == settle(plan, masks)


def test_the_gates_are_what_ends_the_matter(plan: Plan) -> None:
    """Limitation before exemption; what may only be waived is no gate."""
    found = [(gate.about, gate.settled.status, gate.settled.disposition) for gate in law_of(plan).gates]
    assert found == [
        (ListKind.BARRED, Status.TIME_BARRED, None),
        (ListKind.EXEMPT, Status.DETERMINED, Disposition.EXEMPT),
    ]
    assert [len(gate.ending) for gate in law_of(plan).gates] == [1, 1]


def test_the_law_asks_only_as_far_as_it_matters(plan: Plan) -> None:
    late = Masks(barred=1, exempt=1, tiers=1, ranges=1)
    assert asked(plan, late) == ("barred",)
    assert asked(plan, late._replace(barred=0)) == ("barred", "exempt")
    assert asked(plan, Masks()) == ("barred", "exempt", "ranges")
    everything = ("barred", "exempt", "ranges", "tiers", "mitigated", "lighter", "heavier")
    assert asked(plan, Masks(tiers=1, ranges=1)) == everything


def test_masks_have_the_names_of_what_the_law_asks_about() -> None:
    assert Masks._fields == tuple(str(about) for about in ABOUT)
    assert Masks(supplements=3) == (0, 0, 0, 0, 0, 0, 0, 3)


def test_three_values_come_to_what_two_values_come_to(plan: Plan) -> None:
    """With one fact missing: settled only where both values of it come to the same; what is possible is what can come out."""
    for values in every_case(plan)[::7]:
        for slot in range(len(values)):
            walk = Walk(plan, frozenset({slot}))
            box = [(0, 1) if index == slot else (value, value) for index, value in enumerate(values)]
            both = {decide(plan, (*values[:slot], value, *values[slot + 1 :])).settled for value in (0, 1)}
            assert walk.open_atom(box) is not None or len(both) == 1
            assert {settled for settled, _ in walk.possible(box)} == both


def test_claims_come_to_what_masks_come_to(plan: Plan) -> None:
    decision = EncodedPlan(plan, Facts(Prover()))
    prover, gates = decision.prover, dict(zip(law_of(plan).gates, decision.gates.values(), strict=True))
    for values in every_case(plan)[::13]:
        settled = decide(plan, values).settled
        with prover.scope():
            for slot, value in zip(plan.slots, values, strict=True):
                prover.add(decision.facts.equals(slot.name, value))
            punished = settled.tier is not None
            assert (prover.ask(decision.punishable) is Answer.SATISFIABLE) is punished
            for gate, claim in gates.items():
                if settled == gate.settled:
                    assert prover.ask(claim) is Answer.SATISFIABLE
            effects = [key for key, claim in decision.effects().items() if prover.ask(claim) is Answer.SATISFIABLE]
            if punished:
                assert effects == [(settled.effect, 1 if Disposition.EXEMPT in settled.offered else 2)]


def test_what_may_be_waived_ends_nothing_even_where_nothing_else_follows(tiny: Callable[..., Any]) -> None:
    """The library has no range of the provision: a case that may be exempt is settled as one that may not, but not by that."""
    plan = tiny(FACTS, "[]", elements="{done: true}", lists=LISTS_OF_THE_TEST).plan
    assert [(gate.about, [force for force, _, _ in gate.ending]) for gate in law_of(plan).gates] == [
        (ListKind.BARRED, [Force.SHALL]),
        (ListKind.EXEMPT, [Force.SHALL]),
    ]


def test_a_gate_is_closed_by_what_ends_the_matter(plan: Plan) -> None:
    """过时效, and 轻微: not by 首违, which is only waived."""
    guards = {gate.about: guard for gate, guard in gate_guards(plan).items()}
    facts = {name: (plan.index[name],) for name in ("late", "harmless")}
    assert {about: tuple(f.slots(guard)) for about, guard in guards.items()} == {
        ListKind.BARRED: facts["late"],
        ListKind.EXEMPT: facts["harmless"],
    }
