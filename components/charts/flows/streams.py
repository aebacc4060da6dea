"""From where, with what, to where: a Sankey by records, or by quantity in one unit."""

from __future__ import annotations

import pandas as pd

from components.charts.chart import Chart
from components.charts.flows.sankey import figure
from components.charts.flows.sankey_layout import Sankey, arranged
from components.charts.flows.sides import SOURCES, counted_together, of_side
from components.current import cached_by_version, cached_copies, dataset
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import flows

#: Countries a column shows by themselves.
_MOST = 8


@cached_copies
def streams_chart(side: str, filters: Filters, words: Words, unit: str | None = None) -> Chart | None:
    """The Sankey of one side by records, or by quantity in a unit; None while nothing is on record."""
    asked = of_side(filters, side)
    found = _streams(asked, unit)
    if found.empty:
        return None
    measured = words.t(unit) if unit else words.t("number of records")
    return Chart(
        figure(_arranged(asked, unit), unit, words),
        words.t("From where, with what, to where: {what}", what=measured),
        _alt(found, unit, words),
        tuple(_notes(found, side, asked, unit, words)),
        SOURCES[side],
    )


def _streams(asked: Filters, unit: str | None) -> pd.DataFrame:
    return flows.streams_in(dataset(), asked, unit) if unit else flows.streams(dataset(), asked)


@cached_by_version
def _arranged(asked: Filters, unit: str | None) -> Sankey:
    return arranged(_streams(asked, unit), _MOST)


def _notes(found: pd.DataFrame, side: str, asked: Filters, unit: str | None, words: Words) -> list[str]:
    notes = [*counted_together(side, asked, words)] if unit is None else []
    if unit is None:
        notes.append(
            words.t(
                "Number of records, since quantities stand in different units and cannot be added. A record with several "
                "categories is divided among their bands; the number beside a category counts it in full."
            )
        )
    else:
        shown, of = int(found.records.sum()), len(flows.matching(dataset(), asked))
        notes.append(
            words.t("Records with a quantity in this unit, by weapon class: {shown} of {of}.",
                    shown=words.number(shown), of=words.number(of))
        )  # fmt: skip
        notes.append(
            words.t(
                "Left out are seizures and collections, where totals and single cases overlap, and arms that are not broken "
                "down. Sources estimate many quantities, and cases may overlap."
            )
            if side != "authorised"
            else words.t(
                "Left out are entries without a weapon class of their own, such as engines and transport aircraft, since "
                "they add up unlike things. SIPRI estimates many numbers."
            )
        )
    counted = found.amount if unit is None else found.records
    origin, destination = (round(counted[found[end].isna()].sum()) for end in ("origin", "destination"))
    if origin:
        notes.append(words.n("{n} record states no origin.", "{n} records state no origin.", origin))
    if destination:
        notes.append(words.n("{n} record states no destination.", "{n} records state no destination.", destination))
    return notes


def _alt(found: pd.DataFrame, unit: str | None, words: Words) -> str:
    row = found.sort_values("amount", ascending=False, kind="stable").iloc[0]
    ends = [words.country(row[c]) if isinstance(row[c], str) else words.t("not stated") for c in ("origin", "destination")]
    weapon = words.t("several classes") if row.weapon == flows.SEVERAL else words.weapon(row.weapon)
    return words.t(
        "Bands from origin over weapon category to destination. Widest: {origin} → {weapon} → {destination}, {amount}.",
        origin=ends[0], weapon=weapon, destination=ends[1],
        amount=f"{words.number(row.amount)} {words.t(unit)}" if unit else words.n("{n} record", "{n} records", row.records),
    )  # fmt: skip
