"""Each reach into a library's inside: that it still does its work, that the library still needs it, and what is without it."""

from __future__ import annotations

import ast
import asyncio
import copy
import importlib
import json
import socket
from pathlib import Path
from typing import Any

import pydeck as pdk
import pytest
from matplotlib import font_manager
from matplotlib.font_manager import FontManager, FontProperties
from pptx import Presentation
from pptx.util import Inches

from compat import matplotlib_fonts, pandas_references, pattern_beginnings, pptx_xml, pydeck_json, server_sockets, streamlit_theme
from data.prepare.ucdp import weapons_in_text

ROOT = Path(__file__).parents[2]
#: Modules that no library promises to keep, and what reaches into objects' insides.
INSIDE = ("._", "streamlit.runtime", "streamlit.web", "streamlit.elements", "streamlit.proto", "pydeck.bindings", "pandas.core")


def _imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    return found + [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]


def test_no_other_room_imports_the_inside_of_a_library() -> None:
    paths = [ROOT / "app.py", *(path for room in ("pages", "components", "data", "geo") for path in (ROOT / room).rglob("*.py"))]
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in _imported(path)
        if any(f".{part}" in f".{name}" for part in INSIDE)
    }
    assert not found, "move it into compat/, behind a guard"
    assert any(any(part in name for part in INSIDE) for path in (ROOT / "compat").glob("*.py") for name in _imported(path))


def test_pydeck_still_writes_white_space_and_ours_says_the_same_without() -> None:
    layer = pdk.Layer("ScatterplotLayer", data="/layers/incidents.json", id="incidents", get_radius=5)
    plain, ours = pdk.Deck([layer]).to_json(), pydeck_json.CompactDeck([layer]).to_json()
    assert "\n" in plain, "pydeck is compact by itself now: delete CompactDeck"
    assert json.loads(plain) == json.loads(ours)
    assert len(ours) < len(plain)


def test_another_pydeck_is_asked_for_its_own_json(monkeypatch: pytest.MonkeyPatch) -> None:
    deck = pydeck_json.CompactDeck([pdk.Layer("ScatterplotLayer", data="/layers/incidents.json", id="incidents")])
    before = deck.to_json()
    monkeypatch.setattr(pydeck_json, "default_serialize", None)
    assert json.loads(deck.to_json()) == json.loads(before)


def test_another_streamlit_makes_its_theme_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_theme, "_making", None)
    assert streamlit_theme.remember() is False


def test_another_pandas_keeps_its_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandas_references, "BlockValuesRefs", None)
    pandas_references.drop_old()


def test_matplotlib_still_searches_anew_for_each_text_and_ours_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[FontProperties] = []
    search = FontManager.findfont

    def told(self: FontManager, prop: FontProperties, *how: Any, **more: Any) -> Any:
        asked.append(prop)
        return search(self, prop, *how, **more)

    monkeypatch.setattr(FontManager, "findfont", told)
    plain, ours = copy.copy(font_manager.fontManager), copy.copy(font_manager.fontManager)
    for one in (plain, ours):
        vars(one).pop(matplotlib_fonts._SEARCH, None)
    assert matplotlib_fonts.remember(ours)
    two = ["DejaVu Sans", "DejaVu Serif"]
    looks = [FontProperties(family=two, weight=weight, size=size) for weight in (400, 700) for size in (8, 9)]
    calls = []
    for one in (plain, ours):
        for _ in range(2):
            asked.clear()
            found = [one._find_fonts_by_props(look) for look in looks]
            calls.append((found, len(asked)))
    assert all(found == calls[0][0] for found, _ in calls)
    assert [count for _, count in calls[:2]] == [8, 8], "matplotlib remembers by itself now: delete compat/matplotlib_fonts.py"
    assert [count for _, count in calls[2:]] == [8, 0]


def test_another_matplotlib_searches_in_its_own_way() -> None:
    assert matplotlib_fonts.remember(object()) is False  # type: ignore[arg-type]


def test_a_socket_that_does_not_say_tcp_is_sent_at_once() -> None:
    """As Streamlit binds it. asyncio switches the algorithm off where a socket says TCP: once Streamlit does, this can go."""

    async def delay() -> int:
        ours = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        assert ours.proto == 0
        ours.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(lambda _reader, writer: writer.close(), sock=ours)
        before = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not before, "asyncio switches it off here, too: delete compat/server_sockets.py"
        assert server_sockets.send_at_once(60) > 0
        after = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        server.close()
        await server.wait_closed()
        return after

    assert asyncio.run(delay())


def test_another_python_reads_the_same_weapons_without_knowing_how_patterns_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Roadside bomb and machine gun fire kill two; un obus de mortier; granada de mano"
    before = weapons_in_text.weapons_in_text(text)
    assert before
    monkeypatch.setattr(pattern_beginnings, "parser", None)
    assert pattern_beginnings.beginnings("mortar", 3) == {""}
    try:
        fresh = importlib.reload(weapons_in_text)
        assert fresh.weapons_in_text(text) == before
    finally:
        monkeypatch.undo()
        importlib.reload(weapons_in_text)


def test_python_pptx_still_has_no_name_for_what_is_written_into_its_xml() -> None:
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    assert not hasattr(box, "alt_text"), "python-pptx knows alternative texts: use its own"
    assert not hasattr(box.text_frame.paragraphs[0], "bullet"), "python-pptx knows bullets: use its own"
    pptx_xml.describe(box, "A finding")
    pptx_xml.name(box, "Line")
    pptx_xml.dash_before(box.text_frame.paragraphs[0], 0.28)
    assert box.name == "Line"
    xml = box._element.xml
    assert 'descr="A finding"' in xml
    assert 'char="–"' in xml
    table = slide.shapes.add_table(1, 1, 0, 0, Inches(1), Inches(1))
    assert not hasattr(table.table.cell(0, 0), "borders"), "python-pptx knows lines of cells: use its own"
    pptx_xml.without_style(table)
    pptx_xml.rule_below(table.table.cell(0, 0), 0.5, "#5A6572")
    assert "2D5ABB26" in table._element.xml
    assert '<a:srgbClr val="5A6572"/>' in table._element.xml
