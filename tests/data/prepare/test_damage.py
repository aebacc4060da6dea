"""Whatever stands in a cell, and whatever became of a container: rows are turned away, or the file with one sentence.

All files here are synthetic; cells and bytes of them are spoilt at random.
"""

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.contracts import TABLES
from data.model.tables import ContractError
from data.prepare.core.intake import InputError, Intake
from data.prepare.curated.curated_csv import BadRow, Row
from data.prepare.files.read_tables import read_csv, read_records
from data.prepare.inform import risk_index
from data.prepare.sipri import trade_register
from data.prepare.ucdp import country_years, ged
from data.prepare.ucdp.events import as_incidents
from data.prepare.ucdp.ged_layouts import OPTIONALS, REQUIRED
from data.prepare.ucdp.ged_records import load
from data.prepare.unodc import seizure_figures
from tests.data.prepare import test_country_years, test_ged, test_inform, test_sipri, test_unodc
from tests.sweep import draws, sweep

#: Cells as slips of a key, other programs and broken downloads leave them.
NASTY = [
    *("1e308", "1e300", "-1e308", "9" * 400, "-1", "0.5", "2.0000001", "1e9", "99999999999", "inf", "-inf", "nan", "NaN"),
    *("", " ", "x", "n/a", "0", "2500", "1899", "2019.5", "1_000", "1,5", "0x10", "１２", "\x1f", "=1+1", "None", "TRUE"),
]
cells = st.one_of(st.sampled_from(NASTY), st.text(max_size=6), st.floats().map(str), st.integers().map(str))
few = settings(max_examples=draws(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(read: Callable[[], list[Intake]], **joined: str) -> None:
    """An adapter reads its file into rows that keep their contract, each record accounted for; or says why not."""
    try:
        intakes = read()
    except InputError as error:
        assert "\n" not in str(error) and len(str(error)) < 500
        return
    for intake in intakes:
        assert intake.grouped >= 0
        assert intake.rejects[["file", "row", "reason"]].notna().all(axis=None)
        if intake.frame.empty:
            continue
        table = TABLES[intake.table]
        # What joins add is not at stake here.
        known = [column for column in table.columns if column.name in intake.frame]
        for column in known:
            if column.kind in ("whole", "number"):
                assert not column.outside(intake.frame[column.name]).any(), column.name


def folder() -> Path:
    return Path(tempfile.mkdtemp())


@pytest.mark.parametrize("table", TABLES)
def test_every_figure_has_a_range_in_which_it_is_plausible(table: str) -> None:
    for column in TABLES[table].columns:
        if column.kind in ("whole", "number") and not column.name.startswith("cell"):
            assert column.low is not None and column.high is not None, column.name


@few
@given(name=st.sampled_from([*REQUIRED, *OPTIONALS]), cell=cells)
@example(name="year", cell="9" * 400)
def test_any_cell_of_an_event(name: str, cell: str) -> None:
    events = [test_ged.EVENT, {**test_ged.event("SYN-2"), name: cell}]
    path = test_ged.file_of(folder(), events)
    sound(lambda: ged.read(Path("none"), test_ged.COUNTRIES, (path,)))


@sweep(name=["best", "low", "high", "deaths_a", "deaths_civilians"], cell=["1e308", "1e300", "9" * 30, "0.5", "1000001"])
def test_an_event_with_impossible_deaths_is_turned_away(name: str, cell: str) -> None:
    path = test_ged.file_of(folder(), [test_ged.event("SYN-1"), test_ged.event("SYN-2", **{name: cell})])
    (intake,) = ged.read(Path("none"), test_ged.COUNTRIES, (path,))
    assert len(intake.frame) == 1 and len(intake.rejects) == 1
    assert "deaths" in intake.rejects.reason[0]
    assert intake.rejects.row[0] == 3 and intake.rejects.value[0]


@few
@given(at=st.integers(0, 12), cell=st.one_of(cells, st.none(), st.floats(), st.integers(), st.booleans()))
def test_any_cell_of_unodc(at: int, cell: object) -> None:
    row = test_unodc.figure(5)
    row[at] = _as_excel(cell)
    where = test_unodc.put(folder(), [test_unodc.figure(3, "Female"), row])
    sound(lambda: seizure_figures.read(where))


@few
@given(at=st.integers(0, 8), cell=st.one_of(cells, st.none(), st.floats(), st.integers(), st.booleans()))
def test_any_cell_of_inform(at: int, cell: object) -> None:
    row = test_inform.country("MLI", 5.0)
    row[at] = _as_excel(cell)
    where = test_inform.put(folder(), [test_inform.HEADER, test_inform.country("TCD", 4.0), row])
    sound(lambda: risk_index.read(where))


def test_a_rank_beyond_all_countries_is_turned_away() -> None:
    rows: list[list[object]] = [[*test_inform.HEADER], test_inform.country("TCD", 4.0), test_inform.country("MLI", 5.0, 1e300)]
    (intake,) = risk_index.read(test_inform.put(folder(), rows))
    assert intake.rejects[["row", "reason", "value"]].to_numpy().tolist() == [[3, "rank is not a number", "1e+300"]]


@few
@given(at=st.integers(0, 8), cell=cells)
def test_any_cell_of_country_totals(at: int, cell: str) -> None:
    row = test_country_years.ROWS[0].split(",")
    row[at] = '"' + cell.replace('"', "'").replace("\n", " ") + '"'
    lines = [test_country_years.HEADER, test_country_years.ROWS[1], ",".join(row)]
    where = test_country_years.put(folder(), "\n".join(lines).encode("utf-8", "replace"))
    sound(lambda: country_years.read(where))


@few
@given(name=st.sampled_from(["number", "year", "rest", "label", "designation", "supplier"]), cell=cells)
def test_any_cell_of_the_register(name: str, cell: str) -> None:
    plain = cell.encode("utf-8", "replace").decode().replace(",", "").replace('"', "").replace("\n", "").replace("\r", "")
    usual = {"number": f"{plain},No", "year": f"{plain},No", "rest": f"Second hand,{plain},No", "label": f"{plain},Aircraft"}
    where = test_sipri.put(folder(), test_sipri.entry(), test_sipri.entry(**{name: usual.get(name, plain)}))
    try:
        sound(lambda: trade_register.read(where))
    except ContractError as error:
        assert "fair use" in str(error)


@given(cell=cells)
def test_any_amount_of_a_hand_compiled_table(cell: str) -> None:
    try:
        amount = Row(2, 1, {"quantity": cell.strip()}).amount("quantity")
    except BadRow:
        return
    assert amount is None or 0 <= amount <= 1e10


# --- containers

PLAIN = ("relid,year\n" + "".join(f"SYN-{n},2020\n" for n in range(200))).encode()
METHODS = {"stored": zipfile.ZIP_STORED, "deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}


def zipped(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo("events.csv"), PLAIN, method)
    return buffer.getvalue()


def workbook(content: bytes) -> Path:
    path = folder() / "data_iafq_firearms_trafficking_test.xlsx"
    path.write_bytes(content)
    return path


WORKBOOK = next((test_unodc.put(folder(), [test_unodc.figure(n) for n in range(9)]) / "unodc").glob("*.xlsx")).read_bytes()


def spoilt(content: bytes, seed: int) -> bytes:
    """Cut short, or with bits turned, bytes overwritten, or a part of it doubled."""
    chance = random.Random(seed)
    body = bytearray(content)
    match seed % 4:
        case 0:
            return bytes(body[: chance.randrange(2, len(body))])
        case 1:
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        case 2:
            at = chance.randrange(len(body))
            body[at : at + chance.randrange(1, 40)] = chance.randbytes(chance.randrange(1, 40))
        case _:
            at = chance.randrange(len(body))
            body[at:at] = body[at : at + chance.randrange(1, 200)]
    return bytes(body)


@pytest.mark.parametrize("method", METHODS)
def test_a_spoilt_zip_gets_one_sentence(method: str) -> None:
    whole, path, refused = zipped(METHODS[method]), folder() / "events.zip", 0
    path.write_bytes(whole)
    assert len(read_csv(path, ["relid"])) == 200
    for seed in range(150):
        path.write_bytes(spoilt(whole, seed))
        try:
            read_csv(path, ["relid"])
        except InputError as error:
            refused += 1
            assert path.name in str(error) and "\n" not in str(error) and len(str(error)) < 400
    assert refused > 75


def test_a_spoilt_workbook_gets_one_sentence() -> None:
    assert len(read_records(workbook(WORKBOOK), seizure_figures.WANTED).frame) == 9
    refused = 0
    for seed in range(200):
        path = workbook(spoilt(WORKBOOK, seed))
        try:
            assert len(read_records(path, seizure_figures.WANTED).frame) == 9
        except InputError as error:
            refused += 1
            assert path.name in str(error) and "\n" not in str(error) and len(str(error)) < 400
    assert refused > 100


def _parts(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with its parts changed, or left out where the change is None; all checksums are right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (body := change(name, old.read(name))) is not None:
                new.writestr(name, body)
    return buffer.getvalue()


with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = _archive.namelist()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("how", ["gone", "empty", "cut", "text", "bytes"])
def test_a_workbook_whose_parts_are_wrong(part: str, how: str) -> None:
    bodies: dict[str, Callable[[bytes], bytes | None]] = {
        "gone": lambda body: None,
        "empty": lambda body: b"",
        "cut": lambda body: body[: len(body) // 2],
        "text": lambda body: b"not xml at all",
        "bytes": lambda body: b"\x00\xff" * 50,
    }
    path = workbook(_parts(lambda name, body: bodies[how](body) if name == part else body))
    try:
        assert len(read_records(path, seizure_figures.WANTED).frame) == 9
    except InputError as error:
        assert path.name in str(error) and "\n" not in str(error) and len(str(error)) < 400


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(zipfile.ZIP_LZMA), "lacks 9 of 10"),
        (b"PK\x03\x04", "does not open"),
        (b"id,when\n1,2\n", "lacks 10 of 10"),
        (_parts(lambda name, body: b"0" * 50_000_000 if name.endswith("sheet1.xml") else body), "times its size"),
    ],
    ids=["zip", "start of a zip", "text", "bomb"],
)
def test_what_is_no_workbook(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_records(workbook(content), seizure_figures.WANTED)


def test_a_locked_zip_is_named(tmp_path: Path) -> None:
    body = bytearray(zipped(zipfile.ZIP_DEFLATED))
    # The flag that says so stands in the head of the entry and in the directory.
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(head) + at] |= 1
    (tmp_path / "events.zip").write_bytes(body)
    with pytest.raises(InputError, match=r"events\.zip: 'events\.csv' is locked with a password"):
        read_csv(tmp_path / "events.zip", ["relid"])


def test_a_figure_that_no_column_holds_is_named_by_the_contract() -> None:
    frame = as_incidents(ged._repair(_parsed())[0])
    frame["deaths_low"] = 1e300
    with pytest.raises(ContractError, match=r"incidents: column deaths_low: 1 values, first '1e\+300' in row 0"):
        TABLES["incidents"].conform(frame.assign(located_in=None, phase="x", cell3=1, cell4=1, cell5=1, cell6=1))


def _parsed() -> pd.DataFrame:
    return load((test_ged.file_of(folder(), [test_ged.event("SYN-1")]),)).frame.assign(cleared=True)


def _as_excel(cell: object) -> object:
    """What a workbook can hold: no control characters, no infinities."""
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable() and not 0xD800 <= ord(c) < 0xE000)
    if isinstance(cell, float) and (cell != cell or cell in (float("inf"), float("-inf"))):
        return str(cell)
    return cell if not isinstance(cell, int) or abs(cell) < 10**300 else str(cell)
