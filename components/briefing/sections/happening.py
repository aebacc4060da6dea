"""5 What is happening: the figures of the latest years, where, a chart and a map."""

from __future__ import annotations

import pandas as pd

from components.briefing.value import Block, MapView, Section, Statement, Table, Text, YearChart
from components.briefing.wording import Wording
from components.charts import preliminary_marks
from components.current import dataset
from components.text.coverage_words import least_complete
from components.text.unplaced_words import not_placed_briefly
from components.text.words import DEATHS_FROM
from data.analysis.trends import YEARS_BEFORE, Change
from data.model import source_roles
from data.subjects import areas, country_years
from data.subjects.unplaced import Unit, unplaced

#: Layers of the map by edition: what is shared shows first-level areas only, no place and no flow between places.
LAYERS = {"internal": ("incidents", "flows", "routes"), "shareable": ("areas-events",)}


def section(wording: Wording) -> Section:
    blocks: list[Block] = [figures(wording), Text(tuple(remarks(wording)))]
    return Section("happening", wording.words.t("What is happening"), (*blocks, chart(wording), map_view(wording)))


def figures(wording: Wording) -> Table:
    """The latest year, the year before, and the mean of five."""
    words, found = wording.words, wording.facts.happening
    rows = [
        _row(words.t("Events on record, {year}", year=found.events.year), found.events, wording),
        _row(words.t("Deaths in these events, {year}", year=found.deaths.year), found.deaths, wording),
    ]
    if found.totals:
        rows.append(_row(words.t("Deaths, country totals, {year}", year=found.totals.year), found.totals, wording))
    notes = []
    if found.preliminary:
        notes.append(words.t("Events of {year} are preliminary: fewer events may mean fewer reports.", year=found.events.year))
    # Of a region two pages have room for the years of the table; of a country for all that the chart shows.
    first = found.events.year - YEARS_BEFORE if wording.region else 0
    if thin := [year for year in country_years.incomplete_years(dataset(), wording.facts.countries) if year >= first]:
        notes.append(least_complete(thin, words))
    return Table(
        heading=words.t("Events and deaths on record"),
        header=(words.t("Figure"), words.t("Latest year"), words.t("Year before"), words.t("Mean of 5 years before")),
        rows=tuple(rows),
        numeric=frozenset({1, 2, 3}),
        note=" ".join(notes),
        sources=(source_roles.EVENTS, source_roles.YEAR_TOTALS),
    )


def _row(name: str, change: Change, wording: Wording) -> tuple[str, ...]:
    return name, wording.words.number(change.now), wording.words.number(change.before), wording.mean(change.mean)


def remarks(wording: Wording) -> list[Statement]:
    """Where most events happened; and, inside the house, who is recorded."""
    words, found = wording.words, wording.facts.happening
    said: list[Statement] = []
    if found.top_years is None:
        return said
    named = [f"**{words.admin1(area)}** ({words.number(events)})" for area, events, _ in found.top]
    evidence, years_said = wording.rows("incidents", found.top_years), words.years(*found.top_years)
    said.append(
        wording.said(
            "Most events ({years}): {list}.", source_roles.EVENTS, evidence=evidence, years=years_said, list=words.join(named)
        )
    )
    if wording.internal and found.involved:
        parties = [f"{name} ({words.number(events)})" for name, events in found.involved]
        said.append(
            wording.said(
                "Recorded as involved most often ({years}, UCDP’s names): {list}. Being recorded is no finding of guilt.",
                source_roles.EVENTS, evidence=evidence, years=years_said, list=words.join(parties),
            )
        )  # fmt: skip
    return said


def chart(wording: Wording) -> YearChart:
    words, found = wording.words, wording.facts.happening
    frame = found.by_year
    notes = [words.t("Events on record: whole years to {year}; a gap is no data, not peace.", year=found.events.year)]
    if found.totals:
        notes.append(words.t("Country totals to {year}.", year=found.totals.year))
    return YearChart(
        title=words.t("Events and deaths a year"),
        years=tuple(int(year) for year in frame.year),
        events=_numbers(frame.events),
        deaths=_numbers(frame.deaths),
        totals=_numbers(frame.totals),
        names=(words.t("Events on record"), words.t("Deaths in these events"), words.t("Deaths, country totals")),
        notes=tuple(notes),
        alt=" ".join(filter(None, (_finding(wording), preliminary_marks.said(found.revised, words)))),
        revised=found.revised,
    )


def _numbers(values: pd.Series) -> tuple[int | None, ...]:
    return tuple(None if pd.isna(value) else int(value) for value in values)


def _finding(wording: Wording) -> str:
    """What the chart shows: the highest year of its deaths, and the latest, each with the series that says so."""
    words, frame = wording.words, wording.facts.happening.by_year
    series = [frame[["year", name]].dropna().rename(columns={name: "deaths"}) for name in ("deaths", "totals")]
    most = country_years.peak(*series)
    if most is None:
        return words.t("No death in any year from {first} to {last}.", first=int(frame.year.min()), last=int(frame.year.max()))
    last_series: country_years.Series = "totals" if len(series[1]) else "events"
    latest = series[last_series == "totals"].iloc[-1]
    return words.t(
        "Most deaths in {year} ({most}, {source}); in {last} {latest} ({latest_source}).",
        year=most.year, most=words.number(most.deaths), source=words.t(DEATHS_FROM[most.series]),
        last=int(latest.year), latest=words.number(int(latest.deaths)), latest_source=words.t(DEATHS_FROM[last_series]),
    )  # fmt: skip


def map_view(wording: Wording) -> MapView:
    words, found = wording.words, wording.facts.happening
    layers = LAYERS[wording.edition]
    unit: Unit
    if layers == LAYERS["internal"]:
        what = words.t("events, flows and corridors on record")
        notes, unit = (words.t("A corridor is not a road; lines and arrows are indicative."),), "place"
    else:
        what = words.t("events on record by first-level area")
        notes, unit = (words.t("Places are shown as first-level areas in this edition."),), "area"
    where = words.join(words.admin1(area) for area, _, _ in found.top)
    alt = words.t("Most events in {places}.", places=where) if where else words.t("No event on the map.")
    named = ", ".join(filter(None, (words.area(wording.facts.area), _drawn_years(wording))))
    return MapView(
        words.labelled(named, what),
        wording.facts.filters,
        layers,
        notes,
        alt,
        _not_drawn(wording, unit),
    )


def _not_drawn(wording: Wording, unit: Unit) -> str:
    """What the map cannot show: no place is known, or, where areas of the country are coloured, it is next door."""
    words, filters = wording.words, wording.facts.filters
    across = areas.left_out(dataset(), filters).across if unit == "area" else 0
    next_door = words.n("Next door: {n} event.", "Next door: {n} events.", across) if across else ""
    return " ".join(filter(None, (not_placed_briefly(unplaced(dataset(), filters, unit), words), next_door)))


def _drawn_years(wording: Wording) -> str:
    """First and last year of what the map draws."""
    origins, spans = wording.facts.origins, []
    if wording.facts.weapons.years:
        spans.append(wording.facts.weapons.years)
    if wording.internal:
        spans += [
            (int(rows.start_year.min()), int(rows.end_year.max())) for rows in (origins.illicit, origins.collected) if len(rows)
        ]
        corridors = origins.corridors.rows
        spans += [(int(corridors.start_year.min()), int(corridors.until.max()))] if len(corridors) else []
    return wording.words.years(min(first for first, _ in spans), max(last for _, last in spans)) if spans else ""
