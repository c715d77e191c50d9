"""Penalties: bands of money, other measures, the forms of a fine, the order of severity."""

from discretion.penalty.band import Band
from discretion.penalty.measures import CONFISCATION_NAMES, KIND_NAMES, LIGHT, Extent, Force, Kind, Measure
from discretion.penalty.model import Bracket, Exact, Fine, LeftOf, Penalty, Rate
from discretion.penalty.severity import Order, Weight, chooses, compare, not_harsher

__all__ = [
    "CONFISCATION_NAMES",
    "KIND_NAMES",
    "LIGHT",
    "Band",
    "Bracket",
    "Exact",
    "Extent",
    "Fine",
    "Force",
    "Kind",
    "LeftOf",
    "Measure",
    "Order",
    "Penalty",
    "Rate",
    "Weight",
    "chooses",
    "compare",
    "not_harsher",
]
