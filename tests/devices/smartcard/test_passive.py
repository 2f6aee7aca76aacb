"""Passive authentication against states of our own making: keys of each kind, and each way to cheat."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto import cms, pem
from hypothesis import given
from hypothesis import strategies as st

from devices.simulated.smartcard_issuer import Issuer, Kind
from devices.smartcard import Authenticity
from devices.smartcard.asn1 import MASTER_LIST, SECURITY_OBJECT, MasterList
from devices.smartcard.passive import check
from devices.smartcard.tlv import encode, only
from devices.smartcard.trust import BadTrustList, trusted_certificates

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
GROUPS = {1: b"data group one", 2: b"data group two" * 100}
STATE = Issuer(NOW)
SOD = STATE.sign(GROUPS)


def verdict(sod: bytes, groups: dict[int, bytes] = GROUPS, *trusted: bytes, now: dt.datetime = NOW) -> Authenticity:
    return check(sod, groups, trusted=trusted or (STATE.csca.der,), now=now).verdict


@pytest.mark.parametrize(
    "kind",
    [
        Kind(),
        Kind(digest="sha1"),
        Kind(digest="sha512"),
        Kind(spelled_out=True),
        Kind("rsa"),
        Kind("rsa", pss=True),
        Kind("rsa", pss=True, digest="sha512"),
    ],
    ids=str,
)
def test_what_a_trusted_state_signed_is_genuine(kind: Kind) -> None:
    state = Issuer(NOW, kind)
    found = check(state.sign(GROUPS), GROUPS, trusted=[STATE.csca.der, b"no certificate", state.csca.der], now=NOW)
    assert (found.verdict, found.signer) == (Authenticity.GENUINE, "Common Name: Invented CSCA, Country: UT")


def test_a_part_of_the_data_groups_may_be_read() -> None:
    assert verdict(SOD, {1: GROUPS[1]}) is Authenticity.GENUINE


def test_one_byte_changed_in_a_data_group_is_found() -> None:
    found = check(SOD, {**GROUPS, 2: GROUPS[2][:-1] + b"X"}, trusted=[STATE.csca.der], now=NOW)
    assert (found.verdict, found.detail) == (Authenticity.ALTERED, "DG2 is not what was signed")


def test_a_data_group_that_nobody_signed_is_found() -> None:
    found = check(SOD, {**GROUPS, 11: b"more"}, trusted=[STATE.csca.der], now=NOW)
    assert (found.verdict, found.detail) == (Authenticity.ALTERED, "DG11 is not signed")


def signed(sod: bytes) -> Any:
    return cms.ContentInfo.load(only(sod, 0x77))


def test_hashes_changed_with_the_data_are_found() -> None:
    info = signed(SOD)
    other = Issuer(NOW).sign({**GROUPS, 1: b"forged"})
    forged = signed(other)["content"]["encap_content_info"]["content"].native
    info["content"]["encap_content_info"] = {"content_type": SECURITY_OBJECT, "content": forged}
    assert verdict(encode(0x77, info.dump(force=True)), {1: b"forged"}) is Authenticity.ALTERED


def test_a_signature_of_another_signer_is_found() -> None:
    info = signed(SOD)
    signature = signed(Issuer(NOW).sign(GROUPS))["content"]["signer_infos"][0]["signature"].native
    info["content"]["signer_infos"][0]["signature"] = signature
    assert verdict(encode(0x77, info.dump(force=True))) is Authenticity.ALTERED


def test_a_missing_certificate_is_found() -> None:
    info = signed(SOD)
    info["content"]["certificates"] = []
    assert verdict(encode(0x77, info.dump(force=True))) is Authenticity.ALTERED


def test_a_state_that_nobody_trusts_is_told() -> None:
    assert verdict(Issuer(NOW, country="XX").sign(GROUPS)) is Authenticity.UNKNOWN_ISSUER
    assert check(SOD, GROUPS, trusted=[], now=NOW).verdict is Authenticity.UNKNOWN_ISSUER


def test_a_state_that_only_bears_the_name_is_not_trusted() -> None:
    assert verdict(Issuer(NOW).sign(GROUPS)) is Authenticity.UNKNOWN_ISSUER


def test_certificates_that_ran_out_are_told() -> None:
    late, early = NOW + dt.timedelta(days=4000), NOW - dt.timedelta(days=4000)
    assert verdict(SOD, now=late) is Authenticity.EXPIRED_SIGNER
    assert verdict(SOD, now=early) is Authenticity.EXPIRED_SIGNER


@given(st.integers(0, len(SOD) - 1), st.integers(1, 255))
def test_any_byte_changed_ends_in_a_verdict_that_is_not_altered_data_taken_for_genuine(at: int, change: int) -> None:
    changed = SOD[:at] + bytes([SOD[at] ^ change]) + SOD[at + 1 :]
    found = verdict(changed, {**GROUPS, 1: b"forged"})
    assert found is Authenticity.ALTERED


@given(st.binary(max_size=200))
@pytest.mark.thorough
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    assert verdict(data) is Authenticity.ALTERED
    assert verdict(encode(0x77, data)) is Authenticity.ALTERED


def test_a_list_of_trust_is_pem_der_a_master_list_or_a_folder_of_them(tmp_path: Path) -> None:
    first, second = STATE.csca.der, Issuer(NOW, country="XX").csca.der
    (tmp_path / "a.pem").write_bytes(pem.armor("CERTIFICATE", first) + pem.armor("CERTIFICATE", second))
    (tmp_path / "b.der").write_bytes(first)
    certificates = [STATE.csca.certificate]
    content = MasterList({"version": 0, "certificates": certificates}).dump()
    body = {
        "version": "v3",
        "digest_algorithms": [],
        "encap_content_info": {"content_type": MASTER_LIST, "content": content},
        "signer_infos": [],
    }
    master = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(body)})
    (tmp_path / "c.ml").write_bytes(master.dump())
    assert trusted_certificates(tmp_path / "a.pem") == (first, second)
    assert trusted_certificates(tmp_path / "b.der") == (first,)
    assert trusted_certificates(tmp_path / "c.ml") == (first,)
    assert trusted_certificates(tmp_path) == (first, second, first, first)


@pytest.mark.parametrize("content", [b"", b"hello", SOD, b"-----BEGIN CERTIFICATE-----\n!\n"])
def test_another_file_is_no_list_of_trust(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(BadTrustList):
        trusted_certificates(tmp_path / "file")
    with pytest.raises(BadTrustList):
        trusted_certificates(tmp_path / "missing")
