"""Mutation: how good are the golden cases? Realistic faults are put into the data; each should be noticed."""

from discretion.testing.mutate.difference import equivalent
from discretion.testing.mutate.run import Fate, Mutant, Score, mutants, mutate, target_names
from discretion.testing.mutate.write import case_name, flow, write_case

__all__ = [
    "Fate",
    "Mutant",
    "Score",
    "case_name",
    "equivalent",
    "flow",
    "mutants",
    "mutate",
    "target_names",
    "write_case",
]
