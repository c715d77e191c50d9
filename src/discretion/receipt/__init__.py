"""What a recommendation rests on, so that it can be recomputed; and who vouches for it."""

from discretion.receipt.decision import DECISION, WORDING, canonical_json, pick, within
from discretion.receipt.earlier import EarlierReceipt, sealed, sealed_now
from discretion.receipt.receipt import RECEIPT_VERSION, Request, decision_digest, digest, receipt
from discretion.receipt.signing import sign, signable, signed_by
from discretion.receipt.sources import Sources, sources_of

__all__ = [
    "DECISION",
    "RECEIPT_VERSION",
    "WORDING",
    "EarlierReceipt",
    "Request",
    "Sources",
    "canonical_json",
    "decision_digest",
    "digest",
    "pick",
    "receipt",
    "sealed",
    "sealed_now",
    "sign",
    "signable",
    "signed_by",
    "sources_of",
    "within",
]
