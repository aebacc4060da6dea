"""Records as a table says them: words instead of codes, the unit in each header, dates no more precise than they are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from components.current import cached_by_version, dataset
from components.text import national_records
from components.text.words import (
    BASIS_NAMES,
    DIRECTION_NAMES,
    FLOW_KIND_NAMES,
    PRECISION_BASIS_NAMES,
    PRECISION_NAMES,
    VIOLENCE_NAMES,
    Words,
)
from data.query.filters import Filters
from data.subjects import rows
from data.subjects.flows import adds_up_unlike_things

Record = dict[str, Any]
Cells = dict[str, Any]
#: Name of the column that holds the address of a document.
LINK = "↗"


@cached_by_version
def table(subject: str, filters: Filters, language: str, most: int, order: str = "", search: str = "") -> pa.Table:
    """Rows of a subject in words of a language, at most so many; see `data.subjects.rows.listed`."""
    words = Words(language)
    found = rows.listed(dataset(), subject, filters, most, order, search, language, words.weapon_names).to_pylist()
    said = pa.Table.from_pylist([_SAID[subject](record, words) for record in found])
    return pa.table({name: _as_whole(said[name]) for name in said.column_names})


def _as_whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers that are all whole as such: sources give quantities as decimals."""
    if not pa.types.is_floating(column.type) or not pc.all(pc.equal(column, pc.floor(column))).as_py():
        return column
    return column.cast(pa.int64())


def _incident(record: Record, words: Words) -> Cells:
    return {
        words.t("When"): when(record["start"], record["end"], record["date_precision"]),
        words.t("Country"): words.country(record["country"]),
        words.t("First-level area"): words.admin1(record["admin1"]) if record["admin1"] else None,
        words.t("Place"): record["place"],
        words.t("Events (number)"): record["events"],
        words.t("Deaths (best estimate)"): record["deaths"],
        words.t("Deaths (low to high estimate)"): _range(record["deaths_low"], record["deaths_high"], words),
        words.t("Recorded involving"): ", ".join(record["actors"]) or record["conflict"],
        words.t("Violence"): words.t(VIOLENCE_NAMES[record["violence"]]),
        words.t("Weapons"): words.weapons(record["weapons"]),
        words.t("How the weapons are known"): words.t(record["weapon_basis"]),
        words.t("Phase"): words.phase(record["phase"]),
        words.t("Nearest land border"): words.border(record["border"]) if record["border"] else None,
        words.t("Distance to it (km)"): _whole(record["border_km"]),
        words.t("Precision of the place"): words.t(PRECISION_NAMES[record["location_precision"]]),
        words.t("How that precision is known"): words.t(PRECISION_BASIS_NAMES[record["precision_basis"]]),
        words.t("Reliability"): words.t(record["reliability"]),
        words.t("Source record"): _first_of(record["source_records"]),
    }


def _flow(record: Record, words: Words) -> Cells:
    measured = record["quantity"] is not None and not adds_up_unlike_things(record["kind"], record["weapons"])
    return {
        words.t("From year"): record["start_year"],
        words.t("To year"): record["end_year"],
        words.t("Kind of flow"): words.t(FLOW_KIND_NAMES[record["kind"]]),
        words.t("Mechanism"): words.t(record["mechanism"]),
        words.t("Status"): words.t(record["status"]) if record["status"] else None,
        words.t("From"): _end(record, "origin", words),
        words.t("To"): _end(record, "destination", words),
        words.t("Seen at"): _end(record, "event", words),
        words.t("Weapons"): words.weapons(record["weapons"]),
        words.t("Item"): record["item"],
        words.t("Quantity (in its unit)"): record["quantity"] if measured else None,
        words.t("Unit"): words.t(record["unit"]) if measured and record["unit"] else None,
        words.t("Quantity is an estimate"): record["quantity_estimated"] if measured else None,
        words.t("SIPRI value (million TIV)"): record["tiv"],
        words.t("Phase at the destination"): words.phase(record["phase"]),
        words.t("Reliability"): words.t(record["reliability"]),
        **_cited(record, words),
    }


def _route(record: Record, words: Words) -> Cells:
    return {
        words.t("Corridor"): words.corridor(record["name"]),
        words.t("Mode"): words.t(record["mode"]),
        words.t("Direction"): words.t(DIRECTION_NAMES[record["direction"]]),
        words.t("Weapons"): words.weapons(record["weapons"]),
        words.t("Other goods"): ", ".join(words.t(good) for good in record["other_goods"]) or None,
        words.t("From year"): record["start_year"],
        words.t("To year (empty: still open)"): record["end_year"],
        words.t("Borders crossed"): ", ".join(words.border(pair) for pair in record["borders"]) or None,
        words.t("Length (km)"): _whole(record["length_km"]),
        words.t("Precision of the line"): words.t(PRECISION_NAMES[record["location_precision"]]),
        words.t("Reliability"): words.t(record["reliability"]),
        **_cited(record, words),
    }


_SAID: dict[str, Callable[[Record, Words], Cells]] = {
    "incidents": _incident,
    "flows": _flow,
    "routes": _route,
    **national_records.SAID,
}


def when(start: datetime.date, end: datetime.date, precision: str) -> str:
    """A period as ISO 8601 writes it, cut to what is known, so that sorting it as text sorts it by time.

    `2012`, `2012-03`, `2012-03-31`, `2012-03-31/2012-04-02`.
    """
    known = {"year": 4, "month": 7, "day": 10}[precision]
    first, last = start.isoformat()[:known], end.isoformat()[:known]
    return first if first == last else f"{first}/{last}"


def _range(low: int | None, high: int | None, words: Words) -> str | None:
    return None if low is None or high is None else f"{words.number(low)}–{words.number(high)}"


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _end(record: Record, end: str, words: Words) -> str | None:
    place, country = record[f"{end}_place"], record[f"{end}_country"]
    named = words.place(place, record[f"{end}_precision"]) if place else None
    return ", ".join(filter(None, (named, words.country(country) if country else None))) or None


def _first_of(ids: list[str]) -> str:
    return ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")


def _cited(record: Record, words: Words) -> Cells:
    parts = (record["source_publisher"], record["source_title"], record["source_year"])
    return {
        words.t("How it was read"): words.t(BASIS_NAMES[record["basis"]]) if record["basis"] else None,
        words.t("Source"): ", ".join(str(part) for part in parts if part) or None,
        LINK: first_address(record["source_ref"]),
    }


def first_address(reference: str | None) -> str | None:
    """The first address in a reference, which may hold several, or a symbol with an address in brackets."""
    found = re.search(r"https?://[^\s;)]+", reference) if isinstance(reference, str) else None
    return found[0] if found else None
