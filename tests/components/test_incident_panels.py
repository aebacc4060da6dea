"""The panels of the incidents page by themselves: charts, what a click does, how the map plays."""

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from components.charts.incidents import figures as incident_charts
from components.current import dataset
from components.layers.area_classes import areas_explained
from components.screen.incidents import play as incident_play
from components.screen.incidents.actors_panel import _on_row
from components.screen.incidents.mix_panel import _on_violence, _on_weapon
from components.screen.incidents.years_panel import _chosen, selected_years
from components.screen.shell import address, shown
from components.text import tooltips
from components.text.tooltips import step_name
from components.text.words import LANGUAGES, words
from data.model.categories import NOT_REPORTED
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import incidents, playback
from data.subjects.areas import LeftOut
from data.subjects.place_coverage import Span
from data.subjects.playback import Step
from geo.style import share_class

GAP = Span(datetime.date(2023, 1, 1), datetime.date(2024, 12, 31))
SPAN = all_years(dataset())
MALI = Filters(areas=("MLI",), exclude_possible=True)
EN = words("en")


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Session state as the callbacks find it: the widgets hold Mali."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", held)
    address.seed(MALI)
    return held


def selected(**parts: Any) -> SimpleNamespace:
    return SimpleNamespace(selection=SimpleNamespace(**{"points": [], "box": [], "rows": []} | parts))


# --- years ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "years"),
    [
        ([2011.6, 2015.4], (2012, 2015)),
        ([2015.4, 2011.6], (2012, 2015)),
        ([2017.9, 2018.2], (2018, 2018)),
        ([1900, 2100], SPAN),
        (["2012.1", "2013"], (2012, 2013)),
    ],
)
def test_a_stroke_means_years(ends: list[Any], years: tuple[int, int]) -> None:
    assert selected_years([{"x": ends}]) == years


def test_a_stroke_sets_the_years_and_the_same_again_opens_them(state: dict[str, Any]) -> None:
    state["chart"] = selected(box=[{"x": [2011.6, 2015.4]}])
    _chosen("chart")()
    assert state["year"] == (2012, 2015)
    _chosen("chart")()
    assert state["year"] == SPAN
    state["chart"] = selected()
    _chosen("chart")()
    assert state["year"] == SPAN


def test_bars_outside_the_chosen_years_are_pale() -> None:
    found = incidents.by_year(dataset(), MALI)
    figure = incident_charts.timeline(found, found[:0], "year", (2012, 2015), SPAN, (GAP,), EN)
    deaths, events = figure["data"][:2]
    assert dict(zip(deaths["x"], deaths["y"], strict=True)) == dict(zip(found.year, found.deaths, strict=True))
    assert sum(events["y"]) == found.events.sum()
    strong = {year for year, opacity in zip(events["x"], events["marker"]["opacity"], strict=True) if opacity == 1}
    assert strong == {year for year in found.year if 2012 <= year <= 2015}
    assert [trace["x"][0] for trace in figure["data"] if trace["marker"].get("pattern")] == [pytest.approx(2023.5)] * 2


def test_months_stand_inside_their_year() -> None:
    found = pd.DataFrame({"month": [2014 * 12, 2014 * 12 + 11], "events": [3, 4], "deaths": [5, 6]})
    figure = incident_charts.timeline(found, found[:0], "month", (), SPAN, (), EN)
    january, december = figure["data"][0]["x"]
    assert 2013.5 < january < december < 2014.5
    assert selected_years([{"x": [january, december]}]) == (2014, 2014)
    assert figure["data"][1]["hovertext"] == ["January 2014: 3 events", "December 2014: 4 events"]


def test_totals_by_month_stand_in_gaps_only_and_break_where_none_is_known() -> None:
    found = pd.DataFrame({"month": [2022 * 12], "events": [3], "deaths": [5]})
    months = [2022 * 12, 2023 * 12, 2023 * 12 + 2, 2024 * 12]
    totals = pd.DataFrame({"month": months, "deaths": [9, 8, 7, 6], "final": [True, True, True, False]})
    figure = incident_charts.timeline(found, found[:0], "month", (), SPAN, (GAP,), EN, totals)
    final, preliminary = [trace for trace in figure["data"] if trace.get("mode") == "lines+markers"]
    assert final["y"] == [8, None, 7] and final["connectgaps"] is False
    assert preliminary["y"] == [6] and preliminary["line"]["dash"] == "dash" and "preliminary" in preliminary["name"]


# --- what events are made of ---------------------------------------------------------------------------------------------------


def test_what_is_not_reported_stands_apart() -> None:
    found = pd.DataFrame({"year": [2014, 2014, 2015], "group": ["E", NOT_REPORTED, NOT_REPORTED], "events": [2, 90, 80]})
    groups = {"E": ("Explosives", "#D55E00"), NOT_REPORTED: ("Not reported", "#BDBDBD")}
    figure = incident_charts.mix(found, found[:0], groups, NOT_REPORTED, (), SPAN, EN)
    assert [bar["yaxis"] for bar in figure["data"]] == ["y", "y2"]
    assert [sum(bar["y"]) for bar in figure["data"]] == [2, 170]
    assert all(bar["marker"]["opacity"] == 1 for bar in figure["data"])
    chosen = incident_charts.mix(found, found[:0], groups, NOT_REPORTED, ("E",), SPAN, EN)
    assert [bar["marker"]["opacity"] == 1 for bar in chosen["data"]] == [True, False]


def test_a_click_on_a_gap_chooses_nothing(state: dict[str, Any]) -> None:
    """Hatched gaps can be clicked, too, and stand for no group."""
    for callback in (_on_weapon, _on_violence):
        state["chart"] = selected(points=[{"x": 2023, "y": 1}])
        before = dict(state)
        callback("chart")()
        assert state == before


def test_a_click_chooses_a_group_and_a_second_one_opens_it_again(state: dict[str, Any]) -> None:
    state["weapon_class"] = ["E3"]
    state["chart"] = selected(points=[{"customdata": "E"}])
    _on_weapon("chart")()
    assert (state["weapon"], state["weapon_class"]) == (["E"], [])
    _on_weapon("chart")()
    assert state["weapon"] == []
    state["chart"] = selected(points=[{"customdata": "one-sided"}])
    _on_violence("chart")()
    assert state["picks"] == (("violence", "one-sided"),)
    state["chart"] = selected()
    _on_violence("chart")()
    assert state["picks"] == (("violence", "one-sided"),)


def test_a_row_picks_its_actor_and_no_row_opens_the_pick(state: dict[str, Any]) -> None:
    state["table"] = selected(rows=[1])
    _on_row("table", ["IS", "JNIM"])()
    assert state["picks"] == (("actor", "JNIM"),)
    state["table"] = selected()
    _on_row("table", ["IS", "JNIM"])()
    assert state["picks"] == ()


# --- legends -------------------------------------------------------------------------------------------------------------------


def test_the_legend_explains_the_guard() -> None:
    classes, notes = areas_explained("share", LeftOut({"country": (7, 40)}, 3), EN)
    assert ("fewer than 10 events") in [text for _, text in classes]
    assert any("fewer than 10 events show none" in note for note in notes)
    assert "Not placed here: 7 events with 40 deaths are known for the country only." in notes
    assert any(note.startswith("3 events are placed in neighbouring countries") for note in notes)
    assert len({colour for colour, _ in classes}) == len(classes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_classes_of_shares_can_hold_one_share(language: str) -> None:
    say = words(language)
    *classes, guarded = [text for _, text in areas_explained("share", LeftOut({}, 0), say)[0]]
    assert len({*classes, guarded}) == 6
    assert not re.search(r"\d|%|<", classes[0]), "no event at all is no small share"
    assert not any("<" in text or re.search(r"\b0\W*%", text) for text in classes)
    for text, low, high in zip(classes[1:], (None, 0.05, 0.1, 0.25), (0.05, 0.1, 0.25, None), strict=True):
        named = [say.percent(end) for end in (low, high) if end is not None]
        assert re.findall(r"\d+\W*%", text) == named
        # The class begins with its lower end (geo.style.share_class), so its upper end belongs to the next.
        assert high is None or say.t("under {last}", last=named[-1]) in text
    assert [share_class(share) for share in (0, 1e-6, 0.0499, 0.05, 0.0999, 0.1, 0.25, 1)] == [0, 1, 1, 2, 2, 3, 4, 4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_without_a_named_weapon_has_no_share(language: str) -> None:
    for named, has_share in ((0, False), (1, True), (300, True)):
        row = SimpleNamespace(events=300, deaths=9, with_weapon=named, reports=named, first=2010, last=2012)
        assert ("%" in str(tooltips.area(row, "Gao", words(language)))) == has_share


@pytest.mark.parametrize("measure", ["events", "deaths"])
def test_the_legend_has_every_class(measure: str) -> None:
    classes, notes = areas_explained(measure, LeftOut({}, 0), EN)
    assert [text.split()[0] for _, text in classes][1:] == ["10–49", "50–199", "200–999", "1,000+"]
    assert not any("Not placed" in note or "neighbouring" in note for note in notes)


# --- play ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(state: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every step that is drawn; the slider follows as in a browser."""
    steps: list[int] = []

    def draw(now: int, _filters: Filters, step: Step, times: tuple[int, ...], *_: Any) -> None:
        incident_play._remember(now, step, times)
        steps.append(now)

    def rerun() -> None:
        raise StopIteration

    monkeypatch.setattr(incident_play, "_draw", draw)
    monkeypatch.setattr(incident_play.question, "write", lambda: None)
    monkeypatch.setattr(st, "rerun", rerun)
    return steps


TIMES = tuple(range(2010, 2015))


def tick() -> None:
    incident_play._playing(MALI, "year", TIMES, EN)


def rest() -> None:
    incident_play._still(MALI, "year", TIMES, EN)


def test_it_plays_to_the_end_and_rests(state: dict[str, Any], drawn: list[int]) -> None:
    rest()
    state["incidents_playing"] = True
    for _ in TIMES:
        tick()
    assert drawn == [2014, *TIMES]
    with pytest.raises(StopIteration):
        tick()
    assert state["incidents_playing"] is False
    rest()
    assert drawn[-1] == 2014


def test_it_goes_on_from_where_the_slider_was_moved(state: dict[str, Any], drawn: list[int]) -> None:
    rest()
    tick()
    tick()
    state["incidents_at"] = 2013
    tick()
    tick()
    assert drawn == [2014, 2010, 2011, 2013, 2014]


def test_a_slow_browser_does_not_turn_it_back(state: dict[str, Any], drawn: list[int]) -> None:
    """The slider's value of a step ago arrives with the next tick: nobody moved it."""
    rest()
    tick()
    state["incidents_at"] = 2014
    tick()
    state["incidents_at"] = 2010
    tick()
    state["incidents_at"] = 2010
    tick()
    assert drawn == [2014, 2010, 2011, 2012, 2013]
    state["incidents_at"] = 2012
    rest()
    assert drawn[-1] == 2013


def test_a_rest_keeps_what_the_slider_says(state: dict[str, Any], drawn: list[int]) -> None:
    rest()
    state["incidents_at"] = 2011
    rest()
    rest()
    assert drawn == [2014, 2011, 2011]


def test_another_address_moves_the_slider(state: dict[str, Any], drawn: list[int]) -> None:
    rest()
    state["incidents_at"] = 2011
    rest()
    assert shown.parameters("incidents") == {"at": "2011"}
    assert not shown.parse("incidents", {"at": "2012"})
    rest()
    assert not shown.parse("incidents", {})
    rest()
    assert drawn == [2014, 2011, 2012, 2014]


@pytest.mark.parametrize(
    ("at", "times", "step"),
    [
        (None, TIMES, 2014),
        (1999, TIMES, 2014),
        (2012 * 12 + 3, TIMES, 2012),
        (2012, tuple(range(2010 * 12, 2014 * 12)), 2012 * 12 + 11),
        (2013, tuple(range(2010 * 12, 2013 * 12 + 2)), 2013 * 12 + 1),
    ],
)
def test_a_step_is_kept_as_near_as_it_goes(at: int | None, times: tuple[int, ...], step: int) -> None:
    assert incident_play._nearest(at, times) == step


def test_steps_have_names() -> None:
    assert step_name(2014, "year", EN) == "2014"
    assert step_name(2014 * 12 + 2, "month", EN) == "March 2014"
    assert step_name(2014 * 12 + 2, "month", words("fr")) == "mars 2014"


def test_quiet_steps_are_played_too() -> None:
    times = playback.times(dataset(), MALI, "year")
    assert len(times) == times[-1] - times[0] + 1
    assert set(playback.totals(dataset(), MALI, "year")) < set(times)
