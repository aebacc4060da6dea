"""Slides in small, by address: the same picture as phones are shown, kept by the browser; bad addresses get a sentence."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from components.charts.catalogue import side_chart
from components.files.followers import follow_pictures, slide_pictures
from components.files.followers.follow_pictures import orders
from components.text.words import words
from components.workshop.boards import SHIPPED, shipped
from components.workshop.fields import COMPARED
from components.workshop.value import Slide
from data.query.filters import Filters

APP = Starlette(routes=[Route("/slides/{name}.webp", slide_pictures.answer)])


async def _get(address: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=APP), base_url="http://test", timeout=60) as client:
        return await client.get(address)


def get(address: str) -> httpx.Response:
    return asyncio.run(_get(address))


def of(board: str, slide_id: str) -> Slide:
    return next(slide for slide in shipped(board).slides if slide.id == slide_id)


def test_the_address_asks_for_what_the_slide_shows() -> None:
    slide = replace(of("mali", "from-the-north"), camera=(6.5, 20.5, 4.2))
    (address,) = slide_pictures.addresses(slide, "fr")
    found = get(address)
    assert found.status_code == 200 and "immutable" in found.headers["cache-control"]
    assert Image.open(io.BytesIO(found.content)).size == (1600, 1120)
    (order,) = orders(slide, "fr")
    seen = order.sight.camera
    assert (order.name, order.layers, order.language, seen and seen.zoom) == ("map", ("flows", "routes"), "fr", 4.2)
    assert order.filters == slide.filters


@pytest.mark.parametrize("section", COMPARED)
def test_a_comparison_is_drawn_as_the_stage_shows_it(section: str) -> None:
    slide = replace(of("mali", "before-after"), section=section)
    left, right = (get(address) for address in slide_pictures.addresses(slide, "es"))
    assert left.status_code == right.status_code == 200 and left.content != right.content
    drawn = [side_chart(slide.filters, slide.compare, section, side, words("es"))[1].figure["layout"] for side in (0, 1)]
    ranges = [{name: axis["range"] for name, axis in one.items() if name[1:5] == "axis" and "range" in axis} for one in drawn]
    scale = "xaxis" if section == "routes" else "yaxis"
    assert ranges[0][scale] == ranges[1][scale], "the sides share their scale"


@pytest.mark.parametrize(
    "change",
    [
        {"view": "matrix", "shown": (("subject", "illicit"),)},
        {"view": "timeline", "shown": (("bars", "month"),)},
        {"view": "map", "layers": ("flows", "transfers"), "shown": (("look", "world"),)},
        {"view": "map", "layers": ("incidents-by-month",), "shown": (("at", "2021-05"),), "filters": Filters(areas=("NGA",))},
    ],
)
def test_the_picture_is_of_the_view_as_it_is_shown(change: dict[str, Any]) -> None:
    slide = replace(of("mali", "years"), **change)
    plain = replace(slide, shown=())
    (address,), (other,) = (slide_pictures.addresses(one, "en") for one in (slide, plain))
    assert address != other and follow_pictures.mark(slide) != follow_pictures.mark(plain)
    assert get(address).content != get(other).content
    assert get(address).status_code == 200


def test_a_map_that_plays_stands_still_in_a_picture() -> None:
    slide = replace(of("mali", "years"), view="map", layers=("incidents-by-year",))
    assert "layers=incidents&" in slide_pictures.addresses(slide, "en")[0] + "&"


def test_each_slide_has_its_pictures() -> None:
    for board in SHIPPED:
        for slide in shipped(board).slides:
            wanted = {"question": 0, "compare": 2}.get(slide.view, 1)
            assert len(slide_pictures.addresses(slide, "es")) == wanted, f"{board}: {slide.id}"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/slides/pie.webp", 404, "pie"),
        ("/slides/map.webp?area=XXX", 400, "XXX"),
        ("/slides/map.webp?layers=towns", 400, "towns"),
        ("/slides/map.webp?camera=north", 400, "north"),
        ("/slides/map.webp?horse=1", 400, "horse"),
        ("/slides/map.webp?layers=incidents-by-year&at=May", 400, "at"),
        ("/slides/matrix.webp?subject=horses", 400, "subject"),
        ("/slides/years.webp?subject=flows", 400, "subject"),
        ("/slides/compare.webp?area=MLI", 400, "compare"),
        ("/slides/compare.webp?area=MLI&compare=area:TCD&section=towns", 400, "towns"),
        ("/slides/compare.webp?area=MLI&compare=area:TCD&side=2", 400, "side"),
    ],
)
def test_a_bad_address_gets_a_sentence(address: str, status: int, said: str) -> None:
    found = get(address)
    assert found.status_code == status and said in found.text
