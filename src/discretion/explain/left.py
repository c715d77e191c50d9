"""What earlier fines leave of a limit over several cases, in numbers: 限额30000元，已处罚款28000元，尚余2000元."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from discretion.conditions import Name
from discretion.decide import Evaluation
from discretion.explain.linear import exactly, linear
from discretion.facts import fen, say_yuan
from discretion.penalty import Band, LeftOf
from discretion.plan import fine_band
from discretion.plan import terms as t


def before_limit(e: Evaluation, subject: str | None) -> Band | None:
    """The fine of the tier as it would be without the limit; None where there is none."""
    sanction = e.sanction_of("general", subject)
    if sanction is None or sanction.fine is None or sanction.fine.limit is None:
        return None
    return fine_band(e.plan, replace(sanction, fine=sanction.fine.limit.before), e.values)[0]


def say_left(e: Evaluation, subject: str | None, left_of: LeftOf) -> str:
    """The limit, what was imposed, what is left; and what the law does not let go below it."""
    past, cap = linear(Name(left_of.after), e).value(e), Fraction(left_of.cap)
    rest = f"尚余{exactly(cap - past)}元" if cap > past else "已无余额"
    text = f"限额{say_yuan(fen(left_of.cap))}，{e.plan.vocabulary[left_of.after].label}{exactly(past)}元，{rest}"
    sanction = e.sanction_of("general", subject)
    if e.settled.effect == "mitigated" or sanction is None or sanction.fine is None or sanction.fine.limit is None:
        return text
    left, most = (t.evaluate(term, e.values) for term in (sanction.fine.limit.left, sanction.fine.limit.most))
    if most > left:
        return f"{text}；裁量基准不能低于法定最低限，罚款不低于{say_yuan(most)}"
    nothing = not t.evaluate(sanction.fine.high, e.values)
    return text if cap - past >= 1 or nothing else f"{text}；法条没有规定最低限，处以罚款的，为1元"
