"""Events and deaths by year, with the phases of a single country behind them and UCDP's totals beside."""

from __future__ import annotations

import pandas as pd

from components.charts import preliminary_marks
from components.charts.chart import Chart
from components.charts.overview import figures as charts
from components.current import cached_copies, dataset
from components.text.coverage_words import gaps_said
from components.text.words import DEATHS_FROM, Words
from data.model import source_roles
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import country_months, country_years, incidents, phases, place_coverage


@cached_copies
def year_chart(filters: Filters, words: Words) -> Chart:
    """Events and deaths of a question by year; UCDP's totals where they compare."""
    events, totals = incidents.by_year(dataset(), filters), country_years.beside_events(dataset(), filters)
    preliminary = incidents.by_year(dataset(), filters, True)
    country = filters.countries[0] if len(filters.countries) == 1 else None
    gaps = place_coverage.gaps_on_axis(dataset(), filters.countries)
    later = country_months.later_beside(dataset(), filters)
    last = int(max([FIRST_YEAR, *events.year, *totals.year, *later.year]))
    span = filters.span((FIRST_YEAR, last))
    bands = phases.of_country(dataset(), country) if country else pd.DataFrame()
    notes = []
    if len(totals):
        notes.append(words.t("Dotted: UCDP's own country totals, which run on where place-level data end."))
    if len(later):
        notes.append(words.t("Dashed: candidate events counted by country, preliminary."))
    notes += gaps_said(filters, words)
    if country:
        notes.append(words.t("Bands: conflict phase, this project's own reading of public milestones."))
        notes.append(armed_conflict_rule(bands, words))
    beside = {source_roles.YEAR_TOTALS: totals, source_roles.MONTH_TOTALS: later, source_roles.OWN_TABLES: bands}
    return Chart(
        charts.years(events, totals, bands, span, gaps, preliminary, later, words),
        words.t("Events and deaths a year"),
        " ".join(
            filter(
                None,
                (_said(country_years.peak(events, totals, later), words), preliminary_marks.said(preliminary.year, words)),
            )
        ),
        tuple(notes),
        (source_roles.EVENTS, *(source for source, rows in beside.items() if len(rows))),
    )


def armed_conflict_rule(bands: pd.DataFrame, words: Words) -> str:
    """Which years are armed conflict, and whether a phase among these stands otherwise.

    bands  of `data.subjects.phases.of_country`
    """
    if bands.why_not_armed_conflict.notna().any():
        return words.t(
            "A year with 25 or more state-based deaths (UCDP) is armed conflict, except where mediation or a UN mission names "
            "the phase, or where the deaths fall outside it."
        )
    return words.t("A year with 25 or more state-based deaths (UCDP) is armed conflict.")


def _said(peak: country_years.Peak | None, words: Words) -> str:
    if peak is None:
        return words.t("Chart of events and deaths a year: no death on record.")
    return words.t(
        "Chart of events and deaths a year. Most deaths: {deaths} in {year} ({source}).",
        deaths=words.number(peak.deaths), year=peak.year, source=words.t(DEATHS_FROM[peak.series]),
    )  # fmt: skip
