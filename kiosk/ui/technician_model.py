"""Technician mode as QML shows it: the door, the code pad, a card for each device."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.technician import Door, TechnicianGate
from kiosk.technician_code import matches
from kiosk.ui.list_model import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.idcard import IdCard
    from kiosk.shell import Shell
    from kiosk.technician_bench import TechnicianBench
    from protocol.messages import DeviceHealth
    from protocol.states import DeviceKind

_log = structlog.get_logger("kiosk")
_ROWS = ("probe", "group", "title", "verdict", "summary", "advice")
_LONGEST_CODE = 12


class TechnicianModel(QObject):
    """State and intents; it also stands between the devices and the visit while a card is tested."""

    changed = Signal()
    levelChanged = Signal()

    def __init__(
        self,
        *,
        shell: Shell,
        kept_code: str,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._kept_code = kept_code
        self._clock = clock
        self._gate = TechnicianGate(enabled=bool(kept_code))
        self._bench: TechnicianBench | None = None
        self._typed = 0
        self._code = ""
        self._pictures = 0
        self._cards = RowList(_ROWS, key="probe", parent=self)

    def attach(self, bench: TechnicianBench) -> None:
        """Give it the bench, whose changes come to `refresh`."""
        self._bench = bench

    def refresh(self) -> None:
        """Show what the bench knows now."""
        if self._bench is not None:
            self._cards.replace([{name: getattr(card, name) for name in _ROWS} for card in self._bench.cards])
        self.levelChanged.emit()
        self.changed.emit()

    def picture_taken(self, *, shown: bool) -> None:
        """Note that there is another picture to show, or none any more."""
        self._pictures = self._pictures + 1 if shown else 0

    def tick(self) -> None:
        """Do what is due; call it a few times a second."""
        if self._bench is not None:
            self._bench.tick()
        if self._gate.tick(now=self._clock()):
            self._shut()

    # ------------------------------------------------------------------------------------------- intents

    @Slot()
    def brandTapped(self) -> None:
        """Count a tap on the brand mark."""
        idle = self._shell.flow.visit is None
        if self._gate.brand_tapped(idle=idle, now=self._clock()):
            self.changed.emit()

    @Slot(str)
    def digit(self, digit: str) -> None:
        """Take one digit of the code."""
        if len(self._code) < _LONGEST_CODE:
            self._code += digit
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._code = self._code[:-1]
        self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """Compare the code."""
        right = matches(self._code, self._kept_code)
        self._code = ""
        opened = self._gate.code_given(right=right, now=self._clock())
        _log.info("technician_code", reason="right" if opened else "wrong", detail=self._gate.door.value)
        if opened and self._bench is not None:
            self._bench.run()
        self.refresh()

    @Slot(str)
    def test(self, probe: str) -> None:
        """Test one device live."""
        self._gate.activity(now=self._clock())
        if self._gate.door is Door.OPEN and self._bench is not None:
            self._bench.test(probe)

    @Slot()
    def again(self) -> None:
        """Diagnose everything again."""
        self._gate.activity(now=self._clock())
        if self._gate.door is Door.OPEN and self._bench is not None:
            self._bench.run()

    @Slot()
    def close(self) -> None:
        """Leave technician mode."""
        self._gate.closed()
        self._shut()

    # ------------------------------------------------------------------------------------------- device_host.Listener

    def devices_changed(self, health: dict[DeviceKind, DeviceHealth]) -> None:
        """Take the health of the devices."""
        self._shell.devices_changed(health)
        if self._bench is not None and self._gate.door is Door.OPEN:
            self._bench.devices_changed()

    def card_read(self, card: IdCard, reader: str) -> None:
        """Take a card: the technician's while he tests the reader, else a visit's."""
        if self._bench is not None and self._bench.reading:
            self._bench.card_read(card)
        else:
            self._shell.card_read(card, reader)

    def card_failed(self, reason: str) -> None:
        """Take that a card cannot be read."""
        if self._bench is not None and self._bench.reading:
            self._bench.card_failed(reason)
        else:
            self._shell.card_failed(reason)

    def card_presence(self, *, present: bool) -> None:
        """Take whether a card still lies on the reader."""
        self._shell.card_presence(present=present)

    # ------------------------------------------------------------------------------------------- inside

    def _shut(self) -> None:
        self._code = ""
        if self._bench is not None:
            self._bench.close()
        self.refresh()

    def _level(self) -> float:
        return self._bench.level if self._bench is not None else 0.0

    def _running(self) -> bool:
        return self._bench is not None and self._bench.running

    def _fit(self) -> bool:
        report = self._bench.report if self._bench is not None else None
        return report is not None and report.ok

    door = Property(str, lambda self: self._gate.door.value, notify=changed)
    wrong = Property(bool, lambda self: self._gate.wrong, notify=changed)
    digits = Property(int, lambda self: len(self._code), notify=changed)
    running = Property(bool, _running, notify=changed)
    fit = Property(bool, _fit, notify=changed)
    level = Property(float, _level, notify=levelChanged)
    pictures = Property(int, lambda self: self._pictures, notify=changed)
    cards = Property(QObject, lambda self: self._cards, constant=True)
