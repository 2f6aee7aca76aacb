"""The server of a jurisdiction: pairs booths and seats, keeps cases, issues papers. It never carries media.

- `domain/`    pure rules: dispatch, case, permissions, waiting
- `store/`     the append-only event log and what is projected from it
- `catalogue/` jurisdictions, halls, items, agreements as data, and their check at start
- `gate`       where connections arrive; `rate` how many and how much from whom
- `ws`         the WebSocket; `link` its writer, `sessions` what outlives it, `hub` who is connected
- `api`        the HTTP endpoints; `uploads` documents in, `masking` logs out, `operations` health and figures
- `auth`       who is who; `tokens` the bearer tokens of logins
- `progress`   the page the QR code of a paper opens; `progress_page` its HTML, `progress_words` what it says
- `service`    answers requests: `at_booth`, `at_desk`, `at_both`; `floor` what they work with
- `casebook`   one lock and one projection for each case; `dispatching` carries out what dispatch decides
- `papers`     issues the official papers through `forms`; `quality` the record of calls
- `server`     the parts together, start from the log, drain
- `app`        the composition root; `config` the settings; `cli` `cloudwindow serve` and `admin`

It imports `protocol` and `forms`, never `peer`, `devices`, Qt or aiortc.
"""
