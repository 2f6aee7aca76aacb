"""Faces by dlib: found by its HOG detector, told apart by 128 numbers. Everything happens on this machine.

Tried on invented portraits only. It cannot tell a living face from a picture of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import dlib  # type: ignore[import-untyped]  # the wheel has no types
import numpy as np

from devices.errors import NotReadable
from devices.face import models
from devices.face.base import Comparison, Face, Thresholds

if TYPE_CHECKING:
    from typing import Any

    from devices.camera.base import Image

FINEST_SIDE = 900
"""Larger pictures are made smaller first: a face before the booth's camera fills a fifth of it at least."""
COARSEST_SIDE = 420
"""Smaller ones, such as a chip's 102 × 126, are made larger: the detector sees no face below 80 pixels."""
_LEAST_CONFIDENCE = 0.1
_BYSTANDER = 0.35
"""A second face this small beside the first (by its side) stands far behind, in a poster or on a shirt."""
_CHIP, _PADDING = 150, 0.25
"""What the network was trained with."""


class DlibFaceComparer:
    """`FaceComparer` by dlib; the networks are loaded at the first picture."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        self.thresholds = thresholds or Thresholds()

    def the_face(self, image: Image) -> Face:
        """Return the one face in an upright BGR picture; raises `NotReadable`: `no_face` or `many_faces`."""
        steps = models.load()
        rgb, scale = _prepared(image)
        boxes, confidences, _ = steps.detector.run(rgb, 0, _LEAST_CONFIDENCE)
        box, confidence = _the_one(list(zip(boxes, confidences, strict=True)))
        chip = dlib.get_face_chip(rgb, steps.landmarks(rgb, box), _CHIP, _PADDING)
        left, top, width, height = (round(at / scale) for at in (box.left(), box.top(), box.width(), box.height()))
        return Face(
            box=(left, top, width, height), confidence=round(confidence, 3), features=_features(steps.features, chip)
        )

    def compare(self, one: Image, other: Image) -> Comparison:
        """Compare the one face in each of two pictures; raises `NotReadable` as `the_face` does."""
        first, second = self.the_face(one), self.the_face(other)
        distance = float(np.linalg.norm(np.subtract(first.features, second.features)))
        return Comparison(
            verdict=self.thresholds.verdict(distance), distance=round(distance, 4), one=first, other=second
        )


def _prepared(image: Image) -> tuple[Image, float]:
    """Return the picture in RGB at a size in which faces are looked for, and by how much it was scaled."""
    height, width = image.shape[:2]
    scale = min(1.0, FINEST_SIDE / max(height, width))
    if max(height, width) < COARSEST_SIDE:
        scale = COARSEST_SIDE / max(height, width)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = image if scale == 1 else cv2.resize(image, None, fx=scale, fy=scale, interpolation=method)
    return np.ascontiguousarray(np.asarray(sized, np.uint8)[:, :, ::-1]), scale


def _the_one(found: list[tuple[Any, float]]) -> tuple[Any, float]:
    """Return the only face that counts, with its confidence."""
    if not found:
        raise NotReadable("no_face")
    nearest = max(found, key=lambda pair: pair[0].width())
    persons = [box for box, _ in found if box.width() > _BYSTANDER * nearest[0].width()]
    if len(persons) > 1:
        raise NotReadable("many_faces", f"{len(persons)} faces")
    return nearest


def _features(network: Any, chip: Image) -> tuple[float, ...]:
    """Return the mean of the face and its mirror image, which differs less from picture to picture than either."""
    both = [network.compute_face_descriptor(np.ascontiguousarray(view)) for view in (chip, chip[:, ::-1])]
    return tuple(float(value) for value in np.mean(np.asarray(both), axis=0))
