"""`cloudwindow devices read idcard`."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.cli import WrongWords, fail, say
from devices.errors import DeviceError

if TYPE_CHECKING:
    from devices.idcard import IdCard

_KINDS = {"resident": "居民身份证", "hmt_permit": "港澳台居民居住证", "foreign_pr": "外国人永久居留身份证"}
_SEX = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
_DOUBTS = {
    "number_check": "号码校验位不符 / the number's check digit is wrong",
    "number_birth": "号码与出生日期不符 / number and day of birth differ",
    "term": "有效期颠倒 / the card ends before it begins",
    "control_characters": "含控制字符 / control characters on the chip",
}
_PICTURES = {
    "decoded": "已解码 / decoded",
    "no_photo": "芯片无照片 / no photo on the chip",
    "no_decoder": "照片未解码：没有解码库 / photo not decoded: no library",
    "refused": "照片未解码：解码库拒绝 / photo not decoded: the library refused",
    "crashed": "照片未解码：解码库出错 / photo not decoded: the library failed",
    "wrong_size": "照片未解码：结果不是照片 / photo not decoded: the result is no photo",
}
_LABELS = {
    "kind": "证件",
    "name": "姓名",
    "name_en": "英文姓名",
    "sex": "性别",
    "ethnic": "民族",
    "birth": "出生",
    "address": "住址",
    "number": "号码",
    "issuer": "签发机关",
    "valid_from": "有效期自",
    "valid_to": "有效期至",
}


@click.command("idcard")
@click.option("--port", required=True, help="Serial port of the reader, such as /dev/ttyUSB0.")
@click.option("--baud", default=115200, show_default=True)
@click.option("--timeout", default=10.0, show_default=True, help="Seconds to wait for a card.")
@click.option("--record", type=click.Path(path_type=Path), help="Write the traffic to this file, masked.")
@click.option("--unmasked", is_flag=True, help="Record what the card says as it is: personal data.")
@click.option("--photo", type=click.Path(path_type=Path), help="Write the chip's photo to this BMP file.")
@click.option("--wlt-library", type=click.Path(path_type=Path), help="The maker's library that decodes the photo.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def idcard(
    port: str,
    baud: int,
    timeout: float,
    *,
    record: Path | None,
    photo: Path | None,
    wlt_library: Path | None,
    unmasked: bool,
    as_json: bool,
) -> None:
    """Read one ID card and print what its chip says. PORT may also be usb: or hid:/dev/hidraw0."""
    say(f"等待证件 / waiting up to {timeout:g} s for a card on {port} …")
    try:
        if record is None:
            card = _read(port, baud, timeout)
        else:
            card = _read_recorded(port, baud, timeout, record, masked=not unmasked)
    except DeviceError as exc:
        fail(exc, as_json=as_json)
    except ValueError as exc:
        raise WrongWords(port, exc) from exc
    except OSError as exc:
        raise WrongWords(record, exc.strerror) from exc
    picture = _photo(card, wlt_library, photo)
    if as_json:
        click.echo(json.dumps(card_as_json(card) | {"photo": picture}, ensure_ascii=False))
    else:
        show_card(card, picture)
    for sentence in card_warnings(card):
        say(sentence)


def _read(port: str, baud: int, timeout: float) -> IdCard:
    from devices.idcard import open_id_card_reader

    reader = open_id_card_reader(port, baud=baud)
    try:
        return reader.read(deadline=time.monotonic() + timeout)
    finally:
        reader.close()


def _read_recorded(port: str, baud: int, timeout: float, file: Path, *, masked: bool) -> IdCard:
    from devices.idcard import open_link
    from devices.idcard.mask import SamMask
    from devices.idcard.recorded import RecordedLink, read_and_tell
    from devices.traffic import Header, TrafficRecorder

    link = open_link(port, baud=baud)
    header = Header(
        protocol="sam_v",
        driver=link.driver,
        masked=masked,
        started=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        operation={"do": "read_idcard", "timeout": timeout},
    )
    hidden = "已脱敏 / masked" if masked else "含个人信息，用后删除 / holds personal data: delete it after use"
    say(f"警告：记录通信 / warning: recording the traffic to {file}: {hidden}")
    with TrafficRecorder(file, header, mask=SamMask(), now=time.monotonic) as recorder:
        recorded = RecordedLink(link, recorder, interrupted=threading.Event())
        card = read_and_tell(recorded, recorder.ended, timeout=timeout)
    if recorder.failed:
        say(f"记录不完整 / the recording is not complete: {file}")
    return card


def _photo(card: IdCard, library: Path | None, file: Path | None) -> str:
    """Decode and keep the photo; return `decoded`, or the word that says why not."""
    from devices.idcard.photo import LibraryDecoder, NotDecoded, decode_photo

    picture = decode_photo(card.photo_wlt, LibraryDecoder(library) if library else None)
    if isinstance(picture, NotDecoded):
        return picture.value
    if file is not None:
        try:
            file.write_bytes(picture.bmp)
        except OSError as exc:
            raise WrongWords(file, exc.strerror) from exc
    return "decoded"


def card_as_json(card: IdCard) -> dict[str, Any]:
    """Return what `--json` prints; dates ISO, `valid_to` null for 长期."""
    return {
        "kind": card.kind.value,
        "name": card.name,
        "name_en": card.name_en,
        "sex": _SEX[card.sex],
        "ethnic": card.ethnic,
        "birth": card.birth.isoformat() if card.birth else None,
        "address": card.address,
        "number": card.number,
        "issuer": card.issuer,
        "valid_from": card.valid_from.isoformat() if card.valid_from else None,
        "valid_to": card.valid_to.isoformat() if card.valid_to else None,
        "doubts": list(card.doubts),
        "impossible_dates": list(card.impossible_dates),
        "unknown_characters": _codes(card),
    }


def card_warnings(card: IdCard) -> list[str]:
    """Return sentences about what the chip holds and nobody can read or believe; never the data itself."""
    sentences = []
    if card.unknown_characters:
        codes = ", ".join(_codes(card))
        sentences.append(f"含无法识别的字符，请与证件核对 / unknown characters, compare with the printed card: {codes}")
    sentences += [f"日期无效 / no such day on the chip: {name}" for name in card.impossible_dates]
    sentences += [f"请与证件核对 / compare with the printed card: {_DOUBTS[doubt]}" for doubt in card.doubts]
    return sentences


def show_card(card: IdCard, picture: str) -> None:
    """Print a table for a person; `picture` is `decoded`, or why the photo is not."""
    from rich.console import Console
    from rich.table import Table

    told = card_as_json(card) | {"kind": _KINDS[card.kind.value]}
    if card.valid_to is None and "valid_to" not in card.impossible_dates:
        told["valid_to"] = "长期"
    table = Table(show_header=False)
    for key, label in _LABELS.items():
        table.add_row(label, told[key] or "—")
    table.add_row("照片", _PICTURES[picture])
    Console().print(table)


def _codes(card: IdCard) -> list[str]:
    return [f"U+{ord(character):04X}" for character in card.unknown_characters]
