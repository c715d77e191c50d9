"""Signatures (Ed25519): who vouches for a receipt or a lock. A digest shows that nothing was altered; a signature, by whom."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from discretion.decide import Signature
from discretion.errors import MissingExtra, Problem, UsageError
from discretion.receipt.decision import canonical_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALGORITHM = "ed25519"


def sign(content: bytes, private_key: bytes) -> Signature:
    """Sign bytes.

    Args:
        content: what is signed.
        private_key: PEM (PKCS #8), without a password.

    Raises:
        MissingExtra: cryptography is not installed.
        UsageError: it is no Ed25519 private key.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        raise MissingExtra("sign", "签名") from None
    try:
        key = load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key("私钥", "genpkey -algorithm ed25519 -out KEY.pem")
    value = base64.b64encode(key.sign(content)).decode("ascii")
    return Signature(algorithm=ALGORITHM, key=_fingerprint(key.public_key()), value=value)


def signed_by(content: bytes, signature: Signature, public_key: bytes) -> bool:
    """Whether a signature of bytes is that of a public key (PEM).

    Raises:
        MissingExtra: cryptography is not installed.
        UsageError: it is no Ed25519 public key.
    """
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise MissingExtra("sign", "核对签名") from None
    try:
        key = load_pem_public_key(public_key)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key("公钥", "pkey -in KEY.pem -pubout -out PUBLIC.pem")
    try:
        key.verify(base64.b64decode(signature.value, validate=True), content)
    except (InvalidSignature, binascii.Error):
        return False
    return signature.key == _fingerprint(key)


def signable(receipt: Mapping[str, object]) -> bytes:
    """What a signature of a receipt covers: all of it but the signature."""
    return canonical_json({name: value for name, value in receipt.items() if name != "signature"}).encode("utf-8")


def _fingerprint(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def _no_key(what: str, how: str) -> UsageError:
    return UsageError(Problem(f"不是 Ed25519 {what}（PEM）", remedy=f"用 openssl {how} 生成"))
