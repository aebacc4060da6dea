"""The picked corridor: its record, and what is on record along its line."""

from __future__ import annotations

import streamlit as st

from components import route_profile
from components.charts.routes.profile import profile_chart
from components.current import dataset
from components.route_profile import NEAR_KM, STEP_KM, Profile
from components.screen.map import cards
from components.screen.parts.markdown_text import plain
from components.screen.parts.pictures import picture_button
from components.screen.parts.plot import plot
from components.screen.routes.picks import choose
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import routes

_KEY = "routes_route"


def route_profile_panel(filters: Filters, words: Words) -> None:
    """Choice of a corridor; its profile and its record."""
    st.subheader(words.t("Along a corridor"), anchor="profile")
    found = routes.matching(dataset(), filters.picking("route", None))
    names = dict(zip(found.id, map(words.corridor, found.name), strict=True))
    picked = dict(filters.picks).get("route")
    st.session_state[_KEY] = picked
    st.selectbox(
        words.t("Corridor"),
        sorted(names, key=lambda name: names[name]),
        key=_KEY,
        format_func=lambda name: names[name],
        placeholder=words.t("Choose a corridor here, in the table or in the address"),
        on_change=_chosen,
        label_visibility="collapsed",
    )
    if picked is None:
        st.caption(
            words.t("The profile counts events within {km} km of the line, for every {step} km of its length.",
                    km=NEAR_KM, step=STEP_KM)
        )  # fmt: skip
        return
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        profile = route_profile.profile(filters, picked)
        if profile is None:
            st.info(
                words.t("No profile is drawn for a course at sea or in the air: what happened on the ground beneath says "
                        "nothing about it."),
                icon=":material/sailing:",
            )  # fmt: skip
        else:
            _draw(profile, names.get(picked, picked), filters, words)
    with right:
        cards.detail("routes", {"id": picked}, filters, words)


def _chosen() -> None:
    """Callback: the corridor of the box becomes the pick."""
    choose("route", st.session_state[_KEY])


def _draw(profile: Profile, name: str, filters: Filters, words: Words) -> None:
    chart = profile_chart(profile, name, words)
    st.markdown(f"**{plain(chart.alt)}**")
    plot(chart.figure, key="routes_profile", alt=chart.alt)
    st.caption(" ".join(chart.notes))
    picture_button("routes", "profile", chart.figure, chart.title, routes.anywhere(filters), chart.sources, words, chart.notes)
