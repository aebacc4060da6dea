"""Sources are data: code names what a source is for, the registry which one it is."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from components.current import one_version
from components.files.download.content import Content
from components.text.sentences import credit
from components.text.words import words
from data.engine.dataset import Dataset
from data.model import source_roles
from data.model.sources import SOURCES
from data.query.filters import Filters
from tests.data.folders import copy_of_prepared, rewrite, set_column, version

ROOT = Path(__file__).parents[2]
ROLES = {name: value for name, value in vars(source_roles).items() if name.isupper()}


def _literals(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (node.lineno, node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_no_module_but_the_list_of_roles_names_a_source() -> None:
    ids = set(ROLES.values()) - {source_roles.GROUND}  # a plain word as well
    rooms = ("pages", "components", "data", "geo")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*.py") if path.name != "source_roles.py"]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in paths for line, text in _literals(path) if text in ids]
    assert not found, "name a role of data.model.source_roles"


def test_every_source_has_one_role_and_every_role_a_source() -> None:
    assert sorted(ROLES.values()) == sorted(SOURCES)


def test_a_source_that_is_added_needs_its_entry_and_its_rows_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up source: its records are listed, credited and cautioned without another line of code."""
    monkeypatch.setitem(
        SOURCES,
        "made-up",
        replace(
            SOURCES[source_roles.EVENTS],
            id="made-up",
            publisher="Made-up Institute",
            title="Made-up events",
            caveats=("Made up.",),
        ),
    )
    folder = copy_of_prepared(tmp_path / "set")
    rewrite(
        folder,
        "incidents",
        lambda rows: set_column(
            rows,
            "source",
            [
                "made-up" if country == "GMB" else source
                for country, source in zip(*(rows[n].to_pylist() for n in ("country", "source")), strict=True)
            ],
        ),
    )
    version(folder, "with a made-up source")
    with one_version(Dataset(folder)):
        found = Content.of("incidents", Filters(areas=("GMB",)), "en")
        assert found.table.num_rows > 0
        assert found.attribution == (credit("made-up", words("en")),)
        assert "Made-up Institute" in found.attribution[0]
        assert "Made up." in found.cautions
