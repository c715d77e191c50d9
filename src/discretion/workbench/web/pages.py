"""Pages: an address, what one must be allowed to do to see it, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from starlette.responses import Response

from discretion.workbench.people import Action
from discretion.workbench.web.visit import Visit

Work = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """``action``: what is asked of the visitor; None: nothing, not even who he is. ``large``: it takes a file."""

    method: str
    path: str
    action: Action | None
    work: Work
    large: bool = False


class Pages:
    """The pages of one topic."""

    def __init__(self) -> None:
        self.known: list[Page] = []

    def get(self, path: str, action: Action | None) -> Callable[[Work], Work]:
        """Register a page to look at."""
        return self._add("GET", path, action)

    def post(self, path: str, action: Action | None, *, large: bool = False) -> Callable[[Work], Work]:
        """Register what a form is sent to."""
        return self._add("POST", path, action, large=large)

    def _add(self, method: str, path: str, action: Action | None, *, large: bool = False) -> Callable[[Work], Work]:
        def register(work: Work) -> Work:
            self.known.append(Page(method, path, action, work, large))
            return work

        return register


def all_pages(topics: Iterable[Pages]) -> Iterator[Page]:
    """Every page of the workbench."""
    for topic in topics:
        yield from topic.known
