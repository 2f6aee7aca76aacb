"""Passive authentication (ICAO Doc 9303-11 §5.1, 9303-10 §4.6.2): are the data groups what a state signed?

It finds altered data. It does not find a whole chip copied: that takes active or chip authentication.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, x509

from devices.smartcard.asn1 import SECURITY_OBJECT, SecurityObject
from devices.smartcard.base import Authenticity, PassiveCheck
from devices.smartcard.signatures import NotVerified, verify
from devices.smartcard.tlv import BadTlv, only

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

_DIGESTS = frozenset({"sha1", "sha224", "sha256", "sha384", "sha512"})
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, BadTlv)
"""What asn1crypto raises, at parsing or later, where bytes are not the ASN.1 they should be."""


class _Altered(Exception):
    """A check failed; says which."""


def check(sod: bytes, groups: dict[int, bytes], *, trusted: Sequence[bytes], now: dt.datetime) -> PassiveCheck:
    """Return the verdict on the data groups that were read; never raises.

    `sod` is EF.SOD as the chip keeps it, `trusted` CSCA certificates in DER, `now` an aware time.
    """
    try:
        signed = cms.ContentInfo.load(only(sod, 0x77), strict=True)["content"]
        signer = _signer_certificate(signed)
        _check_groups(_security_object(signed), groups)
        _check_signature(signed, signer)
        name = _name(signer)
    except _BROKEN as exc:
        return PassiveCheck(Authenticity.ALTERED, detail=f"SOD: {type(exc).__name__}")
    except (_Altered, NotVerified) as exc:
        return PassiveCheck(Authenticity.ALTERED, detail=str(exc))
    return _vouched(signer, name, trusted, now)


def _security_object(signed: Any) -> Any:
    content = signed["encap_content_info"]
    if content["content_type"].native != SECURITY_OBJECT:
        raise _Altered("SOD holds something else")
    return SecurityObject.load(content["content"].native, strict=True)


def _check_groups(told: SecurityObject, groups: dict[int, bytes]) -> None:
    algorithm = told["hash_algorithm"]["algorithm"].native
    if algorithm not in _DIGESTS:
        raise _Altered(f"hash {algorithm}")
    hashes = {entry["number"].native: entry["hash"].native for entry in told["hashes"]}
    for number, data in groups.items():
        if number not in hashes:
            raise _Altered(f"DG{number} is not signed")
        if not hmac.compare_digest(hashlib.new(algorithm, data).digest(), hashes[number]):
            raise _Altered(f"DG{number} is not what was signed")


def _signer_certificate(signed: Any) -> x509.Certificate:
    wanted = signed["signer_infos"][0]["sid"]
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if not isinstance(certificate, x509.Certificate):
            continue
        if wanted.name == "subject_key_identifier":
            if certificate.key_identifier == wanted.chosen.native:
                return certificate
        elif (certificate.issuer, certificate.serial_number) == (
            wanted.chosen["issuer"],
            wanted.chosen["serial_number"].native,
        ):
            return certificate
    raise _Altered("the signer's certificate is missing")


def _check_signature(signed: Any, signer: x509.Certificate) -> None:
    info = signed["signer_infos"][0]
    digest = info["digest_algorithm"]["algorithm"].native
    content = signed["encap_content_info"]["content"].native
    covered = content
    if info["signed_attrs"]:
        if digest not in _DIGESTS:
            raise _Altered(f"hash {digest}")
        values = {attribute["type"].native: attribute["values"] for attribute in info["signed_attrs"]}
        if values["message_digest"][0].native != hashlib.new(digest, content).digest():
            raise _Altered("the digest is not that of the content")
        if values["content_type"][0].native != SECURITY_OBJECT:
            raise _Altered("the signature is for something else")
        covered = info["signed_attrs"].untag().dump()  # as a SET (RFC 5652 §5.4)
    verify(signer.public_key, info["signature_algorithm"], info["signature"].native, covered, digest=digest)


def _vouched(signer: x509.Certificate, name: str, trusted: Sequence[bytes], now: dt.datetime) -> PassiveCheck:
    """Say whether a trusted CSCA signed the signer's certificate, and whether both are valid now."""
    for authority in _issuers(signer, trusted):
        try:
            body = signer["tbs_certificate"].dump()
            verify(authority.public_key, signer["signature_algorithm"], signer.signature, body, digest="sha256")
            current = all(one.not_valid_before <= now <= one.not_valid_after for one in (signer, authority))
        except (NotVerified, *_BROKEN):
            continue
        if current:
            return PassiveCheck(Authenticity.GENUINE, name)
        return PassiveCheck(Authenticity.EXPIRED_SIGNER, name, "a certificate is not valid today")
    return PassiveCheck(Authenticity.UNKNOWN_ISSUER, name, f"none of {len(trusted)} CSCA certificates vouches for it")


def _issuers(signer: x509.Certificate, trusted: Sequence[bytes]) -> Iterator[x509.Certificate]:
    for der in trusted:
        try:
            authority = x509.Certificate.load(der, strict=True)
            same = authority.subject == signer.issuer
        except _BROKEN:
            continue
        if same:
            yield authority


def _name(signer: x509.Certificate) -> str:
    return str(signer.issuer.human_friendly)
