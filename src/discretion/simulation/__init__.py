"""Decisions that never were, for trying the audit: what is true of them is known."""
