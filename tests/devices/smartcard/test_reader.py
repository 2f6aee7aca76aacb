"""A reader that is pulled out, which no virtual reader of PC/SC can be."""

from __future__ import annotations

import time

import pytest

from devices.errors import DeviceUnplugged
from devices.smartcard import SocialSecurityCard
from tests.devices.simulators import PATIENCE
from tests.devices.smartcard.benches import MemoryBench, reader_of


def test_a_reader_pulled_out_is_told_and_works_again_when_it_is_back() -> None:
    bench = MemoryBench()
    with reader_of(bench) as reader:
        for _ in range(2):
            bench.tell("insert", card={"kind": "social_security"})
            assert isinstance(reader.read(deadline=time.monotonic() + PATIENCE), SocialSecurityCard)
            bench.tell("unplug")
            with pytest.raises(DeviceUnplugged) as told:
                reader.read(deadline=time.monotonic() + PATIENCE)
            assert told.value.reason == "unplugged"
            reader.wait_for_removal(deadline=time.monotonic() + PATIENCE)
            bench.tell("replug")
