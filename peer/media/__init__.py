"""Sources and sinks of picture and voice. Nothing here queues: the newest picture wins, voice is kept for 200 ms.

- `source`       what a source offers
- `picture`      the test picture: a calm person (`bust`), a clock, and a strip that a program can read (`stamp`)
- `camera`       a V4L2 or DirectShow camera, and a video file, each on a thread of its own
- `voice`        the test tone and an audio file
- `soundcard`    microphone and loudspeaker
- `open`         which of them a `MediaSettings` means, and what the machine has
- `devices`      those of one conversation, opened and closed together
- `tracks`       what aiortc pulls from: paced, muted, hidden
- `far_end`      what comes from the other end, and its figures
- `frame`        a picture as it is painted
- `newest`       the one-picture mailbox between the engine's thread and the screen's
- `level`        loudness
"""
