"""What shows PDF pages and pictures; the real one lives in `ui`, because it needs Qt."""

from __future__ import annotations

from typing import Protocol


class Gallery(Protocol):
    """Pictures and papers on show, in memory only."""

    def show_picture(self, name: str, data: bytes) -> None:
        """Put a JPEG or PNG on show under a name."""

    def show_paper(self, name: str, pdf: bytes) -> int:
        """Put a PDF on show under a name and return its number of pages; 0 when it is not a PDF."""

    def clear(self) -> None:
        """Forget everything."""
