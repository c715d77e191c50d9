"""Who is punished (受罚对象): the party of the case, and the others whom the case names. Nobody is added unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discretion.case.model import PARTY_KINDS, Case
from discretion.errors import CaseError, Position, Problem, nearest
from discretion.plan import Plan
from discretion.rulebook import USUAL, Addressee


def subject_of(plan: Plan, case: Case) -> str:
    """The subject of the plan's cells that the party is; "" for the provision's main addressee."""
    role = case.party.role
    return plan.party_of(role) if role is not None else ""


def co_subjects(plan: Plan, case: Case) -> tuple[str, ...]:
    """The further subjects whom the case names, as far as this law punishes them; the party itself is none of them."""
    own = subject_of(plan, case)
    found = (plan.party_of(name) for name in case.co_parties if name in plan.addressees)
    return tuple(name for name in dict.fromkeys(found) if name != own)


def usual(plans: Sequence[Plan]) -> frozenset[str]:
    """The kinds of party, alone and under no other name, that the laws of a case punish beyond doubt: as in most cases."""
    main = plans[-1].addressees.get(plans[-1].addressee) if plans else None
    return frozenset() if main is None else frozenset(PARTY_KINDS) if main.kind == "any" else frozenset((main.kind,))


def check_parties(plans: Sequence[Plan], case: Case) -> None:
    """Refuse a party whom no law of the case punishes: an organisation where persons are fined, an unknown addressee.

    Raises:
        CaseError: with whom the provision punishes.
    """
    role, kind = case.party.role, case.party.kind
    known = {name: addressee for plan in plans for name, addressee in plan.addressees.items()}
    if not known:
        return
    for index, name in enumerate(case.co_parties):
        if name not in known and name not in USUAL:  # one whom only another violation of the case punishes is told
            raise _unknown(name, Position(field=("co_parties", index)), known)
    if role is not None and role not in known:
        raise _unknown(role, Position(field=("party", "as")), known)
    mains = {plan.addressee for plan in plans} if role is None else {role}
    if not any(known[name].kind in ("any", kind) for name in mains):
        whom = "、".join(known[name].label for name in sorted(mains))
        fitting = {name: item for name, item in known.items() if item.kind in ("any", kind)}
        remedy = f"写 party.as：{_listed(fitting)}" if fitting and role is None else "更正 party.kind，或者当事人"
        raise CaseError(
            Problem(
                f"{plans[-1].provision_cite}处罚的是{whom}，不能以{PARTY_KINDS[kind]}为当事人",
                Position(field=("party", "kind")),
                found=kind,
                allowed=tuple(fitting),
                remedy=remedy,
            )
        )


def _unknown(name: str, where: Position, known: dict[str, Addressee]) -> CaseError:
    message = f"法条没有受罚对象 {name}；有{_listed(known)}"
    return CaseError(Problem(message, where, found=name, allowed=tuple(known), nearest=nearest(name, list(known))))


def _listed(known: dict[str, Addressee]) -> str:
    items: Iterable[str] = (f"{name}（{item.label}）" for name, item in known.items())
    return "、".join(items)
