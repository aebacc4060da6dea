"""Corridors by mode and by border crossed: a click on a bar picks it, a second click opens it again."""

from __future__ import annotations

import streamlit as st

from components.screen import route_charts
from components.screen.plot import plot
from components.screen.route_picks import on_bar
from components.words import Words
from data import routes
from data.borders import pairs
from data.filters import Filters

#: Borders that the chart shows; the table lists all.
_MOST_BORDERS = 12


def route_mix_panel(filters: Filters, words: Words) -> None:
    """Two bar charts, each narrowed by everything but its own pick."""
    picks = dict(filters.picks)
    modes, borders = routes.by_mode(filters), routes.by_border(filters)
    st.markdown(f"##### {words.t('Corridors by mode')}")
    if modes:
        key = f"routes_modes_{picks.get('mode', '')}"
        plot(
            route_charts.by_mode(modes, picks.get("mode"), words),
            key=key,
            on_select=on_bar(key, "mode"),
            selection_mode="points",
            alt=_said(words.t("Corridors by mode"), {words.t(mode): n for mode, n in modes.items()}, words),
        )
    st.markdown(f"##### {words.t('Corridors by land border crossed')}")
    if borders:
        shown = dict(list(borders.items())[:_MOST_BORDERS])
        key = f"routes_borders_{picks.get('border', '')}"
        plot(
            route_charts.by_border(shown, pairs(picks["border"]) if "border" in picks else (), words),
            key=key,
            on_select=on_bar(key, "border"),
            selection_mode="points",
            alt=_said(words.t("Corridors by land border crossed"), {words.border(b): n for b, n in shown.items()}, words),
        )
    notes = [words.t("Number of corridors. Click a bar to pick it. A corridor may cross several borders.")]
    if len(borders) > _MOST_BORDERS:
        notes.append(words.n("{n} more border is crossed.", "{n} more borders are crossed.", len(borders) - _MOST_BORDERS))
    st.caption(" ".join(notes))


def _said(title: str, found: dict[str, int], words: Words) -> str:
    named = "; ".join(f"{name}: {words.number(n)}" for name, n in list(found.items())[:5])
    return words.t("{title}. Most: {named}.", title=title, named=named)
