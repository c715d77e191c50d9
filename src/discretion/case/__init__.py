"""The case, its records, and what they prove."""

from discretion.case.bind import bind, check_facts, check_names
from discretion.case.calendar import after_years, anniversary_ahead, months_after, years_between
from discretion.case.canonical import canonical, canonical_text
from discretion.case.files import add_records, read_case
from discretion.case.fills import DefaultTable, Fills, default_table, fills
from discretion.case.findings import SET_ASIDE, Found, absence_counts, deadlines_of, find, fined_elsewhere
from discretion.case.model import PARTY_KINDS, Act, Case, Departure, DispositionName, Inconsistent, Party, Period
from discretion.case.parties import check_parties, co_subjects, subject_of, usual
from discretion.case.reader import Bound
from discretion.case.record import RECORD_NAMES, Record, without_repeats
from discretion.case.stating import stating

__all__ = [
    "PARTY_KINDS",
    "RECORD_NAMES",
    "SET_ASIDE",
    "Act",
    "Bound",
    "Case",
    "DefaultTable",
    "Departure",
    "DispositionName",
    "Fills",
    "Found",
    "Inconsistent",
    "Party",
    "Period",
    "Record",
    "absence_counts",
    "add_records",
    "after_years",
    "anniversary_ahead",
    "bind",
    "canonical",
    "canonical_text",
    "check_facts",
    "check_names",
    "check_parties",
    "co_subjects",
    "deadlines_of",
    "default_table",
    "fills",
    "find",
    "fined_elsewhere",
    "months_after",
    "read_case",
    "stating",
    "subject_of",
    "usual",
    "without_repeats",
    "years_between",
]
