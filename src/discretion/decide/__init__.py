"""What one case comes to: the order of the law, over what holds and over what may hold."""

from discretion.decide.decide import Disposition, Status
from discretion.decide.evaluate import Evaluation, evaluate
from discretion.decide.plans import Plans
from discretion.decide.recommendation import Receipt, Recommendation

__all__ = ["Disposition", "Evaluation", "Plans", "Receipt", "Recommendation", "Status", "evaluate"]
