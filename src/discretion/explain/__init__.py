"""Why: reasons, what is missing, what is nearest, what else may be done, and the paragraphs."""

from discretion.explain.account import without_rule
from discretion.explain.both_laws import Rivals, undecided
from discretion.explain.context import Context, outcome_of
from discretion.explain.explainer import Explainer

__all__ = [
    "Context",
    "Explainer",
    "Rivals",
    "outcome_of",
    "undecided",
    "without_rule",
]
