"""Every chart of a page can be taken away as a picture, and each of them can be drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import streamlit as st
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from components.files.download import downloads
from components.paper.sheet import SIZE
from tests.pages.visits import visit

#: Charts that stand by a title of their own: strips of coverage go with another chart.
_STRIP = "_coverage"


#: Pictures of charts that have an address, as heads of charts name them.
_LINKED = re.compile(r'<div class="chart-head">.*?href="(/files/[^"]+)" download')


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What draws each picture without an address, by the key of its button."""
    offered: dict[str, Callable[[], bytes]] = {}
    button = st.download_button

    def kept(*args: Any, **options: Any) -> bool:
        if options.get("mime") == "image/png":
            offered[options["key"]] = options["data"]
        return bool(button(*args, **options))

    monkeypatch.setattr(st, "download_button", kept)
    return offered


def linked(at: AppTest) -> list[str]:
    """Addresses of the pictures that the page links beside its charts."""
    return [unescape(address) for element in at.get("html") for address in _LINKED.findall(element.proto.body)]


def fetched(address: str) -> bytes:
    answer = TestClient(Starlette(routes=[Route("/files/{subject}.{format}", downloads.answer)])).get(address)
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("incidents", {"area": "MLI", "compare": "area:TCD"}),
        pytest.param(
            "incidents",
            {"area": "MLI", "year": "2012-2020", "weapon": "E", "violence": "one-sided", "lang": "fr"},
            marks=pytest.mark.exhaustive,
        ),
        ("routes", {"border": "MLI-NER", "route": "WA08", "compare": "area:NER", "lang": "fr"}),
        pytest.param(
            "routes", {"border": "lake-chad", "mode": "road", "year": "2020-2026", "lang": "es"}, marks=pytest.mark.exhaustive
        ),
        ("flows", {"area": "MLI", "year": "2012-2020", "compare": "year:1989-1990", "lang": "es"}),
    ],
    ids=str,
)
def test_every_chart_has_its_picture(page: str, query: dict[str, str], drawn: dict[str, Callable[[], bytes]]) -> None:
    at = visit(page, **query)
    assert not at.exception
    charts = [element for element in at.get("plotly_chart") if not element.proto.id.endswith(_STRIP)]
    pictures = [*map(fetched, linked(at)), *(draw() for draw in drawn.values())]
    assert len(pictures) == len(charts) > 0
    for picture in pictures:
        assert Image.open(io.BytesIO(picture)).size == SIZE


@pytest.mark.parametrize("widget", ["incidents_bars", "incidents_mix"])
def test_the_picture_follows_the_chart(widget: str) -> None:
    at = visit("incidents", area="MLI")
    before = set(map(fetched, linked(at)))
    at.segmented_control(key=widget).set_value({"incidents_bars": "month", "incidents_mix": "violence"}[widget]).run()
    assert not at.exception
    assert len(before | set(map(fetched, linked(at)))) == 3
