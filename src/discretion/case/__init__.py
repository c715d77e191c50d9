"""The case, its records, and what they prove."""

from discretion.case.bind import Bound, bind, check_names
from discretion.case.model import Act, Case, Departure, Party, Period, Record

__all__ = ["Act", "Bound", "Case", "Departure", "Party", "Period", "Record", "bind", "check_names"]
