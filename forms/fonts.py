"""Build the fonts for paper, once, at set-up: `python -m forms.fonts`.

reportlab draws TrueType outlines only, and the system's Chinese fonts have PostScript ones (CFF), so the faces we need
are converted. Each style is cut in two: the 7,500 characters of GB 2312, always loaded, and the rest, loaded when a
name asks for it; a server that prints notices stays small. Every result gets a name of its own, since reportlab
confuses fonts of one document that share a PostScript name.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from forms.fontmap import directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.ttLib import TTFont

VERSION = 3
"""Raise it when what is built changes."""
_MADE = 3_786_912_000
# 2024-01-01 in seconds since 1904, as fonts count.
_NOTO = Path("/usr/share/fonts/opentype/noto")
_WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
_HANA = Path("/usr/share/fonts/truetype/hanazono")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One font to build."""

    name: str
    source: Path
    family: str = ""
    """Which face of a collection; empty for a plain font."""
    common: bool = True
    """Take the common characters."""
    rare: bool = False
    """Take the others."""
    package: str = "fonts-noto-cjk"


JOBS = (
    Job(
        name="song-rare", source=_NOTO / "NotoSerifCJK-Regular.ttc", family="Noto Serif CJK SC", common=False, rare=True
    ),
    Job(name="song", source=_NOTO / "NotoSerifCJK-Regular.ttc", family="Noto Serif CJK SC"),
    Job(name="title", source=_NOTO / "NotoSerifCJK-Bold.ttc", family="Noto Serif CJK SC"),
    Job(name="hei", source=_NOTO / "NotoSansCJK-Bold.ttc", family="Noto Sans CJK SC"),
    Job(name="kai-rare", source=_WENKAI, common=False, rare=True, package="fonts-lxgw-wenkai"),
    Job(name="kai", source=_WENKAI, package="fonts-lxgw-wenkai"),
)
"""What is built, the slowest first."""
_LINKS = {"hana-a": _HANA / "HanaMinA.ttf", "hana-b": _HANA / "HanaMinB.ttf"}


def common_characters() -> frozenset[int]:
    """Return the code points of GB 2312, Latin-1 and the punctuation of papers."""
    codes = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), *range(0x2460, 0x2474)}
    codes |= {*map(ord, "※←↑→↓☐☑□■○●◎★☆〓〔〕【】《》「」『』〖〗＋－×÷￥，。；：？！％＃＊＆＠／＼"), 0x3000}
    for high in range(0xA1, 0xF8):
        pairs = (bytes((high, low)) for low in range(0xA1, 0xFF))
        codes |= {ord(text) for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text}
    return frozenset(codes)


def rare_characters() -> frozenset[int]:
    """Return every other Chinese character there is: CJK unified and compatibility ideographs, radicals, bopomofo."""
    blocks = (
        (0x2E80, 0x2FE0),
        (0x3100, 0x3130),
        (0x31C0, 0x31F0),
        (0x3400, 0x4DC0),
        (0x4E00, 0xA000),
        (0xF900, 0xFB00),
    )
    planes = ((0x20000, 0x323B0),)
    codes = {code for first, end in (*blocks, *planes) for code in range(first, end)}
    return frozenset(codes - common_characters())


def build(folder: Path) -> bool:
    """Build what is not built yet; return whether there was anything to do. Raise `FileNotFoundError` for a source."""
    wanted = _manifest()
    marker = folder / "manifest.json"
    if marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return False
    for job in JOBS:
        if not job.source.exists():
            msg = f"{job.source} is missing: install the package {job.package}"
            raise FileNotFoundError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_build_one, job, folder) for job in JOBS]
        for done in as_completed(running):
            job = JOBS[running.index(done)]
            # A set-up step reports, as it goes.
            print(f"  {job.name}.ttf from {job.source.name} in {done.result():.1f} s", flush=True)  # noqa: T201 - run by hand or by set-up; it tells how it goes
    for name, source in _LINKS.items():
        _link(source, folder / f"{name}.ttf")
    _write(marker, wanted.encode())
    return True


def main() -> int:
    """Build the fonts where the programs look for them; say what is missing."""
    folder = directory()
    started = time.monotonic()
    try:
        built = build(folder)
    except FileNotFoundError as error:
        print(f"fonts: {error}", file=sys.stderr)  # noqa: T201 - run by hand or by set-up; it tells how it goes
        return 1
    if built:
        print(f"fonts ready in {folder} ({time.monotonic() - started:.0f} s)")  # noqa: T201 - run by hand or by set-up; it tells how it goes
    return 0


def _manifest() -> str:
    sources = {str(path): _stamp(path) for path in sorted({*(job.source for job in JOBS), *_LINKS.values()})}
    return json.dumps({"version": VERSION, "sources": sources}, sort_keys=True)


def _stamp(path: Path) -> list[int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return []
    return [found.st_size, int(found.st_mtime)]


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    if source.exists():
        target.symlink_to(source)


def _write(path: Path, data: bytes) -> None:
    # A build that is interrupted must not leave half a font under the right name.
    part = path.with_name(path.name + f".{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def _build_one(job: Job, folder: Path) -> float:
    from io import BytesIO

    from fontTools.ttLib import TTFont

    started = time.monotonic()
    codes = (common_characters() if job.common else frozenset()) | (rare_characters() if job.rare else frozenset())
    buffer = BytesIO()
    with TTFont(job.source, fontNumber=_face(job), lazy=True) as source:
        chosen = {code: glyph for code, glyph in source.getBestCmap().items() if code in codes}
        _assemble(f"CloudWindow-{job.name}", source, chosen).save(buffer)
    _write(folder / f"{job.name}.ttf", buffer.getvalue())
    return time.monotonic() - started


def _face(job: Job) -> int:
    if not job.family:
        return -1
    from fontTools.ttLib import TTCollection

    with TTCollection(job.source, lazy=True) as collection:
        families = [font["name"].getDebugName(1) or "" for font in collection.fonts]
        full = [
            font["name"].getDebugName(16) or family for font, family in zip(collection.fonts, families, strict=True)
        ]
    return full.index(job.family) if job.family in full else families.index(job.family)


def _assemble(name: str, source: TTFont, chosen: dict[int, str]) -> TTFont:
    from fontTools.fontBuilder import FontBuilder

    order = [".notdef", *dict.fromkeys(glyph for glyph in chosen.values() if glyph != ".notdef")]
    outlines = dict(_outlines(source, order))
    builder = FontBuilder(unitsPerEm=source["head"].unitsPerEm, isTTF=True)
    # Fixed times: the same fonts again are the same bytes.
    builder.font.recalcTimestamp = False
    builder.updateHead(created=_MADE, modified=_MADE)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(chosen)
    builder.setupGlyf(outlines)
    glyf, advance = builder.font["glyf"], source["hmtx"]
    builder.setupHorizontalMetrics({glyph: (advance[glyph][0], getattr(glyf[glyph], "xMin", 0)) for glyph in order})
    head = source["hhea"]
    builder.setupHorizontalHeader(ascent=head.ascent, descent=head.descent)
    os2 = source["OS/2"]
    builder.setupOS2(
        usWeightClass=os2.usWeightClass,
        sTypoAscender=os2.sTypoAscender,
        sTypoDescender=os2.sTypoDescender,
        sCapHeight=getattr(os2, "sCapHeight", 0),
        version=4,
    )
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "fullName": name, "psName": name})
    builder.setupPost(keepGlyphNames=False)
    return builder.font


def _outlines(source: TTFont, order: Iterable[str]) -> Iterator[tuple[str, object]]:
    if "glyf" in source:
        yield from _quadratic(source, order)
    else:
        yield from _converted(source, order)


def _quadratic(source: TTFont, order: Iterable[str]) -> Iterator[tuple[str, object]]:
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    table, glyphs = source["glyf"], source.getGlyphSet()
    for name in order:
        glyph = table[name]
        if glyph.isComposite():
            pen, recording = TTGlyphPen(None), DecomposingRecordingPen(glyphs)
            glyphs[name].draw(recording)
            recording.replay(pen)
            glyph = pen.glyph()
        else:
            glyph.removeHinting()
        yield name, glyph


def _converted(source: TTFont, order: Iterable[str]) -> Iterator[tuple[str, object]]:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs = source.getGlyphSet()
    for name in order:
        pen = TTGlyphPen(None)
        # A thousandth of an em is finer than any printer; PostScript outlines turn the other way round.
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        yield name, pen.glyph()


if __name__ == "__main__":
    raise SystemExit(main())
