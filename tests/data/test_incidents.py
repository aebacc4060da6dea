"""Incidents on the map: nothing is lost between the level of detail, the mark and the records behind it."""

import pandas as pd
import pytest

from components.current import dataset
from data.analysis import crossing
from data.engine.dataset import prepared_folder
from data.query.filters import Filters
from data.subjects import incidents
from data.subjects.unplaced import unplaced
from geo.cells import cell_number, cell_text
from tests.data.questions import QUESTIONS, each_question
from tests.data.records import incidents_of
from tests.data.test_filters import by_hand


@each_question
def test_marks_hold_every_event_that_is_placed(asked: Filters) -> None:
    marks, summary = incidents.marks(dataset(), asked), crossing.summary(dataset(), asked)
    vague = unplaced(dataset(), asked).values()
    assert int(marks.frame.events.sum()) == summary.events - sum(events for events, _ in vague)
    assert int(marks.frame.deaths.sum()) == summary.deaths - sum(deaths for _, deaths in vague)
    placed = incidents_of(asked).dropna(subset="lon")
    assert int(marks.frame.with_weapon.sum()) == placed.events[placed.weapons.map(len) > 0].sum()
    if len(placed):
        assert (marks.frame["first"].min(), marks.frame["last"].max()) == (placed.year.min(), placed.year.max())
    assert (marks.frame.reports <= marks.frame.with_weapon).all()
    assert ((marks.frame.reports > 0) == (marks.frame.with_weapon > 0)).all()
    assert marks.frame.reports.max() <= summary.reports_with_weapon or not len(marks.frame)


@each_question
def test_the_level_of_detail_follows_the_number(asked: Filters) -> None:
    marks, groups = incidents.marks(dataset(), asked), len(by_hand("incidents", asked))
    assert (marks.resolution == 0) == (groups <= incidents.MOST_POINTS)
    assert marks.resolution in (0, *incidents.CELL_EDGE_KM)
    assert len(marks.frame) <= (incidents.MOST_CELLS if marks.resolution else incidents.MOST_POINTS)
    key = ["cell"] if marks.resolution else ["lon", "lat"]
    assert not marks.frame.duplicated(key).any()


def test_there_is_more_than_one_level_of_detail() -> None:
    seen = {
        incidents.marks(dataset(), asked).resolution for asked in (*QUESTIONS, Filters(areas=("COL",)), Filters(areas=("NGA",)))
    }
    assert 0 in seen and len(seen) >= 3


def test_the_same_question_gives_the_same_order() -> None:
    frame = incidents.marks(dataset(), Filters()).frame
    assert frame.cell.is_monotonic_increasing
    places = incidents.marks(dataset(), Filters(areas=("MLI",), years=(2010, 2015))).frame
    assert places[["lon", "lat"]].equals(places[["lon", "lat"]].sort_values(["lon", "lat"], ignore_index=True))


@pytest.mark.parametrize(
    "asked",
    [Filters(), Filters(areas=("COL",)), Filters(areas=("MLI",)), Filters(areas=("TCD",), years=(1990, 2005)), QUESTIONS[21]],
    ids=lambda asked: asked.query(),
)
def test_the_records_behind_a_mark_add_up_to_it(asked: Filters) -> None:
    marks = incidents.marks(dataset(), asked)
    ids = by_hand("incidents", asked)
    for mark in marks.frame.sort_values("events").iloc[:: max(len(marks.frame) // 12, 1)].itertuples():
        if marks.resolution:
            records = incidents.at_mark(dataset(), asked, marks.resolution, cell=int(mark.cell))
            assert (records[f"cell{marks.resolution}"] == mark.cell).all()
        else:
            records = incidents.at_mark(dataset(), asked, 0, lon=mark.lon, lat=mark.lat)
            assert set(zip(records.lon, records.lat, strict=True)) == {(mark.lon, mark.lat)}
        assert set(records.id) <= ids
        assert records.start.is_monotonic_decreasing
        if len(records) < incidents.MOST_RECORDS:
            assert (records.events.sum(), records.deaths.sum()) == (mark.events, mark.deaths)
            assert (records.year.min(), records.year.max()) == (mark.first, mark.last)
        else:
            assert len(records) == incidents.MOST_RECORDS and records.events.sum() <= mark.events


def test_a_mark_keeps_its_coordinates_on_the_way_through_a_click() -> None:
    """What the browser sends back are the layer's rounded coordinates: every place must still be found by them."""
    asked = Filters(areas=("TCD",), years=(2005, 2007))
    for mark in incidents.marks(dataset(), asked).frame.itertuples():
        records = incidents.at_mark(dataset(), asked, 0, lon=round(mark.lon, 4), lat=round(mark.lat, 4))
        assert records.events.sum() == mark.events, (mark.lon, mark.lat)


def test_every_place_of_the_data_is_found_by_rounded_coordinates() -> None:
    frame = pd.read_parquet(prepared_folder() / "incidents.parquet", columns=["lon", "lat"])
    frame = frame.dropna()
    off = frame[(frame.lon.round(4) != frame.lon) | (frame.lat.round(4) != frame.lat)]
    assert off.empty, f"{len(off)} rows, first {off.iloc[0].tolist()}"


def test_a_mark_that_is_not_there_has_no_records() -> None:
    assert incidents.at_mark(dataset(), Filters(), 0, lon=0.0, lat=0.0).empty
    assert incidents.at_mark(dataset(), Filters(), 4, cell=1).empty


def test_a_cell_names_its_resolution() -> None:
    frame = pd.read_parquet(prepared_folder() / "incidents.parquet", columns=["cell3", "cell4", "cell5", "cell6"])
    for resolution in incidents.CELL_EDGE_KM:
        cell = int(frame[f"cell{resolution}"].dropna().iloc[0])
        assert incidents.cell_resolution(cell_text(cell)) == resolution
        assert cell_number(cell_text(cell)) == cell


@pytest.mark.parametrize("countries", [(), ("MLI",), ("COL", "TCD"), ("CPV",)])
def test_the_period_of_countries(countries: tuple[str, ...]) -> None:
    frame = pd.read_parquet(prepared_folder() / "incidents.parquet", columns=["country", "year"])
    years = frame.year[frame.country.isin(countries) | (len(countries) == 0)]
    assert incidents.period(dataset(), countries) == ((years.min(), years.max()) if len(years) else None)
