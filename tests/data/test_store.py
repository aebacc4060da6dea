"""The engine: what it says of a folder it cannot read, who sees what, and many askers at once."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from components.current import dataset
from components.files.layers import compressed
from components.layers.rows import LAYERS
from data.analysis import crossing
from data.contracts import TABLES
from data.engine.dataset import Dataset, StoreError, prepared_folder
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from tests.data.folders import copy_of_prepared, replace, rewrite, set_column
from tests.data.questions import QUESTIONS
from tests.sweep import draws, sweep

FIX = "run `python -m data.prepare --raw RAW --out "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_prepared(tmp_path / "prepared")


def refused(folder: Path) -> str:
    """The sentence a folder is refused with."""
    with pytest.raises(StoreError) as error:
        Dataset(folder)
    said = str(error.value)
    assert said.count("\n") == 0
    assert FIX in said
    return said


# --- folders that cannot be read ---------------------------------------------------------------------------------


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "manifest.json is missing in" in refused(tmp_path / "nowhere")


def test_the_fix_is_for_the_folder_in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "flows.parquet").unlink()
    assert f"--out {folder}" in refused(folder) and "git checkout" not in refused(folder)
    monkeypatch.setattr("data.engine.dataset.BUNDLED", folder)
    with pytest.raises(StoreError, match="git checkout -- data/prepared"):
        Dataset(folder)


def test_a_missing_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    assert "manifest.json is missing in" in refused(folder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"data_version": "1"}', b'{"tables": {}}', b"\xff\xfe\x00"]
)
def test_a_damaged_manifest(folder: Path, content: bytes) -> None:
    replace(folder / "manifest.json", content)
    assert "manifest.json in" in refused(folder)


def test_a_manifest_that_is_a_folder(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    assert "cannot be read" in refused(folder)


@pytest.mark.parametrize("table", ["countries", "incidents", "routes", "needs"])
def test_a_missing_table(folder: Path, table: str) -> None:
    (folder / f"{table}.parquet").unlink()
    assert f"{table}.parquet is missing in" in refused(folder)


@pytest.mark.parametrize("kept", [0, 4, 1000, -1])
def test_a_truncated_table(folder: Path, kept: int) -> None:
    path = folder / "flows.parquet"
    replace(path, path.read_bytes()[:kept])
    assert "flows.parquet is damaged" in refused(folder)


def test_a_table_spoilt_in_its_middle(folder: Path) -> None:
    path = folder / "flows.parquet"
    content = bytearray(path.read_bytes())
    content[200 : len(content) // 2] = b"\x00" * (len(content) // 2 - 200)
    replace(path, bytes(content))
    assert "flows.parquet is damaged" in refused(folder)


def test_a_table_that_is_text(folder: Path) -> None:
    replace(folder / "routes.parquet", b"id,name\n1,=cmd\n" * 500)
    assert "routes.parquet is damaged" in refused(folder)


FILES = sorted(path.relative_to(prepared_folder()).as_posix() for path in prepared_folder().rglob("*") if path.is_file())


@sweep(few=9, name=FILES)
def test_any_bit_that_turned_is_noticed(folder: Path, name: str) -> None:
    path, chance = folder / name, random.Random(name)
    content = path.read_bytes()
    for _ in range(draws(12)):
        spoilt = bytearray(content)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        replace(path, bytes(spoilt))
        said = refused(folder)
        assert said.startswith(name) and FIX in said
    replace(path, content)
    assert Dataset(folder).version == dataset().version


def test_what_was_taken_from_a_file_or_added_to_it_is_noticed(folder: Path) -> None:
    path = folder / "basemap" / "sea.json"
    replace(path, path.read_bytes() + b" ")
    assert refused(folder).startswith("basemap/sea.json is damaged")
    path.unlink()
    assert refused(folder).startswith("basemap/sea.json is missing in")


def test_a_set_of_before_digests_is_prepared_anew(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"], manifest["manifest_sha256"]
    replace(folder / "manifest.json", json.dumps(manifest, indent=1).encode())
    assert refused(folder).startswith("manifest.json in")


def test_wrong_columns(folder: Path) -> None:
    rewrite(folder, "incidents", lambda table: table.drop_columns(["deaths", "weapons", "sensitivity"]))
    assert refused(folder).startswith("incidents.parquet lacks 3 columns, first 'deaths'")


def test_a_column_under_another_name(folder: Path) -> None:
    rewrite(folder, "phases", lambda table: table.rename_columns([n if n != "phase" else "Phase " for n in table.schema.names]))
    assert refused(folder).startswith("phases.parquet lacks 1 columns, first 'phase'")


@pytest.mark.parametrize(
    ("table", "column", "kind", "said"),
    [
        ("incidents", "deaths", pa.string(), "column 'deaths' holds string, expected int64"),
        ("incidents", "start", pa.string(), "column 'start' holds string, expected timestamp[us]"),
        ("incidents", "weapons", pa.string(), "column 'weapons' holds string, expected list<string>"),
        ("incidents", "lon", pa.string(), "column 'lon' holds string, expected double"),
        ("flows", "start_year", pa.float64(), "column 'start_year' holds double, expected int64"),
        ("flows", "id", pa.int64(), "column 'id' holds int64, expected string"),
        ("routes", "shape", pa.string(), "column 'shape' holds string, expected binary"),
        ("phases", "start", pa.date32(), "column 'start' holds date32[day], expected timestamp[us]"),
    ],
)
def test_a_column_of_a_wrong_type(folder: Path, table: str, column: str, kind: pa.DataType, said: str) -> None:
    def change(rows: pa.Table) -> pa.Table:
        return rows.set_column(rows.schema.get_field_index(column), column, pa.nulls(len(rows), kind))

    rewrite(folder, table, change)
    assert refused(folder).startswith(f"{table}.parquet: {said}: ")


def test_whole_numbers_may_stand_where_numbers_do(folder: Path) -> None:
    def change(rows: pa.Table) -> pa.Table:
        whole = rows["lon"].cast(pa.int64(), safe=False)
        return rows.set_column(rows.schema.get_field_index("lon"), "lon", whole)

    rewrite(folder, "places", change)
    assert Dataset(folder).rows["places"] == TABLES_ROWS["places"]


def test_no_rows(folder: Path) -> None:
    rewrite(folder, "incidents", lambda table: table.slice(0, 0))
    assert refused(folder).startswith("incidents.parquet has no rows")


def test_an_extra_column_is_harmless(folder: Path) -> None:
    rewrite(folder, "needs", lambda table: table.append_column("more", pa.array([1] * len(table))))
    assert Dataset(folder).rows["needs"] == TABLES_ROWS["needs"]


def test_a_folder_is_tried_again_after_it_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    manifest = (folder / "manifest.json").read_bytes()
    replace(folder / "manifest.json", b"{")
    with pytest.raises(StoreError):
        dataset()
    replace(folder / "manifest.json", manifest)
    assert dataset().folder == folder
    assert dataset() is dataset()


@pytest.mark.parametrize("name", ["it's", 'a;drop table "incidents";--', "été 日本 %s {x}"])
def test_odd_folder_names(tmp_path: Path, name: str) -> None:
    folder = copy_of_prepared(tmp_path / name)
    found = Dataset(folder)
    assert found.rows == TABLES_ROWS
    assert len(found.frame(found.table("phases"))) == TABLES_ROWS["phases"]
    assert len(found.rejects()) == len(dataset().rejects())


TABLES_ROWS = {name: pq.read_metadata(prepared_folder() / f"{name}.parquet").num_rows for name in TABLES}


def test_the_real_folder() -> None:
    assert dataset().rows == TABLES_ROWS
    assert dataset().version == dataset().manifest["data_version"]


# --- who may see what ----------------------------------------------------------------------------------------------

HIDDEN_PLACE = "HIDDEN-PLACE-SYNTHETIC"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A synthetic set: every row of some tables once more, not public, under other ids, with a place that tells."""
    folder = copy_of_prepared(tmp_path_factory.mktemp("guarded") / "prepared")

    def and_hidden(text: str) -> object:
        def change(table: pa.Table) -> pa.Table:
            hidden = set_column(table, "sensitivity", [("internal", "restricted", None)[i % 3] for i in range(len(table))])
            hidden = set_column(hidden, "id", [f"hidden-{i}" for i in range(len(table))])
            return pa.concat_tables([table, set_column(hidden, text, [HIDDEN_PLACE] * len(table))])

        return change

    for name, text in (("incidents", "place"), ("flows", "destination_place"), ("routes", "name")):
        rewrite(folder, name, and_hidden(text))  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARMS_LENS_DATA", str(folder))
        yield folder


def in_both(folder: Path, ask: object, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """An answer over the guarded set and over the real one."""
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    guarded = ask()  # type: ignore[operator]
    monkeypatch.delenv("ARMS_LENS_DATA")
    return guarded, ask()  # type: ignore[operator]


@pytest.mark.parametrize("asked", QUESTIONS[:8], ids=lambda asked: asked.query())
def test_rows_that_are_not_public_count_nowhere(guarded: Path, asked: Filters, monkeypatch: pytest.MonkeyPatch) -> None:
    for ask in (
        lambda: crossing.summary(dataset(), asked),
        lambda: crossing.facets(dataset(), asked),
        lambda: [crossing.matrix(dataset(), asked, subject) for subject in crossing.SUBJECTS],
        lambda: incidents.by_year(dataset(), asked).astype("int64").to_dict("list"),
        lambda: set(flows.matching(dataset(), asked).id),
        lambda: set(routes.matching(dataset(), asked).id),
        lambda: incidents.period(dataset(), asked.countries),
        lambda: len(incidents.marks(dataset(), asked).frame),
    ):
        ours, real = in_both(guarded, ask, monkeypatch)
        assert ours == real


@pytest.mark.parametrize("name", LAYERS)
def test_rows_that_are_not_public_are_in_no_layer(guarded: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in QUESTIONS[2:4]:
        ours, real = in_both(guarded, lambda asked=asked: compressed(name, asked, "en"), monkeypatch)
        assert ours == real


def test_rows_that_are_not_public_are_in_no_list(guarded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARMS_LENS_DATA", str(guarded))
    for name in ("incidents", "flows", "routes"):
        rows = dataset().frame(dataset().table(name))
        assert set(rows.sensitivity) == {"public"}
        assert not rows.drop(columns="shape", errors="ignore").astype(str).eq(HIDDEN_PLACE).any(axis=None)
    assert flows.by_id(dataset(), Filters(), ("hidden-0", "hidden-1")).empty
    mark = incidents.marks(dataset(), Filters(areas=("TGO",))).frame.iloc[0]
    assert set(incidents.at_mark(dataset(), Filters(), 0, lon=mark.lon, lat=mark.lat).sensitivity) == {"public"}


def test_the_numbers_that_anybody_may_ask_for_count_public_rows(guarded: Path) -> None:
    assert Dataset(guarded).rows == TABLES_ROWS


# --- many at once ----------------------------------------------------------------------------------------------------


def test_many_threads_get_the_same_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {asked: (crossing.summary(dataset(), asked), crossing.facets(dataset(), asked)) for asked in QUESTIONS[:9]}
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))  # a fresh store: nothing is answered or derived yet
    asked_of_all = [asked for _ in range(6) for asked in expected]
    with ThreadPoolExecutor(16) as pool:
        found = list(
            pool.map(lambda asked: (asked, crossing.summary(dataset(), asked), crossing.facets(dataset(), asked)), asked_of_all)
        )
    assert all((summary, facets) == expected[asked] for asked, summary, facets in found)


def test_many_threads_ask_the_engine_itself() -> None:
    def ids(asked: Filters) -> list[str]:
        rows = asked.narrow(dataset().table("flows"))
        return dataset().frame(rows.order_by("id").select("id"))["id"].tolist()

    expected = [ids(asked) for asked in QUESTIONS[:9]]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ids, QUESTIONS[:9] * 4)) == expected * 4


def test_an_answer_that_failed_is_asked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    asked = Filters(areas=("TGO",))
    path = folder / "flows.parquet"
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(StoreError):
        flows.matching(dataset(), asked)
    replace(path, content)
    assert len(flows.matching(dataset(), asked)) > 0


def test_lists_and_gaps_come_back_plain() -> None:
    frame = dataset().frame(dataset().table("routes"))
    assert isinstance(list(frame.weapons.iloc[0]), list)
    assert str(frame.end_year.dtype) == "Int64" and frame.end_year.isna().any()
    assert isinstance(dataset().frame(dataset().table("flows")), pd.DataFrame)
