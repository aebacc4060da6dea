"""The coverage strip: which sources speak of which years for this area, under every chart over time."""

from __future__ import annotations

from collections.abc import Collection

from components.charts.coverage import figure, said
from components.current import dataset
from components.screen.parts.plot import plot
from components.text.words import Words
from data.analysis.coverage import coverage
from data.query.filters import Filters
from data.query.years import all_years


def coverage_strip(page: str, subject: str, filters: Filters, words: Words, drawn: Collection[str] = ()) -> None:
    """One line a source: full where it looked at every year, pale where it holds single cases.

    page     name of the page, or of one of several charts on it
    subject  key of data.analysis.coverage.SUBJECTS
    drawn    the sources of the chart above; empty where the strip is of more than one chart
    """
    found = [line for line in coverage(dataset(), filters.countries, subject) if not drawn or line.source in drawn]
    span = filters.span(all_years(dataset()))
    none = words.t("No source covers this area in these years.")
    plot(figure(found, span, words), key=f"{page}_coverage", alt=said(found, words), nothing=none)
