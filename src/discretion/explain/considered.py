"""Which versions were considered, with a typed reason for each, and why the one that applies does."""

from __future__ import annotations

from datetime import date

from discretion.case import Case
from discretion.decide import Choice, Evaluation, Ground, Kept, Milder, Rejected, Saying, Versions, VersionUsed
from discretion.explain.confiscated import with_amounts
from discretion.facts import say_day
from discretion.plan import Status, answers
from discretion.rulebook import LawVersion, Ruleset, RulesetHeader, Stood
from discretion.words import NO_INFERENCE, STATUSES, measure_texts, penalty_of

LEX_MITIOR = "《行政处罚法》第三十七条"
BECAUSE = {
    "in_force": "施行中",
    "harsher": "处罚较重",
    "not_milder": "处罚不轻于行为时的规定",
    "incomparable": "轻重不可比较",
    "undetermined": "事实不足，尚不能比较",
    "provision_absent": "没有规定该项处罚",
    "not_reached": "从旧兼从轻的设定不及于裁量基准",
}
_NOT_APPLIED = {
    (Milder.NEW, True): "harsher",
    (Milder.OLD, False): "not_milder",
    (Milder.INCOMPARABLE, True): "incomparable",
    (Milder.INCOMPARABLE, False): "incomparable",
    (Milder.OPEN, True): "undetermined",
    (Milder.OPEN, False): "undetermined",
}


def considered(choice: Choice) -> list[VersionUsed]:
    """Every version of the law, and the rulesets of both days."""
    versions = choice.versions
    laws = [_law(law, choice) for law in versions.laws]
    rulesets = dict.fromkeys((*versions.act_chain, *versions.old_chain, *versions.new_chain))
    return laws + [_ruleset(ruleset, choice) for ruleset in rulesets]


def reasons(choice: Choice, case: Case) -> tuple[Saying, ...]:
    """The node of the trace. None where only one version exists, and nothing had to be chosen."""
    if choice.verdict is Milder.SAME and len(choice.versions.laws) == 1 and case.start == case.end:
        return ()
    return (LEX_MITIOR_NODES[choice.verdict].about((choice, case)),)


def name(evaluation: Evaluation, versions: Versions) -> str:
    """What a reader calls one side: 《道路运输条例》第六十三条（2022年3月29日起施行）."""
    plan = evaluation.plan
    since = next((law.effective for law in versions.laws if f"{law.law}@{law.version}" == plan.law), None)
    text = plan.provision_cite + (f"（{say_day(since)}起施行）" if since is not None else "")
    if versions.old_chain != versions.new_chain:
        header = _header(plan.rulesets[0][0], versions)
        text += f"和{header.label}裁量基准（{say_day(header.effective)}起施行）"
    return text


def _header(ruleset: str, versions: Versions) -> RulesetHeader:
    chains = (*versions.old_chain, *versions.new_chain)
    return next(item.header.model for item in chains if item.id == ruleset)


def _law(law: LawVersion, choice: Choice) -> VersionUsed:
    why, on = _why_law(law, choice), _days(law, choice.versions)
    name = f"{law.law}@{law.version}"
    return VersionUsed.model_construct(kind="law", id=name, on=on, used=why == "in_force", reason=why, gives=[])


def _has_provision(law: LawVersion, versions: Versions) -> bool:
    pairs = (ref.partition("/") for ref in versions.provisions)
    return any(name == law.law and provision in law.provisions for name, _, provision in pairs)


def _why_law(law: LawVersion, choice: Choice) -> str:
    versions = choice.versions
    on_end, on_decided = law.in_force(versions.end), law.in_force(versions.decided)
    if not (on_end or on_decided):
        if law.effective > versions.decided:
            return f"not_yet_in_force:{law.effective.isoformat()}"
        if law.until is not None and law.effective > versions.end:
            return f"superseded:{law.until.isoformat()}"  # began after the act and ended before the decision
        return f"ended_on:{law.until.isoformat()}" if law.until is not None else "provision_absent"
    if not _has_provision(law, versions):
        return "provision_absent"
    if on_end and on_decided:
        return "in_force"
    if choice.verdict in (Milder.REPEALED, Milder.NOT_IN_FORCE, Milder.NOT_ENCODED):
        return f"ended_on:{law.until.isoformat()}" if on_end and law.until else f"not_yet_in_force:{law.effective}"
    return _NOT_APPLIED.get((choice.verdict, on_end), "in_force")


def _ruleset(ruleset: Ruleset, choice: Choice) -> VersionUsed:
    versions, header = choice.versions, ruleset.header.model
    days = [versions.end] * (ruleset in versions.act_chain) + [versions.decided] * (ruleset in versions.new_chain)
    on = "、".join(dict.fromkeys(day.isoformat() for day in days))
    old, new = ruleset in versions.old_chain, ruleset in versions.new_chain
    if not (old or new):
        why = "not_reached"
    elif old and new:
        why = "in_force"
    else:
        why = _NOT_APPLIED.get((choice.verdict, old), "in_force")
    evaluation = choice.evaluation
    gives: list[str] = []
    if why == "in_force" and evaluation is not None:
        gives = sorted(field for field, origin in evaluation.plan.origins.items() if origin == ruleset.id)
    return VersionUsed.model_construct(
        kind="ruleset", id=header.id, on=on, used=why == "in_force", reason=why, gives=gives
    )


def _days(law: LawVersion, versions: Versions) -> str:
    days = [day for day in (versions.end, versions.decided) if law.in_force(day)]
    return "、".join(dict.fromkeys(day.isoformat() for day in days))


def _rejected(about: tuple[Choice, Case]) -> list[Rejected]:
    choice, _ = about
    chains = (*choice.versions.act_chain, *choice.versions.old_chain, *choice.versions.new_chain)
    rulesets = {ruleset.id: ruleset.header.model for ruleset in chains}
    labels = {name: f"{item.label}裁量基准（{say_day(item.effective)}起施行）" for name, item in rulesets.items()}
    labels |= {
        f"{law.law}@{law.version}": f"《{law.label}》（{say_day(law.effective)}起施行）" for law in choice.versions.laws
    }
    return [
        Rejected.model_construct(rule=item.id, label=labels.get(item.id, item.id), because=because(item.reason))
        for item in considered(choice)
        if not item.used
    ]


def because(reason: str) -> str:
    """A typed reason in words."""
    kind, _, raw = reason.partition(":")
    day = say_day(date.fromisoformat(raw)) if raw else ""
    dated = {
        "not_yet_in_force": f"自{day}起才施行",
        "ended_on": f"已于{day}失效",
        "superseded": f"在行为后施行，决定前已于{day}失效",
    }
    return dated.get(kind) or BECAUSE[kind]


def _text(about: tuple[Choice, Case]) -> str:
    choice, case = about
    versions = choice.versions
    end, decided = say_day(versions.end), say_day(versions.decided)
    when = f"违法行为自{say_day(case.start)}持续至{end}，以终了之日为准。" if case.start < versions.end else ""
    match choice.verdict:
        case Milder.SAME:
            assert choice.evaluation is not None
            applied = name(choice.evaluation, versions)
            if versions.end == versions.decided:
                return f"{when}适用{applied}"
            return f"{when}违法行为之日（{end}）与作出决定之日（{decided}）适用的均为{applied}"
        case Milder.NOT_IN_FORCE:
            return f"{when}违法行为终了之日（{end}），{versions.stood[0].why}，不得追溯适用"
        case Milder.REPEALED:
            gone = next(item.why for item in versions.stood if item.stood is Stood.REPEALED)
            if versions.stood[0].stood is Stood.REPEALED:
                return f"{when}{gone}，行为时（{end}）已经没有处罚规定，不予处罚"
            return f"{when}{gone}，依照{LEX_MITIOR}，新的规定不再处罚的，适用新的规定，不予处罚"
        case Milder.NOT_ENCODED:
            unknown = "；".join(dict.fromkeys(item.why for item in versions.stood if item.why))
            return f"{when}违法行为之日为{end}，作出决定之日为{decided}；{unknown}；{NO_INFERENCE}"
    if choice.old is None or choice.new is None:  # the text of one day is not in the library; that of the other ends it
        assert choice.evaluation is not None
        unknown = next(item.why for item in versions.stood if item.why)
        status = choice.evaluation.settled.status
        ends = (
            "不予处罚" if status is Status.DETERMINED else STATUSES[status]
        )  # only what ends it is weighed against the unknown
        milder = f"依照{name(choice.evaluation, versions)}：{ends}"
        return f"{when}{unknown}。{milder}，依照{LEX_MITIOR}从旧兼从轻，不论另一规定如何，结果相同"
    both = f"{when}行为时（{end}）的{_side(choice.old, versions)}；决定时（{decided}）的{_side(choice.new, versions)}"
    order = {
        Milder.OLD: f"新规定不轻于行为时的规定，依照{LEX_MITIOR}，适用行为时的规定",
        Milder.NEW: f"新规定处罚较轻，依照{LEX_MITIOR}，适用新规定",
        Milder.INCOMPARABLE: "二者轻重不可比较，两种结果并列，由办案机关选择并说明理由",
        Milder.OPEN: "事实尚不足以比较何者较轻，两种规定下可能的结果并列",
    }[choice.verdict]
    sides = {item.settled.status for item in (choice.old, choice.new)}
    if choice.verdict in (Milder.OLD, Milder.NEW) and Status.UNDETERMINED in sides:
        order = f"不论尚未查明的事实如何，{order}"
    faulty = [item for item in (choice.old, choice.new) if item.settled.status is Status.NO_RULE]
    if faulty and choice.evaluation in faulty:
        order = f"{name(faulty[0], versions)}之下没有可以适用的规则，不能比较轻重"
    return f"{both}。{order}{_reach(versions)}"


def _reach(versions: Versions) -> str:
    """Whether benchmarks were compared too, said where it made a difference."""
    if versions.act_chain == versions.new_chain or versions.lex_mitior is None:
        return ""
    verb = "及于" if versions.lex_mitior.benchmarks else "不及于"
    return f"（从旧兼从轻{verb}裁量基准：{versions.lex_mitior.basis}）"


def _side(evaluation: Evaluation, versions: Versions) -> str:
    status, statutory = evaluation.settled.status, evaluation.statutory
    which = name(evaluation, versions)
    if status is not Status.DETERMINED:
        return f"{which}：{STATUSES[status]}"
    range_text = f"法定幅度为{statutory}，" if statutory is not None else ""
    measures = with_amounts(evaluation, measure_texts(evaluation.measures))
    penalty = penalty_of(evaluation.fine, evaluation.fine_force, measures).text
    if evaluation.weight.rank == 0:
        penalty = "不予处罚"
    return f"{which}：{range_text}本案{penalty}"


def _kept(about: tuple[Choice, Case]) -> Kept | None:
    """Where nothing was weighed, the words depend on the days alone."""
    choice, case = about
    if choice.verdict is not Milder.SAME or choice.evaluation is None:
        return None
    return answers(choice.evaluation.plan, _kept), (choice.versions, case.start)


LEX_MITIOR_NODES = {
    verdict: Ground(
        "versions", "lex-mitior", "从旧兼从轻", verdict.value, _text, (LEX_MITIOR,), "statute", rejected=_rejected,
        kept=_kept,
    )
    for verdict in Milder
}  # fmt: skip
