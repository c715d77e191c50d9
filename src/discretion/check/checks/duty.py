"""duty: the duty cited is the one that was broken, and the advice is for this violation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, Written, documents, fault, holds, mappings

SCOPE = "rulebook"
NAME = "违则"
SENTENCE = (
    "违则和罚则引用的条款说的是这一违法行为；建议说的是这一违法行为；法律规定的义务正是这一违法行为所违反的，没有漏引；"
    "没有漏引更相合的义务；所用法律的条款都有规则引用，或者写明不引用的理由"
)
FORMULA = (
    "∀v: ∄p ∈ law: likeness(label(v), p) ≫ likeness(label(v), duty(v))；likeness(advice(v), v) ≪̸ likeness(advice(v), w)"
)
FAR = 4  # pairs of characters that another provision must share more before the cited one looks like a slip
FARTHER = 7  # that a duty which nothing cites must share
NEARER = Fraction(
    1, 10
)  # of their words that a name must share more with another provision; the nearest sound one has 0.04
TIMES = 4  # how many times as well a duty that nothing cites must fit
ALIKE = 4  # pairs that an advice shares with the violation it was written for


def run(whole: Whole) -> Iterator[Finding]:
    """Compare words: a slip of the pen cites something whose text has nothing to do with the violation."""
    items = [item for item in whole.written() if item.provision is not None]
    rested = _rested(whole)
    punished = frozenset(item.ref for item in items)
    kin = Counter(pair for item in items for pair in _laws(item))
    found = [finding for item in items
             for finding in (*_provision(item, punished), *_foreign(whole, item, kin), *_duty(whole, item), *_none(item, rested),
                             *_unused(item, rested), *_advice(item, items))]  # fmt: skip
    found += _idle(whole, rested)
    yield from found or [holds("duty", "违则和建议与违法行为相符")]


def _provision(item: Written, punished: frozenset[str]) -> Iterator[Finding]:
    """The penal provision: the violation's name is more that of a neighbour than its own, or that of one under which nothing is punished."""
    ref, law = item.file.model.provision, item.law
    if ref is None or law is None or item.provision is None or not item.file.model.label:
        return
    said = telling_pairs(item.file.model.label)
    own = _shared(said, item.provision.label)
    rivals = [(_shared(said, other.label), name, other.cite) for name, other in law.provisions.items()
              if other.ranges and other is not item.provision]  # fmt: skip
    best = max(rivals, default=(Fraction(0), "", ""))
    if best[0] - own < NEARER:
        idle = [
            rival for rival in rivals if f"{law.law}/{rival[1]}" not in punished and not law.provisions[rival[1]].unused
        ]
        best = max(idle, default=(Fraction(0), "", ""))
        if best[0] <= own or len(said & telling_pairs(law.provisions[best[1]].label)) <= FAR:
            return
    message = f"罚则{law.cite(ref.partition('/')[2])}（“{item.provision.label}”）说的不是“{item.file.model.label}”"
    yield item.fault("duty", message, ("provision",), f"provision/{ref}", f"是否想写：{law.law}/{best[1]}（{best[2]}）")


def _shared(said: frozenset[str], label: str) -> Fraction:
    """What two names have in common, of all that either says: twins (客运、货运) share most words, yet each its own more."""
    pairs = telling_pairs(label)
    return Fraction(len(said & pairs), max(len(said | pairs), 1))


def _laws(item: Written) -> Iterator[tuple[str, str]]:
    """The law of the penalty, and those of the duties."""
    duty = item.file.model.duty
    if duty is not None and item.law is not None:
        yield from {(item.law.law, ref.partition("/")[0]) for ref in duty.cite}


def _foreign(whole: Whole, item: Written, kin: Counter[tuple[str, str]]) -> Iterator[Finding]:
    """A duty of a law that no other violation under the same law rests on, and that says nothing of this one."""
    duty, law = item.file.model.duty, item.law
    if duty is None or law is None or item.provision is None:
        return
    said = telling_pairs(f"{item.file.model.label or ''}{item.provision.label}")
    for index, ref in enumerate(duty.cite):
        name, _, key = ref.partition("/")
        if name == law.law or kin[law.law, name] > 1:
            continue
        version, cited = next(reversed(whole.provisions(ref)), (None, None))
        if version is not None and cited is not None and not said & telling_pairs(cited.label):
            message = f"违则引用的{version.cite(key)}（“{cited.label}”）与“{item.file.model.label}”无关，其他依据《{law.label}》的违法行为也都不引用这部法律"
            yield item.fault("duty", message, ("duty", "cite", index), ref, "引用规定这一义务的条款")


def _duty(whole: Whole, item: Written) -> Iterator[Finding]:
    duty, law = item.file.model.duty, item.law
    assert item.provision is not None
    if duty is None or law is None:
        return
    said = telling_pairs(f"{item.file.model.label or ''}{item.provision.label}")
    for index, ref in enumerate(duty.cite):
        name, _, key = ref.partition("/")
        version, cited = next(reversed(whole.provisions(ref)), (None, None))
        if version is None or cited is None:
            continue
        path, said_there = ("duty", "cite", index), f"违则引用的{version.cite(key)}"
        if cited.ranges and not item.file.document.data.get("penal_duty"):
            message = f"{said_there}是罚则（“{cited.label}”），不是义务"
            yield item.fault("duty", message, path, ref, "引用规定义务的条款")
            continue
        if name != law.law or len(duty.cite) > 1:
            continue
        own = len(said & telling_pairs(cited.label))
        rivals = [(len(said & telling_pairs(other.label)), rival, other.cite) for rival, other in version.provisions.items()
                  if not other.ranges and rival != key]  # fmt: skip
        best = max(rivals, default=None)
        if best is not None and own == 0 and best[0] >= FAR:
            message = f"{said_there}（“{cited.label}”）与“{item.file.model.label}”无关"
            yield item.fault("duty", message, path, ref, f"是否想写：{name}/{best[1]}（{best[2]}）")


def _rested(whole: Whole) -> frozenset[str]:
    """Every provision that the current rulesets cite."""
    bodies = (
        body for ruleset in whole.current() for document in documents(ruleset) for _, body in mappings(document.data)
    )
    return frozenset(ref for body in bodies for ref in body.get("cite") or () if isinstance(ref, str))


def _none(item: Written, rested: frozenset[str]) -> Iterator[Finding]:
    """A violation that cites no duty, while its law has one in its very words that nothing cites."""
    law = item.law
    if item.file.model.duty is not None or law is None or item.provision is None or not item.file.model.label:
        return
    said = telling_pairs(f"{item.file.model.label}{item.provision.label}")
    for name, other in law.provisions.items():
        words = telling_pairs(other.label)
        shared, used = len(words & said), other.ranges or other.unused or f"{law.law}/{name}" in rested
        if (shared > FARTHER or (shared >= FAR and shared * 2 > len(words))) and not used:
            duty = f"{law.cite(name)}（“{other.label}”）规定的正是这一义务"
            message = f"{item.id} 没有写违则，{duty}，却没有任何违法行为引用"
            remedy = f"写 duty: {{cite: [{law.law}/{name}]}}；确不引用的，在法律文件中写 unused"
            yield item.fault("duty", message, ("violation",), f"none/{name}", remedy)


def _unused(item: Written, rested: frozenset[str]) -> Iterator[Finding]:
    """A duty that nothing cites and that fits a violation far better than the one of the same law that it cites."""
    duty, law = item.file.model.duty, item.law
    if duty is None or law is None or item.provision is None:
        return
    said = telling_pairs(f"{item.file.model.label or ''}{item.provision.label}")
    cited = [
        name for ref in duty.cite for of, _, name in [ref.partition("/")] if of == law.law and name in law.provisions
    ]
    own = len(said & telling_pairs("；".join(law.provisions[name].label for name in cited)))
    for name, other in law.provisions.items():
        idle = not other.ranges and not other.unused and f"{law.law}/{name}" not in rested
        if idle and (shared := len(said & telling_pairs(other.label))) >= FAR and shared > TIMES * own:
            message = f"违则引用的条款不如{law.cite(name)}（“{other.label}”）合于“{item.file.model.label or item.id}”，后者却没有任何违法行为引用"
            yield item.fault(
                "duty", message, ("duty",), f"unused/{name}", f"是否想写：{law.law}/{name}（{other.cite}）"
            )


def _idle(whole: Whole, rested: frozenset[str]) -> Iterator[Finding]:
    """A provision of a law under which violations are punished, and that nothing rests on any more: a citation of it was lost."""
    named = {item.law.law for item in whole.written() if item.law is not None}
    texts = [repr(file.document.data) for file in whole.book.law_files]
    texts += [repr(file.document.data) for file in whole.book.authorities.values()]
    texts += [repr(fact.lookup) for fact in whole.book.vocabulary.facts.values() if fact.lookup is not None]
    for law in sorted(named):
        file = whole.book.laws[law][-1]
        for name, provision in file.model.provisions.items():
            ref = f"{law}/{name}"
            if provision.ranges or provision.unused or ref in rested or any(ref in text for text in texts):
                continue
            message = f"{file.model.cite(name)}（“{provision.label}”）没有任何规则引用"
            yield fault("duty", message, file.document.position(("provisions", name), key=True), f"idle/{ref}",
                        remedy="补上漏写的引用；确不引用的，在法律文件中写 unused")  # fmt: skip


def _advice(item: Written, items: list[Written]) -> Iterator[Finding]:
    for field in ("advice", "remark"):
        text = getattr(item.file.model, field)
        if not text:
            continue
        own = _own(item, text)
        # maritime.overload.passengers and inland.overload.passengers share what they say.
        kin = set(item.id.split(".")[1:])
        twins = [
            other for other in items if getattr(other.file.model, field) == text and not kin & set(other.id.split("."))
        ]
        better = max(((_own(other, text), other.id) for other in twins), default=(0, ""))
        if own == 0 and better[0] >= ALIKE:
            message = f"{field} 与 {better[1]} 的完全相同，说的不是这一违法行为"
            yield item.fault("duty", message, (field,), field, "写这一违法行为自己的建议")


def _own(item: Written, text: str) -> int:
    assert item.provision is not None
    return len(telling_pairs(text) & telling_pairs(f"{item.file.model.label or ''}{item.provision.label}"))
