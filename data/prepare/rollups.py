"""Roll-ups: what pages count and maps draw of incidents, summed once, so that the app need not read the incidents for it.

Sums hold all that the shared filters ask, details divide them by what picks and charts ask, places and reports divide details
further. Expressions are Ibis, run by an Engine. A key is a hash of what it stands for: another engine, machine or order of rows
gives the same, and no step has to see all rows at once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import BooleanValue, Column, StringValue, Table

from data.contracts import ROLLUPS
from data.contracts.shared import FARTHEST_KM
from data.engine.engine import Engine, hashed
from data.ground.borders import BANDS
from data.model import tables
from data.model.precision import DISTRICT, UNPLACED
from data.model.tables import ContractError
from data.prepare import manifest
from data.prepare.core.publish import published, write_rows

#: What a sum, and what a detail, is known by.
_SUM = ("year", "country", "phase", "weapons", "reliability", "violence", "preliminary", "sensitivity")
_DETAIL = ("month", "admin1", "side", "border", "border_km", "level", "conflict", "actors")
_PLACE = ("lon", "lat", "cell3", "cell4", "cell5", "cell6")


def renew(out: Path, engine: Engine) -> dict[str, Any]:
    """Roll up the incidents of a whole set anew, and give its manifest. `incidents.parquet` may be a folder of such files: where
    they do not fit one machine, Spark reads them. All other files stay as they are.

    Raises InputError or ContractError; the set stays as it was then.
    """
    before = manifest.read(out)
    with published(out) as folder:
        for name in before["files"]:
            if name.removesuffix(".parquet") not in ROLLUPS:
                _carry_over(out / name, folder / name)
        described = before | {"data_version": "", "rollups": build(folder, engine)}
        described["data_version"] = manifest.data_version(folder)
        manifest.write(folder, described)
    return described


def _carry_over(file: Path, to: Path) -> None:
    """The same file under another name where the disk can, else a copy."""
    to.parent.mkdir(exist_ok=True)
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)


def build(folder: Path, engine: Engine) -> dict[str, int]:
    """Write all roll-ups of the incidents in a folder beside them, and say how many rows each has.

    The same incidents give the same bytes. Raises ContractError when a roll-up does not add up to its incidents.
    """
    engine.load("incidents", folder / "incidents.parquet")
    keyed = engine.materialise("incidents_keyed", _keyed(engine.table("incidents")))
    totals = _totals(engine.run(_counted(keyed, [])))
    found = {}
    for name, expression in _expressions(keyed).items():
        table = ROLLUPS[name]
        rows = engine.run(expression.order_by(table.key).select(table.names))
        _check(table, rows, totals if name in ("incident_sums", "incident_details") else {})
        write_rows(table, rows, folder)
        found[name] = rows.num_rows
    return found


def _keyed(rows: Table) -> Table:
    """Incidents with the keys of their sum and their detail, and what these are known by.

    side       country that holds the coordinates
    border_km  upper end of the band of distances from the border
    level      how much is known of a place that is in no cell and at no point, or whose point stands for a district; null for
               all others
    """
    bands = ((rows.border_km <= upper, upper) for _, upper in BANDS)
    rows = rows.mutate(
        side=rows.located_in.fill_null(rows.country),
        border_km=ibis.cases(*bands, (rows.border_km.notnull(), FARTHEST_KM)).cast("int64"),
        level=ibis.cases((rows.location_precision.isin((*UNPLACED, DISTRICT)), rows.location_precision)),
        preliminary=rows.source_release.startswith("Candidate"),
    )
    own = ("id", "place", "events", "deaths", "reports", "source_records")
    return rows.select(
        *own, *_SUM, *_DETAIL, *_PLACE, sum=_key(rows, _SUM), detail=_key(rows, (*_SUM, *_DETAIL))
    )  # fmt: skip


def _key(rows: Table, names: tuple[str, ...]) -> Column:
    return hashed(reduce(add, (_spelled(rows[name]) for name in names)))


def _spelled(column: Column) -> StringValue:
    """A value as text that says where it ends, so that no two rows of values read alike."""
    if column.type().is_array():
        # What joins no items is empty in DuckDB, and null in Spark.
        items = column.map(lambda item: _measured(item)).join("")
        return _measured(ibis.cases((column.length() > 0, items), (column.length() == 0, "")))
    return _measured(column.cast("string"))


def _measured(text: StringValue) -> StringValue:
    return (text.length().cast("string") + ":" + text).fill_null("-")


def _expressions(keyed: Table) -> dict[str, Table]:
    """Each roll-up of incidents with their keys."""
    placed = keyed.filter(_has_point(keyed))
    return {
        "incident_sums": _counted(keyed, ["sum", *_SUM]),
        "incident_details": _counted(keyed, ["detail", "sum", *_DETAIL, "sensitivity"]),
        "incident_places": _counted(placed, ["detail", *_PLACE, "sensitivity"]).inner_join(
            _named(placed), ["lon", "lat", "sensitivity"]
        ),
        "incident_reports": _reports(keyed),
    }


def _has_point(keyed: Table) -> BooleanValue:
    return keyed.level.isnull() | (keyed.level == DISTRICT)


def _counted(rows: Table, by: list[str]) -> Table:
    return rows.aggregate(
        by=by, events=rows.events.sum(), deaths=rows.deaths.sum(), records=rows.count(),
        west=rows.lon.min(), east=rows.lon.max(), south=rows.lat.min(), north=rows.lat.max(),
    )  # fmt: skip


def _named(placed: Table) -> Table:
    """The name and the country of each place, as its latest record has them; of several of that year, the first by its id."""
    latest = (9999 - placed.year).cast("string") + placed.id
    return placed.group_by(["lon", "lat", "sensitivity"]).agg(
        place=placed.place.argmin(latest), country=placed.country.argmin(latest)
    )


def _reports(keyed: Table) -> Table:
    """An event of which no report is known stands for one of its own."""
    armed = keyed.filter(keyed.weapons.length() > 0)
    known = ibis.ifelse(armed.reports.length() > 0, armed.reports, armed.source_records.map(lambda event: "event " + event))
    place = {name: ibis.ifelse(_has_point(armed), armed[name], None) for name in _PLACE}
    return armed.select("detail", "sensitivity", report=known.unnest(), **place).distinct()


def _totals(counted: pa.Table) -> dict[str, int]:
    return {name: counted[name][0].as_py() for name in ("events", "deaths", "records")}


def _check(table: tables.Table, rows: pa.Table, totals: Mapping[str, int]) -> None:
    """Keys are those of one row each, and what is counted adds up to the incidents."""
    if len(rows.group_by(list(table.key)).aggregate([])) < len(rows):
        raise ContractError(f"{table.name}: two rows have the same {' and '.join(table.key)}; this is a defect of prepare")
    for name, total in totals.items():
        if (found := pc.sum(rows[name]).as_py()) != total:
            raise ContractError(f"{table.name}: {found} {name}, but incidents have {total}; this is a defect of prepare")
