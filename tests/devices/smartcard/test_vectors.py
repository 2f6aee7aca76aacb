"""The worked examples of ICAO Doc 9303-11: Appendix D (BAC, secure messaging) and Appendix G.1 (PACE)."""

from __future__ import annotations

import hashlib

import pytest

from devices.errors import NotReadable
from devices.smartcard import CardAccessNumber, MrzKey, ciphers, pace
from devices.smartcard.apdu import Command, Response
from devices.smartcard.bac import Handshake, document_keys
from devices.smartcard.curves import BRAINPOOL_P256, P256, Curve, NotOnCurve, Point
from devices.smartcard.secure import AesSuite, SecureMessaging, TripleDesSuite

KEY = MrzKey("L898902C", "690806", "940623")
LONG = MrzKey("D23145890734", "340712", "950712")
CHALLENGE = bytes.fromhex("4608F91988702212")
NONCE = bytes.fromhex("781723860C06C226")
SECRET = bytes.fromhex("0B795240CB7049B01C19B33E32804F0B")
PROOF = bytes.fromhex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7")
ANSWER = bytes.fromhex("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449")
PACE_KEY = MrzKey("T22000129", "640812", "101031")
WAY = pace.PaceInfo(bytes.fromhex("04007F00070202040202"), 13)
S = bytes.fromhex("3F00C4D39D153F2B2A214A078D899B22")


def test_the_key_of_a_printed_zone() -> None:
    assert KEY.information == "L898902C<369080619406236"
    assert LONG.information == "D23145890734934071279507122"
    digest = hashlib.sha1(KEY.information.encode(), usedforsecurity=False).hexdigest()
    assert digest == "239ab9cb282daf66231dc5a4df6bfbaedf477565"
    keys = document_keys(KEY)
    assert keys.enc.hex() == "ab94fdecf2674fdfb9b391f85d7f76f2"
    assert keys.mac.hex() == "7962d9ece03d1acd4c76089dce131543"


def handshake() -> Handshake:
    return Handshake(document_keys(KEY), challenge=CHALLENGE, nonce=NONCE, secret=SECRET)


def test_basic_access_control() -> None:
    assert handshake().proof() == PROOF


def test_the_first_three_protected_commands() -> None:
    session = handshake().session(ANSWER)
    exchanges = [
        (
            Command(0x00, 0xA4, 0x02, 0x0C, bytes.fromhex("011E")),
            "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
            "990290008E08FA855A5D4C50A8ED",
            "",
        ),
        (
            Command(0x00, 0xB0, 0, 0, le=4),
            "0CB000000D9701048E08ED6705417E96BA5500",
            "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED",
            "60145F01",
        ),
        (
            Command(0x00, 0xB0, 0, 4, le=0x12),
            "0CB000040D9701128E082EA28A70F3C7B53500",
            "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D74",
            "04303130365F36063034303030305C026175",
        ),
    ]
    for command, sent, received, data in exchanges:
        assert session.protect(command).encode().hex().upper() == sent
        assert session.unprotect(Response(bytes.fromhex(received), 0x9000)) == Response(bytes.fromhex(data), 0x9000)


def test_an_answer_of_another_chip_opens_no_session() -> None:
    with pytest.raises(NotReadable) as told:
        handshake().session(ANSWER[:-1] + b"\0")
    assert told.value.reason == "wrong_key"


@pytest.mark.parametrize("at", range(14))
def test_an_answer_with_one_bit_changed_is_refused(at: int) -> None:
    session = handshake().session(ANSWER)
    session.protect(Command(0x00, 0xA4, 0x02, 0x0C, bytes.fromhex("011E")))
    answer = bytearray.fromhex("990290008E08FA855A5D4C50A8ED")
    answer[at] ^= 1
    with pytest.raises(NotReadable):
        session.unprotect(Response(bytes(answer), 0x9000))


def test_an_answer_in_clear_is_refused() -> None:
    session = handshake().session(ANSWER)
    session.protect(Command(0x00, 0xB0, 0, 0, le=4))
    for answer in (Response(b"", 0x9000), Response(b"", 0x6988), Response(bytes.fromhex("99029000"), 0x9000)):
        with pytest.raises(NotReadable) as told:
            session.unprotect(answer)
        assert told.value.reason == "card_fault"


def test_pace_by_generic_mapping() -> None:
    key = pace.password_key(PACE_KEY)
    assert key.hex() == "89ded1b26624ec1e634c1989302849dd"
    agreement = pace.Agreement(WAY, key)
    assert agreement.nonce(bytes.fromhex("95A3A016522EE98D01E76CB6B98B42C3")) == S
    assert agreement.encrypted(S).hex() == "95a3a016522ee98d01e76cb6b98b42c3"

    curve = BRAINPOOL_P256
    terminal = 0x7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99
    chip = 0x498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560
    ours, theirs = (curve.multiply(private, curve.generator) for private in (terminal, chip))
    assert ours == Point(
        0x7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E,
        0x544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D,
    )
    generator = agreement.mapped(S, terminal, theirs)
    assert generator == agreement.mapped(S, chip, ours)
    assert generator == Point(
        0x8CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2,
        0x8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522,
    )

    terminal = 0xA73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595
    chip = 0x107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A
    ours, theirs = (curve.multiply(private, generator) for private in (terminal, chip))
    shared = curve.multiply(terminal, theirs).x
    assert shared == 0x28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925
    enc, mac = agreement.keys(terminal, theirs)
    assert (enc, mac) == agreement.keys(chip, ours)
    assert enc.hex() == "f5f0e35c0d7161ee6724ee513a0d9a7f"
    assert mac.hex() == "fe251c7858b356b24514b3bd5f4297d1"
    assert agreement.token(mac, theirs).hex() == "c2b0bd78d94ba866"
    assert agreement.token(mac, ours).hex() == "3abb9674bce93c08"


def test_a_can_gives_a_key_of_its_own() -> None:
    key = pace.password_key(CardAccessNumber("123456"))
    assert key == hashlib.sha1(b"123456\0\0\0\3", usedforsecurity=False).digest()[:16]
    assert len(pace.password_key(CardAccessNumber("123456"), size=32)) == 32


def test_card_access_names_the_ways_that_we_speak() -> None:
    known = bytes.fromhex("3012060A04007F0007020204020202010202010D")
    integrated = bytes.fromhex("3012060A04007F0007020204040202010202010D")
    other_curve = bytes.fromhex("3012060A04007F00070202040202020102020112")
    whole = b"\x31" + bytes([len(known) * 3]) + integrated + other_curve + known
    assert pace.offered(whole) == [WAY]


@pytest.mark.parametrize("curve", [P256, BRAINPOOL_P256], ids=lambda curve: curve.name)
def test_points_that_are_not_on_the_curve_are_refused(curve: Curve) -> None:
    good = curve.encode(curve.generator)
    assert curve.decode(good) == curve.generator
    for bad in (b"", good[:-1], good + b"\0", b"\x02" + good[1:], good[:-1] + b"\0", b"\x04" + b"\xff" * 64):
        with pytest.raises(NotOnCurve):
            curve.decode(bad)
    for scalar in (0, curve.order):
        with pytest.raises(NotOnCurve):
            curve.multiply(scalar, curve.generator)
    negative = Point(curve.generator.x, curve.p - curve.generator.y)
    assert curve.multiply(curve.order - 1, curve.generator) == negative
    with pytest.raises(NotOnCurve):
        curve.add(curve.generator, negative)


def test_twice_the_generator_of_p256() -> None:
    twice = Point(
        0x7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978,
        0x07775510DB8ED040293D9AC69F7430DBBA7DADE63CE982299E04B79D227873D1,
    )
    assert P256.multiply(2, P256.generator) == twice
    assert P256.add(P256.generator, P256.generator) == twice


def test_padding_is_always_put_and_must_be_there() -> None:
    assert ciphers.pad(b"", 8) == b"\x80" + bytes(7)
    assert ciphers.unpad(ciphers.pad(b"12345678", 8)) == b"12345678"
    with pytest.raises(ValueError, match="no padding"):
        ciphers.unpad(bytes(8))


def test_the_suites_undo_what_they_do() -> None:
    for suite in (TripleDesSuite(enc=bytes(range(16)), mac=bytes(16)), AesSuite(enc=bytes(16), mac=bytes(16))):
        counter, data = bytes(suite.block), bytes(range(32))
        assert suite.decrypt(counter, suite.encrypt(counter, data)) == data
    assert SecureMessaging(AesSuite(enc=bytes(16), mac=bytes(16))).protect(Command(0, 0xB0, 0, 0, le=256)).le == 256
