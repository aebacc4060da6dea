"""Incidents over time: by month where it is known, by type of violence and by weapon, as pandas counts them."""

import pandas as pd

from components.current import dataset
from data.analysis import crossing
from data.model.categories import NOT_REPORTED
from data.query.filters import Filters
from data.subjects import incidents
from tests.data.questions import each_question
from tests.data.records import incidents_of


@each_question
def test_months_are_what_pandas_counts(asked: Filters) -> None:
    frame = incidents_of(asked).dropna(subset="month")
    wanted = frame.groupby(frame.month.astype(int))[["events", "deaths"]].sum()
    found = incidents.by_month(dataset(), asked).set_index("month")
    assert found.astype(int).to_dict("index") == wanted.to_dict("index")
    assert found.index.is_monotonic_increasing


@each_question
def test_groups_of_a_year_are_what_pandas_counts(asked: Filters) -> None:
    frame = incidents_of(asked)
    letters = frame.assign(group=frame.weapons.map(lambda codes: sorted({c[0] for c in codes}) or [NOT_REPORTED]))
    assert _cells(crossing.weapons_by_year(dataset(), asked)) == _cells(letters.explode("group"))
    assert _cells(incidents.violence_by_year(dataset(), asked)) == _cells(frame.assign(group=frame.violence))


def test_a_pick_of_violence_narrows_what_the_small_table_answers() -> None:
    asked = Filters(areas=("MLI",))
    frame = incidents_of(asked)
    for kind in frame.violence.unique():
        found = incidents.by_year(dataset(), asked.picking("violence", str(kind)))
        assert found.events.sum() == frame.events[frame.violence == kind].sum()


def test_picks_of_other_subjects_leave_incidents_as_they_are() -> None:
    asked = Filters(areas=("MLI",))
    assert (
        incidents.counts(dataset(), asked.picking("supplier", "FRA")).events.sum()
        == incidents.counts(dataset(), asked).events.sum()
    )


def _cells(found: pd.DataFrame) -> dict[tuple[int, str], int]:
    return found.groupby(["year", "group"]).events.sum().astype(int).to_dict()
