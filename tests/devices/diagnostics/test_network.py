"""Probes of the network, against servers that are well, odd, ill and gone."""

from __future__ import annotations

import socket
import time

import pytest

from devices.diagnostics import Booth, Found, Verdict, network
from devices.diagnostics.turn import turn
from tests.devices.diagnostics.servers import relay, stun_server, web_server


def well(offset: float = 0.0) -> dict[str, object]:
    return {
        "/healthz": lambda: (200, {"lag": 0.0, "time": time.time() + offset}),
        "/readyz": lambda: (200, {"ready": True, "reason": ""}),
    }


def nobody() -> str:
    """Return the address of a port where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{sock.getsockname()[1]}"


def test_a_server_that_is_well_is_said_so_with_figures() -> None:
    with web_server(well()) as url:  # type: ignore[arg-type]  # the helper takes any handler
        booth = Booth(server=url)
        assert network.dns(booth).verdict is Verdict.OK
        assert network.server(booth).verdict is Verdict.OK
        assert network.clock(booth).verdict is Verdict.OK
        line = network.line(booth)
        assert (line.verdict, line.facts["over"], line.facts["loss_percent"]) == (Verdict.OK, "http", 0.0)
        speed = network.throughput(booth)
        assert float(speed.facts["down_mbit_s"]) > 1
        assert float(speed.facts["up_mbit_s"]) > 1


@pytest.mark.parametrize(("offset", "verdict"), [(-30.0, Verdict.WARNING), (3600.0, Verdict.FAULT)])
def test_a_clock_that_is_wrong_is_told_with_its_error(offset: float, verdict: Verdict) -> None:
    with web_server(well(offset)) as url:  # type: ignore[arg-type]  # the helper takes any handler
        found = network.clock(Booth(server=url))
        assert found.verdict is verdict
        assert float(found.facts["offset_s"]) == pytest.approx(-offset, abs=5)
        assert "timedatectl" in found.advice


def test_an_older_server_tells_the_time_by_its_date_and_measures_nothing() -> None:
    answers = {"/healthz": lambda: (200, {"lag": 0.0})}
    with web_server(answers, line=False) as url:
        assert network.clock(Booth(server=url)).verdict is Verdict.OK
        assert network.throughput(Booth(server=url)).verdict is Verdict.WARNING


def test_a_server_that_takes_nobody_and_one_that_is_not_ours_are_told_apart() -> None:
    draining = well() | {"/readyz": lambda: (503, {"ready": False, "reason": "draining"})}
    with web_server(draining) as url:  # type: ignore[arg-type]  # the helper takes any handler
        assert network.server(Booth(server=url)).facts["reason"] == "draining"
    with web_server({}) as url:
        assert network.server(Booth(server=url)).facts["reason"] == "not_http"


@pytest.mark.parametrize("probe", [network.server, network.clock, network.line, network.throughput])
def test_a_server_that_is_not_there_is_one_line_that_says_what_to_do(probe: object) -> None:
    found = probe(Booth(server=nobody()))  # type: ignore[operator]  # the helper takes any handler
    assert isinstance(found, Found)
    assert found.facts == {"reason": "refused"}
    assert found.advice


@pytest.mark.parametrize("server", ["example", "ftp://x", "http://", "http://x:port"])
def test_an_address_that_is_none_is_told(server: str) -> None:
    assert network.server(Booth(server=server)).facts["reason"] == "wrong_address"
    assert network.dns(Booth(server=server)).facts["reason"] == "wrong_address"


def test_without_a_server_every_line_says_to_enrol() -> None:
    for probe in (network.dns, network.server, network.clock, network.line, network.throughput):
        found = probe(Booth())
        assert found.verdict is Verdict.MISSING
        assert "kiosk enrol" in found.advice


@pytest.mark.thorough
def test_loss_is_counted_by_packets_where_there_is_a_stun_server() -> None:
    with stun_server(lose_every=5) as url:
        found = network.line(Booth(server="http://127.0.0.1:1", ice_urls=(url,)))
    assert (found.facts["over"], found.facts["loss_percent"]) == ("udp", 20.0)
    assert found.verdict is Verdict.FAULT
    assert found.facts["expected"] == "bad"


def test_a_relay_that_grants_an_allocation_is_told_with_its_time() -> None:
    with relay() as url:
        found = turn(Booth(ice_urls=(url,), ice_username="booth", ice_credential="word"))
        half = turn(Booth(ice_urls=(url, f"turn:{nobody().removeprefix('http://')}?transport=tcp")))
    assert found.verdict is Verdict.OK
    assert [type(took) for took in found.facts.values()] == [float]
    assert half.verdict is Verdict.WARNING


def test_a_relay_that_is_not_there_is_told_and_none_named_is_skipped() -> None:
    address = nobody().removeprefix("http://")
    found = turn(Booth(ice_urls=(f"turn:{address}?transport=tcp", f"turns:{address}")))
    assert found.verdict is Verdict.FAULT
    assert found.facts == {f"tcp {address}": "ConnectionRefusedError", f"tls {address}": "ConnectionRefusedError"}
    assert turn(Booth(ice_urls=("stun:127.0.0.1",))).verdict is Verdict.SKIPPED
    assert turn(Booth(ice_urls=("turn:",))).verdict is Verdict.FAULT
