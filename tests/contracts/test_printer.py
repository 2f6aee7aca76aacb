"""What every printer does: a folder, our simulator, and Debian's ippeveprinter as a foreign program."""

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

from devices.errors import DeviceError, DeviceFault, DeviceTimeout, DeviceUnplugged
from devices.printer import Printer, open_printer
from tests.devices.simulators import PATIENCE, Simulator, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PDF = b"%PDF-1.7\n% an invented receipt\n%%EOF\n"


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    place = tmp_path_factory.mktemp("printer")
    with simulate("printer", "--spool", str(place / "spool"), control=place / "control") as running:
        yield running


@pytest.fixture
def simulator(process: Simulator) -> Simulator:
    process.tell("heal")
    return process


@pytest.fixture(params=["folder", "ipp"])
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Printer]:
    uri = f"folder:{tmp_path / 'out'}" if request.param == "folder" else request.getfixturevalue("simulator").ready
    opened = open_printer(uri)
    yield opened
    opened.close()


def test_a_printer_that_is_well_is_ready(printer: Printer) -> None:
    status = printer.status(deadline=soon())
    assert (status.ready, status.reasons) == (True, ())


def test_a_paper_is_printed_whole(printer: Printer) -> None:
    first = printer.print_pdf(pdf=PDF, title="收件凭证 receipt", deadline=soon())
    second = printer.print_pdf(pdf=PDF, title="收件凭证 receipt", deadline=soon())
    assert first.job != second.job


def test_what_is_no_pdf_is_refused(printer: Printer) -> None:
    with pytest.raises(DeviceFault) as told:
        printer.print_pdf(pdf=b"not a PDF", title="receipt", deadline=soon())
    assert told.value.reason == "refused"


def test_the_folder_holds_the_bytes_that_were_printed(tmp_path: Path) -> None:
    job = open_printer(f"folder:{tmp_path}").print_pdf(pdf=PDF, title="../../etc/receipt", deadline=soon())
    [file] = tmp_path.iterdir()
    assert str(file) == job.job
    assert file.read_bytes() == PDF


def test_a_full_disk_leaves_no_half_paper() -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(DeviceError):
        open_printer("folder:/dev/full").print_pdf(pdf=PDF, title="receipt", deadline=soon())


@pytest.mark.parametrize(
    ("order", "reason"),
    [("no_paper", "no_paper"), ("jam", "jam"), ("cover_open", "cover_open"), ("refuse", "refused")],
)
def test_a_fault_is_told_and_the_job_does_not_come_out_later(simulator: Simulator, order: str, reason: str) -> None:
    printed = simulator.tell(order)["printed"]
    printer = open_printer(simulator.ready)
    with pytest.raises(DeviceFault) as told:
        printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    assert told.value.reason == reason
    assert simulator.tell("heal")["printed"] == printed
    printer.print_pdf(pdf=PDF, title="receipt", deadline=soon())
    assert simulator.tell("state")["printed"] == printed + 1


def test_a_job_that_is_not_done_in_time_is_of_unknown_fate(simulator: Simulator) -> None:
    simulator.tell("slow", ms=60_000)
    with pytest.raises(DeviceTimeout) as told:
        open_printer(simulator.ready).print_pdf(pdf=PDF, title="receipt", deadline=soon(0.6))
    assert told.value.reason == "job_unknown"


def test_no_printer_at_the_address_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        uri = f"ipp://127.0.0.1:{unused.getsockname()[1]}/ipp/print"
        with pytest.raises(DeviceUnplugged):
            open_printer(uri).status(deadline=soon())


@pytest.mark.parametrize("uri", ["", "ipp", "lpt1:", "folder:", "http://localhost/"])
def test_an_address_of_no_printer_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        open_printer(uri)


@pytest.fixture
def foreign_printer(tmp_path: Path) -> Iterator[str]:
    """Debian's ippeveprinter on loopback. Its build wants D-Bus and Avahi, which are started privately for it."""
    tools = {
        name: shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
        for name in ("ippeveprinter", "avahi-daemon", "dbus-daemon")
    }
    missing = [name for name, path in tools.items() if path is None]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs {', '.join(missing) or 'root, to run Avahi'}")
    with contextlib.ExitStack() as stack:
        bus, avahi, port = tmp_path / "bus.conf", tmp_path / "avahi.conf", _free_port()
        address = f"unix:path={tmp_path}/bus"
        bus.write_text(
            f"<busconfig><type>system</type><listen>{address}</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>'
            "</policy></busconfig>"
        )
        avahi.write_text("[server]\nallow-interfaces=lo\nuse-ipv6=no\n")
        env = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address}
        _run(stack, [str(tools["dbus-daemon"]), "--nofork", f"--config-file={bus}"], env)
        _wait_for((tmp_path / "bus").exists)
        daemon = [str(tools["avahi-daemon"]), "--no-drop-root", "--no-chroot", "--no-rlimits", "-f", str(avahi)]
        _run(stack, daemon, env)
        spool = tmp_path / "spool"
        spool.mkdir()
        options = [
            "-r",
            "off",
            "-p",
            str(port),
            "-n",
            "localhost",
            "-d",
            str(spool),
            "-k",
            "-c",
            "/bin/true",
            "-f",
            "application/pdf",
        ]
        for _ in range(5):
            process = _run(stack, [str(tools["ippeveprinter"]), *options, "Foreign"], env)
            if _wait_for(lambda process=process: _listens(port) or process.poll() is not None) and _listens(port):
                break
        else:
            pytest.skip("ippeveprinter does not start here")
        yield f"ipp://localhost:{port}/ipp/print"


def _run(stack: contextlib.ExitStack, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait, PATIENCE)
    stack.callback(process.terminate)
    return process


def _wait_for(condition: object) -> bool:
    assert callable(condition)
    end = soon(5)
    while not condition():
        if time.monotonic() > end:
            return False
        select.select([], [], [], 0.05)
    return True


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


def test_a_foreign_printer_understands_us(foreign_printer: str) -> None:
    printer = open_printer(foreign_printer)
    assert printer.status(deadline=soon()).name
    assert printer.print_pdf(pdf=PDF, title="receipt", deadline=soon(40)).job
