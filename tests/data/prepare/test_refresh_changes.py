"""What a refresh says of the difference between two sets, and the sets it keeps."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.engine import digests
from data.prepare.changes import FEW, Changes, CountryChange, changes, replacing, shown
from data.prepare.core.intake import InputError
from data.prepare.refresh import vintages
from tests.data.folders import copy_of_prepared, replace, rewrite, set_column, version, written

DAY = datetime.date(2026, 11, 29)


@pytest.fixture
def sets(tmp_path: Path) -> tuple[Path, Path]:
    return copy_of_prepared(tmp_path / "before"), copy_of_prepared(tmp_path / "after")


def events(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "incidents.parquet")


def without(rows: pa.Table, mask: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.invert(mask))


def test_the_same_set_changes_nothing(sets: tuple[Path, Path]) -> None:
    found = changes(*sets, ("incidents", "risk", "seizures"))
    assert not found.lost and not shown(found)
    assert sum(one.before for one in found.countries) == int(events(sets[0])["events"].sum())


def test_added_changed_and_removed_events_are_counted_per_country(sets: tuple[Path, Path]) -> None:
    frame = events(sets[0])
    alone = frame[frame["events"].eq(1)]
    gone = alone[alone["country"].eq("MLI")]["id"].head(2)
    moved = alone[alone["country"].eq("TCD")]["id"].head(3)
    rewrite(
        sets[0], "incidents", lambda rows: without(rows, pc.equal(rows["id"], alone[alone["country"].eq("COL")]["id"].iloc[0]))
    )

    def change(rows: pa.Table) -> pa.Table:
        kept = without(rows, pc.is_in(rows["id"], pa.array(gone)))
        deaths = [d + (i in set(moved)) for i, d in zip(kept["id"].to_pylist(), kept["deaths"].to_pylist(), strict=True)]
        return set_column(kept, "deaths", deaths)

    rewrite(sets[1], "incidents", change)
    found = {one.country: one for one in changes(*sets, ("incidents",)).countries}
    assert (found["MLI"].added, found["MLI"].changed, found["MLI"].removed) == (0, 0, 2)
    assert (found["TCD"].added, found["TCD"].changed, found["TCD"].removed) == (0, 3, 0)
    assert found["TCD"].deaths_after - found["TCD"].deaths_before == 3
    assert (found["COL"].added, found["COL"].removed) == (1, 0)
    assert found["NER"].added == found["NER"].changed == found["NER"].removed == 0


@pytest.mark.parametrize("gains", [True, False])
def test_an_event_that_gains_or_loses_its_point_is_changed(sets: tuple[Path, Path], gains: bool) -> None:
    frame = events(sets[0])
    known = frame[frame["lon"].notna() & frame["events"].eq(1) & frame["country"].eq("MLI")]["id"].iloc[0]
    blanked = sets[0] if gains else sets[1]

    def blank(rows: pa.Table) -> pa.Table:
        return set_column(
            rows, "lon", [None if i == known else x for i, x in zip(rows["id"].to_pylist(), rows["lon"].to_pylist(), strict=True)]
        )

    rewrite(blanked, "incidents", blank)
    found = {one.country: one.changed for one in changes(*sets, ("incidents",)).countries}
    assert found.pop("MLI") == 1 and not any(found.values())


def test_a_loss_is_told_on_one_line_with_years_and_the_first_country(sets: tuple[Path, Path]) -> None:
    rewrite(sets[1], "incidents", lambda rows: rows.filter(pc.greater_equal(rows["year"], 2024)))
    told = replacing(*sets, ("incidents", "risk", "coverage")).told
    before, left = (int(events(folder)["events"].sum()) for folder in sets)
    assert told.startswith(f"{before - left:,} of {before:,} events (") and ", all of 1989–2023, first " in told
    assert "\n" not in told and replacing(sets[0], sets[0], ("incidents", "risk")).told == ""


def test_of_a_table_that_cannot_be_read_the_rows_still_count(sets: tuple[Path, Path]) -> None:
    """So that a set of an earlier version, whose columns were others, is not replaced by a piece of it unasked."""
    rewrite(sets[0], "risk", lambda rows: rows.drop_columns(["level"]))
    rewrite(sets[1], "risk", lambda rows: rows.slice(0, rows.num_rows // 2))
    assert replacing(*sets, ("risk",)).told == "risk: 297 of 594 rows (50.0 %)"


def test_a_loss_is_named_with_its_number(sets: tuple[Path, Path]) -> None:
    rewrite(sets[1], "incidents", lambda rows: without(rows, pc.equal(rows["country"], "MLI")))
    (lost,) = changes(*sets, ("incidents",)).lost
    before = int(events(sets[0]).query("country == 'MLI'")["events"].sum())
    assert lost == f"MLI: {before:,} of {before:,} events (100.0 %)"


def test_a_small_correction_is_no_loss(sets: tuple[Path, Path]) -> None:
    first = events(sets[0]).query("country == 'MLI'")["id"].iloc[0]
    rewrite(sets[1], "incidents", lambda rows: without(rows, pc.equal(rows["id"], first)))
    assert not changes(*sets, ("incidents",)).lost


def test_fewer_deaths_in_as_many_events_are_a_loss(sets: tuple[Path, Path]) -> None:
    def change(rows: pa.Table) -> pa.Table:
        where = zip(rows["country"].to_pylist(), rows["deaths"].to_pylist(), strict=True)
        return set_column(rows, "deaths", [deaths // 2 if country == "NER" else deaths for country, deaths in where])

    rewrite(sets[1], "incidents", change)
    (lost,) = changes(*sets, ("incidents",)).lost
    assert lost.startswith("NER: ") and "deaths" in lost


def test_rows_of_other_tables_are_counted(sets: tuple[Path, Path]) -> None:
    rewrite(sets[1], "risk", lambda rows: rows.slice(0, rows.num_rows // 2))
    found = changes(*sets, ("risk",))
    assert found.tables[0].before >= FEW and found.tables[0].removed == found.tables[0].before - found.tables[0].after
    assert found.lost == [found.tables[0].lost] and found.lost[0].startswith("risk: ")
    assert len(shown(found)) == 1


@pytest.mark.parametrize(
    ("table", "column"), [("country_years", "deaths"), ("mine_victims", "records"), ("police_homicides", "homicides")]
)
def test_fewer_deaths_and_records_in_as_many_rows_are_a_loss(sets: tuple[Path, Path], table: str, column: str) -> None:
    rewrite(sets[1], table, lambda rows: set_column(rows, column, [(n or 0) // 2 for n in rows[column].to_pylist()]))
    (lost,) = changes(*sets, (table,)).lost
    assert lost.startswith(f"{table}: ") and f" {column} (" in lost


def test_events_of_countries_with_few_each_are_a_loss_together() -> None:
    def country(name: str, removed: int) -> CountryChange:
        return CountryChange(name, 60, 60 - removed, 0, 0, removed, 9, 9, "2020-01-01", "2020-02-01", "2020-02-01")

    assert Changes((country("BEN", 40), country("TGO", 0)), ()).lost == ["all countries: 40 of 120 events (33.3 %)"]
    assert not Changes((country("BEN", 1), country("TGO", 0)), ()).lost


def test_a_set_is_kept_whole_with_its_day(sets: tuple[Path, Path]) -> None:
    written(sets[0], datetime.date(2026, 10, 1))
    copy = vintages.keep(sets[0], DAY)
    assert copy is not None and copy.name.startswith("2026-11-29_")
    assert digests.of_files(copy) == digests.of_files(sets[0])
    (line,) = vintages.ledger(copy.parent)
    assert (line.taken_in, line.replaced) == ("2026-10-01", "2026-11-29") and "incidents: " in line.releases


def test_a_set_is_kept_once(sets: tuple[Path, Path]) -> None:
    assert vintages.keep(sets[0], DAY) and vintages.keep(sets[0], DAY) is None
    assert len(vintages.ledger(vintages.place(sets[0]))) == 1


def test_the_oldest_go_and_the_ledger_remembers(sets: tuple[Path, Path]) -> None:
    for n in range(4):
        version(sets[0], f"v{n}")
        written(sets[0], DAY + datetime.timedelta(n - 1))
        vintages.keep(sets[0], DAY + datetime.timedelta(n), most=2)
    folder = vintages.place(sets[0])
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["2026-12-01_v2", "2026-12-02_v3"]
    lines = vintages.ledger(folder)
    assert [line.version for line in lines] == ["v0", "v1", "v2", "v3"]
    assert [(line.taken_in, line.replaced) for line in lines[1:3]] == [("2026-11-29", "2026-11-30"), ("2026-11-30", "2026-12-01")]


def test_a_damaged_set_is_no_vintage(sets: tuple[Path, Path]) -> None:
    replace(sets[0] / "flows.parquet", b"no")
    with pytest.raises(InputError, match=r"not as they were written"):
        vintages.keep(sets[0], DAY)


def test_a_damaged_ledger_is_named(sets: tuple[Path, Path]) -> None:
    vintages.keep(sets[0], DAY)
    (vintages.place(sets[0]) / vintages.LEDGER).write_text("something,else\n1,2\n")
    with pytest.raises(InputError, match="no list of vintages any more"):
        vintages.ledger(vintages.place(sets[0]))


def test_what_was_known_on_a_day_is_the_set_of_that_day(sets: tuple[Path, Path]) -> None:
    out, days = sets[0], [DAY, DAY + datetime.timedelta(9), DAY + datetime.timedelta(40)]
    for n, day in enumerate(days[1:]):
        version(out, f"v{n}")
        written(out, days[n])
        vintages.keep(out, day)
    version(out, "newest")
    written(out, days[2])

    def known(day: datetime.date) -> str:
        return str(json.loads((vintages.known_on(out, day) / digests.MANIFEST).read_text())["data_version"])

    eve = [day - datetime.timedelta(1) for day in days]
    asked = [days[0], eve[1], days[1], eve[2], days[2], datetime.date(2030, 1, 1)]
    assert [known(day) for day in asked] == ["v0", "v0", "v1", "v1", "newest", "newest"]
    with pytest.raises(InputError, match="holds no set of 2026-11-28; the first kept was taken in on 2026-11-29"):
        known(eve[0])
    shutil.rmtree(next(vintages.place(out).glob("*_v1")))
    with pytest.raises(InputError, match=r"the set of 2026-12-09 \(v1\) is listed in vintages.csv but no longer kept"):
        known(datetime.date(2026, 12, 9))
