"""The rulebook: laws, rulesets, lists and authorities, read from YAML."""

from discretion.rulebook.addressees import USUAL, Addressee
from discretion.rulebook.authority import Authority, Deadline, Notice, Procedure, Threshold
from discretion.rulebook.changelog import Changelog, Effect, changelog_problems, check_changelog, read_changelog
from discretion.rulebook.golden import StatedAct, StatedCase, stated_cases
from discretion.rulebook.inherit import (
    Inherited,
    InheritedEntry,
    Origin,
    entries_of,
    field_of,
    first_written,
    inherit,
    policy_of,
)
from discretion.rulebook.law import Cumulation, LawVersion, Level, Provision, Range
from discretion.rulebook.layer import Layer, layer_of, layers_of
from discretion.rulebook.layer import Source as LayerSource
from discretion.rulebook.lists import DECIDING, ISSUED, LIST_NAMES, CircumstanceList, Entry, ListKind, matches
from discretion.rulebook.load import load
from discretion.rulebook.places import PROVINCES, known
from discretion.rulebook.repository import repository_skeleton
from discretion.rulebook.rulebook import File, Rulebook, Ruleset
from discretion.rulebook.ruleset import (
    LexMitior,
    MitigatedPolicy,
    Part,
    Policy,
    PolicyPart,
    Presumption,
    RecordsPolicy,
    RulesetHeader,
    SharePolicy,
    Supplement,
)
from discretion.rulebook.scaffold import violation_skeleton
from discretion.rulebook.schema import DIALECT, FILES, json_schema
from discretion.rulebook.sectors import SECTORS
from discretion.rulebook.shipped import SHIPPED, shipped_rulesets
from discretion.rulebook.source import RANKS, Source, SourceKind
from discretion.rulebook.standing import IN_FORCE, Standing, Stood, standing
from discretion.rulebook.strays import BESIDE, unread
from discretion.rulebook.validity import changes, in_force, last_day, overlapping_laws, wrong_validity
from discretion.rulebook.violation import Row, Scope, Tier, Violation

__all__ = [
    "BESIDE",
    "DECIDING",
    "DIALECT",
    "FILES",
    "IN_FORCE",
    "ISSUED",
    "LIST_NAMES",
    "PROVINCES",
    "RANKS",
    "SECTORS",
    "SHIPPED",
    "USUAL",
    "Addressee",
    "Authority",
    "Changelog",
    "CircumstanceList",
    "Cumulation",
    "Deadline",
    "Effect",
    "Entry",
    "File",
    "Inherited",
    "InheritedEntry",
    "LawVersion",
    "Layer",
    "LayerSource",
    "Level",
    "LexMitior",
    "ListKind",
    "MitigatedPolicy",
    "Notice",
    "Origin",
    "Part",
    "Policy",
    "PolicyPart",
    "Presumption",
    "Procedure",
    "Provision",
    "Range",
    "RecordsPolicy",
    "Row",
    "Rulebook",
    "Ruleset",
    "RulesetHeader",
    "Scope",
    "SharePolicy",
    "Source",
    "SourceKind",
    "Standing",
    "StatedAct",
    "StatedCase",
    "Stood",
    "Supplement",
    "Threshold",
    "Tier",
    "Violation",
    "changelog_problems",
    "changes",
    "check_changelog",
    "entries_of",
    "field_of",
    "first_written",
    "in_force",
    "inherit",
    "json_schema",
    "known",
    "last_day",
    "layer_of",
    "layers_of",
    "load",
    "matches",
    "overlapping_laws",
    "policy_of",
    "read_changelog",
    "repository_skeleton",
    "shipped_rulesets",
    "standing",
    "stated_cases",
    "unread",
    "violation_skeleton",
    "wrong_validity",
]
