"""The engine: one case, decided and explained."""

from discretion.engine.many import recommend_many
from discretion.engine.recommend import recommend
from discretion.engine.verify import Verification, verify

__all__ = [
    "Verification",
    "recommend",
    "recommend_many",
    "verify",
]
