"""Prepared tables as parquet files, and a whole set of them that takes the old one's place in one step."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from data.contracts import ROLLUPS, TABLES
from data.model.tables import Table
from data.prepare.core.intake import REJECT_COLUMNS, InputError

ARROW = {
    "text": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.timestamp("us"),
    "list": pa.list_(pa.string()),
    "shape": pa.binary(),
}
#: WGS 84 as PROJJSON has it. pyproj words it in two ways, by what the process asked before: one table alone would differ from
#: the same table in a whole set.
WGS_84 = {
    "$schema": "https://proj.org/schemas/v0.7/projjson.schema.json",
    "type": "GeographicCRS",
    "name": "WGS 84",
    "datum": {
        "type": "GeodeticReferenceFrame",
        "name": "World Geodetic System 1984",
        "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.257223563},
    },
    "coordinate_system": {
        "subtype": "ellipsoidal",
        "axis": [
            {"name": "Geodetic latitude", "abbreviation": "Lat", "direction": "north", "unit": "degree"},
            {"name": "Geodetic longitude", "abbreviation": "Lon", "direction": "east", "unit": "degree"},
        ],
    },
    "scope": "Horizontal component of 3D system.",
    "area": "World.",
    "bbox": {"south_latitude": -90, "west_longitude": -180, "north_latitude": 90, "east_longitude": 180},
    "id": {"authority": "EPSG", "code": 4326},
}
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # Linux: linux/fcntl.h, linux/fs.h


@contextmanager
def published(out: Path) -> Iterator[Path]:
    """A new folder to fill; it becomes `out` when the block ends, and vanishes when the block fails.

    Until the last step `out` is the previous set, whole; after it, the new one, whole. Linux swaps the two folders in
    one call; elsewhere two renames do, and `recover` undoes the first when a crash prevents the second.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    recover(out)
    _refuse_foreign(out)
    folder = out.with_name(f".{out.name}.building-{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
        _flush(folder)
        _swap(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # a failed set, or the previous one after the swap


def recover(out: Path) -> None:
    """Clear up after a run that died: bring back a set moved aside, remove half-built ones."""
    aside = _aside(out)
    if aside.exists() and not out.exists():
        aside.rename(out)
    shutil.rmtree(aside, ignore_errors=True)
    for folder in out.parent.glob(f".{out.name}.building-*"):
        if not alive(folder.name.rpartition("-")[2]):
            shutil.rmtree(folder, ignore_errors=True)


def write_table(table: Table, frame: pd.DataFrame, folder: Path) -> Path:
    """Write a checked frame as `<folder>/<table>.parquet`; the same frame gives the same bytes.

    A table with a shape is GeoParquet 1.0 (WKB, WGS 84).
    """
    columns = {}
    for c in table.columns:
        values = shapely.to_wkb(frame[c.name].to_numpy()) if c.kind == "shape" else frame[c.name]
        columns[c.name] = pa.array(values, ARROW[c.kind])
    shapes = [c.name for c in table.columns if c.kind == "shape"]
    arrow = pa.table(columns).replace_schema_metadata(_geo_metadata(frame, shapes[0]) if shapes else None)
    return _written(arrow, folder / f"{table.name}.parquet")


def write_rows(table: Table, rows: pa.Table, folder: Path) -> Path:
    """Write rows of an engine as `<folder>/<table>.parquet`; the same rows in the same order give the same bytes."""
    schema = pa.schema([(column.name, ARROW[column.kind]) for column in table.columns])
    # Where pages of the file end depends on where parts of the rows do.
    return _written(rows.cast(schema).combine_chunks(), folder / f"{table.name}.parquet")


def _written(rows: pa.Table, path: Path) -> Path:
    pq.write_table(rows, path, compression="zstd", compression_level=9)
    return path


def write_rejects(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the rows turned away as `<folder>/rejects.parquet`."""
    columns = {name: pa.array(frame[name], pa.int64() if name == "row" else pa.string()) for name in REJECT_COLUMNS}
    path = folder / "rejects.parquet"
    pq.write_table(pa.table(columns), path, compression="zstd")
    return path


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """A prepared table as its contract describes it. Raises InputError when the file is missing or damaged."""
    path = folder / f"{name}.parquet"
    try:
        arrow = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException):
        raise InputError(f"{path} is missing or damaged: run prepare without --only") from None
    table = (TABLES | ROLLUPS)[name]
    frame = arrow.to_pandas(types_mapper={pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}.get)
    for column in table.columns:
        if column.kind == "list" and column.name in frame:
            frame[column.name] = [list(values) for values in frame[column.name]]
        if column.kind == "shape" and column.name in frame:
            frame[column.name] = shapely.from_wkb(frame[column.name])
    return table.conform(frame)


def _geo_metadata(frame: pd.DataFrame, column: str) -> dict[str, str]:
    shapes = frame[column].to_numpy()
    described = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "crs": WGS_84,
        "bbox": [float(edge) for edge in shapely.total_bounds(shapes)],
    }
    return {"geo": json.dumps({"version": "1.0.0", "primary_column": column, "columns": {column: described}})}


def _refuse_foreign(out: Path) -> None:
    """The old folder goes when the new one comes, so it must hold nothing that prepare did not write."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError(f"{out} is a file: name a folder with --out")
    ours = ("manifest.json", "basemap")
    foreign = sorted(path.name for path in out.iterdir() if path.suffix != ".parquet" and path.name not in ours)
    if foreign:
        raise InputError(
            f"{out} holds {len(foreign)} things that prepare did not write, first {foreign[0]!r}: "
            "move them, or name another folder with --out"
        )


def _swap(folder: Path, out: Path) -> None:
    if not out.exists():
        folder.rename(out)
    elif not _exchange(folder, out):
        aside = _aside(out)
        out.rename(aside)
        folder.rename(out)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or its file system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


def alive(pid: str) -> bool:
    """Whether a process is running; also where that cannot be told."""
    if os.name != "posix" or not pid.isdigit():
        return True  # os.kill would end a process on Windows, so a leftover stays there
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Have the files on disk before they are named, so that a power cut cannot leave empty ones."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
