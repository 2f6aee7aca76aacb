"""Codes in pictures."""

from __future__ import annotations

import numpy as np
import pytest
from zxingcpp import BarcodeFormat

from devices.codescanner import Symbology, codes_in
from tests.devices.codescanner.drawn import blank, drawn, photographed, qr

KINDS = [
    (BarcodeFormat.QRCode, "https://云窗口.cn/核验?n=1", Symbology.QR),
    (BarcodeFormat.PDF417, "回执 2026-000123", Symbology.PDF417),
    (BarcodeFormat.DataMatrix, "回执 2026-000123", Symbology.DATA_MATRIX),
    (BarcodeFormat.Aztec, "回执 2026-000123", Symbology.AZTEC),
    (BarcodeFormat.Code128, "ABC-123", Symbology.CODE_128),
    (BarcodeFormat.EAN13, "6901234567892", Symbology.EAN_13),
]


@pytest.mark.parametrize(("kind", "text", "symbology"), KINDS, ids=str)
@pytest.mark.parametrize("seen", [{}, {"turn": 9.0, "noise": 6.0}, {"blur": 1.0, "turn": -4.0}], ids=str)
def test_each_kind_is_read_flat_turned_and_blurred(
    kind: BarcodeFormat, text: str, symbology: Symbology, seen: dict[str, float]
) -> None:
    (code,) = codes_in(photographed(drawn(text, kind), **seen))
    assert (code.untrusted_text, code.symbology) == (text, symbology)
    assert len(code.corners) == 4


def test_a_code_in_gbk_that_does_not_say_so_is_read() -> None:
    (code,) = codes_in(qr("回执编号 穗番-2026-000123".encode("gb18030")))
    assert code.untrusted_text == "回执编号 穗番-2026-000123"


def test_several_codes_come_from_the_top_down() -> None:
    page = np.full((900, 600, 3), 255, np.uint8)
    for text, top in (("second", 500), ("first", 100)):
        picture = qr(text)
        page[top : top + picture.shape[0], 50 : 50 + picture.shape[1]] = picture
    assert [code.untrusted_text for code in codes_in(page)] == ["first", "second"]


def test_a_picture_without_codes_has_none() -> None:
    assert codes_in(blank()) == ()
    noise = np.random.default_rng(3).integers(0, 256, (300, 400, 3)).astype(np.uint8)
    assert codes_in(noise) == ()
