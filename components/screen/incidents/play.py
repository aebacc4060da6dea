"""Play: incidents year by year or month by month. The browser holds every step; a step changes only what is shown."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.current import dataset
from components.files.layers import address
from components.layers.played import left_out
from components.screen.incidents.area_legend import played_legend
from components.screen.map import cards, map_panel
from components.screen.parts.pictures import picture_link
from components.screen.parts.switch import switch
from components.screen.shell import address as question
from components.screen.shell import shown
from components.screen.shell.fragment import fragment
from components.text.coverage_words import is_gap, step_said
from components.text.sentences import boundaries
from components.text.tooltips import step_name
from components.text.words import N_, Words
from data.query.filters import Filters
from data.subjects import playback
from geo.scene import Kind, Layer

_STEPS: dict[playback.Step, str] = {"year": N_("Years"), "month": N_("Months")}
#: Steps a second, by the name of the speed.
_SPEEDS = {"½×": 0.5, "1×": 1.0, "2×": 2.0, "4×": 4.0}
#: The slider's step, the step drawn as the address says it, the steps drawn last while playing, and whether the map plays.
_AT, _SAID, _DRAWN, _PLAYING = "incidents_at", "incidents_said", "incidents_drawn", "incidents_playing"
_REMEMBERED = 8


def play(options: DeltaGenerator, filters: Filters, words: Words) -> None:
    """Buttons among the options, the map at one step of time, its slider, and its legend."""
    with options:
        button = st.empty()
        step = switch(options, "incidents", "step", words.t("Step"), _STEPS, words)
        speed = st.segmented_control(
            words.t("Speed"),
            list(_SPEEDS),
            default="1×",
            required=True,
            wrap=True,
            key="incidents_speed",
            label_visibility="collapsed",
            help=words.t("Steps a second"),
        )
    found, times = playback.played(dataset(), filters, step), playback.times(dataset(), filters, step)
    playable = found.resolution is not None and len(times) > 1
    playing = playable and st.session_state.get(_PLAYING, False)
    button.button(
        words.t("Pause") if playing else words.t("Play"),
        icon=":material/pause:" if playing else ":material/play_arrow:",
        key="incidents_play",
        on_click=_turn,
        args=(not playing,),
        disabled=not playable,
        type="primary",
    )
    if playing:
        fragment(_playing, run_every=1 / _SPEEDS[speed])(filters, step, times, words)
    else:
        fragment(_still)(filters, step, times, words)
    played_legend(bool(found.resolution), filters, words)
    st.caption(left_out(filters, step, words) + " " + boundaries(words))


def _turn(plays: bool) -> None:
    """Callback of the button: play or pause. A busy browser may send a press several times."""
    st.session_state[_PLAYING] = plays


# Two functions, since a map that plays and one that rests are two fragments: the timer ends with the first.
def _playing(filters: Filters, step: playback.Step, times: tuple[int, ...], words: Words) -> None:
    """One step further, or to where somebody has just moved the slider; after the last step the map rests."""
    state = st.session_state
    drawn, slider = state.get(_DRAWN, ()), state.get(_AT)
    if not drawn or drawn[-1] not in times:
        start = _nearest(playback.time_of(shown.chosen("incidents", "at")), times)
        drawn = (slider,)
        now = times[0] if start == times[-1] else start
    # A slow browser still sends the step it was told a moment ago: that is nobody moving the slider.
    elif slider in times and slider not in drawn:
        now = slider
    elif drawn[-1] == times[-1]:
        state[_PLAYING] = False
        st.rerun()
    else:
        now = drawn[-1] + 1
    state[_DRAWN] = (*drawn[1 - _REMEMBERED :], now)
    _draw(now, filters, step, times, words)


def _still(filters: Filters, step: playback.Step, times: tuple[int, ...], words: Words) -> None:
    state = st.session_state
    drawn, slider = state.pop(_DRAWN, ()), state.get(_AT)
    # Where the choice is not the one drawn last, somebody opened another address.
    moved = slider is not None and slider not in drawn and shown.chosen("incidents", "at") == state.get(_SAID)
    asked = slider if moved else playback.time_of(shown.chosen("incidents", "at"))
    now = _nearest(asked, times) if times else 0
    _draw(now, filters, step, times, words)
    if times:
        picture_link("incidents", "map", filters, words, layers=f"incidents-by-{step}", at=playback.spelled(now, step))
    question.write()


def _remember(now: int, step: playback.Step, times: tuple[int, ...]) -> None:
    """For the slider, and for the address, in which the last step goes without saying."""
    shown.choose("incidents", "at", playback.spelled(now, step) if times and now != times[-1] else "")
    st.session_state[_AT], st.session_state[_SAID] = now, shown.chosen("incidents", "at")


def _nearest(at: int | None, times: tuple[int, ...]) -> int:
    """The step a number means: itself, the year of a month, the last month of a year; else the last step."""
    known = (at, at // 12, min(at * 12 + 11, times[-1])) if at else ()
    return next((time for time in known if time in times), times[-1])


def _draw(now: int, filters: Filters, step: playback.Step, times: tuple[int, ...], words: Words) -> None:
    """The map, the slider under it, and the records of a clicked mark."""
    _remember(now, step, times)
    events, _ = playback.totals(dataset(), filters, step).get(now, (0, 0))
    named = step_name(now, step, words) if times else words.t("No event on record")
    counted = step_said(filters, now, step, words) if times else ""
    layer = played_layer(now, filters, step, words)
    if times and is_gap(filters.countries, now, step, events):
        _gap(f"{named}: {counted}.")
    clicked = map_panel.draw(
        "incidents",
        (layer,),
        filters,
        words,
        words.t("Map of events in {when}: {counted}.", when=named, counted=counted),
    )
    if len(times) > 1:
        st.select_slider(f"{named} · {counted}", times, key=_AT, format_func=lambda time: step_name(time, step, words))
    elif times:
        st.markdown(f"**{named}** · {counted}")
    if layer.id in clicked:
        row = clicked[layer.id][0]
        cards.detail("incidents", row, _in_year(filters, row["time"] if step == "year" else row["time"] // 12), words)


def _gap(said: str) -> None:
    """Words over a map that is empty for want of data, not of events."""
    with st.container(key="incidents_gap"):
        st.warning(said, icon=":material/visibility_off:")


def played_layer(now: int, filters: Filters, step: playback.Step, words: Words) -> Layer:
    """Incidents of every step, of which one is drawn."""
    name = f"incidents-by-{step}"
    kind: Kind = "cells" if playback.played(dataset(), filters, step).resolution else "points"
    return Layer(name, kind, address(name, filters, words.language), moment=(now, now))


def _in_year(filters: Filters, year: int) -> Filters:
    return Filters(filters.areas, (year, year), filters.phases, filters.weapons, filters.exclude_possible, filters.picks)
