"""The contract of a table: what it adds and casts, and what it says when a frame breaks it. Synthetic rows only."""

from typing import Any

import pandas as pd
import pytest
import shapely

from components.current import dataset
from data.contracts import TABLES
from data.engine.dataset import prepared_folder
from data.model.tables import Column, ContractError, Table

STALLS = Table(
    "stalls",
    "A synthetic table with a column of every kind",
    ("id",),
    (
        Column("id", "text", "id"),
        Column("kind", "text", "kind", of=("red", "blue")),
        Column("year", "whole", "year", low=1989, high=2026),
        Column("price", "number", "price", nullable=True, low=0),
        Column("open", "flag", "open", nullable=True),
        Column("since", "date", "since", nullable=True),
        Column("goods", "list", "goods", of=("tea", "salt")),
        Column("spot", "shape", "spot"),
    ),
)


def stalls(**columns: list[Any]) -> pd.DataFrame:
    rows: dict[str, list[Any]] = {
        "id": ["b", "a"],
        "kind": ["red", "blue"],
        "year": [2001, 2002],
        "goods": [["tea"], []],
        "spot": [shapely.Point(1, 2), shapely.Point(3, 4)],
    }
    return pd.DataFrame(rows | columns)


def broken(**columns: list[Any]) -> str:
    """What the contract says of a frame with these columns."""
    with pytest.raises(ContractError) as error:
        STALLS.check(STALLS.conform(stalls(**columns)))
    return str(error.value)


def test_conform_orders_casts_adds_and_sorts() -> None:
    out = STALLS.conform(stalls(year=["2001", "2002"], more=[1, 2]))
    assert list(out) == STALLS.names
    assert out["id"].tolist() == ["a", "b"] and out["year"].tolist() == [2002, 2001]
    assert {name: str(out[name].dtype) for name in ("id", "year", "price", "open", "since")} == {
        "id": "string",
        "year": "Int64",
        "price": "Float64",
        "open": "boolean",
        "since": "datetime64[us]",
    }
    assert out[["price", "open", "since"]].isna().all(axis=None)
    assert STALLS.check(out) is out


def test_conform_names_a_column_that_must_not_be_missing() -> None:
    with pytest.raises(ContractError, match=r"^stalls: column kind is missing$"):
        STALLS.conform(stalls().drop(columns="kind"))


def test_an_empty_frame_says_how_to_fill_it() -> None:
    with pytest.raises(ContractError, match=r"^stalls: no rows; run `make prepare`"):
        STALLS.check(STALLS.conform(stalls()).iloc[:0])


def test_a_strange_column_is_not_let_through() -> None:
    with pytest.raises(ContractError, match="surplus"):
        STALLS.check(STALLS.conform(stalls()).assign(surplus=1))


@pytest.mark.parametrize(
    ("column", "values", "count", "example"),
    [
        ("kind", ["green", "green"], "2 times", "'green'"),
        ("kind", ["red", None], "1 times", ""),
        ("year", [1988, 2002], "1 times", "1988"),
        ("year", [2001, 2030], "1 times", "2030"),
        ("price", [-1.5, 3], "1 times", "-1.5"),
        ("goods", [["tea", "gold"], []], "1 times", "['tea', 'gold']"),
        ("goods", ["tea", "salt"], "2 times", "'salt'"),
        ("goods", [None, []], "1 times", "not_nullable"),
        ("goods", [[1], []], "1 times", "[1]"),
        ("spot", [shapely.Point(), shapely.Point(1, 1)], "1 times", "POINT EMPTY"),
        ("spot", [None, shapely.Point(1, 1)], "1 times", "None"),
        ("id", ["a", "a"], "2 times", ""),
        ("id", [None, "a"], "1 times", ""),
    ],
)
def test_what_is_wrong_is_named_with_count_and_example(column: str, values: list[Any], count: str, example: str) -> None:
    said = broken(**{column: values})
    assert said.startswith("stalls: ")
    assert column in said and count in said and example in said


def test_every_failure_is_named_at_once() -> None:
    said = broken(kind=["green", "red"], year=[1900, 2001], price=[-1, 1])
    assert said.count("fails 1 times") == 3
    assert all(f"{column}: " in said for column in ("kind", "year", "price"))


@pytest.mark.parametrize("values", [["x", "2001"], [2001.5, 2002]])
def test_what_cannot_be_cast_is_an_error(values: list[Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        STALLS.conform(stalls(year=values))


# --- the contracts of the app ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_contracts_are_complete(table: Table) -> None:
    assert TABLES[table.name] is table
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.meaning and all(column.meaning for column in table.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_prepared_tables_keep_their_contract(table: Table) -> None:
    frame = pd.read_parquet(prepared_folder() / f"{table.name}.parquet")
    for column in table.columns:
        if column.kind == "list":
            frame[column.name] = frame[column.name].map(list)
        if column.kind == "shape":
            frame[column.name] = shapely.from_wkb(frame[column.name].to_numpy())
    table.check(table.conform(frame))
    assert len(frame) == dataset().manifest["tables"][table.name]["rows"]
