"""Random misfortunes of a reader in virtual time, and what each operation came to."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from devices.errors import DeviceError
from devices.idcard import sam
from devices.idcard.sam_reader import SamIdCardReader
from devices.idcard.text import decode
from devices.simulated import cards
from tests.devices.idcard.virtual import VirtualReader
from tests.devices.simulators import ZHANG_SAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard.link import Link
    from devices.simulated.cards import ChipCard

LI_SI = ZHANG_SAN | {"name": "李四", "number": "110105194912310054", "address": "上海市浦东新区某某大道2号"}
ZHANG, LI = cards.from_description(ZHANG_SAN), cards.from_description(LI_SI)
"""Both photos are all zeros: the check byte is at its weakest."""


class WrongCard(AssertionError):
    """A card was returned that did not lie on the reader."""


def run(seed: int, operations: int, link: Callable[[VirtualReader], Link] = lambda virtual: virtual) -> Counter[str]:
    """Let one thing happen during each of so many reads and count the words they end with."""
    chance = random.Random(seed)
    virtual = VirtualReader()
    reader = SamIdCardReader(link(virtual), interrupted=virtual, now=virtual.now)
    happen = things(virtual, chance)
    words: Counter[str] = Counter()
    for number in range(operations):
        virtual.begin()
        virtual.at(chance.random() * chance.choice((0.01, 0.1, 1)), chance.choice(happen))
        if chance.random() < 0.3:
            virtual.at(chance.random() * 0.2, virtual.cancel)
        words[_read(reader, virtual, by=chance.choice((0.02, 1, 6)), what=f"seed {seed}, operation {number}")] += 1
    reader.close()
    return words


def _read(reader: SamIdCardReader, virtual: VirtualReader, *, by: float, what: str) -> str:
    deadline = virtual.time + by
    try:
        card = reader.read(deadline=deadline)
    except DeviceError as told:
        word = told.reason
        virtual.rest(0.3 if word == "unplugged" else 0)
    else:
        word = "read"
        if card not in [decode(chip.text, chip.photo) for chip in virtual.lay]:
            raise WrongCard(what, card)
    if virtual.time > deadline + 1.5 and word != "unplugged":
        raise AssertionError(what, "ended late", virtual.time - deadline)
    return word


def things(virtual: VirtualReader, chance: random.Random) -> list[Callable[[], None]]:
    """Return what may happen; some of it more than once, to be more likely."""

    def insert(card: ChipCard) -> Callable[[], None]:
        return lambda: virtual.insert(card)

    def spoil(**faults: float | bytes) -> Callable[[], None]:
        def _spoil() -> None:
            for name, value in faults.items():
                setattr(virtual.sam, name, value)

        return _spoil

    def heal() -> None:
        spoil(slow=0.0, split=0, noise=b"", wrong_checksums=0, card_faults=0, silences=0, late_replies=0)()

    def garbage() -> None:
        record = sam.reply(0x90, b"\x01\x00\x04\x00" + ZHANG.text + ZHANG.photo)
        begin = chance.randrange(len(record))
        virtual.send(chance.choice((chance.randbytes(50), record[begin : begin + 50], sam.PREAMBLE + b"\x05\x08")))

    return [
        *[insert(ZHANG), insert(LI)] * 3,
        virtual.sam.remove,
        virtual.unplug,
        *[virtual.replug] * 3,
        *[heal] * 3,
        *[garbage] * 2,
        spoil(slow=0.003),
        spoil(slow=2.5),
        spoil(split=50),
        spoil(split=7),
        spoil(noise=bytes.fromhex("aa00aaaa96690005ff")),
        spoil(noise=bytes(50)),
        spoil(card_faults=1),
        spoil(wrong_checksums=1),
        spoil(silences=1),
        spoil(late_replies=2, late_by=0.05),
        spoil(late_replies=1, late_by=1.0),
    ]
