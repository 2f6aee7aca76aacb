"""How a device has been doing, from operation to operation."""

from __future__ import annotations

import pytest

from devices.errors import DeviceCancelled, DeviceFault, DeviceTimeout, DeviceUnplugged, NotReadable
from devices.health import Health, State, Watch, unknown


def story(*steps: Health) -> list[tuple[str, str, float]]:
    return [(step.state.value, step.detail, step.since) for step in steps]


def test_a_plug_pulled_and_put_back_is_a_fault_and_then_well() -> None:
    a = unknown(now=0)
    b = a.started(now=1)
    c = b.succeeded(now=2)
    d = c.failed(DeviceUnplugged("unplugged"), now=3)
    e = d.failed(DeviceUnplugged("unplugged"), now=4)
    f = e.succeeded(now=5)
    assert story(a, b, c, d, e, f) == [
        ("initialising", "", 0),
        ("busy", "", 1),
        ("ok", "", 2),
        ("fault", "unplugged", 3),
        ("fault", "unplugged", 3),
        ("ok", "", 5),
    ]
    assert (f.errors, f.last_success) == (2, 5)


def test_one_silence_is_a_warning_and_the_next_a_fault() -> None:
    first = unknown(now=0).failed(DeviceTimeout("no_answer"), now=1)
    second = first.failed(DeviceTimeout("no_answer"), now=2)
    assert (first.state, second.state) == (State.WARNING, State.FAULT)


def test_a_missing_card_or_a_bad_one_is_not_the_devices_fault() -> None:
    health = unknown(now=0).failed(DeviceTimeout("no_card"), now=1).failed(NotReadable("card_fault"), now=2)
    assert (health.state, health.errors, health.last_success) == (State.OK, 0, 2)


def test_giving_up_says_nothing_of_the_device() -> None:
    health = unknown(now=0).succeeded(now=1).started(now=2).failed(DeviceCancelled("cancelled"), now=3)
    assert (health.state, health.last_success) == (State.OK, 1)


def test_low_paper_is_a_warning_that_names_itself() -> None:
    health = unknown(now=0).warned("media-low", now=1)
    assert (health.state, health.detail) == (State.WARNING, "media-low")
    assert health.disabled(now=2).state == State.DISABLED
    assert health.failed(DeviceFault("jam"), now=3).errors == 1


def test_errors_are_counted_by_their_reason() -> None:
    health = unknown(now=0)
    for reason in ("no_answer", "unplugged", "no_answer"):
        health = health.failed(DeviceTimeout(reason), now=1)
    assert (health.errors, health.errors_by_reason) == (3, {"no_answer": 2, "unplugged": 1})


def test_a_watch_follows_a_drivers_operations() -> None:
    time = iter(range(10))
    watch = Watch(lambda: next(time))
    seen = [watch.health]
    with watch.operation():
        watch.identified(serial="05.01")
        seen.append(watch.health)
    seen.append(watch.health)
    error = DeviceUnplugged("unplugged")
    with pytest.raises(DeviceUnplugged), watch.operation():
        raise error
    seen.append(watch.health)
    assert story(*seen) == [("initialising", "", 0), ("busy", "", 1), ("ok", "", 2), ("fault", "unplugged", 4)]
    assert (watch.health.serial, watch.health.firmware, watch.health.last_success) == ("05.01", "", 2)
