"""Prepared data of any size, for measuring only: rows drawn from the real incidents, moved a little, named as synthetic.

python -m tests.bench.synthetic 1000000 /tmp/arms-lens-1M
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.contracts import ROLLUPS, TABLES
from data.engine import digests
from data.engine.dataset import prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.prepare import rollups
from geo.cells import cells

#: How far a drawn row may lie from the row it was drawn from, in degrees of longitude and latitude.
JITTER = 0.2
RESOLUTIONS = (3, 4, 5, 6)
#: Rows made at a time, so that ten million need no more memory than one.
_BATCH = 500_000


def build(rows: int, folder: Path, seed: int = 1) -> Path:
    """Write a prepared folder with so many synthetic incidents; all other tables are those of the real one.

    The same number of rows and seed give the same folder. Raises FileExistsError for a folder that is there.
    """
    real = prepared_folder()
    shutil.copytree(real, folder, ignore=shutil.ignore_patterns("incidents.parquet"))
    drawn = _drawn(pq.read_table(real / "incidents.parquet"), rows, np.random.default_rng(seed))
    first = next(drawn)
    with pq.ParquetWriter(folder / "incidents.parquet", first.schema, compression="zstd") as file:
        file.write_table(first)
        for batch in drawn:
            file.write_table(batch)
    rollups.build(folder, DuckDBEngine())
    _relabel(folder, rows)
    return folder


def _cells(lon: np.ndarray, lat: np.ndarray, resolution: int) -> pa.Array:
    """The cells of those rows that have a place."""
    placed = ~np.isnan(lon)
    found = np.zeros(len(lon), dtype=np.int64)
    found[placed] = cells(lon[placed], lat[placed], resolution)
    return pa.array(found, mask=~placed)


def _drawn(real: pa.Table, rows: int, random: np.random.Generator) -> Iterator[pa.Table]:
    """Batches of rows drawn with replacement, each at a place of its own."""
    # In the order of the real ones.
    all_drawn = np.sort(random.integers(0, real.num_rows, rows))
    for start in range(0, rows, _BATCH):
        n = min(_BATCH, rows - start)
        batch = real.take(pa.array(all_drawn[start : start + n]))
        lon = np.clip(batch["lon"].to_numpy() + random.uniform(-JITTER, JITTER, n), -180, 180).round(4)
        lat = np.clip(batch["lat"].to_numpy() + random.uniform(-JITTER, JITTER, n), -90, 90).round(4)
        ids = pa.array([f"SYN{i:09d}" for i in range(start, start + n)])
        label = pa.array(["synthetic"]).take(pa.array(np.zeros(n, dtype=np.int32)))
        columns = {
            "id": ids,
            "lon": pa.array(lon, from_pandas=True),
            "lat": pa.array(lat, from_pandas=True),
            "source": label,
            "source_release": label,
            "source_records": pa.ListArray.from_arrays(pa.array(np.arange(n + 1, dtype=np.int32)), ids),
            **{f"cell{r}": _cells(lon, lat, r) for r in RESOLUTIONS},
        }
        yield pa.table([columns.get(name, batch[name]) for name in real.column_names], schema=real.schema)


def _relabel(folder: Path, rows: int) -> None:
    manifest = digests.opened((folder / digests.MANIFEST).read_bytes())
    manifest["data_version"] = f"synthetic-{rows}"
    manifest["rollups"] = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in ROLLUPS}
    manifest["tables"]["incidents"] |= {"rows": rows, "read": rows, "kept": rows, "grouped": 0, "rejected": 0}
    digests.seal(folder, manifest)


def is_valid(folder: Path) -> bool:
    """Whether the incidents of a folder keep their contract. Raises ContractError with what they break."""
    table = TABLES["incidents"]
    frame = pq.read_table(folder / "incidents.parquet").to_pandas()
    for column in table.columns:
        if column.kind == "list":
            frame[column.name] = frame[column.name].map(list)
    return len(table.check(table.conform(frame))) > 0


if __name__ == "__main__":
    print(build(int(sys.argv[1]), Path(sys.argv[2])))
