"""What a selection shows, in sentences: every case of nothing, one and many, with the numbers of the summary."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from components.current import dataset
from components.text import sentences
from components.text.coverage_words import gaps_said
from components.text.words import LANGUAGES, words
from data.analysis import crossing
from data.model.categories import FOCUS
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.query.years import last_year
from data.subjects import country_months, country_years, incidents, place_coverage, routes
from tests.data.questions import QUESTIONS, each_question
from tests.sweep import sweep

EN = words("en")
NOTHING: dict[str, Any] = {
    "events": 0,
    "deaths": 0,
    "years": None,
    "events_with_weapon": 0,
    "reports_with_weapon": 0,
    "commonest_weapon": None,
    "flows": {"illicit": 0, "collected": 0, "authorised": 0},
    "flow_years": {},
    "routes": 0,
    "borders": 0,
}


def said(asked: Filters, monkeypatch: pytest.MonkeyPatch, preliminary: int = 0, **numbers: Any) -> list[str]:
    """The sentences of a selection that holds these numbers (synthetic)."""
    monkeypatch.setattr(crossing, "summary", lambda *_: crossing.Summary(**(NOTHING | numbers)))
    monkeypatch.setattr(incidents, "by_year", lambda *_: pd.DataFrame({"year": [2012], "events": [preliminary]}))
    return [sentence.text for sentence in sentences.summary(asked, EN)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, "The record holds no event for this selection in Mali."),
        ({"events": 1, "deaths": 1, "years": (2012, 2012)}, "In 2012 the record holds 1 event with 1 death in Mali."),
        ({"events": 2, "deaths": 0, "years": (2012, 2012)}, "In 2012 the record holds 2 events with 0 deaths in Mali."),
        (
            {"events": 1234, "deaths": 56789, "years": (1990, 2022)},
            "Between 1990 and 2022 the record holds 1,234 events with 56,789 deaths in Mali.",
        ),
    ],
)
def test_events(numbers: dict[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(Filters(areas=("MLI",)), monkeypatch, **numbers)[0] == expected


@pytest.mark.parametrize(
    ("events", "preliminary", "expected"),
    [
        (1, 1, "It is preliminary."), (2, 2, "All are preliminary."),
        (2, 1, "1 of them is preliminary."), (5, 2, "2 of them are preliminary."),
    ],
)  # fmt: skip
def test_preliminary_events(events: int, preliminary: int, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: dict[str, Any] = {"events": events, "years": (2026, 2026)}
    assert said(Filters(areas=("MLI",)), monkeypatch, preliminary, **numbers)[0].endswith(f" in Mali. {expected}")
    assert said(Filters(areas=("MLI",)), monkeypatch, 0, **numbers)[0].endswith(" in Mali.")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, "So nothing can be said about weapons in events."),
        ({"events": 5}, "None of them names a weapon: that is a gap in reporting, not an absence of arms."),
        (
            {"events": 1000, "events_with_weapon": 4, "reports_with_weapon": 3, "commonest_weapon": "E3"},
            f"A weapon is named in <\N{NO-BREAK SPACE}1% of these events, most often: {EN.weapon_briefly('E3')}. "
            "Events that name a weapon: 4, from 3 reports.",
        ),
        (
            {"events": 3, "events_with_weapon": 3, "reports_with_weapon": 1, "commonest_weapon": "A4"},
            f"A weapon is named in 100% of these events, most often: {EN.weapon_briefly('A4')}. "
            "Events that name a weapon: 3, from 1 report.",
        ),
        (
            {"events": 9, "events_with_weapon": 1, "reports_with_weapon": 1, "commonest_weapon": "A4"},
            f"A weapon is named in 11% of these events, most often: {EN.weapon_briefly('A4')}. "
            "One event, from one report, names a weapon.",
        ),
    ],
)
def test_weapons(numbers: dict[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    years: dict[str, Any] = {"years": (2012, 2012)} if numbers else {}
    assert said(Filters(areas=("MLI",)), monkeypatch, **numbers, **years)[1] == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, "No flow and no corridor is on record for this selection."),
        (
            {"flows": {"illicit": 0, "collected": 1, "authorised": 0}, "flow_years": {"collected": (2012, 2012)}},
            "Also on record: 1 seizure or collection (2012), but no corridor.",
        ),
        ({"routes": 1, "borders": 1}, "Also on record: 1 corridor, which crosses 1 land border."),
        ({"routes": 1}, "Also on record: 1 corridor, which crosses no land border."),
        ({"routes": 2}, "Also on record: 2 corridors; the corridors cross no land border."),
        (
            {
                "flows": {"illicit": 1, "collected": 2, "authorised": 1200},
                "flow_years": {"illicit": (2012, 2012), "collected": (2001, 2003), "authorised": (1990, 2026)},
                "routes": 5,
                "borders": 7,
            },
            "Also on record: 1 illicit flow (2012), 2 seizures or collections (2001–2003), 1,200 authorised transfers "
            "(1990–2026) and 5 corridors; the corridors cross 7 land borders.",
        ),
    ],
)
def test_flows_and_routes(numbers: dict[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(Filters(areas=("MLI",)), monkeypatch, **numbers)[2] == expected


def test_the_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(Filters(), monkeypatch)[0].endswith("in all countries covered.")
    assert said(Filters(areas=("MLI", "TCD")), monkeypatch)[0].endswith("in Mali and Chad.")
    assert said(Filters(areas=("west-africa",)), monkeypatch)[0].endswith("in West Africa.")


@each_question
def test_the_numbers_are_those_of_the_summary(asked: Filters) -> None:
    found = crossing.summary(dataset(), asked)
    events, *between, weapon, others = (sentence.text for sentence in sentences.summary(asked, EN))
    hidden = sentences.hidden_events(asked, EN)
    assert not hidden or between[0].split()[0] == hidden.split()[0], "the number"
    assert len(between) == bool(hidden) + bool(asked.years and gaps_said(asked, EN))
    if found.events:
        assert ("preliminary" in events) == (incidents.by_year(dataset(), asked, True).events.sum() > 0)
        assert found.years is not None
        assert EN.n("{n} event", "{n} events", found.events) in events
        assert EN.n("{n} death", "{n} deaths", found.deaths) in events
        assert str(found.years[0]) in events
    if found.events_with_weapon:
        # Of events chosen by their weapon every one names it: then they are a share of all.
        part, whole = found.events_with_weapon, found.events
        if asked.weapons:
            part, whole = found.events, crossing.summary(dataset(), asked.without("weapons")).events
        assert found.events == 1 or EN.percent(part / whole) in weapon
        assert found.commonest_weapon is not None and EN.weapon_briefly(found.commonest_weapon) in weapon
    for kind, n in found.flows.items():
        assert (EN.flows({kind: n}) in others) == (n > 0)
    if found.routes:
        assert EN.n("{n} corridor", "{n} corridors", found.routes) in others


@each_question
def test_hidden_and_shown_events_are_all_on_record(asked: Filters) -> None:
    every = crossing.summary(dataset(), replace(asked, exclude_possible=False))
    kept = crossing.summary(dataset(), replace(asked, exclude_possible=True))
    said = sentences.hidden_events(replace(asked, exclude_possible=True), EN)
    assert bool(said) == (every.events > kept.events)
    if said:
        assert said.startswith(f"{EN.number(every.events - kept.events)} more event")
        assert EN.n("{n} death", "{n} deaths", every.deaths - kept.deaths) in said
    assert not sentences.hidden_events(replace(asked, exclude_possible=False), EN)


@pytest.mark.parametrize("year", [2005, 2015, 2020, last_year(dataset())])
def test_corridors_of_chosen_years_with_sources_from_before_are_told(year: int) -> None:
    """Most corridors have no last year, so that each counts in every later one."""
    asked = Filters(years=(year, last_year(dataset())))
    older = sum(one < year for one in routes.matching(dataset(), asked).source_year)
    said = sentences.older_corridors(asked, EN)
    assert said.startswith(f"{older} corridor") if older else not said
    assert said in sentences.summary(asked, EN)[-1].text
    assert not sentences.older_corridors(Filters(), EN)


@sweep(asked=QUESTIONS[:6] + QUESTIONS[-6:], language=LANGUAGES)
def test_every_language_says_whole_sentences_with_sources(asked: Filters, language: str) -> None:
    found = sentences.summary(asked, words(language))
    assert len(found) == 3 + bool(sentences.hidden_events(asked, EN)) + bool(asked.years and gaps_said(asked, EN))
    for sentence in found:
        assert sentence.text.endswith(".") and "{" not in sentence.text and "  " not in sentence.text
        assert sentence.sources and set(sentence.sources) <= set(SOURCES)
    if language != "en":
        english = {sentence.text for sentence in sentences.summary(asked, EN)}
        assert not english & {sentence.text for sentence in found}


@pytest.mark.parametrize("country", FOCUS)
def test_years_of_which_places_are_not_known_are_told_with_what_ucdp_counts_in_them(country: str) -> None:
    """The largest sentence of a page: "no event" or "26 events" of such a year would be taken for all there was."""
    totals = country_years.deaths_by_year(dataset(), (country,), ()).set_index("year").deaths
    later = country_months.later_years(dataset(), (country,), int(totals.index.max())).set_index("year").deaths
    for year in range(2018, last_year(dataset()) + 1):
        text = " ".join(one.text for one in sentences.summary(Filters(areas=(country,), years=(year, year)), EN)[:2])
        whole = place_coverage.of_step(dataset(), (country,), year, "year") == "whole"
        assert ("place-level data" in text.lower()) != whole, text
        for series, mark in ((totals, "."), (later, " (preliminary).")):
            if year in series.index and not whole:
                assert f"{EN.n('{n} death', '{n} deaths', int(series[year]))} in {year}{mark}" in text
        newest = country_months.newest(dataset(), (country,))
        if newest and newest.end.year == year and newest.end.month != 12:
            assert (
                f"{EN.n('{n} death', '{n} deaths', newest.deaths)} in the twelve months to {EN.month(newest.end)} (prel" in text
            )
