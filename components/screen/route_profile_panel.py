"""The picked corridor: its record, and what is on record along its line."""

from __future__ import annotations

import streamlit as st

from components import route_profile
from components.charts.chart import Chart
from components.charts.routes import figures as route_charts
from components.route_profile import NEAR_KM, STEP_KM, Profile
from components.screen import cards
from components.screen.markdown_text import plain
from components.screen.pictures import picture_button
from components.screen.plot import plot
from components.screen.route_picks import choose
from components.unplaced_words import not_placed
from components.words import Words
from data import routes
from data.filters import Filters

_KEY = "routes_route"
_SOURCES = ("arms-lens-curated", "ucdp-ged")


def route_profile_panel(filters: Filters, words: Words) -> None:
    """Choice of a corridor; its profile and its record."""
    st.subheader(words.t("Along a corridor"), anchor="profile")
    found = routes.matching(filters.picking("route", None))
    names = dict(zip(found.id, found.name, strict=True))
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


def profile_chart(profile: Profile, name: str, words: Words) -> Chart:
    """Events and deaths along the corridor of this name."""
    notes = [
        words.t(
            "The line is indicative: it joins documented places and follows no road. Events within {km} km of it count once, at "
            "the nearest point of the line. They lie near it; nothing says that they have to do with it.",
            km=NEAR_KM,
        ),
        words.t(
            "Dashes: borders; dots and diamonds: places on the way. The last bar takes the rest of the length. All countries "
            "along the line count."
        ),
    ]
    if any(not mark.exact for mark in profile.borders):
        notes.append(words.t("* The straight line does not meet this border; it is crossed somewhere between the two places."))
    if vague := not_placed(profile.unplaced, words, words.join(words.country(country) for country in profile.countries)):
        notes.append(vague)
    title = words.t("Events and deaths along the corridor {name}", name=name)
    return Chart(route_charts.along(profile, words), title, said(profile, words), tuple(notes), _SOURCES)


def said(profile: Profile, words: Words) -> str:
    """The profile in words: how much, and where most of it."""
    steps = profile.steps
    events, deaths = int(steps.events.sum()), int(steps.deaths.sum())
    km = words.number(round(profile.km))
    if profile.years is None:
        return words.t("No event is on record within {near} km of the {km} km of this corridor.", near=NEAR_KM, km=km)
    most = steps.loc[steps.events.idxmax()]
    middle = (most.from_km + most.to_km) / 2
    place = min(profile.places, key=lambda mark: abs(mark.km - middle)).name
    return words.t(
        "{years}: {events} with {deaths} within {near} km of the {km} km of this corridor; most events at km {first} to {last}, "
        "nearest place {place}.",
        years=words.years(*profile.years),
        events=words.n("{n} event", "{n} events", events), deaths=words.n("{n} death", "{n} deaths", deaths), near=NEAR_KM,
        km=km, first=words.number(round(most.from_km)), last=words.number(round(most.to_km)), place=place,
    )  # fmt: skip
