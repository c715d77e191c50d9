"""The profile of an authority: the thresholds of the procedure. Data, never constants."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from discretion.facts import Strict
from discretion.penalty import Kind
from discretion.rulebook.law import Slug
from discretion.rulebook.source import Ref


class Threshold(Strict):
    """When a step of the procedure is due. Amounts in 元, by kind of party; ``None``: not configured here."""

    person: int | None = Field(None, description="公民罚款数额")
    organisation: int | None = Field(None, description="法人或者其他组织罚款数额")
    measures: list[Annotated[Kind, Field(strict=False)]] = []
    after_hearing: bool = False
    fact: str | None = Field(None, description="该事实为真时适用，例如 suspected_crime")
    cite: list[Ref]
    note: str | None = None


class Deadline(Strict):
    """Calendar days from filing within which to decide."""

    days: int
    cite: list[Ref]


class Notice(Strict):
    """What the party must be told: before the decision, or in it. ``fine``: only where there is a fine."""

    text: str
    stage: Literal["before", "decision"] = "decision"
    fine: bool = False
    cite: list[Ref]


class Procedure(Strict):
    """The steps of the procedure that results are held against."""

    summary: Threshold | None = None
    hearing: Threshold | None = None
    legal_review: Threshold | None = None
    collective: Threshold | None = None
    transfer: Threshold | None = None
    decide_within: Deadline | None = None
    notices: list[Notice] = []


class Authority(Strict):
    """``authorities/<id>.yaml``: an authority, apart from areas (maritime bodies are national inside a region)."""

    authority: Slug
    label: str
    procedure: Procedure
    note: str | None = None
