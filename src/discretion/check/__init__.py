"""Checks: proofs over every possible case."""
