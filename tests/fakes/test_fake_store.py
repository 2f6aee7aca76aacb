"""The fake keeps to what every store keeps to."""

from __future__ import annotations

import pytest

from tests.contracts.store import StoreContract
from tests.fakes.store import FakeStore


class TestFakeStore(StoreContract):
    @pytest.fixture
    def store(self) -> FakeStore:
        return FakeStore()
