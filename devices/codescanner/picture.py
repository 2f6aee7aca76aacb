"""Codes in pictures, by zxing-cpp; those it reads only when they lie straight are looked for at a few angles."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

from devices.camera import decode as decode_picture
from devices.codescanner.base import Code, Symbology
from devices.codescanner.text import NotText, decode
from devices.errors import DeviceCancelled, DeviceTimeout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from devices.camera import DocumentCamera
    from devices.camera.base import Image

    Matrix = NDArray[np.float64]

_Format = zxingcpp.BarcodeFormat
_AT_ANY_ANGLE = {
    _Format.QRCode: Symbology.QR,
    _Format.DataMatrix: Symbology.DATA_MATRIX,
    _Format.Aztec: Symbology.AZTEC,
}
_NEARLY_STRAIGHT = {
    _Format.PDF417: Symbology.PDF417,
    _Format.Code128: Symbology.CODE_128,
    _Format.Code39: Symbology.CODE_39,
    _Format.EAN13: Symbology.EAN_13,
    _Format.EAN8: Symbology.EAN_8,
}
_SYMBOLOGIES = _AT_ANY_ANGLE | _NEARLY_STRAIGHT
"""Others are not looked for: the weaker their check, the more often a table's rules are taken for one."""
TURNS = (8.0, -8.0, 16.0, -16.0)
"""Degrees by which a picture without a code is turned to look again."""
_LARGEST_TURNED = 4_000_000
"""Pixels above which a picture is made smaller before it is turned."""
_NAMES_ITS_ENCODING = frozenset({"]Q2", "]Q4", "]Q6", "]d4", "]d5", "]d6", "]L1", "]z3", "]z4", "]z5"})
"""Symbology identifiers (ISO/IEC 15424) of codes with an ECI."""
PAUSE = 0.1
"""Seconds between two looks through a camera."""


def codes_in(image: Image) -> tuple[Code, ...]:
    """Return the codes in an upright BGR picture, from the top down; () where none can be read."""
    straight = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float64)
    codes = _read(image, list(_SYMBOLOGIES), straight)
    for turn in () if codes else TURNS:
        turned, back = _turned(image, turn)
        codes = _read(turned, list(_NEARLY_STRAIGHT), back)
        if codes:
            break
    return tuple(sorted(codes, key=lambda code: (code.corners[0][1], code.corners[0][0])))


def _read(image: Image, formats: list[zxingcpp.BarcodeFormat], back: Matrix) -> list[Code]:
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(formats), text_mode=zxingcpp.TextMode.Plain)
    return [_code(one, back) for one in found if one.valid and one.text]


def _turned(image: Image, degrees: float) -> tuple[Image, Matrix]:
    """Return the picture turned about its centre, and the way back for its points."""
    height, width = image.shape[:2]
    scale = min(1.0, (_LARGEST_TURNED / (width * height)) ** 0.5)
    size = (round(width * scale), round(height * scale))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    matrix[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    turned = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8), np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def _code(found: zxingcpp.Barcode, back: Matrix) -> Code:
    at = found.position
    points = np.array([(p.x, p.y, 1) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]) @ back.T
    symbology = next((ours for theirs, ours in _SYMBOLOGIES.items() if theirs == found.format), Symbology.UNKNOWN)
    corners = tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
    return Code(untrusted_text=_text(found), symbology=symbology, corners=corners)


def _text(found: zxingcpp.Barcode) -> str:
    """Return the text, read as a scanner's would be unless the code itself names its encoding (ECI).

    Codes printed in GBK seldom do, and the library takes them for Latin-1.
    """
    if found.symbology_identifier in _NAMES_ITS_ENCODING:
        return str(found.text)
    try:
        return decode(bytes(found.bytes))
    except NotText:
        return str(found.text)


class CameraCodeScanner:
    """`CodeScanner` that looks through a document camera again and again."""

    def __init__(self, camera: DocumentCamera, *, interrupted: threading.Event | None = None) -> None:
        self._camera = camera
        self._interrupted = interrupted or threading.Event()

    def read(self, *, deadline: float) -> Code:
        """Wait for a code under the camera: see `CodeScanner.read`; of several the topmost is taken."""
        while True:
            codes = codes_in(decode_picture(self._camera.capture(deadline=deadline).original))
            if codes:
                return codes[0]
            rest = deadline - time.monotonic()
            if self._interrupted.wait(max(0.0, min(PAUSE, rest))):
                raise DeviceCancelled("cancelled", "camera")
            if rest <= 0:
                raise DeviceTimeout("no_code", "camera")

    def close(self) -> None:
        """Release the camera."""
        self._camera.close()
