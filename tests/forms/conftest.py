"""Papers need fonts: a test that draws says so by `drawn`, and fails with what to do when set-up has not run."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from forms.fontmap import directory
from forms.layout.faces import Faces, faces

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def type_faces() -> Faces:
    return faces(directory())


@pytest.fixture
def pdftotext(tmp_path: Path) -> Callable[[bytes], str]:
    """Text of a PDF as a foreign program reads it, without any white space."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        found = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True)
        assert found.stderr == b""
        return squeeze(found.stdout.decode("utf-8"))

    return read


def squeeze(text: str) -> str:
    return "".join(text.split())
