"""Commands and responses of ISO/IEC 7816-4, and the channel that asks them one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from devices.errors import NotReadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.smartcard.base import CardConnection

OK = 0x9000
END_OF_FILE = 0x6282
SECURITY_STATUS = 0x6982
NOT_FOUND = frozenset({0x6A82, 0x6A83, 0x6A86, 0x6A88, 0x6D00, 0x6E00, 0x6981, 0x6B00, 0x6700})
"""What cards say to a file, record or instruction that they do not have."""
MAXIMUM = 256
"""`le` that asks for as much as one short response holds."""
_MORE = 0x61
_WRONG_LE = 0x6C
_LONGEST_ANSWER = 0x10000


@dataclass(frozen=True, slots=True)
class Command:
    """A command with short lengths; `le` None expects no data."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None

    def encode(self, *, t0: bool = False) -> bytes:
        """Return the bytes to send; over T=0 a command with data leaves `le` to GET RESPONSE."""
        head = bytes([self.cla, self.ins, self.p1, self.p2])
        body = bytes([len(self.data)]) + self.data if self.data else b""
        if self.le is None or (t0 and self.data):
            return head + body
        return head + body + bytes([self.le % MAXIMUM])


@dataclass(frozen=True, slots=True)
class Response:
    """Data and status word."""

    data: bytes
    sw: int

    @property
    def ok(self) -> bool:
        """Whether the card says 9000."""
        return self.sw == OK

    @property
    def missing(self) -> bool:
        """Whether the card says that it has no such thing."""
        return self.sw in NOT_FOUND


class Protection(Protocol):
    """Secure messaging: wraps what goes out, unwraps what comes back."""

    def protect(self, command: Command) -> Command:
        """Return the command as it is sent."""

    def unprotect(self, response: Response) -> Response:
        """Return the response as the card meant it; raises `NotReadable` where its check fails."""


class Channel:
    """Asks a card, in clear or protected; follows 61xx and 6Cxx by itself."""

    def __init__(self, connection: CardConnection, *, checkpoint: Callable[[], None] = lambda: None) -> None:
        """`checkpoint` is called before each command and raises where the operation is to end."""
        self._connection = connection
        self._checkpoint = checkpoint
        self.protection: Protection | None = None
        """Set once both sides have proved that they know the key."""

    def ask(self, command: Command) -> Response:
        """Return the card's answer; raises `NotReadable("card_fault")` where it makes no sense."""
        if self.protection is None:
            return self._ask(command)
        return self.protection.unprotect(self._ask(self.protection.protect(command)))

    def demand(self, command: Command) -> bytes:
        """Return the data of an answer that must be 9000; raises `NotReadable("card_fault")` with the status."""
        response = self.ask(command)
        if not response.ok:
            raise fault(response.sw)
        return response.data

    def _ask(self, command: Command) -> Response:
        response = self._once(command)
        if response.sw >> 8 == _WRONG_LE:
            response = self._once(replace(command, le=response.sw & 0xFF or MAXIMUM))
        data = response.data
        while response.sw >> 8 == _MORE and len(data) < _LONGEST_ANSWER:
            # The class byte of GET RESPONSE has neither chaining nor secure messaging in it.
            response = self._once(Command(0x00, 0xC0, 0, 0, le=response.sw & 0xFF or MAXIMUM))
            if response.sw >> 8 == _WRONG_LE:
                response = self._once(Command(0x00, 0xC0, 0, 0, le=response.sw & 0xFF or MAXIMUM))
            data += response.data
            if not response.data:
                break
        return Response(data, response.sw)

    def _once(self, command: Command) -> Response:
        self._checkpoint()
        answer = self._connection.transmit(command.encode(t0=self._connection.t0))
        if len(answer) < 2:
            raise NotReadable("card_fault", "an answer without status")
        return Response(answer[:-2], int.from_bytes(answer[-2:], "big"))


def fault(sw: int) -> NotReadable:
    """Return the error for a status that nothing can be done about."""
    return NotReadable("card_fault", f"status {sw:04X}")
