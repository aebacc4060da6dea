"""The profile of a corridor: events where they lie, borders and places in order, and no profile where there is none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
import shapely

from components.charts.routes.figures import along
from components.charts.routes.profile import profile_chart, said
from components.current import dataset
from components.route_profile import GROUND, NEAR_KM, STEP_KM, profile
from components.text.words import words
from data.query.filters import Filters
from data.subjects import routes
from tests.data.folders import copy_of_prepared, rewrite, set_column, version

EN = words("en")
CORRIDORS = routes.matching(dataset(), Filters())
ON_GROUND = [row.id for row in CORRIDORS.itertuples() if row.mode in GROUND]

#: Synthetic events (lon, lat, precision) beside a corridor that runs along the equator from 0° to 3°.
EVENTS = (
    (0.1, 0.1, "place"),  # km 11, 11 km off
    (1.0, -0.2, "place"),  # km 111, 22 km off
    (1.0, 0.3, "place"),  # 33 km off
    (2.5, 0.0, "admin1"),  # on the line, known by area only
    (3.1, 0.0, "place"),  # 11 km beyond the end
)


def on_the_equator(table: pa.Table) -> pa.Table:
    shapes = [shapely.to_wkb(shapely.LineString([(0, 0), (1, 0), (2, 0), (3, 0)]))] * len(table)
    table = set_column(table, "shape", shapes)
    table = set_column(table, "places", [["A", "B", "C", "D"]] * len(table))
    table = set_column(table, "place_countries", [["MLI", "MLI", "NER", "NER"]] * len(table))
    return set_column(table, "borders", [["MLI-NER"]] * len(table))


def beside_it(table: pa.Table) -> pa.Table:
    table = set_column(table.slice(0, len(EVENTS)), "country", ["MLI"] * len(EVENTS))
    for name, values in zip(("lon", "lat", "location_precision"), zip(*EVENTS, strict=True), strict=True):
        table = set_column(table, name, list(values))
    table = set_column(table, "events", [1, 2, 4, 8, 16])
    table = set_column(table, "deaths", [10, 20, 40, 80, 160])
    return set_column(table, "reliability", ["confirmed"] * len(EVENTS))


@pytest.fixture
def equator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of_prepared(tmp_path / "prepared")
    rewrite(folder, "routes", on_the_equator)
    rewrite(folder, "incidents", beside_it)
    version(folder, "equator")
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))


@pytest.mark.usefixtures("equator")
def test_events_count_where_they_lie() -> None:
    found = profile(Filters(), "WA08")
    assert found is not None
    counted = {int(row.from_km): (row.events, row.deaths) for row in found.steps.itertuples() if row.events}
    assert counted == {0: (1, 10), 100: (2, 20), 300: (16, 160)}
    assert found.unplaced == {"admin1": (8, 80)}
    assert found.km == pytest.approx(3 * 111.319491, abs=0.001)
    assert [mark.km for mark in found.places] == pytest.approx([0, 111.319, 222.639, 333.958], abs=0.001)


@pytest.mark.usefixtures("equator")
def test_a_border_that_the_line_does_not_meet_stands_between_its_places() -> None:
    found = profile(Filters(), "WA08")
    assert found is not None
    (border,) = found.borders
    assert border.name == "MLI-NER" and not border.exact
    assert border.km == pytest.approx(1.5 * 111.319491, abs=0.001)


@pytest.mark.parametrize("route", ON_GROUND)
def test_steps_cover_the_corridor(route: str) -> None:
    found = profile(Filters(), route)
    row = CORRIDORS[CORRIDORS.id == route].iloc[0]
    assert found is not None
    assert found.km == pytest.approx(row.length_km, abs=0.01)
    assert (found.steps.from_km.to_numpy()[1:] == found.steps.to_km.to_numpy()[:-1]).all()
    lengths = (found.steps.to_km - found.steps.from_km).tolist()
    assert lengths[:-1] == [STEP_KM] * (len(lengths) - 1) and lengths[-1] <= 1.5 * STEP_KM
    assert lengths[-1] >= STEP_KM / 2 or len(lengths) == 1
    assert [mark.name for mark in found.places] == list(row.places)
    # Each border it is documented to cross is marked, once at least, and none besides.
    assert {mark.name for mark in found.borders} == set(row.borders)
    assert all(0 <= mark.km <= found.km for mark in (*found.borders, *found.places))


def test_gao_to_niamey() -> None:
    found = profile(Filters(), "WA08")
    assert found is not None and 350 < found.km < 450
    assert [mark.name for mark in found.borders] == ["MLI-NER"]
    labbezanga = next(mark.km for mark in found.places if mark.name == "Labbezanga")
    assert found.borders[0].exact and abs(found.borders[0].km - labbezanga) < NEAR_KM


def test_the_area_does_not_cut_it_but_the_years_do() -> None:
    wide, narrow = profile(Filters(), "WA08"), profile(Filters(areas=("MLI",), picks=(("route", "WA08"),)), "WA08")
    assert wide is not None and narrow is not None
    pd.testing.assert_frame_equal(wide.steps, narrow.steps)
    late = profile(Filters(years=(2020, 2022)), "WA08")
    assert late is not None and 0 < late.steps.events.sum() < wide.steps.events.sum()
    assert late.years is not None and late.years[0] >= 2020


def test_no_profile_at_sea_in_the_air_or_without_a_corridor() -> None:
    for row in CORRIDORS.itertuples():
        assert (profile(Filters(), row.id) is None) == (row.mode not in GROUND)
    assert profile(Filters(), "XX99") is None


def test_the_profile_is_said_and_drawn() -> None:
    found = profile(Filters(), "WA08")
    assert found is not None
    text = said(found, EN)
    assert EN.number(int(found.steps.events.sum())) in text and "Gao" in text
    figure = along(found, EN)
    deaths, events = figure["data"][:2]
    assert deaths["y"] == found.steps.deaths.tolist() and events["y"] == found.steps.events.tolist()
    named = [note["text"] for note in figure["layout"]["annotations"]]
    assert "<b>Mali–Niger</b>" in named and "Gao" in named and "Niamey" in named
    assert len(figure["layout"]["shapes"]) == len(found.places) + len(found.borders)


def test_an_empty_profile_is_said_as_such() -> None:
    found = profile(Filters(years=(1989, 1989)), "WA31")
    assert found is not None and found.years is None
    assert said(found, EN).startswith("No event is on record")


def test_events_from_before_the_corridor_are_said_to_be_counted() -> None:
    row = routes.matching(dataset(), Filters()).set_index("id").loc["WA01"]
    whole = profile(Filters(), "WA01")
    assert whole is not None and whole.years is not None and whole.years[0] < row.start_year
    told = f"on record from {row.start_year}"
    assert any(told in note for note in profile_chart(whole, row["name"], words("en")).notes)
    late = profile(Filters(years=(int(row.start_year), 2023)), "WA01")
    assert late is not None and not any(told in note for note in profile_chart(late, row["name"], words("en")).notes)
