"""Debian's ippeveprinter as a foreign program: what it says of its paper, our driver understands."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from devices.errors import DeviceFault, DeviceTimeout
from devices.printer import open_printer
from tests.devices.printer.papers import pdf
from tests.devices.simulators import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.journey
PDF = pdf()
TOOLS = ("ippeveprinter", "avahi-daemon", "dbus-daemon")
PRINTS = """#!/bin/sh
# What ippeveprinter runs for each job: a fault lasts while the file says so.
if [ -s {fault} ]; then
    reason=$(cat {fault})
    echo "STATE: +$reason" >&2
    while [ -s {fault} ]; do sleep 0.05; done
    echo "STATE: -$reason" >&2
fi
echo done >> {done}
"""


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


class ForeignPrinter:
    """A running ippeveprinter and the files that its print command looks at."""

    def __init__(self, place: Path) -> None:
        self.uri = ""
        self.place = place
        self.fault = place / "fault"
        self.done = place / "done"
        command = place / "prints.sh"
        command.write_text(PRINTS.format(fault=self.fault, done=self.done))
        command.chmod(0o755)
        self.command = command

    def jobs_done(self) -> int:
        return len(self.done.read_text().split()) if self.done.exists() else 0

    def heal(self) -> None:
        self.fault.write_text("")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForeignPrinter]:
    """Debian's build wants D-Bus and Avahi, which are started privately for it."""
    tools = {name: shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in TOOLS}
    missing = [name for name, path in tools.items() if path is None]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs {', '.join(missing) or 'root, to run Avahi'}")
    place = tmp_path_factory.mktemp("ipp")
    printer = ForeignPrinter(place)
    with contextlib.ExitStack() as stack:
        env = _services(stack, tools, place)
        port = _free_port()
        spool = place / "spool"
        spool.mkdir()
        options = ["-r", "off", "-p", str(port), "-n", "localhost", "-d", str(spool)]
        options += ["-c", str(printer.command), "-f", "application/pdf"]
        for _ in range(5):
            process = _run(stack, [str(tools["ippeveprinter"]), *options, "Foreign"], env)
            if _wait_for(_ready_or_ended(process, port)) and _listens(port):
                break
        else:
            pytest.skip("ippeveprinter does not start here")
        printer.uri = f"ipp://localhost:{port}/ipp/print"
        yield printer
        printer.heal()


def _services(stack: contextlib.ExitStack, tools: dict[str, str | None], place: Path) -> dict[str, str]:
    bus, avahi = place / "bus.conf", place / "avahi.conf"
    address = f"unix:path={place}/bus"
    bus.write_text(
        f"<busconfig><type>system</type><listen>{address}</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>'
        "</policy></busconfig>"
    )
    avahi.write_text("[server]\nallow-interfaces=lo\nuse-ipv6=no\n")
    env = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address}
    _run(stack, [str(tools["dbus-daemon"]), "--nofork", f"--config-file={bus}"], env)
    _wait_for((place / "bus").exists)
    _run(stack, [str(tools["avahi-daemon"]), "--no-drop-root", "--no-chroot", "--no-rlimits", "-f", str(avahi)], env)
    return env


def _run(stack: contextlib.ExitStack, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait, PATIENCE)
    stack.callback(process.terminate)
    return process


def _wait_for(condition: Callable[[], bool]) -> bool:
    end = soon(5)
    while not condition():
        if time.monotonic() > end:
            return False
        select.select([], [], [], 0.05)
    return True


def _ready_or_ended(process: subprocess.Popen[bytes], port: int) -> Callable[[], bool]:
    return lambda: _listens(port) or process.poll() is not None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


def test_a_foreign_printer_understands_us(foreign: ForeignPrinter) -> None:
    printer = open_printer(foreign.uri)
    assert printer.status(deadline=soon()).name == "Foreign"
    done = foreign.jobs_done()
    assert printer.print_pdf(pdf=PDF, title="receipt", deadline=soon(40)).job
    assert foreign.jobs_done() == done + 1


@pytest.mark.parametrize(
    ("state", "reason"),
    [("media-empty-error", "no_paper"), ("media-jam-error", "jam"), ("cover-open-error", "cover_open")],
)
def test_a_printer_that_stops_in_mid_page_is_told(foreign: ForeignPrinter, state: str, reason: str) -> None:
    """It tells its errors as warnings, so they count once they have lasted."""
    printer = open_printer(foreign.uri)
    foreign.fault.write_text(state)
    with pytest.raises(DeviceFault) as told:
        printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    assert told.value.reason == reason
    foreign.heal()
    assert _wait_for(lambda: printer.status(deadline=soon()).reasons == ())
    assert printer.print_pdf(pdf=PDF, title="receipt", deadline=soon()).job


def test_paper_that_is_low_stops_nothing(foreign: ForeignPrinter) -> None:
    foreign.fault.write_text("media-low-warning")
    with pytest.raises(DeviceTimeout) as told:
        open_printer(foreign.uri).print_pdf(pdf=PDF, title="receipt", deadline=soon(3))
    assert told.value.reason == "job_unknown"
    foreign.heal()
    assert _wait_for(lambda: open_printer(foreign.uri).status(deadline=soon()).ready)


def test_what_it_cannot_print_is_refused(foreign: ForeignPrinter) -> None:
    with pytest.raises(DeviceFault) as told:
        open_printer(foreign.uri.replace("/print", "/nothing")).print_pdf(pdf=PDF, title="x", deadline=soon())
    assert told.value.reason == "refused"
