"""What kiosk and console share to talk: the link to the server, and the call to each other.

- `settings`     who the program is, where the server is, where picture and voice come from and go to
- `events`       what the engine tells the program
- `engine`       `PeerEngine`: one thread running all of the below; the programs see only `Engine`
- `works`        what runs on that thread, wired together
- `link`         WebSocket client under the reliable session: connects, proves, resumes, never gives up
- `handshake`    pure: what is said before there is a session
- `backoff`      pure: when to try again
- `http`         uploads under their SHA-256, fetches documents and the catalogue, logs in, enrols
- `tokens`       the session's bearer token and who waits for it
- `negotiation`  pure: who offers, what answers, what a late or foreign signal means
- `conversation` carries out what the negotiation decides, with devices and connections
- `call`         one WebRTC connection: the aiortc adapter
- `host_addresses` which addresses of the machine a call may use
- `media/`       sources (camera, file, test picture; microphone, file, tone) and sinks (newest frame, loudspeaker)
- `errors`       the exceptions, by what can be done about them
- `qt/`          the only crossing into Qt: queued signals, the painted picture, the pilot

It imports `protocol` and nothing else of ours.
"""
