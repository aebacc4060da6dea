"""The table of records: what it shows, finds, holds back, and what it costs to send."""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Callable

import pytest
from streamlit.dataframe_util import convert_arrow_table_to_arrow_bytes
from streamlit.testing.v1 import AppTest

from components.current import dataset
from components.files.download.downloads import offered
from components.screen.parts.record_table import FIRST, MOST, TITLES
from components.text import records
from components.text.words import LANGUAGES, words
from data.ground.places import folded
from data.query.filters import Filters
from data.subjects import rows
from data.subjects.rows import LISTINGS
from tests.data.questions import each_question

#: Subjects of a map; a country's own statistics are tried in test_national_files.py.
SUBJECTS = tuple(name for name, listing in rows.LISTINGS.items() if listing.placed)
WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)
#: What a change of filters may send for the table, compressed as on its way.
MOST_BYTES = 60_000


def page(subject: str, area: str, language: str) -> None:
    from components.screen.parts.record_table import record_table
    from components.text.words import words
    from data.query.filters import Filters

    record_table("test", subject, Filters(areas=(area,), exclude_possible=True), words(language))


@pytest.fixture()
def visit() -> Callable[..., AppTest]:
    def opened(subject: str, area: str = "MLI", language: str = "en") -> AppTest:
        return AppTest.from_function(page, args=(subject, area, language), default_timeout=30).run()

    return opened


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_table_stands_in_every_language(visit: Callable[..., AppTest], subject: str, language: str) -> None:
    at = visit(subject, language=language)
    assert not at.exception
    shown = at.dataframe[0].value
    assert len(shown) == min(FIRST, rows.number(dataset(), subject, Filters(areas=("MLI",), exclude_possible=True)))
    assert words(language).t("Weapons") in shown.columns


@pytest.mark.parametrize("subject", SUBJECTS)
def test_closed_it_says_how_many_rows_there_are_and_offers_the_files(subject: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "table", lambda *_: pytest.fail("rows are asked for that nobody sees"))
    at = AppTest.from_function(page, args=(subject, "MLI", "en"), default_timeout=30)
    at.session_state[f"test_{subject}_records"] = False
    at.run()
    assert not at.exception and not at.dataframe and not at.text_input
    (title,) = at.expander
    assert title.label == words("en").t(TITLES[subject])
    (files,) = at.get("html")
    total = rows.number(dataset(), subject, Filters(areas=("MLI",), exclude_possible=True))
    assert f"{total:,}" in files.proto.body or subject == "flows" or not total
    assert re.findall(r'href="/files/(\w+\.\w+)', files.proto.body) == [f"{subject}.{format_}" for format_ in offered(subject)]


def test_no_two_tables_of_a_page_have_one_title() -> None:
    """Events and a country's own statistics stand below one another, each with its rows."""
    assert set(TITLES) == set(LISTINGS)
    for language in LANGUAGES:
        assert len({words(language).t(title) for title in TITLES.values()}) == len(TITLES)


def test_few_rows_first_more_when_asked_for_and_a_sentence_on_the_rest(visit: Callable[..., AppTest]) -> None:
    total = rows.number(dataset(), "incidents", WEST_AFRICA)
    assert total > MOST
    at = visit("incidents", "west-africa")
    assert len(at.dataframe[0].value) == FIRST
    assert f"The files hold all {total:,}." in at.caption[0].value
    at.button[0].click().run()
    assert len(at.dataframe[0].value) == MOST
    assert "the first 2,000" in at.caption[0].value and f"{total:,}" in at.caption[0].value
    at.selectbox[0].set_value("deaths").run()
    assert len(at.dataframe[0].value) == FIRST, "another question starts small again"
    assert at.dataframe[0].value["Deaths (best estimate)"].is_monotonic_decreasing


def test_a_search_narrows_the_rows_on_the_server(visit: Callable[..., AppTest]) -> None:
    at = visit("incidents")
    at.text_input[0].input("  menaka  ").run()
    shown = at.dataframe[0].value
    assert 0 < len(shown) <= FIRST
    assert shown.apply(lambda row: "menaka" in folded(" ".join(map(str, row))), axis=1).all()
    at.text_input[0].input("zzqq").run()
    assert not at.dataframe and "No row holds “zzqq”." in at.caption[0].value and not at.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_finds_weapons_in_the_language_of_the_page(visit: Callable[..., AppTest], language: str) -> None:
    at = visit("incidents", language=language)
    at.text_input[0].input("drone").run()
    assert at.dataframe[0].value[words(language).t("Weapons")].str.contains("drone", case=False).all()


@pytest.mark.parametrize("subject", LISTINGS)
def test_the_search_promises_what_the_rows_hold(subject: str) -> None:
    at = AppTest.from_function(page, args=(subject, "COL", "en"), default_timeout=30).run()
    promised, listing = at.text_input[0].placeholder, LISTINGS[subject]
    assert ("item" in promised) == ("item" in listing.texts)
    assert ("actor" in promised) == ("actors" in listing.texts)
    assert ("country" in promised) == bool(listing.countries)
    assert "weapon" in promised and "place" in promised


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
@each_question
def test_a_filter_change_sends_little(asked: Filters, subject: str, language: str) -> None:
    sent = convert_arrow_table_to_arrow_bytes(records.table(subject, asked, language, FIRST))
    assert len(zlib.compress(sent, 6)) < MOST_BYTES / 2


@pytest.mark.parametrize("subject", SUBJECTS)
def test_headers_carry_units_and_cells_words(subject: str) -> None:
    table = records.table(subject, WEST_AFRICA, "en", FIRST).to_pandas()
    assert table.columns.is_unique
    text = " ".join(str(cell) for column in table for cell in table[column].dropna() if column not in ("Source", records.LINK))
    for code in ("MLI", "NR", "E3", "state-based", "near place"):
        assert f" {code} " not in text
    wanted = {
        "incidents": {"Events (number)", "Deaths (best estimate)", "Distance to it (km)"},
        "flows": {"Quantity (in its unit)", "Unit", "SIPRI value (million TIV)"},
        "routes": {"Length (km)", "To year (empty: still open)"},
    }
    assert wanted[subject] <= set(table.columns)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_share_a_name(subject: str, language: str) -> None:
    english = records.table(subject, WEST_AFRICA, "en", 3)
    assert len(records.table(subject, WEST_AFRICA, language, 3).columns) == len(english.columns)


def test_a_date_is_no_more_precise_than_it_is_known_and_sorts_by_time() -> None:
    day = datetime.date
    assert records.when(day(2012, 1, 1), day(2012, 12, 31), "year") == "2012"
    assert records.when(day(2012, 3, 1), day(2012, 3, 31), "month") == "2012-03"
    assert records.when(day(2012, 3, 5), day(2012, 3, 5), "day") == "2012-03-05"
    assert records.when(day(2012, 3, 5), day(2012, 4, 2), "day") == "2012-03-05/2012-04-02"
    assert sorted(["2012-03-05", "2012", "2011-12", "2012-03"]) == ["2011-12", "2012", "2012-03", "2012-03-05"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_only_addresses_become_links(subject: str) -> None:
    table = records.table(subject, Filters(), "en", MOST).to_pandas()
    if records.LINK in table:
        assert table[records.LINK].dropna().str.match(r"https?://").all()
