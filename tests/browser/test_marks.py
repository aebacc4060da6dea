"""Marks of incidents stay while the map turns from cells to points and back: seen in its pixels, wherever there is one; and the
land of the countries chosen, and of no other, is lit under them.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from components.current import dataset
from components.files.static import basemap
from components.text.words import words
from components.workshop import boards
from data.model.categories import AREAS
from data.query.filters import Filters
from data.subjects import incidents
from geo.basemap import LOOK
from geo.style import REDS, rgb
from tests.browser.conftest import Server, Visits
from tests.browser.screen import Screen, question

REGION, COUNTRY = question("area=west-africa"), question("area=MLI")
#: How much of a mark's own red is seen: the opacity of cells (as deck.gl reckons it) and of points, see geo.deck and geo.layers.
_CELLS, _POINTS = 0.8 ** (1 / 2.2), 215 / 255
#: Pixels of marks that a map of either question shows at least.
_ENOUGH = 300
#: Whether the map has so many marks: until then it may still show those of the question before.
_HOLDS = """(marks) => { const { deck } = window.reachTheMap();
  const found = deck && deck.layerManager.getLayers().find((layer) => layer.id.split('~')[0] === 'incidents' && !layer.parent);
  return found && found.props.data.length === marks; }"""

#: Whether the basemap lights the countries of this file.
_LIT = "(file) => { const { ground } = window.reachTheMap(); return ground && ground.getStyle().sources.focus.data === file; }"


def in_red(screen: Screen, opacity: float) -> int:
    """Pixels of the map that have the colour of a mark over land."""
    image = Image.open(io.BytesIO(screen.map.frame.screenshot())).convert("RGB")
    seen = np.asarray(image, dtype=float)
    found = np.zeros(seen.shape[:2], dtype=bool)
    for ground in (LOOK.land_focus, LOOK.land_other):
        # The palest red is left out: land is nearly as pale.
        for red in REDS[1:]:
            wanted = opacity * np.array(rgb(red)) + (1 - opacity) * np.array(rgb(ground))
            found |= (np.abs(seen - wanted) < 5).all(axis=2)
    return int(found.sum())


def assert_marked(screen: Screen, asked: Filters) -> None:
    cells = incidents.marks(dataset(), asked).resolution > 0
    screen.page.wait_for_function(_HOLDS, arg=len(incidents.marks(dataset(), asked).frame))
    screen.page.wait_for_function(_LIT, arg=basemap.changing(dataset().version, asked.countries)[1])
    screen.map.drawn()
    assert in_red(screen, _CELLS if cells else _POINTS) > _ENOUGH, f"no mark in sight of {asked.query()}"


def choose_area(screen: Screen, area: str, before: str) -> None:
    """Choose an area in the filter, by mouse, and no other."""
    widget, name = screen.key("area"), words("en").area(area)
    widget.get_by_role("combobox").click()
    screen.page.keyboard.type(name)
    screen.page.get_by_role("option", name=name, exact=True).click()
    screen.page.keyboard.press("Escape")
    tags = widget.locator("[data-tag]")
    expect(tags.filter(has_text=name)).to_have_count(1)
    # A region and a country do not stand together: the app itself takes away the one chosen before.
    if not {area, before} & AREAS.keys():
        tags.filter(has_text=words("en").area(before)).get_by_role("button").click()
    expect(tags).to_have_count(1)


@pytest.mark.parametrize("page", ["/", "/incidents"])
def test_marks_outlive_a_change_of_area(warm: Screen, page: str) -> None:
    assert (incidents.marks(dataset(), REGION).resolution > 0) != (incidents.marks(dataset(), COUNTRY).resolution > 0)
    screen = warm.turn(f"{page}?{REGION.query()}")
    assert_marked(screen, REGION)
    for area, before, asked in (("MLI", "west-africa", COUNTRY), ("west-africa", "MLI", REGION), ("MLI", "west-africa", COUNTRY)):
        choose_area(screen, area, before)
        screen.until_asked(asked)
        assert_marked(screen, asked)


def test_marks_of_a_briefing_outlive_a_change_of_area(warm: Screen) -> None:
    """Of its edition for inside: the other one draws areas."""
    screen = warm.turn(f"/briefing?{COUNTRY.query()}&edition=internal")
    assert_marked(screen, COUNTRY)
    for area, before, asked in (("NGA", "MLI", question("area=NGA")), ("MLI", "NGA", COUNTRY)):
        choose_area(screen, area, before)
        screen.until_asked(asked)
        assert_marked(screen, asked)


def test_marks_outlive_a_change_of_slide(server: Server, visit: Visits, tmp_path: Path) -> None:
    """From a region to a country and back, and to a map that plays."""
    raw = json.loads(boards.dump(boards.shipped("reading")))
    mapped = next(slide for slide in raw["slides"] if slide["view"] == "map")
    shown = ((REGION, "incidents"), (COUNTRY, "incidents"), (REGION, "incidents"))
    raw |= {"id": "turns"}
    raw["slides"] = [
        mapped | {"id": f"turn-{i}", "filters": asked.query(), "layers": [layer]} for i, (asked, layer) in enumerate(shown)
    ]
    file = tmp_path / "turns.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    screen = visit(server, alone=True).open("/workshop")
    screen.page.get_by_role("button", name="Open a file").click()
    screen.page.locator("input[type=file]").set_input_files(file)
    screen.page.wait_for_function("() => location.search.includes('board=turns')")
    screen.open("/workshop?board=turns&slide=1&present=1")
    for place, (asked, _) in enumerate(shown, 1):
        screen.page.locator("#slide-foot b", has_text=f"{place}/{len(shown)}").wait_for()
        assert_marked(screen, asked)
        screen.page.keyboard.press("ArrowRight")
