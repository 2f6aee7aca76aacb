"""What passes between booth and desk during a call: the state of devices, the course of requests, the quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol import messages as m
from protocol.states import FailureCode
from signaling.domain.commands import actor_of
from signaling.domain.errors import Refused
from signaling.domain.permissions import require_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from signaling.domain.permissions import Principal
    from signaling.floor import Floor
    from signaling.store.base import RequestKey


async def report_devices(floor: Floor, who: Principal, message: m.ReportDevices, key: RequestKey) -> None:
    """Remember the booth's devices and tell the agent it is in a call with."""
    del key
    floor.devices[who.name] = message.devices
    case = floor.book.visit(who.name)
    if case is not None and case.call is not None:
        floor.hub.tell_agent(case.call.agent, m.DevicesChanged(call=case.call.call, devices=message.devices))


async def device_progress(
    floor: Floor, who: Principal, message: m.DeviceProgress, key: RequestKey
) -> Callable[[], None]:
    """Tell the agent how a request goes; its end is kept."""
    held = require_call(who, floor.book.of_call(message.call), message.call)
    async with floor.book.step(held.case) as step:
        case = require_call(who, step.case, message.call)
        if message.request not in case.asked:
            raise Refused(FailureCode.UNKNOWN, field="request")
        if message.outcome is not None:
            outcome = message.outcome.value
            event = actor_of(who).did("device_answered", floor.clock(), request=message.request, outcome=outcome)
            await step.commit((event,), key)
    report = m.DeviceReport(call=message.call, request=message.request, outcome=message.outcome, detail=message.detail)
    agent = "" if held.call is None else held.call.agent
    return lambda: floor.hub.tell_agent(agent, report)


async def media_report(floor: Floor, who: Principal, message: m.MediaReport, key: RequestKey) -> None:
    """Keep how picture and voice are, when it says something new; from either end."""
    held = require_call(who, floor.book.of_call(message.call), message.call)
    if not floor.quality.worth_keeping(message, who.role, now=floor.clock()):
        return
    if message.set_up_ms is not None:
        floor.metrics.pair_seconds.observe(message.set_up_ms / 1000)
    async with floor.book.step(held.case) as step:
        require_call(who, step.case, message.call)
        event = actor_of(who).did(
            "media_reported",
            floor.clock(),
            call=message.call,
            connected=message.connected,
            set_up_ms=message.set_up_ms,
            video_fps=message.video_fps,
            audio_level=message.audio_level,
            frames=message.frames,
        )
        await step.commit((event,), key)
