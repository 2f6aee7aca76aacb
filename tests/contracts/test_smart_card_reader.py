"""What every reader of smart cards does: in memory, and over a real PC/SC service with a simulated card behind it."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from devices.errors import DeviceCancelled, DeviceError, DeviceTimeout, DeviceUnplugged, NotReadable
from devices.simulated.smartcard_cards import SPECIMEN, picture
from devices.smartcard import Access, Authenticity, SocialSecurityCard, TravelDocument, access_number, mrz_key
from devices.smartcard.reader import ServiceCardReader
from devices.worker import DeviceWorker
from tests.devices.simulators import PATIENCE, simulate
from tests.devices.smartcard.benches import Bench, MemoryBench, VpcdBench, reader_of
from tests.devices.smartcard.pcscd import running_pcscd

if TYPE_CHECKING:
    from collections.abc import Iterator

SOCIAL = {"kind": "social_security", "name": "张三"}
BY_BAC = {"kind": "travel_document", "photo_bytes": 2000, "name_zh": "艾丽森·安娜"}
BY_PACE = {**BY_BAC, "access": ["pace"], "can": "123456"}
KEY = Access(mrz=mrz_key(SPECIMEN))
CAN = Access(can=access_number("123456"))


@pytest.fixture(scope="module", params=["memory", pytest.param("vpcd", marks=pytest.mark.journey)])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if request.param == "memory":
        yield MemoryBench()
        return
    place = tmp_path_factory.mktemp("card")
    with running_pcscd() as service:
        options = ("--port", str(service.port), "--csca-out", str(place / "csca.der"))
        with simulate("smartcard", *options, control=place / "control") as simulator:
            yield VpcdBench(service, simulator, (place / "csca.der").read_bytes())


@pytest.fixture
def bench(shared: Bench) -> Bench:
    shared.reset()
    return shared


@pytest.fixture
def reader(bench: Bench) -> Iterator[ServiceCardReader]:
    with reader_of(bench) as opened:
        yield opened


def soon(seconds: float = 0.0) -> float:
    return time.monotonic() + (seconds or PATIENCE)


def test_a_reader_that_is_there_tells_its_name(reader: ServiceCardReader, bench: Bench) -> None:
    assert reader.open().port == bench.reader_name
    assert reader.open() == reader.open()


def test_a_reader_that_is_not_there_is_unplugged(bench: Bench) -> None:
    with ServiceCardReader(bench.service(), "No such reader") as reader, pytest.raises(DeviceUnplugged) as told:
        reader.read(deadline=soon())
    assert told.value.reason == "unplugged"


@pytest.mark.parametrize("version", ["1.00", "2.00", "2.01"])
@pytest.mark.parametrize("style", ["sfi", "tag"])
def test_a_social_security_card_is_read_in_either_style(
    reader: ServiceCardReader, bench: Bench, version: str, style: str
) -> None:
    bench.tell("insert", card={**SOCIAL, "version": version, "styles": [style]})
    assert reader.read(deadline=soon()) == SocialSecurityCard(
        version=version,
        card_id="110105D15600000512345678",
        card_number="A12345678",
        issuer_code="911100000000110105",
        number="11010519491231002X",
        name="张三",
        sex="1",
        ethnic="01",
        birthplace="110105",
        birth=dt.date(1949, 12, 31),
        issued=dt.date(2020, 1, 2),
        valid_to=dt.date(2030, 1, 2),
        protected=False,
    )


def test_a_card_of_version_three_says_that_it_keeps_its_holder_to_itself(
    reader: ServiceCardReader, bench: Bench
) -> None:
    bench.tell("insert", card={**SOCIAL, "version": "3.00"})
    card = reader.read(deadline=soon())
    assert isinstance(card, SocialSecurityCard)
    assert (card.protected, card.number, card.name, card.version) == (True, "", "", "3.00")


def test_a_pin_opens_a_card_whose_issuer_asks_for_one(reader: ServiceCardReader, bench: Bench) -> None:
    bench.tell("insert", card={**SOCIAL, "pin": "123456"})
    closed = reader.read(deadline=soon())
    assert isinstance(closed, SocialSecurityCard)
    assert closed.protected
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon(), access=Access(pin="888888"))
    assert (told.value.reason, told.value.detail) == ("wrong_pin", "2 tries left")
    opened = reader.read(deadline=soon(), access=Access(pin="123456"))
    assert isinstance(opened, SocialSecurityCard)
    assert opened.name == "张三"


@pytest.mark.parametrize(
    ("card", "access", "protocol"),
    [
        (BY_BAC, KEY, "bac"),
        (BY_PACE, KEY, "pace"),
        (BY_PACE, CAN, "pace"),
        ({**BY_PACE, "access": ["pace", "bac"]}, KEY, "pace"),
        ({**BY_PACE, "curve": "secp256r1"}, KEY, "pace"),
        ({**BY_PACE, "key_bits": 256}, KEY, "pace"),
    ],
    ids=["bac", "pace-mrz", "pace-can", "both", "nist", "aes-256"],
)
def test_a_travel_document_is_opened_and_read(
    reader: ServiceCardReader, bench: Bench, card: dict[str, Any], access: Access, protocol: str
) -> None:
    bench.tell("insert", card=card)
    document = reader.read(deadline=soon(), access=access)
    assert isinstance(document, TravelDocument)
    assert (document.protocol, document.mrz.number, document.mrz.surname) == (protocol, "L898902C3", "ERIKSSON")
    assert document.name_zh == "艾丽森·安娜"
    assert document.portrait is not None
    assert document.portrait.data == picture(2000)
    assert document.authenticity.verdict is Authenticity.GENUINE


@pytest.mark.parametrize("card", [BY_BAC, BY_PACE], ids=["bac", "pace"])
def test_a_picture_beyond_32_kilobytes_is_read_byte_for_byte(
    reader: ServiceCardReader, bench: Bench, card: dict[str, Any]
) -> None:
    bench.tell("insert", card={**card, "photo_bytes": 70_000, "photo_format": "jp2"})
    document = reader.read(deadline=soon(), access=KEY)
    assert isinstance(document, TravelDocument)
    assert document.portrait is not None
    assert (document.portrait.format, document.portrait.data) == ("jp2", picture(70_000, "jp2"))


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        ("altered", Authenticity.ALTERED),
        ("stranger", Authenticity.UNKNOWN_ISSUER),
        ("expired", Authenticity.EXPIRED_SIGNER),
        ("unsigned", Authenticity.UNSIGNED),
    ],
)
def test_a_document_that_is_not_genuine_is_read_and_told(
    reader: ServiceCardReader, bench: Bench, fault: str, verdict: Authenticity
) -> None:
    bench.tell("insert", card={**BY_BAC, "fault": fault})
    document = reader.read(deadline=soon(), access=KEY)
    assert isinstance(document, TravelDocument)
    assert document.authenticity.verdict is verdict


@pytest.mark.parametrize(
    ("card", "access", "reason"),
    [
        (BY_BAC, None, "key_needed"),
        (BY_PACE, None, "key_needed"),
        (BY_BAC, CAN, "key_needed"),
        (BY_BAC, Access(mrz=mrz_key("L898902C3,740812,120416")), "wrong_key"),
        (BY_PACE, Access(mrz=mrz_key("L898902C3,740812,120416")), "wrong_key"),
        (BY_PACE, Access(can=access_number("654321")), "wrong_key"),
    ],
)
def test_a_document_that_the_key_does_not_open_is_told(
    reader: ServiceCardReader, bench: Bench, card: dict[str, Any], access: Access | None, reason: str
) -> None:
    bench.tell("insert", card=card)
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon(), access=access)
    assert told.value.reason == reason


def test_no_card_by_the_deadline_is_told(reader: ServiceCardReader) -> None:
    with pytest.raises(DeviceTimeout) as told:
        reader.read(deadline=soon(0.3))
    assert told.value.reason == "no_card"


def test_a_card_put_in_while_waiting_is_read(reader: ServiceCardReader, bench: Bench) -> None:
    timer = threading.Timer(0.2, bench.tell, ("insert",), {"card": SOCIAL})
    timer.start()
    assert isinstance(reader.read(deadline=soon()), SocialSecurityCard)
    timer.join()


def test_removal_is_noticed(reader: ServiceCardReader, bench: Bench) -> None:
    bench.tell("insert", card=SOCIAL)
    reader.wait_for_card(deadline=soon())
    with pytest.raises(DeviceTimeout) as told:
        reader.wait_for_removal(deadline=soon(0.2))
    assert told.value.reason == "card_left"
    bench.tell("remove")
    reader.wait_for_removal(deadline=soon())


@pytest.mark.parametrize("after", [0, 1, 3, 8, 20])
def test_a_card_taken_out_in_the_middle_is_told_and_the_next_is_read(
    reader: ServiceCardReader, bench: Bench, after: int
) -> None:
    bench.tell("insert", card=BY_BAC)
    reader.wait_for_card(deadline=soon())
    bench.tell("remove_after", count=after)
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon(), access=KEY)
    assert told.value.reason in ("card_removed", "card_fault")
    bench.reset()
    bench.tell("insert", card=SOCIAL)
    assert isinstance(reader.read(deadline=soon()), SocialSecurityCard)


def test_a_card_swapped_at_once_is_read(reader: ServiceCardReader, bench: Bench) -> None:
    bench.tell("insert", card=SOCIAL)
    assert isinstance(reader.read(deadline=soon()), SocialSecurityCard)
    bench.tell("insert", card=BY_BAC)
    assert isinstance(reader.read(deadline=soon(), access=KEY), TravelDocument)


@pytest.mark.parametrize("fault", ["wrong_sw", "garbage"])
@pytest.mark.parametrize("card", [SOCIAL, BY_BAC, BY_PACE], ids=["social", "bac", "pace"])
def test_a_card_that_makes_no_sense_is_told(
    reader: ServiceCardReader, bench: Bench, card: dict[str, Any], fault: str
) -> None:
    bench.tell("insert", card=card)
    reader.wait_for_card(deadline=soon())
    bench.tell(fault, count=999)
    with pytest.raises(NotReadable) as told:
        reader.read(deadline=soon(), access=KEY)
    assert told.value.reason in ("card_fault", "blank_card", "wrong_key", "key_needed", "unknown_card")
    bench.tell("heal")
    reader.read(deadline=soon(), access=KEY)


def test_a_card_too_slow_for_the_deadline_is_told(reader: ServiceCardReader, bench: Bench) -> None:
    bench.tell("insert", card=BY_BAC)
    reader.wait_for_card(deadline=soon())
    bench.tell("slow", ms=60)
    with pytest.raises(DeviceTimeout) as told:
        reader.read(deadline=soon(0.3), access=KEY)
    assert told.value.reason == "no_answer"


def test_a_service_that_ends_is_told_and_the_reader_works_when_it_is_back(
    reader: ServiceCardReader, bench: Bench
) -> None:
    bench.tell("insert", card=SOCIAL)
    reader.read(deadline=soon())
    bench.tell("stop_service")
    for _ in range(2):
        with pytest.raises(DeviceUnplugged) as told:
            reader.read(deadline=soon())
        assert told.value.reason == "no_service"
    bench.tell("start_service")
    reader.read(deadline=soon())


def test_a_wait_is_given_up_at_once(bench: Bench) -> None:
    worker = DeviceWorker("smartcard")
    with reader_of(bench, worker.interrupted) as reader:
        deadline = soon()
        future = worker.submit(lambda: reader.read(deadline=deadline), deadline)
        worker.cancel()
        with pytest.raises(DeviceCancelled):
            future.result(PATIENCE)
        assert worker.stop()


HAPPEN: list[dict[str, Any]] = [
    {"do": "insert", "card": SOCIAL},
    {"do": "insert", "card": {**SOCIAL, "styles": ["tag"]}},
    {"do": "insert", "card": {**BY_BAC, "photo_bytes": 300}},
    {"do": "insert", "card": {**BY_PACE, "photo_bytes": 300}},
    {"do": "remove"},
    {"do": "remove_after", "count": 2},
    {"do": "remove_after", "count": 12},
    {"do": "wrong_sw"},
    {"do": "wrong_sw", "count": 3},
    {"do": "garbage"},
    {"do": "garbage", "count": 5},
    {"do": "slow", "ms": 1},
    {"do": "heal"},
    {"do": "heal"},
]
PLUGS: list[dict[str, Any]] = [{"do": "unplug"}, {"do": "replug"}, {"do": "replug"}]
SERVICES: list[dict[str, Any]] = [{"do": "stop_service"}, {"do": "start_service"}]


def walk(bench: Bench, count: int, seconds: float) -> dict[str, int]:
    """Let so many things happen while the reader reads; return how each reading ended."""
    chance = random.Random(20261122)
    happen = [*HAPPEN, *PLUGS, *SERVICES, *SERVICES[1:]] if isinstance(bench, MemoryBench) else HAPPEN
    worker = DeviceWorker("smartcard", grace=5.0)
    outcomes: dict[str, int] = {}
    with reader_of(bench, worker.interrupted) as reader:
        for _ in range(count):
            deadline = soon(seconds)
            future = worker.submit(lambda by=deadline: reader.read(deadline=by, access=KEY), deadline)  # type: ignore[misc]  # mypy infers no default arguments of a lambda
            bench.tell(**chance.choice(happen))
            if chance.random() < 0.3:
                worker.cancel()
            try:
                word = type(future.result(PATIENCE)).__name__
            except DeviceError as told:
                word = told.reason
            outcomes[word] = outcomes.get(word, 0) + 1
        assert worker.stop()
    return outcomes


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_misfortunes_in_memory_end_each_operation_with_a_word(count: int) -> None:
    bench = MemoryBench()
    walk(bench, 200, 0.01)
    process = psutil.Process()
    before = process.num_fds(), threading.active_count(), process.memory_info().rss
    outcomes = walk(bench, count, 0.01)
    assert sum(outcomes.values()) == count
    expected = {"SocialSecurityCard", "TravelDocument", "no_card", "cancelled", "unplugged", "no_service", "card_fault"}
    assert expected <= set(outcomes)
    assert "stuck" not in outcomes
    assert "driver_failed" not in outcomes
    after = process.num_fds(), threading.active_count(), process.memory_info().rss
    assert after[0] <= before[0]
    assert after[1] <= before[1]
    assert after[2] - before[2] < 8 << 20


@pytest.mark.soak
@pytest.mark.parametrize("shared", [pytest.param("vpcd", marks=pytest.mark.journey)], indirect=True)
def test_two_hundred_misfortunes_over_the_service_end_each_operation_with_a_word(bench: Bench) -> None:
    walk(bench, 10, 0.3)
    before = psutil.Process().num_fds(), threading.active_count()
    outcomes = walk(bench, 200, 0.3)
    assert sum(outcomes.values()) == 200
    assert not {"stuck", "driver_failed"} & set(outcomes)
    assert psutil.Process().num_fds() <= before[0]
    assert threading.active_count() <= before[1]
