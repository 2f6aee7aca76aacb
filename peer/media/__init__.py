"""Sources and sinks of picture and voice. Nothing here queues: the newest picture wins, voice is kept for 200 ms.

- `stamp`        a strip in the test picture that a program can read: frame number and time
- `picture`      the calm moving test picture
- `camera`       a V4L2 or DirectShow camera, and a video file, each on a thread of its own
- `voice`        the test tone and an audio file
- `soundcard`    microphone and loudspeaker
- `open`         which of them a `MediaSettings` means, and what the machine has
- `tracks`       what aiortc pulls from: paced, muted, hidden
- `newest`       the one-picture mailbox between the engine's thread and the screen's
- `level`        loudness
"""
