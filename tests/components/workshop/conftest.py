"""Each test has a folder of notes of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.files.followers import follow
from components.workshop import database
from components.workshop.rate_limit import RateLimit


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's notes; nobody has sent anything yet."""
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "notes"))
    monkeypatch.setattr(follow, "_per_follower", RateLimit(5, 60))
    monkeypatch.setattr(follow, "_per_address", RateLimit(120, 60))
    monkeypatch.setattr(follow, "_new_followers", RateLimit(150, 600))
    monkeypatch.setattr(follow, "_guesses", RateLimit(100, 60))
    follow._guessed.clear()
    return tmp_path / "notes"
