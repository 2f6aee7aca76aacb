"""The stage: the real programs as processes on this machine, started in order, watched, and ended for certain.

    Xvfb (where there is no screen) · server · card reader · printer · kiosk · console

Each in a session of its own, its output in `logs/`. Only what the stage started is ended, by its process id.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Self

from demo import programs
from demo.display import screen_is_there, virtual_screen
from demo.pilot import Pilot
from demo.process import Process
from demo.simulator import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from demo.errors import ProcessDied
    from demo.places import Places
    from demo.programs import Clerk

START = 30.0
"""Seconds a program may take to start on a small busy machine."""
LASTING = ("server", "reader", "printer", "kiosk", "console")
"""Programs that run until the stage ends them."""
KIOSK_SIZE = (1080, 1920)
"""The booth's portrait screen; drawn at half size where it shares a person's screen with the console."""


class Stage:
    """Starts and ends the programs of one run. Use it as a context: leaving it ends everything."""

    def __init__(
        self, places: Places, *, visible: bool | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        """Begin with nothing running.

        `visible` None: on the machine's screen when there is one. `settings` are environment variables for every
        program, such as `CLOUDWINDOW__DISPATCH__SEAT_GRACE`.
        """
        self.places = places
        self._visible = screen_is_there() if visible is None else visible
        self._env = {**_QUIET, **(settings or {})}
        self._ends = contextlib.ExitStack()
        self.url = ""
        self.processes: dict[str, Process] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every program, the last one first, and remove the booth's folder in memory. Harmless twice."""
        self._ends.close()
        for process in reversed(self.processes.values()):
            process.stop()
        self.processes.clear()
        shutil.rmtree(self.places.visit, ignore_errors=True)

    def start_display(self) -> None:
        """Start a virtual screen where there is none."""
        if self._visible:
            return
        process, name = virtual_screen(log=self.places.logs / "xvfb.log")
        self.processes["xvfb"] = process
        self._env.update(DISPLAY=name, QT_QPA_PLATFORM="xcb", WAYLAND_DISPLAY="")

    def start_server(self) -> None:
        """Start the server, or start it again on the port it had; returns when it takes connections."""
        self._launch_server()
        self._wait_for_server()

    def start_server_and_devices(self) -> str:
        """Start the server, the card reader and the printer side by side; return the printer's address."""
        self._launch_server()
        reader = self._start("reader", programs.reader(self.places))
        printer = self._start("printer", programs.printer(self.places))
        reader.wait_for_line(lambda said: said.startswith("READY"), timeout=START)
        line = printer.wait_for_line(lambda said: said.startswith("READY"), timeout=START)
        self._wait_for_server()
        return line.split()[1]

    def _launch_server(self) -> None:
        port = int(self.url.rsplit(":", 1)[1]) if self.url else 0
        self._port_file.unlink(missing_ok=True)
        self._start("server", programs.server(self.places, port=port))

    def _wait_for_server(self) -> None:
        server = self.processes["server"]
        server.wait_until(lambda: _whole_number(self._port_file) is not None, what="its port", timeout=START)
        self.url = f"http://127.0.0.1:{_whole_number(self._port_file)}"

    @property
    def _port_file(self) -> Path:
        return self.places.server_data / "server.port"

    def add_people(self, *clerks: Clerk) -> str:
        """Add the accounts, and return a one-time code for the booth."""
        adding = [
            self._start(f"add-{clerk.login}", programs.add_clerk(self.places, clerk), given=clerk.password + "\n")
            for clerk in clerks
        ]
        coding = self._start("kiosk-code", programs.kiosk_code(self.places))
        for process in adding:
            process.finish(timeout=START)
        said = coding.finish(timeout=START)
        return str(json.loads(said.splitlines()[-1])["code"])

    def enrol(self, code: str) -> None:
        """Make the booth's key and prove it."""
        self.run("enrol", programs.enrol(self.places, url=self.url, code=code))

    def start_kiosk(self, *, printer_uri: str, media: str = "test", pilot: bool = True) -> Process:
        """Write the booth's settings and start it; without `pilot` it is a person's."""
        settings = programs.kiosk_settings(
            self.places, url=self.url, printer_uri=printer_uri, media=media, size=KIOSK_SIZE
        )
        self.places.kiosk_config.write_text(settings, encoding="utf-8")
        return self.restart_kiosk(pilot=pilot)

    def restart_kiosk(self, *, pilot: bool = True) -> Process:
        """Start the booth with the settings it has."""
        env = {"QT_SCALE_FACTOR": "0.5"} if self._visible else {}
        return self._start("kiosk", programs.kiosk(self.places, pilot=pilot), env=env)

    def start_console(self, *, pilot: bool = True) -> Process:
        """Start the clerk's console; it shows its log-in. Without `pilot` it is a person's."""
        size = "1366x768" if self._visible else "1920x1080"
        return self._start("console", programs.console(self.places, url=self.url, pilot=pilot, size=size))

    def pilot(self, name: str) -> Pilot:
        """Return a hand on the screen of `kiosk` or `console`."""
        pilot = Pilot(self.processes[name], self.places.socket(f"{name}.pilot"), timeout=START)
        self._ends.callback(pilot.close)
        return pilot

    def reader(self, do: str, **values: object) -> None:
        """Tell the card reader: `insert` a card, `remove` it, `unplug`, `replug`."""
        tell(self.places.socket("reader.control"), do, **values)

    def fallen(self) -> tuple[ProcessDied, ...]:
        """Return how each program ended that should still run."""
        return tuple(
            self.processes[name].death()
            for name in LASTING
            if name in self.processes and not self.processes[name].alive
        )

    def run(self, name: str, command: Sequence[str], *, timeout: float = START) -> str:
        """Run a command to its end and return what it said; raises `ProcessDied` when it fails."""
        return self._start(name, command).finish(timeout=timeout)

    def _start(
        self, name: str, command: Sequence[str], *, given: str = "", env: Mapping[str, str] | None = None
    ) -> Process:
        before = self.processes.pop(name, None)
        if before is not None:
            before.stop()
        log = self.places.logs / f"{name}.log"
        process = Process(name, command, log=log, env={**self._env, **(env or {})}, given=given)
        self.processes[name] = process
        return process


_QUIET = {
    "QT_QUICK_BACKEND": "software",
    "PYTHONUNBUFFERED": "1",
    "CLOUDWINDOW__SERVER__DRAIN_SECONDS": "2",
    "TZ": os.environ.get("TZ", "Asia/Shanghai"),
}
"""Environment of every program: no GPU is needed, output comes at once, a server that is told to end does so soon."""


def _whole_number(path: Path) -> int | None:
    """Return the number in a file, or None while it is not written."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
