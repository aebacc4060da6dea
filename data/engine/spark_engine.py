"""Spark: the same questions past one machine. What is asked for is read from the files when it is asked.

`ARMS_LENS_SPARK` is the cluster's address (`spark://host:7077`, `k8s://…`); without it Spark runs here, on all cores. A cluster
must see the prepared folder under the same path. Needs `requirements-spark.txt`, and Java 17 or newer.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from data.engine.engine import ENGINE, EngineError, hashed, parts, typed

MASTER = "ARMS_LENS_SPARK"
#: Memory of Spark's own process, where it runs here.
MEMORY = "ARMS_LENS_SPARK_MEMORY"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Dates of the tables have no time zone; Python's side would read them in the machine's.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}


class SparkEngine:
    """An Engine. Each holds its tables in a session of its own; all share one Spark."""

    def __init__(self) -> None:
        self._session = session().newSession()
        self._backend = ibis.pyspark.connect(self._session)
        number = "cast(conv(left(md5(t), 15), 16, 10) as bigint)"
        self._session.sql(f"create temporary function {hashed.__name__}(t string) returns bigint return {number}")
        self._tables: dict[str, Table] = {}
        #: Each file that was loaded, as it was then: Spark reads it when it is asked, and must not read another one in its place.
        self._files: dict[Path, tuple[int, int]] = {}

    def load(self, name: str, path: Path, where: str = "") -> None:
        for part in parts(path):
            pq.read_schema(part)  # Spark's own error for a broken file is a page long
        self._files[path.resolve()] = _state(path)
        rows = self._session.read.parquet(str(path.resolve()))
        self._hold(name, rows.where(where) if where else rows)

    def table(self, name: str) -> Table:
        return self._tables[name]

    def run(self, expression: Table) -> pa.Table:
        return typed(self._answer(expression).toArrow(), expression)

    def materialise(self, name: str, expression: Table) -> Table:
        return self._hold(name, self._answer(expression).localCheckpoint())

    def close(self) -> None:
        """Spark itself is shared, and ends with the process."""

    def _answer(self, expression: Table) -> Any:
        if changed := [path for path, state in self._files.items() if _state(path) != state]:
            raise EngineError(f"{changed[0]} was replaced while Spark answers from it: the newer set is taken in within seconds")
        return self._session.sql(self._backend.compile(expression))

    def _hold(self, name: str, rows: Any) -> Table:
        rows.createOrReplaceTempView(name)
        self._tables[name] = self._backend.table(name)
        return self._tables[name]


def _state(path: Path) -> tuple[int, int]:
    """Which file lies there: its number and its time; none is (0, 0)."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def session() -> Any:
    """The Spark of this process, started at the first call. Raises EngineError where it cannot be."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError(f"{ENGINE}=spark: PySpark is not installed; run `pip install -r requirements-spark.txt`") from None
    builder = SparkSession.builder.appName("Arms Lens").master(os.environ.get(MASTER) or "local[*]")
    settings = _SETTINGS | {"spark.driver.memory": os.environ.get(MEMORY) or "2g"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        found = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        why = str(error).strip().splitlines()[0][:200] or type(error).__name__
        raise EngineError(f"{ENGINE}=spark: Spark does not start ({why}); it needs Java 17 or newer, and {MASTER}") from None
    found.sparkContext.setLogLevel("ERROR")
    return found
