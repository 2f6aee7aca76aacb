from __future__ import annotations

import json
import os
import signal
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.journeys.walking import walk_until

if TYPE_CHECKING:
    from demo.play import Play


@pytest.mark.timeout(240)
def test_a_server_told_to_end_takes_nobody_new_and_lets_the_call_come_to_its_end(play: Play) -> None:
    walk_until(play, "accept")
    server = play.stage.processes["server"]
    os.kill(server.pid, signal.SIGTERM)
    server.wait_until(lambda: _ready(play) == (503, "draining"), what="draining", timeout=15)
    walk_until(play, "hang-up", after="accept")
    server.finish(timeout=30)


def _ready(play: Play) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{play.stage.url}/readyz", timeout=5) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as refused:
        with refused:
            said = json.loads(refused.read())
        return refused.code, str(said["reason"])
