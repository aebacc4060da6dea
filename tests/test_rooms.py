"""Imports point one way: app → pages → components → data → geo."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("app", "pages", "components", "data", "geo")
#: Packages that only some rooms may know.
KEPT = {"streamlit": {"app", "pages", "components"}, "pydeck": {"geo/deck.py"}, "plotly": {"components"}}
FILES = [path for path in ROOT.glob("**/*.py") if path.relative_to(ROOT).parts[0] not in (".venv", "tests")]


def room_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first if first in ROOMS else "app"


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_room_is_there() -> None:
    assert {room_of(path) for path in FILES} == set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    allowed = set(ROOMS[ROOMS.index(room) :])
    named = {name.split(".")[0] for name in imports_of(path)} & set(ROOMS)
    assert named <= allowed, f"{path.relative_to(ROOT)} looks back at {sorted(named - allowed)}"
    if room == "data" and "prepare" not in path.parts:
        assert "geo" not in named, "data uses geo only while preparing"
        assert not {name for name in imports_of(path) if name.startswith("data.prepare")}
    for package, places in KEPT.items():
        if package in {name.split(".")[0] for name in imports_of(path)}:
            assert room in places or str(path.relative_to(ROOT)) in places, f"{path} knows {package}"


def test_no_drawer_for_odds_and_ends() -> None:
    odd = {"utils", "helpers", "common", "constants", "config"}
    assert not [path for path in FILES if path.stem in odd or odd & set(path.relative_to(ROOT).parts)]
