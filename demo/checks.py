"""What must hold after a visit, looked at from outside the programs: papers, corners, event log, traces, memory."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from demo import programs
from demo.archive import open_archive
from demo.errors import Missing, StageError
from demo.memory import peak_megabytes, resident_megabytes
from demo.papers_check import plain, text_of
from demo.photograph import CLOSE, overlap
from demo.traces import files_below, find_traces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from demo.play import Play
    from demo.programs import Clerk

_LIMITS_MB = {"kiosk": 450.0, "server": 120.0}
_SAID_BY = {
    "application": ("name", "number", "phone"),
    "receipt": ("name", "case_no"),
    "acceptance": ("name", "case_no", "item"),
}
"""What the text of each paper must hold."""
_ITEM_NAME = "城乡居民基本养老保险参保登记"


def check_memory(play: Play, *, when: str) -> None:
    """Measure the programs; the limits hold for the resident set in a call."""
    for name in ("server", "kiosk", "console"):
        pid = play.stage.processes[name].pid
        now, peak = resident_megabytes(pid), peak_megabytes(pid)
        play.figures[f"{name}_memory_{when}_mb"] = now
        play.figures[f"{name}_memory_peak_mb"] = peak
        if name in _LIMITS_MB:
            limit = _LIMITS_MB[name]
            play.check(f"memory of the {name} within {limit:g} MB", 0 < now <= limit, f"{now:.0f} MB, peak {peak:.0f}")


def check_corners(play: Play) -> None:
    """Find the pages again by the command of the devices, and compare with where they truly lie."""
    photographs = play.stage.places.photographs
    for material, taken in play.desk.laid.items():
        command = programs.find_page(
            str(photographs / f"{material}.jpg"), str(photographs / f"{material}-straightened.png")
        )
        said = json.loads(play.stage.run(f"scan-{material}", command).splitlines()[-1])
        found = tuple((float(x), float(y)) for x, y in said["corners"])
        share = overlap(found, taken.corners) if said["found"] and len(found) == 4 else 0.0
        play.check(f"devices scan {material}: the page's corners are right", share >= CLOSE, f"IoU {share:.4f}")


def check_archive(play: Play, supervisor: Clerk) -> None:
    """Fetch event log and papers from the server, and check what they say."""
    places = play.stage.places
    archive = open_archive(play.stage.url, supervisor)
    log = archive.events(play.case)
    _write(places.out / "case-events.json", log)
    events = log["events"] if isinstance(log, dict) else log
    play.check("event log fetched", len(events) > 10, f"{len(events)} events")
    play.figures["events"] = len(events)
    for paper, sha256 in _papers(events).items():
        (places.papers / f"{paper}.pdf").write_bytes(archive.document(play.case, sha256))
    for paper in _SAID_BY:
        _check_paper(play, paper)


def check_printed(play: Play) -> None:
    """What the printer printed is what was asked for."""
    printed = [file for file in files_below(play.stage.places.spool) if file.suffix == ".pdf"]
    play.check("the receipt came out of the printer", printed, f"{len(printed)} job(s)")
    for number, file in enumerate(printed, start=1):
        kept = play.stage.places.papers / f"printed-{number}.pdf"
        shutil.copyfile(file, kept)
        play.check(f"printed paper {number} bears the rare name", plain(play.citizen.name) in text_of(kept))


def check_chain(play: Play) -> None:
    """Have the server's own command verify the hash chains."""
    try:
        said = play.stage.run("verify", programs.verify_log(play.stage.places))
    except StageError as error:
        play.check("hash chain valid", held=False, detail=error)
    else:
        play.check("hash chain valid", held=True, detail=said.splitlines()[-1] if said else "")


def check_traces(play: Play) -> None:
    """Search the booth, every log and the server's folder for her name and numbers, in every encoding."""
    places = play.stage.places
    left = files_below(places.visit)
    play.check("nothing is left in the booth's visit folder", not left, ", ".join(file.name for file in left))
    searched = {
        "nothing personal left at the kiosk": (places.visit, places.kiosk_data, places.kiosk_config),
        "nothing personal in any log": (places.logs,),
        "nothing personal in clear at the server": (places.server_data,),
        "nothing personal in the event log as handed out": (places.out / "case-events.json",),
    }
    for what, folders in searched.items():
        traces = find_traces(folders, play.citizen.marks())
        files = sum(len(files_below(folder)) for folder in folders)
        found = ", ".join(f"{trace.what} in {trace.file.name}" for trace in traces)
        play.check(what, not traces, found or f"{files} file(s) searched")


def _check_paper(play: Play, paper: str) -> None:
    pdf = play.stage.places.papers / f"{paper}.pdf"
    if not pdf.is_file():
        play.check(f"paper {paper} was issued", held=False)
        return
    wanted = {
        "name": play.citizen.name,
        "number": play.citizen.number,
        "phone": play.citizen.phone,
        "case_no": play.case_no,
        "item": _ITEM_NAME,
    }
    try:
        text = text_of(pdf)
    except Missing as error:
        play.check(f"paper {paper} says what it must", held=False, detail=error)
        return
    lacking = [what for what in _SAID_BY[paper] if not wanted[what] or plain(wanted[what]) not in text]
    play.check(f"paper {paper} says what it must", not lacking, f"lacks {', '.join(lacking)}" if lacking else "")


def _papers(events: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return the hash of each paper's last issue, by the paper's name."""
    issued = (event["data"] for event in events if {"paper", "sha256"} <= event["data"].keys())
    return {str(data["paper"]): str(data["sha256"]) for data in issued}


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
