"""Finding an item, and whether this booth can finish it now."""

from __future__ import annotations

import pytest

from kiosk.flow import Answer, feasible, find_items
from protocol.catalogue import Text
from protocol.states import DeviceKind, DeviceState
from tests.kiosk import flows

PENSION = flows.item()
CARD = flows.item("SBK").__class__(
    **{name: getattr(PENSION, name) for name in PENSION.__struct_fields__}
    | {"item": "SBK", "name": Text(zh="社会保障卡补领换领"), "short": Text(zh="补社保卡", en="Replace a card"),
       "keywords": ("社保卡丢了",), "pinyin": "shbzkblhl bsbk", "theme": "cards"}
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ylbx", ["YL-CJ-001"]),
        ("ＹＬＢＸ", ["YL-CJ-001"]),
        ("养 老", ["YL-CJ-001"]),
        ("交社保", ["YL-CJ-001"]),
        ("replace", ["SBK"]),
        ("我的社保卡丢了怎么办", ["SBK"]),
        ("补", ["SBK"]),
        ("", ["YL-CJ-001", "SBK"]),
        ("zzz", []),
    ],
)
def test_item_is_found_by_what_citizens_call_it(query: str, found: list[str]) -> None:
    assert [item.item for item in find_items((PENSION, CARD), query=query)] == found


def test_theme_narrows_the_search() -> None:
    assert [item.item for item in find_items((PENSION, CARD), query="", theme="cards")] == ["SBK"]


def test_booth_with_healthy_devices_can_do_it() -> None:
    assert feasible(PENSION, flows.ALL_WELL).answer == Answer.YES


def test_broken_device_means_later_and_is_named() -> None:
    broken = flows.health(DeviceKind.DOCUMENT_CAMERA, DeviceState.FAULT, "unplugged")
    answer = feasible(PENSION, flows.ALL_WELL | {DeviceKind.DOCUMENT_CAMERA: broken})
    assert (answer.answer, answer.lacking) == (Answer.LATER, (DeviceKind.DOCUMENT_CAMERA,))


def test_absent_device_means_no() -> None:
    healthy = dict(flows.ALL_WELL)
    del healthy[DeviceKind.ID_CARD_READER]
    answer = feasible(PENSION, healthy)
    assert (answer.answer, answer.lacking) == (Answer.NO, (DeviceKind.ID_CARD_READER,))


def test_item_that_demands_presence_is_not_done_here() -> None:
    assert feasible(flows.item(remote=False), flows.ALL_WELL).answer == Answer.NO
