"""The border lens: pick a land border, and see what is on record on each side of it and across it."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.screen.borders.flows_panel import border_flows_panel
from components.screen.borders.instruments_panel import border_instruments_panel
from components.screen.borders.presence_panel import border_presence_panel
from components.screen.borders.sides_panel import border_sides_panel
from components.screen.routes.picks import choose
from components.text.words import Words
from data.ground import borders
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import routes

_KEY = "routes_border"
#: Offered as first steps while nothing is picked.
_SUGGESTED = 4


def border_panel(filters: Filters, words: Words) -> None:
    """Choice of a border; both sides of it; what crosses it; who is there and what both sides joined."""
    st.subheader(words.t("Border lens"), anchor="border")
    picked = dict(filters.picks).get("border")
    choices = borders.choices(dataset(), filters.countries or FOCUS)
    if picked is not None and picked in borders.known(dataset()) and picked not in choices:
        choices = (*choices, picked)
    crossed = routes.by_border(dataset(), filters.without("areas"))
    _choice(choices, picked, words)
    if picked is None:
        _first_steps(choices, crossed, words)
    elif picked not in borders.known(dataset()):
        st.info(words.t("There is no such land border on this map."), icon=":material/search_off:")
    else:
        countries = tuple(sorted(borders.sides(picked), key=words.country))
        border_sides_panel(filters, picked, countries, words)
        border_flows_panel(filters, picked, words)
        border_presence_panel(countries, filters, words)
        border_instruments_panel(countries, words)


def _choice(choices: tuple[str, ...], picked: str | None, words: Words) -> None:
    st.session_state[_KEY] = picked if picked in choices else None
    groups = [border for border in choices if border in borders.GROUPS]
    single = sorted((border for border in choices if border not in borders.GROUPS), key=words.border)

    st.selectbox(
        words.t("Land border"),
        [*groups, *single],
        key=_KEY,
        format_func=words.border,
        placeholder=words.t("Choose a land border, or an area where several meet"),
        on_change=_chosen,
        label_visibility="collapsed",
    )


def _chosen() -> None:
    """Callback: the border of the box becomes the pick."""
    choose("border", st.session_state[_KEY])


def _first_steps(choices: tuple[str, ...], crossed: dict[str, int], words: Words) -> None:
    """Borders to begin with: areas where several meet, else those that most corridors cross."""
    st.caption(
        words.t("See both sides of a border at once: events by distance from it, corridors and flows across it, who is "
                "present, and which instruments both sides have joined.")
    )  # fmt: skip
    likely = [*(b for b in choices if b in borders.GROUPS), *(b for b in crossed if b in choices), *choices]
    with st.container(horizontal=True):
        for border in list(dict.fromkeys(likely))[:_SUGGESTED]:
            st.button(words.border(border), key=f"routes_suggest_{border}", on_click=choose, args=("border", border))
