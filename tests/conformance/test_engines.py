"""Both engines are asked the same: all tables, all filters on all tables that take them, all that subjects derive, edge cases."""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis.expr.types import Table

from components.briefing.compose import briefing
from components.current import dataset, one_version
from components.text.words import words
from data.contracts import ROLLUPS, TABLES
from data.engine.dataset import Dataset, prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.engine.engine import Engine, EngineError
from data.engine.memory_table import MemoryTable
from data.ground.countries import admin1_countries
from data.model.categories import AREAS, level1, weapons
from data.prepare import rollups
from data.query.filters import PHASE_VALUES, WEAPON_VALUES, Filters
from data.query.pick_values import known
from data.query.picks import PICKS, SIDES
from data.subjects import (
    actors,
    areas,
    country_months,
    country_years,
    embargoes,
    flows,
    holdings,
    incident_memory,
    incidents,
    instruments,
    national,
    place_coverage,
    presence,
    risk,
    routes,
    seizures,
)
from data.subjects import rows as rows_behind
from tests.data.questions import QUESTIONS

pytestmark = pytest.mark.exhaustive

SUBJECTS = ("incidents", "flows", "routes")
#: Values of picks whose values are given by a grammar, not by the data.
_GRAMMAR = {
    "violence": ("state-based", "non-state", "one-sided"),
    "border": ("MLI-NER", "liptako-gourma", "lake-chad", "COL-VEN"),
    "kind": (*SIDES, "illicit", "collected"),
    "mode": ("road", "sea", "air", "river"),
}


@cache
def _values(pick: str) -> tuple[str, ...]:
    """Every value of few, some of many: what is asked is always the same."""
    found = _GRAMMAR.get(pick) or tuple(sorted(known(dataset(), pick) or ()))
    return found if len(found) <= 12 else tuple(random.Random(pick).sample(found, 12))


def _single() -> Iterator[Filters]:
    """Each value of each filter alone."""
    yield from (Filters(areas=(area,)) for area in (*AREAS, "MLI", "NGA", "COL", "TCD", "CPV", "LBY"))
    yield from (Filters(years=years) for years in ((1989, 1989), (1997, 2011), (2022, 2022), (2023, 2026), (1900, 1901)))
    yield from (Filters(phases=(phase,)) for phase in PHASE_VALUES)
    yield from (Filters(weapons=(code,)) for code in WEAPON_VALUES)
    yield from (Filters(picks=((name, value),)) for name in PICKS for value in _values(name))


_NAMES = ("areas", "years", "phases", "weapons")


def _combined(most: int) -> Iterator[Filters]:
    """Filters of all kinds together, drawn with a fixed seed."""
    drawn = random.Random(26)
    single = list(_single())
    for number in range(most):
        parts = drawn.sample(single, 3)
        picks = {name: value for part in parts for name, value in part.picks}
        of = {name: next(filter(None, (getattr(part, name) for part in parts)), ()) for name in _NAMES}
        yield Filters(**of, exclude_possible=number % 2 == 0, picks=tuple(sorted(picks.items())))


def rows(found: pa.Table) -> list[tuple[Any, ...]]:
    """Rows in an order that only depends on what they hold; floats to nine digits, since sums may be added in any order."""
    columns = [[_plain(value) for value in column.to_pylist()] for column in found.columns]
    return sorted(zip(*columns, strict=True), key=repr)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.9g}"
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


def same(ask: Callable[[Dataset], Table], duckdb: Dataset, spark: Dataset) -> int:
    """Number of rows that both engines answer; fails with the first row that only one of them has."""
    one, other = duckdb.arrow(ask(duckdb)), spark.arrow(ask(spark))
    assert one.schema == other.schema
    left, right = rows(one), rows(other)
    assert len(left) == len(right)
    assert (next(((a, b) for a, b in zip(left, right, strict=True) if a != b), None)) is None
    return len(left)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_holds_the_same_rows(name: str, duckdb: Dataset, spark: Dataset) -> None:
    assert same(lambda store: store.table(name), duckdb, spark) == duckdb.rows[name] == spark.rows[name] > 0


@pytest.fixture(scope="module")
def rolled_up(spark_engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Roll-ups of the bundled incidents by each engine."""
    folders = []
    for engine in (DuckDBEngine(), spark_engine):
        folders.append(tmp_path_factory.mktemp("rolled-up"))
        shutil.copy2(prepared_folder() / "incidents.parquet", folders[-1])
        rollups.build(folders[-1], engine)
    return folders


@pytest.mark.parametrize("name", ROLLUPS)
def test_both_engines_roll_incidents_up_to_the_same_rows(name: str, rolled_up: list[Path]) -> None:
    """In the same order, even: the files are the same to the byte, and those of the repository."""
    one, other = (pq.read_table(folder / f"{name}.parquet") for folder in rolled_up)
    assert one.to_pylist() == other.to_pylist() and len(one)
    assert len({(folder / f"{name}.parquet").read_bytes() for folder in (*rolled_up, prepared_folder())}) == 1


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_filter_finds_the_same_records(subject: str, duckdb: Dataset, spark: Dataset) -> None:
    """Each value alone, with and without what is only possible, and 150 questions of several filters."""
    with one_version(duckdb):
        asked = list(dict.fromkeys([*QUESTIONS, *_single(), *_combined(150)]))
        asked += [replace(filters, exclude_possible=True) for filters in _single()]
    found = [same(lambda store, f=filters: f.narrow(store.table(subject)).select("id"), duckdb, spark) for filters in asked]  # type: ignore[misc]
    assert max(found) == duckdb.rows[subject]
    assert 0 in found, "no question without an answer was asked"
    assert sum(0 < n < duckdb.rows[subject] for n in found) > 40, "most questions did not narrow anything"


def _first_mark(filters: Filters) -> pd.DataFrame:
    """The records of the first mark on the map."""
    marks = incidents.marks(dataset(), filters)
    first = marks.frame.iloc[0]
    place = {"cell": int(first.cell)} if marks.resolution else {"lon": first.lon, "lat": first.lat}
    return incidents.at_mark(dataset(), filters, marks.resolution, **place)


_THREE = ("MLI", "TCD", "COL")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_table_in_memory_answers_as_the_engine_does(subject: str, duckdb: Dataset) -> None:
    """Tests of filters are written once: what DuckDB makes of them and what a frame makes of them are the same records."""
    held = MemoryTable.of(duckdb.frame(duckdb.table(subject)))
    with one_version(duckdb):
        asked = list(dict.fromkeys([*QUESTIONS, *_single(), *_combined(150)]))
        for filters in asked:
            wanted = duckdb.arrow(filters.narrow(duckdb.table(subject)).select("id"))["id"].to_pylist()
            assert sorted(filters.narrow(held).frame.id) == sorted(wanted), filters.query()


#: What pages count and list, by the function that answers it.
_DERIVED: tuple[Callable[[], Any], ...] = (
    lambda: incident_memory.sums(dataset()).frame,
    lambda: incident_memory._details(dataset()).frame,
    lambda: incident_memory._places(dataset()).frame,
    lambda: incident_memory._cells(dataset(), 4).frame,
    lambda: incident_memory._reports(dataset()).frame,
    lambda: rows_behind.listed(dataset(), "incidents", Filters(areas=("MLI",)), 200, search="gao").to_pandas(),
    lambda: rows_behind.listed(
        dataset(), "incidents", Filters(areas=("MLI",)), 200, search="EEI", language="fr", weapons=words("fr").weapon_names
    ).to_pandas(),
    lambda: incidents.by_year(dataset(), Filters(areas=("MLI",))),
    lambda: incidents.by_month(dataset(), Filters(areas=("NGA",))),
    lambda: incidents.violence_by_year(dataset(), Filters()),
    lambda: incidents.marks(dataset(), Filters()).frame,
    lambda: incidents.marks(dataset(), Filters(areas=("MLI",), weapons=("E",))).frame,
    lambda: _first_mark(Filters(areas=("MLI",))),
    lambda: actors.recorded(dataset(), Filters(areas=("MLI",))),
    lambda: areas.counts(dataset(), Filters()),
    lambda: areas.named(dataset(), Filters(areas=("west-africa",))),
    lambda: admin1_countries(dataset()),
    lambda: country_months.by_month(dataset(), _THREE),
    lambda: country_months.beside_events(dataset(), Filters(areas=("COL",))),
    lambda: country_years.deaths_by_year(dataset(), ("COL",), ()),
    lambda: embargoes.of_country(dataset(), "LBY"),
    lambda: embargoes.recorded_during(dataset(), Filters()),
    lambda: flows.matching(dataset(), Filters()),
    lambda: flows.links(dataset(), Filters(exclude_possible=True)),
    lambda: flows.ranking(dataset(), Filters(), "supplier"),
    lambda: holdings.matching(dataset(), Filters()),
    lambda: instruments.of_countries(dataset(), _THREE),
    lambda: national.rows(dataset(), "mine_victims", Filters(areas=("COL",))),
    lambda: place_coverage.everywhere(dataset(), _THREE),
    lambda: place_coverage.gaps(dataset(), ("MLI",)),
    lambda: presence.in_countries(dataset(), _THREE, ()),
    lambda: risk.of_countries(dataset(), _THREE),
    lambda: routes.matching(dataset(), Filters()),
    lambda: seizures.figures(
        dataset(), Filters(), *((name, of[0]) for name, of in seizures.indicators(dataset()).items()).__next__()
    ),
)


@pytest.mark.parametrize("number", range(len(_DERIVED)))
def test_all_that_subjects_derive_is_the_same(number: int, duckdb: Dataset, spark: Dataset) -> None:
    ask = _DERIVED[number]
    with one_version(duckdb):
        one = ask()
    with one_version(spark):
        other = ask()
    assert len(one), "nothing was asked"
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(_sorted(one), _sorted(other), check_exact=False, rtol=1e-9)
    else:
        assert one == other


@pytest.mark.parametrize("area", ["MLI", "COL", "west-africa"])
def test_a_briefing_says_the_same(area: str, duckdb: Dataset, spark: Dataset) -> None:
    """A briefing asks nearly all that can be asked, and its value holds every word and number."""
    said = []
    for store in (duckdb, spark):
        with one_version(store):
            said.append(briefing(area, "en", "internal", made_on=datetime.date(2026, 11, 30)))
    assert said[0].sections
    assert said[0] == said[1]


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in an order that only depends on what they hold; lists as tuples."""
    found = frame.reset_index().map(
        lambda value: tuple(value) if hasattr(value, "__len__") and not isinstance(value, str) else value
    )
    order = sorted(range(len(found)), key=[repr(row) for row in found.itertuples(index=False)].__getitem__)
    return found.iloc[order].reset_index(drop=True)


#: Nulls in every column, empty lists beside absent ones, equal values, and numbers at the ends of their range.
EDGES = pa.table(
    {
        "id": ["a", "b", "c", "d", "e"],
        "group": ["x", None, "x", None, "y"],
        "whole": pa.array([1, None, 2**52, None, -3], pa.int64()),
        "number": pa.array([0.5, None, 1e300, -0.0, None], pa.float64()),
        "flag": pa.array([True, None, False, None, True]),
        "day": pa.array([0, None, 1_700_000_000_000_000, -1, None], pa.timestamp("us")),
        "items": pa.array([["p", "q"], [], None, ["p", None], ["q"]], pa.list_(pa.string())),
    }
)
_EDGE_QUESTIONS: dict[str, Callable[[Table], Table]] = {
    "all": lambda t: t,
    "sums by a group with nulls": lambda t: t.group_by("group").agg(
        n=t.count(), s=t.whole.sum(), low=t.number.min(), high=t.whole.max()
    ),
    "sum of nothing": lambda t: t.filter(t.id == "nobody").agg(s=lambda none: none.whole.sum(), n=lambda none: none.count()),
    "null passes no test": lambda t: t.filter(t.whole > 0),
    "null passes no negated test": lambda t: t.filter(t.group != "x"),
    "in a list of values": lambda t: t.filter(t.group.isin(["x", "y"])),
    "between": lambda t: t.filter(t.whole.between(-3, 1)),
    "nulls filled": lambda t: t.filter(t.group.fill_null("x") == "x"),
    "length of lists": lambda t: t.select("id", n=t["items"].length()),
    "a list that holds": lambda t: t.filter(t["items"].contains("p")),
    "a list filtered": lambda t: t.filter(t["items"].filter(lambda item: item.isin(["q"])).length() > 0),
    "lists unnested": lambda t: t.select("id", item=t["items"].unnest()),
    "ranked": lambda t: t.select("id", n=ibis.dense_rank().over(order_by=[t.group, t.flag])),
    # Of a group without any key the engines name different rows: keys that are asked for are never null in a contract.
    "latest by group": lambda t: t.filter(t.whole.notnull()).group_by("group").agg(last=lambda rows: rows.id.argmax(rows.whole)),
    "first in order": lambda t: t.order_by(t.whole.desc(), t.id).limit(2),
    "nulls in order": lambda t: t.order_by(t.number, t.id).limit(3),
    "last null first": lambda t: t.order_by(t.whole.desc(nulls_first=True), t.id).limit(2),
    "parts of days": lambda t: t.select("id", year=t.day.year().cast("int64")),
    "distinct": lambda t: t.select("group", "flag").distinct(),
}


@pytest.mark.parametrize("question", _EDGE_QUESTIONS)
def test_edge_cases_are_answered_alike(question: str, spark_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "edges.parquet"
    pq.write_table(EDGES, path)
    answers = []
    for engine in (DuckDBEngine(), spark_engine):
        engine.load("edges", path)
        answers.append(rows(engine.run(_EDGE_QUESTIONS[question](engine.table("edges")))))
    assert answers[0] == answers[1]


def test_a_condition_holds_while_loading_and_what_is_materialised_stays(spark_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "edges.parquet"
    pq.write_table(EDGES, path)
    for engine in (DuckDBEngine(), spark_engine):
        engine.load("chosen_rows", path, "whole > 0")
        kept = engine.materialise("doubled_rows", engine.table("chosen_rows").mutate(twice=lambda rows: rows.whole * 2))
        assert rows(engine.run(kept.select("id", "twice"))) == [("a", 2), ("c", 2**53)]
        assert rows(engine.run(engine.table("doubled_rows").select("id"))) == [("a",), ("c",)]


def test_weapon_codes_of_both_levels_are_asked() -> None:
    assert {f.weapons[0] for f in _single() if f.weapons} >= {*level1(), *weapons()}


def test_spark_answers_from_no_file_that_took_another_ones_place(spark_engine: Engine, tmp_path: Path) -> None:
    """It reads files when it is asked: half an answer of the old set and half of the new one must not be."""
    path = tmp_path / "replaced.parquet"
    pq.write_table(EDGES, path)
    spark_engine.load("replaced", path)
    assert spark_engine.run(spark_engine.table("replaced").select("id")).num_rows == EDGES.num_rows
    other = tmp_path / "other.parquet"
    pq.write_table(EDGES.slice(0, 1), other)
    other.replace(path)
    with pytest.raises(EngineError, match=r"replaced\.parquet was replaced"):
        spark_engine.run(spark_engine.table("replaced").select("id"))
