"""Files of records beside a case file: one region's system exports its own, another's comes by mail."""

from __future__ import annotations

from discretion.case.model import Case, Inconsistent
from discretion.case.record import Record
from discretion.documents import Document, validate
from discretion.errors import CaseError, Problem
from discretion.facts import Strict


class RecordsFile(Strict):
    """``{records: […]}``: the same shape as in a case file."""

    records: list[Record]


def add_records(case: Case, document: Document) -> Case:
    """Add the records of a file to a case.

    Args:
        case: the case.
        document: the file of records.

    Raises:
        CaseError: the file is malformed, or contradicts the case; with file, line and column.
    """
    file = validate(RecordsFile, document, error=CaseError)
    try:
        return case.with_records(file.records)
    except Inconsistent as error:
        path = error.path
        if path[:1] == ("records",) and len(path) > 1 and isinstance(path[1], int) and path[1] >= len(case.records):
            path = ("records", path[1] - len(case.records), *path[2:])
        raise CaseError(Problem(str(error), document.position(path), remedy=error.remedy)) from None
