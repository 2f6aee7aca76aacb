from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread

from peer.events import CallChanged, CallQuality, CallState, FrameReady, Levels, LinkDown, LinkRefused, Received
from peer.qt import EngineBridge
from protocol.messages import PeerLink
from protocol.states import FailureCode
from tests.peer.screen import FakeEngine, application, spin

if TYPE_CHECKING:
    from peer.events import Event

QUALITY = CallQuality(set_up_ms=80.0, fps=30.0, frames=30, width=640, height=360, audio_rms=0.1)


def emit_all(engine: FakeEngine, events: list[Event]) -> None:
    for event in events:
        engine.emit(event)


def test_events_of_another_thread_arrive_on_qts_in_order() -> None:
    app = application()
    engine = FakeEngine()
    bridge = EngineBridge(engine)
    seen: list[object] = []
    threads: set[QThread] = set()

    def note(*values: object) -> None:
        seen.append(values if len(values) > 1 else values[0])
        threads.add(QThread.currentThread())

    for signal in (bridge.received, bridge.linkChanged, bridge.callChanged, bridge.quality, bridge.frameReady):
        signal.connect(note)
    bridge.levels.connect(note)
    bridge.start()
    message = PeerLink(call="c", up=False)
    events: list[Event] = [
        LinkDown(1.0),
        Received(message),
        CallChanged(CallState.CONNECTED),
        FrameReady("remote"),
        Levels(0.25, 0.5),
        QUALITY,
        LinkRefused(FailureCode.VERSION),
    ]
    thread = threading.Thread(target=emit_all, args=(engine, events))
    thread.start()
    thread.join()
    assert seen == []
    spin(lambda: len(seen) == len(events))
    assert seen == [
        LinkDown(1.0),
        message,
        CallState.CONNECTED,
        "remote",
        (0.25, 0.5),
        QUALITY,
        LinkRefused(FailureCode.VERSION),
    ]
    assert threads == {app.thread()}
    bridge.stop()
    assert engine.calls == ["start", "stop"]
