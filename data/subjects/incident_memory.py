"""Incidents in memory: a query of the engine costs more than counting a million of them here.

Three tables, each finer than the one before, all in the order of years:
sums     by what the shared filters ask, a few thousand whatever the number of incidents
details  these, divided further by what picks and charts ask
records  the incidents themselves, as far as maps and lists need them
A question chooses details; their records follow by their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import Table

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import Mask, MemoryTable
from data.ground.borders import BANDS
from data.model.precision import UNPLACED
from data.query.filters import Filters
from data.query.picks import PICKS

#: Resolutions of the cells that incidents carry.
RESOLUTIONS = (3, 4, 5, 6)

#: Everything a filter asks of incidents, but for most picks.
_ASKED = ["year", "country", "phase", "weapons", "reliability", "violence", "preliminary"]
#: What picks and charts ask besides, and of these what comes in few values.
_BESIDES = ["month", "admin1", "side", "border", "border_km", "level", "conflict", "actors"]
_FEW = ("month", "admin1", "side", "border", "level", "conflict")
#: What `summed` needs of rows, besides the category that it sums by.
SUMMED = ("events", "deaths", "with_weapon", "year")
_CELLS = [f"cell{resolution}" for resolution in RESOLUTIONS]


def _numbered(dataset: Dataset) -> Table:
    """Incidents with the number of the sum and of the detail that each belongs to.

    side       country that holds the coordinates
    border_km  upper end of the band of distances from the border, infinite beyond all of them
    preliminary  from a candidate release, which UCDP may still revise
    level      how much is known of a place that is in no cell and at no point: one of UNPLACED, null for all others
    spot       null for these
    """
    rows = dataset.table("incidents")
    bands = ((rows.border_km <= upper, float(upper)) for _, upper in BANDS)
    rows = rows.mutate(
        side=rows.located_in.fill_null(rows.country),
        border_km=ibis.cases(*bands, (rows.border_km.notnull(), float("inf"))),
        level=ibis.cases((rows.location_precision.isin(UNPLACED), rows.location_precision)),
        preliminary=rows.source_release.startswith("Candidate"),
        with_weapon=ibis.ifelse(rows.weapons.length() > 0, rows.events, 0),
    )
    rows = rows.mutate(
        sum=ibis.dense_rank().over(order_by=_ASKED),
        detail=ibis.dense_rank().over(order_by=[*_ASKED, *_BESIDES]),
        spot=ibis.ifelse(rows.level.isnull(), ibis.dense_rank().over(order_by=[rows.level.notnull(), rows.lon, rows.lat]), None),
    )
    numbers = ("sum", "detail", "spot", "events", "deaths", "with_weapon")
    return rows.select("id", *numbers, *_ASKED, *_BESIDES, "lon", "lat", "place", *_CELLS)


def _rows(dataset: Dataset) -> Table:
    return dataset.derived("incidents_numbered", partial(_numbered, dataset))


def _grouped(dataset: Dataset, by: list[str]) -> pd.DataFrame:
    rows = _rows(dataset)
    groups = rows.group_by(by).agg(
        events=rows.events.sum(), deaths=rows.deaths.sum(), with_weapon=rows.with_weapon.sum(), records=rows.count(),
        west=rows.lon.min(), east=rows.lon.max(), south=rows.lat.min(), north=rows.lat.max(),
    )  # fmt: skip
    return dataset.frame(groups.order_by(by[0])).set_index(by[0])


@cached_by_version
def sums(dataset: Dataset) -> MemoryTable:
    """Columns as in `counts`; index: the number of the sum."""
    found = _grouped(dataset, ["sum", *_ASKED])
    # Plain numbers: pandas adds up those that could be missing several times slower.
    whole = dict.fromkeys(("year", "events", "deaths", "with_weapon", "records"), "int64")
    return MemoryTable.of(found.assign(weapons=found.weapons.map(tuple)).astype(whole | {"preliminary": "bool"}))


@cached_by_version
def _details(dataset: Dataset) -> MemoryTable:
    found = _grouped(dataset, ["detail", "sum", "year", "preliminary", *_BESIDES])
    whole = ("sum", "year", "events", "deaths", "with_weapon", "records", "with_actors")
    kinds = dict.fromkeys(_FEW, "category") | {"preliminary": "bool"} | dict.fromkeys(whole, "int64")
    found = found.assign(actors=found.actors.map(tuple), with_actors=found.events.where(found.actors.map(len) > 0, 0))
    return MemoryTable(found.astype(kinds))


@cached_by_version
def _records(dataset: Dataset) -> pd.DataFrame:
    few = ["spot", "place", *_CELLS]
    shown = _rows(dataset).select("detail", "id", "events", "deaths", "with_weapon", "year", *few)
    kinds = dict.fromkeys(("detail", "events", "deaths", "with_weapon", "year"), "int32") | dict.fromkeys(few, "category")
    return dataset.frame(shown.order_by("detail", "id")).astype(kinds)


@cached_by_version
def spots(dataset: Dataset) -> pd.DataFrame:
    """The places of records in order: lon, lat, and the name and country that the latest record there gives."""
    rows = _rows(dataset)
    rows = rows.filter(rows.spot.notnull())
    named = {name: rows[name].argmax(rows.year) for name in ("place", "country")}
    found = dataset.frame(rows.group_by(["lon", "lat"]).agg(**named).order_by(["lon", "lat"]))
    return found.astype(dict.fromkeys(named, object))


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


def records(dataset: Dataset, filters: Filters, *columns: str) -> pd.DataFrame:
    """The incidents that answer a question: detail, id, events, deaths, with_weapon, year; spot (row of `spots`), place and
    cells as categories, spot and cells null where the place is not known well enough.
    """
    return _taken(_records(dataset), columns, which(dataset, filters))


def placed(dataset: Dataset, filters: Filters, *columns: str) -> pd.DataFrame:
    """As `records`, those alone whose place is known well enough for a point, a cell or a distance."""
    return _taken(_records(dataset), ("detail", *columns), which(dataset, filters) & _well_known(dataset))


@cached_by_version
def _well_known(dataset: Dataset) -> Mask:
    """Which of all incidents have a place that is known well enough."""
    known: Mask = detail_of(dataset, _records(dataset), "level").isna().to_numpy()
    return known


def which(dataset: Dataset, filters: Filters) -> Mask:
    """Which of all incidents answer a question, in the order of `ids`."""
    mask: Mask = chosen(dataset, filters)[_records(dataset).detail.to_numpy()]
    return mask


def ids(dataset: Dataset) -> pd.Series:
    """All incidents, as they stand in memory."""
    return _records(dataset).id


@cached_by_version
def _told(dataset: Dataset) -> pd.DataFrame:
    """The incidents that name a weapon, once for each report: row (as in `ids`), report (its number).

    An event of which no report is known stands for one of its own.
    """
    rows = dataset.table("incidents")
    armed = dataset.frame(rows.filter(rows.weapons.length() > 0).select("id", "events", "reports"))
    armed["report"] = [
        list(reports) if len(reports) else [f"{name} {n}" for n in range(events)]
        for name, events, reports in armed.itertuples(index=False, name=None)
    ]
    each = armed.explode("report")
    row = pd.Index(ids(dataset)).get_indexer(each.id)
    return pd.DataFrame({"row": row, "report": pd.factorize(each.report)[0]})


def _reports(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    return _told(dataset)[which(dataset, filters)[_told(dataset).row.to_numpy()]]


@cached_by_version
def reports_naming_a_weapon(dataset: Dataset, filters: Filters) -> int:
    """Reports behind the events that name a weapon: events split from one story share one."""
    return int(_reports(dataset, filters).report.nunique())


def with_reports(dataset: Dataset, filters: Filters, found: pd.DataFrame) -> pd.DataFrame:
    """What `summed` found by `spot`, a cell or `admin1`, with `reports` behind `with_weapon`; a report of two places counts in
    both.
    """
    told, by = _reports(dataset, filters), found.columns[0]
    where = _details(dataset).frame[by].array if by == "admin1" else _records(dataset)[by].array
    row = told.row.to_numpy()
    codes = where.codes[_records(dataset).detail.to_numpy()[row] if by == "admin1" else row]
    told_at, here = told.report.to_numpy(), codes >= 0
    each = np.unique(codes[here].astype(np.int64) * (int(told_at.max(initial=0)) + 1) + told_at[here])
    reports = np.bincount(each // (int(told_at.max(initial=0)) + 1), minlength=len(where.categories))
    return found.assign(reports=reports[where.categories.get_indexer(found[by])])


def detail_of(dataset: Dataset, rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of the details for each of these records, which hold `detail`."""
    return _details(dataset).frame[column].iloc[rows.detail.to_numpy()]


def summed(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Events, deaths, with_weapon, first and last year by a category, in its order; rows without one are left out."""
    column, numbers = rows[by].array, {name: rows[name].to_numpy() for name in SUMMED}
    codes, values = column.codes, column.categories
    if (known := codes >= 0).sum() < len(codes):
        codes, numbers = codes[known], {name: each[known] for name, each in numbers.items()}
    years = numbers.pop("year")
    here = np.flatnonzero(np.bincount(codes))
    found = {name: np.bincount(codes, weights=each)[here].astype(int) for name, each in numbers.items()}
    first, last = np.zeros((2, len(values)), dtype=int)
    # Rows stand in the order of years: of several in a group, the one written last stays.
    first[codes[::-1]], last[codes] = years[::-1], years
    return pd.DataFrame({by: values[here], **found, "first": first[here], "last": last[here]})
