"""The card service of PC/SC (pcsc-lite, WinSCard) through pyscard's thin layer; the one file that knows pyscard.

pyscard's own monitors are not used: their threads end for good when the service restarts. Contexts are made here, and
made anew after any failure of the service.
"""

from __future__ import annotations

import contextlib
import math

from smartcard import scard

from devices.errors import DeviceBusy, DeviceError, DeviceUnplugged
from devices.smartcard.base import CardLost, ReaderState

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
"""Not a reader: changes when a reader comes or goes."""
_NO_SERVICE = frozenset(
    {
        0x80100003,  # SCARD_E_INVALID_HANDLE: the context died with the service
        0x80100013,  # SCARD_F_COMM_ERROR
        0x8010001D,  # SCARD_E_NO_SERVICE
        0x8010001E,  # SCARD_E_SERVICE_STOPPED
        0x80100002,  # SCARD_E_CANCELLED
        0x80100001,  # SCARD_F_INTERNAL_ERROR
    }
)
_NO_READER = frozenset({0x80100009, 0x80100017, 0x8010002E})
_NO_CARD = frozenset({0x8010000C, 0x80100069})
_BUSY = frozenset({0x8010000B, 0x8010002B})
_TIMEOUT = 0x8010000A
_NO_READERS = 0x8010002E
_EVENTS_SHIFT = 16
_SHARE_FOR_US = scard.SCARD_SHARE_EXCLUSIVE
_ANY_PROTOCOL = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


class PcscService:
    """`CardService` of this machine. Not for two threads: each takes one of its own."""

    def __init__(self) -> None:
        self._context: int | None = None
        self._raw: dict[str, int] = {}
        """What the service said last of each reader, in its own words."""

    def states(self) -> tuple[ReaderState, ...]:
        """Return all readers as they are now; raises `DeviceUnplugged("no_service")`."""
        return self._look(dict.fromkeys(self._names(), scard.SCARD_STATE_UNAWARE), 0)

    def wait(self, known: tuple[ReaderState, ...], *, seconds: float) -> tuple[ReaderState, ...]:
        """Return all readers as soon as they differ from `known`, or after so many seconds."""
        names = self._names()
        if names != [state.name for state in known]:
            return self.states()
        last = {state.name: state for state in known}
        asked = {name: self._believed(last[name]) for name in names}
        # Readers of pcsc-lite count in the upper half; so does this entry, on some versions.
        asked[_PLUG_AND_PLAY] = len(names) << _EVENTS_SHIFT
        self._look(asked, math.ceil(seconds * 1000))
        return self.states()

    def connect(self, reader: str) -> PcscConnection:
        """Power the card in a reader, for us alone; raises as `CardService.connect` says."""
        result, handle, protocol = scard.SCardConnect(self._ready(), reader, _SHARE_FOR_US, _ANY_PROTOCOL)
        self._check(result, reader)
        return PcscConnection(handle, protocol, reader)

    def close(self) -> None:
        """Let the context go; harmless when closed."""
        context, self._context = self._context, None
        if context is not None:
            scard.SCardReleaseContext(context)

    def _names(self) -> list[str]:
        result, names = scard.SCardListReaders(self._ready(), [])
        if result & 0xFFFFFFFF == _NO_READERS:
            return []
        self._check(result, "")
        return list(names)

    def _believed(self, state: ReaderState) -> int:
        """Return what the service is told that we know, so that it wakes us by what is new."""
        presence = scard.SCARD_STATE_PRESENT if state.present else scard.SCARD_STATE_EMPTY
        raw = self._raw.get(state.name, presence)
        return int(raw & 0xFFFF & ~scard.SCARD_STATE_CHANGED | state.events << _EVENTS_SHIFT)

    def _look(self, asked: dict[str, int], milliseconds: int) -> tuple[ReaderState, ...]:
        if not asked:
            return ()
        result, seen = scard.SCardGetStatusChange(self._ready(), milliseconds, list(asked.items()))
        code = result & 0xFFFFFFFF
        if code in _NO_READER:  # one of them went between listing and looking
            return ()
        if code != _TIMEOUT:
            self._check(result, "")
        states = []
        for name, raw, atr in seen:
            if name == _PLUG_AND_PLAY:
                continue
            self._raw[name] = raw
            usable = raw & scard.SCARD_STATE_PRESENT and not raw & scard.SCARD_STATE_MUTE
            if not raw & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE):
                states.append(ReaderState(name, bool(usable), bytes(atr), raw >> _EVENTS_SHIFT & 0xFFFF))
        return tuple(states)

    def _ready(self) -> int:
        if self._context is None:
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if result != scard.SCARD_S_SUCCESS:
                raise DeviceUnplugged("no_service", f"{result & 0xFFFFFFFF:08X}")
            self._context = int(context)
        return self._context

    def _check(self, result: int, reader: str) -> None:
        if result == scard.SCARD_S_SUCCESS:
            return
        error = _error(result, reader)
        if error.reason == "no_service":
            with contextlib.suppress(DeviceError):
                self.close()
        raise error


class PcscConnection:
    """A powered card; `close` resets it, so that nothing it was told stays valid."""

    def __init__(self, handle: int, protocol: int, reader: str) -> None:
        self._handle: int | None = handle
        self._protocol = protocol
        self._reader = reader
        self._lost = False
        self.t0 = protocol == scard.SCARD_PROTOCOL_T0

    def transmit(self, command: bytes) -> bytes:
        """Return data and status word; raises as `CardConnection.transmit` says."""
        if self._handle is None:
            raise CardLost("card_removed", self._reader)
        result, answer = scard.SCardTransmit(self._handle, self._protocol, list(command))
        self._lost = result != scard.SCARD_S_SUCCESS or not answer
        if result != scard.SCARD_S_SUCCESS:
            raise _error(result, self._reader)
        if not answer:
            raise CardLost("card_removed", f"{self._reader}: no answer")
        return bytes(byte & 0xFF for byte in answer)

    def close(self) -> None:
        """Reset the card and let it go; harmless when closed."""
        handle, self._handle = self._handle, None
        if handle is not None:
            # A reset that fails, since the card is gone, makes pcscd blind to a card that comes within its next look.
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD if self._lost else scard.SCARD_RESET_CARD)


def _error(result: int, reader: str) -> DeviceError:
    code = result & 0xFFFFFFFF
    detail = f"{reader}: {code:08X}".lstrip(": ")
    if code in _NO_SERVICE:
        return DeviceUnplugged("no_service", detail)
    if code in _NO_READER:
        return DeviceUnplugged("unplugged", detail)
    if code in _NO_CARD:
        return CardLost("card_removed", detail)
    if code in _BUSY:
        return DeviceBusy("busy", detail)
    return CardLost("card_fault", detail)
