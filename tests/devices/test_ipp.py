"""IPP messages, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import ipp
from devices.printer.ipp import Attribute, Operation, Tag

HEAD = [
    Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
    Attribute("attributes-natural-language", Tag.LANGUAGE, ("zh-cn",)),
]


def test_a_request_is_that_of_the_standard() -> None:
    # RFC 8010 appendix A.1, with our version, id and language.
    message = ipp.encode(Operation.PRINT_JOB, 1, [(Tag.OPERATION_GROUP, HEAD[:1])], b"%!PDF")
    assert message == b"\x02\x00\x00\x02\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x03%!PDF"


def test_what_is_written_is_read() -> None:
    attributes = [
        *HEAD,
        Attribute("printer-state-reasons", Tag.KEYWORD, ("media-empty-error", "media-jam-error")),
        Attribute("job-id", Tag.INTEGER, (-7,)),
        Attribute("accepting", Tag.BOOLEAN, (True,)),
        Attribute("printer-info", Tag.TEXT, ("打印机",)),
    ]
    read = ipp.decode(ipp.encode(0x0507, 9, [(Tag.PRINTER_GROUP, attributes)]))
    assert (read.code, read.request_id) == (0x0507, 9)
    assert read.group(Tag.PRINTER_GROUP) == {a.name: a.values for a in attributes}
    assert read.group(Tag.JOB_GROUP) == {}


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(untrusted: bytes) -> None:
    try:
        ipp.decode(untrusted)
    except ipp.BadMessage:
        return


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_message_that_ends_early_is_refused(cut: int) -> None:
    whole = ipp.encode(0, 1, [(Tag.OPERATION_GROUP, HEAD)])
    with pytest.raises(ipp.BadMessage):
        ipp.decode(whole[:-cut])
