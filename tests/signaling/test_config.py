"""Settings from file, environment and command line; all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.messages import IceServer
from signaling import reference
from signaling.config import ConfigError, Settings, load, places


def toml(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "server.toml"
    file.write_text(text, "utf-8")
    return file


def mistakes(file: Path | None, environ: dict[str, str], **overrides: object) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(file, environ=environ, **overrides)
    return [str(mistake) for mistake in refused.value.mistakes]


def test_without_anything_the_defaults_hold() -> None:
    assert load(None, environ={}) == Settings()
    assert Settings().ring_seconds == 20.0


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    file = toml(tmp_path, '[server]\nhost = "0.0.0.0"\nport = 1\n[dispatch]\nring_seconds = 5\nseat_grace = 2.5\n')
    environ = {"CLOUDWINDOW__SERVER__PORT": "2", "CLOUDWINDOW__DISPATCH__RING_SECONDS": "6", "PATH": "/bin"}
    settings = load(file, environ=environ, port=3, host=None)
    assert (settings.host, settings.port, settings.ring_seconds, settings.seat_grace) == ("0.0.0.0", 3, 6.0, 2.5)


def test_a_secret_is_read_from_the_file_a_variable_names(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("https://example.invalid\n")
    environ = {"CLOUDWINDOW__SERVER__PUBLIC_URL_FILE": str(file)}
    assert load(None, environ=environ).public_url == "https://example.invalid"
    environ = {"CLOUDWINDOW__SERVER__PUBLIC_URL_FILE": str(tmp_path / "none")}
    assert mistakes(None, environ)[0].startswith("CLOUDWINDOW__SERVER__PUBLIC_URL_FILE: cannot read the file")


def test_turn_servers_come_from_tables_or_from_json(tmp_path: Path) -> None:
    wanted = (IceServer(urls=("turn:turn.invalid",), username="u", credential="c"),)
    file = toml(tmp_path, '[[ice.ice_servers]]\nurls = ["turn:turn.invalid"]\nusername = "u"\ncredential = "c"\n')
    assert load(file, environ={}).ice_servers == wanted
    text = '[{"urls": ["turn:turn.invalid"], "username": "u", "credential": "c"}]'
    assert load(None, environ={"CLOUDWINDOW__ICE__ICE_SERVERS": text}).ice_servers == wanted
    file.write_text(text, "utf-8")
    assert load(None, environ={"CLOUDWINDOW__ICE__ICE_SERVERS_FILE": str(file)}).ice_servers == wanted


def test_every_mistake_is_named_with_its_path_at_once(tmp_path: Path) -> None:
    file = toml(
        tmp_path,
        '[server]\nport = "8080"\nprot = 1\n[dispatch]\nring_seconds = -1\n[dispach]\nx = 1\n'
        '[session]\nring_seconds = 1\n[tls]\ntls_cert = "a.pem"\n',
    )
    environ = {"CLOUDWINDOW__DISPATCH__SEAT_GRACE": "soon", "CLOUDWINDOW__SERVER__COLOUR": "red"}
    assert mistakes(file, environ, host=5) == [
        "--host: Expected `str`, got `int`",
        "CLOUDWINDOW__DISPATCH__SEAT_GRACE: Expected `float`, got `str`",
        "CLOUDWINDOW__SERVER__COLOUR: unknown setting",
        "dispach: unknown section",
        "dispatch.ring_seconds: Expected `float` > 0.0",
        "server.port: Expected `int`, got `str`",
        "server.prot: unknown setting",
        "session.ring_seconds: unknown setting",
        "tls: tls_cert and tls_key must be given together",
    ]


@pytest.mark.parametrize("text", ["[server", "server = 1", "\x00"])
def test_a_file_that_is_no_toml_is_a_mistake(tmp_path: Path, text: str) -> None:
    assert len(mistakes(toml(tmp_path, text), {})) == 1


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    assert "No such file or directory" in mistakes(tmp_path / "none.toml", {})[0]


def test_a_wrong_value_is_not_quoted_because_it_may_be_a_secret() -> None:
    environ = {"CLOUDWINDOW__ICE__ICE_SERVERS": "hunter2"}
    assert "hunter2" not in str(mistakes(None, environ))


def test_every_setting_has_a_default_and_a_sentence() -> None:
    assert all(place.sentence.endswith(".") and len(place.sentence) > 20 for place in places().values())


def test_the_reference_page_is_the_generated_one() -> None:
    committed = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
    assert committed.read_text("utf-8") == reference.page()
    assert all(f"| `{name}` |" in reference.page() for name in Settings.__slots__)
