"""versions: on every day exactly one version of a ruleset is in force, and a new version is nowhere harsher unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from discretion.check.book import RulesetCheck
from discretion.check.model import Finding, of_whole
from discretion.check.order import not_harsher_claim
from discretion.check.outcome import EncodedPlan
from discretion.check.parent import same_as_parent
from discretion.check.solver import Answer
from discretion.check.subject import ViolationCheck
from discretion.check.witness import plain, replay, weight
from discretion.check.words import result_words
from discretion.decide import Evaluation
from discretion.penalty import not_harsher
from discretion.plan import Plan
from discretion.rulebook import Ruleset

SCOPE = "ruleset"
NAME = "版本衔接"
SENTENCE = "同一区域各版本的有效期不重叠、不留空白；新版本较旧版本更重之处已经指明"
FORMULA = "∀d ∈ [first.effective, last.until]: ∃!v: d ∈ validity(v)；∀x ∈ D: r_new(x) ⊑ r_old(x)，否则指明"


def run(book: RulesetCheck) -> Iterator[Finding]:
    """Compare neighbouring windows of validity, then every violation with its previous version."""
    versions = sorted(book.plans.rulebook.areas[book.area], key=lambda item: item.header.model.effective)
    found = [item for pair in pairwise(versions) for item in _windows(book, *pair)]
    previous = next((a for a, b in pairwise(versions) if b is book.ruleset), None)
    if previous is not None:
        found += list(_harsher(book, previous))
    message = f"共{len(versions)}个版本，有效期首尾相接" if len(versions) > 1 else "只有一个版本"
    if previous is not None:
        message += f"；没有案件较{previous.id}处罚更重"
    yield from found or [book.proven("versions", message, where=book.where("effective"))]


def _windows(book: RulesetCheck, older: Ruleset, newer: Ruleset) -> Iterator[Finding]:
    if book.ruleset is not newer:
        return  # reported once, with the later of the two
    until, start = older.header.model.until, newer.header.model.effective
    where = book.where("effective")
    if until is None and newer.header.model.supersedes == older.header.model.version:
        return  # the newer one ends the older one on its first day
    if until is None or until >= start:
        end = until.isoformat() if until else "未定"
        message = f"{older.id}（至{end}）与{newer.id}（自{start.isoformat()}）的有效期重叠"
        yield book.refuted("versions", message, f"overlap/{older.header.model.version}", where=where,
                           remedy="旧版本的 until 应当是新版本 effective 的前一日")  # fmt: skip
    elif until + timedelta(days=1) < start:
        days = (start - until).days - 1
        message = (
            f"{older.id}（至{until.isoformat()}）与{newer.id}（自{start.isoformat()}）之间有{days}日没有有效的基准"
        )
        yield book.refuted("versions", message, f"gap/{older.header.model.version}", where=where,
                           remedy="使新版本紧接旧版本生效")  # fmt: skip


def _harsher(book: RulesetCheck, previous: Ruleset) -> Iterator[Finding]:
    """Where the new version is harsher than the old: not a fault by itself, but never unnoticed."""
    plans, chain = book.plans, book.chain
    old_chain = plans.rulebook.chain(previous, previous.header.model.until or book.day)
    before = plans.rulebook.violation_ids(old_chain)
    for name in plans.rulebook.violation_ids(chain):
        both = (chain, old_chain)
        if name not in before or (chain[1:] == old_chain[1:] and all(same_as_parent(c, name) for c in both)):
            continue  # new, or in both versions as the parent area has it
        subject, old = book.subject(name), plans.plan(name, old_chain, book.day)
        if subject is not None and old is not None:
            found = _one(subject, old, previous)
            if found is not None:
                yield found


def _one(subject: ViolationCheck, old: Plan, previous: Ruleset) -> Finding | None:
    new, prover = subject.decision, subject.prover
    other = EncodedPlan(old, new.facts)
    milder = not_harsher_claim(prover, new.outcome(), other.outcome())
    claims = [
        new.settled, other.settled, prover.no(milder), *new.encoding.definitions(), *other.encoding.definitions(),
    ]  # fmt: skip
    if prover.ask(*claims) is Answer.IMPOSSIBLE:
        return None
    answer, values, _ = plain(prover, new.facts, subject.plan, claims)
    detail = f"harsher/{subject.plan.violation}"
    if answer is not Answer.SATISFIABLE:
        return of_whole(subject.unknown("versions", detail))

    def fault(results: tuple[Evaluation, ...]) -> str | None:
        before = replay(old, results[0].case.model_dump(mode="json", exclude_none=True))
        if not isinstance(before, Evaluation) or not_harsher(weight(results[0]), weight(before)):
            return None
        words = [result_words(result) for result in (before, results[0])]
        return f"{subject.plan.label}：{{facts}}时，{previous.id}为“{words[0]}”，新版本为“{words[1]}”，更重或者不可比较"

    remedy = "确属有意加重的，登记豁免并写明理由；行为发生在新版本之前的仍适用从旧兼从轻"
    return of_whole(subject.replayed("versions", [values], fault, detail, where=subject.where("tiers"), remedy=remedy))
