"""The command line of each program of the visit, and the booth's settings file: pure, nothing is started here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo.places import HALL, KIOSK

if TYPE_CHECKING:
    from demo.places import Places

_CLOUDWINDOW = (sys.executable, "-m", "cloudwindow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """An account for the demo; the password is no secret."""

    login: str
    password: str
    name: str
    agent_no: str
    role: str
    jurisdiction: str
    seat: str


ZHANG = Clerk(
    login="zhang",
    password="yun-chuang-kou-2026",  # noqa: S106  of a server that lives for a minute on loopback
    name="张老师",
    agent_no="1023",
    role="agent",
    jurisdiction="440113",
    seat="PY-S01",
)
LI = Clerk(
    login="li",
    password="ban-zhang-2026",  # noqa: S106  of a server that lives for a minute on loopback
    name="李班长",
    agent_no="1001",
    role="supervisor",
    jurisdiction="440113",
    seat="PY-S02",
)


def server(places: Places, *, port: int) -> tuple[str, ...]:
    """Return the command of the server; port 0 takes a free one and writes it to `server.port`."""
    data = str(places.server_data)
    return (*_CLOUDWINDOW, "serve", "--data", data, "--host", "127.0.0.1", "--port", str(port))


def add_clerk(places: Places, clerk: Clerk) -> tuple[str, ...]:
    """Return the command that adds an account; the password is given on standard input."""
    values = {
        "login": clerk.login,
        "name": clerk.name,
        "agent-no": clerk.agent_no,
        "role": clerk.role,
        "jurisdiction": clerk.jurisdiction,
        "seat": clerk.seat,
        "data": str(places.server_data),
    }
    options = [part for name, value in values.items() for part in (f"--{name}", value)]
    return (*_CLOUDWINDOW, "admin", "agent", "add", *options, "--password-stdin")


def kiosk_code(places: Places) -> tuple[str, ...]:
    """Return the command that prints a one-time code for the booth."""
    options = ("--kiosk", KIOSK, "--hall", HALL, "--data", str(places.server_data), "--json")
    return (*_CLOUDWINDOW, "admin", "kiosk-code", *options)


def verify_log(places: Places) -> tuple[str, ...]:
    """Return the command that checks the hash chains of all cases."""
    return (*_CLOUDWINDOW, "admin", "verify", "--data", str(places.server_data))


def enrol(places: Places, *, url: str, code: str) -> tuple[str, ...]:
    """Return the command that makes the booth's key and uses up the code."""
    return (*_CLOUDWINDOW, "kiosk", "enrol", "--server", url, "--code", code, "--data", str(places.kiosk_data))


def kiosk(places: Places, *, pilot: bool) -> tuple[str, ...]:
    """Return the command of the booth's screen."""
    hand = ("--pilot", str(places.socket("kiosk.pilot"))) if pilot else ()
    return (*_CLOUDWINDOW, "kiosk", "--config", str(places.kiosk_config), "--windowed", *hand)


def console(places: Places, *, url: str, pilot: bool, size: str) -> tuple[str, ...]:
    """Return the command of the clerk's console; without `pilot` it is a person's and uses the machine's devices."""
    hand = ("--pilot", str(places.socket("console.pilot"))) if pilot else ()
    media = ("--camera", "test", "--microphone", "test", "--loudspeaker", "none") if pilot else ()
    return (*_CLOUDWINDOW, "console", "--server", url, "--windowed", size, *hand, *media)


def reader(places: Places) -> tuple[str, ...]:
    """Return the command of the simulated card reader."""
    link, control = str(places.socket("reader")), str(places.socket("reader.control"))
    return (*_CLOUDWINDOW, "devices", "simulate", "idcard", "--link", link, "--control", control)


def printer(places: Places) -> tuple[str, ...]:
    """Return the command of the simulated printer."""
    options = ("--port", "0", "--spool", str(places.spool), "--control", str(places.socket("printer.control")))
    return (*_CLOUDWINDOW, "devices", "simulate", "printer", *options)


def find_page(photograph: str, out: str) -> tuple[str, ...]:
    """Return the command that finds and straightens the page in a photograph."""
    return (*_CLOUDWINDOW, "devices", "scan", "--source", photograph, "--out", out, "--json")


def kiosk_settings(places: Places, *, url: str, printer_uri: str, media: str, size: tuple[int, int]) -> str:
    """Return the booth's settings as TOML. `media` is `test` or `auto`."""
    quoted = {
        "server": url,
        "data_dir": str(places.kiosk_data),
        "visit_dir": str(places.visit),
        "id_card_port": str(places.socket("reader")),
        "document_camera": f"file:{places.desk}",
        "printer": printer_uri,
        "camera": media,
        "microphone": media,
        "loudspeaker": "none" if media == "test" else "auto",
    }
    lines = [f'{name} = "{value}"' for name, value in quoted.items()]
    lines += [f"width = {size[0]}", f"height = {size[1]}", "fullscreen = false", "simulation = true"]
    return "\n".join(lines) + "\n"
