"""A case from what a caller has; files of records beside it: one region's system exports its own, another's comes by mail."""

from __future__ import annotations

from discretion.case.model import Case, Inconsistent
from discretion.case.record import Record
from discretion.documents import Document, from_data, read, validate
from discretion.errors import CaseError, Problem
from discretion.facts import Strict


class RecordsFile(Strict):
    """``{records: […]}``: the same shape as in a case file."""

    records: list[Record]


def read_case(case: object, name: str = "") -> Case:
    """Validate a case.

    Args:
        case: a case, plain data, JSON text, or a document that was read; anything else is refused as data is.
        name: what positions call it.

    Raises:
        CaseError: with every problem and its field, or file and line.
    """
    if isinstance(case, Case):
        return case
    if isinstance(case, str | bytes):
        case = read(case, name, kind="json", error=CaseError)
    elif not isinstance(case, Document):
        case = from_data(case, name, error=CaseError)
    return validate(Case, case, error=CaseError)


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
