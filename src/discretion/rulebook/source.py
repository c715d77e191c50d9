"""Where a value comes from. Nobody may mistake a proposal for law."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from discretion.documents import Day
from discretion.facts import Strict

Ref = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", description="法律标识/条款标识")]


class SourceKind(StrEnum):
    STATUTE = "statute"
    PUBLISHED = "published"
    PROPOSED = "proposed"


# The higher is never offset by the lower.
RANKS = {SourceKind.STATUTE: 3, SourceKind.PUBLISHED: 2, SourceKind.PROPOSED: 1}
SOURCE_MARKS = {SourceKind.STATUTE: "法定", SourceKind.PUBLISHED: "已发布基准", SourceKind.PROPOSED: "建议稿"}


class Source(Strict):
    """``statute``: the law's own text. ``published``: an issued benchmark. ``proposed``: ours, by a stated method."""

    kind: SourceKind = Field(strict=False)
    cite: list[Ref] = []
    document: str | None = None
    article: str | None = None
    url: str | None = Field(None, pattern=r"^https?://[^\s/]+", description="文件的网址")
    date: Day | None = None
    method: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Source:
        needed = {
            SourceKind.STATUTE: ("cite", bool(self.cite)),
            SourceKind.PUBLISHED: ("document", self.document is not None),
            SourceKind.PROPOSED: ("method", self.method is not None),
        }[self.kind]
        if not needed[1]:
            raise ValueError(f"来源为 {self.kind.value} 时必须写 {needed[0]}")
        return self

    @property
    def mark(self) -> str:
        """What a table shows: 法定 / 已发布基准 / 建议稿."""
        return SOURCE_MARKS[self.kind]


class TextSource(Strict):
    """How well a law's text is known (shared grades A, B; never C or X)."""

    grade: str = Field(pattern=r"^(A|B\+?|B)$")
    where: str
    note: str | None = None
