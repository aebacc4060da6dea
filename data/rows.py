"""Rows behind a view: what a table lists and a file holds, for each subject that is mapped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pyarrow as pa
from ibis.expr.types import BooleanValue, StringValue, Table

from data.contracts import TABLES
from data.countries import admin1_names, names_in
from data.filters import Filters
from data.store import answered_once, store
from data.tables import Column

#: Longest text worth searching for, in characters.
LONGEST_SEARCH = 80
#: Letters of the region's names with and without their marks, for a search that needs none.
_MARKED, _PLAIN = "áàâäãåéèêëíìîïóòôöõúùûüçñ", "aaaaaaeeeeiiiiooooouuuucn"


@dataclass(frozen=True)
class Listing:
    """How a subject is listed.

    orders    by name, what to sort by: columns, `-` before those that fall. The first is the usual one
    texts     columns that a search looks into; `countries` and `areas` hold codes that it looks up by name
    kept_in   columns of the contract that serve the app only
    """

    orders: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]
    countries: tuple[str, ...]
    areas: tuple[str, ...] = ()
    kept_in: tuple[str, ...] = ("sensitivity",)


LISTINGS = {
    "incidents": Listing(
        {"latest": ("-start", "-end", "id"), "deaths": ("-deaths", "id"), "events": ("-events", "id")},
        ("place", "actors", "conflict"),
        ("country",),
        ("admin1",),
        ("sensitivity", "month", "cell3", "cell4", "cell5", "cell6"),
    ),
    "flows": Listing(
        {"latest": ("-end_year", "-start_year", "id"), "earliest": ("start_year", "end_year", "id")},
        ("item", "actors", "mechanism", "origin_place", "destination_place", "event_place", "source_publisher"),
        ("origin_country", "destination_country", "event_country"),
    ),
    "routes": Listing(
        {"name": ("name", "id")},
        ("name", "places", "actors", "other_goods", "source_publisher"),
        ("from_country", "to_country"),
    ),
}


def columns(subject: str) -> tuple[Column, ...]:
    """The columns of a subject that leave the house, in the order of its contract."""
    return tuple(column for column in TABLES[subject].columns if column.name not in LISTINGS[subject].kept_in)


@answered_once
def number(subject: str, filters: Filters, search: str = "", language: str = "en") -> int:
    """How many rows answer the question and hold the text searched for."""
    rows = _found(subject, filters, search, language)
    return int(store().arrow(rows.aggregate(n=rows.count()))["n"][0].as_py())


def listed(
    subject: str, filters: Filters, most: int | None = None, order: str = "", search: str = "", language: str = "en"
) -> pa.Table:
    """Rows with the columns of `columns(subject)`, at most so many; dates as dates, a shape as WKB.

    `order` is a name of the subject's orders, `language` the one in which names of countries are searched for.
    """
    rows = _found(subject, filters, search, language)
    by = LISTINGS[subject].orders[order or usual_order(subject)]
    rows = rows.order_by([rows[name[1:]].desc() if name.startswith("-") else rows[name].asc() for name in by])
    rows = rows.select(*(column.name for column in columns(subject)))
    found = store().arrow(rows if most is None else rows.limit(most))
    for i, column in enumerate(columns(subject)):
        if column.kind == "date":
            found = found.set_column(i, column.name, found[column.name].cast(pa.date32(), safe=False))
    return found


def usual_order(subject: str) -> str:
    return next(iter(LISTINGS[subject].orders))


def _found(subject: str, filters: Filters, search: str, language: str) -> Table:
    rows = filters.narrow(store().table(subject))
    tests = [_holds(rows, LISTINGS[subject], word, language) for word in folded(search[:LONGEST_SEARCH]).split()]
    return rows.filter(*tests) if tests else rows


def _holds(rows: Table, listing: Listing, word: str, language: str) -> BooleanValue:
    """Whether a row holds a word in one of its texts, or in the name of a country or area it names by code."""
    found = _without_marks(rows[listing.texts[0]]).contains(word)
    for name in listing.texts[1:]:
        found = found | _without_marks(rows[name]).contains(word).fill_null(False)
    found = found.fill_null(False)
    for names, codes in ((listing.countries, names_in(language)), (listing.areas, admin1_names())):
        named = [code for code, said in codes.items() if word in folded(said)]
        for name in names if named else ():
            found = found | rows[name].isin(named).fill_null(False)
    return found


def _without_marks(column: StringValue) -> StringValue:
    text = column.join(" ") if column.type().is_array() else column
    return text.lower().translate(_MARKED, _PLAIN)


def folded(text: str) -> str:
    """Lower case without marks: `Côte d'Ivoire` → `cote d'ivoire`."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
