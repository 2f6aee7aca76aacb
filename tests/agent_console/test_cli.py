"""The command line: wrong words are argued before Qt is touched; logs hold no secret."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from agent_console.cli import console
from agent_console.settings import ConsoleSettings


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--server"),
        (["--server", "ftp://x"], "http:// or https://"),
        (["--server", "http://x", "--windowed", "wide"], "1920x1080"),
        (["--server", "http://x", "--password-stdin"], "--login"),
        (["--server", "http://x", "--language", "fr"], "zh-Hans"),
    ],
)
def test_a_wrong_word_is_named(words: list[str], said: str) -> None:
    result = CliRunner().invoke(console, words)
    assert result.exit_code == 2
    assert said in result.output


def test_the_password_is_not_in_the_settings_representation() -> None:
    assert "secret" not in repr(ConsoleSettings(server="http://x", login="zhang", password="secret"))
