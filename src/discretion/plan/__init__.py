"""The plan: one violation under one law and ruleset, compiled: guards and amounts over integer slots.

``formula`` and ``terms`` are languages of their own and are imported as modules.
"""

from discretion.plan import formula, terms
from discretion.plan.axes import cuts
from discretion.plan.boundaries import (
    Values,
    anchors,
    boundary_facts,
    comparisons,
    edges,
    random_facts,
    search,
    slots_of,
)
from discretion.plan.compile import compile_plan
from discretion.plan.fines import FineTerms
from discretion.plan.lower import Lowering, LoweringError, Ratio
from discretion.plan.model import Cell, EntryRule, Plan, RangeRow, Rule, Sanction, Slot, TierRow
from discretion.plan.python import LISTS, Compiled, compile_python
from discretion.plan.space import Box, regions, satisfiable
from discretion.plan.terms import Const, Table, Var

__all__ = [
    "LISTS",
    "Box",
    "Cell",
    "Compiled",
    "Const",
    "EntryRule",
    "FineTerms",
    "Lowering",
    "LoweringError",
    "Plan",
    "RangeRow",
    "Ratio",
    "Rule",
    "Sanction",
    "Slot",
    "Table",
    "TierRow",
    "Values",
    "Var",
    "anchors",
    "boundary_facts",
    "comparisons",
    "compile_plan",
    "compile_python",
    "cuts",
    "edges",
    "formula",
    "random_facts",
    "regions",
    "satisfiable",
    "search",
    "slots_of",
    "terms",
]
