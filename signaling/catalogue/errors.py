"""Exceptions of the catalogue.

CatalogueError    the data cannot be used; `mistakes` names every reason with file and line
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong in the data."""

    file: str
    """Path below the catalogue's folder."""
    line: int
    """From 1; 0 when the whole file is meant."""
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class CatalogueError(Exception):
    """The catalogue was not loaded."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Keep every mistake once, in the order of files and lines."""
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
