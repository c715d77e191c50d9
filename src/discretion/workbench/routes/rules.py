"""The rulebook to read: by area and day, by sector, by words or article; one violation as its table; two areas or days beside each other."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from starlette.responses import Response

from discretion.catalogue import ViolationEntry
from discretion.errors import DiscretionError
from discretion.tables import publish, view
from discretion.workbench import cases, drafts
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()


def _day(visit: Visit, name: str = "day") -> date:
    return cases.day_of(visit.query.get(name, "")) or visit.bench.today()


@pages.get("/rules", "rulebook.read")
def rules(visit: Visit) -> Response:
    """The violations of an area on a day, by sector; or those that fit some words."""
    library, day, words = visit.bench.library, _day(visit), visit.query.get("q", "").strip()
    areas = library.areas(day)
    area = visit.query.get("area", "national")
    entries: tuple[ViolationEntry, ...] = ()
    mistake = ""
    try:
        found = library.violations(area, day)
        entries = tuple(hit.violation for hit in library.search(words, area, day, limit=50)) if words else found
    except DiscretionError as error:
        mistake = str(error)
    sectors = [(label, list(group)) for label, group in groupby(entries, key=lambda entry: entry.sector_label)]
    return visit.page("rules.html", areas=areas, area=area, day=day, q=words, sectors=sectors, mistake=mistake)


@pages.get("/rules/{area}/{violation}", "rulebook.read")
def violation(visit: Visit) -> Response:
    """One violation as the table that benchmarks are published in, its versions by date beside it."""
    library, day = visit.bench.library, _day(visit)
    area, name = str(visit.path["area"]), str(visit.path["violation"])
    try:
        entry = library.violation(name, area, day)
        publication = publish(view(library, area, day), name)
    except DiscretionError as error:
        raise Refused(404, str(error)) from None
    versions = [(item.header.model, item.id) for item in reversed(library.rulebook.areas[area])]
    law = entry.law.partition("@")[0]
    laws = [file.model for file in reversed(library.rulebook.laws[law])]
    return visit.page(
        "rule.html",
        entry=entry,
        publication=publication,
        area=area,
        day=day,
        versions=versions,
        laws=laws,
        areas=library.areas(day),
    )


@pages.get("/rules/{area}/{violation}/compare", "rulebook.read")
def compare(visit: Visit) -> Response:
    """The same violation in another area, or on another day: what the rules say otherwise, and for whom."""
    library, name = visit.bench.library, str(visit.path["violation"])
    try:
        a = drafts.side(library, str(visit.path["area"]), _day(visit))
        b = drafts.side(library, visit.query.get("with", ""), _day(visit, "other"))
        publication = drafts.beside(a, b, name)
    except DiscretionError as error:
        raise Refused(404, str(error)) from None
    return visit.page("compare.html", publication=publication, name=name, area=str(visit.path["area"]), back="")
