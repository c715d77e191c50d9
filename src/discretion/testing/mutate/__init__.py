"""Mutation: how good are the golden cases? Realistic faults are put into the data; each should be noticed."""

from discretion.testing.mutate.run import Fate, Mutant, Score, mutate

__all__ = ["Fate", "Mutant", "Score", "mutate"]
