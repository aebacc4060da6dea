"""Corridors by mode and by border crossed: a click on a bar picks it, a second click opens it again."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.screen import route_charts
from components.screen.pictures import picture_button
from components.screen.plot import plot
from components.screen.route_picks import on_bar
from components.words import Words
from data import routes
from data.borders import pairs
from data.filters import Filters

#: Borders that the chart shows; the table lists all.
_MOST_BORDERS = 12
_SOURCES = ("arms-lens-curated",)


def route_mix_panel(filters: Filters, words: Words) -> None:
    """Two bar charts, each narrowed by everything but its own pick."""
    picks = dict(filters.picks)
    modes, borders = routes.by_mode(filters), routes.by_border(filters)
    head = _head(words.t("Corridors by mode"))
    if modes:
        key = f"routes_modes_{picks.get('mode', '')}"
        chart = route_charts.by_mode(modes, picks.get("mode"), words)
        plot(
            chart,
            key=key,
            on_select=on_bar(key, "mode"),
            selection_mode="points",
            alt=_said(words.t("Corridors by mode"), {words.t(mode): n for mode, n in modes.items()}, words),
        )
        with head:
            notes = _notes("mode" in picks, 0, words)
            picture_button("routes", "modes", chart, words.t("Corridors by mode"), filters, _SOURCES, words, notes)
    head = _head(words.t("Corridors by land border crossed"))
    more = max(len(borders) - _MOST_BORDERS, 0)
    if borders:
        shown = dict(list(borders.items())[:_MOST_BORDERS])
        key = f"routes_borders_{picks.get('border', '')}"
        chart = route_charts.by_border(shown, pairs(picks["border"]) if "border" in picks else (), words)
        plot(
            chart,
            key=key,
            on_select=on_bar(key, "border"),
            selection_mode="points",
            alt=_said(words.t("Corridors by land border crossed"), {words.border(b): n for b, n in shown.items()}, words),
        )
        with head:
            title, notes = words.t("Corridors by land border crossed"), _notes("border" in picks, more, words)
            picture_button("routes", "borders", chart, title, filters, _SOURCES, words, notes)
    st.caption(" ".join((*_notes(False, more, words), words.t("Click a bar to pick it."))))


def _head(title: str) -> DeltaGenerator:
    """The title of a chart, with room for its picture."""
    head = st.container(horizontal=True, vertical_alignment="center")
    head.markdown(f"##### {title}", width="stretch")
    return head


def _notes(picked: bool, more: int, words: Words) -> tuple[str, ...]:
    """What a chart does not say; `more` borders are not in it."""
    notes = [words.t("Number of corridors. A corridor may cross several borders.")]
    if more:
        notes.append(words.n("{n} more border is crossed.", "{n} more borders are crossed.", more))
    if picked:
        notes.append(words.t("Pale: what is not chosen."))
    return tuple(notes)


def _said(title: str, found: dict[str, int], words: Words) -> str:
    named = "; ".join(f"{name}: {words.number(n)}" for name, n in list(found.items())[:5])
    return words.t("{title}. Most: {named}.", title=title, named=named)
