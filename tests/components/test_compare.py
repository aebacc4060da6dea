"""What pages compare: both sides on the same scales, and a difference in words that the records bear out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.catalogue import side_chart
from components.charts.compare import Compared, on_one_scale, times
from components.charts.flows.compare import flow_compare
from components.charts.incidents.compare import difference, incident_compare
from components.charts.routes.compare import route_compare
from components.current import dataset
from components.text.coverage_words import gaps_said
from components.text.words import LANGUAGES, words
from data.analysis.comparison import FEWEST, flow_side, in_common, other_side, rounded, side
from data.query.filters import Filters
from data.query.picks import SIDES
from data.query.years import all_years
from data.subjects import country_years, flows, incidents, routes
from tests.pages.visits import visit
from tests.sweep import sweep

EN = words("en")
MALI, CHAD = Filters(areas=("MLI",), exclude_possible=True), Filters(areas=("TCD",), exclude_possible=True)
PAIRS = [
    (MALI, CHAD),
    (Filters(areas=("MLI",), years=(2012, 2020)), Filters(areas=("MLI",), years=(1990, 1990))),
    (Filters(areas=("CPV",)), Filters(areas=("COL",))),
    (Filters(weapons=("A",)), Filters(years=(2025, 2026))),
]


def ranges(figure: dict[str, Any], letter: str) -> dict[str, list[float]]:
    axes = {name: axis for name, axis in figure["layout"].items() if name.startswith(letter) and "range" in axis}
    return {name: axis["range"] for name, axis in axes.items()}


@sweep(sides=PAIRS, compare=[incident_compare, flow_compare, route_compare], language=LANGUAGES)
def test_both_sides_have_the_same_scales_and_rows(sides: tuple[Filters, Filters], compare: Any, language: str) -> None:
    found: Compared = compare(*sides, words(language))
    assert found.said and found.charts and all("{" not in line for line in found.said)
    for pair in found.charts:
        left, right = (go.Figure(figure).to_plotly_json() and figure for figure in pair.figures)
        assert left["layout"]["height"] == right["layout"]["height"]
        if pair.coverage:
            assert ranges(left, "y") == ranges(right, "y") != {}
        else:
            assert ranges(left, "x") == ranges(right, "x") != {}
            assert left["data"][0]["y"] == right["data"][0]["y"]


def test_a_few_records_do_not_fill_a_scale() -> None:
    figures: Any = ({"layout": {"xaxis": {}}}, {"layout": {"xaxis": {}}})
    on_one_scale(figures, "xaxis", 1)
    for figure in figures:
        assert figure["layout"]["xaxis"]["range"][0] == 0 and 4 < figure["layout"]["xaxis"]["range"][1] < 5


def test_flows_count_each_side_by_itself() -> None:
    found = flow_compare(MALI, CHAD, EN)
    assert [pair.name for pair in found.charts] == ["years", "weapons-authorised", "weapons-illicit"]
    assert [pair.sources for pair in found.charts[1:]] == [("sipri-transfers",), ("arms-lens-curated",)]
    for kind, pair in zip(SIDES, found.charts[1:], strict=True):
        for filters, figure in zip((MALI, CHAD), pair.figures, strict=True):
            counted = flows.by_weapon(dataset(), filters.picking("kind", kind))
            drawn = sum(n or 0 for trace in figure["data"] for n in trace["x"])
            assert drawn == sum(n for kinds in counted.values() for n in kinds.values())
    one = flow_compare(MALI.picking("kind", "authorised"), CHAD.picking("kind", "authorised"), EN)
    assert [pair.name for pair in one.charts] == ["years", "weapons-authorised"]
    assert not any("llicit" in line for line in one.said)


def test_flows_say_how_many_times_as_many() -> None:
    n = {filters: len(flows.matching(dataset(), filters.picking("kind", "authorised"))) for filters in (MALI, CHAD)}
    said = flow_compare(MALI, CHAD, EN).said
    rate = f"{n[MALI] / 30:.1f} a year; years that the register covers: 30"
    assert said[0].startswith(f"{MALI.sentence(EN)}: {n[MALI]} authorised transfers ({rate}) from ")
    times = round(max(n.values()) / min(n.values()), 1)
    assert f"{EN.number(times)} times as many" in said[2] or "about as many" in said[2]
    assert "not set in proportion" in said[-1]


def test_a_period_before_the_register_cannot_be_set_in_proportion() -> None:
    said = flow_compare(MALI, Filters(areas=("MLI",), years=(1989, 1990)), EN).said
    assert "cannot be set in proportion" in said[2]


def test_a_side_without_flows_keeps_its_axis() -> None:
    found = flow_compare(Filters(areas=("MLI",), years=(2012, 2020)), Filters(areas=("MLI",), years=(1989, 1990)), EN)
    for figure in found.charts[0].figures:
        assert {trace.get("yaxis", "y") for trace in figure["data"]} >= {"y", "y2"}


def test_routes_say_what_both_have_in_common() -> None:
    found = route_compare(MALI, CHAD, EN)
    left, right = (routes.matching(dataset(), filters) for filters in (MALI, CHAD))
    shared = len(set(left.id) & set(right.id))
    assert f"{len(left)} corridors" in found.said[0] and f"{len(right)} corridors" in found.said[1]
    assert EN.n("{n} corridor stands on both sides.", "{n} corridors stand on both sides.", shared) in found.said[2]
    assert route_compare(MALI, MALI, EN).said[2].startswith("Both have as many corridors.")
    modes, reliabilities, _ = found.charts
    assert [sum(figure["data"][0]["x"]) for figure in modes.figures] == [len(left), len(right)]
    assert [sum(figure["data"][0]["x"]) for figure in reliabilities.figures] == [len(left), len(right)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_almost_nothing_is_not_set_in_proportion(language: str) -> None:
    """A ratio with a handful of records on one side is chance: it is not said."""
    say = words(language)
    few, many = Filters(areas=("GMB",), exclude_possible=True), Filters(areas=("NGA",), exclude_possible=True)
    counted = {filters: side(dataset(), filters).events for filters in (few, many)}
    assert 0 < counted[few] < FEWEST <= counted[many]
    for pair in ((few, many), (many, few)):
        told = incident_compare(*pair, say).said
        assert told[-1].startswith(
            say.t("Too few to compare: fewer than {n} records on one side ({name}).", n=FEWEST, name="")[:20]
        )
        assert few.sentence(say) in told[-1] and many.sentence(say) not in told[-1]
    transfers = Filters(areas=("LBR",), exclude_possible=True)
    assert 0 < flow_side(dataset(), transfers.picking("kind", "authorised")).flows["authorised"] < FEWEST
    lines = flow_compare(transfers, many, say).said
    assert any(transfers.sentence(say) in line and "(" in line and str(FEWEST) in line for line in lines)


def test_a_large_ratio_is_not_said_to_a_decimal() -> None:
    assert [times(ratio, EN) for ratio in (1.26, 9.94, 12.63, 126.3)] == ["1.3", "9.9", "13", "126"]


def test_coverage_is_told_of_both_sides() -> None:
    """Both sides say in how many whole years they were counted, and what is a gap in each."""
    both = (Filters(areas=("MLI",), exclude_possible=True), Filters(areas=("COL",), exclude_possible=True))
    for filters, line in zip(both, incident_compare(*both, EN).said, strict=False):
        assert f"January to December: {side(dataset(), filters).years})" in line
    at = visit("incidents", area="MLI", compare="area:COL")
    told = [caption.value for caption in at.caption if "No place-level data" in caption.value]
    assert {gaps_said(filters, EN)[0] for filters in both} <= set(told) and gaps_said(both[0], EN) != gaps_said(both[1], EN)


def test_periods_that_overlap_are_told() -> None:
    at = visit("incidents", area="MLI", year="2010-2020", compare="year:2015-2018")
    assert any("Both periods hold 2015–2018" in info.value for info in at.info)
    assert not visit("incidents", area="MLI", year="2010-2014", compare="year:2015-2018").info


@pytest.mark.parametrize("page", ["incidents", "flows", "routes"])
def test_beside_another_period_stands_one_of_its_own(page: str) -> None:
    at = visit(page, area="MLI", compare="area:TCD")
    at.segmented_control(key=f"{page}_compare_kind").set_value("year").run()
    first, other = at.slider(key="year").value, at.slider(key=f"{page}_compare_year").value
    assert (
        not at.exception and first != all_years(dataset()) and other[1] < first[0] and other[1] - other[0] == first[1] - first[0]
    )
    assert not [info for info in at.info if "Both periods" in info.value]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("compare", ["year:2016-2021", "area:MLI", "area:NGA"])
def test_averages_over_incomplete_years_say_so(compare: str, language: str) -> None:
    """Colombia's years with under two thirds of UCDP's deaths, on whichever side they are, on slides and in the panel."""
    say, left = words(language), Filters(areas=("COL",), years=(2005, 2011))
    right = other_side(dataset(), left, compare)
    assert right is not None
    note = incident_compare(left, right, say).note
    for side_ in (left, right):
        years = [y for y in country_years.incomplete_years(dataset(), side_.countries) if side_.years[0] <= y <= side_.years[-1]]
        shown = [y for y in years if left.areas != right.areas] or sorted(
            {
                y
                for s in (left, right)
                for y in country_years.incomplete_years(dataset(), s.countries)
                if s.years[0] <= y <= s.years[-1]
            }
        )
        if years:
            assert say.spans(tuple(shown)) in note
    assert note in " ".join(side_chart(left, compare, "incidents", 1, say)[1].notes)
    assert "2005–2008" in note
    fine = Filters(areas=("COL",), years=(2010, 2011))
    assert say.spans((2005, 2006, 2007, 2008)) not in incident_compare(fine, fine, say).note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proportion_that_rests_on_incomplete_or_preliminary_years_says_so_itself(language: str) -> None:
    say, asked = words(language), Filters(areas=("COL",), exclude_possible=True)
    left, right = (side(dataset(), replace(asked, years=years)) for years in ((2015, 2020), (2021, 2022)))
    said = difference(left, right, say)[-1]
    short = country_years.incomplete_years(dataset(), ("COL",))
    incomplete = say.spans(tuple(year for year in short if year in (*left.covered, *right.covered)))
    revised = incidents.by_year(dataset(), right.filters, True).year
    preliminary = say.spans(tuple(int(year) for year in revised if year in right.covered))
    assert incomplete and preliminary
    assert say.t("events of {years} are incomplete", years=incomplete) in said
    assert say.t("events of {years} are preliminary", years=preliminary) in said
    before, after = (side(dataset(), replace(asked, years=years)) for years in ((2010, 2011), (2012, 2014)))
    assert not {*short} & {*before.covered, *after.covered}
    assert ";" not in difference(before, after, say)[-1]


@pytest.mark.parametrize("areas", [("COL", "MLI"), ("NGA", "COL"), ("west-africa", "COL")])
def test_a_doubt_about_one_area_names_it(areas: tuple[str, str]) -> None:
    left, right = (side(dataset(), Filters(areas=(area,), exclude_possible=True)) for area in areas)
    said = difference(left, right, EN)[-1]
    assert "may be a difference of the data" in said and "(Colombia)" in said and "incomplete" in said


def test_means_of_ten_and_more_are_whole() -> None:
    assert [rounded(one) for one in (0.04, 3.14, 9.94, 9.96, 10.4, 573.6)] == [0.0, 3.1, 9.9, 10.0, 10, 574]


def test_a_proportion_of_common_years_shows_the_rates_that_it_rests_on() -> None:
    left, right = side(dataset(), Filters(("NER",), exclude_possible=True)), side(dataset(), CHAD)
    assert left.covered != right.covered
    said = difference(left, right, EN)[-1]
    for one in in_common(dataset(), left, right):
        assert f"{EN.number(round(one.events_a_year))} events and {EN.number(round(one.deaths_a_year))} deaths a year" in said
