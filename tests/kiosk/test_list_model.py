"""Lists for QML: what stays keeps its row, so that what is typed into stays."""

from __future__ import annotations

import pytest

from kiosk.ui.list_model import RowList


def rows(keys: str, value: int = 0) -> list[dict[str, object]]:
    return [{"key": key, "value": value} for key in keys]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("abc", "abc", []),
        ("abc", "abxc", ["insert 2-2"]),
        ("abxc", "abc", ["remove 2-2"]),
        ("abc", "axc", ["remove 1-1", "insert 1-1"]),
        ("", "ab", ["insert 0-1"]),
        ("ab", "", ["remove 0-1"]),
        ("aab", "ab", ["remove 1-1"]),
    ],
)
def test_only_what_changed_is_inserted_or_removed(before: str, after: str, told: list[str]) -> None:
    model = RowList(("key", "value"), key="key")
    model.replace(rows(before))
    heard: list[str] = []
    model.rowsInserted.connect(lambda _, first, last: heard.append(f"insert {first}-{last}"))
    model.rowsRemoved.connect(lambda _, first, last: heard.append(f"remove {first}-{last}"))
    model.modelReset.connect(lambda: heard.append("reset"))
    model.replace(rows(after))
    assert heard == told
    assert model.rows == rows(after)
    assert model.rowCount() == len(after)


def test_changed_value_is_told_for_its_row_alone() -> None:
    model = RowList(("key", "value"), key="key")
    model.replace(rows("abc"))
    heard: list[int] = []
    model.dataChanged.connect(lambda first, _last: heard.append(first.row()))
    changed = rows("abc")
    changed[1]["value"] = 5
    model.replace(changed)
    assert heard == [1]
    roles = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}
    assert model.data(model.index(1), roles["value"]) == 5
    assert model.data(model.index(9), roles["value"]) is None
