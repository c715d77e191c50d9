"""What engineers of case systems stumbled over when they tried to build on the library; each stays mended.

Elsewhere: what is picklable and read back (``receipt/test_stored.py``), nulls and constructors (``case/test_nulls.py``), missing extras
(``cli/test_extras.py``), nothing written into an installed package (``cli/test_init.py``), the oldest dependencies (``make lowest``).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from discretion import CaseError, DiscretionError, Library, MissingExtra, RulebookError, UsageError

ROOT = Path(__file__).parents[1]
CASE: dict[str, Any] = {
    "violation": "highway.overload.mass", "place": "330106", "occurred": "2026-03-02", "decided": "2026-03-20",
    "party": {"kind": "organisation"}, "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
}  # fmt: skip


def refused(library: Library, case: dict[str, Any]) -> DiscretionError:
    with pytest.raises(DiscretionError) as caught:
        library.recommend(case)
    return caught.value


# ---- one kind of mistake is one class with one code -------------------------------------------------------------------


def test_an_unknown_violation_is_the_same_mistake_alone_and_among_several(library: Library) -> None:
    others = {key: value for key, value in CASE.items() if key not in ("violation", "facts")}
    alone = refused(library, CASE | {"violation": "highway.overload.mas"})
    among = refused(library, others | {"violations": [{"violation": "highway.overload.mas", "facts": {}}]})
    for error in (alone, among):
        assert type(error) is CaseError
        assert [(item["code"], item["nearest"]) for item in error.data()] == [
            ("unknown-violation", "highway.overload.mass")
        ]
    assert [error.data()[0]["field"] for error in (alone, among)] == [["violation"], ["violations", 0, "violation"]]


def test_every_class_of_mistake_has_a_code_of_its_own() -> None:
    kinds = (CaseError, UsageError, RulebookError, MissingExtra)
    assert len({kind.code for kind in kinds}) == len(kinds)


# ---- the message names the value as it was written --------------------------------------------------------------------


def test_a_text_that_looks_like_a_truth_value_is_shown_as_text(library: Library) -> None:
    error = refused(library, CASE | {"facts": {**CASE["facts"], "divisible_load": "true"}})
    (problem,) = error.data()
    assert problem["text"] == (
        'facts.divisible_load: 载运可分载物品：应当是 true 或 false（发现："true"；允许：true、false；改法：不加引号）'
    )


# ---- a receipt survives the next release ------------------------------------------------------------------------------


def test_a_release_that_words_things_otherwise_verifies_what_was_decided(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads(library.recommend(CASE).to_json())
    made = sys.modules["discretion.receipt.receipt"]
    monkeypatch.setattr(made, "_MADE_BY", re.sub(r'"engine":"[^"]*"', '"engine":"9.0.0"', made._MADE_BY))
    later, told = Library(library.rulebook), sys.modules["discretion.explain.sections"]
    worded = told.cited
    monkeypatch.setattr(told, "cited", lambda duty: f"本案中，{worded(duty)}")
    for of in (document, document["receipt"]):
        found = later.verify(of)
        assert (found.stands, found.reproduced, found.same) == (True, True, False)
        assert {item.kind for item in found.differences} == {"engine", "wording"}


# ---- the package ------------------------------------------------------------------------------------------------------


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "discretion", "--version"], env=os.environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout[:11]) == (0, "discretion,")


def test_the_source_distribution_leaves_out_nothing_its_tests_read() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert told["sdist"] == {"exclude": ["/.ci", "/.github"]}


def test_versions_known_not_to_work_are_below_the_floors() -> None:
    """pydantic 2.10 cannot read our enums, ibis 10 breaks with the DuckDB it brings."""
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    for name, broken in (("pydantic", "2.10.6"), ("ibis-framework", "10.8.0")):
        wanted = [Requirement(line) for line in lines if Requirement(line).name == name]
        assert not any(item.specifier.contains(broken) for item in wanted), name


def test_a_megabyte_of_unknown_facts_is_refused_at_once(library: Library) -> None:
    """Each unknown name is held against the whole vocabulary: fifty thousand of them were minutes of work for one request."""
    error = refused(library, CASE | {"facts": {f"fact_{number}": 1 for number in range(50_000)}})
    assert [problem.code for problem in error.problems] == ["unknown-fact"] * 50
