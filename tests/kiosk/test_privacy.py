"""Nothing of one citizen is left for the next: on disk, in logs, in what the screens hold."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from kiosk.logs import FIELDS, allowed_only
from kiosk.privacy import VisitStore, Wiper, memory_backed
from tests.kiosk.booth import Booth
from tests.kiosk.people import NAME, NUMBER
from tests.kiosk.visit import walk

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickItem

MARKS = [mark.encode(encoding) for mark in (NAME, NUMBER) for encoding in ("utf-8", "utf-16-le", "gb18030")]


def test_wipe_overwrites_and_counts_every_file(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "visit")
    store.put("a", b"secret")
    (store.path / "keyboard").mkdir()
    (store.path / "keyboard" / "words").write_bytes(b"learned")
    other = tmp_path / "kept"
    other.hardlink_to(store.path / "a")
    assert store.wipe() == 2
    assert store.files() == []
    # A second name of the same bytes shows that they were overwritten, not merely unlinked.
    assert other.read_bytes() == bytes(6)


def test_wipe_does_not_follow_a_link_out_of_the_directory(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    store = VisitStore(tmp_path / "visit")
    (store.path / "link").symlink_to(outside)
    assert store.wipe() == 1
    assert outside.read_bytes() == b"not ours"


@pytest.mark.parametrize("name", ["", "../a", "a/b", "/etc/passwd"])
def test_store_takes_plain_names_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        VisitStore(tmp_path / "visit").put(name, b"")


def test_visit_directory_is_the_owners_alone(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "visit")
    store.put("a", b"secret")
    assert [oct(path.stat().st_mode & 0o777) for path in (store.path, store.path / "a")] == ["0o700", "0o600"]


def test_wiper_empties_every_place_before_the_files(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "visit")
    store.put("a", b"x")
    seen: list[int] = []
    wiper = Wiper(store)
    wiper.register(lambda: seen.append(len(store.files())))
    assert wiper.wipe() == 1
    assert seen == [1]


def test_memory_backed_file_systems_are_told_from_disks() -> None:
    mounts = "overlay / overlay rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n/dev/sda1 /dev/shm/disk ext4 rw 0 0\n"
    places = [Path("/dev/shm/cloudwindow"), Path("/dev/shm/disk/x"), Path("/var/tmp")]
    assert [memory_backed(place, mounts=mounts) for place in places] == [True, False, False]


def test_log_keeps_only_fields_that_are_on_the_list() -> None:
    event = allowed_only(None, "info", {"event": "card_read", "name": NAME, "case": "c1", "detail": "x" * 500})
    assert event == {"event": "card_read", "case": "c1", "detail": "x" * 200}
    assert "name" not in FIELDS


@pytest.mark.thorough
def test_marked_name_is_nowhere_after_a_whole_visit(app: QGuiApplication, tmp_path: Path) -> None:
    logged = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer(ensure_ascii=False)],
        logger_factory=structlog.PrintLoggerFactory(logged),
    )
    try:
        with Booth(app, tmp_path) as booth:
            seen = [name for name in walk(booth) if _shown(booth.kiosk.window.contentItem())]
            assert "confirm_card" in seen
            assert "call" in seen
            assert booth.model("removedFiles") == 3
            assert not booth.model("personal")
            assert not _shown(booth.kiosk.window.contentItem())
            assert not _held(booth)
    finally:
        structlog.reset_defaults()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and _marked(path.read_bytes())]
    assert json.dumps(logged.getvalue())
    assert not _marked(logged.getvalue().encode())


@pytest.mark.thorough
def test_what_a_crash_left_is_wiped_at_the_next_start(app: QGuiApplication, tmp_path: Path) -> None:
    VisitStore(tmp_path / "visit").put("1-page", NAME.encode())
    with Booth(app, tmp_path) as booth:
        assert booth.store_files() == []


def _marked(data: bytes) -> bool:
    return any(mark in data for mark in MARKS)


def _shown(item: QQuickItem) -> bool:
    """Tell whether the name or number stands anywhere in the scene, shown or hidden."""
    text = item.property("text")
    if isinstance(text, str) and (NAME in text or NUMBER in text):
        return True
    return any(_shown(child) for child in item.childItems())


def _held(booth: Booth) -> bool:
    """Tell whether the view models hold the name or number."""
    model = booth.kiosk.model
    meta = model.metaObject()
    names = [str(meta.property(place).name()) for place in range(meta.propertyCount())]
    held = repr([model.property(name) for name in names]) + repr([one.rows for one in model.lists()])
    return NAME in held or NUMBER in held
