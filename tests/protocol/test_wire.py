"""Every message and frame on the wire: golden JSON, limits, and what is refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import codec, frames, reference
from protocol.errors import Malformed, TooLarge
from protocol.messages import Message, OpenVisit, PatchField, Rate, Request, Signal
from protocol.states import Language

GOLDEN = Path(__file__).parents[1] / "data" / "wire"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "wire.md"


def tag(struct: type[msgspec.Struct]) -> str:
    name = struct.__struct_config__.tag
    assert isinstance(name, str)
    return name


@pytest.mark.parametrize("message", reference.all_messages(), ids=tag)
def test_a_message_reads_and_writes_its_golden_json(message: type[Message]) -> None:
    golden = (GOLDEN / f"{tag(message)}.json").read_bytes().strip()
    decoded = codec.decode_message(msgspec.Raw(golden))
    assert decoded == reference.example(message)
    assert bytes(codec.encode_message(decoded)) == golden


@pytest.mark.parametrize("frame", reference.all_frames(), ids=tag)
def test_a_frame_reads_and_writes_its_golden_json(frame: type[frames.Frame]) -> None:
    golden = (GOLDEN / f"frame_{tag(frame)}.json").read_bytes().strip()
    assert codec.encode_frame(codec.decode_frame(golden)) == golden


def test_there_is_no_golden_file_of_a_message_that_is_gone() -> None:
    known = {tag(m) for m in reference.all_messages()} | {f"frame_{tag(f)}" for f in reference.all_frames()}
    assert {path.stem for path in GOLDEN.glob("*.json")} == known


@pytest.mark.parametrize("message", reference.all_messages(), ids=tag)
def test_a_docstring_says_who_sends_a_message_and_the_table_agrees(message: type[Message]) -> None:
    first = (message.__doc__ or "").split(":")[0].lower()
    if message.SENDERS:
        assert issubclass(message, (Request, Signal))
        assert any(role in first or (role == "supervisor" and "agent" in first) for role in message.SENDERS)
    else:
        assert first.startswith(("to ", "server"))


def test_the_reference_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.page(), "run `make docs`"


def test_unknown_fields_are_ignored() -> None:
    raw = msgspec.Raw(b'{"type":"open_visit","id":"r1","language":"en","colour":"red"}')
    assert codec.decode_message(raw) == OpenVisit(id="r1", language=Language.EN)


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"type":"open_visit"}',
        b'{"type":"no_such_thing"}',
        b'{"type":"open_visit","id":"r1","language":"tlh"}',
        b'{"type":"open_visit","id":"with space","language":"en"}',
        b'{"type":"open_visit","id":"' + b"x" * 41 + b'","language":"en"}',
        b'{"type":"patch_field","id":"r","case":"c","field":"f","value":"' + b"x" * 2001 + b'","base":0}',
        b'{"type":"patch_field","id":"r","case":"c","field":"f","value":"v","base":-1}',
        b'{"type":"rate","id":"r","case":"c","level":6}',
        b'{"type":"patch_field","id":"r","case":"c","field":"f","value":"\xed\xa0\x80","base":0}',
        b'{"type":"rate","id":"r","case":"c","level":1e400}',
        b"[" * 40_000,
    ],
)
def test_a_malformed_message_is_refused(untrusted: bytes) -> None:
    with pytest.raises(Malformed):
        codec.decode_message(msgspec.Raw(untrusted))


def test_the_reason_of_a_refusal_never_quotes_what_was_sent() -> None:
    secret = "王小明的秘密"
    for body in (f'{{"type":"{secret}"}}', f'{{"type":"open_visit","id":"r","language":"{secret}"}}'):
        with pytest.raises(Malformed) as refused:
            codec.decode_message(msgspec.Raw(body.encode()))
        assert secret not in str(refused.value)


@pytest.mark.parametrize("text", [False, True])
def test_a_frame_over_the_limit_is_refused_unread(text: bool) -> None:  # noqa: FBT001 - a parameter, not a flag
    untrusted: bytes | str = b'{"frame":"ping","x":"' + b"x" * codec.MAX_FRAME_BYTES + b'"}'
    if text:
        assert isinstance(untrusted, bytes)
        untrusted = untrusted.decode()
    with pytest.raises(TooLarge) as refused:
        codec.decode_frame(untrusted)
    assert refused.value.size > refused.value.limit == codec.MAX_FRAME_BYTES


def test_a_signal_is_relayed_byte_for_byte() -> None:
    body = msgspec.Raw(b'{"type":"signal","call":"c","payload":{"sdp":"v=0\\r\\n", "odd" : [1, 2.50]}}')
    signal = codec.decode_message(body)
    assert isinstance(signal, Signal)
    assert bytes(signal.payload) == b'{"sdp":"v=0\\r\\n", "odd" : [1, 2.50]}'
    assert b'{"sdp":"v=0\\r\\n", "odd" : [1, 2.50]}' in bytes(codec.encode_message(signal))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_raise_anything_but_a_protocol_error(untrusted: bytes) -> None:
    for decode in (codec.decode_frame, lambda raw: codec.decode_message(msgspec.Raw(raw))):
        try:
            decode(untrusted)
        except Malformed:
            continue


@given(st.text(max_size=50, alphabet=st.characters(exclude_categories=["Cs"])), st.integers(0, 10**6))
def test_any_text_of_a_field_survives_the_wire(value: str, base: int) -> None:
    patch = PatchField(id="r", case="c", field="f", value=value, base=base)
    assert codec.decode_message(codec.encode_message(patch)) == patch


def test_defaults_are_left_off_the_wire() -> None:
    assert (
        bytes(codec.encode_message(Rate(id="r", case="c", level=5))) == b'{"type":"rate","id":"r","case":"c","level":5}'
    )
