"""What is said of coverage: the gaps within the years that are asked for, and the day after which nobody speaks of places."""

from __future__ import annotations

import datetime

import pytest

from components.charts.axes import GAP
from components.charts.overview.years import year_chart
from components.current import dataset
from components.text.coverage_words import covered_said, gaps_said, step_said
from components.text.words import LANGUAGES, words
from data.ground.countries import covered
from data.model.categories import AREAS
from data.query.filters import Filters
from data.query.years import all_years, last_year
from data.subjects import place_coverage, playback


@pytest.mark.parametrize("country", covered(dataset()))
def test_only_gaps_of_the_years_asked_for_are_said(country: str) -> None:
    for years in ((2018, 2020), all_years(dataset()), (2024, 2025), (last_year(dataset()), last_year(dataset()))):
        said = " ".join(gaps_said(Filters(areas=(country,), years=years), words("en")))
        known = all(
            place_coverage.of_step(dataset(), (country,), year, "year") == "whole" for year in range(years[0], years[1] + 1)
        )
        assert bool(said) != known, (country, years)
        named = {int(part) for part in said.replace(",", " ").replace(".", " ").split() if part.isdigit() and len(part) == 4}
        assert all(years[0] <= year <= years[1] for year in named), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_after_the_last_source_are_a_gap(language: str) -> None:
    say = words(language)
    (said,) = gaps_said(Filters(areas=("MLI",)), say)
    assert say.date(place_coverage.last_day(dataset())) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_covered_names_later_years(language: str) -> None:
    for country in ("MLI", "TCD", "COL"):
        later = place_coverage.later_years(dataset(), (country,))
        assert later and all(str(year) in covered_said((country,), words(language)) for year in later)


@pytest.mark.parametrize("area", [*AREAS, *covered(dataset())])
def test_no_event_lies_where_no_place_level_data_are_said_to_be(area: str) -> None:
    countries = Filters(areas=(area,)).countries
    table = dataset().table("incidents")
    events = dataset().frame(table.filter(table.country.isin(countries)).select("start", "end"))
    for span in place_coverage.unknown(dataset(), countries):
        inside = (events.start.dt.date >= span.start) & (events.end.dt.date <= span.end)
        assert not inside.any(), (span, events[inside].head(3))


@pytest.mark.parametrize("area", [*AREAS, *covered(dataset())])
def test_days_known_in_part_and_not_at_all_are_together_the_days_not_known_everywhere(area: str) -> None:
    countries = Filters(areas=(area,)).countries
    part, none = place_coverage.known_in_part(dataset(), countries), place_coverage.unknown(dataset(), countries)
    days = {"part": _days(part), "none": _days(none), "gaps": _days(place_coverage.gaps(dataset(), countries))}
    assert not days["part"] & days["none"] and days["part"] | days["none"] == days["gaps"]


@pytest.mark.parametrize("area", [*AREAS, *covered(dataset())])
def test_an_axis_of_years_hatches_what_comes_after_the_last_source(area: str) -> None:
    countries, last = Filters(areas=(area,)).countries, place_coverage.last_day(dataset())
    added = _days(place_coverage.gaps_on_axis(dataset(), countries)) - _days(place_coverage.gaps(dataset(), countries))
    assert added == set(range(last.toordinal() + 1, datetime.date(last.year, 12, 31).toordinal() + 1))
    traces = year_chart(Filters(areas=("MLI",), years=(last.year,) * 2), words("en")).figure["data"]
    trace = next(one for one in traces if one.get("meta") == GAP and one["marker"]["pattern"]["shape"] == "/")
    assert max(x + wide / 2 for x, wide in zip(trace["x"], trace["width"], strict=True)) == pytest.approx(last.year + 0.5)


def test_years_with_events_of_some_states_only_are_named_where_the_whole_country_is_not_covered() -> None:
    # Adamawa, Borno and Yobe alone reach to 2024.
    assert {2023, 2024} <= set(place_coverage.later_years(dataset(), ("NGA",)))
    part, none = gaps_said(Filters(areas=("NGA",)), words("en"))
    assert "31 December 2024" in part and "2023" not in none


@pytest.mark.parametrize("country", covered(dataset()))
def test_no_step_that_is_not_covered_on_all_days_is_told_as_a_number_of_none(country: str) -> None:
    asked = Filters(areas=(country,), weapons=("F",))
    known = playback.totals(dataset(), asked, "year")
    for year in range(all_years(dataset())[0], last_year(dataset()) + 1):
        whole = place_coverage.of_step(dataset(), (country,), year, "year") == "whole"
        said = step_said(asked, year, "year", words("en"))
        assert year in known or said.startswith("0 events") == whole, (year, said)


def _days(spans: tuple[place_coverage.Span, ...]) -> set[int]:
    return {day for span in spans for day in range(span.start.toordinal(), span.end.toordinal() + 1)}
