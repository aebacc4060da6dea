"""4 In brief: a few sentences, each with its period; and the newest figure, with which a briefing begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.briefing.sections.milestones import milestone
from components.briefing.value import OVERVIEW, Section, Statement, Text
from components.briefing.wording import Wording
from components.current import dataset
from components.text.words import N_
from data.analysis.trends import Change
from data.model import source_roles
from data.model.categories import PHASES
from data.query.years import FIRST_YEAR
from data.subjects import country_months, country_years, national

#: How the latest year on the map is said, by whether UCDP may still revise its events.
LAST_YEAR = {True: N_("the last year known by place, still preliminary"), False: N_("the last year known by place")}


def section(wording: Wording) -> Section:
    return Section("brief", wording.words.t("In brief"), (Text((phase(wording), places(wording), movements(wording))),))


def newest(wording: Wording) -> Statement | None:
    """The latest twelve months of which UCDP counts deaths, whether they are final, and the whole years before."""
    words, found = wording.words, wording.facts.happening.newest
    if found is None:
        return None
    values: dict[str, Any] = {
        "month": words.month(found.end),
        "deaths": words.n("{n} death", "{n} deaths", found.deaths),
        "events": words.n("{n} event", "{n} events", found.events),
    }
    if not found.deaths:
        text = words.t("In the twelve months to **{month}** UCDP counts no death (preliminary).", month=words.month(found.end))
    elif wording.region and found.listed < len(wording.facts.countries):
        text = words.t(
            "In the twelve months to **{month}** UCDP counts **{deaths}** in {events} in the {listed} of {all} countries that "
            "its list names (preliminary).",
            listed=words.number(found.listed), all=words.number(len(wording.facts.countries)), **values,
        )  # fmt: skip
    elif found.final:
        text = words.t("In the twelve months to **{month}** UCDP counts **{deaths}** in {events}.", **values)
    else:
        text = words.t("In the twelve months to **{month}** UCDP counts **{deaths}** in {events} (preliminary).", **values)
    before = wording.facts.happening.totals
    if before is None:
        return Statement(text, (source_roles.MONTH_TOTALS,), wording.rows(OVERVIEW))
    text += f" {_years_before(before, wording)}"
    return Statement(text, (source_roles.MONTH_TOTALS, source_roles.YEAR_TOTALS), wording.rows(OVERVIEW))


def _years_before(totals: Change, wording: Wording) -> str:
    """The two whole years before the latest twelve months, those that UCDP may still revise first; and their events, where they
    are counted by month.
    """
    words, countries = wording.words, wording.facts.countries
    later = country_months.later_years(dataset(), countries, totals.year)
    deaths = [
        words.t("{n} in {year} (preliminary)", n=words.number(int(row.deaths)), year=int(row.year))
        for row in later[::-1].itertuples()
    ]
    for year, counted in ((totals.year, totals.now), (totals.year - 1, totals.before)):
        deaths.append(words.t("{n} in {year}", n=words.number(counted), year=year))
    said = words.t("By year: {list}.", list=words.join(deaths[:2]))
    # Beside a country's own counts two pages have no room for more.
    told = len(countries) == 1 and national.latest(dataset(), countries) is None
    events = country_months.events_by_year(dataset(), countries[0]) if told else {}
    known = [year for year in (*later.year[::-1], totals.year, totals.year - 1)[:2] if year in events]
    if not any(events[year] for year in known):
        return said
    each = ({"n": words.number(events[year]), "year": year} for year in known)
    listed = words.join(
        words.t("{n} in {year} (preliminary)", **one) if one["year"] > totals.year else words.t("{n} in {year}", **one)
        for one in each
    )
    return f"{said} {words.t('Events in the same count: {list}.', list=listed)}"


def phase(wording: Wording) -> Statement:
    """The phase today and since which milestone; for several countries, how many are in which."""
    words, today = wording.words, wording.facts.phases
    sources = (
        source_roles.OWN_TABLES,
        *dict.fromkeys(wording.document(found.title, found.ref) for found in today[:1] if not wording.region),
    )
    if wording.region:
        parts = []
        for name in PHASES:
            countries = wording.facts.in_phase(name)
            if countries:
                parts.append(words.labelled(words.phase(name), f"**{words.number(len(countries))}**"))
        listed = wording.side_by_side(parts)
        return wording.said("Conflict phases today, by number of countries: {list}.", *sources, reading=True, list=listed)
    if not today:
        return wording.said("The conflict phase is not classified.", *sources, reading=True)
    found = today[0]
    since = words.t("at least {year}", year=FIRST_YEAR) if found.since.year == FIRST_YEAR else words.month(found.since)
    why = milestone(found)
    values: dict[str, Any] = {"phase": words.phase(found.phase), "since": since}
    if why is None:
        return wording.said("Conflict phase today: **{phase}**, since **{since}**.", *sources, reading=True, **values)
    return wording.said(
        "Conflict phase today: **{phase}**, since **{since}** ({milestone}).",
        *sources, reading=True, milestone=words.t(why), **values,
    )  # fmt: skip


def totals(wording: Wording) -> Statement | None:
    """Deaths in UCDP's country totals: the latest year against the year before and the mean."""
    change = wording.facts.happening.totals
    if change is None:
        return None
    text = compared(change, wording)
    return Statement(text, (source_roles.YEAR_TOTALS,), wording.rows(OVERVIEW))


def compared(change: Change, wording: Wording) -> str:
    """A yearly number of deaths in a sentence."""
    words = wording.words
    values = {
        "year": change.year,
        "before_year": change.year - 1,
        "deaths": words.n("{n} death", "{n} deaths", change.now),
        "before": words.number(change.before),
        "first": change.year - 5,
        "last": change.year - 1,
        "mean": wording.mean(change.mean),
    }
    if change.direction == "none":
        return words.t(
            "The Uppsala Conflict Data Program (UCDP) counts no death in organised violence in {before_year} and **{year}**.",
            **values,
        )
    messages = {
        "up": words.t(
            "In **{year}** the Uppsala Conflict Data Program (UCDP) counts **{deaths}** in organised violence, more than in "
            "{before_year} ({before}); the mean of {first}–{last} is {mean} a year.",
            **values,
        ),
        "down": words.t(
            "In **{year}** the Uppsala Conflict Data Program (UCDP) counts **{deaths}** in organised violence, fewer than in "
            "{before_year} ({before}); the mean of {first}–{last} is {mean} a year.",
            **values,
        ),
        "flat": words.t(
            "In **{year}** the Uppsala Conflict Data Program (UCDP) counts **{deaths}** in organised violence, about as many "
            "as in {before_year} ({before}); the mean of {first}–{last} is {mean} a year.",
            **values,
        ),
    }
    return messages[change.direction]


def places(wording: Wording) -> Statement:
    """Events in the last year known by place, and where most of them happened; UCDP's own count where they hold little of it."""
    words, found = wording.words, wording.facts.happening
    said = _last_year(wording)
    if found.last_event is None or found.events.year not in country_years.incomplete_years(dataset(), wording.facts.countries):
        return said
    total = country_years.deaths_by_year(dataset(), wording.facts.countries, (found.events.year,)).deaths.sum()
    text = (
        f"{said.text} {words.t('UCDP counts {deaths} in all that year.', deaths=words.n('{n} death', '{n} deaths', int(total)))}"
    )
    return replace(said, text=text, sources=(*said.sources, source_roles.YEAR_TOTALS))


def _last_year(wording: Wording) -> Statement:
    words, found = wording.words, wording.facts.happening
    year, evidence = found.events.year, wording.rows("incidents", (found.events.year, found.events.year))
    if found.last_event is None:
        return wording.said(
            "No event with a known place is on record in {first}–{last}.", source_roles.EVENTS, first=FIRST_YEAR, last=year
        )
    which = words.t(LAST_YEAR[found.preliminary])
    if not found.events.now:
        return wording.said(
            "In **{year}**, {which}, no event is on record; the latest one dates from {last}.",
            source_roles.EVENTS, evidence=wording.rows("incidents"), year=year, which=which, last=found.last_event,
        )  # fmt: skip
    values: dict[str, Any] = {
        "year": year,
        "which": which,
        "events": words.n("{n} event", "{n} events", found.events.now),
        "deaths": words.n("{n} death", "{n} deaths", found.deaths.now),
    }
    if not found.top or found.top_years != (year, year):
        return wording.said(
            "In **{year}**, {which}: **{events}** with {deaths}.", source_roles.EVENTS, evidence=evidence, **values
        )
    here = words.n("in **{place}**", "most events in **{place}**", found.events.now, place=words.admin1(found.top[0][0]))
    return wording.said(
        "In **{year}**, {which}: **{events}** with {deaths}, {here}.", source_roles.EVENTS, evidence=evidence, here=here, **values
    )


def movements(wording: Wording) -> Statement:
    """Flows, corridors and deliveries on record."""
    words, found = wording.words, wording.facts.origins
    parts, sources = [], []
    if len(found.illicit):
        years = words.years(int(found.illicit.start_year.min()), int(found.illicit.end_year.max()))
        flows = words.n("**{n} illicit flow**", "**{n} illicit flows**", len(found.illicit))
        parts.append(f"{flows} ({years})")
        sources.append(source_roles.OWN_TABLES)
    if found.corridors.count:
        parts.append(words.n("**{n} corridor**", "**{n} corridors**", found.corridors.count))
        sources.append(source_roles.OWN_TABLES)
    if found.suppliers and found.years:
        states = words.n(
            "deliveries of major arms from **{n} State**", "deliveries of major arms from **{n} States**", len(found.suppliers)
        )
        parts.append(f"{states} ({words.years(*found.years)})")
        sources.append(source_roles.TRANSFER_REGISTER)
    if not parts and found.years is None:
        return wording.said(
            "No illicit flow and no corridor is on record; this set holds no register of deliveries of major arms.",
            source_roles.OWN_TABLES,
        )
    if not parts:
        return wording.said("No illicit flow, no corridor and no delivery of major arms is on record.",
                          source_roles.TRANSFER_REGISTER, source_roles.OWN_TABLES)  # fmt: skip
    return wording.said(
        "On record for arms on the move: {list}.", *sources, evidence=wording.rows("flows"), list=words.join(parts)
    )
