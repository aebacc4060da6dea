"""Compare: two areas or two periods side by side, said in words, and kept in the address."""

import pytest

from components.current import dataset
from components.text.words import LANGUAGES
from data.analysis.comparison import comparable, first_choice, no_neighbour_comparable, other_side
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.pages.visits import link, turn_to, visit, words_on
from tests.sweep import sweep

PAGES = ("incidents", "flows", "routes")


def test_another_area_by_address() -> None:
    at = visit("incidents", area="MLI", compare="area:TCD")
    assert not at.exception
    said = words_on(at)
    assert "as many events a year as the" in said
    assert "Chad" in said


def test_another_period_by_address_in_french() -> None:
    at = visit("incidents", area="MLI", year="2012-2021", compare="year:1990-1999", lang="fr")
    assert not at.exception
    assert "1990–1999" in words_on(at)


def test_nonsense_is_dropped_with_a_notice() -> None:
    at = visit(area="MLI", compare="area:ZZZ")
    assert not at.exception
    assert any("compare=area:ZZZ" in warning.value for warning in at.warning)


def test_switched_off_it_leaves_the_address() -> None:
    at = visit("incidents", area="MLI", compare="area:TCD")
    at.toggle(key="incidents_compare_on").set_value(False).run()
    assert not at.exception
    assert "compare" not in at.query_params


@sweep(page=PAGES, language=LANGUAGES)
def test_every_page_compares_in_every_language(page: str, language: str) -> None:
    at = visit(page, area="MLI", compare="area:COL", lang=language)
    assert not at.exception and not at.error
    assert at.query_params["compare"] == "area:COL"
    assert at.selectbox(key=f"{page}_compare_area").value == "COL"
    assert "Colombi" in words_on(at)
    charts = [element.proto.id for element in at.get("plotly_chart")]
    assert sum(f"{page}_compare-" in chart and chart.endswith(("-1", "-2")) for chart in charts) >= 2


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_another_kind_and_another_value_stand_in_the_address(page: str) -> None:
    at = visit(page, area="MLI", year="2012-2020")
    at.toggle(key=f"{page}_compare_on").set_value(True).run()
    assert at.query_params["compare"] == "area:TCD"
    at.selectbox(key=f"{page}_compare_area").set_value("NER").run()
    assert at.query_params["compare"] == "area:NER"
    at.segmented_control(key=f"{page}_compare_kind").set_value("year").run()
    assert at.query_params["compare"] == "year:2003-2011"
    at.slider(key=f"{page}_compare_year").set_value((2000, 2004)).run()
    assert not at.exception and at.query_params["compare"] == "year:2000-2004"
    assert "compare=year:2000-2004" in link(at)


def test_the_comparison_stays_when_the_page_turns() -> None:
    at = visit("flows", area="MLI", compare="year:2000-2004")
    turn_to(at, "routes")
    assert not at.exception and at.query_params["compare"] == "year:2000-2004"
    assert at.slider(key="routes_compare_year").value == (2000, 2004)


def test_several_areas_of_an_address_are_one_side() -> None:
    at = visit("routes", area="MLI", compare="area:BFA,NER")
    assert not at.exception and at.query_params["compare"] == "area:BFA,NER"
    assert "Burkina Faso and Niger" in words_on(at)


def test_the_same_on_both_sides_is_said() -> None:
    at = visit("flows", area="MLI", compare="area:MLI")
    assert not at.exception and any("something else" in info.value for info in at.info)


@pytest.mark.parametrize("years", [(), (2012, 2020), (1989, 1990), (1989, 2025), (1990, 1990), (2026, 2026)])
@pytest.mark.parametrize("kind", ["area", "year"])
def test_the_first_choice_is_another_question(kind: str, years: tuple[int, ...]) -> None:
    for asked in (Filters(areas=("TCD",), years=years), Filters(areas=("MLI",), years=years)):
        other = other_side(dataset(), asked, first_choice(dataset(), kind, asked))
        assert other is not None and other != asked


def test_a_single_corridor_is_not_compared() -> None:
    at = visit("routes", area="MLI", route="WA08", compare="area:NER")
    assert not at.exception and "more than the" in words_on(at)


@pytest.mark.parametrize("page", ["incidents", "flows", "routes"])
@pytest.mark.parametrize("query", [{}, {"weapon": "E"}, {"weapon": "F"}, {"year": "2015-2018"}, {"year": "1990-1992"}], ids=str)
def test_the_first_choice_can_be_compared_where_any_country_can(page: str, query: dict[str, str]) -> None:
    for area in ("MLI", "TCD", "COL", "CPV"):
        asked, _ = Filters.parse({"area": area, **query}, covered(dataset()), all_years(dataset()))
        first = first_choice(dataset(), "area", asked, page).removeprefix("area:")
        others = [country for country in covered(dataset()) if country != area]
        assert first != area
        assert comparable(dataset(), page, asked, first) or not any(
            comparable(dataset(), page, asked, country) for country in others
        )


def test_an_area_whose_neighbours_cannot_be_compared_says_so() -> None:
    assert no_neighbour_comparable(dataset(), Filters(("CPV",), exclude_possible=True)) and not no_neighbour_comparable(
        dataset(), Filters(("MLI",), exclude_possible=True)
    )
    assert "No neighbour of Cabo Verde can be compared" in words_on(visit("incidents", area="CPV", compare="area:MLI"))
    at = visit("incidents", area="MLI", compare="area:TCD")
    assert "No neighbour" not in words_on(at)
    few = at.selectbox(key="incidents_compare_area").help
    assert "Too few records to compare: " in few and "Cabo Verde" in few and "Chad" not in few


@pytest.mark.parametrize("page", ["incidents", "flows", "routes"])
def test_a_link_to_a_comparison_says_so_at_the_top(page: str) -> None:
    """The comparison stands far below: the first words of the page name both sides and lead there."""
    at = visit(page, area="COL", compare="area:MLI", lang="en")
    told = [one.value for one in at.markdown if "(#comparison)" in one.value]
    assert len(told) == 1 and "Colombia" in told[0] and "Mali" in told[0]
    assert [one.anchor for one in at.subheader].count("comparison") == 1
    alone = visit(page, area="COL", lang="en")
    assert not any("#comparison" in one.value for one in alone.markdown)
    assert not any("#comparison" in one.value for one in visit(page, area="COL", compare="area:COL", lang="en").markdown)


def test_a_region_is_not_set_against_a_part_of_itself() -> None:
    for areas in (("west-africa",), ("MLI", "TCD"), ("west-africa", "COL")):
        asked = Filters(areas=areas, exclude_possible=True)
        assert first_choice(dataset(), "area", asked).removeprefix("area:") not in asked.countries
