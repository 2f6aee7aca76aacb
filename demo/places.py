"""Where everything of one run lies: what is kept for the reader, and what the programs need while they run."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

KIOSK = "PY-WB-K01"
HALL = "PY-WB"
RESULTS = ("summary.json", "call-quality.json", "case-events.json")
"""What a run writes beside its folders; an earlier run's must not be taken for this one's."""


@dataclass(frozen=True, slots=True)
class Places:
    """Two folders: `out` is the result, `work` is gone after the run unless it is asked for."""

    out: Path
    work: Path

    @property
    def logs(self) -> Path:
        """What each program printed."""
        return self.out / "logs"

    @property
    def screens(self) -> Path:
        """Pictures of both faces at each step."""
        return self.out / "screens"

    @property
    def papers(self) -> Path:
        """The PDFs of the case, as stored and as printed."""
        return self.out / "papers"

    @property
    def photographs(self) -> Path:
        """What lay under the document camera."""
        return self.out / "photographs"

    @property
    def server_data(self) -> Path:
        """The server's database, documents and key."""
        return self.work / "server"

    @property
    def kiosk_data(self) -> Path:
        """The booth's key; nothing personal."""
        return self.work / "kiosk"

    @property
    def kiosk_config(self) -> Path:
        """The booth's settings."""
        return self.work / "kiosk.toml"

    @property
    def desk(self) -> Path:
        """The picture the document camera sees now."""
        return self.work / "desk.jpg"

    @property
    def spool(self) -> Path:
        """What the simulated printer printed."""
        return self.work / "printed"

    def socket(self, name: str) -> Path:
        """Return the path of a socket or pseudo-terminal; short, because the system allows 107 bytes."""
        return self.work / name

    @property
    def visit(self) -> Path:
        """The booth's memory-backed folder for the files of one visit."""
        return visit_folder(self.work.name)


def visit_folder(name: str) -> Path:
    """Return a folder in memory where the system has one."""
    memory = Path("/dev/shm")  # noqa: S108  the system's memory-backed file system; the kiosk makes the folder 0700
    return (memory if memory.is_dir() else Path(tempfile.gettempdir())) / f"visit-{name}"


def prepare(out: Path) -> Places:
    """Remove what an earlier run left, and make a new working folder."""
    places = Places(out=out.resolve(), work=Path(tempfile.mkdtemp(prefix="cloudwindow-")))
    for folder in (places.logs, places.screens, places.papers, places.photographs):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.is_file():
                old.unlink()
    for name in RESULTS:
        (places.out / name).unlink(missing_ok=True)
    places.spool.mkdir()
    places.kiosk_data.mkdir()
    return places
