"""The words on the wire, shared by kiosk, console and server. A leaf: it imports nothing of ours and does no I/O.

- `ids`       opaque identifiers (ULID) and their types
- `states`    the vocabulary: case, ticket, call, offer, presence, device, material
- `frames`    what a WebSocket text frame holds: the handshake and the reliable session's envelope
- `messages`  what a `Data` frame carries: one tagged message, its docstring says who sends it and what answers
- `catalogue` the jurisdiction's items, materials and halls as kiosk and console receive them
- `codec`     bytes to frames and messages and back, with limits
- `session`   the sans-I/O reliable session: sequence, acknowledgement, resume, heartbeat
- `identity`  how a device proves its key
- `errors`    the exceptions, by whose fault it is
- `reference` writes docs/reference/wire.md from the above

Read `messages` first; it is the specification.
"""
