"""The npm package jscanify on the same pictures, in Node, from a cache folder; none where npm is missing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

PACKAGES = ("jscanify@1.4.3", "@techstark/opencv-js@4.5.2")
"""jscanify, and the OpenCV for JavaScript that it wants beside it."""
_SCRIPT = Path(__file__).with_name("page_jscanify.cjs")


class Jscanify:
    """One Node process that finds papers."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._picture = folder / "picture.rgba"

    def corners(self, image: NDArray[np.uint8]) -> tuple[float, tuple[tuple[float, float], ...] | None]:
        """Return the milliseconds of CPU it took and the corners, None when it found not all four."""
        self._picture.write_bytes(cv2.cvtColor(image, cv2.COLOR_BGR2RGBA).tobytes())
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(image.shape[1], image.shape[0], self._picture, file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        return answer["ms"], answer["corners"] and tuple((float(x), float(y)) for x, y in answer["corners"])


@contextlib.contextmanager
def jscanify() -> Iterator[Jscanify | None]:
    """Start it; None, said on the terminal, where it cannot be had."""
    modules = _installed()
    if modules is None:
        print("jscanify cannot be had: no npm, or npm could not install it")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NODE_PATH": str(modules)}
        with subprocess.Popen(
            ["node", str(_SCRIPT)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            ready = process.stdout.readline() == "ready\n"
            if not ready:
                print("jscanify does not start in Node")
            yield Jscanify(process, Path(folder)) if ready else None


def _installed() -> Path | None:
    """Return the folder of the packages, installed into the user's cache the first time."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return None
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cloudwindow-benchmarks"
    modules = cache / "node_modules"
    if not all((modules / package.rsplit("@", 1)[0]).is_dir() for package in PACKAGES):
        cache.mkdir(parents=True, exist_ok=True)
        # Without scripts: nothing is compiled, and nothing of a package runs while it is installed.
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(cache), *PACKAGES]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            return None
    return modules
