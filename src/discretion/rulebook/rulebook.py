"""The rulebook: everything under one ``rulesets/`` folder, by name and by date. Immutable once loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

from discretion.documents import Document, dump
from discretion.errors import Position, Problem, RulebookError, UsageError, nearest
from discretion.facts import Vocabulary
from discretion.rulebook.authority import Authority
from discretion.rulebook.law import LawVersion, Provision
from discretion.rulebook.layer import Layer, layer_of
from discretion.rulebook.lists import CircumstanceList, ListKind
from discretion.rulebook.places import APART, PROVINCES, known
from discretion.rulebook.ruleset import RulesetHeader
from discretion.rulebook.sectors import SECTORS, SectorName
from discretion.rulebook.validity import in_force
from discretion.rulebook.violation import Violation

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class File(Generic[T]):
    """A model with the document it was read from, so that later errors can point into the file."""

    model: T
    document: Document
    digest: str


@dataclass(frozen=True, eq=False)
class Ruleset:
    """One version of one area; all its files are in one layer."""

    layer: Layer
    folder: Path
    header: File[RulesetHeader]
    violations: Mapping[str, File[Violation]]
    lists: Mapping[ListKind, File[CircumstanceList]]
    cases: tuple[Path, ...]
    digest: str

    @property
    def id(self) -> str:
        """``area@version``."""
        return self.header.model.id

    @property
    def area(self) -> str:
        """The area it is a version of."""
        return self.header.model.area

    def beside(self, version: str) -> PurePath:
        """Where in a rulebook another version of the area has its files."""
        return self.folder.relative_to(self.layer.root).parent / version

    def followed_by(self, version: str, *, status: str, **fields: object) -> str:
        """The header of a version that follows this one; ``fields``: whatever else it says otherwise."""
        data: dict[str, Any] = dict(self.header.document.data)
        data.pop("until", None)
        return dump(data | {"version": version, "status": status, "supersedes": self.header.model.version} | fields)

    def successor(self, version: str, edited: Mapping[str, str], *, status: str, **fields: object) -> dict[str, str]:
        """The files of a version that follows this one, by their path in a rulebook: all of this one's, or as they were edited."""
        files = (path for path in self.layer.files if path.is_relative_to(self.folder))
        own = {path.relative_to(self.folder).as_posix(): self.layer.text(path) for path in files}
        own["ruleset.yaml"] = self.followed_by(version, status=status, **fields)
        return {(self.beside(version) / name).as_posix(): text for name, text in (own | dict(edited)).items()}


def ancestors(area: str, areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[str]:
    """The area that an area extends (the same in all its versions), and so on."""
    while (parent := areas[area][-1].header.model.extends) is not None:
        yield parent
        area = parent


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Facts, laws, authorities and rulesets. Build it with ``discretion.rulebook.load``.

    Attributes:
        layers: where they were read from, the base first.
        files: everything that was read, by path.
    """

    layers: tuple[Layer, ...]
    files: Mapping[Path, File[Any]]
    vocabulary: Vocabulary
    laws: Mapping[str, tuple[File[LawVersion], ...]]
    authorities: Mapping[str, File[Authority]]
    areas: Mapping[str, tuple[Ruleset, ...]]
    digest: str
    fact_files: Mapping[str, tuple[str, str]]  # fact → name and digest of the file that defines it
    fact_documents: Mapping[str, Document]  # fact → the file that defines it

    @property
    def folder(self) -> Path:
        """The folder that one works on: of the topmost layer."""
        return self.layers[-1].root

    @cached_property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """All versions of all areas."""
        return tuple(ruleset for versions in self.areas.values() for ruleset in versions)

    @cached_property
    def law_files(self) -> tuple[File[LawVersion], ...]:
        """All versions of all laws."""
        return tuple(file for versions in self.laws.values() for file in versions)

    def own(self) -> tuple[Ruleset, ...]:
        """The versions that one works on: those of the overlays, if they bring any; the base stands on its own proofs."""
        return tuple(ruleset for ruleset in self.rulesets if ruleset.layer != self.layers[0]) or self.rulesets

    def layer_of(self, file: str) -> Layer:
        """The layer that a file is in; the topmost for what is in none."""
        return layer_of(self.layers, file)

    def law(self, name: str, day: date) -> LawVersion | None:
        """The version of a law in force on a day; None when there is none (never an older one instead)."""
        return next((file.model for file in self.laws.get(name, ()) if file.model.in_force(day)), None)

    def provision(self, ref: str, day: date) -> tuple[LawVersion, Provision] | None:
        """The provision ``law/provision`` in force on a day."""
        law_name, _, name = ref.partition("/")
        law = self.law(law_name, day)
        if law is None or name not in law.provisions:
            return None
        return law, law.provisions[name]

    def cite(self, ref: str, day: date) -> str:
        """The citation in force on a day, or else that of the latest version that has the provision."""
        having = self.having(ref)
        if not having:
            raise RulebookError(Problem(f"没有条款 {ref}", nearest=nearest(ref, self.provision_refs)))
        found = next((file for file in having if file.model.in_force(day)), having[-1])
        return found.model.cite(ref.partition("/")[2])

    def having(self, ref: str) -> list[File[LawVersion]]:
        """The versions of its law that have a provision ``law/provision``, the oldest first."""
        law, _, name = ref.partition("/")
        return [file for file in self.laws.get(law, ()) if name in file.model.provisions]

    @cached_property
    def provision_refs(self) -> tuple[str, ...]:
        """Every ``law/provision`` of any version."""
        refs = (f"{file.model.law}/{name}" for file in self.law_files for name in file.model.provisions)
        return tuple(dict.fromkeys(refs))

    def provisions_of(self, violation: str) -> set[str]:
        """The provisions that a violation is under, in any version of any area."""
        files = (ruleset.violations.get(violation) for ruleset in self.rulesets)
        return {file.model.provision for file in files if file is not None and file.model.provision is not None}

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """The sector of every violation that any ruleset names."""
        files = (item for ruleset in self.rulesets for item in ruleset.violations.items())
        return {name: file.model.sector for name, file in files if file.model.sector is not None}

    @cached_property
    def sector_names(self) -> Mapping[str, SectorName]:
        """What sectors are called: those of transport, then those that rulesets name themselves."""
        own = (item for ruleset in self.rulesets for item in ruleset.header.model.sectors.items())
        return SECTORS | {name: SectorName(label) for name, label in own if name not in SECTORS}

    def ruleset(self, area: str, day: date, *, drafts: bool = False) -> Ruleset | None:
        """The version of an area's ruleset valid on a day; drafts only when asked for."""
        return in_force(self.areas[area], day, drafts=drafts)

    def area(self, text: str) -> str:
        """An area by its identifier or by its Chinese name: zhejiang, 浙江, 浙江省, 珠江流域.

        Raises:
            UsageError: no such area, or several; with the nearest.
        """
        if text in self.areas:
            return text
        names = {name: versions[-1].header.model.label for name, versions in self.areas.items()}
        same = [name for name, label in names.items() if label == text]
        alike = same or [
            name for name, label in names.items() if text and (label.startswith(text) or text.startswith(label))
        ]
        if len(alike) == 1:
            return alike[0]
        near = nearest(text, [*names, *names.values()])
        shown = [f"{names[name]}（{name}）" for name in alike] or [
            f"{label}（{name}）" for name, label in names.items()
        ]
        raise UsageError(Problem(f"没有区域 {text}", allowed=tuple(shown), nearest=near, code="unknown-area"))

    def version(self, area: str, version: str | None = None) -> Ruleset:
        """An area's ruleset by version; without one, the newest.

        Raises:
            UsageError: no such area or version.
        """
        area = self.area(area)
        if version is None:
            return self.areas[area][-1]
        for ruleset in self.areas[area]:
            if ruleset.header.model.version == version:
                return ruleset
        versions = tuple(ruleset.header.model.version for ruleset in self.areas[area])
        raise UsageError(
            Problem(f"区域 {area} 没有版本 {version}", allowed=versions, nearest=nearest(version, versions))
        )

    def parent(self, area: str) -> str | None:
        """The area that an area extends (the same in all its versions)."""
        return next(ancestors(area, self.areas), None)

    def above(self, area: str) -> Iterator[str]:
        """The area that an area extends, and so on up to the nation."""
        return ancestors(area, self.areas)

    def area_of(self, place: str | None, day: date | None = None, *, drafts: bool = False) -> str:
        """The most specific area that covers a GB/T 2260 code; without a place, the nation.

        Areas that a layer adds go first at every place they cover: a province's own rules reach its cities, whatever the
        rules below say of these.

        Args:
            place: the code; six digits, or the first two or four of them.
            day: only areas that have a ruleset on that day. A province whose own ruleset begins later, or has ended,
                is under its region's until then.
            drafts: whether areas count that have only drafts.

        Raises:
            UsageError: no area covers the place (on the day).
        """
        if place is not None and not known(place):
            where = Position(field=("place",))
            remedy = "写违法行为发生地的行政区划代码（GB/T 2260），例如 330106"
            raise UsageError(Problem(f"没有以 {place[:2]} 开头的行政区划代码", where, place, remedy=remedy))
        if place is not None and place[:2] in APART:
            message = f"{PROVINCES[place[:2]]}的案件不适用本规则库的法律和裁量基准"
            raise UsageError(Problem(message, Position(field=("place",)), place))
        found: tuple[int, int, int, str] | None = None
        for area, versions in self.areas.items():
            ruleset = self._any(versions, drafts) if day is None else self.ruleset(area, day, drafts=drafts)
            if ruleset is None:
                continue
            codes = ruleset.header.model.codes or [""]
            fitting = [len(code) for code in codes if (place or "").startswith(code) and (place or not code)]
            if fitting:
                layer = min(self.layers.index(version.layer) for version in versions)
                candidate = (layer, max(fitting), len([*self.above(area)]), area)
                found = max(found, candidate) if found else candidate
        if found is None:
            raise UsageError(self._uncovered(place, day))
        return found[-1]

    @staticmethod
    def _any(versions: tuple[Ruleset, ...], drafts: bool) -> Ruleset | None:
        known = (item for item in reversed(versions) if drafts or item.header.model.status == "published")
        return next(known, None)

    def _uncovered(self, place: str | None, day: date | None) -> Problem:
        headers = [ruleset.header.model for ruleset in self.rulesets]
        which = f"适用于行政区划代码 {place} 的" if place else ""
        if day is None:
            where = Position(field=("place",))
            covered = sorted({code for header in headers for code in header.codes})
            return Problem(f"没有{which}裁量基准", where, allowed=tuple(covered))
        first = min(header.effective for header in headers)
        remedy = f"规则库的裁量基准最早自{first.isoformat()}起有效" if day < first else None
        return Problem(f"{day.isoformat()}没有{which}有效的裁量基准", remedy=remedy)

    def chain(self, ruleset: Ruleset, day: date) -> tuple[Ruleset, ...]:
        """A ruleset and its ancestors, the most specific first, each in the version valid on the day.

        Raises:
            RulebookError: an ancestor has no version on that day.
        """
        chain = [ruleset]
        while (parent := chain[-1].header.model.extends) is not None:
            found = self.ruleset(parent, day, drafts=ruleset.header.model.status == "draft")
            if found is None:
                raise RulebookError(
                    Problem(
                        f"{chain[-1].id} 所依据的 {parent} 在{day.isoformat()}没有有效版本",
                        chain[-1].header.document.position(("extends",)),
                    )
                )
            chain.append(found)
        return tuple(chain)

    def violation_ids(self, chain: tuple[Ruleset, ...]) -> tuple[str, ...]:
        """All violations of a chain of rulesets, in order of name."""
        return tuple(sorted({name for ruleset in chain for name in ruleset.violations}))
