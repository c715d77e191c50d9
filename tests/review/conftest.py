"""The small rulebook that the tests of tables share."""

from tests.tables.conftest import discretion, library, shipped, small

__all__ = ["discretion", "library", "shipped", "small"]
