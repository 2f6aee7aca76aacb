"""An invented state: its CSCA, its document signer, and the security objects that they sign.

Keys and certificates are made when the simulator starts and end with it; the CSCA certificate can be written out for a
booth's list. Faults are asked for by name, for the reader to find.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asn1crypto import algos, cms, keys, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.smartcard.asn1 import SECURITY_OBJECT, SecurityObject
from devices.smartcard.tlv import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_SALT = 32
_DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A key and its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate."""
        return bytes(self.certificate.dump())


@dataclass(frozen=True, slots=True)
class Kind:
    """How a state signs: `ec` or `rsa`, its curve spelled out or not, PSS or not."""

    key: str = "ec"
    spelled_out: bool = False
    pss: bool = False
    digest: str = "sha256"


def _fresh_key(kind: Kind) -> PrivateKey:
    if kind.key == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(slots=True)
class Issuer:
    """One state."""

    now: dt.datetime
    kind: Kind = field(default_factory=Kind)
    country: str = "UT"
    valid_days: int = 3650
    """Of the signer's certificate; negative for one that ran out long ago."""

    vouched_by: Identity | None = None
    """Another state's CSCA that signs for this signer; None makes one."""
    csca: Identity = field(init=False)
    signer: Identity = field(init=False)

    def __post_init__(self) -> None:
        self.csca = self.vouched_by or self._identity("CSCA", None)
        self.signer = self._identity("DS", self.csca)

    def sign(self, groups: Mapping[int, bytes]) -> bytes:
        """Return EF.SOD for these data groups."""
        content = self._security_object(groups)
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": [SECURITY_OBJECT]},
                {"type": "message_digest", "values": [hashlib.new(self.kind.digest, content).digest()]},
            ]
        )
        signer = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": self.signer.certificate.issuer,
                    "serial_number": self.signer.certificate.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": self.kind.digest},
            "signed_attrs": attributes,
            "signature_algorithm": _signature_algorithm(self.kind),
            "signature": _sign(self.signer.key, attributes.dump(), self.kind),
        }
        signed = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": self.kind.digest}],
            "encap_content_info": {"content_type": SECURITY_OBJECT, "content": content},
            "certificates": [self.signer.certificate],
            "signer_infos": [signer],
        }
        info = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
        return encode(0x77, info.dump())

    def _security_object(self, groups: Mapping[int, bytes]) -> bytes:
        digests = [
            {"number": number, "hash": hashlib.new(self.kind.digest, data).digest()}
            for number, data in sorted(groups.items())
        ]
        told = {"version": 0, "hash_algorithm": {"algorithm": self.kind.digest}, "hashes": digests}
        return bytes(SecurityObject(told).dump())

    def _identity(self, name: str, issuer: Identity | None) -> Identity:
        key = _fresh_key(self.kind)
        subject = x509.Name.build({"country_name": self.country, "common_name": f"Invented {name}"})
        days = self.valid_days if issuer else 7300
        begins = self.now - dt.timedelta(days=3650)
        body = x509.TbsCertificate(
            {
                "version": "v3",
                "serial_number": 1 if issuer is None else 2,
                "signature": _signature_algorithm(self.kind),
                "issuer": issuer.certificate.subject if issuer else subject,
                "validity": {
                    "not_before": x509.Time({"utc_time": begins}),
                    "not_after": x509.Time({"utc_time": self.now + dt.timedelta(days=days)}),
                },
                "subject": subject,
                "subject_public_key_info": _public(key, self.kind),
            }
        )
        signature = _sign(issuer.key if issuer else key, body.dump(), self.kind)
        parts = {"tbs_certificate": body, "signature_algorithm": _signature_algorithm(self.kind)}
        return Identity(key, x509.Certificate({**parts, "signature_value": signature}))


def _public(key: PrivateKey, kind: Kind) -> keys.PublicKeyInfo:
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    info = keys.PublicKeyInfo.load(der)
    if not kind.spelled_out or not isinstance(key, ec.EllipticCurvePrivateKey):
        return info
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    algorithm = {"algorithm": "ec", "parameters": keys.ECDomainParameters("specified", _p256_spelled_out())}
    return keys.PublicKeyInfo({"algorithm": algorithm, "public_key": keys.ECPointBitString(point)})


def _p256_spelled_out() -> dict[str, Any]:
    from devices.smartcard.curves import P256

    return {
        "version": "ecdpVer1",
        "field_id": {"field_type": "prime_field", "parameters": P256.p},
        "curve": {"a": (P256.a % P256.p).to_bytes(32, "big"), "b": P256.b.to_bytes(32, "big")},
        "base": P256.encode(P256.generator),
        "order": P256.order,
        "cofactor": 1,
    }


def _signature_algorithm(kind: Kind) -> algos.SignedDigestAlgorithm:
    if kind.key == "ec":
        return algos.SignedDigestAlgorithm({"algorithm": f"{kind.digest}_ecdsa"})
    if not kind.pss:
        return algos.SignedDigestAlgorithm({"algorithm": f"{kind.digest}_rsa"})
    parameters = {
        "hash_algorithm": {"algorithm": kind.digest},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": kind.digest}},
        "salt_length": _SALT,
    }
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def _sign(key: PrivateKey, data: bytes, kind: Kind) -> bytes:
    digest = _DIGESTS[kind.digest]()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(digest))
    how = padding.PSS(padding.MGF1(digest), _SALT) if kind.pss else padding.PKCS1v15()
    return key.sign(data, how, digest)
