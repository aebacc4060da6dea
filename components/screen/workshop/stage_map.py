"""The map of slides: one for all of them, so that it moves from slide to slide. It can be played through time."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.current import dataset
from components.files.layers import address
from components.layers.legend_rows import explained, land
from components.layers.near_borders import near_borders
from components.layers.occurring import occurring
from components.layers.played import left_out
from components.layers.rows import LAYERS
from components.paper import map_captions
from components.screen.incidents.area_legend import areas_legend, played_legend
from components.screen.incidents.play import played_layer
from components.screen.map import cards, map_panel
from components.screen.map.legend import block
from components.screen.shell.fragment import fragment
from components.screen.workshop.picture_title import picture_title
from components.text.coverage_words import step_said
from components.text.sentences import boundaries
from components.text.tooltips import step_name
from components.text.words import Words
from components.workshop.fields import AREAS
from components.workshop.fields import LAYERS as SUBJECTS
from components.workshop.value import Slide, plays
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import incidents, playback
from geo.cameras import EARTH, framing
from geo.scene import Camera, Layer
from geo.style import INK

#: Milliseconds for the camera's way from one slide to the next.
_GLIDE = 1200
#: Pixels that the map of a slide has at least, in a window 720 pixels high.
SIZE = (1200, 330)
#: Seconds that a step is looked at while the map plays.
_PACE: dict[playback.Step, float] = {"year": 1.0, "month": 0.25}
#: The slide that plays with the step drawn last, and whether somebody stopped it.
_AT, _RESTS = "stage_played", "stage_rests"


def _title(slide: Slide, words: Words) -> None:
    told = map_captions.captions(slide.filters, slide.layers, words)
    picture_title(told.title, told.sentence)


def stage_map(slide: Slide, at: int, live: bool, words: Words) -> None:
    """The map of the slide at a place; what is clicked opens below. One that is not `live` waits out of sight."""
    state, alone = st.session_state, slide.layers[0] if slide.layers else ""
    if not live or state.get(_AT, ("", 0))[0] != slide.id:
        # A slide that is shown again plays from the start.
        state.pop(_AT, None)
        state.pop(_RESTS, None)
    every = None
    if alone in playback.LAYERS:
        step = playback.LAYERS[alone]
        runs = live and plays(slide) and len(playback.times(dataset(), slide.filters, step)) > 1 and not state.get(_RESTS)
        draw, every = (_playing, _PACE[step]) if runs else (_still, None)
    else:
        draw = _areas if alone in AREAS else _layers
    # Whatever the map shows, it stands at the same place within the page, or the browser would make a new one.
    fragment(draw, run_every=every)(slide, at, words)


def _layers(slide: Slide, at: int, words: Words) -> None:
    _title(slide, words)
    on = {name: name in slide.layers for name in SUBJECTS}
    cells, wide = incidents.marks(dataset(), slide.filters).resolution > 0, _wide(slide)
    picked = map_panel.draw(
        "slide",
        map_panel.layers(on, cells, slide.filters, words, wide),
        slide.filters,
        words,
        map_panel.said(slide.filters, words),
        view=camera(slide, at),
        wide=wide,
        height="stretch",
        afar=True,
    )
    known = explained(cells, words, occurring(slide.filters, frozenset(slide.layers)))
    meant = [row for name in slide.layers for row in known[name][1]]
    st.html(block([*meant, *land(slide.filters.countries, words)], wide=True))
    if picked:
        layer, (row, *_) = next(iter(picked.items()))
        with st.container(key="stage_detail"):
            cards.detail(layer, row, slide.filters, words)
    st.caption(map_panel.small_print(on, slide.filters, words))


def _areas(slide: Slide, at: int, words: Words) -> None:
    """First-level areas by a measure, as the page of incidents draws them."""
    _title(slide, words)
    measure = slide.layers[0].removeprefix("areas-")
    shown = (
        Layer("areas", "areas", address(slide.layers[0], slide.filters.picking("admin1", None), words.language)),
        Layer("borders", "lines", address("borders", Filters(), words.language), clickable=False),
    )
    map_panel.draw("slide", shown, slide.filters, words, map_panel.said(slide.filters, words), view=camera(slide, at),
                   height="stretch", afar=True)  # fmt: skip
    areas_legend(measure, slide.filters, words)
    st.caption(boundaries(words))


def _turn(slide: Slide, rests: bool) -> None:
    """Callback: stop, or play on; from the start once more after the last step."""
    state = st.session_state
    state[_RESTS] = rests
    times = playback.times(dataset(), slide.filters, playback.LAYERS[slide.layers[0]])
    if not state[_RESTS] and state.get(_AT) == (slide.id, times[-1]):
        state[_AT] = slide.id, times[0] - 1


# Two functions, since a map that plays and one that rests are two fragments: the timer ends with the first.
def _playing(slide: Slide, at: int, words: Words) -> None:
    """Incidents step by step, to the last."""
    state = st.session_state
    times = playback.times(dataset(), slide.filters, playback.LAYERS[slide.layers[0]])
    now = state.get(_AT, (slide.id, times[0] - 1))[1] + 1
    if state.get(_RESTS) or now > times[-1]:
        state[_RESTS] = True
        st.rerun()
    state[_AT] = slide.id, now
    _step(now, slide, at, words)


def _still(slide: Slide, at: int, words: Words) -> None:
    """Incidents of the step that a slide names, or at which it came to rest."""
    state = st.session_state
    if state.get(_AT) and not state.get(_RESTS):
        st.rerun()
    times = playback.times(dataset(), slide.filters, playback.LAYERS[slide.layers[0]])
    asked = playback.time_of(dict(slide.shown).get("at", ""))
    first = min(times, default=0) if plays(slide) else max(times, default=0)
    _step(state.get(_AT, ("", asked if asked in times else first))[1], slide, at, words)


def _step(now: int, slide: Slide, at: int, words: Words) -> None:
    """The map at one step of time, the step in large letters, and a button where it can be played."""
    step = playback.LAYERS[slide.layers[0]]
    cells = bool(playback.played(dataset(), slide.filters, step).resolution)
    when = step_name(now, step, words) if now else words.t("No event on record")
    counted = step_said(slide.filters, now, step, words) if now else ""
    layer = played_layer(now, slide.filters, step, words)
    alt = words.t("Map of events in {when}: {counted}.", when=when, counted=counted)
    map_panel.draw("slide", (layer,), slide.filters, words, alt, view=camera(slide, at), height="stretch", afar=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p style="font-size:26px;margin:0;color:{INK}"><b>{escape(when)}</b> · {escape(counted)}</p>')
        if plays(slide) and len(playback.times(dataset(), slide.filters, step)) > 1:
            rests = bool(st.session_state.get(_RESTS))
            label = words.t("Play") if rests else words.t("Pause")
            icon = ":material/play_arrow:" if rests else ":material/pause:"
            st.button(label, icon=icon, key=f"stage_play_{rests}", on_click=_turn, args=(slide, not rests), type="tertiary")
    played_legend(cells, slide.filters, words)
    st.caption(f"{left_out(slide.filters, step, words)} {boundaries(words)}")


def _wide(slide: Slide) -> bool:
    return dict(slide.shown).get("look") == "world"


def camera(slide: Slide, at: int) -> Camera:
    """Where the map of the slide at a place looks: where the slide says, else at what it is about."""
    # The browser takes over only the numbers that changed: each slide's own glide makes sure that the map glides again.
    if slide.camera:
        return Camera(*slide.camera, glide=_GLIDE + at)
    if _wide(slide):
        return replace(EARTH, glide=_GLIDE + at)
    near = near_borders(slide.filters)
    found = framing(near, SIZE) if near else map_panel.fitting(slide.filters.countries or FOCUS, SIZE)
    return replace(found, glide=_GLIDE + at)


def layers(slide: Slide) -> list[str]:
    """The files that a slide's map fetches, by the name in their address."""
    if slide.view != "map":
        return []
    if set(slide.layers) & set(playback.LAYERS):
        return list(slide.layers)
    wanted = {name for name in LAYERS for on in slide.layers if name == on or name.startswith((f"{on}-", f"{on[:-1]}-"))}
    return sorted(wanted - set(playback.LAYERS))
