"""Second act: the call is taken, the form filled in together; papers are judged, signed, received, accepted."""

from __future__ import annotations

import itertools

from demo.arrival import take_photograph, use_photograph
from demo.checks import check_memory
from demo.play import Play, Step, Watch

_FRAMES = 20
"""Pictures that must have come at each end before the visit goes on."""
_AUDIBLE = 0.005
"""RMS above which something is heard."""
_SLOW_MS = 5000
"""Milliseconds from the call's start to its first picture that nobody would put down to a busy machine."""
CLERK_TYPES = (("household_region", "广东省广州市番禺区市桥街道"),)
CLERK_CHOOSES = (("household_type", "居民户口", 2), ("pay_way", "按年", 1), ("deliver", "晓屋打印", 3))
_SIGNATURE = (
    ((0.10, 0.30), (0.24, 0.27), (0.38, 0.26)),
    ((0.12, 0.49), (0.24, 0.47), (0.36, 0.46)),
    ((0.25, 0.28), (0.25, 0.48), (0.24, 0.71)),
    ((0.07, 0.74), (0.24, 0.71), (0.42, 0.69)),
    ((0.49, 0.36), (0.55, 0.34), (0.61, 0.33)),
    ((0.50, 0.52), (0.55, 0.51), (0.60, 0.50)),
    ((0.555, 0.35), (0.555, 0.52), (0.55, 0.68)),
    ((0.48, 0.73), (0.55, 0.69), (0.63, 0.66)),
    ((0.67, 0.27), (0.80, 0.25), (0.93, 0.25)),
    ((0.75, 0.18), (0.755, 0.25), (0.76, 0.33)),
    ((0.86, 0.16), (0.855, 0.24), (0.84, 0.32)),
    ((0.68, 0.38), (0.67, 0.43), (0.65, 0.48)),
    ((0.68, 0.40), (0.80, 0.38), (0.94, 0.38), (0.91, 0.44)),
    ((0.71, 0.51), (0.80, 0.50), (0.89, 0.49)),
    ((0.73, 0.63), (0.80, 0.62), (0.87, 0.61)),
    ((0.80, 0.51), (0.80, 0.64), (0.80, 0.77)),
    ((0.66, 0.79), (0.80, 0.77), (0.96, 0.75)),
    ((0.86, 0.66), (0.89, 0.69), (0.90, 0.72)),
)
"""王𬎆 as a hurried hand writes it: strokes of (x, y), shares of the canvas."""


def ring(play: Play) -> None:
    """The clerk is ready; the ticket rings at once, with who and what, the name masked."""
    watch = Watch()
    play.console.tap_until("presenceReady", "ringing")
    play.figures["ready_to_ringing_ms"] = watch.milliseconds
    shown = play.console.text("offerCitizen")
    play.check("ringing: the citizen's name is masked", play.citizen.name not in shown, shown)


def accept(play: Play) -> None:
    """The clerk accepts; pictures come at both ends and voices are heard."""
    play.console.tap_until("acceptOffer", "call")
    play.kiosk.wait("kiosk", "screen", "call")
    play.console.wait("console", "callState", "connected", timeout=20)
    ends = {"kiosk": (play.kiosk, "callQuality"), "console": (play.console, "quality")}
    for name, (pilot, quality) in ends.items():
        frames = pilot.at_least(quality, "frames", _FRAMES, timeout=20)
        painted = pilot.at_least("remoteVideo", "frames", _FRAMES, timeout=20)
        play.check(f"frames seen at the {name}", painted >= _FRAMES, f"{frames:g} decoded, {painted:g} painted")
        heard = pilot.at_least(quality, "audio", _AUDIBLE, timeout=20)
        play.check(f"audio heard at the {name}", heard >= _AUDIBLE, f"RMS {heard:.4f}")
        set_up = pilot.number(quality, "setUpMs")
        play.figures[f"call_set_up_{name}_ms"] = set_up
        play.goal(f"call started → first picture at the {name}", set_up, limit=300)
        play.check(f"first picture at the {name} came", 0 <= set_up <= _SLOW_MS, f"{set_up:.0f} ms")
    play.check("the booth names the clerk", play.clerk.name in play.kiosk.text("agentName"))


def fill_form(play: Play) -> None:
    """Each types on the own screen, and each sees what the other typed."""
    _citizen_types(play, "phone", play.citizen.phone)
    for field, text in (*CLERK_TYPES, ("bank_name", play.citizen.bank), ("bank_number", play.citizen.account)):
        play.console.type(f"field_{field}", text)
        play.kiosk.wait(f"field_{field}", "text", text)
    for field, text, number in CLERK_CHOOSES:
        _clerk_chooses(play, field, number)
        play.kiosk.wait(f"field_{field}", "text", text)
    _clerk_chooses(play, "pay_level", 1, long=True)
    play.kiosk.wait("field_pay_level", "text", "480")
    kept = play.console.text("field_id_number", "value")
    play.check("form: the number came from the card", kept == play.citizen.number)
    play.check("form: the name came from the card", play.console.text("field_name", "value") == play.citizen.name)
    play.console.wait("console", "missing", 0)
    play.check("form: nothing is missing", held=True)


def scan_on_request(play: Play) -> None:
    """The clerk asks for the bank account paper; the citizen photographs it."""
    play.console.tap("askScan_bank")
    play.kiosk.wait("kiosk", "screen", "scan")
    take_photograph(play, material="bank")


def judge(play: Play) -> None:
    """The page reaches the clerk, who finds both papers in order."""
    use_photograph(play.kiosk)
    play.kiosk.wait("kiosk", "screen", "call")
    play.console.wait("material_bank", "pages", 1)
    play.console.wait("requests", "last", "scan:done")
    for material in ("hukou", "bank"):
        play.console.wait(f"page_{material}_0", "ready", value=True)
        play.console.tap(f"qualify_{material}")
        play.console.wait(f"material_{material}", "verdict", "qualified")
    play.check("materials: both pages were seen and judged", held=True)


def read_paper(play: Play) -> None:
    """The clerk asks for a signature; the citizen reads the form as it will be printed."""
    play.console.tap("askSign")
    play.kiosk.wait("kiosk", "screen", "read_sign")
    play.kiosk.wait("signPages", "state", "reading", timeout=20)


def sign(play: Play) -> None:
    """She turns each page, then signs."""
    kiosk = play.kiosk
    for page in range(1, int(kiosk.number("signPages", "pages"))):
        kiosk.tap("signNext")
        kiosk.wait("signPages", "page", page + 1)
    kiosk.tap("signStart")
    kiosk.wait("signPages", "state", "signing")
    for stroke in _SIGNATURE:
        kiosk.stroke("signCanvas", _paced(stroke))


def signed(play: Play) -> None:
    """The signed form is at the server, and both ends know."""
    play.kiosk.tap("signConfirm")
    play.console.wait("console", "caseState", "submitted", timeout=20)
    play.kiosk.wait("kiosk", "screen", "call")
    play.console.wait("requests", "last", "sign:done")


def receive(play: Play) -> None:
    """收件: the receipt is issued."""
    play.console.tap("receivePapers")
    play.console.wait("console", "caseState", "received", timeout=20)


def decide(play: Play) -> None:
    """受理: the notice of acceptance is issued, with the date by which the case is decided."""
    play.console.tap("decideAccept")
    play.console.tap("decideConfirm")
    play.console.wait("console", "caseState", "accepted", timeout=20)
    due = play.console.text("console", "due")
    play.check("accepted: a due date was promised", len(due) == len("2026-11-30"), due)


def print_papers(play: Play) -> None:
    """The clerk has the booth print the receipt."""
    play.console.tap("askPrint_receipt")
    play.console.wait("requests", "last", "print:done", timeout=30)


def hang_up(play: Play) -> None:
    """办结挂断: the citizen sees what came of it."""
    for name, pilot, quality in (("kiosk", play.kiosk, "callQuality"), ("console", play.console, "quality")):
        play.figures[f"call_frames_{name}"] = pilot.number(quality, "frames")
        play.figures[f"call_fps_{name}"] = pilot.number(quality, "fps")
        play.figures[f"call_audio_{name}"] = pilot.number(quality, "audio")
    check_memory(play, when="in_call")
    play.console.tap("hangUp")
    play.kiosk.wait("kiosk", "screen", "receipt")
    play.console.wait("console", "screen", "after_call")


def _citizen_types(play: Play, field: str, text: str) -> None:
    play.kiosk.type(f"field_{field}", text)
    play.console.wait(f"field_{field}", "value", text)


def _clerk_chooses(play: Play, field: str, number: int, *, long: bool = False) -> None:
    if long:  # more than five options: the list is opened first
        play.console.tap(f"field_{field}")
    play.console.tap(f"choose_{field}_{number}")


def _paced(stroke: tuple[tuple[float, float], ...], *, pause: int = 8) -> list[tuple[float, float, int]]:
    """Give a stroke the points and the pace of a pen: three points between two corners, 8 ms apart."""
    points: list[tuple[float, float, int]] = []
    for (x, y), (to_x, to_y) in itertools.pairwise(stroke):
        for part in range(4):
            share = part / 4
            points.append((x + (to_x - x) * share, y + (to_y - y) * share, len(points) * pause))
    return [*points, (*stroke[-1], len(points) * pause)]


STEPS = (
    Step(word="ring", zh="空闲 · 振铃", en="The clerk is ready; it rings", act=ring),
    Step(word="accept", zh="接听 · 双向视频", en="Accepted: pictures and voices both ways", act=accept),
    Step(word="form", zh="共同填表", en="The form is filled in together", act=fill_form),
    Step(word="scan", zh="按要求拍摄银行资料", en="A paper is photographed on request", act=scan_on_request),
    Step(word="judge", zh="材料合格", en="The papers are in order", act=judge),
    Step(word="read", zh="阅读申请表", en="She reads the form as it will be printed", act=read_paper),
    Step(word="sign", zh="手写签名", en="She signs", act=sign),
    Step(word="submitted", zh="已提交", en="The signed form is submitted", act=signed),
    Step(word="received", zh="收件", en="The papers are received", act=receive),
    Step(word="accepted", zh="受理", en="The case is accepted", act=decide),
    Step(word="print", zh="打印收件凭证", en="The receipt is printed", act=print_papers),
    Step(word="hang-up", zh="办结挂断", en="The clerk hangs up", act=hang_up),
)
