"""Checks: proofs over every possible case (design §5).

``run_checks`` proves what holds within one violation, ``run_ruleset_checks`` what holds of a ruleset as a whole. ``CHECKS`` names every
check with its sentence and its formula. Z3 (extra ``check``) is imported when the first proof starts, not before.
"""

from discretion.check.cache import Cache, folder
from discretion.check.checks import CHECKS, Check, CheckScope, name_of
from discretion.check.domain import coherent, neutral, usual
from discretion.check.encode import Encoding, Facts
from discretion.check.model import Finding, Reach, Verdict
from discretion.check.order import not_harsher_claim
from discretion.check.outcome import EncodedPlan
from discretion.check.run import run_checks, run_rulebook_checks, run_ruleset_checks
from discretion.check.runner import Findings, recall, run
from discretion.check.similar import similar_cases
from discretion.check.since import changed_since
from discretion.check.solver import Answer, Claim, Number, Prover, ready, unchecked
from discretion.check.waivers import Judged, WaiverFile, ending, judge, judge_layers, read_waivers
from discretion.check.whole import Whole
from discretion.check.witness import PlainCase, case_file

__all__ = [
    "CHECKS",
    "Answer",
    "Cache",
    "Check",
    "CheckScope",
    "Claim",
    "EncodedPlan",
    "Encoding",
    "Facts",
    "Finding",
    "Findings",
    "Judged",
    "Number",
    "PlainCase",
    "Prover",
    "Reach",
    "Verdict",
    "WaiverFile",
    "Whole",
    "case_file",
    "changed_since",
    "coherent",
    "ending",
    "folder",
    "judge",
    "judge_layers",
    "name_of",
    "neutral",
    "not_harsher_claim",
    "read_waivers",
    "ready",
    "recall",
    "run",
    "run_checks",
    "run_rulebook_checks",
    "run_ruleset_checks",
    "similar_cases",
    "unchecked",
    "usual",
]
