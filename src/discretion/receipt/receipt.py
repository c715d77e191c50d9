"""The receipt (决定依据留痕): digests that make a recommendation replayable years later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discretion._version import __version__
from discretion.case import Case, canonical_text
from discretion.decide import Late, Receipt, build, leaf
from discretion.receipt.decision import SEALED_DECISION, SEALED_WORDING, canonical_json
from discretion.receipt.sources import Sources

if TYPE_CHECKING:
    from discretion.decide import Recommendation

RECEIPT_VERSION = "2"
_MADE_BY = f'"schema_version":"{RECEIPT_VERSION}","engine":"{__version__}"'


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
    return _hash(f'{{"decision":{decision},"facts":"{facts_digest}"}}')


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
    decision, wording = decision_digest(SEALED_DECISION(result), facts), _hash(SEALED_WORDING(result))
    line = (
        f'{{{_MADE_BY},{sources.line},"area":{leaf(request.area)},"presume":{leaf(request.presume)},'
        f'"drafts":{leaf(request.drafts)},"facts_digest":"{facts}","decision_digest":"{decision}",'
        f'"wording_digest":"{wording}","case":{text},"signature":null}}'
    )
    return Late(line, lambda: build(Receipt, json.loads(line)))
