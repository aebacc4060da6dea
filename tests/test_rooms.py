"""Rooms have names that say what is in them. Which way imports point is import-linter's part (`make lint`)."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = [path for path in ROOT.glob("**/*.py") if path.relative_to(ROOT).parts[0] not in (".venv", "tests")]


def test_no_drawer_for_odds_and_ends() -> None:
    odd = {"utils", "helpers", "common", "constants", "config"}
    assert not [path for path in FILES if path.stem in odd or odd & set(path.relative_to(ROOT).parts)]
