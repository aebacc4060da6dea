"""A table's contract as a value: its columns with dtype, unit and meaning, its key, and `check`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

DTYPES = {
    "text": pd.StringDtype(),
    "whole": pd.Int64Dtype(),
    "number": pd.Float64Dtype(),
    "flag": pd.BooleanDtype(),
    "date": "datetime64[us]",
    "list": object,  # a list of texts, never null: nothing known is an empty list
    "shape": object,  # a shapely geometry, WGS 84
}


class ContractError(ValueError):
    """A frame breaks its table's contract. The message is one sentence a person can act on."""


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of DTYPES, `unit` is shown on screen, `of` lists allowed values."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    of: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def outside(self, values: pd.Series) -> pd.Series:
        """Which numbers cannot stand here: below `low`, above `high`, or with a fraction where whole ones are asked for."""
        numbers = values.astype("Float64")
        wrong = pd.Series(False, index=values.index)
        if self.low is not None:
            wrong |= numbers.lt(self.low).fillna(False)
        if self.high is not None:
            wrong |= numbers.gt(self.high).fillna(False)
        if self.kind == "whole":
            wrong |= numbers.mod(1).ne(0).fillna(numbers.notna())
        return wrong.astype(bool)

    def schema(self) -> pa.Column:
        # Only preparing checks contracts: the app starts a third of a second sooner without pandera.
        import pandera.pandas as pa

        checks: list[pa.Check] = []
        if self.kind in ("list", "shape"):
            wanted = _is_list(self.of) if self.kind == "list" else _is_shape
            checks.append(pa.Check(wanted, element_wise=True, error=f"not a valid {self.kind}"))
            return pa.Column(None, checks, nullable=self.nullable, name=self.name)
        if self.of:
            checks.append(pa.Check.isin(self.of))
        if self.low is not None:
            checks.append(pa.Check.ge(self.low))
        if self.high is not None:
            checks.append(pa.Check.le(self.high))
        return pa.Column(DTYPES[self.kind], checks, nullable=self.nullable, name=self.name)


def _is_list(allowed: tuple[str, ...]) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(v, str) and (not allowed or v in allowed) for v in value)

    return check


def _is_shape(value: Any) -> bool:
    return value is not None and not value.is_empty and value.is_valid


@dataclass(frozen=True)
class Table:
    """A prepared table: `name` is its parquet file, its module, its page and its URL."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    may_be_empty: bool = False
    #: What its rows are sorted by, `-` before columns that fall; without it, its key.
    order: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with this table's columns in order and dtypes; missing nullable columns are added empty."""
        out: dict[str, Any] = {}
        for column in self.columns:
            if column.name not in frame.columns and not column.nullable:
                raise ContractError(f"{self.name}: column {column.name} is missing")
            values = frame[column.name] if column.name in frame.columns else pd.Series(pd.NA, index=frame.index)
            out[column.name] = values if column.kind in ("list", "shape") else _typed(self.name, column, values)
        order = self.order or self.key
        by, rising = [name.removeprefix("-") for name in order], [not name.startswith("-") for name in order]
        return pd.DataFrame(out).sort_values(by, ascending=rising, kind="stable", ignore_index=True)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame as it is, or raise ContractError naming every failure with its count and first example."""
        if frame.empty:
            raise ContractError(f"{self.name}: no rows; run `make prepare` with the publishers' files")
        import pandera.pandas as pa
        from pandera.errors import SchemaErrors

        schema = pa.DataFrameSchema(
            {c.name: c.schema() for c in self.columns}, strict=True, unique=list(self.key), name=self.name
        )
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            raise ContractError(_sentence(self.name, errors.failure_cases)) from None
        return frame


def _typed(table: str, column: Column, values: pd.Series) -> pd.Series:
    """The values in the column's dtype. ContractError with the first one that has no place in it."""
    try:
        return values.astype(DTYPES[column.kind])
    except (TypeError, ValueError, OverflowError):
        wrong = values[values.notna() & ~values.map(lambda value: _fits(column, value)).astype(bool)]
        told = f"{len(wrong)} values, first {str(wrong.iloc[0])!r} in row {wrong.index[0]}," if len(wrong) else "its values"
        raise ContractError(f"{table}: column {column.name}: {told} cannot be kept as {column.kind}") from None


def _fits(column: Column, value: Any) -> bool:
    try:
        pd.Series([value]).astype(DTYPES[column.kind])
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _sentence(name: str, failures: pd.DataFrame) -> str:
    parts = []
    for (column, check), cases in failures.groupby(["column", "check"], dropna=False, sort=False):
        first = cases.iloc[0]
        where = "" if pd.isna(first["index"]) else f", first in row {first['index']}"
        parts.append(f"{column}: {check} fails {len(cases)} times{where}: {first['failure_case']!r}")
    return f"{name}: " + "; ".join(parts)
