"""Both sides of a border: events and deaths by year and by distance from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from components.charts.borders import figures as border_charts
from components.charts.borders.figures import band_name
from components.charts.chart import Chart
from components.screen.border_corridors_panel import border_corridors_panel
from components.screen.coverage_strip import coverage_strip
from components.screen.markdown_text import paragraph
from components.screen.pictures import picture_button
from components.screen.plot import plot
from components.screen.switch import switch
from components.unplaced_words import not_placed
from components.words import N_, Words
from data import border_lens, borders, place_coverage
from data.areas import FEWEST_FOR_SHARE
from data.border_lens import BANDS, FARTHEST, Lens
from data.filters import Filters
from data.place_coverage import events_until, later_years
from data.routes import anywhere
from data.store import copied_once
from data.years import FIRST_YEAR, all_years

_MEASURES = {"events": N_("Events"), "deaths": N_("Deaths")}


def border_sides_panel(filters: Filters, border: str, countries: tuple[str, ...], words: Words) -> None:
    """Events and deaths on each side, by year and distance; and the corridors that cross."""
    lens = border_lens.incidents(filters, border)
    st.html(
        f'<p style="font-size:18px;line-height:1.5;margin:0;max-width:96ch">{escape(said(lens, border, countries, words))}</p>'
    )
    head = st.container(horizontal=True, vertical_alignment="center")
    measure = switch(head, "routes", "count", words.t("Count"), _MEASURES, words)
    left, right = st.columns([0.62, 0.38], gap="medium")
    asked = replace(anywhere(filters), areas=countries)
    with left:
        chart = sides_chart(filters, border, countries, measure, words)
        key = "routes_border_years_" + "_".join(map(str, filters.years))
        plot(chart.figure, key=key, on_select=_year_of(key), selection_mode="points", alt=chart.alt)
        coverage_strip("routes_border", "incidents", asked, words)
    with right:
        st.markdown(f"**{words.t('{measure} by distance from the border, in km', measure=words.t(_MEASURES[measure]))}**")
        narrow = st.column_config.NumberColumn(width=56, format="localized")
        heads = [band_name(band) for band in range(len(BANDS))]
        st.dataframe(
            by_band(lens, countries, measure, words),
            hide_index=True,
            key="routes_border_bands",
            column_config=dict.fromkeys([*heads, words.t("Sum")], narrow),
        )
        border_corridors_panel(filters, border, words)
    st.caption(paragraph(" ".join((*chart.notes, words.t("Click a bar to choose its year.")))))
    with head:
        picture_button("routes", "border-sides", chart.figure, chart.title, asked, chart.sources, words, chart.notes)


@copied_once
def sides_chart(filters: Filters, border: str, countries: tuple[str, ...], measure: str, words: Words) -> Chart:
    """Events or deaths a year on each side of a border, by distance from it."""
    lens = border_lens.incidents(filters, border)
    covered = {country: (place_coverage.whole_years((country,)) or (FIRST_YEAR,))[-1] for country in countries}
    span = (filters.years[0], filters.years[-1]) if filters.years else (FIRST_YEAR, max(covered.values()))
    name = words.t(_MEASURES[measure])
    return Chart(
        border_charts.sides(lens.frame, covered, span, measure, words),
        _title(border, name, words),
        words.t("{measure} a year by side and distance from the border. {finding}", measure=name, finding=_counts(lens, words)),
        tuple(_notes(lens, border, countries, words)),
        ("ucdp-ged",),
    )


def _title(border: str, measure: str, words: Words) -> str:
    if border in borders.GROUPS:
        return words.t("{measure} a year near the borders of {border}", measure=measure, border=words.border(border))
    return words.t("{measure} a year near the border {border}", measure=measure, border=words.border(border))


def _year_of(key: str) -> Callable[[], None]:
    """What a click on a bar does: its year becomes the filter; the year already chosen opens it again."""

    def clicked() -> None:
        points = st.session_state[key].selection.points
        if points:
            value = points[0]["customdata"]
            year = int(value[0] if isinstance(value, list) else value)
            chosen = st.session_state["year"] == (year, year)
            st.session_state["year"] = all_years() if chosen else (year, year)

    return clicked


def said(lens: Lens, border: str, countries: tuple[str, ...], words: Words) -> str:
    """Both sides in words."""
    if lens.frame.empty:
        return words.t("No event is on record within {km} km of {border}. That is not proof that nothing happened.",
                       km=FARTHEST, border=words.border(border))  # fmt: skip
    years = words.years(int(lens.frame.year.min()), int(lens.frame.year.max()))
    values = {"km": FARTHEST, "border": words.border(border), "years": years}
    if border in borders.GROUPS:
        text = words.t("Within {km} km of the borders around {border}, along their whole length, {years}:", **values)
    else:
        text = words.t("Within {km} km of the border {border}, {years}:", **values)
    by_side = lens.frame.groupby("side")[["events", "deaths"]].sum()
    parts = [
        words.t("{country} {events} ({deaths})", country=words.country(side),
                events=words.n("{n} event", "{n} events", row.events), deaths=words.n("{n} death", "{n} deaths", row.deaths))
        for side in countries if side in by_side.index for row in [by_side.loc[side]]
    ]  # fmt: skip
    without = [words.country(side) for side in countries if side not in by_side.index]
    silent = " " + words.t("Nothing on record on the side of {countries}.", countries=words.join(without)) if without else ""
    total, near = int(lens.frame.events.sum()), int(lens.frame.events[lens.frame.band == 0].sum())
    if total < FEWEST_FOR_SHARE:
        return f"{text} {words.join(parts)}.{silent}"
    if near:
        close = words.t("{share} of the events lie within {km} km.", share=words.percent(near / total), km=BANDS[0][1])
    else:
        close = words.t("None of the events lies within {km} km.", km=BANDS[0][1])
    return f"{text} {words.join(parts)}. {close}{silent}"


def _counts(lens: Lens, words: Words) -> str:
    by_side = lens.frame.groupby("side")[["events", "deaths"]].sum()
    return "; ".join(
        f"{words.country(str(side))}: {words.n('{n} event', '{n} events', row.events)}, "
        f"{words.n('{n} death', '{n} deaths', row.deaths)}"
        for side, row in by_side.iterrows()
    )


def by_band(lens: Lens, countries: tuple[str, ...], measure: str, words: Words) -> pd.DataFrame:
    """A row a side, a column a band of distance, and their sum."""
    summed = lens.frame.groupby(["side", "band"])[measure].sum()
    rows = []
    for country in countries:
        counts = [int(summed.get((country, band), 0)) for band in range(len(BANDS))]
        cells: dict[str, str | int] = {words.t("Side"): words.country(country)}
        cells |= {band_name(band): n for band, n in enumerate(counts)}
        rows.append(cells | {words.t("Sum"): sum(counts)})
    return pd.DataFrame(rows)


def _notes(lens: Lens, border: str, countries: tuple[str, ...], words: Words) -> list[str]:
    notes = [
        words.t(
            "An event counts on the side where its place lies, at the land border nearest to it. Both sides count, whatever "
            "area is chosen. The border line is generalised to about 1 km."
        )
    ]
    if border in borders.GROUPS:
        names = words.join(words.border(pair) for pair in borders.pairs(border))
        notes.append(
            words.t(
                "These borders count along their whole length, not only near the place where they meet: {borders}.",
                borders=names,
            )
        )
    named = words.join(words.country(country) for country in countries)
    if vague := not_placed(lens.unplaced, words, named):
        notes.append(vague)
    ends: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for country in countries:
        known = words.month(events_until((country,))), later_years((country,))
        ends.setdefault(known, []).append(words.country(country))
    for (month, later), ended in ends.items():
        values = {"countries": words.join(ended), "month": month, "years": words.join(map(str, later))}
        if later:
            notes.append(words.t("Place-level data on {countries} are whole to {month}, and in parts of {years}.", **values))
        else:
            notes.append(words.t("Place-level data on {countries} end in {month}.", **values))
    return notes
