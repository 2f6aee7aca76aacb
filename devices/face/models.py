"""dlib's networks and where their files lie. The files belong to `face_recognition_models` (CC0).

That package's own code is not imported: it needs `pkg_resources`, which setuptools no longer brings. Of its two files
of landmarks only that with five points is used; the one with 68 was trained on pictures not for commercial use.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import dlib  # type: ignore[import-untyped]  # the wheel has no types

from devices.errors import DeviceFault

_LANDMARKS = "shape_predictor_5_face_landmarks.dat"
_FEATURES = "dlib_face_recognition_resnet_model_v1.dat"


@dataclass(frozen=True, slots=True)
class Models:
    """The three steps, loaded."""

    detector: Any
    landmarks: Any
    features: Any


@lru_cache(maxsize=1)
def load() -> Models:
    """Return the networks, loaded once in a process (about 0.3 s); raises `DeviceFault("no_models")`."""
    folder = _folder()
    try:
        return Models(
            detector=dlib.get_frontal_face_detector(),
            landmarks=dlib.shape_predictor(str(folder / _LANDMARKS)),
            features=dlib.face_recognition_model_v1(str(folder / _FEATURES)),
        )
    except RuntimeError as exc:
        raise DeviceFault("no_models", type(exc).__name__) from None


def _folder() -> Path:
    found = importlib.util.find_spec("face_recognition_models")
    if found is None or not found.submodule_search_locations:
        raise DeviceFault("no_models", "face_recognition_models")
    return Path(next(iter(found.submodule_search_locations))) / "models"
