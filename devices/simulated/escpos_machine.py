"""What a receipt printer does with its commands: paper, knife, cover, and the answers to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.simulated.escpos_stream import Command, Stream

FAULTS = ("no_paper", "cover_open", "offline", "cutter", "broken")


@dataclass(slots=True)
class Paper:
    """What comes out: rows of text, QR codes and pictures, until they are cut off."""

    rows: list[str] = field(default_factory=list)
    picture: bytearray = field(default_factory=bytearray)
    picture_width: int = 0


class SimulatedEscposPrinter:
    """The printer without its cable. A fault stops it; what waits is printed when the fault ends, as on a real one."""

    def __init__(self) -> None:
        self.faults: set[str] = set()
        self.near_end = False
        self.paper_left: int | None = None
        """Rows until the paper ends; None for plenty."""
        self.mute = False
        self.rows_printed = 0
        self.finished: list[Paper] = []
        self._stream = Stream()
        self._paper = Paper()
        self._row = ""
        self._text = b""
        self._qr = ""
        self._chinese = False

    @property
    def buffered(self) -> int:
        """Bytes that wait to be printed."""
        return self._stream.size

    @property
    def unknown(self) -> int:
        """Commands that it did not know."""
        return self._stream.unknown

    def receive(self, data: bytes) -> bytes:
        """Take bytes and return what it answers at once."""
        answers = b""
        for live in self._stream.receive(data):
            if live.question == 0:
                self._stream.clear()
                self._row, self._text, self._paper = "", b"", Paper()
                answers += b"\x37\x25\x00"
            else:
                answers += bytes([self._status(live.question)])
        return b"" if self.mute else answers

    def step(self) -> tuple[bool, bytes]:
        """Carry out one command; return whether there was one that could be, and what it answers."""
        if self.faults:
            return False, b""
        command = self._stream.next()
        if command is None:
            return False, b""
        answer = self._obey(command)
        return True, b"" if self.mute else answer

    def forget(self) -> None:
        """Be switched off and on."""
        self._stream = Stream()
        self._row, self._text, self._paper, self._chinese = "", b"", Paper(), False

    def _status(self, question: int) -> int:
        on = self.faults
        bits = {
            1: 0x08 if on else 0,
            2: (0x04 if "cover_open" in on else 0)
            | (0x20 if "no_paper" in on else 0)
            | (0x40 if "broken" in on else 0),
            3: (0x08 if "cutter" in on else 0) | (0x20 if "broken" in on else 0),
            4: (0x0C if self.near_end else 0) | (0x60 if "no_paper" in on else 0),
        }
        return 0x12 | bits[question]

    def _obey(self, command: Command) -> bytes:
        match command.name:
            case b"text":
                self._text += command.data
            case b"line":
                self._decode()
                self._feed(self._row)
                self._row = ""
            case b"\x1c&" | b"\x1c.":
                self._decode()
                self._chinese = command.name == b"\x1c&"
            case b"\x1b@":
                self._row, self._text, self._chinese = "", b"", False
            case b"\x1d(k":
                self._code(command.data)
            case b"\x1dv0":
                self._draw(command.data)
            case b"\x1dV":
                self.finished.append(self._paper)
                self._paper = Paper()
            case b"\x1dr":
                return bytes([0x03 if self.near_end else 0x00])
        return b""

    def _decode(self) -> None:
        # Not before a line or a mode ends: a character may arrive in two pieces.
        self._row += self._text.decode("gb18030" if self._chinese else "ascii", "replace")
        self._text = b""

    def _code(self, data: bytes) -> None:
        if data.startswith(b"1P0"):
            self._qr = data[3:].decode("utf-8", "replace")
        elif data.startswith(b"1Q"):
            self._feed(f"[QR {self._qr}]")

    def _draw(self, data: bytes) -> None:
        width = int.from_bytes(data[:2], "little")
        self._paper.picture_width = width
        self._paper.picture += data[4:]
        self._feed(None)

    def _feed(self, row: str | None) -> None:
        if row is not None:
            self._paper.rows.append(row)
        self.rows_printed += 1
        if self.paper_left is not None:
            self.paper_left -= 1
            if self.paper_left <= 0:
                self.faults.add("no_paper")
                self.paper_left = None
