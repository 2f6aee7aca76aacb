"""The desk under the document camera: empty, or with one of the citizen's papers on it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import cv2

from demo.desk import wood
from demo.paper import bank_card_copy, register_page
from demo.photograph import DeskPhotograph, photograph

if TYPE_CHECKING:
    from demo.citizen import Citizen
    from demo.places import Places

_PAPERS = {"hukou": (register_page, 11), "bank": (bank_card_copy, 12)}
"""Material to the paper and the seed of its photograph."""
SIZE = (3264, 2448)
"""Eight megapixels: what a booth's document camera takes."""


class CameraDesk:
    """Photographs are made in the background while the programs start; `lay` puts one under the camera."""

    def __init__(self, places: Places, citizen: Citizen, *, size: tuple[int, int] = SIZE) -> None:
        """Begin with an empty desk; `size` is width and height of its pictures."""
        self._places = places
        self.laid: dict[str, DeskPhotograph] = {}
        """What lay under the camera so far, by material."""
        empty = wood(width=size[0], height=size[1], seed=1)
        self._show(cv2.imencode(".jpg", empty)[1].tobytes())
        painter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="photographs")
        self._ready: dict[str, Future[DeskPhotograph]] = {
            material: painter.submit(_make, material, citizen, size) for material in _PAPERS
        }
        painter.shutdown(wait=False)

    def lay(self, material: str) -> None:
        """Put a paper on the desk, and keep its photograph with the results."""
        taken = self._ready[material].result()
        self.laid[material] = taken
        (self._places.photographs / f"{material}.jpg").write_bytes(taken.jpeg)
        self._show(taken.jpeg)

    def _show(self, jpeg: bytes) -> None:
        """Written beside and renamed: the camera must never see half a picture."""
        beside = self._places.desk.with_suffix(".part")
        beside.write_bytes(jpeg)
        beside.rename(self._places.desk)


def _make(material: str, citizen: Citizen, size: tuple[int, int]) -> DeskPhotograph:
    draw, seed = _PAPERS[material]
    return photograph(draw(citizen), seed=seed, width=size[0], height=size[1])
