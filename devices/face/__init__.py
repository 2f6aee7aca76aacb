"""Is the person before the camera the one on the chip? Advice only, on this machine only, by dlib."""

from __future__ import annotations

from devices.face.base import Comparison, Face, FaceComparer, Thresholds, Verdict

__all__ = ["Comparison", "Face", "FaceComparer", "Thresholds", "Verdict", "open_face_comparer"]


def open_face_comparer(thresholds: Thresholds | None = None) -> FaceComparer:
    """Return the comparer; its networks (32 MB) are loaded at the first picture."""
    from devices.face.comparer import DlibFaceComparer

    return DlibFaceComparer(thresholds)
