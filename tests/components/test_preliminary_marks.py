"""Charts over time show what UCDP may still revise: striped, named in the legend and in the words for who does not see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.charts.axes import PRELIMINARY
from components.charts.catalogue import chart
from components.charts.incidents.compare import incident_compare
from components.charts.overview.years import year_chart
from components.charts.preliminary_marks import STRIPED, in_parts
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis.crossing import weapons_by_year
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import country_months, country_years, incidents

EN = words("en")
COLOMBIA = Filters(areas=("COL",))
#: Every chart of the catalogue that counts events by a time.
OVER_TIME = {
    "years": {}, "timeline": {}, "timeline by month": {"bars": "month"}, "weapons": {}, "violence": {}, "border-sides": {},
}  # fmt: skip


def striped(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace.get("meta") == PRELIMINARY and not trace.get("showlegend")]


def made(name: str) -> Any:
    asked = replace(COLOMBIA, picks=(("border", "COL-VEN"),)) if name == "border-sides" else COLOMBIA
    return chart(name.split()[0], asked, EN, OVER_TIME[name])


@pytest.mark.parametrize("name", OVER_TIME)
def test_preliminary_bars_are_striped_named_and_said(name: str) -> None:
    found = made(name)
    figure = found.figure
    assert striped(figure), "no bar is marked"
    assert all(trace["marker"]["pattern"]["fillmode"] == "overlay" for trace in striped(figure)), "white on nothing"
    named = [trace for trace in figure["data"] if trace.get("name") == EN.t(STRIPED) and trace.get("showlegend")]
    assert len(named) == 1
    assert "UCDP may still revise it: events of" in found.alt and "2026" in found.alt
    assert figure["layout"]["barmode"] == "stack"


@pytest.mark.parametrize("name", ["timeline", "violence"])
def test_parts_of_a_bar_add_up(name: str) -> None:
    drawn: dict[int, int] = {}
    axis = "y2" if name == "timeline" else "y"
    for trace in made(name).figure["data"]:
        if trace["type"] == "bar" and trace.get("yaxis") == axis:
            for year, n in zip(trace["x"], trace["y"], strict=True):
                if year is not None:
                    drawn[year] = drawn.get(year, 0) + n
    whole = incidents.by_year(dataset(), COLOMBIA)
    assert drawn == dict(zip(whole.year.tolist(), whole.events.tolist(), strict=True))


def test_what_is_preliminary_is_a_part_of_the_whole() -> None:
    for count in (incidents.by_year, incidents.by_month, incidents.violence_by_year, weapons_by_year):
        whole, part = count(dataset(), COLOMBIA), count(dataset(), COLOMBIA, True)
        assert 0 < part.events.sum() < whole.events.sum()
    assert set(incidents.by_year(dataset(), COLOMBIA, True).year) >= {2021, 2026}


def test_both_sides_of_a_comparison_are_marked() -> None:
    found = incident_compare(COLOMBIA, Filters(areas=("NGA",)), EN)
    assert all(striped(figure) for figure in found.charts[0].figures)


def test_final_bars_stay_one_trace() -> None:
    bar = {"type": "bar", "x": [2014, 2015], "y": [3, 4], "marker": {"color": "#000000"}}
    assert in_parts(bar, {}, EN) == [bar]
    final, above = in_parts(bar, {2015: 1}, EN)
    assert (final["x"], final["y"]) == ([2014, 2015], [3, 3]) and (above["x"], above["y"]) == ([2015], [1])
    final, above = in_parts(bar, {2015: 4}, EN)
    assert final["x"] == [2014] and above["y"] == [4]


def test_named_weapons_of_preliminary_events_are_no_trend() -> None:
    """Colombia's candidate events come with texts, its older ones hardly."""
    assert any("no trend in arms" in note for note in made("weapons").notes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", ["MLI", "COL", "TCD"])
def test_preliminary_totals_are_named_by_themselves_beside_the_totals_and_mark_no_final_year(area: str, language: str) -> None:
    say, filters = words(language), Filters(areas=(area,))
    figure = year_chart(filters, say).figure
    totals = country_years.beside_events(dataset(), filters)
    named = [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)]
    at = named.index(say.t("Deaths, UCDP country totals, preliminary"))
    assert named[at - 1] == say.t("Deaths, UCDP country totals to {year}", year=int(totals.year.max()))
    assert figure["layout"]["legend"]["traceorder"] == "normal"
    (marks,) = (t for t in figure["data"] if t.get("mode") == "markers" and t["name"] == named[at])
    assert marks["x"] and min(marks["x"]) > totals.year.max()


@pytest.mark.parametrize("years", [(), (1990, 2026), (2020, 2026), (2025, 2025)])
def test_preliminary_totals_stay_when_years_are_chosen_and_are_credited(years: tuple[int, ...]) -> None:
    later = country_months.later_years(dataset(), ("BFA",), 2024)
    found = year_chart(Filters(areas=("BFA",), years=years), EN)
    (line,) = (
        t for t in found.figure["data"] if t.get("mode") == "markers" and t["name"] == "Deaths, UCDP country totals, preliminary"
    )
    assert line["x"][-1] == 2025 == later.year.max() and line["y"][-1] == later.deaths.iloc[-1]
    assert source_roles.MONTH_TOTALS in found.sources and (source_roles.YEAR_TOTALS in found.sources) == (years != (2025, 2025))
    before = year_chart(Filters(areas=("BFA",), years=(2020, 2023)), EN)
    assert source_roles.MONTH_TOTALS not in before.sources
