"""Rows behind a view: what a table lists and a file holds, for each subject that is mapped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.contracts import TABLES
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import Mask
from data.ground.countries import admin1_names, names_in
from data.ground.places import area_names, folded
from data.model.tables import Column
from data.query.filters import Filters
from data.subjects import flows, incident_memory, national, routes

#: Longest text worth searching for, in characters.
LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Listing:
    """How a subject is listed.

    orders    by name, what to sort by: columns, `-` before those that fall. The first is the usual one
    texts     columns that a search looks into; `countries` and `areas` hold codes that it looks up by name
    kept_in   columns of the contract that serve the app only
    placed    whether rows have places or lines that a map program can draw
    """

    orders: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]
    countries: tuple[str, ...]
    areas: tuple[str, ...] = ()
    kept_in: tuple[str, ...] = ("sensitivity",)
    placed: bool = True


def _national(texts: tuple[str, ...], orders: dict[str, tuple[str, ...]]) -> Listing:
    """Counts of a country's own: by administrative unit, so that nothing of them is a place."""
    return Listing(orders, texts, (), (), ("sensitivity", "admin1", "records"), placed=False)


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
    "mine_victims": _national(
        ("municipality_name", "department_name"), {"latest": ("-year", "-victims", "id"), "most": ("-victims", "id")}
    ),
    "police_homicides": _national(
        ("means", "department_name"), {"latest": ("-year", "-homicides", "id"), "most": ("-homicides", "id")}
    ),
    "police_seizures": _national(("municipality_name", "department_name", "class"), {"most": ("-firearms", "id")}),
}


def columns(subject: str) -> tuple[Column, ...]:
    """The columns of a subject that leave the house, in the order of its contract."""
    return tuple(column for column in TABLES[subject].columns if column.name not in LISTINGS[subject].kept_in)


def asked(subject: str, filters: Filters) -> Filters:
    """What of a question narrows the rows of a subject."""
    return national.asked(filters) or filters if subject in national.SUBJECTS else filters.about(subject)


@cached_by_version
def number(dataset: Dataset, subject: str, filters: Filters, search: str = "", language: str = "en") -> int:
    """How many rows answer the question and hold the text searched for."""
    return int(_found(dataset, subject, filters, search, language).sum())


@cached_by_version
def kinds(dataset: Dataset, filters: Filters, search: str = "", language: str = "en") -> dict[str, int]:
    """Flows of each kind that answer the question and hold the text searched for."""
    held = _all(dataset, "flows")["kind"].to_numpy(zero_copy_only=False)
    return flows.of_each_kind(held[_found(dataset, "flows", filters, search, language)])


def listed(
    dataset: Dataset,
    subject: str,
    filters: Filters,
    most: int | None = None,
    order: str = "",
    search: str = "",
    language: str = "en",
) -> pa.Table:
    """Rows with the columns of `columns(subject)`, at most so many; dates as dates, a shape as WKB.

    `order` is a name of the subject's orders, `language` the one in which names of countries are searched for.
    """
    found = np.flatnonzero(_found(dataset, subject, filters, search, language))
    ranks = _ranks(dataset, subject, order or usual_order(subject))[found]
    if most is not None and most < len(found):
        first = np.argpartition(ranks, most)[:most]
        found, ranks = found[first], ranks[first]
    return _all(dataset, subject).take(pa.array(found[np.argsort(ranks)]))


def usual_order(subject: str) -> str:
    return next(iter(LISTINGS[subject].orders))


@cached_by_version
def _all(dataset: Dataset, subject: str) -> pa.Table:
    """Every row in memory: for two hundred rows of a million a query would read a third of them."""
    rows = dataset.arrow(dataset.table(subject).select(*(column.name for column in columns(subject))))
    if subject == "incidents":
        rows = rows.take(pc.index_in(pa.array(incident_memory.ids(dataset), pa.string()), value_set=rows["id"]))
    for i, column in enumerate(columns(subject)):
        if column.kind == "date":
            rows = rows.set_column(i, column.name, rows[column.name].cast(pa.date32(), safe=False))
    return rows.combine_chunks()


@cached_by_version
def _ranks(dataset: Dataset, subject: str, order: str) -> np.ndarray:
    """The place of each row in an order."""
    by = LISTINGS[subject].orders[order]
    keys = [(name.removeprefix("-"), "descending" if name.startswith("-") else "ascending") for name in by]
    places = pc.sort_indices(_all(dataset, subject), sort_keys=keys).to_numpy()
    ranks = np.empty(len(places), dtype=np.int32)
    ranks[places] = np.arange(len(places))
    return ranks


def _found(dataset: Dataset, subject: str, filters: Filters, search: str, language: str) -> Mask:
    """Which rows answer the question and hold every word of the search."""
    if subject == "incidents":
        found = incident_memory.which(dataset, filters)
    else:
        places, matching = _places(dataset, subject), _matching(dataset, subject, filters)
        found = np.zeros(len(places), dtype=bool)
        found[[places[name] for name in matching.id]] = True
    for word in folded(search[:LONGEST_SEARCH]).split():
        found = found & _holding(dataset, subject, word, language)
    return found


def _matching(dataset: Dataset, subject: str, filters: Filters) -> pd.DataFrame:
    """The rows of a small table that answer the question."""
    if subject in national.SUBJECTS:
        return national.rows(dataset, subject, filters)
    return flows.matching(dataset, filters) if subject == "flows" else routes.matching(dataset, filters)


@cached_by_version
def _places(dataset: Dataset, subject: str) -> dict[str, int]:
    """The place of each row by its id."""
    return {name: i for i, name in enumerate(_all(dataset, subject)["id"].to_pylist())}


def _holding(dataset: Dataset, subject: str, word: str, language: str) -> Mask:
    """Which rows hold a word in one of their texts, or in the name of a country or area they name by code."""
    listing = LISTINGS[subject]
    named = dict.fromkeys(listing.countries, names_in(dataset, language)) | dict.fromkeys(
        listing.areas, _areas(dataset, language)
    )
    found = np.zeros(len(_all(dataset, subject)), dtype=bool)
    for name in (*listing.texts, *named):
        numbers, texts = _texts(dataset, subject, name)
        said = (folded(named[name].get(text, "")) for text in texts) if name in named else texts
        # The last place is for rows without a text, whose number is −1.
        found |= np.array([*(word in text for text in said), False])[numbers]
    return found


@cached_by_version
def _areas(dataset: Dataset, language: str) -> dict[str, str]:
    """What areas are called, in the language and by their source: people search for either."""
    own, shown = admin1_names(dataset), area_names(dataset, language)
    return {area: own[area] if own[area] == name else f"{name} {own[area]}" for area, name in shown.items()}


@cached_by_version
def _texts(dataset: Dataset, subject: str, name: str) -> tuple[np.ndarray, list[str]]:
    """The number of each row's text in a column, −1 without one; and the texts, as a search looks into them. Codes stay codes."""
    column = _all(dataset, subject)[name].combine_chunks()
    coded = (pc.binary_join(column, " ") if pa.types.is_list(column.type) else column).dictionary_encode()
    texts = coded.dictionary.to_pylist()
    free = name in LISTINGS[subject].texts
    return coded.indices.fill_null(-1).to_numpy(), [folded(text) for text in texts] if free else texts
