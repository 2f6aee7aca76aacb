"""`cloudwindow devices read card`."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devices.cli import WrongWords, fail, say
from devices.errors import DeviceError, DeviceUnplugged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from devices.smartcard import Access, Mrz, SmartCard, SocialSecurityCard, TravelDocument
    from devices.traffic import TrafficRecorder

_FROM_STDIN = "-"


@click.command("card")
@click.option("--reader", help="Name of the reader; the first there is without it.")
@click.option("--mrz", help="Opens a travel document: its MRZ, or NUMBER,YYMMDD,YYMMDD (birth, expiry); - asks for it.")
@click.option("--can", help="Opens a travel document: the six digits printed on it; - asks for them.")
@click.option("--pin", help="Of a social security card whose issuer asks for one; - asks for it. Tries are counted.")
@click.option("--csca", type=click.Path(path_type=Path), help="CSCA certificates or master list, or a folder of them.")
@click.option("--photo", type=click.Path(path_type=Path), help="Where the chip's picture goes, as it is.")
@click.option("--timeout", default=10.0, show_default=True, help="Seconds to wait for a card and to read it.")
@click.option("--record", type=click.Path(path_type=Path), help="Write the traffic to this file, masked.")
@click.option("--unmasked", is_flag=True, help="Record what the card says as it is: personal data.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the last line of standard output.")
def card(
    *,
    reader: str | None,
    mrz: str | None,
    can: str | None,
    pin: str | None,
    csca: Path | None,
    photo: Path | None,
    timeout: float,
    record: Path | None,
    unmasked: bool,
    as_json: bool,
) -> None:
    """Read a social security card or a travel document in a smart-card reader."""
    access = _access(_asked("MRZ", mrz), _asked("CAN", can), _asked("PIN", pin))
    trusted = _trusted(csca)
    begun = time.monotonic()
    try:
        with _recording(record, timeout=timeout, masked=not unmasked) as recorder:
            read = _read(reader, access, trusted, timeout=timeout, recorder=recorder)
    except DeviceError as exc:
        _say_readers(exc)
        fail(exc, as_json=as_json)
    except OSError as exc:
        raise WrongWords(record, exc.strerror) from exc
    say(f"{(time.monotonic() - begun) * 1000:.0f} ms")
    if photo is not None:
        _write_photo(read, photo)
    if as_json:
        click.echo(json.dumps(as_data(read), ensure_ascii=False))
    else:
        _show(as_data(read))
    for sentence in warnings(read):
        say(sentence)


def as_data(read: SmartCard) -> dict[str, Any]:
    """Return what `read card --json` prints; dates ISO, the picture by its format and size only."""
    from devices.smartcard import SocialSecurityCard

    return _social(read) if isinstance(read, SocialSecurityCard) else _travel(read)


def warnings(read: SmartCard) -> list[str]:
    """Return sentences about what a person has to compare; never the data itself."""
    from devices.smartcard import Authenticity, SocialSecurityCard

    if isinstance(read, SocialSecurityCard):
        said = [f"日期无效 / no such day on the chip: {name}" for name in read.impossible_dates]
        if read.unknown_characters:
            said.append("含无法识别的字符，请与卡面核对 / unknown characters: compare with the printed card")
        if read.protected:
            said.append("持卡人信息受保护，需要PSAM / the holder's data needs a terminal with a security module")
        return said
    said = [f"机读码校验位不符 / check digit wrong: {name}" for name in read.mrz.wrong_checks]
    said += [f"日期无效 / no such day in the MRZ: {name}" for name in read.mrz.impossible_dates]
    if read.authenticity.verdict is not Authenticity.GENUINE:
        verdict, detail = read.authenticity.verdict.value, read.authenticity.detail
        said.append(f"真伪未确认，请人工核对 / not proved genuine, compare by eye: {verdict} ({detail or '—'})")
    return said


def _asked(what: str, given: str | None) -> str | None:
    """Return what was given; ask for it where a dash was, so that it stands in no list of processes."""
    return str(click.prompt(what, hide_input=True, err=True)) if given == _FROM_STDIN else given


def _access(mrz: str | None, can: str | None, pin: str | None) -> Access:
    from devices.smartcard import Access, BadMrz, access_number, mrz_key

    try:
        return Access(mrz_key(mrz) if mrz else None, access_number(can) if can else None, pin or "")
    except BadMrz as exc:
        raise WrongWords("--mrz/--can", exc) from exc


def _trusted(path: Path | None) -> tuple[bytes, ...]:
    if path is None:
        return ()
    from devices.smartcard.trust import BadTrustList, trusted_certificates

    try:
        return trusted_certificates(path)
    except BadTrustList as exc:
        raise WrongWords("--csca", exc) from exc


@contextlib.contextmanager
def _recording(file: Path | None, *, timeout: float, masked: bool) -> Iterator[TrafficRecorder | None]:
    """Record to the file for the block, where one is given; raises `OSError`."""
    if file is None:
        yield None
        return
    from devices.smartcard.recorded import PROTOCOL, READ_CARD, card_mask
    from devices.traffic import Header, TrafficRecorder

    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    operation = {"do": READ_CARD, "timeout": timeout}
    header = Header(protocol=PROTOCOL, driver="pcsc", masked=masked, started=started, operation=operation)
    hidden = "已脱敏 / masked" if masked else "含个人信息，用后删除 / holds personal data: delete it after use"
    say(f"警告：记录通信 / warning: recording the traffic to {file}: {hidden}")
    with TrafficRecorder(file, header, mask=card_mask, now=time.monotonic) as recorder:
        yield recorder
    if recorder.failed:
        say(f"记录不完整 / the recording is not complete: {file}")


def _read(
    name: str | None, access: Access, trusted: Sequence[bytes], *, timeout: float, recorder: TrafficRecorder | None
) -> SmartCard:
    from devices.smartcard import list_readers, open_smart_card_reader
    from devices.smartcard.recorded import read_and_tell

    if name is None:
        readers = list_readers()
        if not readers:
            raise DeviceUnplugged("unplugged", "PC/SC")
        name = next((one.name for one in readers if one.present), readers[0].name)
    say(f"等待卡片 / waiting for a card in {name} …")
    reader = open_smart_card_reader(name, trusted=trusted, tap=recorder)
    ended = recorder.ended if recorder is not None else _nobody_hears
    return read_and_tell(reader, ended, timeout=timeout, access=access)


def _nobody_hears(_: str) -> None:
    """Take the word an unrecorded reading ends with."""


def _say_readers(error: DeviceError) -> None:
    if error.reason != "unplugged":
        return
    from devices.smartcard import list_readers

    try:
        names = [one.name for one in list_readers()]
    except DeviceError:
        return
    say(f"现有读卡器 / readers: {', '.join(names) or '—'}")


def _social(read: SocialSecurityCard) -> dict[str, Any]:
    return {
        "kind": "social_security",
        "version": read.version,
        "card_id": read.card_id,
        "card_number": read.card_number,
        "issuer_code": read.issuer_code,
        "number": read.number,
        "name": read.name,
        "sex": read.sex,
        "ethnic": read.ethnic,
        "birthplace": read.birthplace,
        "birth": _iso(read.birth),
        "issued": _iso(read.issued),
        "valid_to": _iso(read.valid_to),
        "protected": read.protected,
    }


def _travel(read: TravelDocument) -> dict[str, Any]:
    picture = {"format": read.portrait.format, "bytes": len(read.portrait.data)} if read.portrait else None
    return {
        "kind": "travel_document",
        **_zone(read.mrz),
        "name_zh": read.name_zh,
        "personal_number": read.personal_number,
        "photo": picture,
        "authenticity": read.authenticity.verdict.value,
        "signer": read.authenticity.signer,
        "authenticity_detail": read.authenticity.detail,
        "protocol": read.protocol,
    }


def _zone(mrz: Mrz) -> dict[str, Any]:
    return {
        "document": mrz.kind.value,
        "issuer": mrz.issuer,
        "number": mrz.number,
        "surname": mrz.surname,
        "given": mrz.given,
        "nationality": mrz.nationality,
        "sex": mrz.sex,
        "birth": _iso(mrz.birth),
        "expiry": _iso(mrz.expiry),
        "personal": mrz.personal,
        "wrong_checks": list(mrz.wrong_checks),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _show(data: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_header=False)
    for key, value in data.items():
        table.add_row(key, escape(str(value)) if value not in (None, "", []) else "—")
    Console().print(table)


def _write_photo(read: SmartCard, path: Path) -> None:
    portrait = getattr(read, "portrait", None)
    if portrait is None:
        say("芯片中没有照片 / the chip holds no picture")
        return
    try:
        path.write_bytes(portrait.data)
    except OSError as exc:
        raise WrongWords(path, exc.strerror) from exc
