"""4 Where weapons come from and pass through: suppliers, illicit flows, corridors, embargoes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from components.briefing.value import Block, Facts, Section, Statement, Table, Text
from components.briefing.voice import Voice
from components.screen.flow_charts import BODY_NAMES
from data.origins import Regime

_SUPPLIERS, _FLOWS, _BORDERS, _NAMES = 4, 3, 4, 3
_OWN, _REGISTER = "arms-lens-curated", "sipri-transfers"


def section(voice: Voice) -> Section:
    blocks: list[Block] = [suppliers(voice), *flows(voice)]
    facts = (*embargoes(voice), corridors(voice), *seized(voice))
    return Section("origins", voice.words.t("Where weapons come from and pass through"), (*blocks, Facts(facts)))


def suppliers(voice: Voice) -> Block:
    """States with deliveries of major arms on record. In what is shared, how many and of what, without their names."""
    words, found = voice.words, voice.facts.origins
    years = words.years(*found.years)
    if not found.suppliers:
        return Text((voice.said("No delivery of major arms is on record in {years}. The register does not hold small arms.",
                                _REGISTER, years=years),))  # fmt: skip
    if not voice.internal:
        states = words.n("{n} State", "{n} States", len(found.suppliers))
        codes = [code for supplier in found.suppliers for code in supplier.weapons]
        return Text(
            (
                voice.said(
                    "Deliveries of major arms from **{states}** are on record in {years}: {arms}. A delivery is no sign of "
                    "wrongdoing.",
                    _REGISTER, evidence=voice.rows("flows", found.years, (), "authorised"),
                    states=states, years=years, arms=voice.arms(codes, 4),
                ),
            )
        )  # fmt: skip
    rows = tuple(
        (words.country(one.country), words.years(one.first, one.last), voice.arms(one.weapons, 2))
        for one in found.suppliers[:_SUPPLIERS]
    )
    return Table(
        heading=words.t("Deliveries of major arms, {years}", years=years),
        header=(words.t("Supplier State"), words.t("Years"), words.t("Mostly")),
        rows=rows,
        note=words.t("A delivery is no sign of wrongdoing."),
        sources=(_REGISTER,),
        left_out=len(found.suppliers) - len(rows),
    )


def flows(voice: Voice) -> tuple[Block, ...]:
    """Illicit flows, latest first. In what is shared, without countries, places and items."""
    words, found = voice.words, voice.facts.origins.illicit
    if found.empty:
        return (Text((voice.said("No illicit flow is on record; that does not prove that there is none.", _OWN),)),)
    years = words.years(int(found.start_year.min()), int(found.end_year.max()))
    header = [words.t("Years"), words.t("Weapons"), words.t("Reported as")]
    if voice.internal:
        header.append(words.t("From and to"))
    # Records that read alike here stand in one row.
    rows = list(dict.fromkeys(_cells(row, voice) for _, row in found.iterrows()))
    return (
        Table(
            heading=words.t("Illicit flows on record, {years}", years=years),
            header=tuple(header),
            rows=tuple(rows[:_FLOWS]),
            note=words.t("Reports, not proof."),
            sources=(_OWN,),
            left_out=max(0, len(rows) - _FLOWS),
        ),
    )


def _cells(row: pd.Series, voice: Voice) -> tuple[str, ...]:
    words = voice.words
    cells = (words.years(row.start_year, row.end_year), voice.arms(row.weapons, 2), words.t(row.mechanism))
    return (*cells, _course(row, voice)) if voice.internal else cells


def _course(row: pd.Series, voice: Voice) -> str:
    """From where to where, as far as the record says."""
    ends = [_end(row, "origin", voice), _end(row, "destination", voice) or _end(row, "event", voice)]
    return " → ".join(end or voice.words.t("not stated") for end in ends)


def _end(row: pd.Series, end: str, voice: Voice) -> str:
    place, country = row[f"{end}_place"], row[f"{end}_country"]
    parts = [place if isinstance(place, str) else "", voice.words.country(country) if isinstance(country, str) else ""]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def seized(voice: Voice) -> tuple[Statement, ...]:
    """Seizures and collections on record."""
    words, found = voice.words, voice.facts.origins.collected
    if found.empty:
        return ()
    return (
        voice.said(
            "**Seizures or collections**: {records} ({years}).",
            _OWN, evidence=voice.rows("flows", (), (), "collected"),
            records=words.n("{n} record", "{n} records", len(found)),
            years=words.years(int(found.start_year.min()), int(found.end_year.max())),
        ),
    )  # fmt: skip


def corridors(voice: Voice) -> Statement:
    """Corridors and the borders of the area that they cross."""
    words, found = voice.words, voice.facts.origins.corridors
    if not found.count:
        return voice.said("**Corridors**: none on record.", _OWN)
    crossed = [f"{words.border(pair)} ({words.number(n)})" for pair, n in found.borders.items()]
    modes = ", ".join(words.t(mode) for mode in found.modes)
    values: dict[str, Any] = {"corridors": words.n("{n} on record", "{n} on record", found.count), "modes": modes}
    evidence = voice.rows("routes")
    if not crossed:
        return voice.said("**Corridors**: {corridors} ({modes}); none is known to cross a land border here.",
                          _OWN, evidence=evidence, **values)  # fmt: skip
    return voice.said("**Corridors**: {corridors} ({modes}); land borders crossed: {borders}.",
                      _OWN, evidence=evidence, borders=voice.listed(crossed, _BORDERS), **values)  # fmt: skip


def embargoes(voice: Voice) -> list[Statement]:
    """Arms embargoes in force on the area and beside it, on listed groups, and other sanctions."""
    found, said = voice.facts.origins, []
    if found.on_area:
        said.append(
            voice.said(
                "**Arms embargo** in force: {list}.", *_documents(found.on_area, voice), list=_regimes(found.on_area, voice)
            )
        )
    else:
        said.append(voice.said("**Arms embargo** by the UN, the EU or ECOWAS: none in force on record.", _OWN))
    if found.on_neighbours:
        said.append(
            voice.said(
                "**Arms embargoes next door**: {list}.",
                *_documents(found.on_neighbours, voice), list=_regimes(found.on_neighbours, voice),
            )
        )  # fmt: skip
    if found.listed:
        said.append(_listed(voice))
    if found.other:
        said.append(
            voice.said(
                "**Sanctions without an arms embargo**: {list}.",
                *_documents(found.other, voice), list=_regimes(found.other, voice),
            )
        )  # fmt: skip
    return said


def _listed(voice: Voice) -> Statement:
    """Groups on the UN's list, whose names stay inside the house."""
    words, found = voice.words, voice.facts.origins.listed
    groups = words.n("{n} group", "{n} groups", len(found))
    if not voice.internal:
        return voice.said("**UN arms embargo on listed groups**: {groups} active here.", _OWN, groups=groups)
    names = voice.listed((regime.target for regime in found), _NAMES)
    return voice.said("**UN arms embargo on listed groups**: {groups} active here, namely {names}.",
                      *_documents(found[:1], voice), groups=groups, names=names)  # fmt: skip


def _regimes(regimes: tuple[Regime, ...], voice: Voice) -> str:
    """Measures by country; of a single country's own, only who imposed them."""
    words = voice.words
    bodies = [words.t(BODY_NAMES.get(regime.body, "")) or regime.body for regime in regimes]
    if {regime.country for regime in regimes} == set(voice.facts.countries):
        return words.join(words.t("{body}, since {year}", body=b, year=r.since) for b, r in zip(bodies, regimes, strict=True))
    named = [
        words.t("{country} ({body}, since {year})", country=words.country(r.country or ""), body=b, year=r.since)
        for b, r in zip(bodies, regimes, strict=True)
    ]
    return voice.listed(named, _BORDERS)


def _documents(regimes: Iterable[Regime], voice: Voice) -> list[str]:
    return [voice.document(regime.title) for regime in regimes]
