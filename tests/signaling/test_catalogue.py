"""The catalogue: what is packaged, what is refused, and that all mistakes are named at once."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest

import forms
from protocol.catalogue import Capture, Catalogue, Necessity
from signaling.catalogue import CatalogueError, LoadedCatalogue, Power, load
from signaling.catalogue.load import PACKAGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS = frozenset(definition.name for definition in forms.definitions())
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def packaged() -> LoadedCatalogue:
    return load(None, forms=FORMS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged catalogue, to make mistakes in."""
    return shutil.copytree(PACKAGED, tmp_path / "catalogue")


def edit(file: Path, old: str, new: str) -> int:
    """Replace the first `old` and return its line."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refused:
        load(folder, forms=FORMS)
    return [str(mistake) for mistake in refused.value.mistakes]


def test_the_packaged_catalogue_serves_three_districts(packaged: LoadedCatalogue) -> None:
    assert {place.code for place in packaged.wire.jurisdictions} == {"440113", "440203", "430602"}
    by_place = {
        code: [item for item in packaged.wire.items if item.jurisdiction == code]
        for code in ("440113", "440203", "430602")
    }
    assert len(by_place["440113"]) >= 12
    assert all(len(items) >= 3 for items in by_place.values())
    assert {item.form for item in packaged.wire.items} <= FORMS


def test_every_item_has_a_seat_of_its_own_jurisdiction_and_something_to_bring(packaged: LoadedCatalogue) -> None:
    for item in packaged.wire.items:
        seats = packaged.who_can(item.item, on=TODAY)
        assert seats[0].jurisdiction == item.jurisdiction, item.item
        assert any(material.capture is Capture.ID_READER for material in item.materials), item.item
        assert [m.material for m in item.materials if m.capture is Capture.FORM] == ["form"], item.item


def test_every_text_on_a_screen_is_there_in_three_languages(packaged: LoadedCatalogue) -> None:
    texts = [text for item in packaged.wire.items for text in (item.name, item.short, item.fee)]
    texts += [material.name for item in packaged.wire.items for material in item.materials]
    texts += [material.condition for item in packaged.wire.items for material in item.materials if material.condition]
    texts += [theme.name for theme in packaged.wire.themes] + [hall.name for hall in packaged.wire.halls]
    texts += [place.name for place in packaged.wire.jurisdictions]
    assert [text.zh for text in texts if not (text.zh and text.hant and text.en)] == []


def test_it_fits_the_wire(packaged: LoadedCatalogue) -> None:
    encoded = msgspec.json.encode(packaged.wire)
    assert msgspec.json.decode(encoded, type=Catalogue) == packaged.wire


def test_items_are_found_by_pinyin_initials_that_know_their_words(packaged: LoadedCatalogue) -> None:
    item = packaged.item("SBK-BH-002")
    assert item is not None
    assert item.pinyin == "shbzkblhl sbkbh"
    licence = packaged.item("YYZZ-BL-005")
    assert licence is not None
    assert licence.pinyin.endswith("yyzzbl")


def test_a_copy_has_the_same_materials_under_its_own_codes(packaged: LoadedCatalogue) -> None:
    own, copy = packaged.item("SBK-BH-002"), packaged.item("WJ-SBK-BH-002")
    assert own is not None
    assert copy is not None
    assert (copy.materials, copy.name, copy.form) == (own.materials, own.name, own.form)
    assert copy.jurisdiction == "440203"
    assert copy.implementation_code.startswith(copy.uscc)
    assert copy.uscc != own.uscc


def test_what_the_organ_already_has_is_never_asked_for(packaged: LoadedCatalogue) -> None:
    exempt = [material for item in packaged.wire.items for material in item.materials if material.exempt]
    assert exempt
    assert {material.capture for material in exempt} == {Capture.SHARE}
    assert {material.necessity for material in exempt} == {Necessity.REQUIRED}


def test_a_partner_with_the_power_comes_after_the_own_seats_and_only_while_the_agreement_runs(
    packaged: LoadedCatalogue,
) -> None:
    item = "WJ-SBK-BH-002"
    assert [seat.seat for seat in packaged.who_can(item, on=TODAY)] == ["WJ-S01", "WJ-S02", "YYL-S01"]
    for day in (date(2023, 6, 30), date(2028, 7, 1)):
        assert [seat.seat for seat in packaged.who_can(item, on=day)] == ["WJ-S01", "WJ-S02"]
    for day in (date(2023, 7, 1), date(2028, 6, 30)):
        assert packaged.may(item=item, jurisdiction="430602", power=Power.DELIVER, on=day)


def test_nobody_may_do_what_no_agreement_grants(packaged: LoadedCatalogue) -> None:
    assert not packaged.may(item="WJ-YD-BA-006", jurisdiction="430602", power=Power.RECEIVE, on=TODAY)
    assert not packaged.may(item="SBK-BH-002", jurisdiction="440203", power=Power.RECEIVE, on=TODAY)
    assert packaged.may(item="SBK-BH-002", jurisdiction="440113", power=Power.RECEIVE, on=TODAY)
    assert not packaged.may(item="NONE", jurisdiction="440113", power=Power.RECEIVE, on=TODAY)
    assert packaged.who_can("NONE", on=TODAY) == ()


def test_the_version_changes_with_any_file_and_with_nothing_else(folder: Path, packaged: LoadedCatalogue) -> None:
    assert load(folder, forms=FORMS).wire.version == packaged.wire.version
    edit(folder / "halls.yaml", "12345", "12346")
    assert load(folder, forms=FORMS).wire.version != packaged.wire.version


def test_five_mistakes_are_all_named_with_file_and_line(folder: Path) -> None:
    lines = [
        edit(folder / "seats.yaml", "hall: PY-ZX", "hall: PY-XX"),
        edit(folder / "items/sbk-bh-002.yaml", "promised_days: 12", "promised_days: 31"),
        edit(folder / "items/yl-cj-001.yaml", "uscc: 12440113MB2C01024A", "uscc: 12440113MB2C01024B"),
        edit(folder / "items/gt-sl-004.yaml", "form: sole_trader_registration", "form: sole_trader"),
        edit(folder / "agreements.yaml", "parties: [440203, 430602]", "parties: [440203, 430602, 999999]"),
    ]
    found = mistakes(folder)
    wanted = [
        f"seats.yaml:{lines[0]}: unknown hall `PY-XX`",
        f"items/sbk-bh-002.yaml:{lines[1]}: promised 31 days are more than the statutory 30",
        f"items/yl-cj-001.yaml:{lines[2]}: `uscc` is no unified social credit code",
        f"items/gt-sl-004.yaml:{lines[3]}: unknown form `sole_trader`",
        f"agreements.yaml:{lines[4]}: unknown party `999999`",
    ]
    assert [text for text in wanted if not any(line.startswith(text) for line in found)] == []


def drop(file: Path, line: str) -> None:
    edit(file, line + "\n", "")


MISTAKES: list[tuple[str, Callable[[Path], object], str]] = [
    (
        "a missing time limit",
        lambda f: drop(f / "items/sbk-bh-002.yaml", "statutory_days: 30"),
        r"items/sbk-bh-002.yaml:\d+: `statutory_days` is missing",
    ),
    (
        "an item twice",
        lambda f: edit(f / "items/gt-sl-004.yaml", "item: GT-SL-004", "item: YL-CJ-001"),
        "item `YL-CJ-001` is there twice",
    ),
    (
        "a short implementation code",
        lambda f: edit(f / "items/sw-hk-012.yaml", "440711012012", "44071101201"),
        "`implementation_code` must be the USCC",
    ),
    (
        "an exempt material still collected",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "capture: share", "capture: scan"),
        "`photo` is exempt",
    ),
    (
        "an unknown device",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "document_camera", "document_camara"),
        "`devices`: unknown `document_camara`, known are id_card_reader",
    ),
    (
        "a device that is needed and not named",
        lambda f: edit(f / "items/jzz-qz-003.yaml", "document_camera, ", ""),
        "material `permit` needs the device `document_camera`",
    ),
    (
        "an unknown capture",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "capture: id_reader", "capture: telepathy"),
        "`capture`: unknown `telepathy`",
    ),
    (
        "a skill for an unknown item",
        lambda f: edit(f / "seats.yaml", "- YL-CJ-001", "- YL-CJ-999"),
        "skill for the unknown item `YL-CJ-999`",
    ),
    (
        "a skill no agreement allows",
        lambda f: edit(f / "seats.yaml", "- YYL-CJ-BT-008", "- YYL-SW-HK-012"),
        "no agreement lets `440203` receive",
    ),
    (
        "a hall of another jurisdiction",
        lambda f: edit(f / "seats.yaml", "hall: WJ-ZX", "hall: PY-ZX"),
        "hall `PY-ZX` is not in `440203`",
    ),
    (
        "an unknown jurisdiction",
        lambda f: edit(f / "halls.yaml", "jurisdiction: 440113", "jurisdiction: 440114"),
        "halls.yaml:3: unknown jurisdiction `440114`",
    ),
    (
        "an unknown theme",
        lambda f: edit(f / "items/ln-yd-007.yaml", "theme: elderly", "theme: aged"),
        "unknown theme `aged`",
    ),
    (
        "an agreement that ends before it begins",
        lambda f: edit(f / "agreements.yaml", "2028-06-30", "2022-06-30"),
        "`valid_to` is before `valid_from`",
    ),
    (
        "a day that is none",
        lambda f: edit(f / "agreements.yaml", "2028-06-30", "2028-06-31"),
        "`valid_to` must be a day",
    ),
    (
        "powers of a stranger",
        lambda f: edit(f / "agreements.yaml", "    440203: [receive", "    440113: [receive"),
        "powers for `440113`, who is no party",
    ),
    (
        "an unknown power",
        lambda f: edit(f / "agreements.yaml", "receive,", "decide,"),
        "unknown `decide`, known are receive, inform, verify, deliver",
    ),
    (
        "an unknown key",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "theme:", "colour: red\ntheme:"),
        r"items/sbk-bh-002.yaml:\d+: `colour` is not known here",
    ),
    (
        "a key twice",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "theme:", "theme: medical\ntheme:"),
        r"items/sbk-bh-002.yaml:\d+: `theme` is given twice",
    ),
    (
        "a material twice",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "material: old_card", "material: photo"),
        "material `photo` is there twice",
    ),
    (
        "a condition without words",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "    condition:", "    # condition:"),
        "`old_card` is conditional and no `condition` says when",
    ),
    (
        "a number that is none",
        lambda f: edit(f / "items/sbk-bh-002.yaml", "statutory_days: 30", "statutory_days: nan"),
        "`statutory_days` must be a number",
    ),
    (
        "a copy of nothing",
        lambda f: edit(f / "items/wj-sbk-bh-002.yaml", "like: SBK-BH-002", "like: SBK-BH-003"),
        "`like` must name an item",
    ),
    (
        "broken YAML",
        lambda f: edit(f / "themes.yaml", "- theme: medical", "- theme: [medical"),
        r"themes.yaml:\d+: not YAML",
    ),
    ("a file that is not there", lambda f: (f / "halls.yaml").unlink(), "halls.yaml:0: cannot be read"),
    ("an empty file", lambda f: (f / "halls.yaml").write_text(""), "halls.yaml:0: empty"),
    ("a list that is none", lambda f: (f / "halls.yaml").write_text("a: b"), "halls.yaml:1: a list is expected"),
    ("bytes that are no text", lambda f: (f / "halls.yaml").write_bytes(b"\xff\xfe\xff"), "halls.yaml:0: not UTF-8"),
    ("a control character", lambda f: (f / "halls.yaml").write_text("a: \x07"), "halls.yaml:0: not YAML"),
]


@pytest.mark.parametrize(("make", "text"), [pytest.param(m, t, id=name) for name, m, t in MISTAKES])
@pytest.mark.thorough
def test_each_kind_of_mistake_is_named(folder: Path, make: Callable[[Path], object], text: str) -> None:
    make(folder)
    assert any(re.search(text, line) for line in mistakes(folder)), mistakes(folder)


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert "items:0: no item is there" in mistakes(tmp_path)
