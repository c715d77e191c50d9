"""JSON Schema of the files of a rulebook, from the very models that read them; for editors and callers."""

from __future__ import annotations

from pydantic import BaseModel

from discretion.rulebook.authority import Authority
from discretion.rulebook.changelog import Changelog
from discretion.rulebook.law import LawVersion
from discretion.rulebook.lists import CircumstanceList
from discretion.rulebook.ruleset import RulesetHeader
from discretion.rulebook.violation import Violation
from discretion.rulebook.vocabulary import FactsFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    "facts": FactsFile,
    "law": LawVersion,
    "ruleset": RulesetHeader,
    "violation": Violation,
    "list": CircumstanceList,
    "authority": Authority,
    "changelog": Changelog,
}
"""The kinds of file that a rulebook is made of."""


def json_schema(name: str, model: type[BaseModel], *, output: bool = False) -> dict[str, object]:
    """The schema of one kind of document.

    Args:
        name: its kind; the file is ``schemas/<name>.json``.
        model: what reads (or writes) it.
        output: whether the schema is of what the model writes.
    """
    schema = model.model_json_schema(mode="serialization" if output else "validation")
    return {"$schema": DIALECT, "$id": f"{name}.json", **schema}
