"""The facts of briefings: the same numbers as the prepared tables, for every area."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from components.current import dataset
from data.analysis import briefings, red_lines, trends
from data.analysis.arms_on_record import Mention, Span
from data.analysis.origins import neighbours
from data.analysis.red_lines import RedLine
from data.analysis.trends import Change
from data.engine.dataset import prepared_folder
from data.ground.countries import names_in
from data.model.categories import FOCUS, WEST_AFRICA, level1
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import toolbox


def prepared(table: str) -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / f"{table}.parquet")


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    found = prepared("incidents")[["country", "year", "events", "deaths", "weapons", "reliability"]]
    return found[found.reliability != "possible"]


@pytest.fixture(scope="module")
def flows() -> pd.DataFrame:
    found = prepared("flows")
    return found[(found.reliability != "possible") & (found.confidence.fillna("high") != "low")]


def test_the_nineteen_areas_stand_in_order_of_their_names() -> None:
    names = names_in(dataset(), "en")
    *countries, region = briefings.AREAS
    assert region == "west-africa" and set(countries) == set(FOCUS)
    plain = str.maketrans("ôé", "oe")
    assert countries == sorted(countries, key=lambda iso3: names[iso3].translate(plain))


def test_an_area_without_a_briefing_is_named() -> None:
    with pytest.raises(ValueError, match="no briefing for 'FRA'"):
        briefings.facts(dataset(), "FRA")


@pytest.mark.parametrize("area", briefings.AREAS)
def test_numbers_are_those_of_the_prepared_tables(area: str, incidents: pd.DataFrame, flows: pd.DataFrame) -> None:
    facts = briefings.facts(dataset(), area)
    countries = set(WEST_AFRICA if area == "west-africa" else [area])
    own = incidents[incidents.country.isin(countries)]
    happening = facts.happening
    for change, column in ((happening.events, "events"), (happening.deaths, "deaths")):
        by_year = own.groupby("year")[column].sum()
        assert (change.now, change.before) == (by_year.get(change.year, 0), by_year.get(change.year - 1, 0))
        assert change.mean == pytest.approx(sum(by_year.get(change.year - i, 0) for i in range(1, 6)) / 5)
    totals = prepared("country_years")
    totals = totals[totals.country.isin(countries)].groupby("year").deaths.sum()
    assert happening.totals is not None
    assert (happening.totals.year, happening.totals.now) == (totals.index.max(), totals[totals.index.max()])
    assert facts.weapons.events == own.events.sum()
    assert facts.weapons.named == own.events[own.weapons.map(len) > 0].sum()
    named = flows[flows.countries.map(lambda held: bool(countries & set(held)))]
    assert len(facts.origins.illicit) == (named.kind == "illicit").sum()
    assert facts.origins.years is not None
    first, last = facts.origins.years
    delivered = named[(named.kind == "authorised") & named.destination_country.isin(countries)]
    delivered = delivered[(delivered.start_year <= last) & (delivered.end_year >= first)]
    assert {supplier.country for supplier in facts.origins.suppliers} == set(delivered.origin_country.dropna())
    assert sum(s.entries for s in facts.origins.suppliers) + facts.origins.unnamed == delivered.deals.sum()


@pytest.mark.parametrize("area", briefings.AREAS)
def test_the_chart_holds_the_numbers_of_the_changes(area: str) -> None:
    happening = briefings.facts(dataset(), area).happening
    by_year = happening.by_year.set_index("year")
    assert by_year.index[0] == FIRST_YEAR and list(by_year.index) == list(range(by_year.index[0], by_year.index[-1] + 1))
    for change, column in ((happening.events, "events"), (happening.deaths, "deaths"), (happening.totals, "totals")):
        assert change is not None
        assert (by_year[column][change.year], by_year[column][change.year - 1]) == (change.now, change.before)
    assert by_year.events[happening.events.year + 1 :].isna().all(), "a year covered in part is no year of the chart"


@pytest.mark.parametrize("area", briefings.AREAS)
def test_every_country_has_a_phase_tools_and_gaps(area: str) -> None:
    facts = briefings.facts(dataset(), area)
    assert {today.country for today in facts.phases} == set(facts.countries)
    assert facts.tools and all(facts.tools.values())
    assert facts.gaps[0].kind == "events"
    assert list(facts.weapons.categories) == list(level1())


@pytest.mark.parametrize(
    "now, before, direction",
    [(0, 0, "none"), (5, 0, "up"), (0, 5, "down"), (100, 109, "flat"), (109, 100, "flat"), (120, 100, "up"), (80, 100, "down")],
)
def test_direction(now: int, before: int, direction: str) -> None:
    assert Change(2024, now, before, 0.0).direction == direction


def test_cabo_verde_has_no_event_and_says_so() -> None:
    happening = briefings.facts(dataset(), "CPV").happening
    assert happening.last_event is None and happening.top == () and happening.top_years is None and happening.involved == ()
    assert happening.events.now == 0 and happening.totals == Change(2024, 0, 0, 0.0)


def test_the_newest_figure_is_the_first_sentence() -> None:
    for area in ("MLI", "BFA", "TCD", "COL", "GIN"):
        newest = briefings.facts(dataset(), area).happening.newest
        assert newest is not None and not newest.final and newest.end >= datetime.date(2025, 12, 31)


def test_civilians_are_no_party() -> None:
    assert trends.NOBODY not in {
        name for area in briefings.AREAS for name, _ in briefings.facts(dataset(), area).happening.involved
    }


def test_chad_is_under_no_embargo_but_its_neighbours_are() -> None:
    found = briefings.facts(dataset(), "TCD").origins
    assert found.on_area == ()
    assert {regime.country for regime in found.on_neighbours} == {"LBY", "SDN", "CAF"}


def test_a_country_is_no_neighbour_of_itself() -> None:
    assert neighbours(dataset(), ("CPV",)) == ()
    assert set(neighbours(dataset(), ("GMB",))) == {"SEN"}
    assert not set(neighbours(dataset(), WEST_AFRICA)) & set(WEST_AFRICA)


def test_armed_conflict_shows_the_mediation_column_as_our_reading() -> None:
    shown, read = toolbox.for_phase(dataset(), "armed conflict"), toolbox.for_phase(dataset(), "peace mediation")
    assert [(tool.name, tool.level) for tool in shown] == [(tool.name, tool.level) for tool in read]
    assert all(tool.reading for tool in shown) and not all(tool.reading for tool in read)
    assert [tool.level for tool in shown] == sorted((tool.level for tool in shown), key=toolbox.LEVELS.index)


@pytest.mark.parametrize(
    "subject, codes, text, told, untold",
    [
        ("flows", ("B5",), "", ["manpads"], []),
        ("flows", ("A4", "B4"), "4 RPG-7 and one AK-47", [], []),
        ("flows", ("B4",), "60 × Konkurs (anti-tank missile)", ["anti-tank-guided"], []),
        ("routes", ("B4",), "", [], ["anti-tank-guided"]),
        ("flows", ("F1",), "2 × Aerostar (UAV)", [], []),
        ("flows", ("F1",), "2 × Akinci (armed UAV)", ["armed-drones"], []),
        ("incidents", ("E3",), "", [], ["vehicle-borne-ied"]),
        ("incidents", ("C3",), "", ["artillery"], []),
        ("incidents", ("A4",), "", [], []),
    ],
)
def test_red_lines_tell_a_class_from_a_wider_one(
    subject: str, codes: tuple[str, ...], text: str, told: list[str], untold: list[str]
) -> None:
    mention = Mention(subject, codes, 2020, 2020, text)
    lines = red_lines.red_lines()
    assert [line.name for line in lines if line.tells(mention)] == told
    assert [line.name for line in lines if line.may_be(mention)] == untold


def test_the_list_of_red_lines_names_known_classes() -> None:
    lines: tuple[RedLine, ...] = red_lines.red_lines()
    assert [line.name for line in lines] == ["manpads", "anti-tank-guided", "armed-drones", "artillery", "vehicle-borne-ied"]
    from data.model.categories import weapons

    assert {code for line in lines for code, _ in line.codes} <= set(weapons())


def test_span_of_mentions() -> None:
    assert Span.of([]) == Span()
    found = Span.of([Mention("routes", ("A4",), 2011, 2019), Mention("flows", ("A4",), 2007, 2007)])
    assert found == Span(2007, 2019, ("flows", "routes"))


def test_firm_filters_leave_out_what_is_only_possible() -> None:
    assert briefings.facts(dataset(), "MLI").filters == Filters(areas=("MLI",), exclude_possible=True)


@pytest.mark.parametrize(
    ("told", "untold", "said"),
    [
        ((2022, 2025), (2019, 2026), True), ((2022, 2025), (2022, 2026), True), ((2022, 2025), (2023, 2023), False),
        ((2022, 2025), (None, None), False), ((None, None), (2013, 2023), True),
    ],
)  # fmt: skip
def test_what_records_do_not_tell_apart_is_said_beyond_what_they_tell(told: Any, untold: Any, said: bool) -> None:
    line = red_lines.red_lines()[0]
    standing = red_lines.Standing(line, Span(*told), Span(*untold), (), frozenset())
    assert (standing.untold_beyond.first is not None) == said
