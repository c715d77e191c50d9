"""Why: reasons, what is missing, what is nearest, what else may be done, and the paragraphs."""

from discretion.explain.both_laws import Rivals, undecided
from discretion.explain.context import UNSEALED, Context, outcome_of
from discretion.explain.explainer import Explainer
from discretion.explain.hints import hints
from discretion.explain.sections import section

__all__ = [
    "UNSEALED",
    "Context",
    "Explainer",
    "Rivals",
    "hints",
    "outcome_of",
    "section",
    "undecided",
]
