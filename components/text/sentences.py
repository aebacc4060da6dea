"""What a selection shows, in sentences: each with its period and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from components.current import dataset
from components.text.coverage_words import gaps_chosen
from components.text.edition_words import titled
from components.text.words import Words
from data.analysis import crossing
from data.model import source_roles
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects import country_months, country_years, incidents, routes


@dataclass(frozen=True)
class Sentence:
    """A sentence and the ids of the sources it rests on."""

    text: str
    sources: tuple[str, ...]


def summary(filters: Filters, words: Words) -> list[Sentence]:
    """Events, those that UCDP may revise, and those hidden; gaps in chosen years; weapons named in events; flows and routes.
    Nothing on record is said so.
    """
    found = crossing.summary(dataset(), filters)
    where = words.join(words.area(a) for a in filters.areas) if filters.areas else words.t("all countries covered")
    return [
        _events(found, filters, where, words),
        *_hidden(filters, words),
        *_gap(filters, words),
        _weapons(found, filters, words),
        _flows_and_routes(found, filters, words),
    ]


def _hidden(filters: Filters, words: Words) -> list[Sentence]:
    """Short, since the page below must not move much where a click changes it: `hidden_events` says the rest."""
    n, _ = incidents.hidden(dataset(), filters)
    said = words.n("{n} more is hidden as only possible.", "{n} more are hidden as only possible.", n)
    return [Sentence(said, (source_roles.EVENTS,))] if n else []


def hidden_events(filters: Filters, words: Words) -> str:
    """How many events the evidence filter hides; empty where it hides none."""
    events, deaths = incidents.hidden(dataset(), filters)
    if not events:
        return ""
    return words.n(
        "{n} more event with {deaths} is hidden: only possible, since UCDP has not cleared it.",
        "{n} more events with {deaths} are hidden: only possible, since UCDP has not cleared them.",
        events, deaths=words.n("{n} death", "{n} deaths", deaths),
    )  # fmt: skip


def _events(found: crossing.Summary, filters: Filters, where: str, words: Words) -> Sentence:
    if found.years is None:
        text = words.t("The record holds no event for this selection in {where}.", where=where)
    else:
        events = words.n("{n} event", "{n} events", found.events)
        deaths = words.n("{n} death", "{n} deaths", found.deaths)
        first, last = found.years
        values = {"where": where, "events": events, "deaths": deaths}
        if first == last:
            text = words.t("In {year} the record holds {events} with {deaths} in {where}.", year=first, **values)
        else:
            text = words.t(
                "Between {first} and {last} the record holds {events} with {deaths} in {where}.",
                first=first, last=last, **values,
            )  # fmt: skip
        text = " ".join(filter(None, (text, _preliminary(found.events, filters, words))))
    return Sentence(text, (source_roles.EVENTS,))


def _preliminary(events: int, filters: Filters, words: Words) -> str:
    """How many of the events UCDP may revise; empty where it is none."""
    n = int(incidents.by_year(dataset(), filters, True).events.sum())
    if not n:
        return ""
    if n == events:
        return words.n("It is preliminary.", "All are preliminary.", n)
    return words.n("{n} of them is preliminary.", "{n} of them are preliminary.", n)


def _gap(filters: Filters, words: Words) -> list[Sentence]:
    """Of years that somebody chose: the days of which places are not known, and what UCDP counts there without places."""
    gaps = gaps_chosen(filters, words)
    if not gaps:
        return []
    told, totals, later = [], country_years.beside_events(dataset(), filters), country_months.later_beside(dataset(), filters)
    if len(totals):
        told.append(_total(totals, words))
    if len(later):
        told.append(words.t("{total} (preliminary)", total=_total(later, words)))
    if running := _running(filters, words):
        told.append(running)
    if not told:
        return [Sentence(" ".join(gaps), (source_roles.EVENTS,))]
    counted = words.t("UCDP's country totals: {list}.", list=words.join(told))
    months = (source_roles.MONTH_TOTALS,) if len(later) or running else ()
    sources = (*((source_roles.YEAR_TOTALS,) if len(totals) else ()), *months)
    return [Sentence(" ".join((*gaps, counted)), sources)]


def _running(filters: Filters, words: Words) -> str:
    """The latest twelve months, where they end in a year that was asked for and that no total of a year covers."""
    found = country_months.newest(dataset(), filters.countries)
    known = len(country_months.beside_events(dataset(), filters)) and found and found.listed == len(filters.countries)
    if not found or not known or found.end.month == 12 or not filters.years[0] <= found.end.year <= filters.years[-1]:
        return ""
    deaths = words.n("{n} death", "{n} deaths", found.deaths)
    total = words.t("{deaths} in the twelve months to {month}", deaths=deaths, month=words.month(found.end))
    return total if found.final else words.t("{total} (preliminary)", total=total)


def _total(years: pd.DataFrame, words: Words) -> str:
    """Columns year, deaths."""
    deaths = words.n("{n} death", "{n} deaths", int(years.deaths.sum()))
    return words.t("{deaths} in {years}", deaths=deaths, years=words.years(int(years.year.min()), int(years.year.max())))


def _weapons(found: crossing.Summary, filters: Filters, words: Words) -> Sentence:
    if found.events and filters.weapons:
        text = _chosen(found, filters, words)
    elif not found.events:
        text = words.t("So nothing can be said about weapons in events.")
    elif not found.events_with_weapon or found.commonest_weapon is None:
        text = words.n(
            "It names no weapon: that is a gap in reporting, not an absence of arms.",
            "None of them names a weapon: that is a gap in reporting, not an absence of arms.",
            found.events,
        )
    elif found.events == 1:
        text = words.t("The weapon that it names: {weapon}.", weapon=words.weapon_briefly(found.commonest_weapon))
    else:
        share = found.events_with_weapon / found.events
        text = words.t(
            "A weapon is named in {share} of these events, most often: {weapon}.",
            share=words.percent(share), weapon=words.weapon_briefly(found.commonest_weapon),
        )  # fmt: skip
        text += " " + reports(found.events_with_weapon, found.reports_with_weapon, words)
    return Sentence(text, (source_roles.EVENTS,))


def _chosen(found: crossing.Summary, filters: Filters, words: Words) -> str:
    """Of events chosen by a weapon, how many name one follows from the choice: what tells something is their share of all."""
    every = crossing.summary(dataset(), filters.without("weapons")).events
    lines = [
        words.t(
            "They are {share} of the {events} on record here whatever weapon is named.",
            share=words.percent(found.events / every), events=words.n("{n} event", "{n} events", every),
        )
    ]  # fmt: skip
    if found.commonest_weapon:
        lines.append(words.t("Named most often: {weapon}.", weapon=words.weapon_briefly(found.commonest_weapon)))
        lines.append(reports(found.events_with_weapon, found.reports_with_weapon, words))
    return " ".join(lines)


def reports(events: int, told: int, words: Words) -> str:
    """How many reports stand behind the events that name a weapon: one story split into several events is one."""
    if events == 1:
        return words.t("One event, from one report, names a weapon.")
    return words.n(
        "Events that name a weapon: {events}, from {n} report.", "Events that name a weapon: {events}, from {n} reports.",
        told, events=words.number(events),
    )  # fmt: skip


def _flows_and_routes(found: crossing.Summary, filters: Filters, words: Words) -> Sentence:
    """Flows kind by kind, each with its own years, and corridors."""
    listed = [f"{words.flows({kind: found.flows[kind]})} ({words.years(*years)})" for kind, years in found.flow_years.items()]
    if found.routes:
        listed.append(words.n("{n} corridor", "{n} corridors", found.routes))
    values = {"list": words.join(listed)}
    if not listed:
        text = words.t("No flow and no corridor is on record for this selection.")
    elif not found.routes:
        text = words.t("Also on record: {list}, but no corridor.", **values)
    elif not found.borders:
        text = words.n("Also on record: {list}, which crosses no land border.",
                       "Also on record: {list}; the corridors cross no land border.", found.routes, **values)  # fmt: skip
    else:
        values["borders"] = words.n("{n} land border", "{n} land borders", found.borders)
        text = words.n("Also on record: {list}, which crosses {borders}.",
                       "Also on record: {list}; the corridors cross {borders}.", found.routes, **values)  # fmt: skip
    said = " ".join(filter(None, (text, older_corridors(filters, words))))
    return Sentence(said, (source_roles.TRANSFER_REGISTER, source_roles.OWN_TABLES))


def older_corridors(filters: Filters, words: Words) -> str:
    """Of corridors in chosen years, how many rest on sources from before them; empty for none. Few sources say when one ended."""
    found = routes.matching(dataset(), filters)
    older = int((found.source_year < filters.years[0]).sum()) if filters.years else 0
    if not older:
        return ""
    return words.n(
        "{n} corridor rests on a source from before {year}: whether it was still in use is not known here.",
        "{n} corridors rest on sources from before {year}: whether they were still in use is not known here.",
        older, year=filters.years[0],
    )  # fmt: skip


def not_drawn(missing: Mapping[str, int], words: Words) -> str:
    """The flows of each kind that a map cannot draw; empty if it draws all."""
    if not any(missing.values()):
        return ""
    return words.t("Not drawn, since they name too few places: {flows}.", flows=words.flows(missing))


def boundaries(words: Words) -> str:
    """What stands with every map and every file that holds places."""
    return words.t(
        "The boundaries and names shown do not imply official endorsement or acceptance. Dashed: undetermined boundary; "
        "dotted: Abyei, final status not yet determined. Corridors and arrows are indicative."
    )


def in_files(words: Words) -> str:
    """What stands in every file that holds places."""
    return words.t(
        "Boundaries and names do not imply official endorsement or acceptance. Lines of corridors and flows are indicative. "
        "Absence of records is not absence of arms."
    )


def credit(source: str, words: Words) -> str:
    """Whom to credit for records of a source: publisher, title, version and licence."""
    if source not in SOURCES:
        return source
    found = SOURCES[source]
    return f"{found.publisher}: {titled(source, words)} ({words.t(found.licence)})"
