"""The booth's identity: an Ed25519 key and what the server said of the booth when it was enrolled.

Both lie in `data_dir`: `device.key` (PEM, 0600) and `enrolment.json`. Nothing personal is ever written there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE, NEW_KEY_FILE, ENROLMENT_FILE = "device.key", "device.key.new", "enrolment.json"


class NotEnrolled(Exception):
    """The data directory holds no enrolment, or a broken one; enrol the booth."""


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """What the server answered to `POST /v1/enrol`."""

    kiosk: str
    hall: str
    jurisdiction: str
    server: str
    """Base URL the booth was enrolled at."""


def make_key(data_dir: Path, *, replace: bool = False) -> Ed25519PrivateKey:
    """Return the key in `data_dir`, made there if there is none yet, so that a code that failed can be tried again.

    `replace` makes another one beside it, which takes its place when `save` is told so.
    Raises `OSError`, or `ValueError` when the file there is no such key.
    """
    path = data_dir / (NEW_KEY_FILE if replace else KEY_FILE)
    if replace:
        path.unlink(missing_ok=True)
    if path.exists():
        return _load_key(path)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return key


def save(data_dir: Path, enrolment: Enrolment, *, replace: bool = False) -> None:
    """Keep what the server said, replacing an earlier enrolment, with `replace` its key too."""
    temporary = data_dir / f"{ENROLMENT_FILE}.new"
    temporary.write_bytes(msgspec.json.encode(enrolment))
    if replace:
        (data_dir / NEW_KEY_FILE).replace(data_dir / KEY_FILE)
    temporary.replace(data_dir / ENROLMENT_FILE)


def load(data_dir: Path) -> tuple[Enrolment, Ed25519PrivateKey]:
    """Return both; raises `NotEnrolled`."""
    try:
        enrolment = msgspec.json.decode((data_dir / ENROLMENT_FILE).read_bytes(), type=Enrolment)
        return enrolment, _load_key(data_dir / KEY_FILE)
    except (OSError, msgspec.MsgspecError, ValueError):
        msg = f"{data_dir} holds no enrolment"
        raise NotEnrolled(msg) from None


def _load_key(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        msg = "not an Ed25519 key"
        raise ValueError(msg)  # noqa: TRY004 - the file's content is wrong, not a caller's type
    return key
