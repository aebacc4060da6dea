"""Which engine a process asks."""

from __future__ import annotations

import os

from data.engine.duckdb_engine import DuckDBEngine
from data.engine.engine import ENGINE, ENGINES, Engine, EngineError
from data.engine.spark_engine import SparkEngine


def open_engine(named: str = "") -> Engine:
    """An empty engine of the kind that is named, else that the environment names. Raises EngineError where there is none, or it
    cannot start.
    """
    named = named or os.environ.get(ENGINE) or ENGINES[0]
    if named not in ENGINES:
        raise EngineError(f"{ENGINE}={named}: there is no such engine; set one of {', '.join(ENGINES)}, or leave it unset")
    return SparkEngine() if named == "spark" else DuckDBEngine()
