"""The question as a value: read from a query, written as one, said as a sentence, and what it leaves of a table."""

from collections.abc import Hashable, Iterator
from functools import cache
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.current import dataset
from components.text.words import words
from data.engine.dataset import prepared_folder
from data.ground import borders
from data.ground.countries import covered
from data.model.categories import AREAS, WEST_AFRICA, level1, weapons
from data.query import pick_values
from data.query.filters import PHASE_VALUES, WEAPON_VALUES, Filters, Problem, slug
from data.query.picks import NEAR_BORDER_KM, PICKS
from data.query.years import FIRST_YEAR, all_years, last_year
from tests.data.questions import QUESTIONS, each_question
from tests.sweep import draws

COUNTRIES = ("BFA", "COL", "MLI", "NER", "TCD", "TGO")

PARAMETERS = ("area", "year", "phase", "weapon", "evidence", "lang", "x", *PICKS)
QUICKLY = settings(deadline=None, max_examples=draws(120))
YEARS = st.integers(*all_years(dataset()))
SPANS = st.tuples(YEARS, YEARS).map(sorted).map(tuple).filter(lambda span: span != all_years(dataset()))
VALID = st.builds(
    Filters,
    areas=st.lists(st.sampled_from((*AREAS, *COUNTRIES)), unique=True).map(tuple),
    years=st.just(()) | SPANS,
    phases=st.lists(st.sampled_from(PHASE_VALUES), unique=True).map(tuple),
    weapons=st.lists(st.sampled_from(WEAPON_VALUES), unique=True).map(tuple),
    exclude_possible=st.booleans(),
    picks=st.dictionaries(
        st.sampled_from(("actor", "mechanism")),
        st.text("abc'\"&=%+ ,é日#?", min_size=1, max_size=12),
        max_size=3,
    ).map(lambda picks: tuple(sorted(picks.items()))),
)


def parsed(query: str) -> tuple[Filters, list[Problem]]:
    return Filters.parse(dict(parse_qsl(query, keep_blank_values=True)), COUNTRIES, all_years(dataset()))


@QUICKLY
@given(VALID)
def test_a_question_survives_its_address(asked: Filters) -> None:
    assert parsed(asked.query()) == (asked.ordered(), [])


@QUICKLY
@given(VALID, st.randoms())
def test_equal_questions_have_equal_addresses(asked: Filters, chance: Random) -> None:
    shuffled = Filters(
        areas=tuple(chance.sample(asked.areas, len(asked.areas))),
        years=asked.years,
        phases=asked.phases[::-1],
        weapons=(*asked.weapons[::-1], *asked.weapons),
        exclude_possible=asked.exclude_possible,
        picks=asked.picks[::-1],
    )
    assert shuffled.query() == asked.query()
    assert shuffled.ordered() == asked.ordered()


@QUICKLY
@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=60)))
def test_any_text_is_read_without_an_error(query: dict[str, str]) -> None:
    asked, problems = Filters.parse(query, COUNTRIES, all_years(dataset()))
    assert asked == asked.ordered()
    assert all(len(problem.value) <= 21 for problem in problems)
    assert Filters.parse(asked.parameters(), COUNTRIES, all_years(dataset())) == (asked, [])


@QUICKLY
@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(alphabet="0123456789-,MLITCDawestfricEN", max_size=30)))
def test_text_that_is_nearly_right_is_read_without_an_error(query: dict[str, str]) -> None:
    asked, _ = Filters.parse(query, COUNTRIES, all_years(dataset()))
    assert asked.years == () or FIRST_YEAR <= asked.years[0] <= asked.years[-1] <= last_year(dataset())
    assert set(asked.areas) <= {*AREAS, *COUNTRIES}
    assert set(asked.weapons) <= set(WEAPON_VALUES)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("area", "XXX"),
        ("area", "mli"),
        ("area", "FRA"),
        ("area", "west africa"),
        ("area", "<script>"),
        ("phase", "war"),
        ("phase", "armed conflict"),
        ("phase", "Armed-conflict"),
        ("weapon", "Z"),
        ("weapon", "E99"),
        ("weapon", "e"),
        ("weapon", "nr"),
        ("evidence", "some"),
        ("year", "2022-2012"),
        ("year", "1988"),
        ("year", "2012-2027"),
        ("year", "12-13"),
        ("year", "2012-2013-2014"),
        ("year", "2012-"),
        ("year", "٢٠١٢"),
        ("year", "²012"),
        ("year", " 2012"),
        ("year", "NaN"),
        ("admin1", "ML01; drop"),
        ("border", "MLI"),
        ("border", "mli-ner"),
        ("supplier", "France"),
        ("actor", "<script>"),
        ("actor", "a\x00b"),
        ("kind", ""),
        ("route", "../../etc"),
    ],
)
def test_nonsense_is_left_out_and_named(parameter: str, value: str) -> None:
    asked, problems = Filters.parse({parameter: value}, COUNTRIES, all_years(dataset()))
    assert asked == Filters(areas=("west-africa",), exclude_possible=True)
    assert problems == [Problem(parameter, value[:20])]


@pytest.mark.parametrize("parameter", ["area", "phase", "weapon", "year", "evidence", "actor", "border"])
@pytest.mark.parametrize("length", [200, 2_000, 200_000])
def test_long_values_are_left_out_and_named_shortly(parameter: str, length: int) -> None:
    asked, problems = Filters.parse({parameter: "x" * length}, COUNTRIES, all_years(dataset()))
    assert asked == Filters(areas=("west-africa",), exclude_possible=True)
    assert len(problems) == 1 and problems[0].parameter == parameter and len(problems[0].value) <= 21


def test_a_very_long_list_is_left_out_even_where_its_parts_are_known() -> None:
    asked, problems = Filters.parse({"area": ",".join(["MLI"] * 200)}, COUNTRIES, all_years(dataset()))
    assert asked.areas == ("west-africa",)
    assert [problem.parameter for problem in problems] == ["area"]


def test_every_weapon_of_the_taxonomy_fits_one_address() -> None:
    everything = Filters(weapons=tuple(weapons()))
    assert parsed(everything.query()) == (everything.ordered(), [])


def test_what_is_known_is_kept_beside_what_is_not() -> None:
    asked, problems = parsed("area=MLI,XXX,TCD&phase=war,peacekeeping&weapon=E3,Q1&year=2012")
    assert asked == Filters(("MLI", "TCD"), (2012, 2012), ("peacekeeping",), ("E3",), exclude_possible=True)
    assert problems == [Problem("area", "XXX"), Problem("phase", "war"), Problem("weapon", "Q1")]


def test_a_value_given_twice_counts_once() -> None:
    assert parsed("area=MLI,MLI&weapon=E3,E3,NR&phase=peacekeeping,peacekeeping") == parsed(
        "area=MLI&weapon=E3,NR&phase=peacekeeping"
    )


def test_a_country_inside_a_chosen_region_says_nothing_new() -> None:
    assert parsed("area=MLI,west-africa,COL") == parsed("area=west-africa,COL")
    assert Filters(areas=("MLI", "west-africa"), exclude_possible=True).ordered().query() == ""


def test_a_class_inside_a_chosen_category_says_nothing_new() -> None:
    assert parsed("area=MLI&weapon=E,E3,A4")[0].query() == parsed("area=MLI&weapon=A4,E")[0].query()


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Filters(("west-africa",), exclude_possible=True)),
        ("area=all", Filters(exclude_possible=True)),
        ("area=all,MLI", Filters(exclude_possible=True)),
        ("area=", Filters(("west-africa",), exclude_possible=True)),
        ("year=1989-2026", Filters(("west-africa",), exclude_possible=True)),
        ("year=2012", Filters(("west-africa",), (2012, 2012), exclude_possible=True)),
        ("evidence=all", Filters(("west-africa",))),
        ("weapon=NR,A,E3&phase=not-classified", Filters(("west-africa",), (), ("not classified",), ("A", "E3", "NR"), True)),
    ],
)
def test_addresses_that_people_write(query: str, asked: Filters) -> None:
    assert parsed(query) == (asked, [])


def test_slugs_of_phases_are_unique_and_need_no_escape() -> None:
    slugs = [slug(phase) for phase in PHASE_VALUES]
    assert len(set(slugs)) == len(slugs)
    assert Filters(phases=PHASE_VALUES).query() == f"area=all&phase={','.join(slugs)}&evidence=all"


def test_without_opens_fields_again() -> None:
    asked = Filters(("MLI",), (2012, 2013), ("peacekeeping",), ("E3",), True)
    assert asked.without("weapons", "exclude_possible") == Filters(("MLI",), (2012, 2013), ("peacekeeping",))
    assert asked.without() == asked


def test_countries_of_areas() -> None:
    assert Filters(areas=("COL", "west-africa", "MLI")).countries == ("COL", *WEST_AFRICA)
    assert Filters().countries == ()


# --- the sentence -----------------------------------------------------------------------------------------------


def test_the_sentence_in_english() -> None:
    asked = Filters(("MLI", "TCD"), (2015, 2022), ("peacekeeping",), ("E3", "NR"), True)
    label = weapons()["E3"].label
    assert asked.sentence(words("en")) == f"Mali and Chad · 2015–2022 · peacekeeping · {label} and weapon not reported"
    assert Filters().sentence(words("en")) == "All countries · 1989–2026 · including what is only possible"
    assert Filters(("west-africa",), (2020, 2020), exclude_possible=True).sentence(words("en")) == "West Africa · 2020"


@pytest.mark.parametrize(("language", "and_"), [("en", " and "), ("fr", " et "), ("es", " y ")])
def test_the_sentence_in_every_language(language: str, and_: str) -> None:
    asked = Filters(("MLI", "TCD"), (2015, 2022), PHASE_VALUES[:2], ("A", "E3"))
    said = asked.sentence(words(language))
    parts = said.split(" · ")
    assert len(parts) == 5 and parts[1] == "2015–2022"
    assert and_ in parts[0] and words(language).country("TCD") in parts[0]
    assert all(words(language).phase(phase) in parts[2] for phase in asked.phases)
    assert all(words(language).weapon(code) in parts[3] for code in asked.weapons)


# --- narrow, beside the same question put to pandas ---------------------------------------------------------------


def by_hand(table: str, asked: Filters) -> set[str]:
    """Ids of the rows that answer, found row by row in the parquet file, without any of the app's queries."""
    return {row["id"] for row in _rows(table) if all(_answers(row, asked))}


@cache
def _rows(table: str) -> list[dict[Hashable, Any]]:
    frame = pd.read_parquet(prepared_folder() / f"{table}.parquet")
    shapes = ["shape", "start", "end", "published"]
    return frame.drop(columns=shapes, errors="ignore").to_dict("records")


def _answers(row: dict[Hashable, Any], asked: Filters) -> Iterator[bool]:
    yield row["sensitivity"] == "public"
    countries = [iso3 for area in asked.areas for iso3 in (WEST_AFRICA if area == "west-africa" else (area,))]
    yield not countries or bool(set(countries) & set(row["countries"] if "countries" in row else [row["country"]]))
    if asked.years:
        start, end = (row["year"], row["year"]) if "year" in row else (row["start_year"], row["end_year"])
        yield start <= asked.years[1] and (pd.isna(end) or end >= asked.years[0])
    if asked.phases:
        yield bool(set(asked.phases) & set(row["phases"] if "phases" in row else [row["phase"]]))
    if asked.weapons:
        codes = list(row["weapons"])
        named = any(code in asked.weapons or code[0] in asked.weapons for code in codes)
        yield named or ("NR" in asked.weapons and not codes)
    if asked.exclude_possible:
        yield row["reliability"] != "possible" and row.get("confidence") != "low"
    for name, value in asked.picks:
        yield _picked(row, name, value)


def _picked(row: dict[Hashable, Any], name: str, value: str) -> bool:
    """Whether a row of an incident, a flow or a route answers a pick; one that does not concern it lets it through."""
    if name in ("violence", "kind", "mode", "mechanism"):
        return bool(row.get(name, value) == value)
    if name in ("supplier", "recipient"):
        column = {"supplier": "origin_country", "recipient": "destination_country"}[name]
        return bool(row.get(column, value) == value)
    if name == "actor":
        return "violence" not in row or value in row["actors"]
    assert name == "border"
    if "violence" in row:
        return bool(row["border"] == value and row["border_km"] <= NEAR_BORDER_KM)
    return value in row["borders"] if "borders" in row else set(value.split("-")) <= set(row["countries"])


@each_question
@pytest.mark.parametrize("table", ["incidents", "flows", "routes"])
def test_narrow_finds_what_pandas_finds(table: str, asked: Filters) -> None:
    rows = asked.narrow(dataset().table(table))
    assert set(dataset().frame(rows.select("id"))["id"]) == by_hand(table, asked)


def test_the_questions_find_something_and_differ() -> None:
    found = {asked: len(by_hand("flows", asked)) + len(by_hand("routes", asked)) for asked in QUESTIONS}
    assert sum(n > 0 for n in found.values()) >= 20
    assert len(set(found.values())) >= 15


def test_an_open_route_is_still_open() -> None:
    routes = pd.read_parquet(prepared_folder() / "routes.parquet")
    open_ones = set(routes.loc[routes.end_year.isna(), "id"])
    assert open_ones
    rows = Filters(years=(last_year(dataset()), last_year(dataset()))).narrow(dataset().table("routes"))
    assert open_ones <= set(dataset().frame(rows.select("id"))["id"])


def test_the_constants_a_filter_rests_on() -> None:
    assert not {"all", *AREAS} & set(covered(dataset()))
    assert set(WEAPON_VALUES) == {*level1(), *weapons(), "NR"}


@pytest.mark.parametrize("value", ["MLI\x00", "\ud800", "\u202eILM", "a\nb", "\x1b[31m"])
@pytest.mark.parametrize("name", ["area", "year", "phase", "weapon", "evidence", *PICKS])
def test_what_cannot_be_printed_is_left_out_and_can_be_said(name: str, value: str) -> None:
    filters, problems = Filters.parse({name: value}, ("MLI",), all_years(dataset()))
    for said in (*(problem.value for problem in problems), filters.query()):
        assert said.isprintable()
        said.encode()  # a lone surrogate raises


def test_a_border_is_the_same_whichever_country_is_named_first() -> None:
    single = borders.known(dataset()) - {*borders.GROUPS}
    assert {borders.canonical("-".join(reversed(name.split("-")))) for name in single} == single
    asked, same = (Filters.parse({"border": value}, (), all_years(dataset()))[0] for value in ("NER-MLI", "MLI-NER"))
    assert asked == same and asked.picks == (("border", "MLI-NER"),)
    assert [problem.value for problem in pick_values.unknown(dataset(), asked.picking("border", "COL-MLI"))] == ["COL-MLI"]
