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
from discretion.plan.ends import Ends, ends_of, shown
from discretion.plan.fines import FineTerms
from discretion.plan.law import OUTSIDE, Cause, Disposition, Fault, Masks, Settled, Status, chosen, settle
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.memo import per_decision, per_plan, recent
from discretion.plan.model import (
    ABOUT,
    LISTS,
    Cell,
    EntryRule,
    Plan,
    Presumed,
    RangeRow,
    Rule,
    Sanction,
    ScopeRule,
    Slot,
    SupplementRule,
    TierRow,
)
from discretion.plan.monotone import at_most, rises
from discretion.plan.outcome import (
    NOTHING,
    PARTY,
    Punishment,
    band_of,
    compiled,
    fine_band,
    measures_of,
    open_tier_sanctions,
    outcome_at,
    punishments,
    sanctions_of,
)
from discretion.plan.python import Compiled, compile_python
from discretion.plan.ratio import Ratio
from discretion.plan.same import cell_of, deciding
from discretion.plan.space import Box, regions, satisfiable
from discretion.plan.terms import Const, EnumTable, Var
from discretion.plan.tree import (
    NONE,
    SEVERAL,
    Answer,
    Class,
    Fork,
    Gate,
    Law,
    Leaf,
    Node,
    asked,
    class_guards,
    classes,
    gate_guards,
    law_of,
)
from discretion.plan.tree import Node as LawNode

__all__ = [
    "ABOUT",
    "LISTS",
    "NONE",
    "NOTHING",
    "OUTSIDE",
    "PARTY",
    "SEVERAL",
    "Answer",
    "Box",
    "Cause",
    "Cell",
    "Class",
    "Compiled",
    "Const",
    "Disposition",
    "Ends",
    "EntryRule",
    "EnumTable",
    "Fault",
    "FineTerms",
    "Fork",
    "Gate",
    "Law",
    "LawNode",
    "Leaf",
    "Lowering",
    "LoweringError",
    "Masks",
    "Node",
    "Plan",
    "Presumed",
    "Punishment",
    "RangeRow",
    "Ratio",
    "Rule",
    "Sanction",
    "ScopeRule",
    "Settled",
    "Slot",
    "Status",
    "SupplementRule",
    "TierRow",
    "Values",
    "Var",
    "anchors",
    "asked",
    "at_most",
    "band_of",
    "boundary_facts",
    "cell_of",
    "chosen",
    "class_guards",
    "classes",
    "comparisons",
    "compile_plan",
    "compile_python",
    "compiled",
    "cuts",
    "deciding",
    "edges",
    "ends_of",
    "fine_band",
    "formula",
    "gate_guards",
    "law_of",
    "measures_of",
    "open_tier_sanctions",
    "outcome_at",
    "per_decision",
    "per_plan",
    "punishments",
    "random_facts",
    "recent",
    "regions",
    "rises",
    "sanctions_of",
    "satisfiable",
    "search",
    "settle",
    "shown",
    "slots_of",
    "terms",
]
