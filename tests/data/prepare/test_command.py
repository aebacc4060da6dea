"""`python -m data.prepare` as people run it: on the publishers' files, and in small on the hand-compiled ones."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer import Exit, Typer
from typer.testing import CliRunner, Result

from data.command import spread
from data.contracts import TABLES
from data.engine.dataset import prepared_folder
from data.model.categories import CURATED
from data.prepare import __main__ as command
from data.prepare import build, manifest
from data.prepare.core import adapter
from data.prepare.core.publish import read_table
from data.prepare.files.read_tables import read_csv
from data.prepare.ucdp import ged
from tests.data.prepare.publishers import candidates
from tests.data.prepare.publishers import ged as published

ROOT = Path(__file__).parents[3]
Small = tuple[CliRunner, Typer, Path, Path]
SMALL = ("phases", "embargoes", "instruments", "presence", "activities", "toolbox", "needs")


def here(*arguments: object) -> Result:
    """The same in this process, which has read what Python needs."""
    app = Typer()
    app.command()(command.main)
    return CliRunner().invoke(app, [*map(str, arguments)])


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "data.prepare", *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def prepared(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole set from the publishers' files."""
    out = tmp_path_factory.mktemp("whole") / "prepared"
    done = run("--raw", raw, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def copied(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the whole set, to be worked on."""
    return Path(shutil.copytree(prepared, tmp_path / "prepared"))


# --- the publishers' files


def test_the_set_is_complete_and_meets_its_contracts(prepared: Path) -> None:
    manifest = json.loads((prepared / "manifest.json").read_text())
    assert list(manifest["tables"]) == list(TABLES)
    for name, table in TABLES.items():
        entry = manifest["tables"][name]
        assert len(table.check(read_table(name, prepared))) == entry["rows"] == entry["kept"]
        assert entry["read"] == entry["kept"] + entry["grouped"] + entry["rejected"]
        assert entry["rejected"] == sum(entry["rejects"].values())
    rejects = pq.read_table(prepared / "rejects.parquet")
    assert rejects.num_rows == sum(entry["rejected"] for entry in manifest["tables"].values())
    assert list((prepared / "basemap").glob("*.json"))


def test_no_event_and_no_death_is_lost(raw: Path, prepared: Path) -> None:
    """Counted from the raw file with plain pandas, for the rejects by file row."""
    events = pd.read_csv(raw / ged.DEFAULT, low_memory=False)
    rejects = pq.read_table(prepared / "rejects.parquet").to_pandas()
    rejected = rejects.loc[rejects["file"].eq(ged.DEFAULT.name), "row"]
    assert len(rejected) == rejects["table"].eq("incidents").sum() < 10
    events = events[~read_csv(raw / ged.DEFAULT, ["year"]).index.isin(rejected)]
    expected = events.groupby(["iso3", "year"])["best"].agg(["size", "sum"])
    incidents = read_table("incidents", prepared)
    assert incidents["events"].sum() == len(events)
    sums = incidents.groupby(["country", "year"])[["events", "deaths"]].sum()
    assert {(str(c), int(y)): (int(e), int(d)) for (c, y), e, d in sums.itertuples()} == {
        (c, y): (int(e), int(d)) for (c, y), e, d in expected.itertuples()
    }
    records = [record for row in incidents["source_records"] for record in row]
    own = events["id"].astype("Int64").astype("string")
    assert sorted(records) == sorted(events["relid"].mask(events["relid"].duplicated(keep=False)).fillna(own))


def test_no_headline_of_a_source_is_stored(raw: Path, prepared: Path) -> None:
    events = pd.read_csv(raw / ged.DEFAULT, usecols=["source_headline"], dtype=str)
    headlines = set(events["source_headline"].dropna().str.split(";").explode().str.strip())
    headlines = {text for text in headlines if len(text) > 30}
    incidents = read_table("incidents", prepared)
    for column in incidents.columns:
        stored = set(incidents[column].explode().dropna().astype(str))
        assert not stored & headlines, column


def test_joins_are_there_and_honest(prepared: Path) -> None:
    incidents = read_table("incidents", prepared)
    wide = incidents["location_precision"].isin(["country", "corridor"])
    assert incidents.loc[wide, ["admin1", "border_km"]].isna().all(axis=None)
    assert incidents.loc[~wide, "admin1"].notna().mean() > 0.99
    juba = incidents[(incidents["located_in"] == "SSD") & incidents["border"].notna()]
    assert set(juba["country"]) == {"SDN"} and juba["border"].str.contains("SSD").all()
    assert (incidents["located_in"] != incidents["country"]).fillna(True).all()
    mali = incidents[(incidents["country"] == "MLI") & (incidents["start"] >= "2014-01-01")]
    assert mali["phase"].eq("peacekeeping").mean() > 0.9
    routes = read_table("routes", prepared)
    assert (routes["length_km"] > 0).all() and (routes["borders"].str.len() > 0).mean() > 0.8


def test_another_run_gives_the_bytes_that_the_repository_carries(prepared: Path) -> None:
    assert content(prepared) == content(prepared_folder())


@pytest.mark.parametrize("only", [pytest.param(("incidents", "toolbox"), marks=pytest.mark.exhaustive), ("routes",)])
def test_tables_alone_are_those_of_a_whole_run(raw: Path, prepared: Path, copied: Path, only: tuple[str, ...]) -> None:
    done = here("--raw", raw, "--out", copied, *(part for name in only for part in ("--only", name)))
    assert done.exit_code == 0, done.stderr
    assert content(copied) == content(prepared)


def test_own_files_event_by_event(raw: Path, prepared: Path, copied: Path) -> None:
    file = raw / "ucdp" / "hdx_conflict_data_sdn_ged_1989_2023.csv"
    done = here("--raw", raw, "--out", copied, "--only", "incidents", "--ged", file, "--events", "--yes")
    assert done.exit_code == 0, done.stderr
    incidents = read_table("incidents", copied)
    assert len(incidents) == 3_822 and set(incidents["country"]) == {"SDN"}
    rejects = pq.read_table(copied / "rejects.parquet").to_pandas()
    assert "incidents" not in set(rejects["table"]) and "flows" in set(rejects["table"])
    manifest = json.loads((copied / "manifest.json").read_text())
    files = {entry["file"]: entry["tables"] for entry in manifest["inputs"]}
    assert files["raw/ucdp/hdx_conflict_data_sdn_ged_1989_2023.csv"] == ["incidents"]
    assert not any(file.endswith(ged.DEFAULT.name) for file in files)


def test_a_month_does_not_take_the_place_of_the_record_unasked(raw: Path, prepared: Path, copied: Path) -> None:
    month = raw / "ucdp" / "GEDEvent_v26_0_1.csv.gz"
    done = here("--raw", raw, "--out", copied, "--only", "incidents", "--ged", month)
    assert done.exit_code == 1 and len(done.stderr.strip().splitlines()) == 1
    assert re.search(
        r"would lose what --out holds: 36,\d\d\d of 37,592 events \(98\.\d %\), all of 1989–2024, first BFA", done.stderr
    )
    assert "--ged A B" in done.stderr and "--out" in done.stderr and "--yes" in done.stderr
    assert content(copied) == content(prepared)


def test_a_month_is_added_to_the_bundled_record(raw: Path, prepared: Path, copied: Path) -> None:
    files = (raw / ged.DEFAULT, raw / "ucdp" / "GEDEvent_v26_0_1.csv.gz")
    done = here("--raw", raw, "--out", copied, "--only", "incidents", "--ged", files[0], "--ged", files[1])
    assert done.exit_code == 0, done.stderr
    assert f"{files[1].name} read as Candidate 26.0.1" in done.stdout and f"{files[0].name} read as Candidate 2021" in done.stdout
    before, after = (read_table("incidents", folder)["source_records"].explode() for folder in (prepared, copied))
    assert after.is_unique and set(before) < set(after)
    assert read_table("coverage", copied).equals(read_table("coverage", prepared))


def test_a_file_of_which_one_reason_turns_most_events_away_is_refused(
    raw: Path, prepared: Path, copied: Path, tmp_path: Path
) -> None:
    rows = candidates(1, 40)
    for row in rows[:30]:
        row["best"] = "-1"
    file = tmp_path / "GEDEvent_v26_0_1.csv"
    file.write_bytes(published(rows))
    order = ("--raw", raw, "--out", copied, "--only", "incidents", "--ged", raw / ged.DEFAULT, "--ged", file)
    done = here(*order)
    assert done.exit_code == 1
    assert f"{file.name}: 30 of 40 rows would be turned away for one reason, negative deaths (first line 2: '-1')" in done.stderr
    assert "--yes" in done.stderr and content(copied) == content(prepared)
    done = here(*order, "--yes")
    assert done.exit_code == 0, done.stderr
    assert read_table("incidents", copied)["events"].sum() == read_table("incidents", prepared)["events"].sum() + 10


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (None, "is not there"),
        (b"", "0 bytes"),
        (b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        (b"id,when\n1,2\n", "lacks 7 of 8 needed columns"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_a_bad_input_publishes_nothing(
    raw: Path, prepared: Path, copied: Path, tmp_path: Path, broken: bytes | None, said: str
) -> None:
    file = tmp_path / "GEDEvent_v99_1.csv"
    if broken is not None:
        file.write_bytes(broken)
    done = here("--raw", raw, "--out", copied, "--only", "incidents", "--ged", file)
    assert done.exit_code == 1
    assert said in done.stderr and "GEDEvent_v99_1.csv" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert content(copied) == content(prepared)


def hearing_ctrl_c() -> None:
    """A process started in the background ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("seconds", "sent"),
    [
        (0.5, signal.SIGINT),
        (4, signal.SIGKILL),
        *(
            pytest.param(*case, marks=pytest.mark.exhaustive)
            for case in ((0.5, signal.SIGKILL), (4, signal.SIGINT), (9, signal.SIGINT), (9, signal.SIGKILL))
        ),
    ],
)
def test_a_run_stopped_midway_leaves_the_previous_set(
    raw: Path, prepared: Path, copied: Path, sent: signal.Signals, seconds: float
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "data.prepare", "--raw", raw, "--out", copied],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=hearing_ctrl_c,
    )
    time.sleep(seconds)
    child.send_signal(sent)
    child.communicate(timeout=30)
    assert child.returncode != 0
    assert content(copied) == content(prepared)
    if sent == signal.SIGINT:
        assert [path.name for path in copied.parent.iterdir()] == ["prepared"]


# --- the hand-compiled files alone, without the publishers'


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Small]:
    """The command cut down to the hand-compiled conditions: runner, app, a copy of the curated folder, out."""
    for module in (build, adapter):
        monkeypatch.setattr(module, "TABLES", {name: TABLES[name] for name in SMALL})
    monkeypatch.setattr(build, "ADAPTERS", tuple(a for a in build.ADAPTERS if set(a.tables) <= set(SMALL)))
    monkeypatch.setattr(build, "_write_basemap", lambda order, folder, made: None)
    app = Typer()
    app.command()(command.main)
    curated = Path(shutil.copytree(CURATED, tmp_path / "curated"))
    yield CliRunner(), app, curated, tmp_path / "prepared"


def test_small_sets_are_the_same_twice(small: Small, tmp_path: Path) -> None:
    runner, app, curated, out = small
    arguments = ["--raw", str(tmp_path), "--curated", str(curated)]
    for folder in (out, tmp_path / "again"):
        done = runner.invoke(app, [*arguments, "--out", str(folder)])
        assert done.exit_code == 0, done.output
        assert "toolbox" in done.stdout and "Data version" in done.stdout
    assert content(out) == content(tmp_path / "again")
    done = runner.invoke(app, [*arguments, "--out", str(out), "--only", "toolbox"])
    assert done.exit_code == 0, done.output
    assert content(out) == content(tmp_path / "again")


def test_a_table_rebuilt_alone_changes_the_data_version(small: Small, tmp_path: Path) -> None:
    runner, app, curated, out = small
    arguments = ["--raw", str(tmp_path), "--curated", str(curated), "--out", str(out)]
    assert runner.invoke(app, arguments).exit_code == 0
    before = json.loads((out / "manifest.json").read_text())
    file = curated / "tools_phase_matrix.csv"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:-1]))
    done = runner.invoke(app, [*arguments, "--only", "toolbox"])
    after = json.loads((out / "manifest.json").read_text())
    assert after["tables"]["toolbox"]["rows"] < before["tables"]["toolbox"]["rows"]
    assert after["tables"]["phases"] == before["tables"]["phases"]
    assert after["data_version"] != before["data_version"]
    assert [e["file"] for e in after["inputs"]] == [e["file"] for e in before["inputs"]]
    assert "keeps joins" not in done.stdout


def shortened(curated: Path) -> None:
    """Without the last tenth of the instruments."""
    file = curated / "instruments.csv"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[: len(lines) * 9 // 10]))


def test_any_table_that_would_lose_rows_is_asked_after(small: Small, tmp_path: Path) -> None:
    runner, app, curated, out = small
    arguments = ["--raw", str(tmp_path), "--curated", str(curated), "--out", str(out)]
    assert runner.invoke(app, arguments).exit_code == 0
    before = content(out)
    shortened(curated)
    for only in ([], ["--only", "instruments"]):
        done = runner.invoke(app, [*arguments, *only])
        assert done.exit_code == 1 and "would lose what --out holds: instruments: 13 of 128 rows (10.2 %);" in done.stderr
        assert content(out) == before
    elsewhere = str(tmp_path / "elsewhere")
    assert runner.invoke(app, [*arguments, "--out", elsewhere]).exit_code == 0
    done = runner.invoke(app, [*arguments, "--yes"])
    assert done.exit_code == 0 and "Lost: instruments: 13 of 128 rows" in done.stdout
    assert content(out) == content(Path(elsewhere)) != before
    done = runner.invoke(app, arguments)
    assert done.exit_code == 0 and "Lost" not in done.stdout


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_at_a_terminal_is_asked(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    _, _, curated, out = small
    command.main(raw=tmp_path, curated=curated, out=out)
    before = content(out)
    asked: list[tuple[str, bool]] = []

    def confirm(text: str, default: bool) -> bool:
        asked.append((text, default))
        return answer

    shortened(curated)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", confirm)
    with nullcontext() if answer else pytest.raises(Exit):
        command.main(raw=tmp_path, curated=curated, out=out)
    assert asked == [("Replace it all the same?", False)] and (content(out) != before) == answer


def test_a_damaged_set_is_mended_and_what_it_held_still_counts(small: Small, tmp_path: Path) -> None:
    runner, app, curated, out = small
    arguments = ["--raw", str(tmp_path), "--curated", str(curated), "--out", str(out)]
    assert runner.invoke(app, arguments).exit_code == 0
    whole = content(out)
    (out / "phases.parquet").write_bytes(b"no")
    assert runner.invoke(app, arguments).exit_code == 0 and content(out) == whole
    (out / "phases.parquet").write_bytes(b"no")
    shortened(curated)
    assert "instruments: 13 of 128 rows" in runner.invoke(app, arguments).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "nonsense"], "--only nonsense is no table; choose among countries,"),
        (["--raw", "/no/such/folder"], "/no/such/folder is no folder"),
    ],
)
def test_a_wrong_order_gets_a_sentence(small: Small, tmp_path: Path, arguments: list[str], said: str) -> None:
    runner, app, curated, out = small
    base = ["--raw", str(tmp_path), "--curated", str(curated), "--out", str(out)]
    done = runner.invoke(app, [*base, *arguments])
    assert done.exit_code == 1
    assert said in done.stderr and not out.exists()


def test_an_unexpected_fault_publishes_nothing(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, app, curated, out = small
    arguments = ["--raw", str(tmp_path), "--curated", str(curated), "--out", str(out)]
    assert runner.invoke(app, arguments).exit_code == 0
    before = content(out)
    for fault in (OSError("No space left on device"), KeyboardInterrupt(), ZeroDivisionError()):

        def fail(folder: Path, fault: BaseException = fault) -> str:
            raise fault

        monkeypatch.setattr(manifest, "data_version", fail)
        assert runner.invoke(app, arguments).exit_code in (1, 130)
        assert content(out) == before
        assert not list(tmp_path.glob(".prepared*"))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["--only", "flows", "risk", "--out", "x"], ["--only", "flows", "--only", "risk", "--out", "x"]),
        (["--ged", "a", "b", "--events"], ["--ged", "a", "--ged", "b", "--events"]),
        (["--only", "a", "--only", "b"], ["--only", "a", "--only", "b"]),
        ([], []),
    ],
)
def test_several_values_may_follow_one_option(given: list[str], meant: list[str]) -> None:
    assert spread(given, command.SEVERAL) == meant
