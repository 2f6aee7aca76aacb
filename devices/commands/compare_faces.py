"""`cloudwindow devices compare-faces`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devices.cli import WrongWords, fail, say
from devices.errors import DeviceError
from devices.face import Thresholds, Verdict, open_face_comparer
from devices.face.base import DIFFERENT, SAME

if TYPE_CHECKING:
    from devices.face import Comparison

_WORDS = {
    Verdict.SAME: "相似，供参考 / look like the same person",
    Verdict.DIFFERENT: "不相似，供参考 / look like different people",
    Verdict.UNSURE: "无法判断，请人工核对 / cannot be told: compare by eye",
}


@click.command("compare-faces")
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--same", default=SAME, show_default=True, help="Distance up to which faces are the same.")
@click.option("--different", default=DIFFERENT, show_default=True, help="Distance from which they are not.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def compare_faces(one: Path, other: Path, *, same: float, different: float, as_json: bool) -> None:
    """Compare the face in picture ONE with that in picture OTHER. Advice only; nothing leaves this machine."""
    try:
        thresholds = Thresholds(same=same, different=different)
    except ValueError as exc:
        raise WrongWords("compare-faces", exc) from exc
    say("比对人脸 / comparing faces …")
    try:
        result = _compare(one, other, thresholds)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    if as_json:
        said = {"verdict": result.verdict.value, "distance": result.distance, "advisory": True}
        faces = {"one": _face(result, first=True), "other": _face(result, first=False)}
        click.echo(json.dumps(said | faces))
        return
    click.echo(f"{result.verdict.value}  {result.distance:.3f}  {_WORDS[result.verdict]}")


def _compare(one: Path, other: Path, thresholds: Thresholds) -> Comparison:
    from devices.camera import decode, open_camera

    by = time.monotonic() + 15
    pictures = [decode(open_camera(f"file:{path}").capture(deadline=by).original) for path in (one, other)]
    return open_face_comparer(thresholds).compare(*pictures)


def _face(result: Comparison, *, first: bool) -> dict[str, object]:
    """Return where a face stood; never its features."""
    face = result.one if first else result.other
    return {"box": face.box, "confidence": face.confidence}
