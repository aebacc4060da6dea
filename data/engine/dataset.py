"""A set of prepared tables as a value: a folder, a version, and the tier that sees it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table as Expression

from data.contracts import ROLLUPS, TABLES
from data.engine import digests
from data.engine.engine import Engine, EngineError, parts
from data.engine.engines import open_engine
from data.model.tables import Table

#: Environment variable that names another prepared folder.
FOLDER = "ARMS_LENS_DATA"


#: The set that the repository carries.
BUNDLED = Path(__file__).parents[1] / "prepared"


Tier = Literal["public", "internal", "restricted"]
#: Each tier sees the rows of its own sensitivity and of all before it.
TIERS: tuple[Tier, ...] = ("public", "internal", "restricted")


def fix(folder: Path) -> str:
    """What to do about a set that cannot be used, in the folder where it lies."""
    if folder.resolve() == BUNDLED.resolve():
        return "run `make prepare`, or restore data/prepared with `git checkout -- data/prepared`"
    return f"run `python -m data.prepare --raw RAW --out {folder}` on the publishers' files, or let {FOLDER} name a sound folder"


def prepared_folder() -> Path:
    """Folder of the prepared tables: ARMS_LENS_DATA, or the one in this repository."""
    return _folder(os.environ.get(FOLDER) or str(BUNDLED))


@lru_cache(8)
def _folder(named: str) -> Path:
    # Asked for with every question: to read a path takes longer than to find most answers.
    return Path(named)


class StoreError(RuntimeError):
    """The prepared data cannot be read. The message says which file, what is wrong and the fix."""


class Dataset:
    """Prepared tables of one folder and version, as far as a tier may see them, in an engine: the one that the environment names.

    It never changes, and several live in one process. Safe to ask from many threads.
    """

    def __init__(self, folder: Path, engine: Engine | None = None, tier: Tier = "public") -> None:
        self.folder = folder
        self.tier = tier
        self.manifest = read_manifest(folder)
        #: Size and time of each file as it was when its digest was held against the manifest.
        self._seen = _stats(folder, (digests.MANIFEST, *self.manifest["files"]))
        _verify(folder, self.manifest["files"])
        self.version: str = self.manifest["data_version"]
        #: What answers are remembered by.
        self.key = folder, self.version, tier
        self._engine = engine or _engine()
        #: Rows by table.
        self.rows = {name: self._load(table) for name, table in TABLES.items()}
        for table in ROLLUPS.values():
            self._load(table)
        self.last_year = self._last_year()
        self._rejects = _bytes(folder / "rejects.parquet")

    def _load(self, table: Table) -> int:
        """Take a table in, and say how many of its rows the tier may see."""
        name, path = table.name, self.folder / f"{table.name}.parquet"
        _check(path, table)
        try:
            self._engine.load(name, path, _seen_by(self.tier) if "sensitivity" in table.names else "")
        except (pa.ArrowException, OSError) as error:
            raise StoreError(f"{path.name} is damaged ({type(error).__name__}): {fix(path.parent)}") from None
        return int(self.arrow(self.table(name).count().name("n").as_table())["n"][0].as_py())

    def _last_year(self) -> int:
        """The last year of any record that a question can be narrowed to, or that a source of events speaks of; 0 without any."""
        ends = [year(self.table(name)).max().name("year").as_table() for name, year in _YEARS.items()]
        return max((year for year in self.arrow(ibis.union(*ends))["year"].to_pylist() if year is not None), default=0)

    def table(self, name: str) -> Expression:
        """The rows of a table that the tier may see."""
        return self._engine.table(name)

    def arrow(self, expression: Expression) -> pa.Table:
        """Run a query. StoreError where the engine cannot answer from this set any more."""
        try:
            return self._engine.run(expression)
        except EngineError as error:
            raise StoreError(str(error)) from None

    def frame(self, expression: Expression) -> pd.DataFrame:
        """Run a query; lists come back as Python lists, whole numbers with gaps as nullable ones."""
        return self.arrow(expression).to_pandas(types_mapper=_NULLABLE.get)

    def close(self) -> None:
        """Give back what the engine holds outside of this process. Nothing can be asked any more."""
        self._engine.close()

    def damage(self) -> str:
        """Which file of the folder is no longer as it was when this set was opened, with the fix; empty while all are. A set of
        another manifest is a newer one, which `renew` takes in or refuses.

        Costs a stat a file: only a file with another size or time is read.
        """
        stats = _stats(self.folder, self._seen)
        if stats[digests.MANIFEST] != self._seen[digests.MANIFEST]:
            return ""
        for name, stat in stats.items():
            if stat != self._seen[name]:
                try:
                    _verify(self.folder, {name: self.manifest["files"][name]})
                except StoreError as error:
                    return str(error)
                self._seen[name] = stat
        return ""

    def rejects(self) -> pd.DataFrame:
        """Every record turned away while preparing, with file, row, reason and value."""
        return pd.read_parquet(BytesIO(self._rejects))


#: The years of the tables that say how far the set reaches.
_YEARS: dict[str, Callable[[Expression], Any]] = {
    "incidents": lambda rows: rows.year,
    "flows": lambda rows: rows.end_year.fill_null(rows.start_year),
    "routes": lambda rows: rows.end_year.fill_null(rows.start_year),
    "country_years": lambda rows: rows.year,
    "country_months": lambda rows: (rows.month / 12).floor().cast("int64"),
    "coverage": lambda rows: rows.end.year().cast("int64"),
}

_NULLABLE: dict[Any, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def _seen_by(tier: Tier) -> str:
    """What rows a tier may see, as SQL."""
    allowed = ", ".join(f"'{name}'" for name in TIERS[: TIERS.index(tier) + 1])
    return f"sensitivity in ({allowed})"


def _engine() -> Engine:
    try:
        return open_engine()
    except EngineError as error:
        raise StoreError(str(error)) from None


def read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / digests.MANIFEST
    try:
        manifest = digests.opened(path.read_bytes())
        manifest["data_version"], manifest["tables"], manifest["files"]
    except FileNotFoundError:
        raise StoreError(f"{path.name} is missing in {folder}: {fix(folder)}") from None
    except (ValueError, KeyError, TypeError, OSError):
        raise StoreError(f"{path.name} in {folder} cannot be read, or is not as it was written: {fix(folder)}") from None
    return manifest


def _stats(folder: Path, names: Iterable[str]) -> dict[str, tuple[int, int] | None]:
    """Size and time of change by file; None for one that is not there."""
    found: dict[str, tuple[int, int] | None] = {}
    for name in names:
        try:
            stat = (folder / name).stat()
        except OSError:
            found[name] = None
        else:
            found[name] = stat.st_size, stat.st_mtime_ns
    return found


def _verify(folder: Path, files: dict[str, str]) -> None:
    """StoreError unless every file of the set is as it was written."""
    try:
        altered = digests.altered(folder, files)
    except OSError as error:
        raise StoreError(f"a file in {folder} cannot be read ({error.strerror or error}): {fix(folder)}") from None
    if not altered:
        return
    more = f"; {len(altered) - 1} more are so" if len(altered) > 1 else ""
    if not (folder / altered[0]).is_file():
        raise StoreError(f"{altered[0]} is missing in {folder}{more}: {fix(folder)}")
    raise StoreError(f"{altered[0]} is damaged: its sha256 is not the one in the manifest{more}: {fix(folder)}")


#: Whether a column of a file may be read as a kind of column, and the type to say when it may not.
_TYPES: dict[str, tuple[Callable[[pa.DataType], bool], str]] = {
    "text": (lambda found: pa.types.is_string(found) or pa.types.is_large_string(found), "string"),
    "whole": (pa.types.is_signed_integer, "int64"),
    "number": (lambda found: pa.types.is_floating(found) or pa.types.is_signed_integer(found), "double"),
    "flag": (pa.types.is_boolean, "bool"),
    "date": (pa.types.is_timestamp, "timestamp[us]"),
    "list": (lambda found: pa.types.is_list(found) and pa.types.is_string(found.value_type), "list<string>"),
    "shape": (pa.types.is_binary, "binary"),
}


def _check(path: Path, table: Table) -> None:
    """StoreError unless a parquet file, or each of a folder of them, has the table's columns, as they must be, and there is a
    row, unless it may be empty.
    """
    try:
        files = [pq.ParquetFile(part) for part in parts(path)]
    except FileNotFoundError:
        raise StoreError(f"{path.name} is missing in {path.parent}: {fix(path.parent)}") from None
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path.name} is damaged ({type(error).__name__}): {fix(path.parent)}") from None
    for file in files:
        _check_columns(path, table, file.schema_arrow)
    if not table.may_be_empty and not any(file.metadata.num_rows for file in files):
        raise StoreError(f"{path.name} has no rows: {fix(path.parent)}")


def _check_columns(path: Path, table: Table, schema: pa.Schema) -> None:
    missing = sorted(set(table.names) - set(schema.names))
    if missing:
        raise StoreError(f"{path.name} lacks {len(missing)} columns, first {missing[0]!r}: {fix(path.parent)}")
    for column in table.columns:
        fits, expected = _TYPES[column.kind]
        found = schema.field(column.name).type
        if not fits(found):
            raise StoreError(f"{path.name}: column {column.name!r} holds {found}, expected {expected}: {fix(path.parent)}")


def _bytes(path: Path) -> bytes:
    """What a file holds. StoreError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read in {path.parent} ({error.strerror or error}): {fix(path.parent)}") from None
