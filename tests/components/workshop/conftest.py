"""Each test has a folder of notes of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.files import follow
from components.workshop import database
from components.workshop.allowance import Allowance


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's notes; nobody has sent anything yet."""
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "notes"))
    monkeypatch.setattr(follow, "_per_follower", Allowance(5, 60))
    monkeypatch.setattr(follow, "_per_address", Allowance(120, 60))
    monkeypatch.setattr(follow, "_new_followers", Allowance(150, 600))
    monkeypatch.setattr(follow, "_guesses", Allowance(100, 60))
    follow._guessed.clear()
    return tmp_path / "notes"
