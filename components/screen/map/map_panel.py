"""The map: its scene, its legend, and the detail of what was clicked. It reruns by itself, not the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from components.current import cached_by_version, dataset
from components.files.layers import address
from components.files.picture import view_choices
from components.files.static import basemap
from components.layers import rows
from components.layers.stacked import stacked
from components.screen.map import cards
from components.screen.map.legend import legend, switched_on
from components.screen.parts.pictures import picture_link
from components.screen.shell import address as question
from components.screen.shell import shown
from components.screen.shell.fragment import fragment
from components.text.coverage_words import gaps_chosen
from components.text.sentences import boundaries, hidden_events, not_drawn
from components.text.unplaced_words import not_placed_of
from components.text.words import Words
from data.analysis import crossing
from data.ground.countries import shapes
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import incidents
from geo.cameras import EARTH, SIZE, camera
from geo.deck import deck
from geo.scene import Camera, Layer, Scene

_HEIGHT = 500
#: Clicked rows by the name of their layer.
Picked = dict[str, list[dict[str, Any]]]


@fragment
def map_panel(page: str, on: frozenset[str], filters: Filters, words: Words, world: bool = False) -> None:
    """Map, legend, disclaimer and detail card for a question. `on` are the layers a page draws at first.

    With `world` the map can also look at all of the earth, where suppliers on other continents come into sight. Transfers
    that States authorised come from everywhere and would hide the rest: few pages draw them at first.
    """
    drawn, cells = switched_on(page, on, filters), incidents.marks(dataset(), filters).resolution > 0
    with st.container(horizontal=True):
        fit_button(page, words)
        if world:
            _world_button(page, words)
        map_picture(page, drawn, filters, words)
    marks = layers(drawn, cells, filters, words, _whole_earth(page))
    picked = draw(page, marks, filters, words, said(filters, words))
    # What was clicked is read right under the map, before the legend.
    detail(picked, filters, words, beneath(drawn, filters, words))
    legend(page, on, filters, words)


def beneath(drawn: dict[str, bool], filters: Filters, words: Words) -> str:
    """What stands under the map of a page: what the evidence filter hides, and the small print."""
    hidden = hidden_events(filters, words) if drawn["incidents"] else ""
    return " ".join(filter(None, (hidden, small_print(drawn, filters, words))))


def small_print(drawn: dict[str, bool], filters: Filters, words: Words) -> str:
    """What the layers cannot show, and what borders mean."""
    missing = not_drawn(rows.not_drawn([name for name, on in drawn.items() if on], filters), words)
    vague = not_placed_of(filters, "place", words) if drawn["incidents"] else ""
    gaps = gaps_chosen(filters, words) if drawn["incidents"] else []
    return " ".join(filter(None, (*gaps, vague, missing, boundaries(words))))


def map_picture(page: str, drawn: dict[str, bool], filters: Filters, words: Words) -> None:
    """The map to take away: these layers, and all of the earth where the screen shows it."""
    look = {"look": "world"} if _whole_earth(page) else {}
    picture_link(page, "map", filters, words, layers=",".join(name for name, on in drawn.items() if on), **look)


def draw(
    page: str,
    marks: tuple[Layer, ...],
    filters: Filters,
    words: Words,
    alt: str,
    on_select: Literal["rerun", "ignore"] | Callable[[], None] = "rerun",
    view: Camera | None = None,
    wide: bool = False,
    height: int | Literal["stretch"] = _HEIGHT,
    afar: bool = False,
) -> Picked:
    """The map of a page: these layers under names. Returns the rows that were clicked, by layer.

    One page has one map: other layers leave its place and zoom as they are. Without a `view` it fits the selection. On a
    map of all the earth (`wide`) only countries are named. From `afar`, as on a projector, names are larger.
    """
    wide = wide or (view is None and _whole_earth(page))
    view = view or _camera(page, filters)
    names = Layer("labels", "labels-afar" if afar else "labels", address("labels", Filters(), words.language), clickable=False)
    if wide:
        # These keep clear of each other by themselves.
        names = Layer("flow-names", "captions", address("flow-names", filters, words.language), clickable=False)
    named_anew = _named_anew(page, marks, filters)
    scene = Scene((*named_anew.values(), names), view)
    # A briefing is read from top to bottom: its map must not catch the wheel.
    shown = deck(scene, basemap.style_address(dataset().version, filters.countries), wheel=page != "briefing")
    event: Any = st.pydeck_chart(shown, height=height, key=f"{page}_map", on_select=on_select, alt=alt)
    # Without a choice to select, Streamlit returns the chart's place on the page.
    found = event.selection.objects if on_select != "ignore" else {}
    return {name: found[layer.browser_id] for name, layer in named_anew.items() if found.get(layer.browser_id)}


def _named_anew(page: str, marks: tuple[Layer, ...], filters: Filters) -> dict[str, Layer]:
    """The layers by name. While a mark is selected, a new question gives them new ids, with which the selection falls away:
    Streamlit would keep the place of the mark among the rows, and dim all others. Without one they keep their ids, so that
    the old marks stay until the new ones are there.
    """
    state, asked = st.session_state, (filters.query(), tuple(layer.moment for layer in marks))
    before, times = state.get(f"{page}_map_asked", (asked, 0))
    selected = state.get(f"{page}_map")
    times += bool(before != asked and selected and selected["selection"]["objects"])
    state[f"{page}_map_asked"] = asked, times
    return {layer.id: replace(layer, id=f"{layer.id}~{times}") if times and layer.clickable else layer for layer in marks}


def fit_button(page: str, words: Words) -> None:
    """Look at all of the selection again."""
    st.button(words.t("Fit to selection"), icon=":material/fit_screen:", key="fit", on_click=_look_again, type="tertiary",
              args=(page,))  # fmt: skip


def _world_button(page: str, words: Words) -> None:
    """Look at all of the earth, until the area changes or somebody asks for the selection again."""
    st.button(
        words.t("Whole world"), icon=":material/public:", key="world", on_click=_look_again, type="tertiary",
        args=(page, "world"), help=words.t("Shows suppliers and origins on other continents, too"),
    )  # fmt: skip


def _look_again(page: str, look: str = "") -> None:
    """Callback: the map moves, to all of the earth or to the selection."""
    question.look_anew("look")
    if look:
        shown.choose(page, "look", look)
    st.session_state["map_looks"] = st.session_state.get("map_looks", 0) + 1
    question.write()


def _whole_earth(page: str) -> bool:
    return (page, "look") in view_choices.CHOICES and shown.chosen(page, "look") == "world"


def _camera(page: str, filters: Filters) -> Camera:
    """Where the map looks first. It moves only when the area changes or somebody asks for it."""
    return looking(page, EARTH if _whole_earth(page) else fitting(filters.countries or FOCUS))


def looking(page: str, at: Camera) -> Camera:
    """A camera as the map of a page is sent there; what a link has opened comes first."""
    found = shown.opened(page) or at
    # The browser moves only by those numbers that differ from the ones it was given last.
    nudge = st.session_state.get("map_looks", 0) * 1e-6
    return replace(found, lon=found.lon + nudge, lat=found.lat + nudge, zoom=found.zoom + nudge)


@cached_by_version
def fitting(countries: tuple[str, ...], size: tuple[int, int] = SIZE) -> Camera:
    """Where a map of so many pixels looks to show countries."""
    return camera(shapes(dataset()), countries, size)


def layers(drawn: dict[str, bool], cells: bool, filters: Filters, words: Words, wide: bool = False) -> tuple[Layer, ...]:
    """The layers that a legend has switched on, from bottom to top, by address; `wide` on a map of all the earth."""
    found = stacked([name for name, on in drawn.items() if on], cells, wide)
    return tuple(replace(layer, source=address(layer.id, filters, words.language)) for layer in found)


@cached_by_version
def said(filters: Filters, words: Words) -> str:
    """The map in words."""
    found = crossing.summary(dataset(), filters)
    return words.t(
        "Map. {sentence}: {events}, {flows}, {routes}.",
        sentence=filters.sentence(words),
        events=words.n("{n} event", "{n} events", found.events),
        flows=words.flows(found.flows),
        routes=words.n("{n} corridor", "{n} corridors", found.routes),
    )


def detail(picked: Picked, filters: Filters, words: Words, under: str, hint: str = "") -> None:
    """The card of a clicked mark, or a `hint` at what can be clicked; and the small print `under` the map."""
    if not picked:
        st.caption(f"{hint or words.t('Click a mark on the map to read the records behind it.')} {under}")
        return
    layer, (row, *_) = next(iter(picked.items()))
    cards.detail(layer, row, filters, words)
    st.caption(under)
