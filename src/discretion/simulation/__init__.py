"""Decisions that never were, for trying the audit: what is true of them is known."""

from discretion.simulation.agree import disagreements
from discretion.simulation.noise import Noise
from discretion.simulation.simulate import decisions, mapping_of
from discretion.simulation.truth import measured
from discretion.simulation.world import world

__all__ = [
    "Noise",
    "decisions",
    "disagreements",
    "mapping_of",
    "measured",
    "world",
]
