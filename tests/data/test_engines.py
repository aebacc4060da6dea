"""Which engine answers, and what is said where it cannot; what engines answer is asked in `tests/conformance`."""

import sys
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.engine import duckdb_engine
from data.engine.dataset import Dataset, StoreError, prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.engine.engine import ENGINE
from data.engine.engines import open_engine


def test_duckdb_answers_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for named in (None, "", "duckdb"):
        monkeypatch.delenv(ENGINE, raising=False)
        if named is not None:
            monkeypatch.setenv(ENGINE, named)
        assert isinstance(open_engine(), DuckDBEngine)


def test_an_engine_that_there_is_not_is_named_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE, "oracle")
    with pytest.raises(
        StoreError, match=r"^ARMS_LENS_ENGINE=oracle: there is no such engine; set one of duckdb, spark, or leave"
    ):
        Dataset(prepared_folder())


def test_without_pyspark_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE, "spark")
    for name in [name for name in sys.modules if name.split(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(StoreError, match=r"pip install -r requirements-spark\.txt"):
        Dataset(prepared_folder())


def test_answers_have_the_types_of_the_question_whatever_the_database_makes_of_sums(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"n": pa.array([1, 2, None], pa.int32())}), path)
    engine = DuckDBEngine()
    engine.load("numbers", path)
    found = engine.run(engine.table("numbers").agg(total=lambda rows: rows.n.sum(), nothing=ibis.null("int64")))
    assert found.schema.types == [pa.int64(), pa.int64()]
    assert found.to_pylist() == [{"total": 3, "nothing": None}]


def test_a_condition_chooses_rows_while_loading_and_a_table_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"n": [1, 2, 3]}), path)
    engine = DuckDBEngine()
    engine.load("numbers", path, "n > 1")
    assert engine.run(engine.table("numbers").order_by("n"))["n"].to_pylist() == [2, 3]
    with pytest.raises(KeyError):
        engine.table("letters")


def test_a_large_table_lies_in_a_file_that_goes_with_its_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "LARGE", 3)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    for name, numbers in (("small", [1, 2]), ("large_one", [1, 2, 3])):
        pq.write_table(pa.table({"n": numbers}), tmp_path / f"{name}.parquet")

    def files() -> list[str]:
        return [path.name for path in (tmp_path / "temporary").rglob("*.duckdb")]

    engine = DuckDBEngine()
    engine.load("small", tmp_path / "small.parquet")
    assert not files()
    engine.load("large_one", tmp_path / "large_one.parquet")
    (tmp_path / "large_one.parquet").unlink()
    assert files() == ["set.duckdb"]
    both = engine.table("large_one").inner_join(engine.table("small"), "n").order_by("n")
    assert engine.run(both)["n"].to_pylist() == [1, 2]
    assert engine.run(engine.materialise("twice", both.mutate(m=both.n * 2)))["m"].to_pylist() == [2, 4]
    engine.close()
    assert not list((tmp_path / "temporary").iterdir())


def test_rows_lie_in_the_order_in_which_they_are_listed() -> None:
    found = pq.read_table(prepared_folder() / "incidents.parquet", columns=["start", "end", "id"])
    assert found.equals(found.sort_by([("start", "descending"), ("end", "descending"), ("id", "ascending")]))
