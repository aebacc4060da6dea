"""What events are made of over time: weapons named, or types of violence."""

from __future__ import annotations

import pandas as pd

from components.charts import preliminary_marks
from components.charts.chart import Chart
from components.charts.incidents import figures as incident_charts
from components.charts.overview import figures as charts
from components.current import cached_copies, dataset
from components.text import sentences
from components.text.words import VIOLENCE_NAMES, Words
from data.analysis import crossing
from data.model import source_roles
from data.model.categories import NOT_REPORTED, VIOLENCE, level1
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import incidents, place_coverage
from data.subjects.areas import FEWEST_FOR_SHARE
from data.subjects.incident_memory import reports_naming_a_weapon
from geo.style import VIOLENCE_COLOURS, WEAPON_COLOURS

#: Shares that differ by more are said beside one another.
_APART = 0.1


@cached_copies
def weapons_chart(filters: Filters, words: Words) -> Chart:
    """Events a year by weapon category, whatever categories are chosen; those that name none stand apart."""
    opened = filters.without("weapons")
    found, preliminary = crossing.weapons_by_year(dataset(), opened), crossing.weapons_by_year(dataset(), opened, True)
    groups = {code: (words.t(charts.SHORT[code]), WEAPON_COLOURS[code]) for code in (*level1(), NOT_REPORTED)}
    chosen = chosen_groups(filters, "weapons")
    return Chart(
        incident_charts.mix(
            found,
            preliminary,
            groups,
            NOT_REPORTED,
            chosen,
            _span(filters),
            words,
            place_coverage.gaps_on_axis(dataset(), filters.countries),
        ),
        words.t("Weapons named in events"),
        _said(found, preliminary, {code: name for code, (name, _) in groups.items()}, words),
        (_named(opened, words, bool(chosen)), *_pale(chosen, words)),
        (source_roles.EVENTS,),
    )


def _named(filters: Filters, words: Words, chosen: bool) -> str:
    """In how many of the events a weapon is named; the chart shows all of them, whatever is `chosen`."""
    events, named = int(incidents.counts(dataset(), filters).events.sum()), crossing.with_weapon(dataset(), filters, "incidents")
    if not events:
        return words.t("Nothing on record.")
    if not named:
        return words.t("Events a year. None of them names a weapon: that is a gap in reporting, not an absence of arms.")
    share = words.percent(named / events)
    if chosen:
        told = words.t(
            "Events a year, all of them, whatever weapon is chosen; {share} name one. An event with several categories counts in "
            "each.",
            share=share,
        )
    else:
        told = words.t(
            "Events a year. A weapon is named in {share} of them: the upper part shows what little is known, not what was "
            "used. An event with several categories counts in each.",
            share=share,
        )
    return f"{told} {sentences.reports(named, reports_naming_a_weapon(dataset(), filters), words)}{_uneven(filters, words)}"


def _uneven(filters: Filters, words: Words) -> str:
    """A caution where preliminary events name a weapon far more often, or less often, than the others."""
    found = incidents.counts(dataset(), filters)
    preliminary, final = (found[found.preliminary == part] for part in (True, False))
    if min(preliminary.events.sum(), final.events.sum()) < FEWEST_FOR_SHARE:
        return ""
    share, other = (float(part.with_weapon.sum() / part.events.sum()) for part in (preliminary, final))
    if abs(share - other) < _APART:
        return ""
    return " " + words.t(
        "Of the preliminary events {share} name a weapon, of the others {other}: releases differ in the texts that come with "
        "them, so a rise or fall between them is no trend in arms.",
        share=words.percent(share), other=words.percent(other),
    )  # fmt: skip


@cached_copies
def violence_chart(filters: Filters, words: Words) -> Chart:
    """Events a year by type of violence, whichever type is chosen."""
    opened = filters.picking("violence", None)
    found, preliminary = incidents.violence_by_year(dataset(), opened), incidents.violence_by_year(dataset(), opened, True)
    groups = {kind: (words.t(VIOLENCE_NAMES[kind]), VIOLENCE_COLOURS[kind]) for kind in VIOLENCE}
    chosen = chosen_groups(filters, "violence")
    return Chart(
        incident_charts.mix(
            found,
            preliminary,
            groups,
            None,
            chosen,
            _span(filters),
            words,
            place_coverage.gaps_on_axis(dataset(), filters.countries),
        ),
        words.t("Events by type of violence"),
        _said(found, preliminary, {kind: name for kind, (name, _) in groups.items()}, words),
        (words.t("Events a year."), *_pale(chosen, words)),
        (source_roles.EVENTS,),
    )


def chosen_groups(filters: Filters, of: str) -> tuple[str, ...]:
    """The groups of a chart that are in force."""
    if of == "violence":
        return tuple(value for name, value in filters.picks if name == "violence")
    return tuple(dict.fromkeys(code if code == NOT_REPORTED else code[0] for code in filters.weapons))


def _pale(chosen: tuple[str, ...], words: Words) -> list[str]:
    return [words.t("Pale: what is not chosen.")] if chosen else []


def _span(filters: Filters) -> tuple[int, int]:
    return filters.span(all_years(dataset()))


def _said(found: pd.DataFrame, preliminary: pd.DataFrame, names: dict[str, str], words: Words) -> str:
    """The chart in words: its groups by size, and what of it is preliminary."""
    totals = found.groupby("group").events.sum().sort_values(ascending=False)
    listed = "; ".join(f"{names[str(group)]}: {words.number(int(n))}" for group, n in totals.items())
    told = words.t("Chart of events a year by group. {groups}.", groups=listed or words.t("None on record"))
    return " ".join(filter(None, (told, preliminary_marks.said(preliminary.year, words))))
