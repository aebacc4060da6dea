"""Colombia's own statistics on the events page: a section is drawn when it is asked for, with its gaps, source and files."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from PIL import Image

from components.charts.axes import holds_values
from components.charts.national import national_chart
from components.current import dataset
from components.files.picture.view_choices import CHOICES
from components.paper.figures import figure_png
from components.text.words import LANGUAGES, words
from data.analysis import crossing
from data.query.filters import Filters
from data.subjects import incidents, national
from tests.pages.visits import visit, words_on

COLOMBIA = Filters(areas=("COL",), exclude_possible=True)
SUBJECTS = tuple(national.SUBJECTS)


def test_nothing_is_drawn_before_it_is_asked_for() -> None:
    at = visit("incidents", area="COL")
    assert not at.exception and at.segmented_control(key="incidents_own").value == "none"
    assert "Licence: Open data of Colombia" not in words_on(at)
    charts = len(at.get("plotly_chart"))
    at.segmented_control(key="incidents_own").set_value("mine_victims").run()
    assert len(at.get("plotly_chart")) == charts + 1 and at.query_params["own"] == "mine_victims"
    at.segmented_control(key="incidents_own").set_value("none").run()
    assert len(at.get("plotly_chart")) == charts and "own" not in at.query_params


def test_other_countries_have_no_such_section() -> None:
    at = visit("incidents", area="MLI", own="mine_victims")
    assert not at.exception and "own statistics" not in words_on(at)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_section_stands_in_every_language(subject: str, language: str) -> None:
    at = visit("incidents", area="COL", own=subject, lang=language)
    assert not at.exception
    told, say = words_on(at), words(language)
    chart = national_chart(subject, COLOMBIA, say)
    assert chart.title in told.replace("\\", "") and say.t("Licence") in told
    assert len(chart.title) < 110
    departments = next(d.value for d in at.dataframe if say.t("Department") == d.value.columns[0])
    assert len(departments) in (32, 33) and departments.iloc[:, 1].is_monotonic_decreasing
    assert departments.iloc[:, 1].sum() == national.rows(dataset(), subject, COLOMBIA)[national.SUBJECTS[subject]].sum()


@pytest.mark.parametrize(
    ("subject", "gaps"),
    [
        ("mine_victims", ("the figures end in June 2021", "Members of armed groups are not in it")),
        ("police_homicides", ("The police name weapons from 2011 on only.", "not only armed conflict")),
        ("police_seizures", ("from January 2019 to March 2019", "Three months show no trend")),
    ],
)
def test_gaps_are_named(subject: str, gaps: tuple[str, ...]) -> None:
    told = words_on(visit("incidents", area="COL", own=subject))
    assert all(gap in told for gap in gaps)
    assert "never part of the events above" in told


def test_findings_are_those_of_the_rows() -> None:
    say = words("en")
    assert national_chart("mine_victims", COLOMBIA, say).title.endswith("most victims in 2006 (1,224); 173 in 2020")
    last = national.rows(dataset(), "police_homicides", replace_years(2024))
    share = last.homicides[last.family == "firearm"].sum() / last.homicides.sum()
    assert national_chart("police_homicides", COLOMBIA, say).title == f"Firearm: {share:.0%} of the 13,341 homicides of 2024"
    assert national_chart("police_homicides", replace_years(2005), say).title.endswith("none of them broken down by weapon")


def replace_years(year: int) -> Filters:
    return Filters(areas=("COL",), years=(year, year), exclude_possible=True)


def test_what_narrows_a_section() -> None:
    area = COLOMBIA.picking("admin1", "COL22")
    assert set(national.rows(dataset(), "mine_victims", area).department_name) == {"Nariño"}
    explosives = Filters(areas=("COL",), weapons=("E", "NR"), phases=("peacekeeping",), exclude_possible=True)
    assert {code[0] for codes in national.rows(dataset(), "police_homicides", explosives).weapons for code in codes} == {"E"}
    assert national.heeded(area) and not national.heeded(explosives)
    assert "phases and other picks do not" in words_on(visit("incidents", area="COL", own="mine_victims", phase="peacekeeping"))
    assert national.rows(dataset(), "mine_victims", Filters(areas=("MLI",))).empty


def test_the_charts_without_a_record_hold_no_value() -> None:
    for subject in SUBJECTS:
        nothing = national_chart(subject, Filters(areas=("COL",), years=(1989, 1989), exclude_possible=True), words("en"))
        assert not holds_values(nothing.figure) and nothing.title == "Nothing on record."


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_chart_can_be_taken_away(subject: str) -> None:
    chart = national_chart(subject, COLOMBIA, words("fr"))
    picture = figure_png(chart.figure, chart.title, COLOMBIA, chart.sources, words("fr"), chart.notes)
    assert min(Image.open(io.BytesIO(picture)).size) > 1000


def test_they_are_never_part_of_other_counts() -> None:
    """No sum of events or arms on record knows these tables."""
    for counted in (incidents.counts(dataset(), COLOMBIA), crossing.weapons_by_year(dataset(), COLOMBIA)):
        assert isinstance(counted, pd.DataFrame) and not {"homicides", "victims", "firearms"} & set(counted)
    assert crossing.summary(dataset(), COLOMBIA).deaths == int(incidents.counts(dataset(), COLOMBIA).deaths.sum())


def test_the_choice_has_its_place_in_the_address() -> None:
    assert CHOICES["incidents", "own"].values == ("none", *SUBJECTS)
