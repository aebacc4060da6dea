"""Flows: arms on the move, authorised or not, between countries and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.model.categories import FLOW_KINDS, NOT_REPORTED
from data.query.filters import Filters

_ENDS = [
    f"{end}_{part}" for end in ("origin", "destination", "event") for part in ("country", "place", "lon", "lat", "precision")
]
_SHARED = [*_ENDS, "kind", "reliability"]
#: Columns that are asked of a whole table at once, one by one.
_COUNTED = ("id", "kind", "phase", "weapons", "start_year", "end_year", "origin_country", "destination_country", "mechanism")
#: What flows can be ranked by: the name of the pick that a click sets, and its column.
RANKED = {"supplier": "origin_country", "recipient": "destination_country", "mechanism": "mechanism"}
#: Arms not broken down: the quantity of such a row may add up quite different things.
_MIXED = "H1"
#: A unit with fewer records than this is no choice for a chart.
_FEWEST_RECORDS = 3
#: Stands for the weapon of a record whose quantity cannot be divided among its classes.
SEVERAL = "several"


@cached_by_version
def _all(dataset: Dataset) -> MemoryTable:
    rows = dataset.table("flows")
    return MemoryTable.of(dataset.frame(rows.order_by(rows.end_year.desc(), rows.id)))


@cached_by_version
def matching(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The flows that answer the question, latest first; all columns of the contract."""
    return _all(dataset).frame[_chosen(dataset, filters)].reset_index(drop=True)


@cached_by_version
def _chosen(dataset: Dataset, filters: Filters) -> np.ndarray:
    """Which of all flows answer the question."""
    return filters.mask(_all(dataset))


@cached_by_version
def _columns(dataset: Dataset) -> dict[str, np.ndarray]:
    """Columns of all flows as plain arrays: to choose from one of them costs a tenth of choosing rows of the whole table."""
    held = _all(dataset).frame
    found = {name: held[name].to_numpy(dtype=object) for name in _COUNTED}
    return found | {"weapons": np.fromiter(map(tuple, held.weapons), dtype=object, count=len(held))}


def columns(dataset: Dataset, filters: Filters, *names: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of the flows that answer the question, record by record, latest first; a missing value is no text or NA."""
    chosen = _chosen(dataset, filters)
    return zip(*(_columns(dataset)[name][chosen] for name in names), strict=True)


class Link(NamedTuple):
    """Flows that share ends, kind and reliability, as the map shows them. Ends that are not known are None or NaN.

    weapons  codes of all these flows, sorted
    first, last  years
    """

    origin_country: str | None
    origin_place: str | None
    origin_lon: float
    origin_lat: float
    origin_precision: str
    destination_country: str | None
    destination_place: str | None
    destination_lon: float
    destination_lat: float
    destination_precision: str
    event_country: str | None
    event_place: str | None
    event_lon: float
    event_lat: float
    event_precision: str
    kind: str
    reliability: str
    records: int
    weapons: list[str]
    first: int
    last: int
    ids: list[str]


@cached_by_version
def links(dataset: Dataset, filters: Filters) -> list[Link]:
    """The links of the flows that answer the question, those without any end on the map among them."""
    link_of, shared = _all_links(dataset)
    records: dict[int, list[tuple[str, list[str], int, int]]] = {}
    for record in columns(dataset, filters, "id", "weapons", "start_year", "end_year"):
        records.setdefault(link_of[record[0]], []).append(record)
    return [
        Link._make(
            (
                *shared[link],
                len(own),
                sorted({code for _, codes, _, _ in own for code in codes}),
                min(first for _, _, first, _ in own),
                max(last for _, _, _, last in own),
                [name for name, _, _, _ in own],
            )
        )
        for link, own in sorted(records.items())
    ]


@cached_by_version
def _all_links(dataset: Dataset) -> tuple[dict[str, int], dict[int, tuple[Any, ...]]]:
    """The link that each flow belongs to, by id, and what its flows share, by link: ends, kind and reliability."""
    flows = _all(dataset).frame
    link = flows.groupby(_SHARED, dropna=False, sort=True).ngroup()
    shared = flows[_SHARED].assign(link=link).drop_duplicates("link").set_index("link")
    of = dict(zip(flows.id, link.tolist(), strict=True))
    return of, dict(zip(shared.index.tolist(), shared.itertuples(index=False, name=None), strict=True))


def of_each_kind(kinds: Iterable[str]) -> dict[str, int]:
    """How many of each kind there are, in the order of FLOW_KINDS, with zeros: kinds are never counted together."""
    counted = Counter(kinds)
    return {kind: counted[kind] for kind in FLOW_KINDS}


@cached_by_version
def by_kind(dataset: Dataset, filters: Filters) -> dict[str, int]:
    """Records of each kind that answer the question."""
    return of_each_kind(kind for (kind,) in columns(dataset, filters, "kind"))


def by_id(dataset: Dataset, filters: Filters, ids: tuple[str, ...]) -> pd.DataFrame:
    """The named flows among those that answer the question."""
    found = matching(dataset, filters)
    return found[found.id.isin(ids)]


@cached_by_version
def ranking(dataset: Dataset, filters: Filters, by: str) -> pd.DataFrame:
    """Records by supplier, recipient or mechanism (a key of RANKED), most first.

    Columns value (ISO3 or mechanism; None where the source does not say), and records of each kind under its name.
    """
    kinds: dict[str | None, Counter[str]] = {}
    for value, kind in columns(dataset, filters, RANKED[by], "kind"):
        kinds.setdefault(value if isinstance(value, str) else None, Counter())[kind] += 1
    rows = sorted(kinds.items(), key=lambda row: (-row[1].total(), row[0] is None, row[0] or ""))
    counts = {kind: [own[kind] for _, own in rows] for kind in FLOW_KINDS}
    return pd.DataFrame({"value": pd.Series([value for value, _ in rows], dtype=object), **counts})


@cached_by_version
def by_weapon(dataset: Dataset, filters: Filters) -> dict[str, dict[str, int]]:
    """Records of each kind by level-1 category or NOT_REPORTED; a record counts in each of its categories."""
    kinds: dict[str, list[str]] = {}
    for codes, kind in columns(dataset, filters, "weapons", "kind"):
        for letter in _letters(codes):
            kinds.setdefault(letter, []).append(kind)
    return {letter: of_each_kind(own) for letter, own in kinds.items()}


@cached_by_version
def by_year(dataset: Dataset, filters: Filters, by: str) -> pd.DataFrame:
    """Records by year and by `kind` or level-1 `weapon`; columns year, group, records.

    A record counts in every year it speaks of, and in each of its categories. Years outside the question may appear,
    when a record reaches beyond them.
    """
    counted: Counter[tuple[int, str]] = Counter()
    for first, last, codes, kind in columns(dataset, filters, "start_year", "end_year", "weapons", "kind"):
        groups = _letters(codes) if by == "weapon" else (kind,)
        counted.update((year, group) for year in range(first, last + 1) for group in groups)
    rows = [(year, group, n) for (year, group), n in sorted(counted.items())]
    return pd.DataFrame(rows, columns=["year", "group", "records"])


def span(dataset: Dataset, filters: Filters) -> tuple[int, int] | None:
    """First and last year with a flow that answers the question, or None."""
    years = list(columns(dataset, filters, "start_year", "end_year"))
    return (min(first for first, _ in years), max(last for _, last in years)) if years else None


@cached_by_version
def streams(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Records by origin, level-1 category and destination; columns origin, weapon, destination, amount, records.

    Countries as ISO3, None where the source does not say. `records` counts a record in each of its categories;
    `amount` divides it among them, so that amounts add up to the records there are.
    """
    each = columns(dataset, filters, "origin_country", "weapons", "destination_country")
    cut = ((start, _letters(codes), end) for start, codes, end in each)
    return _streams((start, letter, end, 1 / len(letters)) for start, letters, end in cut for letter in letters)


@cached_by_version
def streams_in(dataset: Dataset, filters: Filters, unit: str) -> pd.DataFrame:
    """Quantities in one unit, with the columns of `streams`; `weapon` is a level-2 class, or SEVERAL.

    Within a category single items differ too much to add up (a missile, a ship); a quantity that belongs to several
    classes is not divided among them.
    """
    found = _countable(dataset, filters)
    found = found[found.unit == unit]
    weapons = found.weapons.map(lambda codes: codes[0] if len(codes) == 1 else SEVERAL)
    return _streams(zip(found.origin_country, weapons, found.destination_country, found.quantity, strict=True))


def _streams(rows: Iterable[tuple[object, str, object, float]]) -> pd.DataFrame:
    """Sums of (origin, weapon, destination, amount), greatest first; an end that is no text is not known."""
    amounts: Counter[tuple[str, str, str]] = Counter()
    records: Counter[tuple[str, str, str]] = Counter()
    for origin, weapon, destination, amount in rows:
        stream = (origin if isinstance(origin, str) else "", weapon, destination if isinstance(destination, str) else "")
        amounts[stream] += amount  # type: ignore[assignment]
        records[stream] += 1
    ordered = sorted(amounts, key=lambda stream: (-amounts[stream], *((not key, key) for key in stream)))
    found = [(*(key or None for key in stream), float(amounts[stream]), records[stream]) for stream in ordered]
    return pd.DataFrame(found, columns=["origin", "weapon", "destination", "amount", "records"])


@cached_by_version
def units(dataset: Dataset, filters: Filters) -> dict[str, int]:
    """Units that quantities can be read in, with the number of records, most first; rare ones are left out."""
    counted = Counter(_countable(dataset, filters).unit)
    return {unit: n for unit, n in sorted(counted.items(), key=lambda row: (-row[1], row[0])) if n >= _FEWEST_RECORDS}


@cached_by_version
def _countable(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Records whose quantity may be added to that of others.

    Not those of seizures and collections, where a national total and its single cases stand side by side, and not
    those of arms that are not broken down.
    """
    found = matching(dataset, filters)
    each = zip(found.kind, found.weapons, found.unit, found.quantity.notna(), strict=True)
    kept = [kind != "collected" and _MIXED not in codes and isinstance(unit, str) and n for kind, codes, unit, n in each]
    return found[np.array(kept, dtype=bool)]


def _letters(codes: Iterable[str]) -> tuple[str, ...]:
    """Level-1 letters of a record's codes, or NOT_REPORTED."""
    return tuple(sorted({code[0] for code in codes})) or (NOT_REPORTED,)


def adds_up_unlike_things(kind: str, codes: Iterable[str]) -> bool:
    """Whether a row's quantity is a sum over things of different kinds, so that only its `item` says how many of what.

    So it is for register entries without a code of their own: engines and helicopters stand in one row.
    """
    return kind == "authorised" and _MIXED in codes
