"""7 What we do not know: each gap, who probably holds the answer, and the question to ask."""

from __future__ import annotations

import datetime

from components.briefing.value import Section, Table
from components.briefing.voice import Voice
from components.words import N_
from data.gaps import Gap

_MOST = 5
#: Who probably holds the answer, and the question, by kind of gap.
ASKED = {
    "events": (N_("UCDP’s newer releases, ACLED, police"), N_("Which events since then involved which weapons, and where?")),
    "weapons": (
        N_("UNMAS, police and forensic services, Conflict Armament Research"),
        N_("Which weapons, marks and ammunition were found after events?"),
    ),
    "places": (N_("UCDP and national authorities"), N_("Which events are missing on the map, and where?")),
    "seizures": (N_("police, customs, national commission"), N_("What was seized, and can it be reported to UNODC?")),
    "flows": (N_("customs, border police, UNODC, INTERPOL"), N_("Which cases are known and not published?")),
    "small arms": (
        N_("licensing authority, Arms Trade Treaty reports"),
        N_("What was imported, for whom, and how is it stored?"),
    ),
    "stocks": (N_("ministries of defence and interior"), N_("How many weapons are held, marked and registered?")),
    "instruments": (N_("ministry of foreign affairs, UN Treaty Collection"), N_("Has the country joined since?")),
    "mandates": (N_("UN country team"), N_("Which projects touch on arms, and with whom?")),
}


def section(voice: Voice) -> Section:
    words = voice.words
    rows = tuple((missing(gap, voice), *(words.t(message) for message in ASKED[gap.kind])) for gap in voice.facts.gaps[:_MOST])
    return Section(
        "unknown",
        words.t("What we do not know"),
        (
            Table(
                heading="",
                header=(words.t("Missing"), words.t("Who probably knows"), words.t("Question to ask")),
                rows=rows,
                note=words.t("Absence of records is never absence of arms. Who knows, what to ask: our reading."),
            ),
        ),
    )


def missing(gap: Gap, voice: Voice) -> str:
    """What is missing, in words."""
    words, everybody = voice.words, len(voice.facts.countries)
    if gap.kind == "events" and gap.year and gap.month:
        return words.t("Events on the map after {month}", month=words.month(datetime.date(gap.year, gap.month, 1)))
    if gap.kind == "weapons" and gap.share is not None:
        return words.t("The weapon, in {share} of events", share=words.percent(gap.share))
    if gap.kind == "places" and gap.share is not None:
        return words.t("Some events: the map holds {share} of the deaths counted", share=words.percent(gap.share))
    counted = {"n": words.number(len(gap.countries)), "all": words.number(everybody)}
    if voice.region and gap.kind == "seizures":
        return words.t("Seizures: {n} of {all} countries have reported nothing to UNODC", **counted)
    if voice.region and gap.kind == "stocks":
        return words.t("State stocks: no figure for {n} of {all} countries", **counted)
    if voice.region and gap.kind == "instruments":
        return words.t("Treaty standing of {n} countries after {year}", n=counted["n"], year=gap.year)
    messages = {
        "seizures": words.t("Seizures: nothing reported to UNODC"),
        "flows": words.t("Illicit flows and seizures: none documented"),
        "small arms": words.t("Small arms imported: no register holds them"),
        "stocks": words.t("State stocks: no figure"),
        "instruments": words.t("Treaty standing after {year}", year=gap.year),
        "mandates": words.t("Arms-related work of the UN"),
    }
    return messages[gap.kind]
