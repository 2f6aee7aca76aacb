"""Read the issued papers with a foreign program (poppler's `pdftotext`) and see whether they say what they must."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

from demo.errors import Missing

if TYPE_CHECKING:
    from pathlib import Path


def text_of(pdf: Path) -> str:
    """Return the text of a PDF, without spaces and line breaks, compatibility forms folded.

    Raises:
        Missing: `pdftotext` is not installed.
    """
    program = shutil.which("pdftotext")
    if program is None:
        raise Missing(program="pdftotext", package="poppler-utils")
    said = subprocess.run([program, "-layout", str(pdf), "-"], capture_output=True, check=False, timeout=30)
    return plain(said.stdout.decode("utf-8", "replace"))


def plain(text: str) -> str:
    """Return text as it is compared: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
