"""逸脱: a decision outside the recommendation, held against the law. It may leave the benchmark, never the statute."""

from __future__ import annotations

from typing import Literal

from discretion.case import Departure
from discretion.decide import DepartureNote, Evaluation, Recommendation
from discretion.errors import CaseError, Position, Problem
from discretion.facts import say_yuan
from discretion.penalty import Band
from discretion.plan import Disposition, Status
from discretion.words import DISPOSITIONS, STATUSES

SILENT = (Status.NOT_ESTABLISHED, Status.NOT_PROHIBITED, Status.NO_RULE)
Direction = Literal["milder", "harsher", "within"]
HOW = {"milder": "（轻于裁量基准）", "harsher": "（重于裁量基准）", "within": "（在裁量基准的幅度之内）"}
_RANK = (Disposition.EXEMPT, Disposition.MITIGATED, Disposition.LIGHTER, Disposition.GENERAL, Disposition.HEAVIER)


def depart(departure: Departure, result: Recommendation, evaluation: Evaluation | None) -> Recommendation:
    """The result with a departure entered, after it was checked.

    Args:
        departure: as the case states it.
        result: the recommendation it departs from.
        evaluation: what the recommendation rests on; None when nothing was evaluated or it is open.

    Against a "no" (not established, not prohibited, no rule) an authority may decide otherwise; of the amount the library
    then says that it cannot hold it against a statutory range.

    Raises:
        CaseError: the decision would leave the statute, lacks a ground of the law, or punishes the defence.
    """
    if result.status in SILENT:
        return result.model_copy(update={"departure": _against_silence(departure)})
    if evaluation is None or result.status is not Status.DETERMINED:
        raise _error(
            f"结果为“{STATUSES[result.status]}”，没有可以调整适用的处罚建议",
            "disposition" if departure.fine is None else "fine",
        )
    fine = departure.fen
    disposition = Disposition(departure.disposition) if departure.disposition is not None else None
    _grounded(disposition, evaluation)
    if fine is not None:
        _lawful(fine, disposition, evaluation)
    direction = _direction(fine, disposition, evaluation)
    _heard(departure, harsher=direction == "harsher")
    return result.model_copy(update={"departure": _note(departure, fine, disposition, direction, HOW[direction])})


def _against_silence(departure: Departure) -> DepartureNote:
    """A decision on an act of which the library gives no penalty: entered; that it was held against nothing, the officer is told."""
    fine = departure.fen
    disposition = Disposition(departure.disposition) if departure.disposition is not None else None
    punishes = fine is not None or disposition is not Disposition.EXEMPT
    _heard(departure, harsher=punishes)
    return _note(departure, fine, disposition, "harsher" if punishes else "within")


def _heard(departure: Departure, *, harsher: bool) -> None:
    """Nobody is punished more for having been heard."""
    if departure.because_of_defence and harsher:
        raise _error("不得因当事人陈述、申辩而给予更重的处罚（《行政处罚法》第四十五条第二款）", "because_of_defence")


def _error(message: str, field: str, *, allowed: tuple[str, ...] = ()) -> CaseError:
    return CaseError(Problem(message, Position(field=("departure", field)), allowed=allowed))


def _offered(evaluation: Evaluation) -> set[Disposition]:
    settled = evaluation.settled
    return {*settled.offered} | ({settled.disposition} if settled.disposition is not None else set())


def _grounded(disposition: Disposition | None, evaluation: Evaluation) -> None:
    """不予 and 减轻 need a ground that the law gives; 从轻 and 从重 stay inside the range and are for the authority."""
    if disposition not in (Disposition.EXEMPT, Disposition.MITIGATED) or disposition in _offered(evaluation):
        return
    if any(disposition in item.offered for item in evaluation.outcomes):
        raise _error(f"是否具有法律规定的{DISPOSITIONS[disposition]}情形，取决于尚未查明的事实", "disposition")
    allowed = tuple(DISPOSITIONS[item] for item in _RANK if item in _offered(evaluation))
    raise _error(f"本案没有法律规定的{DISPOSITIONS[disposition]}情形", "disposition", allowed=allowed)


def _lawful(fine: int, disposition: Disposition | None, evaluation: Evaluation) -> None:
    statutory = evaluation.statutory
    if evaluation.fined:
        raise _error("同一行为已由其他机关罚款，不得再次罚款（《行政处罚法》第二十九条）", "fine")
    if statutory is None:
        raise _error("法律没有对本案规定罚款", "fine")
    mitigated = disposition is Disposition.MITIGATED
    least = 0 if mitigated else statutory.lowest
    if not least <= fine <= statutory.highest:
        how = "" if mitigated else "；低于法定最低限的，应当有法律规定的减轻情形并写明 disposition: mitigated"
        raise _error(f"罚款{say_yuan(fine)}超出法定幅度{statutory}{how}", "fine", allowed=(statutory.interval,))
    if mitigated and fine >= statutory.lowest:
        raise _error(f"减轻处罚应当低于法定最低限{say_yuan(statutory.lowest)}", "fine")


def _direction(fine: int | None, disposition: Disposition | None, evaluation: Evaluation) -> Direction:
    """Milder or harsher than what was recommended; ``within`` when the amount lies in the recommended band."""
    settled = evaluation.settled
    if disposition is not Disposition.EXEMPT and settled.disposition is Disposition.EXEMPT:
        return "harsher"
    if disposition is Disposition.EXEMPT:
        return "within" if settled.disposition is Disposition.EXEMPT else "milder"
    band: Band | None = evaluation.fine
    if fine is not None:
        if band is None or fine > band.highest:
            return "harsher"
        return "milder" if fine < band.lowest else "within"
    assert disposition is not None
    assert settled.disposition is not None
    own, recommended = _RANK.index(disposition), _RANK.index(settled.disposition)
    return "within" if own == recommended else "milder" if own < recommended else "harsher"


def _note(
    departure: Departure, fine: int | None, disposition: Disposition | None, direction: Direction, against: str = ""
) -> DepartureNote:
    parts = [DISPOSITIONS[disposition]] if disposition is not None else []
    what = "、".join([*parts, f"罚款{say_yuan(fine)}"] if fine is not None else parts)
    procedure = f"，经过{departure.procedure}" if departure.procedure else ""
    return DepartureNote.model_construct(
        reason=departure.reason,
        approved_by=departure.approved_by,
        procedure=departure.procedure,
        fine=departure.fine,
        disposition=disposition,
        direction=direction,
        text=f"实际决定{what}{against}，理由：{departure.reason}；批准：{departure.approved_by}{procedure}",
    )
