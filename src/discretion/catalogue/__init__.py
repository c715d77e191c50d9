"""The catalogue (目录): which areas and violations there are, how to find one by words, and what to ask about it."""

from discretion.catalogue.areas import Area, areas
from discretion.catalogue.questions import STAGES, Option, Question, next_question, questions
from discretion.catalogue.schema import case_schema
from discretion.catalogue.search import Hit, named, search
from discretion.catalogue.violations import ViolationEntry, addressees, plan_of, violation, violations

__all__ = [
    "STAGES",
    "Area",
    "Hit",
    "Option",
    "Question",
    "ViolationEntry",
    "addressees",
    "areas",
    "case_schema",
    "named",
    "next_question",
    "plan_of",
    "questions",
    "search",
    "violation",
    "violations",
]
