"""The card's end of vpcd, the PC/SC driver of a reader without hardware: being connected is being inserted.

Each message is a length of two bytes and so many bytes. One byte from the reader is an order (power, reset, ATR), more
are a command. https://frankmorgner.github.io/vsmartcard/virtualsmartcard/api.html
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

from devices.simulated.smartcard_chip import GONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.simulated.smartcard_chip import Chip

_POWER_OFF, _POWER_ON, _RESET, _ATR = 0, 1, 2, 4
_RETRY = 0.1
_QUICK_ACK = getattr(socket, "TCP_QUICKACK", None)


async def keep_inserted(host: str, port: int, chip: Chip, *, delay: Callable[[], float]) -> None:
    """Be a card in the reader at that port until cancelled or taken out; comes back when the reader does."""
    while True:
        connection = await _connect(host, port)
        try:
            if await _serve(connection, chip, delay) == GONE:
                return
        except (OSError, EOFError):
            await asyncio.sleep(_RETRY)
        finally:
            connection.close()


async def _connect(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    while True:
        connection = socket.socket()
        connection.setblocking(False)  # noqa: FBT003 - the library's own signature
        try:
            await loop.sock_connect(connection, (host, port))
        except OSError:
            connection.close()
            await asyncio.sleep(_RETRY)
        except BaseException:
            connection.close()
            raise
        else:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection


async def _serve(connection: socket.socket, chip: Chip, delay: Callable[[], float]) -> bytes:
    loop = asyncio.get_running_loop()
    while True:
        message = await _receive(connection, int.from_bytes(await _receive(connection, 2), "big"))
        answer = _order(message, chip) if len(message) <= 1 else chip.answer(message)
        if answer is None:
            continue
        if len(message) > 1:
            if delay():
                await asyncio.sleep(delay())
            if answer == GONE:
                return GONE
        await loop.sock_sendall(connection, len(answer).to_bytes(2, "big") + answer)


def _order(message: bytes, chip: Chip) -> bytes | None:
    order = message[0] if message else _POWER_OFF
    if order == _ATR:
        return chip.atr
    if order in (_POWER_OFF, _POWER_ON, _RESET):
        chip.reset()
    return None


async def _receive(connection: socket.socket, count: int) -> bytes:
    loop = asyncio.get_running_loop()
    data = b""
    while len(data) < count:
        # Length and body come in two segments: a delayed acknowledgement of the first would hold the second back 40 ms.
        if _QUICK_ACK is not None:
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, _QUICK_ACK, 1)
        piece = await loop.sock_recv(connection, count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data
