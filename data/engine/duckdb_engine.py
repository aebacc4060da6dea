"""DuckDB, embedded: small tables in the memory of this process, large ones in a database file of its own.

Never views over the prepared files: a refresh may replace these while a page is half done.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from data.engine.engine import hashed, parts, typed

#: Rows from which on a table is large. In memory incidents take half a kilobyte a row; in a file an eighth of that, on the disk,
#: and they take twice as long to load.
LARGE = 200_000
#: What the database may hold in memory, its cache of the file included, once a table is large.
MEMORY = "256MB"
#: The name of the database in the file.
_FILE = "large"


class DuckDBEngine:
    """An Engine. Each question takes its own cursor, so sessions do not wait for each other."""

    def __init__(self) -> None:
        self._backend = ibis.duckdb.connect(threads=2)
        self._backend.con.execute(f"create macro {hashed.__name__}(t) as ('0x' || md5(t)[:15])::bigint")
        self._tables: dict[str, Table] = {}
        #: Where the file lies, which goes with this engine.
        self._folder: TemporaryDirectory[str] | None = None

    def load(self, name: str, path: Path, where: str = "") -> None:
        condition = f"where {where}" if where else ""
        files = [pq.ParquetFile(part) for part in parts(path)]
        if b"geo" in (files[0].schema_arrow.metadata or {}):
            # Without its metadata a shape is plain WKB, which needs no spatial extension of the database.
            self._backend.con.register("incoming", files[0].read().replace_schema_metadata())
            self._backend.raw_sql(f"create table {name} as from incoming {condition}")
            self._backend.con.unregister("incoming")
            self._tables[name] = self._backend.table(name)
            return
        # Read by the database itself: half of the memory at the highest, and of the time.
        place = self._file() if sum(file.metadata.num_rows for file in files) >= LARGE else "memory"
        query = f"create table {place}.{name} as from read_parquet($paths) {condition}"
        try:
            self._backend.con.execute(query, {"paths": [str(part) for part in parts(path)]})
        except duckdb.Error as error:
            raise OSError(str(error)) from error
        self._tables[name] = self._backend.table(name, database=(place, "main"))

    def table(self, name: str) -> Table:
        return self._tables[name]

    def run(self, expression: Table) -> pa.Table:
        cursor = self._backend.con.cursor()
        try:
            return typed(cursor.sql(self._backend.compile(expression)).to_arrow_table(), expression)
        finally:
            cursor.close()

    def materialise(self, name: str, expression: Table) -> Table:
        place = _FILE if self._folder else "memory"
        self._tables[name] = self._backend.create_table(name, expression, database=(place, "main"))
        return self._tables[name]

    def close(self) -> None:
        self._backend.disconnect()
        if self._folder:
            self._folder.cleanup()

    def _file(self) -> str:
        """The name of the database in the file, which is made when a table is large."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="arms-lens-duckdb-", ignore_cleanup_errors=True)
            self._backend.con.execute(f"set memory_limit = '{MEMORY}'")
            self._backend.con.execute("set temp_directory = ?", [self._folder.name])
            self._backend.con.execute(f"attach '{self._folder.name}/set.duckdb' as {_FILE}")
        return _FILE
