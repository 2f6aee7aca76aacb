"""Writes `docs/reference/wire.md` from the frames and messages, so that the page is true.

`python -m protocol.reference FILE` writes it; a test compares the committed page with `page()`.
"""

from __future__ import annotations

import inspect
import sys
import typing
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as types

from protocol import codec, frames, messages, session
from protocol.messages import Message, Request
from protocol.states import Role

_TEXTS = {"^[A-Za-z0-9._-]+$": "01JC0000000000000000000000", "^[0-9a-f]{64}$": "0" * 64, "^[0129]$": "2"}
_INTRO = f"""# The wire

Generated from `protocol/frames.py` and `protocol/messages.py` by `make docs`; do not edit.

One WebSocket at `GET /v1/session`, JSON text frames of at most {codec.MAX_FRAME_BYTES // 1024} KiB, no compression,
protocol version {frames.VERSION}. Unknown fields are ignored; unknown tags are refused. Larger things go by
[HTTP](http.md).
"""


def all_messages() -> tuple[type[Message], ...]:
    """Return every message type in the order of the specification."""
    return typing.get_args(messages.AnyMessage)


def all_frames() -> tuple[type[frames.Frame], ...]:
    """Return every frame type."""
    return typing.get_args(frames.AnyFrame)


def example(struct: type[msgspec.Struct]) -> Any:
    """Return a valid instance with every field filled, the same at each call."""
    return msgspec.json.decode(msgspec.json.encode(_sample(types.type_info(struct))), type=struct)


def page() -> str:
    """Return the whole reference page."""
    parts = [_INTRO, "## Frames\n", _paragraph(frames), *(_entry(frame, "") for frame in all_frames())]
    parts += ["## The reliable session\n", _paragraph(session)]
    parts += [
        "## Messages\n",
        _paragraph(messages),
        *(_entry(message, _senders(message)) for message in all_messages()),
    ]
    parts += ["## Parts of messages\n", *(_entry(part, "") for part in _parts())]
    return "\n".join(parts)


def _parts() -> list[type[msgspec.Struct]]:
    """Return the structs used inside messages, in the order of the specification."""
    structs = [kind for kind in vars(messages).values() if inspect.isclass(kind) and issubclass(kind, messages.Part)]
    return [struct for struct in structs if struct is not messages.Part]


def _paragraph(module: Any) -> str:
    """Return a module's docstring, its diagrams fenced."""
    lines, fenced = [], False
    for line in inspect.cleandoc(module.__doc__).splitlines():
        indented = line.startswith("    ")
        if indented != fenced and line:
            lines.append("```")
            fenced = indented
        lines.append(line[4:] if indented else line)
    return "\n".join([*lines, "```"] if fenced else lines) + "\n"


def _senders(message: type[Message]) -> str:
    who = ", ".join(role.value for role in Role if role in message.SENDERS) or "server"
    answer = "; answered by `done` or `failed`" if issubclass(message, Request) else ""
    return f"Sent by: {who}{answer}.\n"


def _entry(struct: type[msgspec.Struct], note: str) -> str:
    tag = struct.__struct_config__.tag
    rows = [
        f"| `{field.encode_name}` | {_type(field.type)} | {_default(field)} |"
        for field in msgspec.structs.fields(struct)
    ]
    table = "\n".join(["| field | type | default |", "| --- | --- | --- |", *rows]) + "\n" if rows else "No fields.\n"
    text = inspect.cleandoc(struct.__doc__ or "")
    sample = msgspec.json.format(msgspec.json.encode(example(struct)), indent=0).decode()
    return f"### {f'`{tag}`' if tag else struct.__name__}\n\n{text}\n\n{note}\n{table}\n```json\n{sample}\n```\n"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    default = field.default if field.default is not msgspec.NODEFAULT else ()
    return f"`{msgspec.json.encode(default).decode()}`"


def _type(kind: Any) -> str:
    """Return a Python annotation as words."""
    info = types.type_info(kind)
    if isinstance(info, types.UnionType):
        return " or ".join(_type_of(option) for option in info.types)
    return _type_of(info)


def _type_of(info: types.Type) -> str:  # noqa: PLR0911 - one line a type
    match info:
        case types.StrType(max_length=limit):
            return f"text ≤ {limit}" if limit else "text"
        case types.EnumType(cls=cls):
            return " \\| ".join(f"`{member.value}`" for member in cls)
        case types.StructType(cls=cls):
            return cls.__name__
        case types.VarTupleType(item_type=item):
            return f"list of {_type_of(item)}"
        case types.NoneType():
            return "null"
        case types.RawType():
            return "anything"
        case _:
            return type(info).__name__.removesuffix("Type").lower()


def _sample(info: types.Type) -> Any:  # noqa: PLR0911 - one line a type
    match info:
        case types.StructType(cls=cls, fields=fields, tag=tag, tag_field=tag_field):
            del cls
            value = {field.encode_name: _sample(field.type) for field in fields}
            return {tag_field: tag, **value} if tag_field else value
        case types.StrType(pattern=pattern, max_length=limit, min_length=least):
            text = _TEXTS.get(pattern or "", "文字" if not least or least < 3 else "x" * least)
            return text[:limit] if limit else text
        case types.EnumType(cls=cls):
            return next(iter(cls)).value
        case types.VarTupleType(item_type=item):
            return [_sample(item)]
        case types.UnionType(types=options):
            return _sample(next(option for option in options if not isinstance(option, types.NoneType)))
        case types.IntType(ge=least):
            return least or 1
        case types.FloatType():
            return 1.5
        case types.BoolType():
            return True
        case types.RawType():
            return {"any": "thing"}
        case _:
            msg = f"no example for {info}"
            raise TypeError(msg)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
