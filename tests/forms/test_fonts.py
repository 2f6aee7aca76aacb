from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import reportlab
from reportlab.pdfbase.ttfonts import makeToUnicodeCMap

from forms import FontsMissing, example, fonts, render
from forms.fontmap import FontFile, Style, chain, directory
from forms.layout.faces import Faces
from forms.layout.pdffont import unicode_map

if TYPE_CHECKING:
    from pathlib import Path


def test_missing_fonts_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDWINDOW_FONTS", str(tmp_path))
    with pytest.raises(FontsMissing, match="make setup"):
        render("receipt", example("receipt"))


def test_fonts_stand_where_the_setting_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDWINDOW_FONTS", str(tmp_path))
    assert directory() == tmp_path


def test_a_site_may_name_its_own_font_which_comes_first(tmp_path: Path) -> None:
    for file in directory().glob("*.ttf"):
        (tmp_path / file.name).symlink_to(file.resolve())
    own = directory() / "kai.ttf"
    (tmp_path / "fonts.toml").write_text(f'[styles]\nsong = "{own}"\n', encoding="utf-8")
    assert chain(Style.SONG, tmp_path)[0] == FontFile(name="site-song", path=own)
    assert [run.font.fontName for run in Faces(tmp_path).runs("王", Style.SONG)] == ["site-song"]


@pytest.mark.parametrize("text", ["[styles\n", '[styles]\nsong = "/nowhere/fang.ttf"\n'])
def test_a_wrong_font_map_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "fonts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FontsMissing):
        chain(Style.SONG, tmp_path)


def test_every_font_has_a_name_of_its_own(type_faces: Faces) -> None:
    names = ["".join(run.font.face.name.decode() for run in type_faces.runs("王", style)) for style in Style]
    assert len(set(names)) == len(Style)


def test_a_rare_character_is_drawn_by_the_first_font_that_has_it(type_faces: Faces) -> None:
    runs = [(run.font.fontName, run.text) for run in type_faces.runs("王喆𬎆明", Style.SONG)]
    assert runs == [("song", "王"), ("song-rare", "喆"), ("kai-rare", "𬎆"), ("song", "明")]


def test_common_characters_are_those_of_gb_2312() -> None:
    common = fonts.common_characters()
    assert sum(0x4E00 <= code <= 0x9FFF for code in common) == 6763
    assert common.isdisjoint(fonts.rare_characters())


def test_building_again_does_nothing(tmp_path: Path) -> None:
    manifest = (directory() / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["version"] == fonts.VERSION
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    assert fonts.build(tmp_path) is False
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_a_source_that_is_missing_names_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = fonts.Job(name="x", source=tmp_path / "x.ttc", package="fonts-noto-cjk")
    monkeypatch.setattr(fonts, "JOBS", (job,))
    with pytest.raises(FileNotFoundError, match="fonts-noto-cjk"):
        fonts.build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.thorough
def test_one_small_font_is_built_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "common_characters", lambda: frozenset(map(ord, "王，A")))
    job = next(job for job in fonts.JOBS if job.name == "song")
    fonts._build_one(job, tmp_path)
    fonts._build_one(job, tmp_path / "..")
    built = (tmp_path / "song.ttf").read_bytes()
    assert built == (tmp_path.parent / "song.ttf").read_bytes()
    assert len(built) < 10_000
    assert [file.name for file in tmp_path.glob("*")] == ["song.ttf"]


def test_reportlab_still_writes_rare_characters_wrong() -> None:
    """When this fails, reportlab has mended its map, and `PaperFont.addObjects` can go."""
    assert reportlab.__version__ == "5.1.0"
    assert "<01> <2C386>" in makeToUnicodeCMap("F", [0, 0x2C386])


def test_our_map_writes_utf_16_in_blocks_of_a_hundred() -> None:
    written = unicode_map("F", [0, 0x2C386, *range(0x4E00, 0x4E00 + 200)])
    assert "<01> <D870DF86>" in written
    assert [line for line in written.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "2 beginbfchar",
    ]
