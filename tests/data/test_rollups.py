"""Roll-ups: the same rows from the same incidents whoever makes them, adding up to them, and nothing in them above a tier."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer import Typer
from typer.testing import CliRunner

from components.current import dataset, one_version
from data.contracts import ROLLUPS
from data.engine.dataset import TIERS, Dataset, StoreError, prepared_folder
from data.engine.duckdb_engine import DuckDBEngine
from data.engine.engines import open_engine
from data.model.precision import UNPLACED
from data.model.tables import ContractError
from data.prepare import __main__ as command
from data.prepare import rollups
from data.prepare.core.publish import read_table
from data.query.filters import Filters
from data.subjects import incident_memory, incidents
from data.subjects import rows as listing
from tests.data.folders import copy_of_prepared, replace, rewrite, roll_up, seal, set_column, version

INCIDENTS = pq.read_table(prepared_folder() / "incidents.parquet")
ALL = Filters()
_COMMAND = Typer(add_completion=False, pretty_exceptions_enable=False)
_COMMAND.command()(command.main)


def made(folder: Path, rows: pa.Table) -> Path:
    """Roll-ups of these incidents, in a folder of their own."""
    folder.mkdir()
    pq.write_table(rows, folder / "incidents.parquet")
    rollups.build(folder, DuckDBEngine())
    return folder


def read(folder: Path, name: str) -> pa.Table:
    return pq.read_table(folder / f"{name}.parquet")


def test_those_of_the_repository_are_those_of_its_incidents(tmp_path: Path) -> None:
    """Whatever the order of the incidents, to the byte."""
    order = np.random.default_rng(26).permutation(INCIDENTS.num_rows)
    folder = made(tmp_path / "shuffled", INCIDENTS.take(pa.array(order)))
    for name in ROLLUPS:
        assert (folder / f"{name}.parquet").read_bytes() == (prepared_folder() / f"{name}.parquet").read_bytes(), name
    assert {name: read(folder, name).num_rows for name in ROLLUPS} == dataset().manifest["rollups"]


def test_a_key_depends_on_nothing_but_what_it_stands_for(tmp_path: Path) -> None:
    """Part of the incidents have the keys that they have among all."""
    part = made(tmp_path / "part", INCIDENTS.slice(0, 2000))
    for name, key in (("incident_sums", "sum"), ("incident_details", "detail")):
        assert set(read(part, name)[key].to_pylist()) < set(read(prepared_folder(), name)[key].to_pylist())


@pytest.mark.parametrize("name", ROLLUPS)
def test_they_keep_their_contract(name: str) -> None:
    table, frame = ROLLUPS[name], read_table(name, prepared_folder())
    assert frame.columns.tolist() == table.names
    assert len(table.check(frame)) == dataset().manifest["rollups"][name]


def test_what_they_count_is_what_incidents_hold() -> None:
    placed = INCIDENTS.filter(pc.invert(pc.is_in(INCIDENTS["location_precision"], pa.array(UNPLACED))))
    for name, rows in (("incident_sums", INCIDENTS), ("incident_details", INCIDENTS), ("incident_places", placed)):
        found = read(prepared_folder(), name)
        assert pc.sum(found["records"]).as_py() == rows.num_rows
        for column in ("events", "deaths"):
            assert pc.sum(found[column]) == pc.sum(rows[column]), (name, column)


def test_two_rows_that_differ_never_read_alike() -> None:
    """Nulls and empty texts, one item and two, and where one value ends and the next begins."""
    texts = ["", None, "-", "a", "ab", "1:a", "b:é", "💣"]
    items = [[], [""], ["a"], ["a", "b"], ["ab"], ["a,b"], ["1:a"], ["-"], None]
    rows = [(a, b, c) for a in texts for b in texts for c in items]
    schema = {"a": "string", "b": "string", "c": "array<string>"}
    table = ibis.memtable([dict(zip(schema, row, strict=True)) for row in rows], schema=schema)
    text = rollups._spelled(table.a) + rollups._spelled(table.b) + rollups._spelled(table.c)
    spelled = ibis.duckdb.connect().to_pyarrow(table.select(text=text))
    assert len(set(spelled["text"].to_pylist())) == len(rows)


def test_what_does_not_add_up_is_no_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollups, "_key", lambda rows, names: ibis.literal(1))
    with pytest.raises(ContractError, match=r"incident_sums: two rows have the same sum"):
        made(tmp_path / "colliding", INCIDENTS)


def test_a_set_of_before_is_prepared_anew(tmp_path: Path) -> None:
    folder = copy_of_prepared(tmp_path / "old")
    (folder / "incident_sums.parquet").unlink()
    rewrite(folder, "phases", lambda rows: rows)  # seals the set as it is now
    with pytest.raises(StoreError, match=r"^incident_sums\.parquet is missing in .*: run `python -m data\.prepare"):
        Dataset(folder)


def test_what_names_no_weapon_and_no_place_can_be_asked(tmp_path: Path) -> None:
    def bare(rows: pa.Table) -> pa.Table:
        rows = set_column(rows, "weapons", [[]] * len(rows))
        return set_column(rows, "location_precision", ["country"] * len(rows))

    folder = copy_of_prepared(tmp_path / "bare")
    rewrite(folder, "incidents", bare)
    with one_version(Dataset(folder)):
        assert incidents.counts(dataset(), ALL).records.sum() == INCIDENTS.num_rows
        assert incidents.marks(dataset(), ALL).frame.empty and incident_memory.reports_naming_a_weapon(dataset(), ALL) == 0


@pytest.fixture(scope="module")
def tiers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each incident of one place is seen by another tier, which calls the place by its own name."""
    folder = copy_of_prepared(tmp_path_factory.mktemp("tiers") / "set")

    def mixed(rows: pa.Table) -> pa.Table:
        rows = rows.filter(pc.is_valid(rows["lon"])).slice(0, 300)
        seen_by = [TIERS[number % 3] for number in range(len(rows))]
        rows = set_column(rows, "sensitivity", seen_by)  # type: ignore[arg-type]
        rows = set_column(rows, "place", [f"as {tier} knows it" for tier in seen_by])
        for name in ("lon", "lat", "cell3", "cell4", "cell5", "cell6", "location_precision"):
            rows = set_column(rows, name, [rows[name][0].as_py()] * len(rows))
        return set_column(rows, "weapons", [["A"]] * len(rows))

    rewrite(folder, "incidents", mixed)
    version(folder, "tiers")
    return folder


def test_no_tier_counts_or_names_what_it_may_not_see(tiers: Path) -> None:
    whole = read(tiers, "incidents")
    for n, tier in enumerate(TIERS, start=1):
        seen = whole.filter(pc.is_in(whole["sensitivity"], pa.array(TIERS[:n])))
        with one_version(Dataset(tiers, tier=tier)):
            (mark,) = incidents.marks(dataset(), ALL).frame.itertuples()
            assert incidents.counts(dataset(), ALL).records.sum() == seen.num_rows
            assert mark.events == mark.with_weapon == pc.sum(seen["events"]).as_py()
            assert mark.place in {f"as {lower} knows it" for lower in TIERS[:n]}
            reports = {report for reports in seen["reports"].to_pylist() for report in reports}
            own = sum(len(row["source_records"]) for row in seen.to_pylist() if not row["reports"])
            assert mark.reports == incident_memory.reports_naming_a_weapon(dataset(), ALL) == len(reports) + own


def in_parts(folder: Path) -> Path:
    """A copy of the prepared set whose incidents lie in several files, and whose roll-ups were forgotten."""
    copy_of_prepared(folder)
    (folder / "incidents.parquet").unlink()
    (folder / "incidents.parquet").mkdir()
    for number, start in enumerate(range(0, INCIDENTS.num_rows, 10_000)):
        pq.write_table(INCIDENTS.slice(start, 10_000), folder / "incidents.parquet" / f"part-{number}.parquet")
    for name in ROLLUPS:
        (folder / f"{name}.parquet").unlink()
    seal(folder)
    return folder


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("spark", marks=pytest.mark.exhaustive)])
def test_events_in_several_files_are_rolled_up_and_served(engine: str, tmp_path: Path) -> None:
    if engine == "spark" and not (find_spec("pyspark") and shutil.which("java")):
        pytest.skip("pyspark or java not installed: `make test-all` installs both")
    folder = in_parts(tmp_path / "set")
    done = CliRunner().invoke(_COMMAND, ["--out", str(folder), "--engine", engine])
    assert done.exit_code == 0, done.output
    for name in ROLLUPS:
        assert (folder / f"{name}.parquet").read_bytes() == (prepared_folder() / f"{name}.parquet").read_bytes(), name
    found = Dataset(folder, open_engine(engine))
    assert found.rows == dataset().rows and found.version != dataset().version
    with one_version(found):
        assert incidents.counts(dataset(), ALL).records.sum() == INCIDENTS.num_rows
        assert listing.listed(dataset(), "incidents", Filters(areas=("MLI",)), 3).num_rows == 3


def test_an_engine_that_there_is_not_leaves_the_set_as_it_was(tmp_path: Path) -> None:
    folder = copy_of_prepared(tmp_path / "set")
    done = CliRunner().invoke(_COMMAND, ["--out", str(folder), "--engine", "oracle"])
    assert done.exit_code == 1 and "there is no such engine; set one of duckdb, spark" in done.stderr
    assert Dataset(folder).version == dataset().version


def test_a_damaged_one_is_named(tmp_path: Path) -> None:
    folder = copy_of_prepared(tmp_path / "set")
    replace(folder / "incident_places.parquet", b"spoilt")
    with pytest.raises(StoreError, match=r"^incident_places\.parquet is damaged"):
        Dataset(folder)


def test_copies_of_tests_never_reach_the_originals(tmp_path: Path) -> None:
    folder = copy_of_prepared(tmp_path / "set")
    before = (prepared_folder() / "incident_sums.parquet").read_bytes()
    shutil.copy2(folder / "incidents.parquet", folder / "kept")
    (folder / "incidents.parquet").unlink()
    pq.write_table(INCIDENTS.slice(0, 10), folder / "incidents.parquet")
    roll_up(folder)
    assert (prepared_folder() / "incident_sums.parquet").read_bytes() == before != (folder / "incident_sums.parquet").read_bytes()
