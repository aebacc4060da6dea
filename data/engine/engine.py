"""Engines that answer Ibis expressions: DuckDB inside this process unless told otherwise, or Spark, which may be a cluster.

An engine holds tables by name. A question is an Ibis expression on `table(name)`; `run` answers it as Arrow, with the types of
the expression's own schema, so that both engines give the same rows. Both are asked the same in `tests/conformance`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import ibis
import pyarrow as pa
from ibis.expr.types import Table

#: Environment variable that names an engine of ENGINES.
ENGINE = "ARMS_LENS_ENGINE"
ENGINES = ("duckdb", "spark")


class EngineError(RuntimeError):
    """An engine cannot be used. The message says which setting is wrong, and the fix."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def hashed(text: str) -> int:  # type: ignore[empty-body]
    """The first 15 hexadecimal digits of a text's md5, as a whole number. Each engine has a function of this name."""


class Engine(Protocol):
    """Tables by name, asked through Ibis. Safe to ask from many threads."""

    def load(self, name: str, path: Path, where: str = "") -> None:
        """Take in a parquet file, or a folder of them, as `table(name)`: its rows that fulfil an SQL condition, all without one.

        Raises pyarrow.ArrowException or OSError where the file cannot be read.
        """

    def table(self, name: str) -> Table:
        """A table that was loaded or materialised. Raises KeyError for another."""

    def run(self, expression: Table) -> pa.Table:
        """The answer to a question, with the types of the expression's schema."""

    def materialise(self, name: str, expression: Table) -> Table:
        """Compute an expression now, and hold its answer as `table(name)`."""

    def close(self) -> None:
        """Give back what is held outside of this process. Nothing can be asked any more."""


def parts(path: Path) -> list[Path]:
    """The files of a table: itself, or those in a folder of its name, as databases write what is too large for one."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def typed(rows: pa.Table, expression: Table) -> pa.Table:
    """Rows with the types of the expression: databases widen sums, and bring back whole numbers of other widths."""
    schema = pa.schema([(name, kind.to_pyarrow()) for name, kind in expression.schema().items()])
    return rows.cast(schema) if rows.schema != schema else rows
