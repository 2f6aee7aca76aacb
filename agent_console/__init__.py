"""The clerk's console: ready, ringing, the call, the case.

- `desk`         pure: presence, offer, call
- `case_editor`  pure: the form as both ends fill it in, materials, papers
- `cli`, `app` (composition root), `ui/` (QML and view models)

It never imports `devices`: it drives a booth's devices by message.
"""
