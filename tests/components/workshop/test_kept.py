"""Visitors' own storyboards: each sees theirs alone, within bounds, also after a restart."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from components.workshop import database, kept
from tests.components.workshop.rooms import board


def test_each_visitor_has_a_shelf_of_their_own() -> None:
    kept.keep("a", board("one"))
    kept.keep("a", board("two"))
    kept.keep("b", board("one", slides=2))
    assert list(kept.kept("a")) == ["two", "one"] and kept.kept("b") == {"one": board("one", slides=2)}
    kept.keep("a", replace(board("one"), title={"en": "Changed"}))
    assert next(iter(kept.kept("a").values())).title == {"en": "Changed"}, "what changed last stands first"
    kept.forget("a", "one")
    assert list(kept.kept("a")) == ["two"] and list(kept.kept("b")) == ["one"]


def test_a_shelf_has_an_end() -> None:
    for n in range(kept.MOST):
        kept.keep("a", board(f"b{n}", slides=1))
    with pytest.raises(kept.TooMany):
        kept.keep("a", board("more", slides=1))
    kept.keep("a", board("b0", slides=2))
    assert len(kept.kept("a")) == kept.MOST and len(kept.kept("a")["b0"].slides) == 2


def test_the_file_does_not_hold_the_visitors_token_and_a_broken_storyboard_stops_no_other(own_folder: Path) -> None:
    kept.keep("a-secret-token", board("one"))
    kept.keep("a-secret-token", board("two"))
    with sqlite3.connect(own_folder / "notes.sqlite") as file:
        assert "a-secret-token" not in str(file.execute("select * from boards").fetchall())
        file.execute("update boards set file = x'7b7d' where id = 'one'")
    assert list(kept.kept("a-secret-token")) == ["two"]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file" / "x"))
    with pytest.raises(database.OutOfReach):
        kept.keep("a", board())
