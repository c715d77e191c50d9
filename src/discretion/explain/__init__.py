"""Why: reasons, what is missing, what is nearest, what else may be done, and the paragraphs."""

from discretion.explain.account import without_rule
from discretion.explain.both_laws import Rivals, undecided
from discretion.explain.context import Context
from discretion.explain.explainer import Explainer
from discretion.explain.hints import hints
from discretion.explain.orders import done, duties, orders
from discretion.explain.sections import section

__all__ = [
    "Context",
    "Explainer",
    "Rivals",
    "done",
    "duties",
    "hints",
    "orders",
    "section",
    "undecided",
    "without_rule",
]
