"""The rulebook: laws, rulesets, lists and authorities, read from YAML."""

from discretion.rulebook.load import load
from discretion.rulebook.rulebook import File, Rulebook, Ruleset
from discretion.rulebook.shipped import shipped_rulesets

__all__ = ["File", "Rulebook", "Ruleset", "load", "shipped_rulesets"]
