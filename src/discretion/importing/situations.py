"""How the pieces of a condition of a published table are joined: numbered items, 或者, semicolons, commas. The words say it, or it is asked."""

from __future__ import annotations

import re

from discretion.facts import Severity, Vocabulary
from discretion.importing.conditions import ConditionReader
from discretion.importing.joined import both, either
from discretion.importing.likeness import restates
from discretion.importing.pieces import PieceReader
from discretion.importing.proposals import Proposal, RowContext, Situation
from discretion.importing.spelling import tidy

_LEAD = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①②③④⑤⑥⑦⑧⑨⑩])")
_CHOICE = re.compile(r"(?:具?有|符合)?(?:下列|以下)(?:情形|条件|情况)?(?:之一|任一|任意一项)的?[:：]?")
_JOINT = re.compile(
    r"(?:具?有|符合)?(?:同时|下列|以下|全部)[^：；]{0,12}(?:同时满足|同时符合|同时具备|均)[^：；]{0,6}[:：]?"
    r"|(?:具?有|符合|满足|具备)?(?:下列|以下)(?:全部|所有|各项)(?:情形|条件|情况)的?[:：]"
    r"|同时(?:满足|符合|具备)(?:下列|以下)?[^：；]{0,8}[:：]"
)
_FRAME = re.compile(r"(?:具?有|符合|属于|存在)?(?:下列|以下)(?:各项)?(?:情形|条件|情况|行为)的?[:：]")
_ALL_SAID = re.compile(
    r"[，；。（]*(?:以上|上述|前述)?(?:各项|几项|所有)?(?:条件|情形|情况)?(?:须|需|应当?|必须)?(?:同时|全部|均)(?:须|应)?(?:具备|满足|符合)(?:的|）|。)*$"
)
_ANY_SAID = re.compile(
    r"[，；。（]*(?:以上|上述|前述)?(?:条件|情形|情况)?(?:具备|满足|符合)(?:其一|其中(?:一|任一)项|其中之一|任一项?|任意一项)(?:即可|的|）|。)*$"
)
_CHOICE_AND = re.compile(  # 有下列情形之一，且未造成后果的：①…；②…
    r"(?:具?有|符合)?(?:下列|以下)(?:情形|条件|情况)之一的?，(?:且|并且?|同时)(?P<also>[^：:①]{2,40}?)的?[:：](?=\s*[（(1①])"
)
_OR = re.compile(r"的?(?:(?:或者|或是)(?=[^，；。]{2})|或(?=被|造成|发生|拒|曾|有违|初次|首次|多次|[一-鿿]{0,8}\d))")
_AND = re.compile(r"[，；。]?(?:并且|而且|且|并|但是?(?=能|未|没有|主动|已))(?=[^，；。列]{2})|[，；。]")
_WHILE = re.compile(r"在?(?:执法|监督)?(?:调查|检查|查处)(?:处理)?(?:过程)?(?:中|期间)")


class SituationReader:
    """Reads the conditions of one table."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._exact = ConditionReader(vocabulary)
        self._pieces = PieceReader(vocabulary, self._exact)

    def read(self, text: str, context: RowContext) -> Situation:
        """Read a condition."""
        # Our own numbering is joint; a table's is what its words say.
        numbered = _LEAD.search(text) and not context.joint
        known = self._exact.read(text) if text and not numbered else None
        if known is not None and self._pieces.meant(known, context):
            return Situation(known)
        text = tidy(text)
        found = Situation(None)
        found.when = self._whole(text, context, found) if text else None
        if found.when == {}:
            found.questions.append("除违法行为本身外没有读出别的条件，须确认")
        return found

    def _whole(self, text: str, context: RowContext, found: Situation) -> dict[str, object] | None:
        if framed := _CHOICE_AND.match(text):
            also = self._halves(framed["also"], context, found)
            one = self._whole(f"有下列情形之一的：{text[framed.end() :]}", context, found)
            return both([also, one]) if also and one else {}
        frame = _CHOICE.match(text) or _JOINT.match(text) or _FRAME.match(text)
        choice, joint = bool(_CHOICE.match(text)), bool(_JOINT.match(text))
        body = text[frame.end() :] if frame else text
        if said := _ALL_SAID.search(body) or _ANY_SAID.search(body):
            joint, choice = joint or bool(_ALL_SAID.search(body)), choice or bool(_ANY_SAID.search(body))
            body = body[: said.start()]
        pieces = [piece.strip("，；。、") for piece in _LEAD.split(body)]
        pieces = [piece for piece in pieces if piece]
        if _LEAD.search(body[:6]) and len(pieces) > 1:
            return self._numbered(pieces, context, found, choice=choice, joint=joint or context.joint)
        if _LEAD.match(body):
            body = pieces[0]
        return self._alternatives(body, context, found)

    def _numbered(
        self, pieces: list[str], context: RowContext, found: Situation, *, choice: bool, joint: bool
    ) -> dict[str, object] | None:
        said_or = any(re.match(r"或者?|或是", piece) for piece in pieces[1:])
        parts = [
            self._alternatives(re.sub(r"^(?:或者?是?|同时|并且|且)", "", piece), context, found) for piece in pieces
        ]
        known = [part for part in parts if part]
        if not known:
            return None
        if joint and choice:
            found.questions.append("编号的几项既写同时具备，又写具备其一；按具备其中一项提出，须确认")
        elif joint:
            return both(known)
        if not choice and not said_or:
            found.questions.append("编号的几项是择一还是同时具备，原文没有写明；按具备其中一项提出，须确认")
        return either(known)

    def _alternatives(self, text: str, context: RowContext, found: Situation) -> dict[str, object] | None:
        clauses = [part for part in re.split(r"的?[；。]", text) if part]
        if len(clauses) < 2:
            return self._halves(text, context, found)
        said_or = any(re.match("或", part) for part in clauses[1:])
        parts = [self._halves(re.sub("^(?:或者|或是|或|同时|并且|且)", "", part), context, found) for part in clauses]
        known = [part for part in parts if part]
        if said_or:
            return either(known) if len(known) == len(parts) else {}
        if not context.joint and ("的；" in text or not all(map(self._mild, known))):
            found.questions.append("分号隔开的几种情形是择一还是同时具备，原文没有写明；按具备其中一种提出，须确认")
            return either(known) if known else {}
        return both(known)

    def _mild(self, when: dict[str, object]) -> bool:
        """Whether every test of a part speaks for the party: 首次违法；及时改正 are meant together."""
        known = self._exact.vocabulary
        return all(
            name in known
            and (
                test is (known[name].severity is Severity.MITIGATING)
                or test in ("= 0", "none", "slight", ["none", "slight"])
            )
            for name, test in when.items()
        )

    def _halves(self, text: str, context: RowContext, found: Situation) -> dict[str, object]:
        """The sides of 或者; a bare one may stand inside of a phrase."""
        halves = [part for part in re.split(r"的?，(?:或者|或是|或)", text) if part]
        if len(halves) < 2:
            clauses = [part for part in text.split("，") if part]
            if len(clauses) > 1 and _OR.search(text) and not self._pieces.read(text.removesuffix("的"), context):
                # A或者B，且C: 或者 joins its own clause.
                return both(self._halves(part, context, found) for part in clauses)
            halves = [part for part in _OR.split(text) if part]
            listed = [part for half in halves[:-1] for part in half.split("、")]
            if len(listed) > len(halves) - 1 and all(self._stands(part, context) for part in listed):
                halves = [*listed, halves[-1]]  # 高度超过…、宽度超过…或者长度超过…
            if len(halves) > 1 and (
                self._pieces.read(text.removesuffix("的"), context)
                or not all(self._stands(part, context) for part in halves)
            ):
                halves = [text]
        elif any(len(_AND.split(part)) > 1 for part in halves[:-1]):
            found.questions.append("“或者”与前面各项条件的关系没有写明，须确认")
        parts = [self._together(half, context, found) for half in halves]
        known = [part for part in parts if part]
        if len(halves) > 1:
            return either(known) if len(known) == len(halves) else {}
        return known[0] if known else {}

    def _stands(self, text: str, context: RowContext) -> bool:
        """Whether a half of 或者 says something by itself."""
        return any(self._pieces.read(piece.removesuffix("的"), context) for piece in _AND.split(text) if piece)

    def _together(self, text: str, context: RowContext, found: Situation) -> dict[str, object] | None:
        whole = self._pieces.read(text.removesuffix("的"), context)
        if whole is not None:
            return self._take(whole, context, found)
        parts: list[dict[str, object]] = []
        for piece in _AND.split(text):
            words = re.sub(r"^(?:并|且|但|而|同时|或者?)", "", piece.strip("，；。、").removesuffix("的"))
            if not words or _WHILE.fullmatch(words) or restates(words, context.act):
                continue
            part = self._take(self._pieces.certain(words, context), context, found)
            if part:
                parts.append(part)
        return both(parts) if parts else {}

    def _take(self, atom: list[Proposal], context: RowContext, found: Situation) -> dict[str, object]:
        for item in atom:
            if item.draft:
                context.drafts.setdefault(item.draft.name, item.draft)
            if item.why.endswith("须确认"):
                found.questions.append(item.why)
            found.proposals.append(item)
        return both([item.when for item in atom])
