"""Incidents in memory, as `prepare` rolled them up: a query of the engine costs more than counting a million of them here.

All in the order of years:
sums     by what the shared filters ask, a few thousand whatever the number of incidents
details  these, divided further by what picks and charts ask
places, cells, reports  details, divided further by where they are, or by the reports behind those that name a weapon
A question chooses details; what divides them follows by the number of their row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from ibis.expr.types import Table

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import Mask, MemoryTable
from data.query.filters import Filters
from data.query.picks import PICKS

#: Resolutions of the cells that incidents carry.
RESOLUTIONS = (3, 4, 5, 6)

#: Everything a filter asks of incidents, but for most picks.
_ASKED = ["year", "country", "phase", "weapons", "reliability", "violence", "preliminary"]
#: What picks and charts ask besides, as far as it comes in few values.
_FEW = ("month", "admin1", "side", "border", "level", "conflict")
_ADDED = ("events", "deaths", "records")
#: What `summed` needs of rows, besides the category that it sums by.
SUMMED = ("events", "deaths", "with_weapon", "year")


@cached_by_version
def sums(dataset: Dataset) -> MemoryTable:
    """Columns as in `counts`, and `key`, in the order of years."""
    rows = dataset.table("incident_sums").drop("sensitivity").rename(key="sum")
    found = dataset.frame(rows.order_by("year", "key"))
    # Plain numbers: pandas adds up those that could be missing several times slower.
    whole = dict.fromkeys(("key", "year", *_ADDED), "int64")
    found = found.astype(whole | {"preliminary": "bool"}).assign(weapons=found.weapons.map(tuple))
    return MemoryTable.of(found.assign(with_weapon=found.events.where(found.weapons.map(len) > 0, 0)))


@cached_by_version
def _details(dataset: Dataset) -> MemoryTable:
    rows = dataset.table("incident_details").drop("sensitivity").rename(key="detail")
    found, of = dataset.frame(rows), sums(dataset).frame
    found["sum"] = pd.Index(of.key).get_indexer(found["sum"])
    found = found.sort_values(["sum", "key"], ignore_index=True)
    at = found["sum"].to_numpy()
    kinds = dict.fromkeys(_FEW, "category") | dict.fromkeys(("key", "sum", *_ADDED), "int64") | {"border_km": "float64"}
    found = found.astype(kinds).assign(
        actors=found.actors.map(tuple),
        year=of.year.to_numpy()[at],
        preliminary=of.preliminary.to_numpy()[at],
        with_weapon=found.events.where(of.with_weapon.to_numpy()[at] > 0, 0).astype("int64"),
    )
    return MemoryTable(found.assign(with_actors=found.events.where(found.actors.map(len) > 0, 0)))


@dataclass(frozen=True)
class Divided:
    """Rows of `frame` that divide `details` further, in their order: each holds `detail`, the number of a row of these."""

    details: pd.DataFrame
    frame: pd.DataFrame

    @staticmethod
    def of(dataset: Dataset, rows: Table, *texts: str) -> Divided:
        """Rows of the engine that hold keys of details. Texts come in few values; a cell that there is not is 0."""
        found, details = dataset.frame(rows), _details(dataset).frame
        found["detail"] = pd.Index(details.key).get_indexer(found.detail).astype("int32")
        found = found.sort_values("detail", kind="stable", ignore_index=True)
        cells = {name: found[name].fillna(0).astype("int64") for name in found if name.startswith("cell")}
        small = dict.fromkeys({"events", "deaths"} & set(found), "int32")
        return Divided(details, found.assign(**cells).astype(dict.fromkeys(texts, "category") | small))

    @cached_property
    def _first(self) -> np.ndarray:
        """Where the rows of each detail begin, and where those of the last one end."""
        return np.searchsorted(self.frame.detail.to_numpy(), np.arange(len(self.details) + 1))

    def within(self, chosen: Mask, *columns: str) -> pd.DataFrame:
        """The rows of chosen details. `year` and `with_weapon` are told by their details."""
        details = np.flatnonzero(chosen)
        first, size = self._first[details], np.diff(self._first)[details]
        rows = np.repeat(first - np.cumsum(size) + size, size) + np.arange(size.sum())
        return pd.DataFrame({name: self._column(name, rows) for name in columns}, copy=False)

    def _column(self, name: str, rows: np.ndarray) -> Any:
        if name not in ("year", "with_weapon"):
            return self.frame[name].array[rows]
        told = self.details[name].to_numpy()[self.frame.detail.to_numpy()[rows]]
        return told if name == "year" else np.where(told > 0, self.frame.events.to_numpy()[rows], 0)


@cached_by_version
def _places(dataset: Dataset) -> Divided:
    """Details by place: lon, lat; events, deaths; place and country, as the latest record there names them (categories)."""
    rows = dataset.table("incident_places")
    rows = rows.select("detail", "lon", "lat", "place", "country", "events", "deaths")
    return Divided.of(dataset, rows, "place", "country")


@cached_by_version
def _cells(dataset: Dataset, resolution: int) -> Divided:
    """Details by cell: cell; events, deaths."""
    rows = dataset.table("incident_places")
    by = {"detail": rows.detail, "cell": rows[f"cell{resolution}"]}
    return Divided.of(dataset, rows.group_by(**by).agg(events=rows.events.sum(), deaths=rows.deaths.sum()))


@cached_by_version
def _reports(dataset: Dataset) -> Divided:
    """Details by the reports behind the events that name a weapon, and by place: lon, lat, cells; report (its number)."""
    found = Divided.of(dataset, dataset.table("incident_reports").drop("sensitivity"))
    return replace(found, frame=found.frame.assign(report=pd.factorize(found.frame.report)[0]))


def fill(dataset: Dataset) -> None:
    """Take in what divides details: of a million incidents each takes half a second at the first question that needs it."""
    _places(dataset)
    _reports(dataset)
    for resolution in RESOLUTIONS:
        _cells(dataset, resolution)


def _finer(filters: Filters) -> dict[str, str]:
    """Picks that ask for more than the sums know."""
    return {name: value for name, value in filters.picks if "incidents" in PICKS[name].tests and name != "violence"}


@cached_by_version
def chosen(dataset: Dataset, filters: Filters) -> Mask:
    """Which details answer a question."""
    finer, details = _finer(filters), _details(dataset)
    asked = replace(filters, picks=tuple(pick for pick in filters.picks if pick[0] not in finer))
    mask: Mask = asked.mask(sums(dataset))[details.frame["sum"].to_numpy()]
    for name, value in finer.items():
        mask &= PICKS[name].tests["incidents"](details, value)
    return mask


@cached_by_version
def counts(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Sums: columns year, country, phase, weapons (codes), reliability, violence, preliminary; events, deaths,
    with_weapon, records; and their box west, east, south, north (°).
    """
    if not _finer(filters):
        return filters.narrow(sums(dataset)).frame
    low, high, added = ("west", "south"), ("east", "north"), ("events", "deaths", "with_weapon", "records")
    ways = dict.fromkeys(low, "min") | dict.fromkeys(high, "max") | dict.fromkeys(added, "sum")
    found = details(dataset, filters, "sum", *ways).groupby("sum").agg(ways)
    return sums(dataset).frame.loc[found.index, _ASKED].join(found)


def details(dataset: Dataset, filters: Filters, *columns: str) -> pd.DataFrame:
    """The details that answer a question.

    sum, year, events, deaths, with_weapon, records, box as in `counts`; month (year × 12 + month − 1), admin1, side (ISO3),
    border, level and conflict as categories; border_km (upper end of a band of BANDS); preliminary; actors (tuple), and
    with_actors: the events of which any is known.
    """
    return _taken(_details(dataset).frame, columns, chosen(dataset, filters))


@cached_by_version
def _parties(dataset: Dataset) -> pd.DataFrame:
    """The details once for each of their actors: detail, actor (category), and what `summed` needs."""
    each = _details(dataset).frame[["actors", *SUMMED]].explode("actors").rename(columns={"actors": "actor"})
    return each.astype({"actor": "category"}).reset_index(names="detail")


def parties(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The details that answer a question, once for each of their actors."""
    return _parties(dataset)[chosen(dataset, filters)[_parties(dataset).detail.to_numpy()]]


def totals(rows: pd.DataFrame, by: str, *names: str) -> pd.DataFrame:
    """Sums of whole numbers by the values of a column of numbers, in order."""
    values, at = np.unique(rows[by].to_numpy(), return_inverse=True)
    sums_of = {name: np.bincount(at, weights=rows[name].to_numpy(), minlength=len(values)) for name in names}
    return pd.DataFrame({by: values, **{name: found.astype("int64") for name, found in sums_of.items()}})


def added(by: pd.Series, values: pd.Series | np.ndarray) -> np.ndarray:
    """Sums of whole numbers by a category, in the order of all its values; rows without one are left out."""
    column = by.array
    return np.bincount(column.codes + 1, weights=values, minlength=len(column.categories) + 1)[1:].astype(int)


def _taken(frame: pd.DataFrame, columns: Sequence[str], mask: Mask) -> pd.DataFrame:
    """`frame[columns][mask]`, numbered anew, a column at a time: in one go pandas copies all rows first, and takes three times
    as long.
    """
    return pd.DataFrame({name: frame[name].array[mask] for name in columns}, copy=False)


def placed(dataset: Dataset, filters: Filters, *columns: str) -> pd.DataFrame:
    """The places of a question, as far as they are known well enough for a point, a cell or a distance; once for each of their
    details: detail, events, deaths, with_weapon, year; lon, lat; place and country (categories), as the latest record there
    names them.
    """
    return _places(dataset).within(chosen(dataset, filters), *columns)


def in_cells(dataset: Dataset, filters: Filters, resolution: int, *columns: str) -> pd.DataFrame:
    """The cells of a question, once for each of their details: detail, cell, events, deaths, with_weapon, year."""
    return _cells(dataset, resolution).within(chosen(dataset, filters), *columns)


def spots(rows: pd.DataFrame) -> pd.Series:
    """The spot of each row that holds lon and lat, as a category in the order of longitude, then latitude: both in one number,
    lon + lat · i.
    """
    found, codes = np.unique(rows.lon.to_numpy() + 1j * rows.lat.to_numpy(), return_inverse=True)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(found)))


def named(rows: pd.DataFrame, spot: pd.Series) -> pd.DataFrame:
    """Each spot of some rows of `placed`: lon, lat, place, country."""
    last = np.empty(len(spot.cat.categories), dtype=int)
    last[spot.cat.codes] = np.arange(len(rows))
    return pd.DataFrame({name: np.asarray(rows[name].array[last]) for name in ("lon", "lat", "place", "country")})


@cached_by_version
def reports_naming_a_weapon(dataset: Dataset, filters: Filters) -> int:
    """Reports behind the events that name a weapon: events split from one story share one."""
    return len(np.unique(_reports(dataset).within(chosen(dataset, filters), "report")))


def with_reports(dataset: Dataset, filters: Filters, found: pd.DataFrame, by: str) -> pd.DataFrame:
    """What `summed` found by `spot`, `cell3` … `cell6` or `admin1`, in its first column, with `reports` behind `with_weapon`; a
    report of two places counts in both.
    """
    told, known = _reports(dataset), pd.Index(found.iloc[:, 0])
    rows = told.within(chosen(dataset, filters), "report", *{"spot": ("lon", "lat"), "admin1": ("detail",)}.get(by, (by,)))
    if by == "admin1":
        areas = detail_of(dataset, rows, by).array
        at = np.append(known.get_indexer(areas.categories), -1)[areas.codes]
    else:
        at = known.get_indexer(rows.lon.to_numpy() + 1j * rows.lat.to_numpy() if by == "spot" else rows[by])
    here, number = at >= 0, int(rows.report.max()) + 1 if len(rows) else 1
    each = np.unique(at[here].astype(np.int64) * number + rows.report.to_numpy()[here])
    return found.assign(reports=np.bincount(each // number, minlength=len(found)))


def detail_of(dataset: Dataset, rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of the details for each of these rows, which hold `detail`."""
    return _details(dataset).frame[column].iloc[rows.detail.to_numpy()]


def summed(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Events, deaths, with_weapon, first and last year by a category or by numbers, in their order; rows without one are left
    out.
    """
    column, numbers = rows[by].array, {name: rows[name].to_numpy() for name in SUMMED}
    category = isinstance(column, pd.Categorical)
    codes, values = (column.codes, column.categories) if category else pd.factorize(rows[by].to_numpy(), sort=True)
    if (known := codes >= 0).sum() < len(codes):
        codes, numbers = codes[known], {name: each[known] for name, each in numbers.items()}
    years = numbers.pop("year")
    here = np.flatnonzero(np.bincount(codes))
    found = {name: np.bincount(codes, weights=each)[here].astype(int) for name, each in numbers.items()}
    first, last = np.zeros((2, len(values)), dtype=int)
    # Rows stand in the order of years: of several in a group, the one written last stays.
    first[codes[::-1]], last[codes] = years[::-1], years
    return pd.DataFrame({by: values[here], **found, "first": first[here], "last": last[here]})
