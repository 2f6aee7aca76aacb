"""USB bulk pipes and HID reports below the same codec."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.errors import DeviceTimeout, DeviceUnplugged
from devices.idcard import open_link, sam
from devices.idcard.links.hid_packets import ROOM, TO_READER, unwrap, wrap
from devices.idcard.links.usb_bulk import BODY_OUT, HEAD_OUT, UsbBulkLink
from devices.idcard.sam import Command
from devices.idcard.sam_reader import SamIdCardReader
from tests.devices.idcard.misfortunes import LI, ZHANG
from tests.devices.idcard.virtual import VirtualReader
from tests.devices.idcard.virtual_usb import VirtualBulk, bulk, hid

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.link import Link

LINKS = [lambda virtual: virtual, bulk, hid]


@pytest.fixture
def virtual() -> VirtualReader:
    return VirtualReader()


@pytest.fixture(params=LINKS, ids=["serial", "bulk", "hid"])
def reader(request: pytest.FixtureRequest, virtual: VirtualReader) -> SamIdCardReader:
    link: Callable[[VirtualReader], Link] = request.param
    return SamIdCardReader(link(virtual), interrupted=virtual, now=virtual.now)


def test_every_link_reads_the_same_card(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    assert reader.open().sam_number == "05.01-20240102-0001234567-3141592653"
    card = reader.read(deadline=virtual.time + 5)
    assert (card.name, card.number, len(card.photo_wlt)) == ("张三", "11010519491231002X", 1024)


def test_the_readers_health_is_told_as_data(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    reader.open()
    virtual.at(0.01, virtual.unplug)
    states = [reader.health.state.value]
    with pytest.raises(DeviceUnplugged):
        reader.wait_for_removal(deadline=virtual.time + 5)
    states.append(reader.health.state.value)
    virtual.replug()
    reader.read(deadline=virtual.time + 5)
    states.append(reader.health.state.value)
    health = reader.health
    assert states == ["ok", "fault", "ok"]
    assert (health.serial, health.errors_by_reason) == ("05.01-20240102-0001234567-3141592653", {"unplugged": 1})
    assert health.last_success == virtual.time


def test_an_undisturbed_card_is_read_once(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    reader.read(deadline=virtual.time + 5)
    assert virtual.frames == [sam.request(command) for command in (Command.FIND, Command.SELECT, Command.READ)]


def test_a_card_on_a_noisy_line_is_read_twice(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    virtual.sam.noise = b"\xaa\x00\xff"
    assert reader.read(deadline=virtual.time + 5).name == "张三"
    assert virtual.frames.count(sam.request(Command.READ)) == 2


def test_a_late_record_of_the_card_before_is_not_taken_for_the_card_that_lies_there(
    reader: SamIdCardReader, virtual: VirtualReader
) -> None:
    """The first card's record comes 6 s late, while the second card is asked: it is heard first, and not believed."""
    heard: list[bytes] = []
    virtual.insert(ZHANG)
    reader.open()
    virtual.at(0.0015, lambda: setattr(virtual.sam, "slow", 6.0))  # when it has been selected and is to be read
    virtual.at(3.0, lambda: virtual.insert(LI))
    virtual.at(3.0, lambda: setattr(virtual.sam, "slow", 0.2))
    virtual.at(6.01, lambda: heard.extend(virtual.frames))
    assert reader.read(deadline=virtual.time + 30).name == "李四"
    assert heard[-1] == sam.request(Command.READ)
    assert virtual.frames[len(heard) :] == [sam.request(Command.READ)] * 2


def test_a_reader_that_answers_a_second_late_is_waited_for(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    virtual.sam.slow = 1.0
    begun = virtual.time
    assert reader.read(deadline=virtual.time + 10).name == "张三"
    assert 3 < virtual.time - begun < 3.2


def test_an_unplugged_reader_is_told_and_opened_again(reader: SamIdCardReader, virtual: VirtualReader) -> None:
    virtual.insert(ZHANG)
    virtual.at(0.005, virtual.unplug)
    for _ in range(2):
        with pytest.raises(DeviceUnplugged):
            reader.read(deadline=virtual.time + 5)
    virtual.replug()
    assert reader.read(deadline=virtual.time + 5).name == "张三"


def test_a_frame_is_split_over_two_pipes(virtual: VirtualReader) -> None:
    endpoints = VirtualBulk(virtual)
    link = UsbBulkLink(lambda: endpoints)
    link.open()
    link.write(sam.request(Command.FIND))
    assert endpoints.written == [(HEAD_OUT, bytes.fromhex("AAAAAA96690003")), (BODY_OUT, bytes.fromhex("200122"))]


def test_a_pipe_that_takes_nothing_is_a_time_out(virtual: VirtualReader) -> None:
    class Stuck(VirtualBulk):
        def write(self, endpoint: int, data: bytes, seconds: float) -> None:
            raise TimeoutError

    link = UsbBulkLink(lambda: Stuck(virtual))
    link.open()
    with pytest.raises(DeviceTimeout):
        link.write(b"")


def test_an_outer_packet_is_the_one_that_was_seen() -> None:
    [report] = wrap(bytes.fromhex("0102"), command=0x05)
    assert report == bytes.fromhex("88 0000 0300 05 0102 0B00").ljust(64, b"\0")
    assert unwrap(report, begin=TO_READER) == b"\x01\x02"


def test_a_long_answer_comes_as_several_reports() -> None:
    data = bytes(range(256)) * 5
    reports = wrap(data)
    assert (len(reports), {len(report) for report in reports}) == (-(-len(data) // ROOM), {64})
    assert b"".join(unwrap(report, begin=TO_READER) for report in reports) == data


@pytest.mark.parametrize("report", [b"", b"\xaa", b"\x88" * 64, b"\xaa" * 64, b"\xaa\0\0\xff\xff" + bytes(59)])
def test_a_report_that_is_no_packet_carries_nothing(report: bytes) -> None:
    assert unwrap(report) == b""


def test_a_port_is_named_by_how_it_begins() -> None:
    ports = ("/dev/ttyUSB0", "COM3", "usb:", "usb:2015:0008", "hid:/dev/hidraw0")
    drivers = [open_link(port).driver for port in ports]
    assert drivers == ["sam_v_serial", "sam_v_serial", "sam_v_usb", "sam_v_usb", "sam_v_hid"]
    with pytest.raises(ValueError, match="base 16"):
        open_link("usb:reader")
