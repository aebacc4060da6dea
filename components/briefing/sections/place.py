"""8 What is in place: UN presence and mandates, instruments, work on the ground, risk."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.briefing.sections import works
from components.briefing.value import Block, Facts, Section, Statement, Table, Text
from components.briefing.wording import Wording
from components.current import dataset
from components.text.instrument_names import BODY_NAMES, INSTRUMENT_NAMES
from components.text.presence_words import there
from components.text.words import N_
from data.ground.countries import admin1_countries, typographic
from data.model import source_roles
from data.subjects import instruments
from data.subjects.presence import MANDATES
from data.subjects.risk import CONFLICT

_WORKS, _WORKS_REGION, _PRESENCE, _PRESENCE_REGION = 2, 1, 3, 2
#: A presence of which so many mandates are not known is not listed: nothing could be said of it.
_MOST_OF_IT = 4
RISK_NAMES = {
    "Current Conflict Intensity": N_("conflict today"),
    "Projected Conflict Probability": N_("conflict expected"),
}
#: Offices whose name is words and no acronym.
PRESENCE_NAMES = {
    "UN Mission in Colombia": N_("UN Mission in Colombia"),
    "UN Verification Mission in Colombia": N_("UN Verification Mission in Colombia"),
}
COUNTRY_TEAM = "RC office / UNCT"


def section(wording: Wording) -> Section:
    words, told = wording.words, tuple(activities(wording))
    return Section(
        "place",
        words.t("What is in place"),
        (
            presence(wording),
            Facts((*standings(wording), *risk(wording))),
            Facts(
                told,
                _works_title(len(told), wording),
                words.t("No arms-control work is on record here; that does not mean that there is none."),
            ),
        ),
    )


def presence(wording: Wording) -> Block:
    """Missions and offices whose mandate is known, those there first: what of arms is in it. Of the country team's work, which
    is mostly unknown, section 3 asks.
    """
    words, found = wording.words, wording.facts.place.presence
    unread = (found[list(MANDATES)] == "unknown").sum(axis=1) >= _MOST_OF_IT
    offices = found[unread & (found.presence_type != COUNTRY_TEAM) & found.end.isna()]
    found = found[~unread]
    if wording.region:
        found = found[found.presence_type != COUNTRY_TEAM].drop_duplicates("name")
    if found.empty:
        return Text((wording.said("What of arms is in the mandate of the UN here is not known."),))
    # Whatever is there stands first, missions before offices.
    found = found.assign(gone=found.end.notna(), office=found.presence_type == COUNTRY_TEAM)
    found = found.sort_values(["gone", "office", "start"], ascending=[True, True, False], kind="stable")
    rows = []
    most = _PRESENCE_REGION if wording.region else _PRESENCE
    for row in found.head(most).to_dict("records"):
        name = words.t("UN country team") if row["presence_type"] == COUNTRY_TEAM else row["name"]
        name = words.t(PRESENCE_NAMES.get(name, "")) or name
        rows.append((f"{name} ({there(row, words)})", _mandate(row, wording)))
    return Table(
        heading=words.t("UN presence and its arms-related mandate"),
        header=(words.t("Presence"), words.t("Of arms in its mandate")),
        rows=tuple(rows),
        note=" ".join((words.t("What is not named is not in the mandate."), *_there_too(offices, wording))),
        sources=(source_roles.OWN_TABLES,),
        left_out=max(0, len(found) - most),
    )


def _there_too(offices: pd.DataFrame, wording: Wording) -> list[str]:
    """Offices of whose mandate too little is known for a row; a region's list is cut, and says how many more there are."""
    if offices.empty or wording.region:
        return []
    words = wording.words
    return [words.t("There too, with a mandate not known here: {offices}.", offices=words.join(offices.name))]


#: Mandates in few plain words, so that a row of the table stays short.
MANDATES_SHORT = {
    "DDR": N_("disarmament and reintegration"),
    "SSR": N_("security sector reform"),
    "CVR": N_("violence reduction"),
    "mine_action": N_("mine action"),
    "WAM": N_("arms management"),
    "arms_embargo_monitoring": N_("embargo monitoring"),
    "ceasefire_monitoring": N_("ceasefire monitoring"),
}


def _mandate(row: dict[str, str], wording: Wording) -> str:
    """What of arms is in a mandate; and what is not known, which is not said to be missing."""
    words = wording.words
    held, unknown = ([words.t(MANDATES_SHORT[m]) for m in MANDATES if row[m] == flag] for flag in ("yes", "unknown"))
    parts = [", ".join(held)] if held else []
    if unknown:
        parts.append(words.t("not known here: {list}", list=", ".join(unknown)))
    return wording.side_by_side(parts) or words.t("nothing")


def standings(wording: Wording) -> list[Statement]:
    """What has been joined and what not; for a region, by how many."""
    words, found = wording.words, wording.facts.place.instruments
    if wording.region:
        return [*_joined_by_many(found, wording), *membership(wording)]
    joined, outside = instruments.joined(found), instruments.outside(found)
    unverified = instruments.unverified(found)
    said = []
    if len(joined):
        named = words.join(since(row, wording) for row in joined.to_dict("records"))
        said.append(wording.said("**Joined**: {list}.", *wording.documents(joined), list=named))
    if len(outside):
        named = words.join(_outside(row, wording) for row in outside.to_dict("records"))
        said.append(wording.said("**Not joined**: {list}.", *wording.documents(outside), list=named))
    said += membership(wording)
    if len(unverified):
        named = words.join(instrument(name, wording) for name in unverified.instrument)
        said.append(wording.said("**Standing not verified here**: {list}.", *wording.documents(unverified), list=named))
    return said


def _joined_by_many(found: pd.DataFrame, wording: Wording) -> list[Statement]:
    """For a region: how many of the countries that can join each instrument have; those that only one can join are left out."""
    words, able = wording.words, instruments.open_to(found)
    shared = [str(name) for name, rows in able.groupby("instrument") if len(rows) > 1]
    shared.sort(key=lambda name: -len(instruments.joined(able[able.instrument == name])))
    named: dict[str, list[str]] = {}
    for name in shared:
        named.setdefault(joined_by(able[able.instrument == name], wording), []).append(instrument(name, wording))
    parts = [words.labelled(by, ", ".join(names)) for by, names in named.items()]
    counted = able[able.instrument.isin(shared)]
    return [
        wording.said(
            "**Joined**, of the countries that can, as known in {first} to {last}: {list}.",
            source_roles.OWN_TABLES, list=wording.side_by_side(parts),
            first=int(counted.source_year.min()), last=int(counted.source_year.max()),
        )
    ]  # fmt: skip


def joined_by(able: pd.DataFrame, wording: Wording) -> str:
    """How many of the countries to which an instrument is open have joined it, and of how many that is not verified."""
    words, n, unsure = wording.words, len(instruments.joined(able)), len(instruments.unverified(able))
    values = {"joined": words.number(n), "all": words.number(len(able))}
    if not unsure:
        return words.t("{joined} of {all}", **values)
    return words.n("{joined} of {all}, {n} not verified", "{joined} of {all}, {n} not verified", unsure, **values)


def membership(wording: Wording) -> list[Statement]:
    """Instruments that countries joined as members of a body that they have left: neither joined nor not."""
    words, said = wording.words, []
    found = instruments.ended(wording.facts.place.instruments)
    for (name, day), rows in found.groupby(["instrument", "membership_ended"]):
        values: dict[str, Any] = {
            "instrument": instrument(str(name), wording),
            "countries": words.join(words.country(country) for country in rows.country),
            "body": words.t(BODY_NAMES[instruments.BODIES[str(name)]]),
            "date": words.date(day),
        }
        said.append(
            wording.said(
                "**{instrument}**: ratified, but {countries} left {body} on **{date}**; whether it still binds is not known.",
                *wording.documents(rows), **values,
            )
        )  # fmt: skip
    return said


def since(row: dict[Any, Any], wording: Wording) -> str:
    """What has been joined and when; where that day is not known, when it was known to be joined."""
    words, name = wording.words, instrument(row["instrument"], wording)
    if isinstance(row["party_since"], str):
        return f"{name} ({wording.cited(row['party_since'])})"
    return words.t("{name} (by {year})", name=name, year=row["source_year"])


def _outside(row: dict[Any, Any], wording: Wording) -> str:
    words, name = wording.words, instrument(row["instrument"], wording)
    if isinstance(row["signed"], str):
        signed = wording.cited(row["signed"])
        return words.t("{name} (signed {date}; not ratified as of {year})", name=name, date=signed, year=row["source_year"])
    return words.t("{name} (as of {year})", name=name, year=row["source_year"])


def instrument(name: str, wording: Wording) -> str:
    """The name of an instrument without what stands in brackets."""
    return wording.words.t(INSTRUMENT_NAMES[name]).split(" (")[0]


def risk(wording: Wording) -> list[Statement]:
    """INFORM's index with its rank and its conflict components: a baseline from outside, in which arms do not show."""
    words, found = wording.words, wording.facts.place.risk
    if not found:
        return []
    if wording.region:
        ends = [words.t("{country} {value} (rank {rank})", country=words.country(one.country), rank=one.rank,
                        value=wording.one_decimal(one.index)) for one in (*found[:2], found[-1])]  # fmt: skip
        return [wording.said("**INFORM Risk Index {year}**, from {high} to {low}.", source_roles.RISK_INDEX, year=found[0].year,
                           high=words.join(ends[:2]), low=ends[2])]  # fmt: skip
    one = found[0]
    parts = [
        f"{words.t(RISK_NAMES[name])} {wording.one_decimal(one.conflict[name])}" for name in CONFLICT if name in one.conflict
    ]
    return [
        wording.said(
            "**INFORM Risk Index {year}**: **{value}** of 10, rank **{rank}** worldwide (1 is the highest risk); {parts}.",
            source_roles.RISK_INDEX, year=one.year, value=wording.one_decimal(one.index), rank=one.rank, parts=", ".join(parts),
        )
    ]  # fmt: skip


def _works_title(shown: int, wording: Wording) -> str:
    """That there is more on record than the few that are told."""
    words, recorded = wording.words, len(wording.facts.place.activities)
    if shown in (0, recorded):
        return words.t("Work on the ground, with figures as reported")
    return words.t(
        "Work on the ground, with figures as reported ({shown} of {n} on record)",
        shown=words.number(shown), n=words.number(recorded),
    )  # fmt: skip


def activities(wording: Wording) -> list[Statement]:
    """Work on the ground: that with figures first, then the latest. What nobody has put into plain words is left out."""
    words, said = wording.words, []
    seen: set[tuple[str, str | None]] = set()
    for row in wording.facts.place.activities.itertuples():
        kind, figures = works.kind(row.activity_type, words), works.figures(row.figures, words)
        if kind is None or (kind, figures) in seen or (figures is None and kind in {name for name, _ in seen}):
            continue
        seen.add((kind, figures))
        where = ", ".join(filter(None, (_areas(row, wording), _years(row, wording))))
        name = f"**{kind}** ({where})" if where else f"**{kind}**"
        if wording.region:
            name = f"{words.country(row.country)}, {name}"
        # A figure is somebody's: whose stands beside it, and where and when in brackets.
        told = (
            words.t("{figures}, as reported by {publisher}", figures=figures, publisher=row.source_publisher) if figures else ""
        )
        text = words.labelled(name, told) if told else name
        said.append(Statement(text, (wording.document(row.source_title, row.source_ref),)))
        if len(said) == (_WORKS_REGION if wording.region else _WORKS):
            break
    return said


def _areas(row: Any, wording: Wording) -> str:
    """The first-level areas in which the work was, where it is known by them: towns stay inside the house, and other names
    stand in one language alone.
    """
    own = {wording.words.admin1(area) for area, country in admin1_countries(dataset()).items() if country == row.country}
    places = [typographic(place.strip()) for place in row.place.split(";")] if isinstance(row.place, str) else []
    return wording.words.join(places) if set(places) <= own else ""


def _years(row: object, wording: Wording) -> str:
    first, last = getattr(row, "start_year", None), getattr(row, "end_year", None)
    if pd.isna(first):
        return "" if pd.isna(last) else str(int(last))  # type: ignore[arg-type]
    return wording.words.years(int(first), None if pd.isna(last) else int(last))  # type: ignore[arg-type]
