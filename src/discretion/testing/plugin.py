"""pytest plugin: golden cases and properties of rulebooks as ordinary test items. ``pytest rulesets/`` runs them.

Every ``cases/*.yaml`` of a ruleset gives an item a case; every violation file gives one that tries its properties on
cases around the boundaries, drawn by Hypothesis. Nothing is imported and nothing read until a file of a rulebook is
collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from discretion.library import Library
    from discretion.testing.golden import Golden

TOP = ("facts", "facts.yaml", "waivers.yaml", "rulesets.lock", "CHANGELOG.yaml")
EXAMPLES = 30  # per violation; the prover covers the rest
_LIBRARIES = pytest.StashKey[dict[Path, "Library"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``discretion_base``: what the rulebook under test lies over."""
    parser.addini("discretion_base", "folders of rules below the one under test; shipped: those of the package", "args")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the case files and violation files of a rulebook."""
    if file_path.suffix != ".yaml" or file_path.parent.name not in ("cases", "violations"):
        return None
    if not (file_path.parents[1] / "ruleset.yaml").is_file():
        return None
    kind = GoldenCaseFile if file_path.parent.name == "cases" else ViolationFile
    collector: pytest.Collector = kind.from_parent(parent, path=file_path)
    return collector


class GoldenCaseFile(pytest.File):
    """``cases/<violation>.yaml``: one item a golden case."""

    def collect(self) -> Iterator[pytest.Item]:
        """Read the file and give its items."""
        from discretion.testing.golden import golden_cases

        library = _library(self)
        ruleset = _ruleset(library, self.path)
        for golden in golden_cases(ruleset, [self.path]):
            yield GoldenItem.from_parent(self, name=golden.case.name, library=library, golden=golden)


class RulebookItem(pytest.Item):
    """What is tried of a rulebook."""

    def __init__(self, *, library: Library, **rest: Any) -> None:
        super().__init__(**rest)
        self.library: Library = library

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, without a traceback."""
        from discretion.errors import DiscretionError

        if isinstance(excinfo.value, GoldenFailure | DiscretionError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class GoldenItem(RulebookItem):
    """One golden case."""

    def __init__(self, *, golden: Golden, **rest: Any) -> None:
        super().__init__(**rest)
        self.golden: Golden = golden

    def runtest(self) -> None:
        """Run it."""
        from discretion.testing.golden import run

        problems = run(self.library, self.golden).problems
        if problems:
            raise GoldenFailure("\n".join(map(str, problems)))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, (self.golden.position().line or 1) - 1, self.name


class ViolationFile(pytest.File):
    """``violations/<violation>.yaml``: one item, which tries every property."""

    def collect(self) -> Iterator[pytest.Item]:
        """Read the file and give its items."""
        library = _library(self)
        ruleset = _ruleset(library, self.path)
        names = [name for name, file in ruleset.violations.items() if Path(file.document.name) == self.path]
        for violation in names:
            yield PropertyItem.from_parent(
                self, name="properties", library=library, area=ruleset.area, violation=violation
            )  # fmt: skip


class PropertyItem(RulebookItem):
    """The properties of one violation, tried on facts around its boundaries."""

    def __init__(self, *, area: str, violation: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.area: str = area
        self.violation: str = violation

    def runtest(self) -> None:
        """Run it."""
        from hypothesis import HealthCheck, given, settings

        from discretion.testing.properties import PROPERTIES
        from discretion.testing.strategies import encoded
        from discretion.testing.written import default_day, stated

        plans = self.library.plans
        day = default_day(plans, self.area, self.violation)
        plan = plans.plan(self.violation, plans.chain(self.area, day), day)
        if plan is None:
            pytest.skip(f"{self.violation} 在{day}之后没有处罚规定")

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(encoded(plan))
        def check(values: tuple[int, ...]) -> None:
            problem = next((problem for holds in PROPERTIES.values() if (problem := holds(plan, values))), None)
            if problem is not None:
                facts = "\n".join(f"  {name}: {value}" for name, value in stated(plan, values).items())
                raise GoldenFailure(f"{self.area} {self.violation}：{problem}\n{facts}")

        check()

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, f"{self.violation}: {self.name}"


class GoldenFailure(Exception):  # noqa: N818 - the name a reader of the report sees
    """What is wrong; shown without a traceback."""


def _library(node: pytest.Collector) -> Library:
    """The rulebook a file belongs to, loaded once a session."""
    from discretion.library import Library

    libraries = node.config.stash.setdefault(_LIBRARIES, {})
    folder = _rulebook_folder(node.path)
    if folder not in libraries:
        libraries[folder] = Library.load(*_bases(node.config), folder, drafts=True)
    return libraries[folder]


def _bases(config: pytest.Config) -> list[Path]:
    from discretion.rulebook import SHIPPED, shipped_rulesets

    named: list[str] = config.getini("discretion_base")
    return [shipped_rulesets() if name == SHIPPED else config.rootpath / name for name in named]


def _rulebook_folder(path: Path) -> Path:
    """The nearest folder above that holds the facts, or what else only the top of a rulebook has."""
    for folder in path.parents:
        if any((folder / name).exists() for name in TOP):
            return folder
    return path.parents[1]


def _ruleset(library: Library, path: Path) -> Any:
    return next(ruleset for ruleset in library.rulebook.rulesets if ruleset.folder == path.parents[1])
