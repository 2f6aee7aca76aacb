"""Addresses a call may use on this machine.

aioice leaves the loopback addresses out. On a machine that has nothing else (a sealed test host, a booth whose
network is down while clerk and booth run on it) no call could connect, so they are given when there is no other.
aioice looks its function up in its own module at each gathering and offers no setting; that is the one name replaced.
"""

from __future__ import annotations

import aioice.ice

_stock = aioice.ice.get_host_addresses


def host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:  # noqa: FBT001  aioice's signature
    """Return the addresses to gather: every one of the machine, or the loopback ones when there is no other."""
    found: list[str] = _stock(use_ipv4, use_ipv6)
    return found or ["127.0.0.1"] * use_ipv4 or ["::1"]


def allow_loopback() -> None:
    """Let aioice use the loopback addresses where there are no others. Harmless twice."""
    aioice.ice.get_host_addresses = host_addresses
