"""Why: reasons, what is missing, what is nearest, what else may be done, and the paragraphs."""

from discretion.explain.account import without_rule
from discretion.explain.both_laws import BothLaws, undecided
from discretion.explain.confiscated import with_amounts
from discretion.explain.context import Context
from discretion.explain.explainer import Explainer
from discretion.explain.hints import hints
from discretion.explain.joined import joined
from discretion.explain.orders import orders_of
from discretion.explain.section import section

__all__ = [
    "BothLaws",
    "Context",
    "Explainer",
    "hints",
    "joined",
    "orders_of",
    "section",
    "undecided",
    "with_amounts",
    "without_rule",
]
