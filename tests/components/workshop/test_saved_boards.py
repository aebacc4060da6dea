"""Visitors' own storyboards: each sees theirs alone, within bounds, also after a restart."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from components.workshop import database, saved_boards
from tests.components.workshop.rooms import board


def test_each_visitor_has_a_shelf_of_their_own() -> None:
    saved_boards.save("a", board("one"))
    saved_boards.save("a", board("two"))
    saved_boards.save("b", board("one", slides=2))
    assert list(saved_boards.of("a")) == ["two", "one"] and saved_boards.of("b") == {"one": board("one", slides=2)}
    saved_boards.save("a", replace(board("one"), title={"en": "Changed"}))
    assert next(iter(saved_boards.of("a").values())).title == {"en": "Changed"}, "what changed last stands first"
    saved_boards.delete("a", "one")
    assert list(saved_boards.of("a")) == ["two"] and list(saved_boards.of("b")) == ["one"]


def test_a_shelf_has_an_end() -> None:
    for n in range(saved_boards.MOST):
        saved_boards.save("a", board(f"b{n}", slides=1))
    with pytest.raises(saved_boards.TooMany):
        saved_boards.save("a", board("more", slides=1))
    saved_boards.save("a", board("b0", slides=2))
    assert len(saved_boards.of("a")) == saved_boards.MOST and len(saved_boards.of("a")["b0"].slides) == 2


def test_the_file_does_not_hold_the_visitors_token_and_a_broken_storyboard_stops_no_other(own_folder: Path) -> None:
    saved_boards.save("a-secret-token", board("one"))
    saved_boards.save("a-secret-token", board("two"))
    with sqlite3.connect(own_folder / "notes.sqlite") as file:
        assert "a-secret-token" not in str(file.execute("select * from boards").fetchall())
        file.execute("update boards set file = x'7b7d' where id = 'one'")
    assert list(saved_boards.of("a-secret-token")) == ["two"]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file" / "x"))
    with pytest.raises(database.OutOfReach):
        saved_boards.save("a", board())
