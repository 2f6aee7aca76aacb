"""What went over a device's line, in a file: recorded at one booth, played back to the same driver at another desk.

A driver offers its bytes to a `Tap`; `TrafficRecorder` is the tap that writes them, one JSON object a line. It is off
by default, because the bytes hold people's data; they are masked unless a technician asks otherwise. `Replay` gives a
recording back strictly: a driver that says anything else fails at the first difference.
"""

from devices.traffic.masks import Mask, apdu, opaque
from devices.traffic.recorder import Tap, TrafficRecorder
from devices.traffic.recording import Header, Moment, NotARecording, What, load
from devices.traffic.replay import Replay, ReplayDiffers

__all__ = [
    "Header",
    "Mask",
    "Moment",
    "NotARecording",
    "Replay",
    "ReplayDiffers",
    "Tap",
    "TrafficRecorder",
    "What",
    "apdu",
    "load",
    "opaque",
]
