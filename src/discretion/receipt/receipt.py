"""The receipt (决定依据留痕): digests that make a recommendation replayable years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from discretion._version import __version__
from discretion.case import Case, canonical_text
from discretion.decide import Late, Receipt, build
from discretion.receipt.decision import DECISION, WORDING, canonical_json, leaf, sealed_text
from discretion.receipt.sources import Sources

if TYPE_CHECKING:
    from discretion.decide import Recommendation

RECEIPT_VERSION = "2"
_MADE_BY = {"schema_version": RECEIPT_VERSION, "engine": __version__}


@dataclass(eq=False, slots=True)  # not frozen, as that doubles its time; nothing writes to it
class Request:
    """What a recommendation is a function of, besides the rulebook.

    Attributes:
        area: the area asked for instead of the one that covers the place.
        presume: whether presumptions filled missing facts.
        drafts: whether unpublished rulesets were allowed.
    """

    case: Case
    area: str | None = None
    presume: bool = True
    drafts: bool = False


def digest(data: object) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces."""
    return _hash(canonical_json(data))


def decision_digest(decision: str, facts_digest: str) -> str:
    """The digest of a decision in canonical JSON, by which rules it was made, and of the facts that it was made on."""
    return _hash(f'{{"decision":{decision},"facts":{canonical_json(facts_digest)}}}')


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def receipt(request: Request, sources: Sources, result: Recommendation) -> Late[Receipt]:
    """Make a receipt.

    Args:
        request: the case as evaluated, and how it was asked for.
        sources: digests of every file the recommendation rests on.
        result: the finished recommendation.
    """
    text = canonical_text(request.case)
    facts = _hash(text)
    asked = {"area": request.area, "presume": request.presume, "drafts": request.drafts}
    digests = {
        "facts_digest": facts,
        "decision_digest": decision_digest(sealed_text(result, DECISION), facts),
        "wording_digest": _hash(sealed_text(result, WORDING)),
    }
    made_by = {**_MADE_BY}

    def made() -> Receipt:
        fields = {**made_by, **sources.copied(), **asked, **digests, "case": json.loads(text), "signature": None}
        return build(Receipt, fields)

    written = f"{_members(made_by)},{sources.line},{_members(asked)},{_members(digests)}"
    return Late(f'{{{written},"case":{text},"signature":null}}', made)


def _members(fields: Mapping[str, Any]) -> str:
    return ",".join([f'"{name}":{leaf(value)}' for name, value in fields.items()])
