"""Events and deaths over time: by year, or by month where it is known."""

from __future__ import annotations

import pandas as pd

from components.charts import preliminary_marks
from components.charts.chart import Chart
from components.charts.incidents import figures as incident_charts
from components.current import cached_copies, dataset
from components.text.coverage_words import gaps_said
from components.text.tooltips import step_name
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import country_months, incidents, place_coverage, playback


@cached_copies
def timeline_chart(filters: Filters, step: playback.Step, words: Words) -> Chart:
    """Events and deaths of all years, by year or by month; bars outside the chosen years are pale."""
    always = filters.without("years")
    count = incidents.by_year if step == "year" else incidents.by_month
    found, preliminary = count(dataset(), always), count(dataset(), always, True)
    gaps = place_coverage.gaps_on_axis(dataset(), filters.countries)
    totals = country_months.beside_events(dataset(), always) if step == "month" else None
    figure = incident_charts.timeline(found, preliminary, step, filters.years, all_years(dataset()), gaps, words, totals)
    revised = preliminary_marks.said(preliminary.year if step == "year" else preliminary.month // 12, words)
    said = " ".join(filter(None, (_said(found, step, filters.years, words), revised)))
    # Totals are drawn where places are not known.
    beside = any(trace["type"] == "scatter" and "name" in trace for trace in figure["data"])
    sources = (source_roles.EVENTS, *((source_roles.MONTH_TOTALS,) if beside else ()))
    return Chart(figure, words.t("Events and deaths over time"), said, tuple(_notes(filters, step, words)), sources)


def _notes(filters: Filters, step: str, words: Words) -> list[str]:
    """What the chart does not show."""
    notes = gaps_said(filters, words)
    if step == "month":
        always = filters.without("years")
        total = int(incidents.by_year(dataset(), always).events.sum())
        known = int(incidents.by_month(dataset(), always).events.sum())
        if known < total:
            notes.append(
                words.t(
                    "Events whose month is not known are missing here: {n} of {total}.",
                    n=words.number(total - known), total=words.number(total),
                )
            )  # fmt: skip
    if filters.years:
        notes.append(words.t("Pale: outside the chosen years."))
    return notes


def _said(found: pd.DataFrame, step: playback.Step, years: tuple[int, ...], words: Words) -> str:
    """The highest bars among those that are not pale."""
    year = found[step] if step == "year" else found[step] // 12
    found = found[year.between(years[0], years[-1])] if years else found
    if found.empty:
        return words.t("Chart of events and deaths over time: none on record.")
    deaths, events = found.loc[found.deaths.idxmax()], found.loc[found.events.idxmax()]
    most_events = words.t("Most events: {events} in {time}.", events=words.number(int(events.events)),
                          time=step_name(int(events[step]), step, words))  # fmt: skip
    if not deaths.deaths:
        return f"{words.t('Chart of events and deaths over time: no death on record.')} {most_events}"
    most_deaths = words.t("Chart of events and deaths over time. Most deaths: {deaths} in {time}.",
                          deaths=words.number(int(deaths.deaths)), time=step_name(int(deaths[step]), step, words))  # fmt: skip
    return f"{most_deaths} {most_events}"
