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
from discretion.receipt import (
    DECISION,
    WORDING,
    EarlierReceipt,
    canonical_json,
    decision_digest,
    digest,
    pick,
    sealed,
    sealed_now,
    signable,
    signed_by,
    within,
)

WORDS = {"rulesets": "裁量基准", "laws": "法律", "authorities": "机关的程序标准", "vocabulary": "事实词表"}
MAX_SHOWN = 100
EARLIER = "1"
AnyReceipt = Receipt | EarlierReceipt


# What may differ while the decision still stands as it was made: the program, and how it words things.
HARMLESS = {"engine", "schema", "wording"}


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that is not as it was.

    Attributes:
        kind: ``engine``, ``schema``, ``rulesets``, ``laws``, ``authorities``, ``vocabulary``, ``case`` (the facts),
            ``outcome`` (a field of the decision), ``wording`` (a text), ``record`` (the document contradicts itself),
            ``signature``, ``error``.
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
        reproduced: whether the decision came out the same, whatever else differs.
        signed: the SHA-256 of the public key whose signature holds; None where there is none, or none was asked for.
    """

    case: str | None
    differences: tuple[Deviation, ...]
    reproduced: bool
    signed: str | None = None

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def stands(self) -> bool:
        """Whether the same rules and the same facts give the same decision; the engine or a text may have changed."""
        return self.reproduced and all(item.kind in HARMLESS for item in self.differences)


def verify(plans: Plans, data: object, *, key: bytes | None = None) -> Verification:
    """Verify a receipt or a recommendation.

    Args:
        plans: the rulebook to recompute with. Unpublished rulesets are allowed if the receipt says that they were.
        data: the document as plain data.
        key: a public key (PEM); the document must bear its signature.

    Raises:
        CaseError: it is neither.
        MissingExtra: a key is given, and cryptography is not installed.
    """
    if not isinstance(data, Mapping):
        raise CaseError(Problem("应当是决定依据留痕（receipt）或者完整的处罚建议（JSON 对象）"))
    whole = data if "receipt" in data else None
    raw = data["receipt"] if whole is not None else data
    recorded = _receipt(raw)
    signed = None if key is None else _signed(recorded, raw, key)
    found = [] if key is None or signed is not None else [_unsigned(recorded)]
    found += _inside(recorded, whole)
    try:
        result = _recompute(plans, recorded)
    except DiscretionError as error:
        failed = Deviation("error", "case", None, None, f"案件现在不能复算：{error}")
        return Verification(_number(recorded), (*found, failed), False, signed)
    found += _between(recorded, result.receipt)
    if whole is not None:
        decided = list(_fields(_plain(whole), json.loads(result.to_json())))
    else:
        decided = list(_digests(recorded, result))
    reproduced = not any(item.kind == "outcome" for item in decided)
    return Verification(_number(recorded), (*found, *decided), reproduced, signed)


def _signed(recorded: AnyReceipt, raw: Mapping[str, object], key: bytes) -> str | None:
    signature = recorded.signature if isinstance(recorded, Receipt) else None
    if signature is None or not signed_by(signable(raw), signature, key):
        return None
    return signature.key


def _unsigned(recorded: AnyReceipt) -> Deviation:
    missing = not isinstance(recorded, Receipt) or recorded.signature is None
    text = "没有签名" if missing else "签名与内容不符，或者不是由该密钥签名"
    return Deviation("signature", "signature", None, None, text)


def _digests(recorded: AnyReceipt, result: Recommendation) -> Iterator[Deviation]:
    """What a receipt alone can tell: whether decision and text have the digests that they had."""
    if isinstance(recorded, EarlierReceipt):
        then, now = recorded.outcome_digest, digest(sealed_now(result))
        if then != now:
            text = "复算的结果或者其文字与当时不同（第一版留痕不区分二者；用完整的处罚建议复核可以指出是哪一项）"
            yield Deviation("outcome", "outcome_digest", then, now, text)
        return
    if recorded.decision_digest != result.receipt.decision_digest:
        text = "复算的结果与当时的结果不同（留痕只有结果的摘要；用完整的处罚建议复核可以指出是哪一项）"
        yield Deviation("outcome", "decision_digest", recorded.decision_digest, result.receipt.decision_digest, text)
    if recorded.wording_digest != result.receipt.wording_digest:
        text = "说理文字与当时不同，决定的内容另行比较"
        yield Deviation("wording", "wording_digest", recorded.wording_digest, result.receipt.wording_digest, text)


def _number(recorded: AnyReceipt) -> str | None:
    value = recorded.case.get("case")
    return value if isinstance(value, str) else None


def _receipt(data: object) -> AnyReceipt:
    earlier = isinstance(data, Mapping) and data.get("schema_version") == EARLIER
    document = from_data(data, error=CaseError)
    if earlier:
        return validate(EarlierReceipt, document, error=CaseError)
    return validate(Receipt, document, error=CaseError)


def _recompute(plans: Plans, recorded: AnyReceipt) -> Recommendation:
    if recorded.drafts != plans.drafts:
        plans = Plans(plans.rulebook, drafts=recorded.drafts)
    case = validate(Case, from_data(recorded.case, error=CaseError), error=CaseError)
    return recommend(plans, case, area=recorded.area, presume=recorded.presume)


def _inside(recorded: AnyReceipt, whole: Mapping[str, object] | None) -> Iterator[Deviation]:
    """Whether the document agrees with itself: what was altered afterwards breaks a digest."""
    facts = digest(_plain(recorded.case))
    if facts != recorded.facts_digest:
        text = "案件内容与 facts_digest 不符：案件或者摘要被改动"
        yield Deviation("case", "case", recorded.facts_digest, facts, text)
    for field, then, now, what in _seals(recorded, _plain(whole)) if whole is not None else ():
        if then != now:
            text = f"{what}与 {field} 不符：建议或者摘要被改动"
            yield Deviation("record", f"receipt.{field}", then, now, text)


def _seals(recorded: AnyReceipt, whole: Mapping[str, object]) -> Iterator[tuple[str, str, str, str]]:
    """Each digest of a recommendation's receipt, as recorded and as its contents give it."""
    if isinstance(recorded, EarlierReceipt):
        yield "outcome_digest", recorded.outcome_digest, digest(sealed(whole)), "处罚建议的内容"
        return
    yield (
        "decision_digest",
        recorded.decision_digest,
        decision_digest(canonical_json(pick(whole, DECISION)), recorded.facts_digest),
        "处罚建议的内容",
    )
    yield "wording_digest", recorded.wording_digest, digest(pick(whole, WORDING)), "处罚建议的文字"


def _between(recorded: AnyReceipt, now: Receipt) -> Iterator[Deviation]:
    """What the recommendation rests on, then and now."""
    if recorded.engine != now.engine:
        text = f"当时由引擎 {recorded.engine} 作出，现在是 {now.engine}"
        yield Deviation("engine", "engine", recorded.engine, now.engine, text)
    if recorded.schema_version != now.schema_version:
        text = f"当时的格式版本是 {recorded.schema_version}，现在是 {now.schema_version}"
        yield Deviation("schema", "schema_version", recorded.schema_version, now.schema_version, text)
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
            yield Deviation(kind, f"{kind}.{name}", old, new, text)
    if recorded.case != now.case and isinstance(recorded, Receipt):
        text = "案件的写法不是规范形式（例如记录重复、次序不同）：案件被改动"
        yield Deviation("case", "case", None, None, text)


def _fields(then: object, now: object, path: tuple[str | int, ...] = ()) -> Iterator[Deviation]:
    """Every field of the result that differs; the receipts are compared by themselves."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            if key == "receipt":
                continue
            yield from _fields(then.get(key, _ABSENT), now.get(key, _ABSENT), (*path, key))
    elif isinstance(then, list) and isinstance(now, list):
        for index in range(max(len(then), len(now))):
            left = then[index] if index < len(then) else _ABSENT
            right = now[index] if index < len(now) else _ABSENT
            yield from _fields(left, right, (*path, index))
    elif then != now or type(then) is not type(now):
        name, kind = field_name(path), "outcome" if within(path) else "wording"
        text = f"{name} 当时是 {_short(then)}，复算是 {_short(now)}"
        yield Deviation(kind, name, _value(then), _value(now), text)


_ABSENT = object()


def _value(value: object) -> object:
    return None if value is _ABSENT else value


def _short(value: object) -> str:
    if value is _ABSENT:
        return "（没有）"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """The document as JSON would give it back: exact decimals as text."""
    found: dict[str, object] = json.loads(json.dumps(data, ensure_ascii=False, default=str))
    return found
