"""1 What is new: the latest that the sources hold, each with its period; the latest day first, after the latest totals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from components.briefing.sections import brief
from components.briefing.sections.milestones import milestone
from components.briefing.value import Facts, Section, Statement
from components.briefing.wording import Wording
from components.text.instrument_names import BODY_NAMES
from data.model import source_roles
from data.subjects import instruments

#: So many stand on paper.
SHOWN = 3
_Dated = tuple[datetime.date, Statement]


def section(wording: Wording) -> Section:
    words = wording.words
    totals = brief.newest(wording) or brief.totals(wording)
    # What is known to the year alone stands behind what is known to the day.
    dated = [*memberships(wording), *phases(wording), *flows(wording), *deliveries(wording)]
    dated.sort(key=lambda one: one[0], reverse=True)
    said = (*((totals,) if totals else ()), *(statement for _, statement in dated))
    return Section("new", words.t("What is new"), (Facts(said, empty=words.t("Nothing new is on record."), shown=SHOWN),))


def memberships(wording: Wording) -> Iterator[_Dated]:
    """Countries that left a body on which an instrument of arms control rests."""
    words, found = wording.words, instruments.ended(wording.facts.place.instruments)
    for (name, day), rows in found.groupby(["instrument", "membership_ended"]):
        countries = words.join(words.country(country) for country in rows.country)
        body = words.t(BODY_NAMES[instruments.BODIES[str(name)]])
        said = wording.said("**{date}**: {countries} left {body}.", *wording.documents(rows), date=words.date(day),
                          countries=countries, body=body)  # fmt: skip
        yield day.date(), said


def phases(wording: Wording) -> Iterator[_Dated]:
    """Phases that began in the years that count as new, the latest one."""
    words = wording.words
    begun = [phase for phase in wording.facts.phases if phase.since.year >= wording.facts.new_since]
    for phase in sorted(begun, key=lambda phase: phase.since)[-1:]:
        name = words.phase(phase.phase)
        why = milestone(phase)
        values: dict[str, Any] = {"month": words.month(phase.since), "phase": words.labelled(words.country(phase.country), name)}
        document = wording.document(phase.title, phase.ref)
        if why is None:
            yield phase.since, wording.said("**{month}**: new phase. {phase}.", document, reading=True, **values)
        else:
            yield phase.since, wording.said("**{month}**: new phase. {phase} ({milestone}).", document, reading=True,
                                          milestone=words.t(why), **values)  # fmt: skip


def flows(wording: Wording) -> Iterator[_Dated]:
    """The latest illicit flow on record, and the latest seizure or collection."""
    words, origins = wording.words, wording.facts.origins
    kinds = (
        ("illicit", wording.illicit, words.t("latest illicit flow or capture on record")),
        ("collected", origins.collected, words.t("latest seizure or collection on record")),
    )
    for kind, found, name in kinds:
        for row in found[:1].to_dict("records"):
            years = words.years(row["start_year"], row["end_year"])
            mechanism = wording.as_far_as_confirmed(words.t(row["mechanism"]), row["reliability"])
            said = wording.said(
                "**{years}**, {name}: {arms} ({mechanism}).",
                *wording.documents(found[:1]), evidence=wording.rows("flows", (row["start_year"], row["end_year"]), (), kind),
                years=years, name=name, arms=wording.recorded_arms(row["weapons"], 2), mechanism=mechanism,
            )  # fmt: skip
            yield datetime.date(int(row["end_year"]), 1, 1), said


def deliveries(wording: Wording) -> Iterator[_Dated]:
    """Deliveries of major arms in the latest year in which the register holds any."""
    words, latest = wording.words, wording.facts.origins.latest
    if latest is None:
        return
    states = words.n("{n} State", "{n} States", len(latest.suppliers))
    if wording.internal and len(latest.suppliers) <= SHOWN:
        states = words.join(words.country(country) for country in latest.suppliers)
    said = wording.said(
        "**{year}**, latest deliveries of major arms on record, from {states}: {arms}.",
        source_roles.TRANSFER_REGISTER, evidence=wording.rows("flows", (latest.year, latest.year), (), "authorised"),
        year=latest.year, states=states, arms=wording.arms(latest.weapons, 3),
    )  # fmt: skip
    yield datetime.date(latest.year, 1, 1), said
