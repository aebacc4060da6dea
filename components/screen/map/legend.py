"""The map's legend: every layer can be switched, and everything that is drawn is explained, and nothing else."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.current import cached_by_version, dataset
from components.files.picture import view_choices
from components.layers.legend_rows import TITLES, explained, land
from components.layers.occurring import occurring
from components.layers.rows import left_out
from components.screen.shell import address, shown
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import incidents

#: Layers whose meanings stand below each other.
_COLUMNS = (("incidents",), ("flows", "transfers"), ("routes",))


def legend(page: str, on: frozenset[str], filters: Filters, words: Words) -> None:
    """Draw the legend under the map of a page: a switch of layers, and what each means. `on` are the layers drawn at first. A
    layer that the question leaves empty by the kind of flow is not offered.
    """
    drawn, rests, key = shown.layers(page, on), left_out(filters), f"{page}_layers"
    offered = [name for name in view_choices.LAYERS if name not in rests]
    st.session_state[key] = [name for name in offered if name in drawn]
    st.pills(
        words.t("Layers of the map"),
        offered,
        selection_mode="multi",
        key=key,
        on_change=_switched,
        args=(page, on, drawn & rests),
        format_func=lambda name: words.t(TITLES[name]),
        label_visibility="collapsed",
    )
    if drawn - rests or filters.countries:
        st.html(_meanings(filters, drawn - rests, words))


def switched_on(page: str, on: frozenset[str], filters: Filters) -> dict[str, bool]:
    """Which layers the legend of a page has switched on."""
    drawn = shown.layers(page, on) - left_out(filters)
    return {name: name in drawn for name in view_choices.LAYERS}


def _switched(page: str, on: frozenset[str], resting: frozenset[str]) -> None:
    """Callback: the chosen layers are drawn, and stand in the address. Those that rest return with their kind."""
    shown.switch_layers(page, on, frozenset(st.session_state[f"{page}_layers"]) | resting)
    address.write()


@cached_by_version
def _meanings(filters: Filters, drawn: frozenset[str], words: Words) -> str:
    """What the layers draw that are switched on, and what the land under them means, in columns where there is room."""
    known = explained(incidents.marks(dataset(), filters).resolution > 0, words, occurring(filters, drawn))
    ground = [(words.t("Area"), rows)] if (rows := land(filters.countries, words)) else []
    stacks = [ground, *([known[name] for name in column if name in drawn] for column in _COLUMNS)]
    columns = "".join(
        "<div>" + "".join(f"<strong>{escape(title)}</strong>{block(rows)}" for title, rows in stack) + "</div>"
        for stack in stacks
        if stack
    )
    look = "display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:4px 16px;font-size:13px"
    return f'<div style="{look}">{columns}</div>'


def block(rows: list[tuple[str, str]], wide: bool = False) -> str:
    """Pictures and what they mean, one below the other, or side by side where there is room."""
    lines = "".join(
        f'<div style="display:flex;gap:8px;align-items:center;min-height:24px">{picture}<span>{escape(text)}</span></div>'
        for picture, text in rows
    )
    side_by_side = ";display:flex;flex-wrap:wrap;gap:2px 18px" if wide else ""
    return f'<div style="font-size:13px;line-height:1.3{side_by_side}">{lines}</div>'
