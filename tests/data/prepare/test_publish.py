"""A prepared set takes the old one's place whole or not at all, whatever moment the run dies."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyproj
import pytest
import shapely

from data.contracts.conditions import NEEDS
from data.contracts.ground import BORDERS
from data.contracts.records import ROUTES
from data.model.tables import Column, Table
from data.prepare.core import publish
from data.prepare.core.intake import InputError, rejects
from data.prepare.core.publish import published, read_table, recover, write_rejects, write_table
from tests.sweep import draws, sweep

ROOT = Path(__file__).parents[3]
FILES = [f"{n}.parquet" for n in range(12)] + ["manifest.json"]

#: Publishes one set after another, all files of a set holding its number, until it is killed.
PUBLISHER = """
import itertools, sys
from pathlib import Path
from data.prepare.core import publish
if sys.argv[2] == "renames":
    publish._exchange = lambda one, other: False
print("ready", flush=True)
for number in itertools.count(1):
    with publish.published(Path(sys.argv[1])) as folder:
        for name in {files}:
            (folder / name).write_text(str(number))
"""


def a_set(folder: Path, number: int) -> None:
    for name in FILES:
        (folder / name).write_text(str(number))


def number_of(out: Path) -> int:
    """The number all files of a set agree on."""
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    numbers = {path.read_text() for path in out.iterdir()}
    assert len(numbers) == 1, f"a mixed set: {numbers}"
    return int(numbers.pop())


def test_a_first_set_and_its_successor(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "prepared"
    for number in (1, 2):
        with published(out) as folder:
            a_set(folder, number)
        assert number_of(out) == number
        assert [path.name for path in out.parent.iterdir()] == ["prepared"]


@pytest.mark.parametrize("fault", [InputError, KeyboardInterrupt, SystemExit])
def test_a_failed_run_leaves_the_previous_set(tmp_path: Path, fault: type[BaseException]) -> None:
    out = tmp_path / "prepared"
    with published(out) as folder:
        a_set(folder, 1)
    with pytest.raises(fault), published(out) as folder:
        a_set(folder, 2)
        raise fault
    assert number_of(out) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["prepared"]


@sweep(sent=[signal.SIGKILL, signal.SIGINT, signal.SIGTERM], how=["exchange", "renames"])
def test_a_run_killed_at_any_moment_leaves_a_whole_set(tmp_path: Path, how: str, sent: signal.Signals) -> None:
    out = tmp_path / "prepared"
    with published(out) as folder:
        a_set(folder, 0)
    moments = random.Random(f"{how}{sent}")
    for _ in range(draws(4, few=2)):
        child = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER.replace("{files}", repr(FILES)), str(out), how],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Started in the background, this process ignores Ctrl-C, and its child would, too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moments.uniform(0.001, 0.15))
        child.send_signal(sent)
        child.wait(timeout=20)
        child.stdout.close()
        if how == "renames":
            recover(out)  # two renames leave one moment without a folder; the next start puts it right
        number_of(out)
    recover(out)
    assert [path.name for path in tmp_path.iterdir()] == ["prepared"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux swaps two folders in one call")
def test_linux_swaps_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    assert publish._exchange(one, other)
    assert (one / "name").read_text() == "other" and (other / "name").read_text() == "one"


def test_a_swap_that_died_between_its_two_renames_is_undone(tmp_path: Path) -> None:
    out = tmp_path / "prepared"
    with published(out) as folder:
        a_set(folder, 1)
    out.rename(tmp_path / ".prepared.previous")
    recover(out)
    assert number_of(out) == 1


def test_a_half_built_set_of_a_living_run_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / f".prepared.building-{os.getpid()}").mkdir()
    recover(tmp_path / "prepared")
    assert (tmp_path / f".prepared.building-{os.getpid()}").exists()


def test_a_reader_of_the_old_set_reads_on(tmp_path: Path) -> None:
    out = tmp_path / "prepared"
    with published(out) as folder:
        write_table(NEEDS, needs("old"), folder)
    with pq.ParquetFile(out / "needs.parquet", memory_map=True) as reader:
        with published(out) as folder:
            write_table(NEEDS, needs("new"), folder)
        assert reader.read()["item"].to_pylist() == ["old"]
    assert read_table("needs", out)["item"].tolist() == ["new"]


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(InputError, match=r"1 things .* first 'thesis\.docx'"), published(tmp_path):
        pass
    assert (tmp_path / "thesis.docx").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prepared").write_text("mine")
    with pytest.raises(InputError, match="is a file"), published(tmp_path / "prepared"):
        pass


# Synthetic rows, not from any source.
def needs(item: str) -> pd.DataFrame:
    row = {"phase": "peacekeeping", "kind": "need", "item": item, "source": "synthetic", "sensitivity": "public"}
    return NEEDS.conform(pd.DataFrame([row]))


def test_a_table_comes_back_as_it_went(tmp_path: Path) -> None:
    table = Table(
        "routes",
        "synthetic",
        ("id",),
        tuple(c for c in ROUTES.columns if c.name in ("id", "countries", "shape", "length_km", "end_year")),
    )
    frame = table.conform(
        pd.DataFrame(
            {
                "id": ["S1", "S2"],
                "countries": [["MLI", "NER"], []],
                "shape": [shapely.LineString([(0, 15), (4, 15.5)]), shapely.LineString([(1, 1), (2, 2), (3, 1)])],
                "length_km": [431.5, np.nan],
                "end_year": [2019, None],
            }
        )
    )
    path = write_table(table, frame, tmp_path)
    first = path.read_bytes()
    assert write_table(table, frame, tmp_path).read_bytes() == first
    arrow = pq.read_table(path)
    assert list(arrow.schema.metadata) == [b"geo"]
    assert arrow["countries"].to_pylist() == [["MLI", "NER"], []]
    assert arrow["end_year"].to_pylist() == [2019, None]
    assert gpd.read_parquet(path).crs == "EPSG:4326"


def test_read_table_gives_what_the_contract_says(tmp_path: Path) -> None:
    row = {"border": "MLI-NER", "country_a": "MLI", "country_b": "NER", "status": "international", "length_km": 1.0}
    frame = BORDERS.conform(pd.DataFrame([row]).assign(shape=[shapely.LineString([(0, 15), (4, 15)])]))
    write_table(BORDERS, frame, tmp_path)
    pd.testing.assert_frame_equal(BORDERS.check(read_table("borders", tmp_path)), frame)


@pytest.mark.parametrize("content", [None, b"", b"PAR1 and then nothing"])
def test_a_missing_or_damaged_table_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "needs.parquet").write_bytes(content)
    with pytest.raises(InputError, match=r"needs\.parquet is missing or damaged"):
        read_table("needs", tmp_path)


def test_rejects_keep_file_row_and_reason(tmp_path: Path) -> None:
    path = write_rejects(rejects("incidents", "a.csv", [3, 9], "synthetic", ["<b>", "=cmd"]), tmp_path)
    rows = pd.read_parquet(path)[["file", "row", "value"]].to_numpy().tolist()
    assert rows == [["a.csv", 3, "<b>"], ["a.csv", 9, "=cmd"]]


def test_every_kind_of_column_can_be_written(tmp_path: Path) -> None:
    kinds = {"text": ["a", None], "whole": [1, None], "number": [0.5, None], "flag": [True, None]}
    kinds |= {"date": [pd.Timestamp("2020-01-02"), None], "list": [["a"], []]}
    table = Table("any", "synthetic", ("text",), tuple(Column(kind, kind, "", nullable=True) for kind in kinds))
    write_table(table, table.conform(pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in kinds.items()})), tmp_path)
    back = pq.read_table(tmp_path / "any.parquet")
    assert {name: back[name].null_count for name in kinds} == dict.fromkeys(kinds, 1) | {"list": 0}


def test_the_system_of_coordinates_is_worded_the_same_whatever_the_process_did() -> None:
    assert pyproj.CRS.from_json_dict(publish.WGS_84).to_epsg() == 4326
