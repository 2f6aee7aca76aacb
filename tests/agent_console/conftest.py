"""The console's shell on a fake engine, closed after each test; its window where a test wants it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent_console.app import TRANSLATIONS
from tests.agent_console.stage import Screen, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled translations, made as set-up makes them."""
    folder = tmp_path_factory.mktemp("i18n")
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    for source in TRANSLATIONS.glob("*.ts"):
        target = folder / f"{source.stem}.qm"
        subprocess.run([lrelease, "-silent", source, "-qm", target], check=True)
    return folder


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A console without a window."""
    made = Stage()
    yield made
    made.close()


@pytest.fixture
def screen(translations: Path) -> Iterator[Screen]:
    """A console with its window."""
    made = Screen(translations)
    yield made
    made.close()
