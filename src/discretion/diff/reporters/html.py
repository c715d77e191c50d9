"""The report as one page: ``pages/templates/difference.html``."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.diff.model import Comparison, Direction, LawRow, Report, Sameness, Witness
from discretion.diff.reporters.marked import marked
from discretion.diff.reporters.overview import (
    Overview,
    brief,
    common,
    extremes,
    overview,
    shown_direction,
    spared,
    told,
)
from discretion.diff.reporters.words import (
    SECTIONS,
    Names,
    change_words,
    conclusion,
    facts_words,
    heads_of,
    legend,
    most_words,
    names_of,
    proposed_words,
    sides_words,
    successive,
    tail,
    title,
    verdict_words,
    who_words,
)
from discretion.facts import say_yuan
from discretion.pages import Bar, bars, render


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison and the words around it."""

    comparison: Comparison
    overview: Overview
    names: Names
    heads: Names
    sides: list[str]
    conclusion: list[str]
    summary: list[tuple[int, str]]
    tail: list[str]
    proposed: list[str]


def write(report: Report) -> str:
    """Write a report as one self-contained page."""
    return render(
        "difference.html",
        title=title(report),
        notes=report.notes,
        comparisons=[_shown(item) for item in report.comparisons],
        legend=legend(report),
        bars=_bars,
        brief=brief,
        common=common,
        extremes=extremes,
        facts=facts_words,
        largest=most_words,
        law_change=change_words,
        law_name=law_name,
        spared=spared,
        marked=lambda row, comparison: marked(row.before, row.after, revised=successive(comparison)),
        told=told,
        top=_top,
        verdict=verdict_words,
        way=shown_direction,
        who=who_words,
    )


def numbers(comparison: Comparison, view: Overview) -> list[tuple[int, str]]:
    """The numbers of the first screen; what is nothing is left out, but for the first."""
    names, counts = names_of(comparison), view.counts
    compared = f"项处理不同（共比较{comparison.compared}项）"
    found = [
        (counts[Direction.STRICTER], f"项{names[1]}较重"),
        (counts[Direction.MILDER], f"项{names[1]}较轻"),
        (counts[Direction.MIXED], "项有轻有重"),
        (counts[Direction.NEUTRAL], "项轻重相同、处理不同"),
        (counts[Direction.INCOMPARABLE], "项轻重不可比较"),
        (sum(item.behaviour.verdict is Sameness.UNKNOWN for item in view.unproved), "项未能证明"),
        (len(view.alone[0]), f"项只编入{names[0]}的规定"),
        (len(view.alone[1]), f"项只编入{names[1]}的规定"),
        (sum(len(items) for _, items in view.absent), "项没有比较"),
    ]
    return [(len(view.lines), compared), *((number, words) for number, words in found if number)]


def law_name(row: LawRow) -> str:
    """What a row of law is about."""
    section = SECTIONS.get(row.section, row.section)
    return row.label if section in row.label else f"{section}：{row.label}"


def _shown(item: Comparison) -> Shown:
    view = overview(item)
    return Shown(
        item,
        view,
        names_of(item),
        heads_of(item),
        sides_words(item),
        conclusion(item),
        numbers(item, view),
        tail(item),
        proposed_words(item.a, item.b),
    )


def _bars(heads: Names, witness: Witness) -> tuple[Bar, ...]:
    words = (witness.a, witness.b)
    return bars([(head, said, ends) for head, said, ends in zip(heads, words, witness.ends, strict=True)])


def _top(witness: Witness) -> str:
    most = max((ends[1] for ends in witness.ends if ends is not None), default=0)
    return say_yuan(most) if most else ""
