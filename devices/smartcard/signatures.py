"""Signatures as documents carry them: RSA PKCS#1 and PSS, ECDSA on named and on spelled-out curves; pure."""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SPELLED_OUT: dict[int, ec.EllipticCurve] = {
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF000000000000000000000001: ec.SECP224R1(),
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF: ec.SECP256R1(),
    2**384 - 2**128 - 2**96 + 2**32 - 1: ec.SECP384R1(),
    2**521 - 1: ec.SECP521R1(),
    0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377: ec.BrainpoolP256R1(),
    0x8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B412B1DA197FB71123ACD3A729901D1A71874700133107EC53: (
        ec.BrainpoolP384R1()
    ),
    0xAADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA703308717D4D9B009BC66842AECDA12AE6A380E62881FF2F2D82C68528AA6056583A48F3: (  # noqa: E501 - a curve's number, as published
        ec.BrainpoolP512R1()
    ),
}
"""Prime of the field to the curve that everybody means by it; a forged generator or coefficient changes nothing."""


class NotVerified(Exception):
    """The signature is wrong, or of a kind that we do not verify; says which."""


def verify(public_key: Any, algorithm: Any, signature: bytes, data: bytes, *, digest: str) -> None:
    """Raise `NotVerified` unless `signature` over `data` is right.

    `public_key` and `algorithm` are asn1crypto's; `digest` is used where the algorithm names none.
    """
    key = _load(public_key)
    hashed = _hash(algorithm, digest)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashed))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, _padding(algorithm, hashed), hashed)
        else:
            raise NotVerified("key of another kind")
    except InvalidSignature:
        raise NotVerified("wrong signature") from None
    except (UnsupportedAlgorithm, ValueError) as exc:
        raise NotVerified(f"signature: {type(exc).__name__}") from None


def _hash(algorithm: Any, digest: str) -> hashes.HashAlgorithm:
    try:
        name = algorithm.hash_algo
    except ValueError:
        name = digest
    if name not in _HASHES:
        raise NotVerified(f"hash {name}")
    return _HASHES[name]()


def _padding(algorithm: Any, hashed: hashes.HashAlgorithm) -> padding.AsymmetricPadding:
    if algorithm.signature_algo != "rsassa_pss":
        return padding.PKCS1v15()
    parameters = algorithm["parameters"]
    mask = _HASHES.get(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native, type(hashed))
    return padding.PSS(padding.MGF1(mask()), int(parameters["salt_length"].native))


def _load(public_key: Any) -> object:
    try:
        if public_key.algorithm == "ec" and public_key["algorithm"]["parameters"].name == "specified":
            return _load_spelled_out(public_key)
        return load_der_public_key(public_key.dump())
    except (ValueError, UnsupportedAlgorithm) as exc:
        raise NotVerified(f"key: {type(exc).__name__}") from None


def _load_spelled_out(public_key: Any) -> ec.EllipticCurvePublicKey:
    prime = public_key["algorithm"]["parameters"].chosen["field_id"]["parameters"].native
    if prime not in _SPELLED_OUT:
        raise NotVerified("curve that nobody names")
    return ec.EllipticCurvePublicKey.from_encoded_point(_SPELLED_OUT[prime], bytes(public_key["public_key"].native))
