"""The shipped rulebook keeps its own conventions (docs/writing-rulesets.md)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from discretion import Library
from discretion.conditions import Condition, parse_condition
from discretion.facts import FactType, Words, unit_name
from discretion.rulebook import File, Rulebook, Ruleset, inherit
from discretion.rulebook.inherit import entries_of
from discretion.rulebook.lists import ListKind
from discretion.rulebook.shipped import shipped_rulesets
from discretion.rulebook.violation import Violation
from discretion.testing.golden import all_golden_cases

ROOT = shipped_rulesets()
MODERN = date(2026, 6, 1)  # every shipped law is in force or ended by then
REGIONS = ("jing-jin-ji", "yangtze-delta", "yellow-river", "chengdu-chongqing", "pearl-river")
OBJECTS = {
    "channel", "crew", "hazmat", "highway", "inland", "maintenance", "maritime", "pollution", "port",
    "public-transport", "registration", "ride-hailing", "road", "safety", "taxi", "training", "waterway",
    "works",
}  # fmt: skip


@pytest.fixture(scope="module")
def rulebook(library: Library) -> Rulebook:
    return library.rulebook


def rulesets(rulebook: Rulebook) -> Iterator[Ruleset]:
    for versions in rulebook.areas.values():
        yield from versions


def violations(rulebook: Rulebook) -> Iterator[tuple[Ruleset, File[Violation]]]:
    for ruleset in rulesets(rulebook):
        for file in ruleset.violations.values():
            yield ruleset, file


def first_written(rulebook: Rulebook) -> Iterator[tuple[Ruleset, Violation]]:
    """Violations where they are written first: a child's file that changes its parent's may leave out what it inherits."""
    for ruleset, file in violations(rulebook):
        parents = rulebook.chain(ruleset, ruleset.header.model.effective)[1:]
        if not any(file.model.violation in parent.violations for parent in parents):
            yield ruleset, file.model


def test_an_id_begins_with_its_object_and_names_its_file(rulebook: Rulebook) -> None:
    for _, file in violations(rulebook):
        assert file.model.violation.split(".")[0] in OBJECTS, file.document.name
        assert Path(file.document.name).stem == file.model.violation, file.document.name


def test_every_violation_is_complete(rulebook: Rulebook) -> None:
    for ruleset, violation in first_written(rulebook):
        where = f"{ruleset.id} {violation.violation}"
        for field in ("label", "sector", "provision", "tiers", "source", "advice"):
            assert getattr(violation, field), f"{where} has no {field}"


def test_every_violation_has_three_golden_cases(rulebook: Rulebook) -> None:
    found = Counter(
        (golden.ruleset.id, violation) for golden in all_golden_cases(rulebook) for violation in golden.case.violations
    )
    few = [
        (ruleset.id, file.model.violation)
        for ruleset, file in violations(rulebook)
        if found[ruleset.id, file.model.violation] < 3
    ]
    assert few == []


def test_every_stated_fact_says_what_proves_it(rulebook: Rulebook) -> None:
    vocabulary = rulebook.vocabulary
    assert [name for name in vocabulary if not vocabulary[name].derived and not vocabulary[name].evidence] == []


def test_no_fact_is_unused() -> None:
    used = Counter(
        word
        for path in ROOT.glob("**/*.yaml")
        if path.parent.name != "cases"
        for word in re.findall(r"[a-z][a-z0-9_]*", path.read_text(encoding="utf-8"))
    )
    defined = [
        name
        for path in ROOT.glob("facts/*.yaml")
        for name in re.findall(r"^  ([a-z][a-z0-9_]*):", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert [name for name in defined if used[name] < 2] == []


def test_every_list_entry_cites_the_law_it_rests_on(rulebook: Rulebook) -> None:
    for ruleset in rulesets(rulebook):
        for file in ruleset.lists.values():
            for entry in file.model.entries:
                assert entry.cite, f"{ruleset.id} {entry.id}"
                for ref in (*entry.cite, *entry.source.cite):
                    assert ref in rulebook.provision_refs, f"{ruleset.id} {entry.id}: {ref}"


def test_nothing_is_weighed_twice(library: Library) -> None:
    """A circumstance whose fact is an element, or sets the tier, neither raises nor lowers the penalty once more."""
    rulebook, twice = library.rulebook, []
    vocabulary = rulebook.vocabulary

    def stated(condition: Condition) -> frozenset[str]:
        return frozenset(base for fact in vocabulary.reads(condition) for base in vocabulary.stated(fact))

    for area, versions in rulebook.areas.items():
        chain = library.plans.chain(area, versions[-1].header.model.effective)
        day = max(versions[-1].header.model.effective, MODERN)
        weighed = [
            (item, stated(item.entry.when) - {"party_kind"})
            for item in entries_of(chain)
            if item.kind in (ListKind.LIGHTER, ListKind.HEAVIER)
        ]
        for name in rulebook.violation_ids(chain):
            violation = inherit(chain, name).violation
            provision = rulebook.provision(violation.provision or "", day)
            if provision is None:
                continue
            tiers = [
                part.when for tier in violation.tiers for part in (tier, *(tier.rows or ())) if part.when is not None
            ]
            read = frozenset().union(*map(stated, (violation.elements, provision[1].when, *tiers)))
            twice += [
                (area, name, item.entry.id) for item, own in weighed if item.entry.applies_to(name) and own & read
            ]
    assert twice == []


def test_the_five_pilot_regions_are_there(rulebook: Rulebook) -> None:
    for area in REGIONS:
        header = rulebook.version(area).header.model
        assert header.extends == "national"
        assert header.lead in header.members
        assert len(header.unifies) == len(set(header.unifies)) >= 30, area
        for group in ("highway.overload.mass", "road.passenger.unlicensed", "road.hazmat.unlicensed"):
            assert group in header.unifies, area


def test_published_entries_name_their_document(rulebook: Rulebook) -> None:
    """At least the ministry's list of 2021 and the one of 长江海事局 are there, and none is undated law in disguise."""
    published = [
        entry.source.document
        for ruleset in rulesets(rulebook)
        for kind, file in ruleset.lists.items()
        for entry in file.model.entries
        if kind is ListKind.EXEMPT and entry.source.kind == "published"
    ]
    assert any("115号" in (document or "") for document in published)
    assert any("长江海事局" in (document or "") for document in published)


def test_what_a_person_reads_names_no_identifier(rulebook: Rulebook) -> None:
    """A Chinese text with a violation's or a fact's id in it, a key of YAML or a path is not for the party, the officer, the court."""
    machine = re.compile(
        r"(?<![A-Za-z])(?:[a-z]+(?:[._-][a-z0-9*]+)+|closes|deadline|reasons|unstated|merit)(?![A-Za-z])"
    )
    silent = {"reading", "where", "url"}  # how we read a law, and where its text is kept: shown to nobody
    found = [
        f"{path.name}: {text}"
        for path, file in rulebook.files.items()
        if "cases" not in path.parts
        for text in _texts(file.document.data, silent)
        if re.search("[一-鿿]", text) and machine.search(re.sub(r"https?://[^ ]+", "", text))
    ]
    assert found == []


def _texts(data: object, silent: set[str]) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in silent:
                yield from _texts(value, silent)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, silent)
    elif isinstance(data, str):
        yield data


def test_every_fact_is_said_in_chinese_and_denied_once(rulebook: Rulebook) -> None:
    words, said = Words(rulebook.vocabulary), dict[str, str]()
    for name, fact in rulebook.vocabulary.facts.items():
        said[f"{name}: unit"] = unit_name(fact).replace("%", "")
        if fact.type is FactType.BOOLEAN:
            said[f"{name}: false"] = words.condition(parse_condition({name: False}))
        said |= {f"{name}: {value}": clause for value, clause in (fact.clauses or {}).items()}
    assert len(said) > 1500
    faulty = re.compile(r"[A-Za-z_]{2,}|没有没有|未未|没有未|没有不|没有拒不|没有逾期")
    assert {key: text for key, text in said.items() if faulty.search(text)} == {}


def test_a_law_claims_no_better_grade_than_the_head_of_its_text(rulebook: Rulebook) -> None:
    """A text from a single copy is of grade B, whatever the rulebook would like it to be (docs/laws.md §1)."""
    order = ["A", "B+", "B", "C", "X"]
    found = []
    for file in rulebook.law_files:
        source = file.model.source
        for path in re.findall(r"law-texts/[^\s；;，,（）]+\.md", source.where):
            head = re.search(r"等级：(A|B\+|B|C|X)", (ROOT / path).read_text(encoding="utf-8")[:1500])
            if head is not None and order.index(source.grade) < order.index(head[1]):
                found.append((file.document.name, source.grade, head[1]))
    assert found == []
