"""The map: its scene, its legend, and the detail of what was clicked. It reruns by itself, not the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.files import basemap
from components.files.layers import address
from components.screen import cards
from components.screen.legend import legend
from components.words import Words
from data import crossing, incidents
from data.categories import FOCUS
from data.countries import shapes
from data.filters import Filters
from data.store import store
from geo.cameras import camera
from geo.deck import deck
from geo.layers import scale_bar
from geo.scene import Camera, Layer, Scene
from geo.style import MUTED

_HEIGHT = 500


@st.fragment
def map_panel(page: str, on: frozenset[str], filters: Filters, words: Words) -> None:
    """Map, legend, disclaimer and detail card for a question. `on` are the layers a page draws at first.

    Transfers that States authorised come from everywhere and would hide the rest: few pages draw them at first.
    """
    st.button(words.t("Fit to selection"), icon=":material/fit_screen:", key="fit", on_click=_look_again, type="tertiary")
    stage = st.container()
    cells = incidents.marks(filters).resolution > 0
    shown = legend(page, on, cells, words)
    view = _camera(filters)
    with stage:
        event = st.pydeck_chart(
            deck(_scene(filters, shown, view, cells, words), basemap.style_address(store().version)),
            height=_HEIGHT,
            key=f"{page}_map",
            on_select="rerun",
            alt=_said(filters, words),
        )
    st.caption(disclaimer(words))
    _detail(event, filters, words)


def disclaimer(words: Words) -> str:
    """What stands under every map."""
    return words.t(
        "The boundaries and names shown do not imply official endorsement or acceptance. Dashed: undetermined boundary; "
        "dotted: Abyei, final status not yet determined. Routes and arrows are indicative."
    )


def _look_again() -> None:
    st.session_state["map_looks"] = st.session_state.get("map_looks", 0) + 1


def _camera(filters: Filters) -> Camera:
    """Where the map looks first. It moves only when the area changes or somebody asks for it."""
    found = camera(shapes(), filters.countries or FOCUS)
    # The browser moves only when the view it is given differs from the last one it was given.
    return Camera(found.lon, found.lat, found.zoom + st.session_state.get("map_looks", 0) * 1e-6)


def _scene(filters: Filters, shown: dict[str, bool], camera: Camera, cells: bool, words: Words) -> Scene:
    def by_url(name: str, kind: Any, clickable: bool = True) -> Layer:
        return Layer(name, kind, address(name, filters, words.language), clickable)

    layers: list[Layer] = []
    if shown["incidents"]:
        layers.append(by_url("incidents", "cells" if cells else "points"))
    if shown["routes"]:
        layers += [
            by_url("route-bands", "lines", clickable=False),
            by_url("routes", "lines"),
            by_url("route-arrows", "arrows", clickable=False),
        ]
    for name in ("transfers", "flows"):
        if shown[name]:
            layers += [
                by_url(name, "lines"),
                by_url(f"{name}-arrows", "arrows", clickable=False),
                by_url(f"{name}-rings", "rings"),
                by_url(f"{name}-marks", "rings"),
            ]
    layers.append(Layer("labels", "labels", address("labels", Filters(), words.language), clickable=False))
    line, label = _scale(camera, words)
    layers += [Layer("scale", "lines", (line,), clickable=False), Layer("scale-label", "captions", (label,), clickable=False)]
    return Scene(tuple(layers), camera)


def _scale(camera: Camera, words: Words) -> tuple[dict[str, Any], dict[str, Any]]:
    """A bar in the lower right of the first view, about a sixth of its width."""
    degrees_wide = 360 / 2**camera.zoom * 700 / 512
    lat = camera.lat - degrees_wide * 0.27
    wanted = degrees_wide * 111 / 6
    km = max(n for n in (10, 20, 50, 100, 200, 500, 1000, 2000) if n <= max(wanted, 10))
    return scale_bar(camera.lon + degrees_wide * 0.12, lat, km, words.t("{km} km", km=words.number(km)), MUTED)


def _said(filters: Filters, words: Words) -> str:
    """The map in words."""
    found = crossing.summary(filters)
    return words.t("Map. {sentence}: {events}, {flows}, {routes}.", sentence=filters.sentence(words), **_counts(found, words))


def _counts(found: crossing.Summary, words: Words) -> dict[str, str]:
    return {
        "events": words.n("{n} event", "{n} events", found.events),
        "flows": words.n("{n} flow", "{n} flows", found.flows),
        "routes": words.n("{n} route", "{n} routes", found.routes),
    }


def _detail(event: Any, filters: Filters, words: Words) -> None:
    picked = event.selection.objects
    if not picked:
        st.caption(words.t("Click a mark on the map to read the records behind it."))
        return
    layer, (row, *_) = next(iter(picked.items()))
    cards.detail(layer, row, filters, words)
