"""Log lines: fields by allow-list, no personal data, no text of exceptions."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from signaling import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKED = "龘靐齉"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    target = io.StringIO()
    level = logging.getLogger().level
    handler = logs.configure(target)
    yield target
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_json_line_with_its_time_level_and_logger(stream: io.StringIO) -> None:
    structlog.get_logger("signaling.hub").info("session opened", session="S1", kiosk="PY-K01")
    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "session opened",
        "level": "info",
        "logger": "signaling.hub",
        "session": "S1",
        "kiosk": "PY-K01",
    }


def test_a_field_that_is_not_listed_is_left_out_and_named(stream: io.StringIO) -> None:
    structlog.get_logger("x").info("card read", holder=MARKED, number="1", kiosk="PY-K01")
    (line,) = lines(stream)
    assert (line["dropped"], line["kiosk"]) == (["holder", "number"], "PY-K01")
    assert MARKED not in stream.getvalue()


@pytest.mark.parametrize("value", ["11010519491231002X", "x 110105194912310 y", "13800138000", "tel:13800138000."])
def test_what_looks_like_a_persons_number_is_masked_wherever_it_stands(stream: io.StringIO, value: str) -> None:
    structlog.get_logger("x").info(f"odd {value}", reason=value)
    assert "1949" not in stream.getvalue()
    assert "13800138000" not in stream.getvalue()
    assert "***" in stream.getvalue()


def test_of_other_libraries_only_the_template_is_kept(stream: io.StringIO) -> None:
    logging.getLogger("aiohttp.server").info("Error handling request from %s", MARKED, extra={"body": MARKED})
    assert [line["event"] for line in lines(stream)] == ["Error handling request from %s"]
    assert MARKED not in stream.getvalue()


@pytest.mark.expects_log("x")
def test_of_an_exception_only_type_and_place_are_kept(stream: io.StringIO) -> None:
    try:
        int(MARKED)
    except ValueError as error:
        structlog.get_logger("x").exception("failed")
        structlog.get_logger("x").error("failed", exc_info=error)
        logging.getLogger("x").exception("failed for %s", MARKED)
    assert [line["error"] for line in lines(stream)] == ["ValueError"] * 3
    assert all("test_logs.py" in line["where"] for line in lines(stream))
    assert MARKED not in stream.getvalue()
    assert "\nTraceback" not in stream.getvalue()


def test_configuring_twice_writes_each_line_once(stream: io.StringIO) -> None:
    second = io.StringIO()
    handler = logs.configure(second)
    structlog.get_logger("x").info("hello")
    logging.getLogger().removeHandler(handler)
    assert (stream.getvalue(), len(lines(second))) == ("", 1)
