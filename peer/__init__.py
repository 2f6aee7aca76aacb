"""What kiosk and console share to talk: the link to the server, and the call to each other.

- `link`         WebSocket client under the reliable session: connects, proves, resumes, never gives up
- `http`         uploads under their SHA-256, fetches documents and the catalogue
- `negotiation`  pure: who offers, what answers, what a late or foreign signal means
- `call`         the aiortc adapter
- `media/`       sources (camera, file, test picture; microphone, file, tone) and sinks (newest frame, loudspeaker)
- `engine`       one asyncio loop on a thread of its own, running all of the above; the programs see only this
- `events`       what the engine tells the program
- `qt/`          the only crossing into Qt: queued signals, the painted picture, the pilot

It imports `protocol` and nothing else of ours.
"""
