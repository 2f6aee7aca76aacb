"""QR codes and barcodes: read from pictures (zxing-cpp), or sent by a scanner on a serial port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.codescanner.base import Code, CodeScanner, Symbology

if TYPE_CHECKING:
    import threading

    from devices.camera.base import Image

__all__ = ["Code", "CodeScanner", "Symbology", "codes_in", "open_code_scanner"]


def codes_in(image: Image) -> tuple[Code, ...]:
    """Return the codes in an upright BGR picture, from the top down; () where none can be read."""
    from devices.codescanner import picture

    return picture.codes_in(image)


def open_code_scanner(uri: str, *, baud: int = 9600, interrupted: threading.Event | None = None) -> CodeScanner:
    """Return the scanner at `serial:PATH`, or one that looks through the camera that any other URI names.

    Cameras are those of `devices.camera.open_camera`; raises `ValueError` for what is neither. Nothing is opened yet.
    """
    kind, _, rest = uri.partition(":")
    if kind == "serial" and rest:
        from devices.codescanner.serial_scanner import SerialCodeScanner

        return SerialCodeScanner(rest, baud=baud, interrupted=interrupted)
    from devices.camera import open_camera
    from devices.codescanner.picture import CameraCodeScanner

    return CameraCodeScanner(open_camera(uri, interrupted=interrupted), interrupted=interrupted)
