"""Audit: closed decisions in columns, each against the benchmark. Needs the extra ``audit`` (Ibis, DuckDB, Arrow)."""

from discretion.audit.arrays import Vector
from discretion.audit.assign import KEYS, assign, epochs
from discretion.audit.audit import DECIDED, FINDINGS, Counts, audit, decide
from discretion.audit.backend import Backend, connect
from discretion.audit.columns import OUTCOME, outcomes
from discretion.audit.defaults import FACT, inputs
from discretion.audit.dispersion import outliers, practice, signatures, suppressed, units
from discretion.audit.export import export_sql
from discretion.audit.guess import propose
from discretion.audit.hand_out import hand_out
from discretion.audit.in_memory import decided
from discretion.audit.labels import labelled, labels_of
from discretion.audit.mapping import Mapping, read_mapping
from discretion.audit.one_by_one import weigh
from discretion.audit.outcome import outcome_of
from discretion.audit.output import replaced, write_tables
from discretion.audit.own import read_own
from discretion.audit.recorded import recorded
from discretion.audit.report import say_share, write_report
from discretion.audit.rows import KEEP
from discretion.audit.same_rules import rules_of
from discretion.audit.sample import Sample, sample
from discretion.audit.scope import scope_of
from discretion.audit.source import open_source
from discretion.audit.take_in import RefusedRow, take_in
from discretion.audit.verdicts import ADVERSE, LABELS, Judgement, judged
from discretion.audit.wording import Outcome, Wording
from discretion.audit.worklist import worklist
from discretion.audit.worklist_out import write_worklist
from discretion.audit.xlsx_out import write_xlsx

__all__ = [
    "ADVERSE",
    "DECIDED",
    "FACT",
    "FINDINGS",
    "KEEP",
    "KEYS",
    "LABELS",
    "OUTCOME",
    "Backend",
    "Counts",
    "Judgement",
    "Mapping",
    "Outcome",
    "RefusedRow",
    "Sample",
    "Vector",
    "Wording",
    "assign",
    "audit",
    "connect",
    "decide",
    "decided",
    "epochs",
    "export_sql",
    "hand_out",
    "inputs",
    "judged",
    "labelled",
    "labels_of",
    "open_source",
    "outcome_of",
    "outcomes",
    "outliers",
    "practice",
    "propose",
    "read_mapping",
    "read_own",
    "recorded",
    "replaced",
    "rules_of",
    "sample",
    "say_share",
    "scope_of",
    "signatures",
    "suppressed",
    "take_in",
    "units",
    "weigh",
    "worklist",
    "write_report",
    "write_tables",
    "write_worklist",
    "write_xlsx",
]
