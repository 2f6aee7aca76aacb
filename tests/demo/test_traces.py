from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo.citizen import WANG
from demo.traces import files_below, find_traces

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_name_is_found_deep_inside_a_binary_file_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "store.db").write_bytes(b"\0" * 5000 + WANG.name.encode(encoding) + b"\0" * 5000)
    assert [(trace.file.name, trace.what) for trace in find_traces([tmp_path], WANG.marks())] == [("store.db", "name")]


def test_a_clean_place_an_empty_file_and_a_missing_folder_have_no_traces(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "clean").write_text("nothing here")
    assert find_traces([tmp_path, tmp_path / "missing"], WANG.marks()) == ()
    assert len(files_below(tmp_path)) == 2
    assert files_below(tmp_path / "missing") == ()


def test_a_trace_names_the_mark_and_never_its_value(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f'{{"number": "{WANG.number}"}}')
    (trace,) = find_traces([tmp_path / "log"], WANG.marks())
    assert trace.what == "number"
    assert WANG.number not in repr(trace)
