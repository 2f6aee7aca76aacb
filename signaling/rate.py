"""Token buckets: how much of a client is read, how often an address may come. Pure; seconds of any steady clock."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """`rate` a second, `burst` at once."""

    rate: float
    burst: float
    _level: float | None = None
    _at: float = 0.0

    def take(self, amount: float, *, now: float) -> float:
        """Take, and return the seconds to wait until that was allowed; 0 when it is."""
        level = self.burst if self._level is None else min(self.burst, self._level + (now - self._at) * self.rate)
        self._at = now
        self._level = level - amount
        return max(0.0, -self._level / self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much of one client is read: messages and bytes a second, and at once."""

    messages: float = 20.0
    burst: float = 50.0
    size: float = 64.0 * 1024
    size_burst: float = 512.0 * 1024


REMEMBERED = 10_000
"""Addresses kept by `Arrivals`; who came longest ago is forgotten first."""
_SITE = 64
"""Bits of an IPv6 address that name a site; whoever has one address there has all (RFC 6177)."""


class Arrivals:
    """A bucket for each address."""

    def __init__(self, *, rate: float, burst: float) -> None:
        """Let `rate` a second and `burst` at once come from each."""
        self._rate, self._burst = rate, burst
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def refused(self, address: str, *, now: float) -> float:
        """Return 0 and count the arrival when it is welcome; else the seconds until one is, uncounted."""
        bucket = self._buckets.pop(address, None) or Bucket(self._rate, self._burst)
        self._buckets[address] = bucket
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        wait = bucket.take(1.0, now=now)
        if wait > 0:
            bucket.take(-1.0, now=now)
        return wait


def origin(remote: str | None) -> str:
    """Return what an address is counted by: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address((remote or "").partition("%")[0])
    except ValueError:
        return remote or ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _SITE), strict=False))
