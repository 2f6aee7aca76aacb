"""Every sentence of the screens is translated, and no translation is of a sentence that is gone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from agent_console.app import TRANSLATIONS, UI

LANGUAGES = ["zh_Hant", "en"]


def sentences(file: Path) -> dict[tuple[str, str], str]:
    """(context, source) to translation; unfinished ones are empty."""
    found: dict[tuple[str, str], str] = {}
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            text = "" if translation.get("type") else translation.text or ""
            found[context.findtext("name", ""), message.findtext("source", "")] = text
    return found


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What the sources say now."""
    file = tmp_path_factory.mktemp("lupdate") / "now.ts"
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    sources = [*sorted(UI.rglob("*.qml")), UI / "case_words.py"]
    words = ["-silent", "-locations", "none", "-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run([lupdate, *sources, *words, "-ts", file], check=True, capture_output=True)
    return set(sentences(file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_left_over(language: str, wanted: set[tuple[str, str]]) -> None:
    have = sentences(TRANSLATIONS / f"{language}.ts")
    assert wanted - set(have) == set()
    assert set(have) - wanted == set()
    assert [source for source, text in have.items() if not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_for_values(language: str) -> None:
    for (_, source), text in sentences(TRANSLATIONS / f"{language}.ts").items():
        assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", text)), source


def test_no_chinese_word_stands_outside_the_translations() -> None:
    bare = re.compile(r'"[^"]*[\u4e00-\u9fff][^"]*"')
    allowed = re.compile(r'qsTr\(|word: "简"|word: "繁"|split\("、"\)|join\("、"\)')
    found = [
        f"{file.name}: {line.strip()}"
        for file in UI.rglob("*.qml")
        for line in file.read_text().splitlines()
        if bare.search(line) and not allowed.search(line)
    ]
    assert found == []
