"""Round trips of UDP packets to a STUN server (RFC 8489 binding requests), and the addresses of ICE servers."""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COOKIE = 0x2112A442
_BINDING, _SUCCESS = 0x0001, 0x0101
_PACKETS, _GAP, _PATIENCE = 50, 0.02, 1.0
"""As many and as often as a second of voice."""


@dataclass(frozen=True, slots=True)
class IceUrl:
    """A STUN or TURN server (RFC 7064 §3.1, RFC 7065 §3.1)."""

    scheme: str
    host: str
    port: int
    transport: str
    """`udp`, `tcp` or `tls`."""


def ice_url(text: str) -> IceUrl:
    """Return the parts of `stun:HOST[:PORT]` or `turn(s):HOST[:PORT][?transport=udp|tcp]`; raises `ValueError`."""
    scheme, colon, rest = text.partition(":")
    place, _, query = rest.partition("?")
    host, _, port = place.rpartition(":") if ":" in place.rpartition("]")[2] else (place, "", "")
    if scheme not in ("stun", "stuns", "turn", "turns") or not colon or not host or (port and not port.isdigit()):
        msg = f"{text!r} is not stun:HOST, turn:HOST or turns:HOST"
        raise ValueError(msg)
    secure = scheme.endswith("s")
    transport = "tls" if secure else query.removeprefix("transport=") or "udp"
    if transport not in ("udp", "tcp", "tls"):
        msg = f"{text!r}: transport is udp or tcp"
        raise ValueError(msg)
    return IceUrl(scheme.rstrip("s"), host.strip("[]"), int(port or (5349 if secure else 3478)), transport)


def round_trips(urls: Sequence[str]) -> list[float | None] | None:
    """Send packets to the first server that takes UDP; seconds for each, None for a lost one. None without a server."""
    for url in urls:
        where = ice_url(url)
        if where.transport == "udp":
            return _measured(where)
    return None


def _measured(where: IceUrl) -> list[float | None]:
    try:
        family, _, _, _, target = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_DGRAM)[0]
    except OSError:
        return [None]
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(target)
        except OSError:
            return [None]
        return _exchanged(sock)


def _exchanged(sock: socket.socket) -> list[float | None]:
    sent: dict[bytes, float] = {}
    took: dict[bytes, float] = {}
    begun = time.perf_counter()
    while True:
        now = time.perf_counter() - begun
        if len(sent) < _PACKETS and now >= len(sent) * _GAP:
            name = os.urandom(12)
            sent[name] = time.perf_counter()
            _send(sock, struct.pack("!HHI", _BINDING, 0, _COOKIE) + name)
        if len(took) == _PACKETS or now > _PACKETS * _GAP + _PATIENCE:
            return [took.get(name) for name in sent]
        if select.select([sock], [], [], _GAP / 4)[0]:
            name = _answered(sock)
            if name in sent:
                took.setdefault(name, time.perf_counter() - sent[name])


def _send(sock: socket.socket, packet: bytes) -> None:
    try:
        sock.send(packet)
    except OSError:  # told of an earlier packet that nobody took
        return


def _answered(sock: socket.socket) -> bytes:
    """Return which packet was answered; b"" for anything else."""
    try:
        answer = sock.recv(2048)
    except OSError:
        return b""
    if len(answer) < 20 or struct.unpack_from("!HxxI", answer) != (_SUCCESS, _COOKIE):
        return b""
    return answer[8:20]
