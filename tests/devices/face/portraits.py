"""Invented portraits, and what a chip and a camera make of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.camera import decode

if TYPE_CHECKING:
    from devices.camera.base import Image

FOLDER = Path(__file__).parents[2] / "data/faces"
NAMES = ("aunt", "clerk", "grandfather", "student")


def portrait(name: str) -> Image:
    return decode((FOLDER / f"{name}.jpg").read_bytes())


def on_chip(image: Image) -> Image:
    """Shrink to the 102 × 126 of an ID card's chip, with what strong compression leaves of it."""
    height, width = image.shape[:2]
    kept = round(height * 102 / 126)
    left = (width - kept) // 2
    small = cv2.resize(image[:, left : left + kept], (102, 126), interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 45])
    return decode(jpeg.tobytes())


def before_camera(image: Image, *, seed: int) -> Image:
    """Turn the head a little, light it from one side, add noise, take it with more pixels."""
    chance = np.random.default_rng(seed)
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-6, 6), 1)
    turned = cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    light = np.linspace(chance.uniform(0.7, 1), chance.uniform(0.9, 1.15), width)[None, :, None]
    seen = np.clip(turned * light + chance.normal(0, 4, turned.shape), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(seen, None, fx=1.8, fy=1.8), np.uint8)


def side_by_side(*images: Image) -> Image:
    return np.asarray(np.hstack(images), np.uint8)
