"""Compare: two areas or two periods side by side on the same scales, with the difference in words."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen import charts
from components.screen.filter_panel import areas_in_order
from components.screen.plot import plot
from components.words import N_, Words
from data import incidents
from data.comparison import KINDS, Side, other_side, side
from data.countries import in_region
from data.coverage import events_until
from data.filters import FIRST_YEAR, LAST_YEAR, Filters

_KIND_NAMES = {"area": N_("another area"), "year": N_("another period")}


def compare_panel(page: str, filters: Filters, words: Words) -> None:
    """A switch; when on, what to compare with, then both sides. The choice stands in the address under `compare`."""
    chosen = st.session_state.get("compare", "")
    on = st.toggle(words.t("Compare"), value=bool(chosen), key=f"{page}_compare_on", on_change=_switched, args=(page,))
    if not on:
        return
    kind = chosen.partition(":")[0] if chosen else KINDS[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            words.t("with"),
            KINDS,
            default=kind,
            required=True,
            key=f"{page}_compare_kind",
            format_func=lambda k: words.t(_KIND_NAMES[k]),
        )
        value = _area(page, chosen, words) if kind == "area" else _period(page, chosen, words)
    st.session_state["compare"] = f"{kind}:{value}"
    other = other_side(filters, st.session_state["compare"], in_region())
    if other is None or other == filters:
        st.info(words.t("Choose something else than what is shown already."))
        return
    _both(page, side(filters), side(other), words)


def _switched(page: str) -> None:
    if not st.session_state[f"{page}_compare_on"]:
        st.session_state["compare"] = ""


def _area(page: str, chosen: str, words: Words) -> str:
    options = areas_in_order(words)
    known = chosen.partition(":")[2]
    start = options.index(known) if known in options else options.index("TCD")
    return str(st.selectbox(words.t("Area"), options, start, key=f"{page}_compare_area", format_func=words.area))


def _period(page: str, chosen: str, words: Words) -> str:
    known = chosen.partition(":")[2].split("-")
    numbers = [int(year) for year in known if year.isdigit()]
    start = (numbers[0], numbers[-1]) if numbers and chosen.startswith("year:") else (2000, 2010)
    first, last = st.slider(words.t("Years"), FIRST_YEAR, LAST_YEAR, start, key=f"{page}_compare_year")
    return str(first) if first == last else f"{first}-{last}"


def _both(page: str, left: Side, right: Side, words: Words) -> None:
    st.markdown(difference(left, right, words))
    series = [incidents.by_year(s.filters) for s in (left, right)]
    tops = [max((int(found[column].max()) for found in series if len(found)), default=1) for column in ("deaths", "events")]
    for i, (column, here, found) in enumerate(zip(st.columns(2), (left, right), series, strict=True)):
        with column:
            name = here.filters.sentence(words)
            st.markdown(f"**{name}**")
            figure = charts.years(found, _NONE, pd.DataFrame(), _span(here), events_until(here.filters.countries), words)
            for axis, top in zip(("yaxis", "yaxis2"), tops, strict=True):
                figure["layout"][axis]["range"] = [0, top * 1.05]
            alt = words.t("Events and deaths a year: {sentence}.", sentence=name)
            plot(figure, key=f"{page}_compare_{i}", alt=alt)
    st.caption(words.t("Both sides share their scales. Averages count covered years only, with or without an event."))


_NONE = pd.DataFrame({"year": [], "deaths": []})


def _span(here: Side) -> tuple[int, int]:
    years = here.filters.years
    return (years[0], years[-1]) if years else (FIRST_YEAR, events_until(here.filters.countries).year)


def difference(left: Side, right: Side, words: Words) -> str:
    """Both sides in one sentence each way: a year's events and deaths, and how many times as many."""
    names = [s.filters.sentence(words) for s in (left, right)]
    lines = [
        words.t(
            "{name}: {events} and {deaths} a year",
            name=name,
            events=words.n("{n} event", "{n} events", round(s.events_a_year)),
            deaths=words.n("{n} death", "{n} deaths", round(s.deaths_a_year)),
        )
        for name, s in zip(names, (left, right), strict=True)
    ]
    return "  \n".join([*lines, _times(left, right, words)])


def _times(left: Side, right: Side, words: Words) -> str:
    a, b = left.events_a_year, right.events_a_year
    if not a or not b:
        return words.t("One side has no event on record, so the two cannot be set in proportion.")
    if 0.95 < a / b < 1.05:
        return words.t("Both have about as many events a year.")
    if a > b:
        return words.t("The first has {times} times as many events a year as the second.", times=words.number(round(a / b, 1)))
    return words.t("The second has {times} times as many events a year as the first.", times=words.number(round(b / a, 1)))
