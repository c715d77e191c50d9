"""What published tables say of a case, to conditions. Each piece names its evidence; what no fact says becomes a draft of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from discretion.facts import FactType, Vocabulary, Words
from discretion.importing.conditions import ConditionReader
from discretion.importing.counts import count, repeated
from discretion.importing.disjoint import Span
from discretion.importing.phrases import said
from discretion.importing.quantities import SLUGS, Facts, Quantity, quantity
from discretion.importing.standard import tidy

_LEAD = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①②③④⑤⑥⑦⑧⑨⑩])")
_CHOICE = re.compile(r"(?:具?有|符合)?(?:下列|以下)(?:情形|条件|情况)?(?:之一|任一|任意一项)的?[:：]?")
_JOINT = re.compile(
    r"(?:具?有|符合)?(?:同时|下列|以下|全部)[^：；]{0,12}(?:同时满足|同时符合|同时具备|均)[^：；]{0,6}[:：]?"
    r"|同时(?:满足|符合|具备)(?:下列|以下)?[^：；]{0,8}[:：]"
)
_OR = re.compile(r"的?(?:或者|或是)(?=[^，；。]{2})")
_AND = re.compile(r"[，；。]?(?:并且|而且|且|并)(?=[^，；。列]{2})|[，；。]")
_ASIDE = re.compile(r"（[^（）]{1,60}）$")
PLACES = frozenset(("road_class", "channel_grade", "waters"))  # facts that say where; any violation may ask for them
_GRADES = ("没有", "轻微", "较轻", "一般", "较重", "严重")
_MORE = re.compile("且|并|；|初次|首次|第.次|及时|情节|后果|拒")  # a noun that says another condition too
_MODIFIES = re.compile(
    "长期|多次|屡次|再次|组织|严重|特别|故意|大量|危险|重大|影响|造成|引起|引发|导致|超过|拒|规模|恶劣"
)
_FRAME = re.compile(r"^(?:因|属于|属|系|在|发现|当事人|违法行为|违法行为发生在|违法行为人|行为人)(?=.)")


@dataclass(frozen=True)
class Draft:
    """A fact that the vocabulary lacks, to be completed by a person."""

    name: str
    label: str
    type: str
    unit: str | None = None


@dataclass(frozen=True)
class Proposal:
    """One piece of a condition.

    Attributes:
        words: the cell's words.
        when: what is proposed.
        why: the evidence.
        draft: the new fact, where no known one says it.
    """

    words: str
    when: dict[str, Any]
    why: str
    draft: Draft | None = None


@dataclass
class Situation:
    """A condition as read.

    Attributes:
        when: the whole condition, with drafted facts; None when nothing can be proposed.
        proposals: its pieces; empty when the words are the vocabulary's own and need no confirmation.
        questions: what the words leave open.
    """

    when: dict[str, Any] | None
    proposals: list[Proposal] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


@dataclass
class Context:
    """What else the row says: the act, its violation's facts, the tier's name; the drafts of the whole table."""

    act: str = ""
    own: frozenset[str] = frozenset()
    level: str = ""
    joint: bool = False
    drafts: dict[str, Draft] = field(default_factory=dict)


class SituationReader:
    """Reads the conditions of one table."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._exact = ConditionReader(vocabulary)
        self._words = Words(vocabulary)

    def read(self, text: str, context: Context) -> Situation:
        """Read a condition."""
        numbered = (
            _LEAD.search(text) and not context.joint
        )  # our own numbering is joint; a table's is what its words say
        known = self._exact.read(text) if text and not numbered else None
        if known is not None:
            return Situation(known)
        text = tidy(text)
        found = Situation(None)
        found.when = self._whole(text, context, found) if text else None
        if found.when == {}:
            found.questions.append("除违法行为本身外没有读出别的条件，须确认")
        return found

    def _whole(self, text: str, context: Context, found: Situation) -> dict[str, Any] | None:
        choice, joint = _CHOICE.match(text), _JOINT.match(text)
        body = text[choice.end() :] if choice else text[joint.end() :] if joint else text
        pieces = [piece.strip("，；。、") for piece in _LEAD.split(body)]
        pieces = [piece for piece in pieces if piece]
        if _LEAD.search(body[:6]) and len(pieces) > 1:
            return self._numbered(pieces, context, found, choice=bool(choice), joint=bool(joint) or context.joint)
        if _LEAD.match(body):
            body = pieces[0]
        return self._alternatives(body, context, found)

    def _numbered(
        self, pieces: list[str], context: Context, found: Situation, *, choice: bool, joint: bool
    ) -> dict[str, Any] | None:
        said_or = any(re.match(r"或者?|或是", piece) for piece in pieces[1:])
        parts = [
            self._alternatives(re.sub(r"^(?:或者?是?|同时|并且|且)", "", piece), context, found) for piece in pieces
        ]
        known = [part for part in parts if part]
        if not known:
            return None
        if joint and not choice:
            return both(known)
        if not choice and not said_or:
            found.questions.append("编号的几项是择一还是同时具备，原文没有写明；按具备其中一项提出，须确认")
        return either(known)

    def _alternatives(self, text: str, context: Context, found: Situation) -> dict[str, Any] | None:
        clauses = [part for part in re.split(r"的?[；。]", text) if part]
        if len(clauses) < 2:
            return self._halves(text, context, found)
        said_or = any(re.match("或者|或是", part) for part in clauses[1:])
        parts = [self._halves(re.sub("^(?:或者|或是|同时|并且|且)", "", part), context, found) for part in clauses]
        known = [part for part in parts if part]
        if said_or:
            return either(known) if len(known) == len(parts) else {}
        if not context.joint and "的；" in text:
            found.questions.append("分号隔开的几种情形是择一还是同时具备，原文没有写明；按具备其中一种提出，须确认")
            return either(known) if known else {}
        return both(known)

    def _halves(self, text: str, context: Context, found: Situation) -> dict[str, Any]:
        """The sides of 或者; a bare one may stand inside of a phrase."""
        halves = [part for part in re.split(r"的?，(?:或者|或是)", text) if part]
        if len(halves) < 2:
            halves = [part for part in _OR.split(text) if part]
            if len(halves) > 1 and (
                self._atom(text.removesuffix("的"), context) or not all(self._stands(part, context) for part in halves)
            ):
                halves = [text]
        elif any(len(_AND.split(part)) > 1 for part in halves[:-1]):
            found.questions.append("“或者”与前面各项条件的关系没有写明，须确认")
        parts = [self._together(half, context, found) for half in halves]
        known = [part for part in parts if part]
        if len(halves) > 1:
            return either(known) if len(known) == len(halves) else {}
        return known[0] if known else {}

    def _stands(self, text: str, context: Context) -> bool:
        """Whether a half of 或者 says something by itself."""
        return any(self._atom(piece, context) for piece in _AND.split(text) if piece)

    def _together(self, text: str, context: Context, found: Situation) -> dict[str, Any] | None:
        whole = self._atom(text.removesuffix("的"), context)
        if whole is not None:
            return self._take(whole, context, found)
        parts: list[dict[str, Any]] = []
        for piece in _AND.split(text):
            words = re.sub(r"^(?:并|且|但|而|同时|或者?)", "", piece.strip("，；。、").removesuffix("的"))
            if not words or self._restates(words, context):
                continue
            atom = self._atom(words, context) or self._aside(words, context)
            if atom is None:
                atom = [self._draft(words, context)]
            part = self._take(atom, context, found)
            if part:
                parts.append(part)
        return both(parts) if parts else {}

    def _take(self, atom: list[Proposal], context: Context, found: Situation) -> dict[str, Any]:
        for item in atom:
            if item.draft:
                context.drafts.setdefault(item.draft.name, item.draft)
            if item.why.endswith("须确认"):
                found.questions.append(item.why)
            found.proposals.append(item)
        return both([item.when for item in atom])

    # ---- one piece

    def _atom(self, text: str, context: Context) -> list[Proposal] | None:
        if not text:
            return None
        for reader in (self._known, self._counted, self._said, self._listed, self._measured, self._clause):
            found = reader(text, context)
            if found:
                return found
        shorter = _FRAME.sub("", text)
        if shorter != text and shorter:
            return self._atom(shorter, context)
        return self._two(text, context)

    def _two(self, text: str, context: Context) -> list[Proposal] | None:
        """A number and a phrase without a mark between them; the act said again before what counts."""
        for cut in range(len(text) - 2, 1, -1):
            phrase = said(text[cut:], self._vocabulary, context.own)
            if phrase is None:
                continue
            before = text[:cut]
            first = self._counted(before, context) or self._measured(before, context) or self._listed(before, context)
            if first is None and not self._restates(before, context):
                continue
            return [*(first or []), *(Proposal(words, when, f"“{words}”通常这样认定") for words, when in phrase)]
        return None

    def _known(self, text: str, _: Context) -> list[Proposal] | None:
        found = self._exact.atom(text)
        return [Proposal(text, found, "词表的用语")] if found else None

    def _said(self, text: str, context: Context) -> list[Proposal] | None:
        found = said(text, self._vocabulary, context.own)
        return [Proposal(words, when, f"“{words}”通常这样认定") for words, when in found] if found else None

    def _counted(self, text: str, _: Context) -> list[Proposal] | None:
        found = count(text)
        if found is None:
            if repeated(text) and "prior_count" in self._vocabulary:
                return [Proposal(text, {"prior_count": ">= 1"}, f"“{text}”没有写明次数，按此前至少一次提出，须确认")]
            return None
        why = found.question or f"“{text}”是此前的次数"
        if not found.key and found.months in (None, 12):
            name = "prior_count" if found.months is None else "prior_count_12m"
            if name in self._vocabulary:
                why = why if found.question or found.months else f"{why}；原文没有写明统计期间，须确认"
                return [Proposal(text, {name: found.test}, why)]
        keys = {"车辆": "vehicle", "驾驶员": "driver", "船舶": "vessel", "企业": "company", "经营者": "operator"}
        name = f"prior_count_{found.months or 0}m_{keys.get(found.key, 'party')}"
        label = f"{found.months or ''}{'个月内' if found.months else ''}{f'同一{found.key}' if found.key else ''}同类违法次数"
        draft = Draft(name, label, "integer", "次")
        return [Proposal(text, {name: found.test}, why, draft)]

    def _measured(self, text: str, context: Context) -> list[Proposal] | None:
        sides = re.fullmatch(
            r"(?P<a>.*?\d+(?:\.\d+)?[^\d（）以超]{1,3}?)（(?P<b>[^（）]*?\d+[^\d（）]{1,3}?)）(?P<tail>以上|以下|以内)?",
            text,
        )
        if sides and not re.match(r"不?含", sides["b"]):
            pair = [quantity(f"{sides[key]}{sides['tail'] or ''}") for key in ("a", "b")]
            if pair[0] and pair[1]:
                a, b = (self._quantity(item, text, context) for item in pair if item)
                return [
                    Proposal(text, either([a.when, b.when]), f"{a.why}；括号内外按择一读取，须确认", a.draft or b.draft)
                ]
        found = quantity(text)
        if (
            found is None
            or _MORE.search(found.noun)
            or (re.search("[没未不无]", found.noun) and not self._restates(found.noun, context))
        ):
            return None
        return [self._quantity(found, text, context)]

    def _quantity(self, found: Quantity, text: str, context: Context) -> Proposal:
        counting = Facts(self._vocabulary, context.own).fact_for(found.noun, found.unit)
        doubt = (
            "；文字前后矛盾，按通常含义读取，须确认"
            if found.typo
            else "；没有写明是否含本数，须确认"
            if found.unsure
            else ""
        )
        if counting is not None:
            name, factor = counting
            label = self._vocabulary[name].label
            return Proposal(text, {name: found.test(factor)}, f"单位“{found.unit}”和用语与“{label}”相合{doubt}")
        label = f"{found.noun or context.act[:20]}（{found.unit}）"
        name = self._name(label, SLUGS.get(found.unit, "count"), context)
        draft = Draft(
            name,
            label,
            "integer" if found.unit in ("次", "人", "辆", "座", "艘", "根", "处") else "decimal",
            found.unit,
        )
        return Proposal(text, {name: found.test()}, f"词表没有“{label}”，起草为新的事实{doubt}", draft)

    def _listed(self, text: str, context: Context) -> list[Proposal] | None:
        """村道、乡道; 在国道、省道上…: values of one enum, with nothing else said but the act."""
        match = re.fullmatch(
            r"(?:违法行为)?(?:发生)?(?:在|位于|于)?(?P<list>.+?)(?:上|内|中)?(?:的|，)?(?P<rest>.*)", text
        )
        best: tuple[str, list[str], str] | None = None
        for name in self._vocabulary:
            fact = self._vocabulary[name]
            if fact.type is not FactType.ENUM or not fact.values or name not in context.own | PLACES:
                continue
            codes, rest = _values(text, {label: code for code, label in fact.values.items()})
            if codes and (best is None or len(rest) < len(best[2])):
                best = (name, codes, rest)
        if match is None or best is None:
            return None
        name, codes, rest = best
        if "高速公路" in text and name == "road_class":
            codes = ["motorway"]
            rest = rest.replace("中", "")
        rest = re.sub(
            r"^(?:违法行为)?(?:发生)?(?:在|位于|于)?|(?:上|内|中|范围内)(?=.|$)|的|一般公路|普通公路|[、，]", "", rest
        )
        if rest and not self._restates(rest, context):
            return None
        label = self._vocabulary[name].label
        return [Proposal(text, {name: codes if len(codes) > 1 else codes[0]}, f"“{label}”的取值")]

    def _clause(self, text: str, context: Context) -> list[Proposal] | None:
        """影响公路安全畅通: the words of a value of the violation's own facts."""
        found = []
        for name in sorted(context.own):
            if name not in self._vocabulary:
                continue
            fact = self._vocabulary[name]
            for code, label in (fact.values or {}).items():
                if label == text or (fact.clauses or {}).get(code) == text:
                    found.append({name: code})
        return [Proposal(text, found[0], "该违法行为的事实的用语")] if len(found) == 1 else None

    def _aside(self, text: str, context: Context) -> list[Proposal] | None:
        """造成…后果的（发生交通事故等）: the words before the bracket, or those in it."""
        match = _ASIDE.search(text)
        if match is None:
            return None
        inside = self._boolean(re.sub(r"等(?:事件|情形|后果)?的?$", "", match[0][1:-1]), context)
        return inside or self._atom(text[: match.start()].removesuffix("的"), context)

    def _boolean(self, text: str, context: Context) -> list[Proposal] | None:
        """A yes-or-no fact of the violation whose label shares most of the words."""
        told = pairs(text)
        more = set(_MODIFIES.findall(text))
        names = [
            name for name in sorted(context.own)
            if name in self._vocabulary and self._vocabulary[name].type is FactType.BOOLEAN
            and len(told & pairs(self._vocabulary[name].label)) * 3 >= len(told)
            and more <= set(_MODIFIES.findall(self._vocabulary[name].label))
        ]  # fmt: skip
        if len(names) != 1:
            return None
        return [Proposal(text, {names[0]: True}, f"与“{self._vocabulary[names[0]].label}”的用语相近")]

    def _restates(self, text: str, context: Context) -> bool:
        """Whether a piece only says the act again."""
        if re.search(r"\d|[没未不无]", text) or _MODIFIES.search(text):
            return text in context.act or self._unpermitted(text, context)
        told = pairs(text.replace("、", ""))
        return bool(told) and len(told & pairs(context.act.replace("、", ""))) * 10 >= len(told) * 7

    def _unpermitted(self, text: str, context: Context) -> bool:
        """未经许可修建, where the act itself is 未经…同意修建…."""
        rest = re.sub(r"^未经(?:许可|同意|批准)", "", text)
        return rest != text and "未经" in context.act and (not rest or rest[:8] in context.act)

    def _draft(self, text: str, context: Context) -> Proposal:
        close = self._boolean(text, context)
        if close:
            return close[0]
        name = self._name(text, "", context)
        return Proposal(text, {name: True}, f"词表没有“{text[:30]}”，起草为新的事实", Draft(name, text, "boolean"))

    def _name(self, label: str, unit: str, context: Context) -> str:
        for name, draft in context.drafts.items():
            if draft.label == label:
                return name
        number = len(context.drafts) + 1
        name = f"draft_{number}{f'_{unit}' if unit else ''}"
        while name in context.drafts or name in self._vocabulary:
            number += 1
            name = f"draft_{number}{f'_{unit}' if unit else ''}"
        context.drafts[name] = Draft(name, label, "integer" if unit else "boolean")
        return name


def _values(text: str, labels: dict[str, str]) -> tuple[list[str], str]:
    """The codes whose labels a text lists, and what is left of the text."""
    found: dict[str, int] = {}
    rest = text
    for label in sorted(labels, key=len, reverse=True):
        if len(label) > 1 and label not in _GRADES and label in rest:
            found[labels[label]] = text.index(label)
            rest = rest.replace(label, "", 1)
    return list(dict.fromkeys(code for code in labels.values() if code in found)), rest


def pairs(text: str) -> set[str]:
    """Neighbouring characters of a text."""
    return {text[index : index + 2] for index in range(len(text) - 1)}


def both(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All of several conditions."""
    found = _narrowed([part for part in parts if part])
    names = [key for part in found for key in part]
    if len(set(names)) == len(names):
        return {key: value for part in found for key, value in part.items()}
    distinct = []
    for part in found:
        if part not in distinct:
            distinct.append(part)
    return distinct[0] if len(distinct) == 1 else {"all": distinct}


def either(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """At least one of several conditions."""
    distinct = []
    for part in parts:
        if part not in distinct:
            distinct.append(part)
    return distinct[0] if len(distinct) == 1 else {"any": distinct}


def _narrowed(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two bounds of one fact as one: 危害路产 (> 0), 长度10延米以下 (<= 10) → (0..10]."""
    merged: dict[str, Any] = {}
    rest = []
    for part in parts:
        for name, test in part.items():
            known = merged.get(name)
            spans = Span.of(known), Span.of(test)
            if name in ("any", "all"):
                rest.append({name: test})
            elif known is None or known == test:
                merged[name] = test
            elif spans[0] and spans[1] and (one := spans[0].within(spans[1])):
                merged[name] = one.test()
            else:
                rest.append({name: test})
    return [*([merged] if merged else []), *rest]
