"""DuckDB, embedded: all tables in the memory of this process."""

from __future__ import annotations

from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from data.engine.engine import typed


class DuckDBEngine:
    """An Engine. Each question takes its own cursor, so sessions do not wait for each other."""

    def __init__(self) -> None:
        self._backend = ibis.duckdb.connect(threads=2)
        self._tables: dict[str, Table] = {}

    def load(self, name: str, path: Path, where: str = "") -> None:
        condition = f"where {where}" if where else ""
        if b"geo" in (pq.read_schema(path).metadata or {}):
            # Without its metadata a shape is plain WKB, which needs no spatial extension of the database.
            self._backend.con.register("incoming", pq.ParquetFile(path).read().replace_schema_metadata())
            self._backend.raw_sql(f"create table {name} as from incoming {condition}")
            self._backend.con.unregister("incoming")
        else:  # read by the database itself: half of the memory at the highest, and of the time
            try:
                self._backend.con.execute(f"create table {name} as from read_parquet($path) {condition}", {"path": str(path)})
            except duckdb.Error as error:
                raise OSError(str(error)) from error
        self._tables[name] = self._backend.table(name)

    def table(self, name: str) -> Table:
        return self._tables[name]

    def run(self, expression: Table) -> pa.Table:
        cursor = self._backend.con.cursor()
        try:
            return typed(cursor.sql(self._backend.compile(expression)).to_arrow_table(), expression)
        finally:
            cursor.close()

    def materialise(self, name: str, expression: Table) -> Table:
        self._tables[name] = self._backend.create_table(name, expression)
        return self._tables[name]
