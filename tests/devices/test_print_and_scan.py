"""`cloudwindow devices print` and `scan --source sane:NAME`, as a person and as a program use them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from devices.cli import devices
from tests.devices.printer.papers import pdf
from tests.devices.scanner.sane import SaneTestBackend, backend
from tests.devices.simulators import simulate

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["backend"]


def run(*arguments: str) -> tuple[int, dict[str, Any], str]:
    """Return exit code, the last line's object and what a person is told."""
    result = CliRunner().invoke(devices, [*arguments, "--json"])
    lines = result.stdout.splitlines()
    return result.exit_code, json.loads(lines[-1]) if lines else {}, result.stderr


@pytest.mark.thorough
def test_a_text_is_printed_on_a_roll(tmp_path: Path) -> None:
    text = tmp_path / "receipt.txt"
    text.write_text("收件凭证\n申请人：张三\n", encoding="utf-8")
    arguments = ("--port", "0", "--spool", str(tmp_path / "spool"))
    with simulate("escpos", *arguments, control=tmp_path / "control") as simulator:
        code, said, told = run("print", str(text), "--printer", simulator.ready, "--qr", "https://example.invalid/1")
        assert (code, set(said)) == (0, {"job", "printer", "reasons", "seconds"})
        assert "已打印" in told
        printed = (tmp_path / "spool" / "job-0001.txt").read_text(encoding="utf-8").splitlines()
        assert printed[:3] == ["收件凭证", "申请人：张三", "[QR https://example.invalid/1]"]
        simulator.tell("paper_left", rows=1)
        code, said, told = run("print", str(text), "--printer", simulator.ready)
        assert (code, said["error"]) == (1, "no_paper")
        assert "打印机缺纸" in told


def test_a_paper_goes_into_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    code, said, _ = run("print", str(tmp_path / "a.pdf"), "--printer", f"folder:{tmp_path / 'out'}")
    assert code == 0
    [file] = (tmp_path / "out").iterdir()
    assert said["job"] == str(file)
    assert file.read_bytes() == pdf()


@pytest.mark.parametrize(
    ("content", "printer", "word"),
    [
        (None, "folder:out", "No such file"),
        (b"\xff\xfe\x00", "folder:out", "UTF-8"),
        ("文".encode(), "ipp://127.0.0.1:9/ipp/print", "unplugged"),
        ("文".encode(), "lpt1:", "is not"),
        (pdf(), "escpos+serial:/dev/no-such-port", "unplugged"),
    ],
)
def test_what_cannot_be_printed_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, printer: str, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "a").write_bytes(content)
    code, said, told = run("print", "a", "--printer", printer)
    assert code == 1
    assert word in told + str(said)
    assert "Traceback" not in told


def test_a_scanner_s_pages_are_files(backend: SaneTestBackend, tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    code, said, told = run("scan", "--source", "sane:test:0?dpi=20", "--out", str(out))
    assert (code, said["pages"]) == (0, [str(out)])
    assert out.read_bytes().startswith(b"\x89PNG")
    assert "100%" in told
    code, said, _ = run("scan", "--source", "sane:test:0?dpi=20&side=feeder&colour=no", "--out", str(out))
    assert said["pages"][0] == str(tmp_path / "page-1.png")
    assert len(list(tmp_path.glob("page-*.png"))) == len(said["pages"]) == 10


@pytest.mark.parametrize(
    ("status", "word", "sentence"), [("JAMMED", "jammed", "卡纸"), ("NO_DOCS", "no_docs", "没有纸")]
)
def test_a_scanner_s_fault_is_a_sentence(
    backend: SaneTestBackend, tmp_path: Path, status: str, word: str, sentence: str
) -> None:
    backend.set(fault=f"SANE_STATUS_{status}")
    code, said, told = run("scan", "--source", "sane:test:0?side=feeder&dpi=20", "--out", str(tmp_path / "a.png"))
    assert (code, said["error"]) == (1, word)
    assert sentence in told


@pytest.mark.parametrize("source", ["sane:", "sane:test:0?dpi=9999", "sane:test:0?side=roof", "sane:test:0?x=1"])
def test_a_source_that_is_no_scanner_is_told(tmp_path: Path, source: str) -> None:
    code, _, told = run("scan", "--source", source, "--out", str(tmp_path / "a.png"))
    assert code == 1
    assert "sane:" in told
