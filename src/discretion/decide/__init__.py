"""What one case comes to: the order of the law, over what holds and over what may hold."""

from discretion.decide.decide import Decision, decide, decider
from discretion.decide.evaluate import Evaluation, evaluate, evaluate_bound, say_fraction, say_number
from discretion.decide.explore import Outcome, Region, explore
from discretion.decide.part import ResultPart, WholePart, build
from discretion.decide.parts import (
    Accounted,
    Alternative,
    Assumed,
    Branch,
    DepartureNote,
    FineBand,
    MeasureText,
    Missing,
    Nearest,
    Neighbour,
    OtherSubject,
    PenaltyText,
    ProcedureFlag,
    Reachable,
    Receipt,
    Section,
    Signature,
    Step,
    VersionUsed,
)
from discretion.decide.plans import Plans
from discretion.decide.reason import FactUsed, Ground, Kept, Reason, Rejected, Saying
from discretion.decide.recommendation import SCHEMA_VERSION, Recommendation, resting_on
from discretion.decide.told import Shared, Told
from discretion.decide.versions import Choice, Milder, Versions, choose, choose_at_place, find_versions, versions_of
from discretion.decide.write import member

__all__ = [
    "SCHEMA_VERSION",
    "Accounted",
    "Alternative",
    "Assumed",
    "Branch",
    "Choice",
    "Decision",
    "DepartureNote",
    "Evaluation",
    "FactUsed",
    "FineBand",
    "Ground",
    "Kept",
    "MeasureText",
    "Milder",
    "Missing",
    "Nearest",
    "Neighbour",
    "OtherSubject",
    "Outcome",
    "PenaltyText",
    "Plans",
    "ProcedureFlag",
    "Reachable",
    "Reason",
    "Receipt",
    "Recommendation",
    "Region",
    "Rejected",
    "ResultPart",
    "Saying",
    "Section",
    "Shared",
    "Signature",
    "Step",
    "Told",
    "VersionUsed",
    "Versions",
    "WholePart",
    "build",
    "choose",
    "choose_at_place",
    "decide",
    "decider",
    "evaluate",
    "evaluate_bound",
    "explore",
    "find_versions",
    "member",
    "resting_on",
    "say_fraction",
    "say_number",
    "versions_of",
]
