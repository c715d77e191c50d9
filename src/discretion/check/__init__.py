"""Checks: proofs over every possible case (design §5).

``run_checks`` proves what holds within one violation, ``run_ruleset_checks`` what holds of a ruleset as a whole. ``CHECKS`` names every
check with its sentence and its formula. Z3 (extra ``check``) is imported when the first proof starts, not before.
"""

from discretion.check.checks import CHECKS, Check, Scope
from discretion.check.model import Finding, Verdict
from discretion.check.run import run_checks, run_ruleset_checks

__all__ = ["CHECKS", "Check", "Finding", "Scope", "Verdict", "run_checks", "run_ruleset_checks"]
