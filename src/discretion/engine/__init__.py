"""The engine: one case, decided and explained."""

from discretion.engine.decide import Disposition, Status
from discretion.engine.evaluate import Evaluation, evaluate
from discretion.engine.plans import Plans
from discretion.engine.recommend import recommend
from discretion.engine.recommendation import Receipt, Recommendation

__all__ = ["Disposition", "Evaluation", "Plans", "Receipt", "Recommendation", "Status", "evaluate", "recommend"]
