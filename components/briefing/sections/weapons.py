"""6 With which weapons: categories and red lines on record, and how often no weapon is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.briefing.sections import national
from components.briefing.value import Mark, Section, State, Statement, Strip, Text
from components.briefing.wording import Wording
from components.text import sentences
from components.text.words import N_
from data.analysis.arms_on_record import Span
from data.analysis.red_lines import Standing
from data.model import source_roles

SUBJECT_NAMES = {
    "incidents": N_("events"),
    "flows": N_("flows"),
    "routes": N_("corridors"),
    "holdings": N_("holdings"),
}


def section(wording: Wording) -> Section:
    words, found = wording.words, wording.facts.weapons
    categories = Strip(
        words.t("Weapon categories on record"),
        tuple(
            Mark(code, words.weapon(code), _state(span, wording), _where(span, wording))
            for code, span in found.categories.items()
        ),
        _legend(wording),
    )
    lines = Strip(
        words.t("Red lines: weapons that are a warning, State deliveries included"),
        tuple(_line(standing, wording) for standing in found.red_lines),
        _legend(wording),
    )
    return Section(
        "weapons", words.t("With which weapons"), (categories, lines, Text((unreported(wording), *national.statements(wording))))
    )


def _state(span: Span, wording: Wording) -> State:
    if span.first is None:
        return "none"
    return "new" if span.first >= wording.facts.new_since else "recorded"


def _legend(wording: Wording) -> tuple[tuple[State, str], ...]:
    words, since = wording.words, wording.facts.new_since
    return (
        ("new", words.t("first recorded in {year} or later", year=since)),
        ("recorded", words.t("first recorded before {year}", year=since)),
        ("none", words.t("not on record or not told apart: no proof of absence")),
    )


def _where(span: Span, wording: Wording) -> str:
    """Years on record and which tables hold a record: `2011–2025: flows, corridors`."""
    words = wording.words
    if span.first is None:
        return words.t("not on record")
    subjects = ", ".join(words.t(SUBJECT_NAMES[subject]) for subject in span.subjects)
    return words.labelled(words.years(span.first, span.last), subjects)


def _line(standing: Standing, wording: Wording) -> Mark:
    words, told, untold = wording.words, standing.told, standing.untold_beyond
    parts = [] if told.first is None else [words.years(told.first, told.last)]
    if untold.first is not None:
        parts.append(words.t("not told apart ({years})", years=words.years(untold.first, untold.last)))
    detail = wording.side_by_side(parts) or words.t("not on record")
    return Mark(standing.line.name, words.t(standing.line.label), _state(told, wording), detail)


def unreported(wording: Wording) -> Statement:
    """The share of events for which no weapon is reported."""
    words, found = wording.words, wording.facts.weapons
    if not found.events or found.years is None:
        return wording.said("No event is on record, so nothing can be said about weapons in events.", source_roles.EVENTS)
    values: dict[str, Any] = {"years": words.years(*found.years), "share": words.percent(1 - found.named / found.events)}
    evidence = wording.rows("incidents", (), ("NR",))
    if found.commonest is None:
        return wording.said(
            "No weapon is reported in **any** event on record ({years}): a gap in reporting, not an absence of arms.",
            source_roles.EVENTS, evidence=evidence, years=values["years"],
        )  # fmt: skip
    told = f" {sentences.reports(found.named, found.reports, words)}"
    if found.named == found.events:
        stated = wording.said(
            "A weapon is reported in **each** of the events on record ({years}), most often: {weapon}.",
            source_roles.EVENTS, weapon=wording.arms((found.commonest,), 1), years=values["years"],
        )  # fmt: skip
    else:
        stated = wording.said(
            "No weapon is reported in **{share}** of the events on record ({years}); where one is, most often: {weapon}.",
            source_roles.EVENTS, evidence=evidence, weapon=wording.arms((found.commonest,), 1), **values,
        )  # fmt: skip
    return replace(stated, text=stated.text + told)
