"""What a change of files did to what was published: the lock of an earlier revision, held against the files of today.

A lock that was deleted or written anew beside the change says nothing; the one that stood in the revision does.
"""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import of_problem
from discretion.rulebook import Rulebook, lock


def changed_since(book: Rulebook, earlier: Rulebook) -> Iterator[Finding]:
    """A finding for everything that was published in an earlier rulebook and is not what it was.

    Raises:
        RulebookError: the earlier lock is malformed.
    """
    layer = book.layers[-1]
    locked, _ = lock.read(earlier.layers[-1])
    for problem in lock.changed(book, layer, locked, None):
        place = str(problem.where.file if problem.where else "").removeprefix(str(layer.root)).lstrip("/\\")
        yield of_problem("locked", problem, f"since/{place or problem.message}")
