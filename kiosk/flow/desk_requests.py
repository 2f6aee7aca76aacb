"""What a clerk may ask of the booth's devices now, and how long the citizen has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.states import DeviceAction, DeviceKind, DeviceState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.flow.visit import Visit
    from protocol.messages import DeviceHealth, DeviceRequested

REQUEST_SECONDS: Mapping[DeviceAction, float] = {
    DeviceAction.READ_CARD: 90.0,
    DeviceAction.SCAN: 180.0,
    DeviceAction.SIGN: 600.0,
    DeviceAction.PRINT: 120.0,
}
"""After this long without an end the request is answered with `timed_out`."""

_NEEDED: Mapping[DeviceAction, DeviceKind] = {
    DeviceAction.READ_CARD: DeviceKind.ID_CARD_READER,
    DeviceAction.SCAN: DeviceKind.DOCUMENT_CAMERA,
    DeviceAction.SIGN: DeviceKind.SIGNATURE,
    DeviceAction.PRINT: DeviceKind.PRINTER,
}


def refusal(message: DeviceRequested, *, visit: Visit, health: Mapping[DeviceKind, DeviceHealth]) -> str:
    """Return one word why the request is refused, "" when it can be shown to the citizen."""
    if visit.asked is not None or (message.action == DeviceAction.PRINT and visit.printing.state == "printing"):
        return "busy"
    device = health.get(_NEEDED[message.action])
    if device is None or device.state == DeviceState.DISABLED:
        return "no_device"
    if message.action == DeviceAction.SCAN and not message.material:
        return "no_material"
    if message.action == DeviceAction.SIGN and not message.paper:
        return "no_paper_named"
    if message.action == DeviceAction.PRINT and visit.paper(message.paper or "") is None:
        return "not_issued"
    return ""
