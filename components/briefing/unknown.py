"""7 What we do not know: each gap, who probably holds the answer, and the question to ask."""

from __future__ import annotations

import datetime

from components.briefing.value import Section, Table
from components.briefing.voice import Voice
from components.words import N_
from data.gaps import Gap

_MOST, _MOST_REGION = 5, 3
#: Who probably holds the answer, and the question, by kind of gap.
ASKED = {
    "events": (N_("UCDP, ACLED, police"), N_("Which events since, with which weapons?")),
    "weapons": (N_("police, forensic services, UNMAS"), N_("Which weapons were found, with which marks?")),
    "places": (N_("UCDP, national authorities"), N_("Which events are missing, and where?")),
    "seizures": (N_("police, customs, national commission"), N_("What was seized? Can UNODC be told?")),
    "flows": (N_("customs, border police, INTERPOL"), N_("Which cases are known, but not public?")),
    "small arms": (N_("licensing authority"), N_("What was imported, and for whom?")),
    "stocks": (N_("ministries of defence and interior"), N_("How many weapons are held, and marked?")),
    "instruments": (N_("ministry of foreign affairs"), N_("Has the country joined since?")),
    "mandates": (N_("UN country team"), N_("Which projects touch on arms?")),
}


def section(voice: Voice) -> Section:
    words, gaps = voice.words, voice.facts.gaps[: _MOST_REGION if voice.region else _MOST]
    rows = tuple((missing(gap, voice), *(words.t(message) for message in ASKED[gap.kind])) for gap in gaps)
    return Section(
        "unknown",
        words.t("What we do not know"),
        (
            Table(
                heading="",
                header=(words.t("Missing"), words.t("Probably known to"), words.t("Question to ask")),
                rows=rows,
                note=words.t("Absence of records is never absence of arms. Who knows, what to ask: our reading."),
                left_out=len(voice.facts.gaps) - len(gaps),
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
        return words.t("Some events: {share} of deaths are on the map", share=words.percent(gap.share))
    counted = {"n": words.number(len(gap.countries)), "all": words.number(everybody)}
    if voice.region and gap.kind == "seizures":
        return words.t("Seizures: no report by {n} of {all} countries", **counted)
    if voice.region and gap.kind == "stocks":
        return words.t("State stocks of {n} of {all} countries", **counted)
    if voice.region and gap.kind == "instruments":
        return words.t("Treaty standing of {n} countries after {year}", n=counted["n"], year=gap.year)
    messages = {
        "seizures": words.t("Seizures: nothing reported to UNODC"),
        "flows": words.t("Illicit flows, seizures: none documented"),
        "small arms": words.t("Small arms imported: no register"),
        "stocks": words.t("State stocks: no figure"),
        "instruments": words.t("Treaty standing after {year}", year=gap.year),
        "mandates": words.t("Arms-related work of the UN"),
    }
    return messages[gap.kind]
