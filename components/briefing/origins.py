"""7 Where weapons come from and pass through: suppliers, illicit flows, corridors, embargoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from components.briefing.value import Block, Facts, Section, Statement, Table, Text
from components.briefing.voice import Voice
from components.text.edition_words import version
from components.text.import_value_words import import_value_said
from components.text.instrument_names import BODY_NAMES
from components.text.words import Words
from data.analysis.origins import Regime
from data.model.categories import AREAS

_SUPPLIERS, _FLOWS, _FACTS, _BORDERS, _NAMES = 3, 2, 3, 3, 3
_OWN, _REGISTER, _VALUES = "arms-lens-curated", "sipri-transfers", "sipri-import-values"


def section(voice: Voice) -> Section:
    blocks: list[Block] = [suppliers(voice), *flows(voice)]
    facts = (*embargoes(voice), corridors(voice), *seized(voice), *import_value(voice))
    return Section(
        "origins",
        voice.words.t("Where weapons come from and pass through"),
        (*blocks, Facts(facts, shown=_FACTS)),
    )


def suppliers(voice: Voice) -> Block:
    """States with deliveries of major arms on record. In what is shared, how many and of what, without their names."""
    words, found = voice.words, voice.facts.origins
    if found.years is None:
        return Text((voice.said("This set holds no register of deliveries of major arms: who delivered is not known here.",
                                _OWN),))  # fmt: skip
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
        evidence=voice.rows("flows", found.years, (), "authorised"),
    )


def import_value(voice: Voice) -> Iterator[Statement]:
    """SIPRI's import value index, which runs a year further than the deliveries themselves."""
    if said := import_value_said(voice.facts.countries, voice.words):
        yield Statement(said, (_VALUES,))


def flows(voice: Voice) -> tuple[Block, ...]:
    """Illicit flows, latest first. In what is shared, without countries, places and items."""
    words, found = voice.words, voice.illicit
    silent = len(voice.facts.origins.illicit) - len(found)
    inside = words.n("{n} record is in the internal edition only.", "{n} records are in the internal edition only.", silent)
    if found.empty and silent:
        return (Text((Statement(inside, (_OWN,)),)),)
    if found.empty:
        return (Text((voice.said("No illicit flow is on record; that does not prove that there is none.", _OWN),)),)
    years = words.years(int(found.start_year.min()), int(found.end_year.max()))
    header = [words.t("Years"), words.t("Weapons"), words.t("Reported as")]
    if voice.internal:
        header.append(words.t("From and to"))
    # Records that read alike here stand in one row, which says how many they are.
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in found.to_dict("records"):
        rows.setdefault(_cells(row, voice), []).append(voice.document(row["source_title"], row["source_ref"]))
    shown, counts = list(rows)[:_FLOWS], [len(own) for own in rows.values()]
    return (
        Table(
            heading=words.t("Illicit flows and captures on record, {years}", years=years),
            header=tuple(header),
            rows=tuple((_so_many(cells[0], len(rows[cells]), words), *cells[1:]) for cells in shown),
            note=" ".join([words.t("Reports, not proof."), *([inside] if silent else [])]),
            cited=tuple(tuple(dict.fromkeys(rows[cells])) for cells in shown),
            left_out=sum(counts[_FLOWS:]),
            records=tuple(counts[:_FLOWS]),
            evidence=voice.rows("flows", (), (), "illicit"),
        ),
    )


def _so_many(years: str, records: int, words: Words) -> str:
    return years if records == 1 else words.n("{years} ({n} record)", "{years} ({n} records)", records, years=years)


def _cells(row: dict[Any, Any], voice: Voice) -> tuple[str, ...]:
    words = voice.words
    years = words.years(row["start_year"], row["end_year"])
    cells = (years, voice.recorded_arms(row["weapons"], 2), words.t(row["mechanism"]))
    return (*cells, _course(row, voice)) if voice.internal else cells


def _course(row: dict[Any, Any], voice: Voice) -> str:
    """From where to where, as far as the record says."""
    ends = [_end(row, "origin", voice), _end(row, "destination", voice) or _end(row, "event", voice)]
    # What was captured or found, and moved no further, is at one place.
    return " → ".join(dict.fromkeys(end or voice.words.t("not stated") for end in ends))


def _end(row: dict[Any, Any], end: str, voice: Voice) -> str:
    """A place and its country; of a place in the briefing's own country only the place."""
    place, country = row[f"{end}_place"], row[f"{end}_country"]
    parts = [place] if isinstance(place, str) else []
    if isinstance(country, str) and not (parts and voice.facts.countries == (country,)):
        parts.append(voice.words.country(country))
    return ", ".join(dict.fromkeys(parts))


def seized(voice: Voice) -> tuple[Statement, ...]:
    """Seizures and collections on record."""
    words, found = voice.words, voice.facts.origins.collected
    if found.empty:
        return ()
    return (
        voice.said(
            "**Seizures or collections**: {records} ({years}), the latest: {arms}.",
            *voice.documents(found[:1]), evidence=voice.rows("flows", (), (), "collected"),
            records=words.n("{n} record", "{n} records", len(found)),
            years=words.years(int(found.start_year.min()), int(found.end_year.max())),
            arms=voice.as_far_as_confirmed(voice.recorded_arms(found.weapons.iloc[0], 2), found.reliability.iloc[0]),
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
    # The count rests on the list, which its way opens; the latest of it on its own document.
    evidence, documents = voice.rows("routes"), voice.documents(found.rows[:1])
    values["latest"] = int(found.rows.until.iloc[0])
    if not crossed:
        return voice.said(
            "**Corridors**: {corridors} ({modes}), the latest of {latest}; none is known to cross a land border here.",
            *documents, evidence=evidence, **values,
        )  # fmt: skip
    return voice.said("**Corridors**: {corridors} ({modes}), the latest of {latest}; land borders crossed: {borders}.",
                      *documents, evidence=evidence, borders=voice.listed(crossed, _BORDERS), **values)  # fmt: skip


def embargoes(voice: Voice) -> list[Statement]:
    """Arms embargoes in force on the area and beside it, on listed groups, and other sanctions."""
    found, said, known = voice.facts.origins, [], version(_OWN, voice.words)
    if found.on_area:
        said.append(
            voice.said(
                "**Arms embargo** in force, as known in {known}: {list}.",
                *_documents(found.on_area, voice), list=_regimes(found.on_area, voice), known=known,
            )
        )  # fmt: skip
    elif set(voice.facts.countries) & set(AREAS["west-africa"]):
        said.append(
            voice.said(
                "**Arms embargo** by the UN, the EU or ECOWAS: none in force on record, as known in {known}.", _OWN, known=known
            )
        )
    else:
        said.append(
            voice.said("**Arms embargo** by the UN or the EU: none in force on record, as known in {known}.", _OWN, known=known)
        )
    if found.on_neighbours:
        said.append(
            voice.said(
                "**Arms embargoes next door**, as known in {known}: {list}.",
                *_documents(found.on_neighbours, voice), list=_regimes(found.on_neighbours, voice), known=known,
            )
        )  # fmt: skip
    if found.in_doubt:
        named = [
            voice.words.t(
                "{country} ({body}, known to {date})", country=voice.words.country(regime.country or ""),
                body=_decided(voice.words.t(BODY_NAMES.get(regime.body, "")) or regime.body, regime),
                date=voice.words.day(regime.until),
            )
            for regime in found.in_doubt if regime.until
        ]  # fmt: skip
        said.append(
            voice.said(
                "**To be checked**, because the last decision known has run out: {list}.",
                *_documents(found.in_doubt, voice), list=voice.listed(named, _BORDERS),
            )
        )  # fmt: skip
    if found.listed:
        said.append(_listed(voice))
    if found.other:
        said.append(
            voice.said(
                "**Sanctions without an arms embargo**, as known in {known}: {list}.",
                *_documents(found.other, voice), list=_regimes(found.other, voice), known=known,
            )
        )  # fmt: skip
    return said


def _listed(voice: Voice) -> Statement:
    """Groups on the UN's list, whose names stay inside the house."""
    words, found = voice.words, voice.facts.origins.listed
    groups = words.n("{n} group", "{n} groups", len(found))
    if not voice.internal:
        return voice.said("**UN arms embargo on listed groups**: {groups} listed with this area as where they mainly act.",
                          *_documents(found, voice), groups=groups)  # fmt: skip
    names = voice.listed((regime.target for regime in found), _NAMES)
    return voice.said(
        "**UN arms embargo on listed groups**: {groups} listed with this area as where they mainly act, namely {names}.",
        *_documents(found, voice), groups=groups, names=names,
    )  # fmt: skip


def _regimes(regimes: tuple[Regime, ...], voice: Voice) -> str:
    """Measures by country; of a single country's own, only who imposed them."""
    words = voice.words
    bodies = [words.t(BODY_NAMES.get(regime.body, "")) or regime.body for regime in regimes]
    if {regime.country for regime in regimes} == set(voice.facts.countries):
        return words.join(
            words.t("{body}, since {date}", body=_decided(b, r), date=_day(r, voice))
            for b, r in zip(bodies, regimes, strict=True)
        )
    named = [
        words.t(
            "{country} ({body}, since {date})", country=words.country(r.country or ""), body=_decided(b, r), date=_day(r, voice)
        )
        for b, r in zip(bodies, regimes, strict=True)
    ]
    return voice.listed(named, _BORDERS)


def _decided(body: str, regime: Regime) -> str:
    """Who imposed a measure, with the number of the resolution, where there is one."""
    return " ".join(part for part in (body, regime.resolution) if part)


def _day(regime: Regime, voice: Voice) -> str:
    return voice.words.day(regime.start) if regime.to_the_day else str(regime.since)


def _documents(regimes: Iterable[Regime], voice: Voice) -> list[str]:
    return [voice.document(regime.title, regime.ref) for regime in regimes]
