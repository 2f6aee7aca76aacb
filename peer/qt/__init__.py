"""The only crossing from the engine into Qt, and what only Qt programs need.

- `bridge`         `EngineBridge`: the engine's events as queued signals on Qt's thread
- `video_item`     `VideoItem` for QML: paints the newest picture; `register_media` hands it the engine
- `pilot`          drives a program's window through a socket, as a hand would: for the demo and tests
- `pilot_items`    finds items by `objectName`, tells whether they can be touched, brings them into view
- `pilot_hands`    the pilot's commands: tap, type, stroke, read, wait, shot

A program composes them so (`app.py`):

    bridge = EngineBridge(PeerEngine(settings))
    register_media(bridge, qml_engine)          # before the QML is loaded
    qml_engine.load(...)
    bridge.start()
    pilot = Pilot(path, window) if path else None
    ...
    bridge.stop()

It uses QtCore, QtGui, QtQml, QtQuick and QtNetwork, nothing else of Qt.
"""

from peer.qt.bridge import EngineBridge
from peer.qt.pilot import Pilot
from peer.qt.video_item import MediaFeed, VideoItem, register_media

__all__ = ["EngineBridge", "MediaFeed", "Pilot", "VideoItem", "register_media"]
