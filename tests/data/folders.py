"""Prepared folders of the tests' own: copies of the real one, in which single files are spoilt or rows are added."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.contracts import ROLLUPS
from data.engine import digests
from data.engine.dataset import prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.prepare import rollups

Change = Callable[[pa.Table], pa.Table]


def copy_of_prepared(folder: Path) -> Path:
    """The prepared files linked into a folder: nothing is copied until `rewrite` replaces a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in prepared_folder().iterdir():
        if path.is_file():
            os.link(path, folder / path.name) if _same_disk(path, folder) else shutil.copy2(path, folder)
    shutil.copytree(prepared_folder() / "basemap", folder / "basemap", dirs_exist_ok=True)
    return folder


def rewrite(folder: Path, table: str, change: Change) -> None:
    """Replace one table of a copy by what `change` makes of it, as preparing would; the original is never touched."""
    path = folder / f"{table}.parquet"
    before = pq.read_table(path)
    changed = change(before)
    path.unlink()
    pq.write_table(changed, path)
    # What has lost its columns or rows cannot be rolled up: nobody gets as far as asking.
    if table == "incidents" and changed.num_rows and changed.schema.equals(before.schema):
        roll_up(folder)
    seal(folder)


def roll_up(folder: Path) -> None:
    """Write the roll-ups of a copy anew, as preparing would."""
    for name in ROLLUPS:
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    rollups.build(folder, DuckDBEngine())


def replace(path: Path, content: bytes) -> None:
    """Replace a file of a copy by these bytes, as damage would."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def set_column(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    """The table with other values in a column of the same type."""
    i = table.schema.get_field_index(name)
    return table.set_column(i, table.schema.field(i), pa.array(values, table.schema.field(i).type))


def version(folder: Path, text: str) -> None:
    """Give a copy a data version of its own."""
    seal(folder, data_version=text)


def written(folder: Path, day: datetime.date) -> None:
    """Let a copy have been written at noon of a day."""
    stamp = datetime.datetime.combine(day, datetime.time(12), datetime.UTC).timestamp()
    os.utime(folder / digests.MANIFEST, (stamp, stamp))


def editions(folder: Path, made_up: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Let the sources of a copy be of other editions, in parts as in data.subjects.editions."""
    tables = digests.opened((folder / digests.MANIFEST).read_bytes())["tables"]
    for entry in tables.values():
        for source, about in entry.get("sources", {}).items():
            if "edition" in about:
                about["edition"] = made_up[source]
    seal(folder, tables=tables)


def without_source(folder: Path, table: str, source: str) -> None:
    """Let a copy hold nothing of a source: neither its rows in a table nor its entry in the manifest."""
    rewrite(folder, table, lambda rows: rows.filter(pa.compute.not_equal(rows["source"], source)))
    tables = digests.opened((folder / digests.MANIFEST).read_bytes())["tables"]
    for entry in tables.values():
        entry.get("sources", {}).pop(source, None)
    seal(folder, tables=tables)


def seal(folder: Path, **changes: object) -> None:
    """Let the manifest of a copy name its files as they are now."""
    path = folder / digests.MANIFEST
    manifest = digests.opened(path.read_bytes())
    path.unlink()
    digests.seal(folder, manifest | changes)


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
