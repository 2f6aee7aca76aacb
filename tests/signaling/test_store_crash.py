"""A server that is killed at any moment has kept every event it acknowledged."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from protocol.ids import CaseId
from signaling.store import SqliteStore, migrate
from tests.contracts.store import broken
from tests.signaling.store_crash_child import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a word of POSIX")


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[bytes]]:
    """One interpreter that has everything imported and forks the writers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.signaling.store_crash_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        bufsize=0,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, made once and copied for each writer."""
    path = tmp_path_factory.mktemp("empty") / "cloudwindow.db"
    migrate.prepare(path)
    return path


def killed_writer(nursery: subprocess.Popen[bytes], path: Path, *, after: int) -> dict[CaseId, int]:
    """Let a writer acknowledge `after` events, kill it, and return the last acknowledged event of each case."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{path}\n".encode())
    lines = iter(nursery.stdout.readline, b"dead\n")
    child = int(next(lines))
    acknowledged: dict[CaseId, int] = {}
    for count, line in enumerate(lines, start=1):
        case, seq = line.split()
        acknowledged[CaseId(case.decode())] = int(seq)
        if count == after:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
    return acknowledged


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 20))])
async def test_no_acknowledged_event_is_lost_by_kill_9(
    nursery: subprocess.Popen[bytes], empty: Path, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "cloudwindow.db"
    shutil.copyfile(empty, path)
    chance = random.Random(seed)
    acknowledged: dict[CaseId, int] = {}
    for _ in range(2):  # the second writer starts on what the first one left
        acknowledged |= killed_writer(nursery, path, after=chance.randint(1, 150))
    store = SqliteStore.open(path, KEY)
    kept = {case: len(await store.events(case)) for case in acknowledged}
    assert all(kept[case] >= last for case, last in acknowledged.items()), (kept, acknowledged)
    assert await broken(store) == []
    await store.close()
