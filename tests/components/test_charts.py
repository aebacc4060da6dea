"""Charts as figures: valid for plotly, with the numbers they were given, in every language."""

import datetime
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.charts.axes import GAP as GAP_MARK
from components.charts.axes import legend_height
from components.charts.catalogue import chart
from components.charts.flows.sides import SOURCES, shown
from components.charts.overview import figures as charts
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis import crossing
from data.model import source_roles
from data.model.categories import NOT_CLASSIFIED, NOT_REPORTED, PHASES, level1
from data.query.filters import PHASE_VALUES, Filters
from data.subjects import country_years, incidents, phases
from data.subjects.place_coverage import Span

EN = words("en")
GAP = Span(datetime.date(2022, 3, 1), datetime.date(2025, 12, 31))
NONE = pd.DataFrame({"year": [], "deaths": [], "events": []})


def matrix(cells: dict[tuple[str, str], int], chosen: set[tuple[str, str]] | None = None, language: str = "en") -> go.Figure:
    return go.Figure(charts.matrix(cells, chosen or set(), "events", words(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", crossing.SUBJECTS)
def test_the_matrix_of_real_data_is_a_figure(subject: str, language: str) -> None:
    cells = crossing.matrix(dataset(), Filters(), subject)
    figure = matrix(cells, language=language)
    heat, clicks = figure.data
    said = dict(zip(map(tuple, clicks.customdata), clicks.text, strict=True))
    assert {key: said[key] for key in cells} == {key: words(language).number(n) for key, n in cells.items()}
    assert {said[key] for key in said if key not in cells} <= {"·"}
    assert all(0 <= value <= 1 for row in heat.z for value in row)
    assert len(set(heat.x)) == len(level1()) + 1 and len(set(heat.y)) == len(heat.z)


def test_an_empty_matrix_is_a_figure_all_the_same() -> None:
    heat, clicks = matrix({}).data
    assert set(clicks.text) == {"·"}
    assert max(value for row in heat.z for value in row) == 0
    assert len(heat.z) == len(PHASES)


def test_a_single_record_is_a_figure() -> None:
    heat, clicks = matrix({(NOT_CLASSIFIED, NOT_REPORTED): 1}).data
    assert len(heat.z) == len(PHASE_VALUES)
    assert max(value for row in heat.z for value in row) == 1
    assert clicks.text.count("1") == 1


def test_the_chosen_cell_is_framed_and_no_other() -> None:
    figure = matrix({("peacekeeping", "E"): 5}, {("peacekeeping", "E")})
    clicks = figure.data[1]
    framed = [tuple(key) for key, width in zip(clicks.customdata, clicks.marker.line.width, strict=True) if width]
    assert framed == [("peacekeeping", "E")]


def test_every_category_and_phase_has_a_short_name_and_a_tint() -> None:
    assert set(charts.SHORT) == {*level1(), NOT_REPORTED}
    assert set(charts.PHASE_TINTS) == set(PHASE_VALUES)


def years(asked: Filters, country: str | None, language: str = "en", span: tuple[int, int] = (1989, 2026)) -> go.Figure:
    return go.Figure(
        charts.years(
            incidents.by_year(dataset(), asked),
            country_years.deaths_by_year(dataset(), asked.countries, asked.years),
            phases.of_country(dataset(), country) if country else pd.DataFrame(),
            span,
            (GAP,),
            incidents.by_year(dataset(), asked, True),
            country_years.NONE,
            words(language),
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["MLI", "COL", "TCD", "CPV", "DZA"])
def test_the_years_of_a_country_are_a_figure(country: str, language: str) -> None:
    asked = Filters(areas=(country,))
    figure = years(asked, country, language)
    found = incidents.by_year(dataset(), asked)
    for axis, counts in (("y", found.deaths), ("y2", found.events)):
        drawn: dict[int, int] = {}
        for trace in figure.data:
            if trace.type == "bar" and trace.yaxis == axis:
                for year, n in zip(trace.x, trace.y, strict=True):
                    drawn[year] = drawn.get(year, 0) + (n or 0)
        assert {year: n for year, n in drawn.items() if year} == dict(zip(found.year, counts, strict=True))
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(bands) == len(phases.of_country(dataset(), country))
    assert all(1988 <= band.x0 < band.x1 <= 2027 for band in bands)


def test_bands_meet_and_stay_inside_the_years_shown() -> None:
    figure = years(Filters(areas=("MLI",), years=(2010, 2015)), "MLI", span=(2010, 2015))
    bands = sorted((b.x0, b.x1) for b in figure.layout.shapes if b.type == "rect")
    assert bands and bands[0][0] >= 2009.4 and bands[-1][1] <= 2015.6
    assert all(later[0] - earlier[1] < 0.01 for earlier, later in pairwise(bands))


def test_a_gap_is_hatched_where_it_falls_and_named() -> None:
    hatched = [t for t in years(Filters(areas=("MLI",)), "MLI").data if t.meta == GAP_MARK]
    assert len(hatched) == 2 and sum(bool(t.showlegend) for t in hatched) == 1
    for bars in hatched:
        start, end = bars.x[0] - bars.width[0] / 2, bars.x[0] + bars.width[0] / 2
        assert 2021.6 < start < 2021.7 and abs(end - 2025.5) < 0.01
    cut = years(Filters(), None, span=(2000, 2010)).data
    assert not [t for t in cut if t.meta == GAP_MARK]


def test_a_longer_legend_takes_nothing_from_the_plot() -> None:
    """A line of it each, where names are too long to stand side by side; it may scroll from half of the chart on."""
    few, many = years(Filters(), None), years(Filters(areas=("MLI",)), "MLI")
    named = [{trace.name for trace in figure.data if trace.name and trace.showlegend is not False} for figure in (few, many)]
    lines = len(named[1]) - len(named[0])
    assert lines >= 5 and many.layout.height - few.layout.height == lines * 19
    assert len(named[1]) * 19 <= many.layout.height / 2
    assert legend_height([{"name": name} for name in "abc"]) == 19 and legend_height([{"name": "a", "showlegend": False}]) == 0


def test_no_year_at_all_is_a_figure() -> None:
    figure = go.Figure(
        charts.years(NONE, NONE[["year", "deaths"]], pd.DataFrame(), (1989, 2026), (), NONE, country_years.NONE, EN)
    )
    assert all(len(trace.x) == 0 for trace in figure.data)


@pytest.mark.parametrize(("language", "separators"), [("en", ".,"), ("fr", ",\u202f"), ("es", ",.")])
def test_numbers_on_the_axes_follow_the_language(language: str, separators: str) -> None:
    assert years(Filters(), None, language).layout.separators == separators


@pytest.mark.parametrize(
    ("name", "lines"), [("peacekeeping", "peacekeeping"), ("pre-emptive prevention", "pre-emptive<br>prevention")]
)
def test_names_break_in_their_middle(name: str, lines: str) -> None:
    assert charts._in_two_lines(name) == lines


def test_figures_are_plain_values() -> None:
    """Nothing that JSON does not know: no numpy number, no missing value."""

    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(plain(part) for part in value.values())
        if isinstance(value, list | tuple):
            return all(plain(part) for part in value)
        return value is None or type(value) in (str, int, float, bool)

    assert plain(charts.matrix(crossing.matrix(dataset(), Filters(), "incidents"), set(), "events", EN))


#: Whose data a trace draws, by its name in English.
_TRACES = {
    "Deaths, UCDP country totals to": source_roles.YEAR_TOTALS,
    "Deaths, UCDP country totals, preliminary": source_roles.MONTH_TOTALS,
    "Deaths, UCDP country totals by month": source_roles.MONTH_TOTALS,
    "Deaths, place-level events": source_roles.EVENTS,
    **dict.fromkeys(PHASES, source_roles.OWN_TABLES),
    "illicit flow": source_roles.OWN_TABLES,
    "seizure or collection": source_roles.OWN_TABLES,
    "authorised transfer": source_roles.TRANSFER_REGISTER,
}
_ASKED = [
    *(Filters(areas=(area,), exclude_possible=True) for area in ("BFA", "MLI", "COL", "CIV", "CPV", "west-africa")),
    Filters(areas=("BFA",), weapons=("E",)),
    Filters(areas=("MLI",), years=(2010, 2012)),
    Filters(areas=("CIV",), picks=(("kind", "authorised"),)),
]


@pytest.mark.parametrize("asked", _ASKED, ids=Filters.query)
@pytest.mark.parametrize("name", ["years", "timeline", "flow-years"])
def test_a_chart_over_time_credits_what_it_draws_and_nothing_else(name: str, asked: Filters) -> None:
    for bars in ("year", "month") if name == "timeline" else ("",):
        found = chart(name, asked, EN, {"bars": bars})
        names = [trace.get("name", "") for trace in found.figure["data"]]
        wanted = {source for start, source in _TRACES.items() if any(one.startswith(start) for one in names)}
        if any(trace.get("yaxis") == "y9" for trace in found.figure["data"]):
            wanted.add(source_roles.OWN_TABLES)
        if name == "flow-years":
            # A side without a record is one of its source, too.
            wanted |= {source for side in shown(asked) for source in SOURCES[side]}
        elif found.sources:
            wanted.add(source_roles.EVENTS)
        assert set(found.sources) == wanted and len(found.sources) == len(wanted)


def test_the_dashed_line_is_credited_in_the_picture() -> None:
    found = chart("years", Filters(areas=("BFA",), exclude_possible=True), EN)
    assert source_roles.MONTH_TOTALS in found.sources
