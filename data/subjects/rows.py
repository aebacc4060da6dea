"""Rows behind a view: what a table lists and a file holds, for each subject that is mapped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import BooleanValue
from ibis.expr.types import Column as Values
from ibis.expr.types import Table as Expression

from data.contracts import TABLES
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import Mask
from data.ground.countries import admin1_names, names_in
from data.ground.places import area_names, folded
from data.model.tables import Column
from data.query.filters import Filters
from data.subjects import actors, flows, incident_memory, national, routes

#: Longest text worth searching for, in characters.
LONGEST_SEARCH = 80
#: What the codes of weapons are called in a language, their category included: pairs, since answers are kept by what was asked.
WeaponNames = tuple[tuple[str, str], ...]
#: Stands in no text: the unit separator of ASCII.
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Listing:
    """How a subject is listed.

    orders    by name, what to sort by: columns, `-` before those that fall. The first is the usual one
    texts     columns that a search looks into; `countries` and `areas` hold codes that it looks up by name, as it does those
              of weapons in every subject
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
def number(
    dataset: Dataset, subject: str, filters: Filters, search: str = "", language: str = "en", weapons: WeaponNames = ()
) -> int:
    """How many rows answer the question and hold the text searched for."""
    if subject != "incidents":
        return int(_found(dataset, subject, filters, search, language, weapons).sum())
    if not search:
        return int(incident_memory.counts(dataset, filters).records.sum())
    counted = _searched(dataset, filters, search, language, weapons).count().name("n").as_table()
    return int(dataset.arrow(counted)["n"][0].as_py())


@cached_by_version
def kinds(
    dataset: Dataset, filters: Filters, search: str = "", language: str = "en", weapons: WeaponNames = ()
) -> dict[str, int]:
    """Flows of each kind that answer the question and hold the text searched for."""
    held = _all(dataset, "flows")["kind"].to_numpy(zero_copy_only=False)
    return flows.of_each_kind(held[_found(dataset, "flows", filters, search, language, weapons)])


def listed(
    dataset: Dataset,
    subject: str,
    filters: Filters,
    most: int | None = None,
    order: str = "",
    search: str = "",
    language: str = "en",
    weapons: WeaponNames = (),
) -> pa.Table:
    """Rows with the columns of `columns(subject)`, at most so many; dates as dates, a shape as WKB.

    `order` is a name of the subject's orders, `language` the one in which names of countries are searched for,
    `weapons` what it calls weapons.
    """
    order = order or usual_order(subject)
    if subject == "incidents":
        by = [ibis.desc(name) if falls else ibis.asc(name) for name, falls in _keys(subject, order)]
        rows = _searched(dataset, filters, search, language, weapons).order_by(by)
        names = [column.name for column in columns(subject)]
        # Ibis takes longer to put a choice of columns into SQL than the engine takes to find some hundred rows with all of them.
        found = dataset.arrow(rows.select(*names)) if most is None else dataset.arrow(rows.limit(most)).select(names)
        return _with_days(subject, found)
    found = np.flatnonzero(_found(dataset, subject, filters, search, language, weapons))
    ranks = _ranks(dataset, subject, order)[found]
    if most is not None and most < len(found):
        first = np.argpartition(ranks, most)[:most]
        found, ranks = found[first], ranks[first]
    return _all(dataset, subject).take(pa.array(found[np.argsort(ranks)]))


def usual_order(subject: str) -> str:
    return next(iter(LISTINGS[subject].orders))


@cached_by_version
def _all(dataset: Dataset, subject: str) -> pa.Table:
    """Every row of a small table, in memory."""
    rows = dataset.arrow(dataset.table(subject).select(*(column.name for column in columns(subject))))
    return _with_days(subject, rows).combine_chunks()


def _with_days(subject: str, rows: pa.Table) -> pa.Table:
    for i, column in enumerate(columns(subject)):
        if column.kind == "date":
            rows = rows.set_column(i, column.name, rows[column.name].cast(pa.date32(), safe=False))
    return rows


def _keys(subject: str, order: str) -> list[tuple[str, bool]]:
    """What an order sorts by, each with whether it falls."""
    return [(name.removeprefix("-"), name.startswith("-")) for name in LISTINGS[subject].orders[order]]


@cached_by_version
def _ranks(dataset: Dataset, subject: str, order: str) -> np.ndarray:
    """The place of each row in an order."""
    keys = [(name, "descending" if falls else "ascending") for name, falls in _keys(subject, order)]
    places = pc.sort_indices(_all(dataset, subject), sort_keys=keys).to_numpy()
    ranks = np.empty(len(places), dtype=np.int32)
    ranks[places] = np.arange(len(places))
    return ranks


def _found(dataset: Dataset, subject: str, filters: Filters, search: str, language: str, weapons: WeaponNames) -> Mask:
    """Which rows answer the question and hold every word of the search."""
    places, matching = _places(dataset, subject), _matching(dataset, subject, filters)
    found = np.zeros(len(places), dtype=bool)
    found[[places[name] for name in matching.id]] = True
    for word in _words(search):
        found = found & _holding(dataset, subject, word, language, weapons)
    return found


def _words(search: str) -> list[str]:
    return folded(search[:LONGEST_SEARCH]).split()


def _searched(dataset: Dataset, filters: Filters, search: str, language: str, weapons: WeaponNames) -> Expression:
    """The incidents that answer the question and hold every word of the search."""
    rows = filters.narrow(dataset.table("incidents"))
    tests = (_said(dataset, rows, word, language, weapons) for word in _words(search))
    return rows.filter(*tests) if search else rows


def _said(dataset: Dataset, rows: Expression, word: str, language: str, weapons: WeaponNames) -> BooleanValue:
    """Whether incidents hold a word, as `_holding`: the database is told which texts do, since each would fold its own way."""
    tests = [ibis.literal(False)]
    for name in LISTINGS["incidents"].texts:
        holding = [text for text, said in _said_in(dataset, name).items() if word in said]
        tests += [_among(rows[name], holding)] if holding else []
    for name, names in _named(dataset, "incidents", language, weapons).items():
        holding = [code for code in _said_in(dataset, name) if word in folded(names.get(code, ""))]
        tests += [_among(rows[name], holding)] if holding else []
    return reduce(or_, tests)


def _among(column: Values, texts: list[str]) -> BooleanValue:
    """Whether a column is one of some texts, or holds one."""
    if column.type().is_array():
        return column.filter(lambda item: item.isin(texts)).length() > 0
    # Thousands of texts, each by itself, take a second to be told.
    told = ibis.literal(_BETWEEN.join(texts)).split(_BETWEEN).unnest().name("text").as_table()
    return column.isin(told.text)


@cached_by_version
def _said_in(dataset: Dataset, name: str) -> dict[str, str]:
    """Every text of a column of incidents, and as a search looks into it: with the names that it had before."""
    rows = dataset.table("incidents")
    found = rows.select(text=rows[name].unnest() if rows[name].type().is_array() else rows[name]).distinct()
    before = actors.earlier_names(dataset)
    texts = (text for text in dataset.arrow(found)["text"].to_pylist() if text is not None)
    return {text: folded(" ".join((text, *before.get(text, ())))) for text in texts}


def _matching(dataset: Dataset, subject: str, filters: Filters) -> pd.DataFrame:
    """The rows of a small table that answer the question."""
    if subject in national.SUBJECTS:
        return national.rows(dataset, subject, filters)
    return flows.matching(dataset, filters) if subject == "flows" else routes.matching(dataset, filters)


@cached_by_version
def _places(dataset: Dataset, subject: str) -> dict[str, int]:
    """The place of each row by its id."""
    return {name: i for i, name in enumerate(_all(dataset, subject)["id"].to_pylist())}


def _holding(dataset: Dataset, subject: str, word: str, language: str, weapons: WeaponNames) -> Mask:
    """Which rows hold a word in one of their texts, or in the name of a country, area or weapon they name by code."""
    named = _named(dataset, subject, language, weapons)
    found = np.zeros(len(_all(dataset, subject)), dtype=bool)
    for name in (*LISTINGS[subject].texts, *named):
        numbers, texts = _texts(dataset, subject, name)
        said = (
            (folded(" ".join(named[name].get(code, "") for code in text.split())) for text in texts) if name in named else texts
        )
        # The last place is for rows without a text, whose number is −1.
        found |= np.array([*(word in text for text in said), False])[numbers]
    return found


def _named(dataset: Dataset, subject: str, language: str, weapons: WeaponNames) -> dict[str, dict[str, str]]:
    """What the codes of a column are called, by column."""
    listing = LISTINGS[subject]
    countries, areas = names_in(dataset, language), _areas(dataset, language)
    return dict.fromkeys(listing.countries, countries) | dict.fromkeys(listing.areas, areas) | {"weapons": dict(weapons)}


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
