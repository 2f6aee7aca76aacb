"""The ASN.1 of travel documents that asn1crypto does not have; its classes carry no types, hence the ignores."""

from __future__ import annotations

from asn1crypto import algos, core, x509

SECURITY_OBJECT = "2.23.136.1.1.1"
MASTER_LIST = "2.23.136.1.1.2"


class DataGroupHash(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """One data group's number and hash."""

    _fields = [("number", core.Integer), ("hash", core.OctetString)]  # noqa: RUF012 - asn1crypto's way


class DataGroupHashes(core.SequenceOf):  # type: ignore[misc]  # asn1crypto has no types
    """All of them."""

    _child_spec = DataGroupHash


class LdsVersion(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """Versions of the logical data structure and of Unicode."""

    _fields = [("lds", core.PrintableString), ("unicode", core.PrintableString)]  # noqa: RUF012 - asn1crypto reads it as it stands


class SecurityObject(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """LDSSecurityObject (9303-10 §4.6.2.3)."""

    _fields = [  # noqa: RUF012 - asn1crypto reads it as it stands
        ("version", core.Integer),
        ("hash_algorithm", algos.DigestAlgorithm),
        ("hashes", DataGroupHashes),
        ("lds_version", LdsVersion, {"optional": True}),
    ]


class Certificates(core.SetOf):  # type: ignore[misc]  # asn1crypto has no types
    """Certificates of a master list."""

    _child_spec = x509.Certificate


class MasterList(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """CscaMasterList (9303-12 §7.2)."""

    _fields = [("version", core.Integer), ("certificates", Certificates)]  # noqa: RUF012 - asn1crypto reads it as it stands
