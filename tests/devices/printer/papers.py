"""An invented paper, as a PDF that any program can draw."""

from __future__ import annotations


def pdf(*, width: int = 204, height: int = 100) -> bytes:
    """Return one page of `width` × `height` points with a black square in its upper left quarter."""
    content = b"0 0 0 rg 0 %d %d %d re f" % (height // 2, width // 2, height // 2)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % (width, height),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )
