"""A legend explains what occurs on its map, how often, and nothing else."""

from __future__ import annotations

import base64
import re

import pytest

from components.current import dataset
from components.layers.legend_rows import explained, land
from components.layers.occurring import occurring
from components.layers.rows import LAYERS
from components.paper.legend import selected
from components.text.words import LANGUAGES, words
from data.model.categories import RELIABILITY
from data.query.filters import Filters
from data.subjects import incidents
from geo.basemap import LOOK
from geo.style import DASHES, FLOW_COLOURS, GUARDED, NO_DATA, REDS, ROUTE_COLOURS, medium, rgb
from tests.data.questions import QUESTIONS

EN = words("en")
COLOURS = {
    "incidents": REDS,
    "flows": FLOW_COLOURS.values(),
    "transfers": FLOW_COLOURS.values(),
    "routes": ROUTE_COLOURS.values(),
}


def told(filters: Filters, layer: str) -> list[tuple[str, str]]:
    cells = incidents.marks(dataset(), filters).resolution > 0
    return explained(cells, EN, occurring(filters, frozenset({layer})))[layer][1]


def drawn_in(filters: Filters, layer: str) -> set[tuple[int, ...]]:
    """Colours of everything that a layer draws for which its legend has a colour."""
    parts = [name for name in LAYERS if name == layer or name == f"{layer}-marks"]
    rows = [row for name in parts for row in LAYERS[name](filters, EN)]
    return {
        tuple(value[:3]) for row in rows for value in row.values() if isinstance(value, list) and isinstance(value[0], int)
    } & {tuple(rgb(colour)) for colour in COLOURS[layer]}


def test_a_reliability_is_explained_by_how_its_line_looks() -> None:
    texts = dict(zip(RELIABILITY, [text for _, text in explained(False, EN)["routes"][1] if " line: " in text], strict=True))
    for reliability, (dash, gap) in DASHES.items():
        look = "solid" if not gap else "dashed" if dash > gap else "dotted"
        assert texts[reliability] == f"{look} line: {reliability}"


@pytest.mark.parametrize(
    "filters", [*QUESTIONS[::3], Filters(("CPV",)), Filters(("TGO",), exclude_possible=True)], ids=lambda one: one.query()
)
@pytest.mark.parametrize("layer", COLOURS)
def test_a_legend_holds_the_colours_that_are_drawn_and_no_other(filters: Filters, layer: str) -> None:
    drawings = " ".join(base64.b64decode(p.split("base64,")[1].split('"')[0]).decode() for p, _ in told(filters, layer))
    in_legend = {tuple(rgb(colour)) for colour in COLOURS[layer] if re.search(rf"(stroke|fill)=\"{colour}\"", drawings)}
    found = drawn_in(filters, layer)
    if layer == "incidents":
        # The hexagon and the circles of all sizes have a red of their own.
        in_legend -= {tuple(rgb(REDS[2]))} - found
    if layer in ("flows", "routes"):
        # So have the mark of a place and the soft band.
        first = FLOW_COLOURS["illicit"] if layer == "flows" else ROUTE_COLOURS["land"]
        in_legend -= {tuple(rgb(first))} - found
    assert in_legend == found


@pytest.mark.parametrize("filters", [*QUESTIONS[::3], Filters(("COL",), (2016, 2017), picks=(("kind", "illicit and seized"),))])
def test_lines_and_places_of_flows_are_explained_where_they_are_drawn(filters: Filters) -> None:
    """Flows of which only places are drawn have no line and no arrow in the legend."""
    drawings = [base64.b64decode(p.split("base64,")[1].split('"')[0]).decode() for p, _ in told(filters, "flows")]
    drawn = {part: list(LAYERS[part](filters, EN)) for part in ("flows", "flows-arrows", "flows-marks", "flows-rings")}
    assert any("<line" in one for one in drawings) == bool(drawn["flows"])
    assert any("<polygon" in one for one in drawings) == bool(drawn["flows-arrows"])
    dots = {colour for one in drawings if "<line" not in one for colour in re.findall(r'(?:fill|stroke)="(#\w{6})"', one)}
    marks = {tuple(value[:3]) for part in ("flows-marks", "flows-rings") for row in drawn[part] for value in row.values()
             if isinstance(value, list) and isinstance(value[0], int)}  # fmt: skip
    flow_colours = {tuple(rgb(c)) for c in FLOW_COLOURS.values()}
    assert {tuple(rgb(colour)) for colour in dots} & flow_colours == marks & flow_colours


def test_dots_and_hollow_marks_are_counted_apart() -> None:
    asked = Filters(("NER",), (2024, 2024))
    found, marks = occurring(asked, frozenset({"flows"})), list(LAYERS["flows-marks"](asked, EN))
    ends = sum("ids" in row for row in LAYERS["flows-rings"](asked, EN))
    empty = sum(row["fill"][:3] == [255] * 3 for row in marks)
    assert sum(n for name, n in found.items() if name.endswith("hollow")) == empty + ends > 0
    said = " ".join(text for _, text in told(asked, "flows"))
    assert f"hollow: near the place named, or in a wider area that it marks ({empty + ends})" in said


def test_the_legend_names_what_its_dots_count() -> None:
    """Six records of army weapons taken by armed groups stand among seizures and workshops."""
    said = " ".join(text for _, text in explained(False, EN)["flows"][1])
    assert "place where arms were seized, captured, collected, made or seen" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_corridors_are_counted_by_what_they_run_through(language: str) -> None:
    say, filters = words(language), Filters(("MLI",), exclude_possible=True)
    ways = list(LAYERS["routes"](filters, say))
    rows = explained(False, say, occurring(filters, frozenset({"routes"})))["routes"][1]
    counts = [int(n) for text in (text for _, text in rows) for n in re.findall(r"\((\d+)\)$", text)]
    assert sum(counts[:-1]) == len(ways), "each corridor runs through one medium; the last count is of bands"
    assert medium("sea") not in occurring(Filters(("MLI",), exclude_possible=True), frozenset({"routes"})) or any(
        "sea" in r for _, r in rows
    )


def test_an_empty_layer_says_so() -> None:
    assert [text for _, text in told(Filters(("CPV",), (1989, 1989)), "incidents")] == [EN.t("none on this map")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_land_is_explained_where_countries_are_chosen_in_the_words_of_paper(language: str) -> None:
    say = words(language)
    assert land((), say) == []
    (chosen, text), (other, rest) = land(("BFA",), say)
    _, ((_, on_paper),) = selected(say)
    assert text == on_paper and rest == say.t("not selected")
    for picture, colour in ((chosen, LOOK.land_focus), (other, LOOK.land_other)):
        assert f'fill="{colour}"' in base64.b64decode(picture.split("base64,")[1].split('"')[0]).decode()


def test_land_that_is_not_chosen_looks_like_no_area_of_a_measure() -> None:
    def apart(one: str, other: str) -> int:
        return max(abs(a - b) for a, b in zip(rgb(one), rgb(other), strict=True))

    assert min(apart(LOOK.land_other, colour) for colour in (LOOK.land_focus, GUARDED, NO_DATA)) >= 15
