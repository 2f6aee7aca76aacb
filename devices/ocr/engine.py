"""Print by rapidocr (PP-OCR networks that lie inside its package): offline, two threads, silent.

About a second for an A4 page of 150 dpi on two cores, and 0.7 GB of memory while it works.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnxruntime  # type: ignore[import-untyped]  # the wheel has no types
import rapidocr
from omegaconf import AnyNode

from devices.errors import DeviceFault
from devices.ocr.base import Line

if TYPE_CHECKING:
    from devices.camera.base import Image
    from devices.ocr.base import Box

THREADS = 2
LEAST_CONFIDENCE = 0.5
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}


class RapidPaperReader:
    """`PaperReader` by rapidocr; the networks are loaded at the first picture and shared in the process."""

    def read(self, image: Image) -> tuple[Line, ...]:
        """Return the lines in an upright BGR picture: see `PaperReader.read`."""
        try:
            found: Any = _engine()(image)
        except DeviceFault:
            raise
        except Exception as exc:  # noqa: BLE001 - the library raises what its networks raise; all say the same to us
            raise DeviceFault("ocr_failed", type(exc).__name__) from None
        if found.boxes is None or found.txts is None:
            return ()
        lines = [_line(*parts) for parts in zip(found.boxes, found.txts, found.scores, strict=True)]
        return tuple(sorted(lines, key=lambda line: (line.top, line.left)))


def _line(corners: Any, text: str, confidence: float) -> Line:
    a, b, c, d = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    box: Box = (a, b, c, d)
    return Line(untrusted_text=text, confidence=round(float(confidence), 4), box=box)


@lru_cache(maxsize=1)
def _engine() -> rapidocr.RapidOCR:
    # Sessions of our own: the library's let idle threads spin, which takes the cores from the call's video. Naming
    # the files keeps it from looking for them on the net.
    sessions = {
        f"{step}.session": AnyNode(_session(file), flags={"allow_objects": True}) for step, file in _MODELS.items()
    }
    logging.getLogger("RapidOCR").handlers.clear()
    return rapidocr.RapidOCR(params={"Global.log_level": "critical", "Global.text_score": LEAST_CONFIDENCE, **sessions})


def _session(file: str) -> onnxruntime.InferenceSession:
    path = Path(rapidocr.__file__).parent / "models" / file
    if not path.is_file():
        raise DeviceFault("no_models", file)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
