"""7 Where weapons come from and pass through: suppliers, illicit flows, corridors, embargoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from components.briefing.value import Block, Facts, Section, Statement, Table, Text
from components.briefing.wording import Wording
from components.text.edition_words import version
from components.text.import_value_words import import_value_said
from components.text.instrument_names import BODY_NAMES
from components.text.words import Words
from data.analysis.origins import Regime
from data.model import source_roles
from data.subjects.instruments import bodies

_SUPPLIERS, _FLOWS, _FACTS, _BORDERS, _NAMES = 3, 2, 3, 3, 3
_OWN, _REGISTER, _VALUES = source_roles.OWN_TABLES, source_roles.TRANSFER_REGISTER, source_roles.IMPORT_VALUES


def section(wording: Wording) -> Section:
    blocks: list[Block] = [suppliers(wording), *flows(wording)]
    facts = (*embargoes(wording), corridors(wording), *seized(wording), *import_value(wording))
    return Section(
        "origins",
        wording.words.t("Where weapons come from and pass through"),
        (*blocks, Facts(facts, shown=_FACTS)),
    )


def suppliers(wording: Wording) -> Block:
    """States with deliveries of major arms on record. In what is shared, how many and of what, without their names."""
    words, found = wording.words, wording.facts.origins
    if found.years is None:
        return Text((wording.said("This set holds no register of deliveries of major arms: who delivered is not known here.",
                                _OWN),))  # fmt: skip
    years = words.years(*found.years)
    if not found.suppliers:
        return Text((wording.said("No delivery of major arms is on record in {years}. The register does not hold small arms.",
                                _REGISTER, years=years),))  # fmt: skip
    if not wording.internal:
        states = words.n("{n} State", "{n} States", len(found.suppliers))
        codes = [code for supplier in found.suppliers for code in supplier.weapons]
        return Text(
            (
                wording.said(
                    "Deliveries of major arms from **{states}** are on record in {years}: {arms}. A delivery is no sign of "
                    "wrongdoing.",
                    _REGISTER, evidence=wording.rows("flows", found.years, (), "authorised"),
                    states=states, years=years, arms=wording.arms(codes, 4),
                ),
            )
        )  # fmt: skip
    rows = tuple(
        (words.country(one.country), words.years(one.first, one.last), wording.arms_mostly(one.weapons, 2))
        for one in found.suppliers[:_SUPPLIERS]
    )
    return Table(
        heading=words.t("Deliveries of major arms, {years}", years=years),
        header=(words.t("Supplier State"), words.t("Years"), words.t("Mostly")),
        rows=rows,
        note=words.t("A delivery is no sign of wrongdoing."),
        sources=(_REGISTER,),
        left_out=len(found.suppliers) - len(rows),
        evidence=wording.rows("flows", found.years, (), "authorised"),
    )


def import_value(wording: Wording) -> Iterator[Statement]:
    """SIPRI's import value index, which runs a year further than the deliveries themselves."""
    if said := import_value_said(wording.facts.countries, wording.words):
        yield Statement(said, (_VALUES,))


def flows(wording: Wording) -> tuple[Block, ...]:
    """Illicit flows, latest first. In what is shared, without countries, places and items."""
    words, found = wording.words, wording.illicit
    silent = len(wording.facts.origins.illicit) - len(found)
    inside = words.n("{n} record is not shown here.", "{n} records are not shown here.", silent)
    if found.empty and silent:
        return (Text((Statement(inside, (_OWN,)),)),)
    if found.empty:
        return (Text((wording.said("No illicit flow is on record; that does not prove that there is none.", _OWN),)),)
    years = words.years(int(found.start_year.min()), int(found.end_year.max()))
    header = [words.t("Years"), words.t("Weapons"), words.t("Reported as")]
    if wording.internal:
        header.append(words.t("From and to"))
    # Records that read alike here stand in one row, which says how many they are.
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in found.to_dict("records"):
        rows.setdefault(_cells(row, wording), []).append(wording.document(row["source_title"], row["source_ref"]))
    shown, counts = list(rows)[:_FLOWS], [len(own) for own in rows.values()]
    return (
        Table(
            heading=words.t("Illicit flows on record, {years}", years=years),
            header=tuple(header),
            rows=tuple((_so_many(cells[0], len(rows[cells]), words), *cells[1:]) for cells in shown),
            note=" ".join([words.t("Reports, not proof."), *([inside] if silent else [])]),
            cited=tuple(tuple(dict.fromkeys(rows[cells])) for cells in shown),
            left_out=sum(counts[_FLOWS:]),
            records=tuple(counts[:_FLOWS]),
            evidence=wording.rows("flows", (), (), "illicit"),
        ),
    )


def _so_many(years: str, records: int, words: Words) -> str:
    return years if records == 1 else words.n("{years} ({n} record)", "{years} ({n} records)", records, years=years)


def _cells(row: dict[Any, Any], wording: Wording) -> tuple[str, ...]:
    words = wording.words
    years = words.years(row["start_year"], row["end_year"])
    reported_as = wording.as_far_as_confirmed(words.t(row["mechanism"]), row["reliability"])
    cells = (years, wording.recorded_arms(row["weapons"], 2), reported_as)
    return (*cells, _course(row, wording)) if wording.internal else cells


def _course(row: dict[Any, Any], wording: Wording) -> str:
    """From where to where, as far as the record says."""
    ends = [_end(row, "origin", wording), _end(row, "destination", wording) or _end(row, "event", wording)]
    # What was captured or found, and moved no further, is at one place.
    return " → ".join(dict.fromkeys(end or wording.words.t("not stated") for end in ends))


def _end(row: dict[Any, Any], end: str, wording: Wording) -> str:
    """A place and its country; of a place in the briefing's own country only the place."""
    place, country = row[f"{end}_place"], row[f"{end}_country"]
    parts = [wording.words.place(place, row[f"{end}_precision"])] if isinstance(place, str) else []
    if isinstance(country, str) and not (parts and wording.facts.countries == (country,)):
        parts.append(wording.words.country(country))
    return ", ".join(dict.fromkeys(parts))


def seized(wording: Wording) -> tuple[Statement, ...]:
    """Seizures and collections on record."""
    words, found = wording.words, wording.facts.origins.collected
    if found.empty:
        return ()
    return (
        wording.said(
            "**Seizures or collections**: {records} ({years}), the latest: {arms}.",
            *wording.documents(found[:1]), evidence=wording.rows("flows", (), (), "collected"),
            records=words.n("{n} record", "{n} records", len(found)),
            years=words.years(int(found.start_year.min()), int(found.end_year.max())),
            arms=wording.as_far_as_confirmed(wording.recorded_arms(found.weapons.iloc[0], 2), found.reliability.iloc[0]),
        ),
    )  # fmt: skip


def corridors(wording: Wording) -> Statement:
    """Corridors and the borders of the area that they cross."""
    words, found = wording.words, wording.facts.origins.corridors
    if not found.count:
        return wording.said("**Corridors**: none on record.", _OWN)
    crossed = [f"{words.border(pair)} ({words.number(n)})" for pair, n in found.borders.items()]
    modes = ", ".join(words.t(mode) for mode in found.modes)
    counted = words.n("{n} on record ({modes})", "{n} on record ({modes})", found.count, modes=modes)
    ended = found.rows.end_year.dropna().astype(int)
    if len(ended):
        years = words.years(int(ended.min()), int(ended.max()))
        counted = words.n("{corridors}, {n} of them with an end on record ({years})",
                          "{corridors}, {n} of them with an end on record ({years})",
                          len(ended), corridors=counted, years=years)  # fmt: skip
    # The count rests on the list, which its way opens; the latest source on itself.
    newest = found.rows.nlargest(1, "source_year")
    evidence, documents = wording.rows("routes"), wording.documents(newest)
    values: dict[str, Any] = {"corridors": counted, "latest": int(newest.source_year.iloc[0])}
    if not crossed:
        return wording.said(
            "**Corridors**: {corridors}, latest source of {latest}; none is known to cross a land border here.",
            *documents, evidence=evidence, **values,
        )  # fmt: skip
    return wording.said("**Corridors**: {corridors}, latest source of {latest}; land borders crossed: {borders}.",
                      *documents, evidence=evidence, borders=wording.listed(crossed, _BORDERS), **values)  # fmt: skip


def embargoes(wording: Wording) -> list[Statement]:
    """Arms embargoes in force on the area and beside it, on listed groups, and other sanctions."""
    found, said, known = wording.facts.origins, [], version(_OWN, wording.words)
    if found.on_area:
        said.append(
            wording.said(
                "**Arms embargo** in force, as known in {known}: {list}.",
                *_documents(found.on_area, wording), list=_regimes(found.on_area, wording), known=known,
            )
        )  # fmt: skip
    elif "ECOWAS" in bodies(wording.facts.place.instruments):
        said.append(
            wording.said(
                "**Arms embargo** by the UN, the EU or ECOWAS: none in force on record, as known in {known}.", _OWN, known=known
            )
        )
    else:
        said.append(
            wording.said("**Arms embargo** by the UN or the EU: none in force on record, as known in {known}.", _OWN, known=known)
        )
    if found.on_neighbours:
        said.append(
            wording.said(
                "**Arms embargoes next door**, as known in {known}: {list}.",
                *_documents(found.on_neighbours, wording), list=_regimes(found.on_neighbours, wording), known=known,
            )
        )  # fmt: skip
    if found.in_doubt:
        named = [
            wording.words.t(
                "{country} ({body}, known to {date})", country=wording.words.country(regime.country or ""),
                body=_decided(wording.words.t(BODY_NAMES.get(regime.body, "")) or regime.body, regime),
                date=wording.words.day(regime.until),
            )
            for regime in found.in_doubt if regime.until
        ]  # fmt: skip
        said.append(
            wording.said(
                "**To be checked**, because the last decision known has run out: {list}.",
                *_documents(found.in_doubt, wording), list=wording.listed(named, _BORDERS),
            )
        )  # fmt: skip
    if found.listed:
        said.append(_listed(wording))
    if found.other:
        said.append(
            wording.said(
                "**Sanctions without an arms embargo**, as known in {known}: {list}.",
                *_documents(found.other, wording), list=_regimes(found.other, wording), known=known,
            )
        )  # fmt: skip
    return said


def _listed(wording: Wording) -> Statement:
    """Groups on the UN's list, whose names stay inside the house."""
    words, found = wording.words, wording.facts.origins.listed
    groups = words.n("{n} group", "{n} groups", len(found))
    if not wording.internal:
        return wording.said("**UN arms embargo on listed groups**: {groups} listed with this area as where they mainly act.",
                          *_documents(found, wording), groups=groups)  # fmt: skip
    names = wording.listed((regime.target for regime in found), _NAMES)
    return wording.said(
        "**UN arms embargo on listed groups**: {groups} listed with this area as where they mainly act, namely {names}.",
        *_documents(found, wording), groups=groups, names=names,
    )  # fmt: skip


def _regimes(regimes: tuple[Regime, ...], wording: Wording) -> str:
    """Measures by country; of a single country's own, only who imposed them."""
    words = wording.words
    bodies = [words.t(BODY_NAMES.get(regime.body, "")) or regime.body for regime in regimes]
    if {regime.country for regime in regimes} == set(wording.facts.countries):
        return words.join(
            words.t("{body}, since {date}", body=_decided(b, r), date=_day(r, wording))
            for b, r in zip(bodies, regimes, strict=True)
        )
    named = [
        words.t(
            "{country} ({body}, since {date})", country=words.country(r.country or ""), body=_decided(b, r), date=_day(r, wording)
        )
        for b, r in zip(bodies, regimes, strict=True)
    ]
    return wording.listed(named, _BORDERS)


def _decided(body: str, regime: Regime) -> str:
    """Who imposed a measure, with the number of the resolution, where there is one."""
    return " ".join(part for part in (body, regime.resolution) if part)


def _day(regime: Regime, wording: Wording) -> str:
    return wording.words.day(regime.start) if regime.to_the_day else str(regime.since)


def _documents(regimes: Iterable[Regime], wording: Wording) -> list[str]:
    return [wording.document(regime.title, regime.ref) for regime in regimes]
