"""Cases: what an officer typed, what the library says about it, and what is kept."""

from discretion.workbench.cases.asking import STAGE_NAMES, Stage, key, stages, to_ask
from discretion.workbench.cases.differing import FIELDS, Differing, differing
from discretion.workbench.cases.files import (
    Closed,
    Stale,
    begin,
    close,
    digest,
    listed,
    open_file,
    reads_all,
    save,
)
from discretion.workbench.cases.form import Form, FormReading, clean, read, rows
from discretion.workbench.cases.headline import Headline, headline
from discretion.workbench.cases.likes import Elsewhere, LikeCases, elsewhere, likes, near
from discretion.workbench.cases.outcome import ActOnScreen, CaseOutcome, Mistake, acts, day_of, outcome, where_and_when

__all__ = [
    "FIELDS",
    "STAGE_NAMES",
    "ActOnScreen",
    "CaseOutcome",
    "Closed",
    "Differing",
    "Elsewhere",
    "Form",
    "FormReading",
    "Headline",
    "LikeCases",
    "Mistake",
    "Stage",
    "Stale",
    "acts",
    "begin",
    "clean",
    "close",
    "day_of",
    "differing",
    "digest",
    "elsewhere",
    "headline",
    "key",
    "likes",
    "listed",
    "near",
    "open_file",
    "outcome",
    "read",
    "reads_all",
    "rows",
    "save",
    "stages",
    "to_ask",
    "where_and_when",
]
