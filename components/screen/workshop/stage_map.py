"""The map of slides: one for all of them, so that it moves from slide to slide. It can be played through time."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.files.layers import LAYERS, address
from components.screen import cards, map_panel
from components.screen.incident_legend import areas_legend, played_legend
from components.screen.incident_play import left_out
from components.screen.legend import block, explained
from components.sentences import boundaries
from components.tooltips import step_name
from components.words import Words
from components.workshop.fields import AREAS
from components.workshop.fields import LAYERS as SUBJECTS
from components.workshop.value import Slide, plays
from data import areas, flows, incidents, playback, routes
from data.categories import FOCUS
from data.filters import Filters
from geo.cameras import EARTH
from geo.scene import Camera, Kind, Layer
from geo.style import INK, medium

#: Milliseconds for the camera's way from one slide to the next.
_GLIDE = 1200
#: Pixels that the map of a slide has at least, in a window 720 pixels high.
_SIZE = (1200, 380)
#: Seconds that a step is looked at while the map plays.
_PACE: dict[playback.Step, float] = {"year": 1.0, "month": 0.25}
#: The slide that plays with the step drawn last, and whether somebody stopped it.
_AT, _RESTS = "stage_played", "stage_rests"


@st.fragment
def stage_map(slide: Slide, at: int, live: bool, words: Words) -> None:
    """The map of the slide at a place; what is clicked opens below. One that is not `live` waits out of sight."""
    alone = slide.layers[0] if slide.layers else ""
    if alone in AREAS:
        _areas(slide, at, words)
    elif alone in playback.LAYERS:
        _played(slide, at, live, words)
    else:
        _layers(slide, at, words)


def _layers(slide: Slide, at: int, words: Words) -> None:
    on = {name: name in slide.layers for name in SUBJECTS}
    cells, wide = incidents.marks(slide.filters).resolution > 0, _wide(slide)
    picked = map_panel.draw(
        "slide",
        map_panel.layers(on, cells, slide.filters, words, wide),
        slide.filters,
        words,
        map_panel.said(slide.filters, words),
        view=_camera(slide, at),
        wide=wide,
        height="stretch",
    )
    known = explained(cells, words, _lines(slide))
    st.html(block([row for name in slide.layers for row in known[name][1]], wide=True))
    if picked:
        layer, (row, *_) = next(iter(picked.items()))
        with st.container(key="stage_detail"):
            cards.detail(layer, row, slide.filters, words)
    st.caption(boundaries(words))


def _lines(slide: Slide) -> frozenset[str]:
    """The lines that the map shows: a room has no time for others."""
    moved, ways = flows.matching(slide.filters), routes.matching(slide.filters)
    shown = {"flows": (moved.kind, moved.reliability), "routes": (ways["mode"].map(medium), ways.reliability)}
    return frozenset(value for name, columns in shown.items() if name in slide.layers for column in columns for value in column)


def _areas(slide: Slide, at: int, words: Words) -> None:
    """First-level areas by a measure, as the page of incidents draws them."""
    measure = slide.layers[0].removeprefix("areas-")
    shown = (
        Layer("areas", "areas", address(slide.layers[0], slide.filters.picking("admin1", None), words.language)),
        Layer("borders", "lines", address("borders", Filters(), words.language), clickable=False),
    )
    map_panel.draw("slide", shown, slide.filters, words, map_panel.said(slide.filters, words), view=_camera(slide, at),
                   height="stretch")  # fmt: skip
    areas_legend(measure, areas.left_out(slide.filters), words)
    st.caption(boundaries(words))


def _played(slide: Slide, at: int, live: bool, words: Words) -> None:
    """Incidents step by step: the map plays by itself once it is shown, and rests at the last step; or it stands at one."""
    step, state = playback.LAYERS[slide.layers[0]], st.session_state
    times = playback.times(slide.filters, step)
    if not live or state.get(_AT, ("", 0))[0] != slide.id:
        state.pop(_AT, None)
        state.pop(_RESTS, None)
    runs = live and plays(slide) and len(times) > 1 and not state.get(_RESTS)
    draw = st.fragment(_playing, run_every=_PACE[step]) if runs else st.fragment(_still)
    draw(slide, at, step, times, words)
    if plays(slide) and len(times) > 1:
        label = words.t("Pause") if runs else words.t("Play")
        icon = ":material/pause:" if runs else ":material/play_arrow:"
        st.button(label, icon=icon, key="stage_play", on_click=_turn, args=(slide.id, times), type="tertiary")
    played_legend(bool(playback.played(slide.filters, step).resolution), words)
    st.caption(f"{left_out(slide.filters, step, words)} {boundaries(words)}")


def _turn(slide_id: str, times: tuple[int, ...]) -> None:
    """Callback: stop, or play on; from the start once more after the last step."""
    state = st.session_state
    state[_RESTS] = not state.get(_RESTS)
    if not state[_RESTS] and state.get(_AT) == (slide_id, times[-1]):
        state[_AT] = slide_id, times[0] - 1


# Two functions, since a map that plays and one that rests are two fragments: the timer ends with the first.
def _playing(slide: Slide, at: int, step: playback.Step, times: tuple[int, ...], words: Words) -> None:
    state = st.session_state
    before = state.get(_AT, (slide.id, times[0] - 1))[1]
    if before >= times[-1]:
        state[_RESTS] = True
        st.rerun()
    state[_AT] = slide.id, before + 1
    _step(before + 1, slide, at, step, words)


def _still(slide: Slide, at: int, step: playback.Step, times: tuple[int, ...], words: Words) -> None:
    asked = playback.time_of(dict(slide.shown).get("at", ""))
    first = times[0] if times and plays(slide) else max(times, default=0)
    now = st.session_state.get(_AT, ("", asked if asked in times else first))[1]
    _step(now, slide, at, step, words)


def _step(now: int, slide: Slide, at: int, step: playback.Step, words: Words) -> None:
    """The map at one step of time, and the step in large letters."""
    events, deaths = playback.totals(slide.filters, step).get(now, (0, 0))
    when = step_name(now, step, words) if now else words.t("No event on record")
    counted = words.n("{n} event", "{n} events", events) + ", " + words.n("{n} death", "{n} deaths", deaths)
    kind: Kind = "cells" if playback.played(slide.filters, step).resolution else "points"
    layer = Layer(slide.layers[0], kind, address(slide.layers[0], slide.filters, words.language), moment=(now, now))
    alt = words.t("Map of incidents in {when}: {counted}.", when=when, counted=counted)
    map_panel.draw("slide", (layer,), slide.filters, words, alt, view=_camera(slide, at), height="stretch")
    st.html(f'<p style="font-size:26px;margin:0;color:{INK}"><b>{escape(when)}</b> · {escape(counted)}</p>')


def _wide(slide: Slide) -> bool:
    return dict(slide.shown).get("look") == "world"


def _camera(slide: Slide, at: int) -> Camera:
    # The browser takes over only the numbers that changed: each slide's own glide makes sure that the map glides again.
    if slide.camera:
        return Camera(*slide.camera, glide=_GLIDE + at)
    found = EARTH if _wide(slide) else map_panel.fitting(slide.filters.countries or FOCUS, _SIZE)
    return replace(found, glide=_GLIDE + at)


def layers(slide: Slide) -> list[str]:
    """The files that a slide's map fetches, by the name in their address."""
    if slide.view != "map":
        return []
    if set(slide.layers) & set(playback.LAYERS):
        return list(slide.layers)
    wanted = {name for name in LAYERS for on in slide.layers if name == on or name.startswith((f"{on}-", f"{on[:-1]}-"))}
    return sorted(wanted - set(playback.LAYERS))
