"""The second opinion: the rows of a plan as a Rete network (durable-rules, extra ``rete``), matched in a process of
its own.

It never decides anything. It answers which rules match the facts of a case; where that is not what the engine
matches, or where the other process dies, the answer is a finding for the maintainers. What durable-rules may be
trusted with is measured in shared/reference/ durable-rules.md: one flat fact of integers and booleans, conjunctions
of comparisons with constants, and nothing else.
"""

from discretion.testing.rete.compare import Disagreement, ReteComparison, compare
from discretion.testing.rete.process import Matcher, ProcessFailure

__all__ = ["Disagreement", "Matcher", "ProcessFailure", "ReteComparison", "compare"]
