"""Pictures: of the right size, in every language, for every question and every kind of chart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure as Sheet
from matplotlib.text import Text
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.charts.overview import figures as charts
from components.current import dataset
from components.files.download import downloads
from components.files.query import file_address
from components.layers.area_classes import areas_explained
from components.layers.occurring import occurring
from components.paper import sheet, static_map
from components.paper.figures import figure_png
from components.paper.ground import Frame, mercator
from components.paper.map_captions import LAYER_NAMES, Sight
from components.paper.sheet import SIZE
from components.paper.static_map import map_png
from components.text import currency_line, sentences
from components.text.words import LANGUAGES, words
from data.ground.countries import shapes
from data.query.filters import Filters
from data.subjects import incidents
from data.subjects.areas import LeftOut
from geo.basemap import LOOK
from geo.cameras import camera
from geo.scene import Camera
from geo.style import REDS, rgb
from tests.data.questions import QUESTIONS
from tests.sweep import sweep

MALI = Filters(areas=("MLI",), years=(2012, 2022), exclude_possible=True)
ALL = tuple(LAYER_NAMES)
EN = words("en")


@pytest.fixture()
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every text of the next picture."""
    texts: list[str] = []
    png = sheet.png

    def kept(figure: Sheet) -> bytes:
        texts.extend(text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text())
        return png(figure)

    monkeypatch.setattr(static_map, "png", kept)
    monkeypatch.setattr("components.paper.figures.png", kept)
    yield texts


def opened(body: bytes) -> np.ndarray:
    picture = Image.open(io.BytesIO(body))
    assert picture.format == "PNG" and picture.size == SIZE
    return np.asarray(picture.convert("RGB"))


def holds(pixels: np.ndarray, colour: str, tolerance: int = 6) -> int:
    """How many pixels are of about this colour."""
    return int((np.abs(pixels.astype(int) - rgb(colour)).max(axis=2) <= tolerance).sum())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_says_everything_it_takes_to_read_it_alone(written: list[str], language: str) -> None:
    say = words(language)
    opened(map_png(MALI, ALL, say))
    said = " ".join(written).replace("\n", " ")
    for wanted in (
        MALI.sentence(say), say.t("Events"), say.t("Illicit or seized"), say.t("Corridors"), say.t("N"),
        say.t("{km} km at the middle of the map", km=500),
        sentences.boundaries(say), "Uppsala", "SIPRI", "Natural Earth", say.country("MLI"),
        say.n("{n} event", "{n} events", int(incidents.by_year(dataset(), MALI).events.sum())),
    ):  # fmt: skip
        assert wanted in said, wanted
    assert say.date(pd.Timestamp.now("UTC").date()) in said


@sweep(few=2, asked=QUESTIONS[::3])
def test_every_question_has_its_map(asked: Filters) -> None:
    opened(map_png(asked, ("incidents", "flows", "routes"), EN))


def test_a_map_shows_the_layers_asked_for_and_explains_no_others(written: list[str]) -> None:
    pixels = opened(map_png(MALI, ("incidents",), EN))
    assert not {"Corridors", "Illicit or seized", "Authorised transfers"} & set(written)
    occurs = occurring(MALI, frozenset({"incidents"}))
    found = {f"deaths-{i}" for i, red in enumerate(REDS) if holds(pixels, red) > 300}
    assert found == {name for name in occurs if name.startswith("deaths-")} and len(found) > 2
    # The foot says how current every source is, also those that are not drawn.
    current = currency_line.line_of_today(MALI.countries, EN)
    assert not [text for text in written if "SIPRI" in " ".join(text.split()).replace(current, "")]


def test_a_map_of_the_whole_world_names_suppliers_and_has_no_scale(written: list[str]) -> None:
    near = opened(map_png(MALI, ("transfers",), EN))
    assert "Bamako" in written and any("km at the middle" in text for text in written)
    written.clear()
    whole = opened(map_png(MALI, ("transfers",), EN, Sight(wide=True)))
    assert "Brazil" in written and "Bamako" not in written and not any("km at the middle" in text for text in written)
    assert holds(whole, LOOK.land_focus) < holds(near, LOOK.land_focus) / 10, "the chosen country is as large as before"


def test_a_map_looks_where_the_screen_does(written: list[str]) -> None:
    opened(map_png(MALI, ("routes",), EN, Sight(camera=Camera(-0.04, 16.27, 7.5))))
    assert "Gao" in written and "Bamako" not in written


@pytest.mark.parametrize("measure", ["events", "deaths", "share"])
def test_a_map_of_areas_has_the_classes_of_the_screen(written: list[str], measure: str) -> None:
    pixels = opened(map_png(Filters(areas=("NGA",), picks=(("admin1", "NG08"),)), (f"areas-{measure}",), EN))
    classes, _ = areas_explained(measure, LeftOut({}, 0), EN)
    assert {text for _, text in classes} <= {text.replace("\n", " ") for text in written}
    assert all(holds(pixels, colour) > 300 for colour, _ in classes)


def test_the_scale_bar_is_true_at_the_middle() -> None:
    view = camera(shapes(dataset()), ("MLI",), (700, 480))
    frame = Frame.of(view, (700, 480))
    assert (frame.north + frame.south) / 2 == pytest.approx(float(mercator(view.lat)))
    assert (frame.east - frame.west) / 700 == pytest.approx((frame.north - frame.south) / 480)
    assert frame.west < -8.0 < frame.east and frame.south < float(mercator(12.64)) < frame.north, "Bamako"
    degree = 700 / (frame.east - frame.west)
    assert degree / (111.32 * np.cos(np.radians(view.lat))) * 1000 > 100


def test_several_threads_draw_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        bodies = list(threads.map(lambda language: map_png(MALI, ("routes",), words(language)), ["en", "fr", "es", "en"]))
    assert bodies[0] == bodies[3] and len(set(bodies)) == 3


def test_pyplot_is_never_imported() -> None:
    import subprocess
    import sys

    code = "import sys, components.files.download.downloads; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=False).returncode == 0


# --- charts ---------------------------------------------------------------------------------------------------------

BARS = {"type": "bar", "x": [2019, 2020, 2021], "y": [3, 5, 4], "name": "one", "marker": {"color": "#DA3A3A"}}
LINE = {
    "type": "scatter", "mode": "lines+markers", "x": [2019, 2021], "y": [1, 6], "name": "line",
    "line": {"dash": "dot", "color": "#0077B6"},
}  # fmt: skip
LEVEL = {
    "type": "bar", "orientation": "h", "y": ["a", "b"], "x": [2, 7], "text": ["2", "7"],
    "marker": {"color": ["#0072B2", "#D55E00"]},
}  # fmt: skip
HEAT = {"type": "heatmap", "x": ["a", "b"], "y": ["c"], "z": [[0, 1]], "colorscale": [[0, "#FFFFFF"], [1, "#00588A"]]}
SHAPES = [
    {"type": "rect", "xref": "x", "yref": "paper", "x0": 2018.5, "x1": 2019.5, "y0": 0, "y1": 1, "fillcolor": "#CFE6F2",
     "layer": "below"},
    {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 4, "y1": 4, "line": {"color": "#123456", "width": 3}},
    {"type": "path", "path": "M 2019,1 C 2019.5,1 2019.5,2 2020,2 L 2020,3 L 2019,2 Z", "fillcolor": "#3F8F4B"},
]  # fmt: skip


def drawn(*traces: dict[str, Any], **layout: Any) -> np.ndarray:
    return opened(figure_png({"data": list(traces), "layout": layout}, "Title", MALI, ("ucdp-ged",), EN))


def test_bars_have_the_heights_of_their_numbers() -> None:
    pixels = drawn(BARS, bargap=0.2)
    columns = np.abs(pixels.astype(int) - rgb("#DA3A3A")).max(axis=2) <= 6
    heights = sorted({int(n) for n in columns.sum(axis=0) if n > 40})
    tall = [heights[0], heights[-1]]
    assert tall[0] / tall[1] == pytest.approx(3 / 5, rel=0.02)


def test_stacked_bars_stand_on_each_other() -> None:
    other = BARS | {"name": "two", "marker": {"color": "#0072B2"}}
    both = drawn(BARS, other, barmode="stack")
    first, second = (np.abs(both.astype(int) - rgb(c)).max(axis=2) <= 6 for c in ("#DA3A3A", "#0072B2"))
    plot = slice(0, 1150)  # without the legend
    column = int(first[plot].sum(axis=0).argmax())
    assert np.flatnonzero(second[plot][:, column]).max() < np.flatnonzero(first[plot][:, column]).min()


def test_a_bar_alone_in_its_trace_is_as_wide_as_the_others_of_the_stack() -> None:
    """What UCDP may still revise is a trace of its own, with bars in few years."""
    alone = BARS | {"x": [2018], "y": [2], "name": "two", "marker": {"color": "#0072B2"}}
    pixels = drawn(BARS, alone, barmode="stack", xaxis={"range": [2010, 2026]})[:1150]  # without the legend
    across = [
        np.flatnonzero((np.abs(pixels.astype(int) - rgb(c)).max(axis=2) <= 6).sum(axis=0) > 40) for c in ("#DA3A3A", "#0072B2")
    ]
    widest = max(len(run) for run in np.split(across[0], np.flatnonzero(np.diff(across[0]) > 1) + 1))
    assert len(across[1]) == pytest.approx(widest, abs=3)


def test_lines_levels_heat_maps_shapes_and_notes(written: list[str]) -> None:
    pixels = drawn(
        BARS, LINE, shapes=SHAPES, xaxis={"tickformat": "d"},
        annotations=[{"x": 2020, "y": 5, "text": "<b>peak</b><br>here", "font": {"color": "#6B7280"}}],
    )  # fmt: skip
    for colour in ("#CFE6F2", "#123456", "#3F8F4B", "#0077B6"):
        assert holds(pixels, colour) > 100, colour
    assert "peak\nhere" in written and "2020" in written and "one" in written and "line" in written
    level = drawn(LEVEL, yaxis={"autorange": "reversed"}, xaxis={"visible": False})
    assert holds(level, "#D55E00") / holds(level, "#0072B2") == pytest.approx(3.5, rel=0.03)
    assert holds(drawn(HEAT), "#00588A") > 10_000


def test_a_chart_says_title_question_sources_and_day(written: list[str]) -> None:
    figure_png({"data": [BARS], "layout": {}}, "Deaths a year", MALI, ("ucdp-ged",), EN, ("Read with care.",))
    said = " ".join(written).replace("\n", " ")
    for wanted in ("Deaths a year", "Mali · 2012–2022", "Uppsala", "CC BY 4.0", "Read with care.", "Not cleared for publication"):
        assert wanted in said
    assert said.count(currency_line.line_of_today(("MLI",), EN)) == 1


@pytest.mark.parametrize("layers", [("incidents", "flows"), ("areas-share",), ("incidents-by-year",)])
def test_a_map_says_how_current_it_is_once(written: list[str], layers: tuple[str, ...]) -> None:
    map_png(MALI, layers, EN)
    assert " ".join(written).replace("\n", " ").count(currency_line.line_of_today(("MLI",), EN)) == 1


def test_gaps_dates_and_dollars_do_no_harm() -> None:
    drawn(BARS | {"y": [3, None, 4]}, LINE | {"x": ["2020-01-01", "2020-05-01"], "xaxis": "x2", "yaxis": "y2"})
    drawn(LEVEL | {"y": ["a $x$ b", "c_$"], "text": ["$1", None]})
    drawn({"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": "only named"}, BARS)


def test_what_paper_cannot_draw_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="'sankey' cannot be drawn"):
        drawn({"type": "sankey"})


@sweep(name=["map", "years", "matrix"], language=LANGUAGES)
def test_pictures_have_addresses(name: str, language: str) -> None:
    with TestClient(Starlette(routes=[Route("/files/{subject}.{format}", downloads.answer)])) as browser:
        got = browser.get(file_address(name, "png", MALI, language))
    assert got.status_code == 200 and got.headers["content-type"] == "image/png"
    assert got.headers["content-disposition"] == f'attachment; filename="arms-lens_{name}_mali_2012-2022.png"'
    opened(got.content)


def test_the_matrix_on_paper_holds_its_numbers(written: list[str]) -> None:
    cells = {("armed conflict", "E"): 375, ("peacekeeping", "NR"): 2299}
    figure_png(charts.matrix(cells, set(), "events", EN), "Matrix", MALI, ("ucdp-ged",), EN)
    assert "375" in written and "2,299" in written
