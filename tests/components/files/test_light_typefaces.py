"""Typefaces cut for the line still draw every icon and every letter that the app shows."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from components.files.static import light_typefaces, static_files
from components.files.streamlit_package import static_folder
from components.text.words import LANGUAGES

ROOT = Path(light_typefaces.__file__).parents[3]


@cache
def cut(name: str) -> tuple[TTFont, TTFont, float]:
    (path,) = (static_folder() / "static" / "media").glob(f"{name}.*.woff2")
    raw = path.read_bytes()
    small = light_typefaces.cut(name, raw)
    return TTFont(io.BytesIO(raw)), TTFont(io.BytesIO(small)), len(small) / len(raw)


def test_every_icon_that_the_app_names_is_drawn() -> None:
    whole, small, part = cut(light_typefaces.ICONS)
    kept, known = light_typefaces.icons(small), set(light_typefaces.icons(whole))
    sources = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "components").rglob("*.py")]
    ours = {name for path in sources for name in re.findall(r":material/(\w+):", path.read_text(encoding="utf-8"))}
    # Streamlit's own: menus, the sidebar's arrows, notices, tables.
    streamlits = {
        "keyboard_double_arrow_left",
        "keyboard_double_arrow_right",
        "more_vert",
        "check",
        "close",
        "error",
        "expand_more",
    }
    assert len(ours) > 30 and ours | streamlits <= known, "a name without an icon would stand there as letters"
    assert ours | streamlits <= kept.keys()
    outlines = small["glyf"]
    assert all(outlines[kept[name]].numberOfContours for name in ours), "an icon without a shape"
    assert part < 0.25


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_letter_of_the_catalogues_is_there(language: str) -> None:
    whole, small, part = cut(light_typefaces.TEXT)
    said = set((ROOT / "components" / "locale" / f"{language}.po").read_text(encoding="utf-8"))
    drawn = {letter for letter in said if ord(letter) in whole.getBestCmap()}
    assert len(drawn) > 80 and {ord(letter) for letter in drawn} <= small.getBestCmap().keys()
    assert [axis.axisTag for axis in small["fvar"].axes] == ["wght"], "bold is drawn from the same file"
    assert part < 0.5


def test_it_is_sent_under_streamlits_name_and_browsers_ask_whether_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = (static_folder() / "static/media").glob(f"{light_typefaces.ICONS}.*")
    name = f"static/media/{path.name}"
    monkeypatch.setitem(static_files._light, name, b"wOF2 light")
    app = Starlette(routes=create_streamlit_static_assets_routes(None), middleware=[Middleware(static_files.StaticFiles)])
    with TestClient(app) as client:
        got = client.get(f"/{name}", headers={"Accept-Encoding": "br"})
        assert got.content == b"wOF2 light" and got.headers["content-type"] == "font/woff2"
        assert got.headers["cache-control"] == "no-cache" and got.headers["etag"]
        monkeypatch.delitem(static_files._light, name)
        assert client.get(f"/{name}").content == (static_folder() / name).read_bytes()


def test_the_recipe_changes_with_the_icons(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: light_typefaces.recipe(name) for name in (light_typefaces.ICONS, light_typefaces.TEXT)}
    monkeypatch.setattr(light_typefaces, "_ours", lambda: frozenset({"one_more"}))
    assert light_typefaces.recipe(light_typefaces.ICONS) != before[light_typefaces.ICONS]
    assert light_typefaces.recipe(light_typefaces.TEXT) == before[light_typefaces.TEXT]
