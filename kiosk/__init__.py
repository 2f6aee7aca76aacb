"""The booth: a citizen's whole visit on a touch screen, with the booth's devices and the call.

- `flow`         pure: which screen, what may happen next
- `device_host`  runs the devices and answers what the desk asks of them
- `privacy`      wipes everything personal and proves it
- `config`, `cli`, `app` (composition root), `ui/` (QML and view models)
"""
