"""The column of penalties, read by a grammar (standard.lark): every clause is understood, or the cell is left to a person."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from discretion.importing.branches import GainBranch, together
from discretion.importing.counted import counted
from discretion.importing.measures import measure
from discretion.importing.money import fine_of, yuan_of
from discretion.importing.quantities import FactChoice
from discretion.importing.spelling import spelled
from discretion.importing.subjects import subject_of
from discretion.importing.unread import NotReadError
from discretion.penalty import CONFISCATION_NAMES

PENALTY = re.compile(r"处\d|处[以违]|罚款|没收|警告|通报批评|吊销|暂扣|不予.{0,4}处罚|免[予于]?.{0,4}处?罚|责令")
_CRIME = re.compile(
    r"(?:^|[，；。])(?:涉嫌)?构成犯罪的[，：]?(?:依法)?(?:追究刑事责任|移送[^，；。]{2,14})(?=$|[；。])"
)
_CAUSED = re.compile(
    r"(?:^|(?<=[，；。]))造成[^，；。]{0,8}损[失害]的，?(?:应当)?依法(?:承担)?(?:民事)?赔偿(?:责任)?(?=$|[，；。])"
)
CAUSED = "损失怎样赔偿，不是处罚，没有录入，须确认"
CRIME = "构成犯罪的怎样处理，不是处罚，没有录入，须确认"
FAMILY = frozenset(("suspend_business", "suspend_licence", "downgrade", "revoke", "close"))
CHOSEN = ("warning", "criticism", "fine", "measure")


@dataclass(frozen=True)
class Standard:
    """A cell of the column of penalties.

    Attributes:
        penalty: a penalty as YAML writes it, or ``{"rows": […]}`` where it depends on the illegal gain.
        orders: 责令… and other duties, in the cell's own words.
        questions: what the cell leaves to be confirmed.
    """

    penalty: dict[str, object]
    orders: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """Why a cell was not understood; the code names a limit of the rules, where it meets one."""

    reason: str
    code: str = ""


def read_standard(text: str, unit: str | None = None, facts: FactChoice | None = None) -> Standard | Unread:
    """Read a cell.

    Args:
        text: the cell.
        unit: 元 or 万元, where the head of the column gives it.
        facts: the vocabulary, for fines by quantity.
    """
    whole, (text, crime) = text, _CRIME.subn("", spelled(text))
    text, caused = _CAUSED.subn("", text)
    text = text.strip("，；。、")
    if not text:
        return Unread("单元格是空的")
    try:
        tree = _parser().parse(text)
    except LarkError as failure:
        rest = text[max(0, (getattr(failure, "column", 1) or 1) - 1) :][:20]
        return Unread(f"“{rest}”起没有读懂" if rest else "没有读懂")
    reader = _Reader(unit, facts)
    try:
        found = reader.read(tree)
    except NotReadError as failure:
        return Unread(str(failure))
    if re.match(r"\s*(?:1[.．、]|[（(][1一][）)]|①)", whole) and len(found.penalty) > 1:
        found = replace(found, questions=(*found.questions, "编号的几项处罚按一并给予读取，须确认"))
    return replace(found, questions=(*found.questions, *[CRIME] * bool(crime), *[CAUSED] * bool(caused)))


@cache
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("standard.lark").read_text(encoding="utf-8")
    return Lark(grammar, start="cell", parser="lalr")


class _Reader:
    def __init__(self, unit: str | None, facts: FactChoice | None) -> None:
        self._unit, self._facts = unit, facts
        self._orders: list[str] = []
        self._questions: list[str] = []
        self._branches = [GainBranch()]
        self._subject = ""
        self._free = False
        self._run: list[str] = []  # the measures joined by 、 or 或者 so far

    def read(self, tree: Tree[Token]) -> Standard:
        mark = ""
        for child in tree.children:
            if isinstance(child, Token):
                mark = str(child)
                continue
            self._item(child, mark)
            mark = ""
        penalty, more = together(self._branches)
        return Standard(penalty, tuple(dict.fromkeys(self._orders)), (*self._questions, *more))

    def _item(self, tree: Tree[Token], mark: str) -> None:
        if "或" in mark and (tree.data not in CHOSEN or not self._run):
            raise NotReadError(f"“{mark.strip('，；。、')}”前后是不是择一，没有读懂")
        match tree.data:
            case "gain":
                self._branches.append(self._gain(tree))
            case "has_gain" | "no_gain" | "gain_below" | "gain_from" | "gain_above" | "gain_typo":
                self._branches.append(self._guard(tree))
            case "order":
                self._order(str(tree.children[0]), mark)
            case "order_and_fine":
                order, fine = tree.children
                self._order(str(order), mark)
                self._clause(fine, mark, None)  # type: ignore[arg-type]
            case "addressed":
                named = str(tree.children[0])
                subject = subject_of(named)
                if subject is None:
                    raise NotReadError(f"“{named}”是哪一种受罚主体，没有认出")
                self._clause(tree.children[-1], mark, subject)  # type: ignore[arg-type]
            case _:
                self._clause(tree, mark, None)

    def _gain(self, tree: Tree[Token]) -> GainBranch:
        (inner,) = tree.children
        return self._guard(inner)  # type: ignore[arg-type]

    def _guard(self, tree: Tree[Token]) -> GainBranch:
        amounts = [item for item in tree.children if isinstance(item, Tree)]
        limit = yuan_of(amounts[0], self._unit)[0] if amounts else Decimal(0)
        return GainBranch(str(tree.data), limit)

    def _order(self, text: str, mark: str) -> None:
        branch = self._branches[-1]
        if branch.guard and not branch.closed(mark) and branch.penalty:
            raise NotReadError(f"“{text}”是否只在“违法所得”的这种情形下适用，没有写明")
        if branch.guard and not branch.closed(mark):
            raise NotReadError(f"“{text}”只在“违法所得”的一种情形下适用，规则格式还不能表达")
        self._orders.append(re.sub(r"^由[^，；。]{2,24}?(?=责令|强制|撤销|限期)", "", text))
        self._run = []
        if branch.closed(mark):
            branch.done = True

    def _clause(self, tree: Tree[Token], mark: str, subject: str | None) -> None:
        branch = self._branches[-1]
        if branch.guard and branch.closed(mark):
            if not branch.only_confiscates:
                raise NotReadError("分号之后的处罚是否也只在“违法所得”的这种情形下适用，没有写明")
            branch.absorb()
        found, questions = self._penalty(tree)
        self._questions += questions
        if subject is None and self._subject and not ("；" in mark or "。" in mark):
            raise NotReadError("后一项处罚是对哪一个受罚主体的，没有写明")
        self._subject = subject or ""
        if "或" in mark:
            found = self._either(found, branch, subject or None)
        branch.add(found, subject or None)
        loose = [name for name in branch.given(subject or None) if name in FAMILY and name not in (*self._run, *found)]
        if "或" in mark and loose and not FAMILY.isdisjoint(found):  # 责令停业整顿，降低资质等级或者吊销资质证书
            raise NotReadError("停业整顿、降低资质等级、吊销是并处还是择一，没有写明")
        if "或" in mark and not self._free:
            branch.choose([*self._run, *found], subject or None)
        self._run = [*(self._run if "或" in mark or mark == "、" else []), *found]
        self._free = "may" in str(found)

    def _either(self, found: dict[str, object], branch: GainBranch, subject: str | None) -> dict[str, object]:
        """What follows 或者 has the force of what stands before it."""
        told = branch.given(subject)
        if "may" in str(found) or not set(self._run) <= set(told) or "confiscate" in self._run:
            raise NotReadError("“或者”前后的处罚怎样择一，没有读懂")
        free = {"may" in str(told[name]) for name in self._run}
        if len(free) > 1:
            raise NotReadError("“或者”前后的处罚，哪些可以给予、哪些应当给予，没有读懂")
        if free == {True}:
            self._questions.append("“可以……或者……”读作各项均可以给予，须确认")
            return {
                key: {**value, "force": "may"} if isinstance(value, dict) else "may" for key, value in found.items()
            }
        return found

    def _penalty(self, tree: Tree[Token]) -> tuple[dict[str, object], list[str]]:
        text = str(tree.children[0]) if tree.children and isinstance(tree.children[0], Token) else ""
        force = "may" if re.match(r"(?:同时|另|一并)?(?:并)?可", text) else "shall"
        match tree.data:
            case "confiscate":
                return {"confiscate": dict.fromkeys(_seized(text), force)}, []
            case "nothing":
                return {"nothing": True}, []
            case "warning":
                return {"warning": force}, []
            case "criticism":
                return {"criticism": force}, []
            case "measure":
                return self._measure(text, force), []
            case "counted":
                return {"fine": self._counted(tree)}, []
            case "pointed":
                return {"fine": {"at": _point(text)}}, []
            case _:
                fine, questions = fine_of(tree, self._unit)
                if base := next(
                    (str(token) for token in tree.scan_values(lambda t: isinstance(t, Token) and t.type == "BASE")), ""
                ):
                    fine["times"] = self._base(base)
                return {"fine": {**fine, **({"force": "may"} if force == "may" else {})}}, questions

    def _base(self, noun: str) -> str:
        """合同价款的百分之二: the money fact that is meant, by its words."""
        found = self._facts.money(noun) if self._facts is not None else None
        if found is None:
            raise NotReadError(f"“{noun}”按哪一项事实计算，没有认出")
        return found

    def _measure(self, text: str, force: str) -> dict[str, object]:
        plain = re.sub(r"^(?:并)?(?:可以?)?(?:并)?(?:处以?)?(?:由[^，；。]{1,24}?(?=暂扣|吊销|责令))?", "", text)
        plain = f"责令{plain}" if plain.startswith("停业整顿") else plain
        if "直至" in plain and not plain.startswith("吊销《"):
            raise NotReadError(f"“{plain}”是几种处罚择一，须由人确认怎样选择")
        found = measure(plain, force)
        if found is None:
            raise NotReadError(f"“{plain}”没有读懂")
        return found

    def _counted(self, tree: Tree[Token]) -> dict[str, object]:
        found = counted(tree, self._unit, self._facts)
        if isinstance(found, str):
            raise NotReadError(found)
        return found


def _seized(text: str) -> list[str]:
    """没收违法所得和非法财物: what is taken, by its name in the rules."""
    plain = re.sub("非法所得", "违法所得", re.sub("违法财物", "非法财物", text))
    return [item for item, name in CONFISCATION_NAMES.items() if name in plain]


def _point(text: str) -> str:
    """按法定罚款幅度的下限处罚: which point of the statutory range."""
    return "midpoint" if "中" in text else "floor" if re.search("低|下限", text) else "cap"
