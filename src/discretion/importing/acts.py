"""Which violation of the rulebook a row means: by the provision it cites, of the version it cites, then by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from discretion.rulebook import Rulebook
from discretion.words import pairs

_CITE = re.compile(
    r"《(?:中华人民共和国)?([^》]+)》((?:、?第?[零〇一二三四五六七八九十百]+条(?:第?[（(]?[零〇一二三四五六七八九十\d]+[）)]?[款项目])*)+)"
)
_PART = re.compile(r"第?([零〇一二三四五六七八九十百]+)条((?:第?[（(]?[零〇一二三四五六七八九十\d]+[）)]?[款项目])*)")
_PARTY = re.compile(
    r"([^，]{2,40}?(?:经营人|经营者|提供者|企业|单位|机构|公司|驾驶员|驾驶人))(?=未|不|擅|违|将|使|允|超|以|在|没|无)"
)
SURE, LIKELY, CLOSE = 0.8, 0.34, 0.25


@dataclass(frozen=True)
class ActCandidate:
    """A violation that may be meant."""

    violation: str
    label: str
    why: str
    score: float


@dataclass(frozen=True)
class Match:
    """What an act was found to be: one violation, or several that a person chooses from."""

    violation: str | None
    candidates: tuple[ActCandidate, ...]


class Acts:
    """Finds the violations of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def find(self, act: str, basis: str) -> Match:
        """Find the violation of an act.

        Args:
            act: 违法行为, in the table's words.
            basis: all the law that the row cites.
        """
        act, basis = re.sub(r"\s+", "", act).rstrip("的。"), re.sub(r"\s+", "", basis)
        cited = self._cited(basis)
        found = []
        for name, (labels, provisions) in self._violations.items():
            words = max(_alike(act, label) for label in labels)
            where = next((cited[ref] for ref in provisions if ref in cited), None)
            if where is None and words < CLOSE:
                continue
            if words < 0.1:
                continue
            why = f"所引{where}就是它的罚则；" if where else ""
            found.append(
                ActCandidate(name, labels[0], f"{why}用语相合{round(words * 100)}%", words + (0.5 if where else 0))
            )
        found.sort(key=lambda item: -item.score)
        best = tuple(found[:5])
        if best and (len(best) == 1 or best[0].score - best[1].score >= 0.1):
            words = best[0].score - (0.5 if "罚则" in best[0].why else 0)
            if _others(act, best[0].label):
                return Match(None, best)
            if words >= SURE or ("罚则" in best[0].why and words >= LIKELY):
                return Match(best[0].violation, best)
        return Match(None, best)

    @cached_property
    def _violations(self) -> dict[str, tuple[list[str], list[str]]]:
        """The names of every violation, and its provisions: a province has another than the nation."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for ruleset in self._rulebook.rulesets:
            for name, file in ruleset.violations.items():
                model = file.model
                labels = [model.label] if model.label else []
                labels += list(getattr(model, "aliases", None) or [])
                known, provisions = found.setdefault(name, ([], []))
                known += [label for label in labels if label not in known]
                provisions += [ref for ref in [model.provision] if ref and ref not in provisions]
        return {name: item for name, item in found.items() if item[0]}

    @cached_property
    def _articles(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """(law, article) → provisions and their paragraph and item, of every version: tables cite old numbers."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for file in self._rulebook.law_files:
            for name, provision in file.model.provisions.items():
                match = _PART.match(provision.cite)
                if match:
                    key = (file.model.label.removeprefix("中华人民共和国"), match[1])
                    pair = (f"{file.model.law}/{name}", _item(match[2]))
                    if pair not in found.setdefault(key, []):
                        found[key].append(pair)
        return found

    def _cited(self, basis: str) -> dict[str, str]:
        """The provisions that a text cites, with the words of the citation."""
        found: dict[str, str] = {}
        for law, places in _CITE.findall(basis):
            for article, part in _PART.findall(places):
                refs = self._articles.get((law, article), [])
                same = [ref for ref, own in refs if not part or own == _item(part) or not own]
                for ref in same or [ref for ref, _ in refs]:
                    found.setdefault(ref, f"《{law}》第{article}条{part}")
        return found


def _others(act: str, label: str) -> bool:
    """Whether the two speak of different parties: 港口经营人未… is nothing that 长途客运经营者未… says."""
    named = [match[1] for text in (act, label) if (match := _PARTY.match(text))]
    if len(named) < 2:
        return False
    a, b = pairs(named[0]), pairs(named[1])
    return len(a & b) * 2 < min(len(a), len(b))


def _item(text: str) -> str:
    return re.sub(r"[第（）()]", "", text)


def _alike(act: str, label: str) -> float:
    """How much of the shorter text the two share, in neighbouring characters; the longer counts too."""
    a, b = pairs(act), pairs(label)
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return (shared / min(len(a), len(b)) + 2 * shared / (len(a) + len(b))) / 2
