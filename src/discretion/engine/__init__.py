"""The engine: one case, decided and explained."""

from discretion.engine.recommend import recommend

__all__ = ["recommend"]
