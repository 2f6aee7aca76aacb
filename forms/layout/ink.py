"""A signature's picture made ready for paper: checked, cut to its ink, on white."""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops

from forms.errors import SignatureUnusable

_MOST_PIXELS = 8_000_000


@lru_cache(maxsize=16)
def inked(png: bytes) -> tuple[bytes, float]:
    """Return the picture as a grey PNG without its empty edges, and its width by its height.

    Raise `SignatureUnusable` for what is no PNG, is too large, or holds no ink: a paper must not seem signed.
    """
    grey = _opened(png)
    box = ImageChops.invert(grey).point(lambda value: 255 if value > 32 else 0).getbbox()
    if box is None:
        reason = "it is empty"
        raise SignatureUnusable(reason)
    cut = grey.crop(box)
    buffer = BytesIO()
    cut.save(buffer, "PNG", optimize=False)
    return buffer.getvalue(), cut.width / cut.height


def _opened(png: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(png), formats=("PNG",))
        if picture.width * picture.height > _MOST_PIXELS:
            reason = "it has too many pixels"
            raise SignatureUnusable(reason)
        drawn = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        reason = "it is no PNG that can be read"
        raise SignatureUnusable(reason) from error
    white = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(white, drawn).convert("L")
