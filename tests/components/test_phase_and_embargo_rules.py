"""Two rules on screen, on paper and on slides: what is armed conflict, and that what has run out is nowhere told as in force."""

from __future__ import annotations

import datetime
import io
import re
from functools import cache

import pandas as pd
import pytest
from pptx import Presentation

from components.briefing import compose
from components.briefing.paper.pdf import pdf
from components.briefing.powerpoint.slides import slides
from components.briefing.value import Briefing, Facts, Table, Text
from components.charts.overview.figures import PHASE_TINTS
from components.charts.overview.years import armed_conflict_rule, year_chart
from components.current import dataset
from components.screen.borders.presence_panel import presence_table
from components.screen.flows.embargo_panel import measures_table
from components.text.words import LANGUAGES, Words, words
from data.engine.dataset import prepared_folder
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import embargoes, phases, presence
from tests.components.pdf_text import text_of
from tests.sweep import sweep

THRESHOLD = 25  # state-based deaths a year, UCDP
TODAY = pd.Timestamp.today().normalize()


def above(country: str) -> list[int]:
    totals = pd.read_parquet(prepared_folder() / "country_years.parquet")
    return totals.year[(totals.country == country) & (totals.deaths_state_based >= THRESHOLD)].tolist()


@pytest.mark.parametrize("country", FOCUS)
def test_years_above_the_threshold_are_drawn_as_armed_conflict_or_the_chart_says_why_not(country: str) -> None:
    """The chart of years is the same on the overview, in pictures and on slides."""
    chart, rows = year_chart(Filters(areas=(country,)), words("en")), phases.of_country(dataset(), country)
    bands = [shape for shape in chart.figure["layout"]["shapes"] if shape["fillcolor"] == PHASE_TINTS["armed conflict"]]
    excused = rows[rows.why_not_armed_conflict.notna()]
    for year in above(country):
        drawn = any(band["x0"] < year + 0.5 and band["x1"] > year - 0.5 for band in bands)
        open_end = excused.end.fillna(TODAY)
        said = ((pd.to_datetime(excused.start).dt.year <= year) & (pd.to_datetime(open_end).dt.year >= year)).any()
        assert drawn or said, f"{country} {year}"
        assert drawn or "except where" in " ".join(chart.notes)
    for language in LANGUAGES:
        assert armed_conflict_rule(rows, words(language)) in year_chart(Filters(areas=(country,)), words(language)).notes


@sweep(country=FOCUS, language=LANGUAGES)
def test_the_phase_of_the_table_is_the_phase_of_the_briefing(country: str, language: str) -> None:
    phase = phases.of_country(dataset(), country).phase.iloc[-1]
    assert words(language).phase(phase) in compose.briefing(country, language, "internal").phase.plain


@cache
def made(area: str, language: str) -> Briefing:
    return compose.briefing(area, language, "shareable")


def sentences(found: Briefing) -> list[str]:
    parts = [block for section in found.sections for block in section.blocks]
    said = [statement.plain for block in parts if isinstance(block, Text | Facts) for statement in block.statements]
    return said + [" ".join(row) for block in parts if isinstance(block, Table) for row in block.rows]


def run_out() -> pd.DataFrame:
    """Arms embargoes on countries that are to be checked today."""
    found = pd.concat([embargoes.of_country(dataset(), country) for country in ("CAF", "COD", "SDN", "SSD", "LBY")])
    return found[embargoes.in_doubt(found, datetime.date.today()) & (found.regime_type == embargoes.ARMS_EMBARGO)]


def test_something_is_to_be_checked_today() -> None:
    """Else the tests below would hold whatever is told."""
    assert {"SDN", "CAF"} <= set(run_out().country)
    assert "COL" in set(_missions().country)


def _missions() -> pd.DataFrame:
    found = presence.in_countries(dataset(), tuple(FOCUS), ())
    return found[embargoes.in_doubt(found, datetime.date.today())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_on_screen_say_that_it_is_to_be_checked(language: str) -> None:
    say = words(language)
    measures = measures_table(run_out(), say)
    assert say.t("In force") not in measures.columns
    _all_to_be_checked(measures[say.t("Period")], run_out().until, say)
    _all_to_be_checked(presence_table(_missions(), say)[say.t("Period")], _missions().until, say)


def _all_to_be_checked(cells: pd.Series, until: pd.Series, say: Words) -> None:
    expected = [say.t("to be checked: known to {date}", date=say.date(day)) for day in until]
    assert cells.tolist() == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_briefings_tell_what_has_run_out_apart(language: str) -> None:
    """Chad lies beside the Sudan and the Central African Republic; Colombia's mission has a mandate that has run out."""
    say, told = words(language), sentences(made("TCD", language))
    head = re.sub(r"\*\*", "", say.t("**To be checked**, because the last decision known has run out: {list}.")).split("{")[0]
    assert len(apart := [text for text in told if text.startswith(head)]) == 1
    embargo = re.sub(r"\*\*", "", say.t("**Arms embargoes next door**, as known in {known}: {list}.")).split("{")[0]
    in_force = " ".join(text for text in told if text.startswith(embargo))
    for country in ("SDN", "CAF"):
        assert say.country(country) in apart[0]
    day = say.t("to be checked: known to {date}", date="").split("{")[0].strip()
    assert [text for text in sentences(made("COL", language)) if day in text]
    for row in run_out().itertuples():
        others = embargoes.arms_embargoes(dataset(), row.country)
        standing = others[others.end.isna() & ~embargoes.in_doubt(others, datetime.date.today())]
        assert not standing.empty or say.country(row.country) not in in_force


@pytest.mark.parametrize("area", ["TCD", "MLI"])
def test_paper_and_slides_hold_the_same_sentences(area: str) -> None:
    found = made(area, "en")
    wanted = [text for text in sentences(found) if "to be checked" in text.lower()]
    paper = _plain(text_of(pdf(found)))
    deck = Presentation(io.BytesIO(slides(found)))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    texts += [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert wanted
    for text in wanted:
        for part in re.split(r"(?<=\)) ", text):
            assert _plain(part) in paper
            assert _plain(part) in _plain(" ".join(texts))


def _plain(text: str) -> str:
    """Letters and numbers alone: line breaks, numbers of sources and spaces differ between renderers."""
    return re.sub(r"[\W_]+|\[\d+\]", "", text)
