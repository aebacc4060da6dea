"""Every chart that a slide can name is drawn, on the screen and on paper, and says so where nothing is on record."""

from __future__ import annotations

from typing import get_args

import plotly.graph_objects as go
import pytest

from components.charts.catalogue import CHART_NAMES, CHARTS, chart
from components.files.picture import view_choices
from components.files.picture.pictures import Order, draw
from components.screen.workshop.desk import VIEW_NAMES
from components.text.words import words
from components.workshop.fields import VIEWS, WAYS
from components.workshop.value import ChartName
from data.query.filters import Filters

ASKED = Filters(areas=("MLI",), picks=(("border", "MLI-NER"),))
NOTHING = Filters(areas=("CPV",), years=(1990, 1990))


def test_names_are_the_same_everywhere() -> None:
    assert set(CHARTS) == set(CHART_NAMES) == set(get_args(ChartName)) and set(VIEW_NAMES) == set(VIEWS)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_it_shows(name: str) -> None:
    say = words("fr")
    asked = ASKED if name == "border-sides" else Filters(areas=("MLI",), picks=(("route", "WA08"),) if name == "profile" else ())
    found = chart(name, asked, say)
    go.Figure(found.figure)
    assert found.title and found.alt and found.sources and found.title == found.title.strip()
    assert any(
        trace.get("x") is not None or trace.get("z") is not None or trace["type"] == "sankey" for trace in found.figure["data"]
    )


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("matrix", {"subject": "authorised"}),
        ("matrix", {"subject": "routes"}),
        ("timeline", {"bars": "month"}),
        ("flow-years", {"by": "weapon"}),
        ("border-sides", {"count": "deaths"}),
    ],
)
def test_a_chart_is_shown_in_another_way(name: str, way: dict[str, str]) -> None:
    first, other = (chart(name, ASKED, words("es"), ways) for ways in ({}, way))
    go.Figure(other.figure)
    assert first.figure["data"] != other.figure["data"]
    assert WAYS[name].keys() == way.keys() and set(way.values()) <= {value for values in WAYS[name].values() for value in values}


def test_ways_to_show_a_view_are_those_of_its_page() -> None:
    pages = {"matrix": "overview", "timeline": "incidents", "flow-years": "flows", "border-sides": "routes", "map": "flows"}
    for view, ways in WAYS.items():
        assert {name: view_choices.CHOICES[pages[view], name].values for name in ways if name != "at"} == {
            name: values for name, values in ways.items() if name != "at"
        }


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"years", "timeline", "matrix", "weapons", "violence", "flow-years"}))
def test_where_nothing_is_on_record_the_chart_says_so(name: str) -> None:
    found = chart(name, NOTHING, words("en"))
    go.Figure(found.figure)
    said = str(found.figure["layout"]) + found.alt
    assert "Nothing on record" in said or "none on record" in said


@pytest.mark.parametrize("name", ["streams", "profile", "border-sides"])
def test_paper_takes_charts_also_empty_ones(name: str) -> None:
    assert draw(Order(name, ASKED if name == "border-sides" else NOTHING, "en")).startswith(b"\x89PNG")


@pytest.mark.parametrize("subject", ["illicit", "collected", "authorised"])
def test_a_matrix_of_flows_says_that_its_cells_count_records(subject: str) -> None:
    """A sentence beside it may speak of thousands of weapons."""
    found = chart("matrix", Filters(areas=("COL",)), words("en"), {"subject": subject})
    assert "Cells count records, not the arms that they state." in found.notes[0]
