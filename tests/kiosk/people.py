"""An invented citizen whose name and number are looked for everywhere afterwards."""

from __future__ import annotations

import datetime as dt

from devices.idcard import CardKind, IdCard
from kiosk.holder import holder_of

NAME = "王𬎆漪"
NUMBER = "11010519491231002X"
"""The textbook example of GB 11643."""

CARD = IdCard(
    kind=CardKind.RESIDENT,
    name=NAME,
    name_en="",
    sex="2",
    ethnic="汉",
    birth=dt.date(1949, 12, 31),
    address="广东省广州市番禺区市桥街试验路 1 号",
    number=NUMBER,
    issuer="广州市公安局番禺分局",
    valid_from=dt.date(2016, 5, 1),
    valid_to=None,
    photo_wlt=bytes(1024),
)
HOLDER = holder_of(CARD)
