"""Verify: recompute a receipt, or a whole recommendation, and name every difference."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from discretion.case import Case
from discretion.decide import Plans, Receipt, Recommendation
from discretion.documents import from_data, validate
from discretion.engine.recommend import recommend
from discretion.errors import CaseError, DiscretionError, Problem, field_name
from discretion.explain import UNSEALED
from discretion.receipt import digest

WORDS = {"rulesets": "裁量基准", "laws": "法律", "authorities": "机关的程序标准", "vocabulary": "事实词表"}
MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    Attributes:
        kind: ``engine``, ``schema``, ``rulesets``, ``laws``, ``authorities``, ``vocabulary``, ``case`` (the facts),
            ``outcome`` (a field of the result), ``record`` (the document contradicts itself), ``error``.
        field: where in the document.
        recorded: what the document says.
        now: what is found or computed now.
        text: the difference in words.
    """

    kind: str
    field: str
    recorded: Any
    now: Any
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying one document.

    Attributes:
        reproduced: whether the outcome came out the same, whatever else differs.
    """

    case: str | None
    differences: tuple[Difference, ...]
    reproduced: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def verify(plans: Plans, data: Any) -> Verification:
    """Verify a receipt or a recommendation.

    Args:
        plans: the rulebook to recompute with. Unpublished rulesets are allowed if the receipt says that they were.
        data: the document as plain data.

    Raises:
        CaseError: it is neither.
    """
    if not isinstance(data, Mapping):
        raise CaseError(Problem("应当是决定依据留痕（receipt）或者完整的处罚建议（JSON 对象）"))
    whole = data if "receipt" in data else None
    recorded = _receipt(data["receipt"] if whole is not None else data)
    found = list(_inside(recorded, whole))
    try:
        result = _recompute(plans, recorded)
    except DiscretionError as error:
        failed = Difference("error", "case", None, None, f"案件现在不能复算：{error}")
        return Verification(_number(recorded), (*found, failed), False)
    now = result.receipt
    found += _between(recorded, now)
    reproduced = recorded.outcome_digest == now.outcome_digest
    if whole is not None:
        fields = list(_fields(_plain(whole), json.loads(result.to_json())))
        reproduced = reproduced and not fields
        found += fields
    elif not reproduced:
        text = "复算的结果与当时的结果不同（留痕只有结果的摘要；用完整的处罚建议复核可以指出是哪一项）"
        found.append(Difference("outcome", "outcome_digest", recorded.outcome_digest, now.outcome_digest, text))
    return Verification(_number(recorded), tuple(found), reproduced)


def _number(recorded: Receipt) -> str | None:
    value = recorded.case.get("case")
    return value if isinstance(value, str) else None


def _receipt(data: Any) -> Receipt:
    return validate(Receipt, from_data(data, error=CaseError), error=CaseError)


def _recompute(plans: Plans, recorded: Receipt) -> Recommendation:
    if recorded.drafts != plans.drafts:
        plans = Plans(plans.rulebook, drafts=recorded.drafts)
    case = validate(Case, from_data(recorded.case, error=CaseError), error=CaseError)
    return recommend(plans, case, area=recorded.area, presume=recorded.presume)


def _inside(recorded: Receipt, whole: Mapping[str, Any] | None) -> Iterator[Difference]:
    """Whether the document agrees with itself: what was altered afterwards breaks a digest."""
    facts = digest(_plain(recorded.case))
    if facts != recorded.facts_digest:
        text = "案件内容与 facts_digest 不符：案件或者摘要被改动"
        yield Difference("case", "case", recorded.facts_digest, facts, text)
    if whole is not None:
        outcome = digest(_sealed(_plain(whole)))
        if outcome != recorded.outcome_digest:
            text = "处罚建议的内容与 outcome_digest 不符：建议或者摘要被改动"
            yield Difference("record", "receipt.outcome_digest", recorded.outcome_digest, outcome, text)


def _sealed(whole: Mapping[str, Any]) -> dict[str, Any]:
    """What the digest covers."""
    parts = [{key: value for key, value in part.items() if key not in UNSEALED} for part in whole.get("parts", [])]
    return {**{key: value for key, value in whole.items() if key not in UNSEALED}, "parts": parts}


def _between(recorded: Receipt, now: Receipt) -> Iterator[Difference]:
    """What the recommendation rests on, then and now."""
    if recorded.engine != now.engine:
        text = f"当时由引擎 {recorded.engine} 作出，现在是 {now.engine}"
        yield Difference("engine", "engine", recorded.engine, now.engine, text)
    if recorded.schema_version != now.schema_version:
        text = f"当时的格式版本是 {recorded.schema_version}，现在是 {now.schema_version}"
        yield Difference("schema", "schema_version", recorded.schema_version, now.schema_version, text)
    for kind, word in WORDS.items():
        then, current = getattr(recorded, kind), getattr(now, kind)
        for name in sorted({*then, *current}):
            old, new = then.get(name), current.get(name)
            if old == new:
                continue
            if new is None:
                text = f"当时依据的{word} {name}，现在没有用到"
            elif old is None:
                text = f"现在依据的{word} {name}，当时没有用到"
            else:
                text = f"{word} {name} 的内容与当时不同"
            yield Difference(kind, f"{kind}.{name}", old, new, text)
    if recorded.case != now.case:
        text = "案件的写法不是规范形式（例如记录重复、次序不同）：案件被改动"
        yield Difference("case", "case", None, None, text)


def _fields(then: Any, now: Any, path: tuple[str | int, ...] = ()) -> Iterator[Difference]:
    """Every field of the result that differs; the receipts are compared by themselves."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            if key == "receipt" and not path:
                continue
            yield from _fields(then.get(key, _ABSENT), now.get(key, _ABSENT), (*path, key))
    elif isinstance(then, list) and isinstance(now, list):
        for index in range(max(len(then), len(now))):
            left = then[index] if index < len(then) else _ABSENT
            right = now[index] if index < len(now) else _ABSENT
            yield from _fields(left, right, (*path, index))
    elif then != now or type(then) is not type(now):
        name = field_name(path)
        text = f"{name} 当时是 {_short(then)}，复算是 {_short(now)}"
        yield Difference("outcome", name, _value(then), _value(now), text)


_ABSENT = object()


def _value(value: Any) -> Any:
    return None if value is _ABSENT else value


def _short(value: Any) -> str:
    if value is _ABSENT:
        return "（没有）"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _plain(data: Any) -> Any:
    """The document as JSON would give it back: exact decimals as text."""
    return json.loads(json.dumps(data, ensure_ascii=False, default=str))
