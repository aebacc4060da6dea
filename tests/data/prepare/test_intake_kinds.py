"""Every kind of file that people bring, made from one invented file of events: read, turned away by line, or refused by name.

All records are invented; the layout is that of UCDP GED.
"""

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import shapely

from data.prepare.core.intake import InputError, Intake
from data.prepare.files import csv_blocks
from data.prepare.sums import check_sums, sums_of_files
from data.prepare.ucdp import ged
from data.prepare.ucdp.ged_layouts import LAYOUTS, NOT_STATED
from tests.sweep import draws

PLACES = (
    ("Mali", 14.4843, -4.1827, "Ménaka"),
    ("Niger", 13.3154, 12.6113, "Diffa"),
    ("Chad", 13.4586, 14.7147, "Bol"),
    ("Colombia", 1.8014, -78.7647, "Tumaco"),
    ("Burkina Faso", 14.0994, -1.6278, "Djibo"),
)
BOXES = {
    "MLI": (-12, 10, 4, 25),
    "NER": (0, 11, 16, 24),
    "TCD": (13, 7, 24, 24),
    "COL": (-80, -5, -66, 13),
    "BFA": (-6, 9, 3, 16),
}
COUNTRIES = pd.DataFrame(
    [{"country": iso3, "region": "focus", "shape": shapely.box(*box)} for iso3, box in BOXES.items()], dtype=object
)
HEADER = [
    "id", "relid", "year", "code_status", "type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b",
    "source_article", "source_date", "source_headline", "where_prec", "where_coordinates", "where_description", "latitude",
    "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low",
]  # fmt: skip
Row = dict[str, str]


def rows(year: int = 2021, count: int = 10) -> list[Row]:
    out = []
    for n in range(count):
        country, lat, lon, place = PLACES[n % len(PLACES)]
        day = f"{year}-{n % 9 + 1:02d}-{n % 18 + 10}"
        values = (
            f"{9000 + n}", f"SYN-{year}-1-7-{n}", f"{year}", "Clear", "1", "Invented", "A - B", "A", "B",
            f'"Wire,{day},Clash {n}"', day, f"Clash {n}", "1", f"{place} town", "in town", f"{lat}", f"{lon}", country, "1", "1",
            f"{day} 00:00:00.000", f"{day} 00:00:00.000", "0", "1", "1", "0", f"{n + 2}", f"{n + 3}", "1",
        )  # fmt: skip
        out.append(dict(zip(HEADER, values, strict=True)))
    return out


def text_of(records: list[Row], delimiter: str = ",", header: list[str] | None = None) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header or list(records[0]))
    writer.writerows(list(record.values()) for record in records)
    return buffer.getvalue()


def with_cells(change: Callable[[Row], Row]) -> str:
    return text_of([{**record, **change(record)} for record in rows()])


def with_lines(change: Callable[[list[str]], list[str]]) -> str:
    return "\n".join(change(text_of(rows()).splitlines())) + "\n"


def day(record: Row, form: str) -> Row:
    written = pd.Timestamp(record["date_start"]).strftime(form)
    return {"date_start": written, "date_end": written}


def serial(record: Row) -> Row:
    number = str((pd.Timestamp(record["date_start"]) - pd.Timestamp("1899-12-30")).days)
    return {"date_start": number, "date_end": number}


def swallowing() -> str:
    """A quote that opens in line 4 and closes in line 8."""
    articles = {2: '"open', 6: 'close"'}
    records = [{**record, "source_article": articles.get(n, "x")} for n, record in enumerate(rows())]
    return "\n".join([",".join(HEADER), *(",".join(record.values()) for record in records)]) + "\n"


FRENCH = {"Chad": "Tchad", "Colombia": "COLOMBIE"}
PLAIN = text_of(rows())
TAGS = ",".join("#geo+lat" if name == "latitude" else "" for name in HEADER)
#: What is read whole: the same ten events, whatever the file looks like.
WHOLE: dict[str, str | bytes] = {
    "capitals": text_of(rows(), header=[name.capitalize() for name in HEADER]),
    "upper case": text_of(rows(), header=[name.upper() for name in HEADER]),
    "bom": "\ufeff" + PLAIN,
    "mac lines": PLAIN.replace("\n", "\r"),
    "title above": "UCDP GED extract,,\nby the field office,,\n\n" + PLAIN,
    "sep line": "sep=;\n" + text_of(rows(), ";"),
    "decimal comma": text_of([{**r, "latitude": r["latitude"].replace(".", ",")} for r in rows()], ";"),
    "day/month/year": with_cells(lambda r: day(r, "%d/%m/%Y")),
    "month/day/year and time": with_cells(lambda r: day(r, "%m/%d/%Y 00:00:00")),
    "day.month.year": with_cells(lambda r: day(r, "%d.%m.%Y")),
    "year/month/day": with_cells(lambda r: day(r, "%Y/%m/%d")),
    "yyyymmdd": with_cells(lambda r: day(r, "%Y%m%d")),
    "named months": with_cells(lambda r: day(r, "%d %b %Y")),
    "two-digit years": with_cells(lambda r: day(r, "%d/%m/%y")),
    "excel days": with_cells(serial),
    "tags below": PLAIN.replace("\n", "\n" + TAGS + "\n", 1),
    "tags above": TAGS + "\n" + PLAIN,
    "tags in the middle": with_lines(lambda lines: [*lines[:5], TAGS, *lines[5:]]),
    "commas at line ends": with_lines(lambda lines: [lines[0], *(line + "," for line in lines[1:])]),
    "thousands": with_cells(lambda r: {"high": "1,234"} if r["best"] == "2" else {"high": "1 234"}),
    "0 to 360": with_cells(lambda r: {"longitude": f"{float(r['longitude']) % 360:.4f}"}),
    "NA": with_cells(lambda r: {"dyad_name": "NA", "low": "NA", "high": "nan", "where_description": "NULL"}),
    "year blank": with_cells(lambda r: {"year": ""}),
    "best_est": text_of(rows(), header=[{"best": "best_est", "low": "low_est", "high": "high_est"}.get(n, n) for n in HEADER]),
    "utf-16": PLAIN.encode("utf-16"),
    "utf-16 without its mark": PLAIN.encode("utf-16-le"),
    "utf-16 of the other order": PLAIN.encode("utf-16-be"),
    "utf-32": PLAIN.encode("utf-32"),
    "one bad byte": PLAIN.encode().replace("é".encode(), b"\xe9", 1),
    "windows-1252": PLAIN.encode("cp1252"),
    "mac roman": PLAIN.encode("mac_roman"),
    "api page": json.dumps({"TotalCount": 10, "TotalPages": 1, "NextPageUrl": "", "Result": rows()}),
    "names in french": with_cells(lambda r: {"country": FRENCH.get(r["country"], r["country"])}),
}


def read(path: Path) -> Intake:
    (intake,) = ged.read(Path("none"), COUNTRIES, (path,))
    assert intake.read == int(intake.frame["events"].sum()) + len(intake.rejects)
    check_sums(intake.frame, sums_of_files((path,), intake.rejects))
    return intake


def put(folder: Path, content: str | bytes, name: str = "my_download.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("kind", WHOLE)
def test_the_same_ten_events_however_they_are_written(tmp_path: Path, kind: str) -> None:
    intake = read(put(tmp_path, WHOLE[kind]))
    frame = intake.frame
    assert (intake.read, len(intake.rejects)) == (10, 0), intake.rejects
    assert frame["deaths"].sum() == sum(range(2, 12))
    places = {country: (lat, lon, place) for country, lat, lon, place in PLACES}
    named = {"MLI": "Mali", "NER": "Niger", "TCD": "Chad", "COL": "Colombia", "BFA": "Burkina Faso"}
    for row in frame.itertuples():
        lat, lon, place = places[named[row.country]]
        assert (row.lat, row.lon, row.place) == (lat, lon, f"{place} town")
    days = {pd.Timestamp(record["date_start"]) for record in rows()}
    assert set(frame["start"]) <= days and set(frame["end"]) <= days


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for record in rows():
        sheet.append([float(v) if v.replace(".", "", 1).lstrip("-").isdigit() else v for v in record.values()])
    book.save(tmp_path / "ged241.xlsx")
    intake = read(tmp_path / "ged241.xlsx")
    assert (intake.read, len(intake.rejects), intake.frame["deaths"].sum()) == (10, 0, 65)


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden, shown = book.active, book.create_sheet("data")
    assert hidden is not None
    hidden.sheet_state = "hidden"
    for sheet, count in ((hidden, 3), (shown, 10)):
        for cells in ([["title"], []] if sheet is shown else []) + [HEADER, *(list(row.values()) for row in rows()[:count])]:
            sheet.append(cells)
    shown.merge_cells("A1:H1")
    book.save(tmp_path / "ged241.xlsx")
    assert read(tmp_path / "ged241.xlsx").read == 10


def test_one_id_for_two_events_is_told_from_a_row_given_twice(tmp_path: Path) -> None:
    records = rows()
    records[3] |= {"id": records[0]["id"], "relid": records[0]["relid"]}
    intake = read(put(tmp_path, text_of([*records, records[5]])))
    assert dict(zip(intake.rejects["row"], intake.rejects["reason"], strict=True)) == {
        5: "same id as row 2, which stays, with another day, place or number of deaths",
        12: "duplicate of row 7",
    }


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (swallowing(), [4, 8]),
        (with_lines(lambda lines: [*lines[:4], lines[4].rsplit(",", 3)[0], *lines[5:]]), [5]),
        (with_lines(lambda lines: [lines[0], lines[1].replace("in town", "in, town"), *lines[2:]]), [2]),
        (with_cells(lambda r: {"best": {"2": "3.5", "3": "-9", "4": "1e2", "5": ""}.get(r["best"], r["best"])}), [2, 3, 4, 5]),
    ],
    ids=["quote swallows lines", "short line", "comma in a cell", "deaths"],
)
def test_what_is_broken_is_turned_away_by_line(tmp_path: Path, content: str, lines: list[int]) -> None:
    intake = read(put(tmp_path, content))
    assert intake.read == 10 and sorted(intake.rejects["row"]) == lines


def test_both_orders_of_day_and_month_in_one_file_are_not_guessed(tmp_path: Path) -> None:
    content = with_cells(lambda r: day(r, "%d/%m/%Y" if int(r["id"]) % 2 else "%m/%d/%Y"))
    intake = read(put(tmp_path, content))
    assert dict(zip(intake.rejects["row"], intake.rejects["reason"], strict=True)) == dict.fromkeys(
        (2, 3, 4), "day and month cannot be told apart: other dates prove both orders, or neither"
    )
    assert set(intake.rejects["value"]) == {"01/10/2021", "11/02/2021", "03/12/2021"}
    assert set(intake.frame["start"]) == {pd.Timestamp(record["date_start"]) for record in rows()[3:]}


@pytest.mark.parametrize(
    ("content", "read_", "refused"),
    [
        (with_lines(lambda lines: [*lines[:5], lines[0], *lines[5:]]), 11, {6: "the header stands here again"}),
        (with_lines(lambda lines: [*lines[:5], lines[0].upper(), *lines[1:]]), 15, {6: "the header stands here again"}),
        (with_lines(lambda lines: [*lines[:3], lines[3].replace("in town", "in\0town"), *lines[4:]]), 10, {4: "a NUL byte"}),
        (with_lines(lambda lines: [*lines[:3], lines[3].replace("in town", '"in\0,town"'), *lines[4:]]), 10, {4: "a NUL byte"}),
    ],
    ids=["header in the middle", "files joined", "nul", "nul in quotes"],
)
def test_what_is_no_record_is_told_by_line(tmp_path: Path, content: str, read_: int, refused: dict[int, str]) -> None:
    intake = read(put(tmp_path, content))
    told = dict(zip(intake.rejects["row"].astype(int), intake.rejects["reason"], strict=True))
    assert intake.read == read_ and all(told[row].startswith(reason) for row, reason in refused.items())
    assert intake.frame["deaths"].sum() == sum(range(2, 12)) - sum(row for row, why in told.items() if why.startswith("a NUL"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PLAIN[: PLAIN.rindex(",", 0, -4)], "is cut off in line 11"),
        (with_lines(lambda lines: [lines[0], *(line.replace("in town", "in, town") for line in lines[1:])]), "first line 2"),
        (with_cells(lambda r: {"latitude": r["longitude"], "longitude": r["latitude"]}), "coordinates look swapped in"),
        (with_cells(lambda r: {n: r[n].replace(".", "") for n in ("latitude", "longitude")}), "have lost their decimal points"),
        (with_cells(lambda r: {"latitude": "14°29'N", "longitude": "4°10'W"}), "are not decimal degrees"),
        (with_cells(lambda r: {"date_start": "03/04/2021", "date_end": "03/04/2021"}), "day and month cannot be told apart"),
        (with_cells(lambda r: {"date_start": "00:00.0", "date_end": "00:00.0"}), "hold a time of day only"),
        (with_cells(lambda r: {"id": "9E+05", "relid": ""}), "ids of 10 of 10 records are rounded, first '9E+05' in line 2"),
        (with_lines(lambda lines: [lines[0] + ",best", *(line + ",9" for line in lines[1:])]), "has 2 columns named 'best'"),
        ("\n".join(json.dumps(row) for row in rows()), "one JSON record a line"),
        ("<table><tr><td>1</td></tr></table>", "is a web page"),
        ("\0" * 5000, "is a file of NUL bytes"),
        (
            with_cells(lambda r: {"latitude": f"{r['latitude']}, {r['longitude']}", "longitude": ""}),
            "first line 2: '14.4843, -4.18",
        ),
        (PLAIN + "\0" * 700, "is cut off in line 12"),
        ("event_id_cnty,event_date,fatalities,latitude\nMLI1,2021-01-01,3,14\n", "an export of ACLED"),
        ("eventid,iyear,gname,latitude\n1,2018,x,14\n", "Global Terrorism Database"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer"),
        ("<!DOCTYPE html><title>Sign in</title>", "web page"),
        ('{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        (b"<stata_dta><header>", "Stata"),
        (b"RDX3\nX\n\x00", "R data file"),
        ("TIV of arms imports to the top 50\n\nRank,Recipient,2019\n1,Mali,3\n", "SIPRI's TIV table"),
        (",".join("#geo" for _ in HEADER) + "\n1,2\n", "HXL"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) and "\n" not in value and len(value) < 45 else "file",
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(put(tmp_path, content))
    message = str(error.value)
    assert said in message and "my_download.csv" in message and "\n" not in message and len(message) < 420


def test_a_name_changes_nothing_that_the_content_says(tmp_path: Path) -> None:
    content = text_of([{**r, "code_status": "Check dyad" if n % 2 else "Clear"} for n, r in enumerate(rows(2023))])
    frames = [
        read(put(tmp_path, content, name)).frame for name in ("GEDEvent_v23_0_5.csv", "my_download.csv", "GEDEvent_v24_1.csv")
    ]
    for other in frames[1:]:
        pd.testing.assert_frame_equal(frames[0], other)
    assert set(frames[0]["source_release"]) == {"Candidate 23.01.23.09"}


def test_a_release_that_nothing_tells_is_preliminary_and_asked_for_among_several(tmp_path: Path) -> None:
    unknown, known = put(tmp_path, PLAIN), put(tmp_path, text_of(rows(2020)), "GEDEvent_v21_1.csv")
    frame = read(unknown).frame
    assert set(frame["reliability"]) == {"probable"} and set(frame["source_release"]) == {NOT_STATED}
    with pytest.raises(InputError, match=r'add --release "GED 25\.1"'):
        ged.read(Path("none"), COUNTRIES, (unknown, known))
    (told,) = ged.read(Path("none"), COUNTRIES, (unknown, known), releases=("GED 22.1", "GED 21.1"))
    assert set(told.frame["source_release"]) == {"GED 22.1", "GED 21.1"}


def test_a_file_without_header_is_read_by_its_layout(tmp_path: Path) -> None:
    names = LAYOUTS[0]
    lines = [[record.get(name, "1") for name in names] for record in rows()]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    assert read(put(tmp_path, buffer.getvalue())).frame["deaths"].sum() == 65


def test_a_block_ends_between_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = with_cells(lambda r: {"where_description": "two\nlines, and more"})
    whole = read(put(tmp_path, content)).frame
    monkeypatch.setattr(csv_blocks.blocks, "__defaults__", (b"", 1, 200))
    pd.testing.assert_frame_equal(read(put(tmp_path, content)).frame, whole)


def test_lines_spoilt_at_random_are_counted(tmp_path: Path) -> None:
    chance = random.Random(1)
    refused, count = 0, draws(60)
    for _ in range(count):
        spoilt = list(PLAIN)
        for _ in range(chance.randrange(1, 4)):
            spoilt[chance.randrange(len(HEADER) * 8, len(spoilt))] = chance.choice(['"', ",", "\n", "\r", ";", "\x00", "é"])
        try:
            read(put(tmp_path, "".join(spoilt)))
        except InputError as error:
            refused += 1
            assert "do not add up" not in str(error)
    assert refused < count


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds another archive: unpack it"):
        read(put(tmp_path, gzip.compress(gzip.compress(PLAIN.encode())), "ged251.csv.gz"))
