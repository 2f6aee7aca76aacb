"""The list of CSCA certificates that a technician keeps: PEM, DER, an ICAO master list, or a folder of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn1crypto import cms, pem, x509

from devices.smartcard.asn1 import MASTER_LIST, MasterList

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 64 << 20
_BROKEN = (ValueError, TypeError, KeyError)


class BadTrustList(ValueError):
    """A file is none of these; says which file."""


def trusted_certificates(path: Path) -> tuple[bytes, ...]:
    """Return the certificates in DER that a file holds, or all files of a folder do.

    A master list's own signature is not checked: whoever puts a list on the booth answers for it.
    Raises `BadTrustList`, also where a file cannot be opened.
    """
    try:
        files = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
        return tuple(der for file in files for der in _of_file(file))
    except OSError as exc:
        raise BadTrustList(f"{path}: {exc.strerror}") from exc


def _of_file(file: Path) -> list[bytes]:
    if file.stat().st_size > _LARGEST:
        raise BadTrustList(f"{file}: too big")
    data = file.read_bytes()
    try:
        if pem.detect(data):
            return [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
        return _of_der(data)
    except _BROKEN:
        raise BadTrustList(f"{file}: neither certificates nor a master list") from None


def _of_der(data: bytes) -> list[bytes]:
    try:
        certificate = x509.Certificate.load(data, strict=True)
        _ = certificate.subject.native
    except _BROKEN:
        return _of_master_list(data)
    return [data]


def _of_master_list(data: bytes) -> list[bytes]:
    content = cms.ContentInfo.load(data, strict=True)["content"]["encap_content_info"]
    if content["content_type"].native != MASTER_LIST:
        raise ValueError("another kind of content")
    return [one.dump() for one in MasterList.load(content["content"].native, strict=True)["certificates"]]
