"""The server of a jurisdiction: pairs booths and seats, keeps cases, issues papers. It never carries media.

- `domain/`    pure rules: dispatch, case, permissions, waiting
- `store/`     the append-only event log and what is projected from it
- `catalogue/` jurisdictions, halls, items, agreements as data, and their check at start
- `hub`        who is connected; `ws` the WebSocket, `api` the HTTP endpoints, `auth` who is who
- `papers`     issues the official papers through `forms`
- `app`        the composition root; `config` the settings; `cli` `cloudwindow serve` and `admin`

It imports `protocol` and `forms`, never `peer`, `devices`, Qt or aiortc.
"""
