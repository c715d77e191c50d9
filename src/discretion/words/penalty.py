"""裁量标准 in words: orders, fine, other measures, further subjects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from discretion.conditions import ALWAYS, Condition
from discretion.facts import Words
from discretion.penalty import Fine, Force, Kind, Measure, Penalty
from discretion.plan import Cell, Sanction
from discretion.words.decision import subject_label
from discretion.words.fine import say_imposed

BEFORE_FINE = (Kind.WARNING, Kind.CRITICISM, Kind.CONFISCATE)


def say_standard(
    written: Penalty | Literal["statute"], law: Penalty, cell: Cell, orders: Iterable[str], words: Words
) -> str:
    """What a tier gives within one statutory range.

    Args:
        written: the tier's penalty as the ruleset writes it.
        law: the statutory range's penalty.
        cell: the compiled cell, with the measures that come along and the constant amounts.
        orders: 责令… that go with it.
        words: the vocabulary.
    """
    own = law if written == "statute" else written
    parts = [_sanction(own.fine, law.fine, cell.party["general"], words)]
    for subject, effects in cell.others.items():
        fine = _subject_fine(written, law, subject)
        legal = law.also[subject].fine if subject in law.also else None
        parts.append(f"对{subject_label(subject)}，{_sanction(fine, legal, effects['general'], words)}")
    ordered = "、".join(orders)
    return "；".join([*([ordered] if ordered else []), *parts])


def say_range(when: Condition, words: Words) -> str:
    """A statutory range by what it is for: “违法所得不足1万元”的幅度; the only one that a provision has is 法定幅度."""
    return "法定幅度" if when == ALWAYS else f"“{words.condition(when)}”的幅度"


def say_penalty(penalty: Penalty, words: Words) -> str:
    """A penalty as the law writes it, without a tier."""
    fine = penalty.fine
    measures = penalty.measures
    parts = [_joined(say_imposed(fine, None, words) if fine else None, measures, fine.force if fine else None)]
    parts += [f"对{subject_label(subject)}，{say_penalty(part, words)}" for subject, part in penalty.also.items()]
    return "；".join(parts)


def _subject_fine(written: Penalty | Literal["statute"], law: Penalty, subject: str) -> Fine | None:
    """What the tier says of a further subject: its own words, else the same share, else the statute."""
    statutory = law.also[subject].fine if subject in law.also else None
    if written == "statute":
        return statutory
    if subject in written.also:
        return written.also[subject].fine
    relative = written.fine is not None and written.fine.form in ("share", "at") and statutory is not None
    return written.fine if relative else statutory


def _sanction(fine: Fine | None, law: Fine | None, sanction: Sanction, words: Words) -> str:
    amount = None
    if fine is not None and sanction.fine is not None:
        amount = say_imposed(fine, sanction.fine, words, law=law, force=sanction.fine.force)
    return _joined(amount, sanction.measures, sanction.fine.force if sanction.fine is not None else None)


def _joined(amount: str | None, measures: tuple[Measure, ...], force: Force | None) -> str:
    """The parts of a penalty; those of a choice stand together, at the place of the first: 处…罚款，或者暂扣…."""
    first = [item for item in measures if item.kind in BEFORE_FINE]
    rest = [item for item in measures if item.kind not in BEFORE_FINE]
    if amount is not None and first and not (force is not None and force.either):
        amount = amount.replace("处", "并处", 1)
    parts = [(_measure(item), item.force) for item in first]
    parts += [(amount, force or Force.SHALL)] if amount else []
    parts += [(_measure(item), item.force) for item in rest]
    either = {of: of.phrase_of(text for text, one in parts if one is of) for of in (Force.CHOICE, Force.OPTION)}
    told = dict.fromkeys(either.get(one, text) for text, one in parts)
    return "，".join(told) or "不作处罚"


def _measure(measure: Measure) -> str:
    return f"可以{measure}" if measure.force is Force.MAY else str(measure)
