"""3 What we do not know: each gap, who probably holds the answer, and the question to ask."""

from __future__ import annotations

import datetime

from components.briefing.value import Facts, Section, Statement
from components.briefing.wording import Wording
from components.text.words import N_
from data.analysis.gaps import Gap

#: So many stand on paper.
SHOWN = 3
#: Who probably holds the answer, and the question, by kind of gap.
ASKED = {
    "events": (N_("UCDP, ACLED, police"), N_("Which ones, with which weapons?")),
    "weapons": (N_("police, forensic services, UNMAS"), N_("Which weapons were found, with which marks?")),
    "places": (N_("UCDP, national authorities"), N_("Which events are missing, and where?")),
    "seizures": (N_("police, customs, national commission"), N_("What was seized? Can UNODC be told?")),
    "flows": (N_("customs, border police, INTERPOL"), N_("Which cases are known, but not public?")),
    "transfers": (N_("SIPRI, licensing authority"), N_("Which major arms were delivered, and by whom?")),
    "small arms": (N_("licensing authority"), N_("What was imported, and for whom?")),
    "stocks": (N_("ministries of defence and interior"), N_("How many weapons are held, and marked?")),
    "instruments": (N_("ministry of foreign affairs"), N_("Has the country joined since?")),
    "membership": (N_("ministry of foreign affairs, ECOWAS"), N_("Which rules on small arms apply now?")),
    "mandates": (N_("UN country team"), N_("Which projects touch on arms?")),
}


def section(wording: Wording) -> Section:
    """Every gap with whom to ask what, the gravest first."""
    words = wording.words
    said = (Statement(asked(gap, wording), reading=True) for gap in wording.facts.gaps)
    return Section("unknown", words.t("What we do not know"), (Facts(tuple(said), shown=SHOWN),))


def asked(gap: Gap, wording: Wording) -> str:
    """What is missing, who probably knows it, and the question."""
    words, (holders, question) = wording.words, ASKED[gap.kind]
    values = {"missing": missing(gap, wording), "holders": words.t(holders), "question": words.t(question)}
    return words.t("**{missing}**. Ask {holders}: {question}", **values)


def missing(gap: Gap, wording: Wording) -> str:
    """What is missing, in words."""
    words, everybody = wording.words, len(wording.facts.countries)
    if gap.kind == "events" and gap.year and gap.month:
        month = words.month(datetime.date(gap.year, gap.month, 1))
        if gap.later:
            return words.t("Places of events after {month}, but for parts of {years}", month=month, years=words.spans(gap.later))
        return words.t("Events on the map after {month}", month=month)
    if gap.kind == "weapons" and gap.share is not None:
        return words.t("The weapon, in {share} of events", share=words.percent(gap.share))
    if gap.kind == "places" and gap.share == 0:
        return words.t("Every event: none on record holds a death")
    if gap.kind == "places" and gap.share is not None:
        return words.t("The events behind {share} of the deaths that UCDP counts", share=words.percent(1 - gap.share))
    counted = {"n": words.number(len(gap.countries)), "all": words.number(everybody)}
    if wording.region and gap.kind == "seizures":
        return words.t("Seizures: no report by {n} of {all} countries", **counted)
    if wording.region and gap.kind == "stocks":
        return words.t("State stocks of {n} of {all} countries", **counted)
    if wording.region and gap.kind == "instruments":
        return words.n("Treaty standing of {n} country after {year}", "Treaty standing of {n} countries after {year}",
                       len(gap.countries), year=gap.year)  # fmt: skip
    messages = {
        "seizures": words.t("Seizures: nothing reported to UNODC"),
        "flows": words.t("Illicit flows, seizures: none documented"),
        "transfers": words.t("Deliveries of major arms: no register in this set"),
        "small arms": words.t("Small arms imported: no register"),
        "stocks": words.t("State stocks: no figure"),
        "instruments": words.t("Treaty standing after {year}", year=gap.year),
        "membership": words.t("Whether the ECOWAS Convention still binds"),
        "mandates": words.t("Arms-related work of the UN"),
    }
    return messages[gap.kind]
