"""The booth's settings: every mistake at once, each with its name."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.config import ConfigError, Settings, load, parse
from protocol.states import Language

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "kiosk-settings.md"


def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'data_dir = "{tmp_path}"\nid_card_port = "/dev/ttyUSB0"\nlanguage = "en"\nwidth = 1920\n', "utf-8")
    settings = load(file)
    assert (settings.data_dir, settings.id_card_port, settings.language, settings.width) == (
        tmp_path, "/dev/ttyUSB0", Language.EN, 1920,
    )  # fmt: skip


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse({"fullscreen": "yes", "width": 10, "language": "fr", "colour": "red", "printer": 5})
    assert {mistake.partition(":")[0] for mistake in caught.value.mistakes} == {
        "fullscreen", "width", "language", "colour", "printer", "data_dir",
    }  # fmt: skip


@pytest.mark.parametrize("content", [None, "not toml = = =", b"\xff\xfe"])
def test_file_that_cannot_be_read_is_one_mistake(tmp_path: Path, content: str | bytes | None) -> None:
    file = tmp_path / "kiosk.toml"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert len(caught.value.mistakes) == 1


def test_every_setting_is_documented() -> None:
    documented = REFERENCE.read_text("utf-8")
    assert [spec.name for spec in fields(Settings) if f"`{spec.name}`" not in documented] == []
