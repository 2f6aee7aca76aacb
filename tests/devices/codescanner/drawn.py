"""Codes drawn for the tests, and what happens to them on their way into a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]


def drawn(content: str | bytes, kind: zxingcpp.BarcodeFormat, *, scale: int = 4) -> Image:
    """Return a code on white with room round it, BGR."""
    code = zxingcpp.create_barcode(content, kind)
    picture = np.array(zxingcpp.write_barcode_to_image(code, scale=scale))
    wide = cv2.copyMakeBorder(picture, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(cv2.cvtColor(wide, cv2.COLOR_GRAY2BGR), np.uint8)


def qr(content: str | bytes) -> Image:
    return drawn(content, zxingcpp.BarcodeFormat.QRCode)


def blank() -> Image:
    return np.full((200, 200, 3), 240, np.uint8)


def photographed(picture: Image, *, turn: float = 0.0, blur: float = 0.0, noise: float = 0.0) -> Image:
    """Return the picture as a camera over a desk sees it."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.8)
    turned = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(turned, (0, 0), blur) if blur else turned
    grey = np.asarray(soft, np.float64) * 0.7 + np.random.default_rng(4).normal(20, noise or 1e-6, soft.shape)
    return np.asarray(np.clip(grey, 0, 255), np.uint8)
