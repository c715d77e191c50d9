"""For whom a draft would have come out otherwise: the decisions of the last year on one violation, by ``discretion impact``."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from discretion.audit import Backend, Mapping, connect, recorded
from discretion.decisions import Store
from discretion.impact import Decisions, Impact, as_if, impact
from discretion.library import Library

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Since(Decisions):
    """The recorded decisions on one violation, from a day on."""

    def __init__(self, store: Store, violation: str, first: date) -> None:
        self._store, self._violation, self._first = store, violation, first

    def all(self, backend: Backend) -> tuple[ir.Table, Mapping]:
        """Without facts."""
        return self._of(*recorded(backend, self._store, "impact_all", [self._violation], facts=False))

    def some(self, backend: Backend, violations: Iterable[str]) -> tuple[ir.Table, Mapping]:  # noqa: ARG002 - there is the one
        """With facts."""
        return self._of(*recorded(backend, self._store, "impact_some", [self._violation]))

    def _of(self, raw: ir.Table, mapping: Mapping) -> tuple[ir.Table, Mapping]:
        decided = raw[f"text_{mapping.columns.index(str(mapping.decided.column))}"]
        return raw.filter(decided >= self._first.isoformat()), mapping


def decided_otherwise(now: Library, draft: Library, store: Store, violation: str, first: date) -> Impact:
    """Which decisions since a day would come out otherwise.

    Raises:
        UsageError: the store cannot be read.
        MissingExtra: the extra ``audit`` is not installed.
    """

    def found() -> Impact:
        before, after = as_if(now.rulebook), as_if(draft.rulebook)
        with closing(connect()) as backend:
            return impact(before, after, backend, Since(store, violation, first), names=("现行", "修订"))

    return store.once(violation, ("impact", now.rulebook.digest, draft.rulebook.digest, first), found)
