"""One Qt application for all tests of the screens."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.app import prepare_environment


@pytest.fixture(scope="session")
def app() -> QGuiApplication:
    prepare_environment(software=True, keyboard=False)
    known = QGuiApplication.instance()
    return known if isinstance(known, QGuiApplication) else QGuiApplication([])
