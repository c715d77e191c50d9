"""In which fields two forms of a case differ, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discretion.case import PARTY_KINDS, RECORD_NAMES
from discretion.words import DISPOSITIONS
from discretion.workbench.cases.form import Form
from discretion.workbench.cases.outcome import ActOnScreen

FIELDS = {
    "case": "案号", "place": "违法行为发生地", "occurred": "违法行为发生之日", "occurred_to": "终了之日", "discovered": "发现之日",
    "filed": "立案之日", "decided": "决定之日", "party.kind": "当事人", "party.name": "姓名或者名称", "party.age": "行为时的年龄",
    "party.as": "以何种身份受罚", "searched.prior_decision": "处罚决定已经全面检索", "holidays": "期限内的法定节假日",
    "workdays": "期限内调休上班的周末", "violation": "违法行为", "act": "行为编号", "kind": "种类", "date": "日期", "id": "文书号",
    "subject": "关于", "who": "对象的编号", "until": "期限届满日", "days": "天数", "working": "工作日", "records.fine": "所处罚款", "reason": "调整适用的理由",
    "fine": "拟处罚款", "disposition": "处罚的轻重", "approved_by": "批准层级", "procedure": "经过的程序",
    "because_of_defence": "因当事人陈述、申辩而变更",
}  # fmt: skip
VALUES: dict[str, str] = {
    "yes": "是",
    "no": "否",
    **PARTY_KINDS,
    **{str(kind): name for kind, name in RECORD_NAMES.items()},
}
EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Differing:
    """One field: ``theirs`` is what was saved elsewhere, ``mine`` what is on the screen."""

    key: str
    label: str
    theirs: str
    mine: str


def differing(old: Form, new: Form, acts: Sequence[ActOnScreen]) -> Iterator[Differing]:
    """Every field in which the saved form and the one on the screen differ."""
    questions = {question.fact: question for act in acts for question in act.questions}
    options = {name: {str(item.value): item.label for item in q.options} for name, q in questions.items()}
    violations = {act.violation: act.label for act in acts}
    dispositions = {str(item): words for item, words in DISPOSITIONS.items()}
    for key in sorted({*old, *new}):
        if old.get(key) == new.get(key):
            continue
        group, _, rest = key.partition(".")
        last = key.rpartition(".")[2]
        label = (
            questions[last].label
            if last in questions
            else FIELDS.get(key) or FIELDS.get(f"{group}.{last}") or FIELDS.get(last, "其他")
        )
        if group == "records" or (group == "acts" and len(violations) > 1):
            label = f"{'记录' if group == 'records' else '违法行为'}{int(rest.partition('.')[0]) + 1}：{label}"
        label += {"reasons": "的书面理由", "evidence": "的证据编号"}.get(group, "")
        known = {**VALUES, **violations, **dispositions, **options.get(last, {})}
        theirs, mine = (known.get(form.get(key, ""), form.get(key, "")) or EMPTY for form in (old, new))
        yield Differing(key, label, theirs, mine)
