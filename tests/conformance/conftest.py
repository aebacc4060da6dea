"""The bundled set in both engines: what one answers, the other must answer, row by row."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from data.engine.dataset import Dataset, prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.engine.engine import Engine


@pytest.fixture(scope="session")
def spark_engine() -> Engine:
    """An empty Spark engine. Skips where Spark cannot run; in CI that is a failure."""
    missing = [name for name, there in (("pyspark", find_spec("pyspark")), ("java", shutil.which("java"))) if not there]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{' and '.join(missing)} not installed: `make test-all` installs both")
    from data.engine.spark_engine import SparkEngine

    return SparkEngine()


@pytest.fixture(scope="session")
def duckdb() -> Dataset:
    return Dataset(prepared_folder(), DuckDBEngine())


@pytest.fixture(scope="session")
def spark(spark_engine: Engine) -> Iterator[Dataset]:
    yield Dataset(prepared_folder(), spark_engine)
