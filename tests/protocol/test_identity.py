"""A booth proves its key, and nothing it signed is of use elsewhere."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import Malformed
from protocol.identity import decode_bytes, encode_bytes, proves, public_text, sign_challenge
from protocol.ids import new_id

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NONCE = "n" * 43


def test_the_key_that_signed_proves_itself() -> None:
    signature = sign_challenge(KEY, nonce=NONCE, server="panyu", kiosk="PY-001")
    assert proves(public=public_text(KEY), untrusted_signature=signature, nonce=NONCE, server="panyu", kiosk="PY-001")


@pytest.mark.parametrize(
    ("nonce", "server", "kiosk"),
    [
        ("m" * 43, "panyu", "PY-001"),
        (NONCE, "wujiang", "PY-001"),
        (NONCE, "panyu", "PY-002"),
        (NONCE, "panyuP", "Y-001"),
    ],
    ids=["another nonce", "another server", "another booth", "the same letters cut elsewhere"],
)
def test_a_signature_is_of_no_use_elsewhere(nonce: str, server: str, kiosk: str) -> None:
    signature = sign_challenge(KEY, nonce=NONCE, server="panyu", kiosk="PY-001")
    assert not proves(public=public_text(KEY), untrusted_signature=signature, nonce=nonce, server=server, kiosk=kiosk)


@pytest.mark.parametrize("signature", ["", "A" * 86, "not base64url!", "A" * 85, "汉"])
def test_garbage_proves_nothing(signature: str) -> None:
    assert not proves(public=public_text(KEY), untrusted_signature=signature, nonce=NONCE, server="s", kiosk="k")


def test_a_broken_public_key_proves_nothing() -> None:
    signature = sign_challenge(KEY, nonce=NONCE, server="s", kiosk="k")
    assert not proves(public="AAAA", untrusted_signature=signature, nonce=NONCE, server="s", kiosk="k")


@given(st.binary(max_size=100))
def test_bytes_survive_base64url(raw: bytes) -> None:
    assert decode_bytes(encode_bytes(raw)) == raw


def test_what_is_not_base64url_is_malformed() -> None:
    with pytest.raises(Malformed):
        decode_bytes("a+b/")


def test_an_id_is_a_ulid_and_sorts_by_time() -> None:
    early = new_id(now=1_469_918_176.385, entropy=lambda size: b"\xff" * size)
    late = new_id(now=1_469_918_176.386, entropy=bytes)
    assert early == "01ARYZ6S41ZZZZZZZZZZZZZZZZ"
    assert early < late == "01ARYZ6S420000000000000000"
