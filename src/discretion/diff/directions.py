"""The direction of differences that are not of one violation, decided by what they are."""

from __future__ import annotations

from discretion.check import Answer, Encoding, Facts, Prover
from discretion.diff.items import Item
from discretion.diff.model import Direction
from discretion.diff.sides import Side
from discretion.errors import MissingExtra
from discretion.facts import Fact, Severity
from discretion.penalty import Force
from discretion.plan import Lowering, LoweringError, Slot
from discretion.rulebook import Entry, ListKind

HEAVIER, MILDER, NEUTRAL, UNCLEAR = Direction.STRICTER, Direction.MILDER, Direction.NEUTRAL, Direction.INCOMPARABLE
TOGETHER = {"lighter": 0, "mitigated": 0, "offset": 1, "heavier": 2}


def general_direction(sides: tuple[Side, Side], old: Item | None, new: Item | None) -> Direction:
    """The direction of one row; INCOMPARABLE where neither word would be true of every case."""
    item = new or old
    assert item is not None
    section = item.key[0]
    if old is None or new is None:
        towards = {"supplement": HEAVIER, "entry": _of_list(item), "records": _of_record(sides, item)}.get(
            section, NEUTRAL
        )
        return towards if old is None else towards.reversed
    match section:
        case "policy":
            return _policy(item.key[1], old.subject, new.subject)
        case "presumption":
            return _presumption(old.subject, new.subject)
        case "entry":
            return _entry(sides, old.subject, new.subject)
        case "fact":
            return _fact(old.subject, new.subject)
        case "supplement":
            return UNCLEAR
    return NEUTRAL


def _of_list(item: Item) -> Direction:
    kind = item.subject[0] if isinstance(item.subject, tuple) else None
    if kind is ListKind.NO_COERCION:
        return NEUTRAL  # no penalty depends on it
    return HEAVIER if kind is ListKind.HEAVIER else MILDER


def _of_record(sides: tuple[Side, Side], item: Item) -> Direction:
    """No record then means that there was none: good for the party where a record would aggravate."""
    kinds = set()
    vocabulary = sides[0].rulebook.vocabulary
    for name in vocabulary:
        fact = vocabulary[name]
        if fact.finding is not None and item.subject == fact.finding.records:
            kinds.add(fact.severity)
    kinds -= {None, Severity.NEUTRAL}
    if kinds == {Severity.AGGRAVATING}:
        return MILDER
    return HEAVIER if kinds == {Severity.MITIGATING} else UNCLEAR if kinds else NEUTRAL


def _policy(name: str, old: object, new: object) -> Direction:
    if isinstance(old, tuple) and isinstance(new, tuple):
        up, down = new[0] >= old[0] and new[1] >= old[1], new[0] <= old[0] and new[1] <= old[1]
        return UNCLEAR if up == down else HEAVIER if up else MILDER
    if name.endswith("-and-heavier"):
        a, b = TOGETHER.get(str(old)), TOGETHER.get(str(new))
        return UNCLEAR if a is None or b is None or a == b else HEAVIER if b > a else MILDER
    return UNCLEAR if name in ("concurrence", "rounding", "lex-mitior") else NEUTRAL


def _presumption(old: object, new: object) -> Direction:
    assert isinstance(old, tuple) and isinstance(new, tuple)
    fact, before, after = new[0], old[1], new[1]
    if fact.severity not in (Severity.AGGRAVATING, Severity.MITIGATING):
        return UNCLEAR
    return HEAVIER if (after > before) is (fact.severity is Severity.AGGRAVATING) else MILDER


def _fact(old: object, new: object) -> Direction:
    """A longer window counts more; every other change of a definition can go either way."""
    assert isinstance(old, Fact) and isinstance(new, Fact)
    if old.finding is None or new.finding is None or new.severity not in (Severity.AGGRAVATING, Severity.MITIGATING):
        return UNCLEAR
    rest = old.model_copy(update={"finding": None}) == new.model_copy(update={"finding": None})
    same = old.finding.model_copy(update={"months": None}) == new.finding.model_copy(update={"months": None})
    before, after = old.finding.months, new.finding.months
    if not (rest and same) or before == after or old.finding.before_months != new.finding.before_months:
        return UNCLEAR
    longer = after is None or (before is not None and after > before)
    return HEAVIER if longer is (new.severity is Severity.AGGRAVATING) else MILDER


def _entry(sides: tuple[Side, Side], old: object, new: object) -> Direction:
    assert isinstance(old, tuple) and isinstance(new, tuple)
    kind, before, after = old[0], old[1], new[1]
    if kind is ListKind.NO_COERCION:
        return NEUTRAL
    moves = [_scope(sides, before, after), _condition(sides, before, after)]
    strength = (after.force is Force.SHALL) - (before.force is Force.SHALL)
    moves += [strength, int(after.or_mitigated) - int(before.or_mitigated) if kind is ListKind.LIGHTER else 0]
    if None in moves or {1, -1} <= set(moves):
        return UNCLEAR
    total = next((move for move in moves if move), 0)
    if total == 0:
        return NEUTRAL
    return HEAVIER if (total > 0) is (kind is ListKind.HEAVIER) else MILDER


def _scope(sides: tuple[Side, Side], old: Entry, new: Entry) -> int | None:
    """1 when the entry reaches more violations, -1 fewer, 0 the same, None neither."""
    known = {name for side in sides for name in side.rulebook.violation_ids(side.chain)}
    a, b = ({name for name in known if entry.applies_to(name)} for entry in (old, new))
    return 0 if a == b else 1 if a < b else -1 if b < a else None


def _condition(sides: tuple[Side, Side], old: Entry, new: Entry) -> int | None:
    """1 when the new condition holds in more cases, -1 in fewer, 0 in the same, None neither (or not known)."""
    try:
        prover = Prover()
    except MissingExtra:
        return None
    facts, claims = Facts(prover), []
    for side, entry in zip(sides, (old, new), strict=True):
        lowering = Lowering(side.rulebook.vocabulary)
        try:
            formula = lowering.condition(entry.condition)
        except LoweringError:
            return None
        slots = tuple(
            Slot(name, side.rulebook.vocabulary[name], *lowering.box[slot]) for name, slot in lowering.slots.items()
        )
        encoding = Encoding(slots, facts)
        claims.append(encoding.formula(formula))
        prover.add(*encoding.definitions())
    before, after = claims
    lost = prover.ask(before, prover.no(after))
    won = prover.ask(after, prover.no(before))
    if Answer.UNKNOWN in (lost, won):
        return None
    if won is Answer.SATISFIABLE:
        return None if lost is Answer.SATISFIABLE else 1
    return -1 if lost is Answer.SATISFIABLE else 0
