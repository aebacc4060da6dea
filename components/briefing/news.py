"""1 What is new: the latest that the sources hold, each with its period; the latest day first, after the latest totals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from components.briefing import brief
from components.briefing.milestones import milestone
from components.briefing.value import Facts, Section, Statement
from components.briefing.voice import Voice
from components.text.instrument_names import BODY_NAMES
from data.subjects import instruments

#: So many stand on paper.
SHOWN = 3
_Dated = tuple[datetime.date, Statement]


def section(voice: Voice) -> Section:
    words = voice.words
    totals = brief.newest(voice) or brief.totals(voice)
    # What is known to the year alone stands behind what is known to the day.
    dated = [*memberships(voice), *phases(voice), *flows(voice), *deliveries(voice)]
    dated.sort(key=lambda one: one[0], reverse=True)
    said = (*((totals,) if totals else ()), *(statement for _, statement in dated))
    return Section("new", words.t("What is new"), (Facts(said, empty=words.t("Nothing new is on record."), shown=SHOWN),))


def memberships(voice: Voice) -> Iterator[_Dated]:
    """Countries that left a body on which an instrument of arms control rests."""
    words, found = voice.words, instruments.ended(voice.facts.place.instruments)
    for (name, day), rows in found.groupby(["instrument", "membership_ended"]):
        countries = words.join(words.country(country) for country in rows.country)
        body = words.t(BODY_NAMES[instruments.BODIES[str(name)]])
        said = voice.said("**{date}**: {countries} left {body}.", *voice.documents(rows), date=words.date(day),
                          countries=countries, body=body)  # fmt: skip
        yield day.date(), said


def phases(voice: Voice) -> Iterator[_Dated]:
    """Phases that began in the years that count as new, the latest one."""
    words = voice.words
    begun = [phase for phase in voice.facts.phases if phase.since.year >= voice.facts.new_since]
    for phase in sorted(begun, key=lambda phase: phase.since)[-1:]:
        name = words.phase(phase.phase)
        why = milestone(phase)
        values: dict[str, Any] = {"month": words.month(phase.since), "phase": words.labelled(words.country(phase.country), name)}
        document = voice.document(phase.title, phase.ref)
        if why is None:
            yield phase.since, voice.said("**{month}**: new phase. {phase}.", document, reading=True, **values)
        else:
            yield phase.since, voice.said("**{month}**: new phase. {phase} ({milestone}).", document, reading=True,
                                          milestone=words.t(why), **values)  # fmt: skip


def flows(voice: Voice) -> Iterator[_Dated]:
    """The latest illicit flow on record, and the latest seizure or collection."""
    words, origins = voice.words, voice.facts.origins
    kinds = (
        ("illicit", voice.illicit, words.t("latest illicit flow or capture on record")),
        ("collected", origins.collected, words.t("latest seizure or collection on record")),
    )
    for kind, found, name in kinds:
        for row in found[:1].to_dict("records"):
            years = words.years(row["start_year"], row["end_year"])
            mechanism = voice.as_far_as_confirmed(words.t(row["mechanism"]), row["reliability"])
            said = voice.said(
                "**{years}**, {name}: {arms} ({mechanism}).",
                *voice.documents(found[:1]), evidence=voice.rows("flows", (row["start_year"], row["end_year"]), (), kind),
                years=years, name=name, arms=voice.recorded_arms(row["weapons"], 2), mechanism=mechanism,
            )  # fmt: skip
            yield datetime.date(int(row["end_year"]), 1, 1), said


def deliveries(voice: Voice) -> Iterator[_Dated]:
    """Deliveries of major arms in the latest year in which the register holds any."""
    words, latest = voice.words, voice.facts.origins.latest
    if latest is None:
        return
    states = words.n("{n} State", "{n} States", len(latest.suppliers))
    if voice.internal and len(latest.suppliers) <= SHOWN:
        states = words.join(words.country(country) for country in latest.suppliers)
    said = voice.said(
        "**{year}**, latest deliveries of major arms on record, from {states}: {arms}.",
        "sipri-transfers", evidence=voice.rows("flows", (latest.year, latest.year), (), "authorised"),
        year=latest.year, states=states, arms=voice.arms(latest.weapons, 3),
    )  # fmt: skip
    yield datetime.date(latest.year, 1, 1), said
