"""How a kiosk proves its device key: it signs the server's nonce, so clocks and replays do not matter.

The signed bytes name the purpose, the server and the kiosk, so a signature is of no use anywhere else.
Keys are Ed25519 (RFC 8032); on the wire they and signatures are base64url without padding (RFC 4648 §5).
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from protocol.errors import Malformed

_PURPOSE = b"cloudwindow device proof v1"


def encode_bytes(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode_bytes(untrusted: str) -> bytes:
    """Return the bytes of base64url without padding; raises `Malformed`."""
    msg = "not base64url"
    if "+" in untrusted or "/" in untrusted:
        # Python's decoder takes both alphabets at once; two spellings of one signature are one too many.
        raise Malformed(msg)
    try:
        return base64.b64decode(untrusted + "=" * (-len(untrusted) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Malformed(msg) from None


def public_text(key: Ed25519PrivateKey) -> str:
    """Return the public half as it is sent at enrolment."""
    return encode_bytes(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def sign_challenge(key: Ed25519PrivateKey, *, nonce: str, server: str, kiosk: str) -> str:
    """Return the `signature` of a `Proof` for a `Challenge`."""
    return encode_bytes(key.sign(_signed_bytes(nonce=nonce, server=server, kiosk=kiosk)))


def proves(*, public: str, untrusted_signature: str, nonce: str, server: str, kiosk: str) -> bool:
    """Tell whether the signature was made by the key whose public half is `public`."""
    try:
        key = Ed25519PublicKey.from_public_bytes(decode_bytes(public))
        key.verify(decode_bytes(untrusted_signature), _signed_bytes(nonce=nonce, server=server, kiosk=kiosk))
    except (InvalidSignature, Malformed, ValueError):
        return False
    return True


def _signed_bytes(*, nonce: str, server: str, kiosk: str) -> bytes:
    parts = (_PURPOSE, server.encode(), kiosk.encode(), nonce.encode())
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
