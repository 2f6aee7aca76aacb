"""The fakes that other tests use keep the contracts of the real ones."""

from __future__ import annotations

import pytest

from tests.contracts.documents import DocumentsContract
from tests.contracts.store import StoreContract
from tests.fakes.store import FakeDocuments, FakeStore


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def documents() -> FakeDocuments:
    return FakeDocuments()


class TestFakeStore(StoreContract):
    """The contract."""


class TestFakeDocuments(DocumentsContract):
    """The contract."""
