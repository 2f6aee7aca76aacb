"""The pilot: drives a program's window through a local socket, as a hand would. For the demo and tests only.

A program makes one only when it is started with `--pilot PATH`. JSON lines, one request, one reply, in order:

    {"do": "tap", "target": "acceptOffer"}                    → {"ok": true, "value": true}
    {"do": "read", "target": "caseState", "property": "text"} → {"ok": true, "value": "已受理"}
    {"do": "tap", "target": "nobody"}                         → {"ok": false, "error": "no item is called 'nobody'"}

    tap     target                          press and release in its middle; scrolls to it and waits until it rests;
                                            refused when it is hidden, disabled, out of view or covered by another
    type    target text [enter] [commit]    replaces a text field's content, then leaves the field or presses Return
    stroke  target points                   [[x, y, ms], ...], 0 to 1 of the item, paced by ms
    read    target property                 `a.b` follows object properties
    exists  target                          is it in view now
    wait    target [property value|at_least] [timeout]   answers when true, an error after `timeout` seconds (10);
                                            without a property: when it is in view
    shot    path                            PNG of the window
    quit                                    ends the program's event loop

The socket is for its own user only.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from peer.qt.pilot_hands import Hands, Steps, commands
from peer.qt.pilot_items import PilotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtQuick import QQuickWindow

MAX_LINE = 1024 * 1024
"""Longest request."""


class Pilot(QObject):
    """Listens at `path` and carries out what it is told on `window`, for as long as it lives."""

    def __init__(self, path: str, window: QQuickWindow) -> None:
        """Listen.

        Raises:
            OSError: the path cannot be listened at.
        """
        super().__init__(window)
        self._commands = commands(Hands(window))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(path)
        if not self._server.listen(path):
            msg = f"cannot listen at {path}: {self._server.errorString()}"
            raise OSError(msg)
        self._server.newConnection.connect(self._connected)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            _Line(socket, self._commands)


class _Line(QObject):
    """One connection: reads a line, carries it out, answers, reads the next."""

    def __init__(self, socket: QLocalSocket, words: Mapping[str, Callable[..., Steps]]) -> None:
        super().__init__(socket)
        self._socket = socket
        self._words = words
        self._steps: Steps | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._gone)
        socket.disconnected.connect(socket.deleteLater)

    def _gone(self) -> None:
        self._timer.stop()
        self._steps = None

    def _read(self) -> None:
        while self._steps is None and self._socket.canReadLine():
            self._begin(bytes(self._socket.readLine().data()))
        if self._steps is None and self._socket.bytesAvailable() > MAX_LINE:
            self._socket.abort()

    def _begin(self, untrusted: bytes) -> None:
        try:
            request = msgspec.json.decode(untrusted, type=dict[str, object])
        except msgspec.MsgspecError:
            self._answer(error="not a JSON object")
            return
        word = request.pop("do", None)
        if word == "quit":
            self._answer(value=True)
            self._socket.waitForBytesWritten(1000)
            QCoreApplication.exit(0)
        elif isinstance(word, str) and word in self._words:
            with self._answering_failure():
                self._steps = self._words[word](**request)
            if self._steps is not None:
                self._go_on()
        else:
            self._answer(error="no such command")

    def _go_on(self) -> None:
        if self._steps is None:
            return
        try:
            with self._answering_failure():
                self._timer.start(next(self._steps))
        except StopIteration as end:
            self._steps = None
            self._answer(value=cast("object", end.value))
        if self._steps is None:
            QTimer.singleShot(0, self, self._read)

    @contextlib.contextmanager
    def _answering_failure(self) -> Iterator[None]:
        try:
            yield
        except (PilotError, TypeError, ValueError) as error:
            self._steps = None
            self._answer(error=str(error))

    def _answer(self, *, value: object = None, error: str | None = None) -> None:
        reply = {"ok": True, "value": value} if error is None else {"ok": False, "error": error}
        self._socket.write(msgspec.json.encode(reply) + b"\n")
        self._socket.flush()
