"""Our reading of fonts against fontTools'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from forms.fontmap import directory
from forms.layout.outline import outline
from forms.layout.sfnt import Sfnt

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = "王㛃䶮𠅤𬱖㵘𫖯𰻞𬎆A0·，“”—…〓★é \u0000\uffff\U0010ffff"


@pytest.mark.parametrize("name", ["song", "kai-rare", "hana-b"])
@pytest.mark.thorough
def test_glyphs_widths_and_positions_agree(name: str) -> None:
    path = directory() / f"{name}.ttf"
    ours = Sfnt(str(path))
    with TTFont(path, lazy=True) as theirs:
        cmap = theirs.getBestCmap()
        for code in [*map(ord, SAMPLE), *list(cmap)[::97]]:
            glyph = theirs.getGlyphID(cmap[code]) if code in cmap else 0
            assert ours.glyph(code) == glyph, hex(code)
            if code in cmap:
                advance, bearing = theirs["hmtx"][cmap[code]]
                assert ours.metric(glyph) == (advance, bearing & 0xFFFF)
                assert ours.position(glyph) == theirs["loca"][glyph]


@pytest.mark.thorough
def test_a_font_without_rare_characters_is_read_by_its_smaller_map(tmp_path: Path) -> None:
    with TTFont(directory() / "hei.ttf") as font:
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 4 and table.platformID == 3]
        cmap = font.getBestCmap()
        ids = {code: font.getGlyphID(glyph) for code, glyph in cmap.items()}
        font.save(tmp_path / "small.ttf")
    ours = Sfnt(str(tmp_path / "small.ttf"))
    assert {code: ours.glyph(code) for code in range(0x20, 0x10000)} == {
        code: ids.get(code, 0) for code in range(0x20, 0x10000)
    }
    assert ours.glyph(0x2C386) == 0


@pytest.mark.parametrize("character", "章无A·，")
def test_outlines_begin_and_end_where_they_should(character: str) -> None:
    path = directory() / "title.ttf"
    drawn = outline(Sfnt(str(path)), character)
    with TTFont(path, lazy=True) as font:
        pen = RecordingPen()
        font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    starts = [step[1:] for step in drawn if step[0] == "M"]
    expected = [points[0] for name, points in pen.value if name == "moveTo"]
    assert [tuple(round(v * 1000) for v in start) for start in starts] == expected
    assert sum(step[0] == "Z" for step in drawn) == len(expected)
    assert extent(drawn) <= (0, 1)


def extent(path: Any) -> tuple[int, int]:
    values = [value for step in path for value in step[1:]]
    assert min(values) > -0.4
    assert max(values) < 1.2
    return 0, 1


def test_what_has_no_outline_gives_no_path() -> None:
    font = Sfnt(str(directory() / "song.ttf"))
    assert outline(font, " ") == ()
