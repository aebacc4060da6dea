"""Rows behind a view: which, in which order, and found by a search."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.current import dataset
from components.screen.shell.area_names import meant
from components.text.words import LANGUAGES, words
from data.contracts import TABLES
from data.ground.countries import admin1_names, names_in
from data.ground.places import area_names, folded, for_labels
from data.query.filters import Filters
from data.subjects import flows, incidents, routes, rows
from tests.data.questions import each_question
from tests.sweep import sweep

MALI = Filters(areas=("MLI",), exclude_possible=True)
#: Subjects of a map; a country's own statistics hold no other country.
PLACED = tuple(name for name, listing in rows.LISTINGS.items() if listing.placed)


def frame(subject: str, filters: Filters, **how: Any) -> pd.DataFrame:
    return rows.listed(dataset(), subject, filters, None, **how).to_pandas()


@each_question
def test_the_rows_are_those_of_the_map(asked: Filters) -> None:
    assert set(frame("flows", asked).id) == set(flows.matching(dataset(), asked).id)
    assert set(frame("routes", asked).id) == set(routes.matching(dataset(), asked).id)
    listed = frame("incidents", asked)
    assert listed.id.is_unique
    assert listed.events.sum() == incidents.counts(dataset(), asked).events.sum()
    assert listed.deaths.sum() == incidents.counts(dataset(), asked).deaths.sum()


@pytest.mark.parametrize("subject", PLACED)
def test_number_and_rows_agree_and_a_limit_holds(subject: str) -> None:
    assert rows.number(dataset(), subject, MALI) == len(frame(subject, MALI)) > 3
    assert rows.listed(dataset(), subject, MALI, 3).num_rows == 3
    assert rows.listed(dataset(), subject, MALI, 3).to_pylist() == rows.listed(dataset(), subject, MALI).slice(0, 3).to_pylist()


@pytest.mark.parametrize("subject", rows.LISTINGS)
def test_only_the_apps_own_columns_stay_in(subject: str) -> None:
    gone = {column.name for column in TABLES[subject].columns} - set(rows.listed(dataset(), subject, MALI).column_names)
    assert gone == set(rows.LISTINGS[subject].kept_in)
    assert gone <= {"sensitivity", "admin1", "records", "month", "cell3", "cell4", "cell5", "cell6"}


def test_orders() -> None:
    assert frame("incidents", MALI).start.is_monotonic_decreasing
    assert frame("incidents", MALI, order="deaths").deaths.is_monotonic_decreasing
    assert frame("incidents", MALI, order="events").events.is_monotonic_decreasing
    assert frame("flows", MALI).end_year.is_monotonic_decreasing
    assert frame("flows", MALI, order="earliest").start_year.is_monotonic_increasing
    assert frame("routes", MALI).name.is_monotonic_increasing


@pytest.mark.parametrize(
    ("subject", "search", "language"),
    [
        ("incidents", "menaka", "en"),  # a place, without its accents
        ("incidents", "JNIM", "en"),  # an actor
        ("incidents", "kidal", "en"),  # an admin1 area, by its name
        ("flows", "cote d'ivoire", "en"),  # a country, by its name
        ("flows", "estados unidos", "es"),  # a country, in the language of the page
        ("routes", "GAO", "fr"),
    ],
)
def test_a_search_finds_places_actors_and_countries(subject: str, search: str, language: str) -> None:
    asked = Filters()
    found = rows.number(dataset(), subject, asked, search, language)
    assert 0 < found < rows.number(dataset(), subject, asked)
    assert rows.listed(dataset(), subject, asked, None, "", search, language).num_rows == found


def test_every_word_of_a_search_must_be_there() -> None:
    asked = Filters(areas=("MLI",))
    both = rows.number(dataset(), "incidents", asked, "gao jnim")
    assert 0 < both < min(rows.number(dataset(), "incidents", asked, word) for word in ("gao", "jnim"))


@pytest.mark.parametrize("search", ["%", "_", "'; drop table incidents; --", "zzzzqq", "\x00", "x" * 500, "\\", "💣"])
def test_a_search_is_never_more_than_text(search: str) -> None:
    assert rows.number(dataset(), "incidents", MALI, search) <= rows.number(dataset(), "incidents", MALI)
    assert rows.number(dataset(), "incidents", MALI) == len(frame("incidents", MALI))


def test_a_search_needs_no_marks() -> None:
    assert folded("ÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑ") == "aaaaaaeeeeiiiiooooouuuucn"


@pytest.mark.parametrize(("subject", "search"), [("incidents", "menaka"), ("incidents", "jnim kidal"), ("flows", "niger rif")])
def test_a_search_finds_what_pandas_finds(subject: str, search: str) -> None:
    every = frame(subject, Filters())
    listing = rows.LISTINGS[subject]
    named = {
        **dict.fromkeys(listing.countries, names_in(dataset(), "en")),
        **dict.fromkeys(listing.areas, admin1_names(dataset())),
    }

    def holds(row: pd.Series, word: str) -> bool:
        texts = [" ".join(row[name]) if isinstance(row[name], np.ndarray) else row[name] for name in listing.texts]
        texts += [names.get(row[name]) for name, names in named.items()]
        return any(word in folded(text) for text in texts if isinstance(text, str))

    wanted = every[every.apply(lambda row: all(holds(row, word) for word in search.split()), axis=1)]
    assert 0 < len(wanted) < len(every)
    assert set(frame(subject, Filters(), search=search).id) == set(wanted.id)


@sweep(subject=rows.LISTINGS, language=LANGUAGES)
def test_a_search_finds_rows_by_the_names_of_their_weapons(subject: str, language: str) -> None:
    """Each class by each word of its name and of its category's, without marks, in the engine and in memory alike."""
    say = words(language)
    every = frame(subject, Filters())
    codes = sorted({code for held in every.weapons for code in held})
    assert codes
    names = {say.weapon(called) for code in codes for called in (code, code[0])}
    found = {
        name: set(frame(subject, Filters(), search=folded(name), language=language, weapons=say.weapon_names).id)
        for name in names
    }
    for code in codes:
        mine = set(every[every.weapons.map(lambda held, code=code: code in held)].id)
        assert mine <= found[say.weapon(code)] & found[say.weapon(code[0])]


@pytest.mark.parametrize(
    ("letter", "search", "language"),
    [
        *(("E", search, "en") for search in ("IED", "mine", "explosive", "improvised")),
        ("E", "EEI", "fr"), ("E", "improvisés", "fr"), ("E", "AEI", "es"), ("E", "minas", "es"),
        *(("F", "drone", language) for language in ("en", "fr", "es")),
    ],
)  # fmt: skip
def test_events_are_found_by_what_people_call_their_weapons(letter: str, search: str, language: str) -> None:
    asked, names = Filters(areas=("MLI",)), words(language).weapon_names
    found = frame("incidents", asked, search=search, language=language, weapons=names)
    assert len(found) == rows.number(dataset(), "incidents", asked, search, language, names) > 0
    every = frame("incidents", asked)
    named = every[every.weapons.map(lambda held: any(code.startswith(letter) for code in held))]
    assert set(found.id) & set(named.id)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_names_are_shown_with_a_curved_apostrophe_and_found_with_either(language: str) -> None:
    shown = [
        *names_in(dataset(), language).values(),
        *area_names(dataset(), language).values(),
        *for_labels(dataset(), language)["name"],
    ]
    assert not [name for name in shown if "'" in name] and "Côte d’Ivoire" in shown
    asked = Filters(exclude_possible=False)
    found = {
        rows.number(dataset(), "flows", asked, search, language) for search in ("Côte d’Ivoire", "Côte d'Ivoire", "cote d'ivoire")
    }
    assert len(found) == 1 and found != {0}
    assert meant("Cote d'Ivoire", language) == meant("Côte d’Ivoire", language) == "CIV"
