"""The sums check: events and deaths per country and year, counted from the raw files a second time, by other readers.

Python's own csv, json and openpyxl read here what pyarrow, orjson and calamine read for the adapter; of the adapter's work only
its list of rejects is used, and the table of country names.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd

from data.ground.country_names import iso3
from data.prepare.core.intake import InputError
from data.prepare.files.containers import is_workbook, opened
from data.prepare.files.csv_lines import is_broken
from data.prepare.files.headers import HEADER_WITHIN, Header, find_header
from data.prepare.files.json_records import LISTS, is_json
from data.prepare.files.recognition import wide_charset
from data.prepare.ucdp.ged_layouts import COLUMNS, headerless

Row = tuple[int, Sequence[Any]]
DELIMITERS = (",", ";", "\t", "|")
DAY_ZERO = datetime.date(1899, 12, 30)


def sums_of_files(files: Sequence[Path], rejects: pd.DataFrame) -> pd.DataFrame:
    """Events and best deaths per country and year in the files, less the rejected rows (`file`, `row`, `reason`)."""
    sums: dict[tuple[str, str, int], list[int]] = {}
    for path in files:
        here = rejects[rejects["file"].eq(path.name)]
        lines = here["row"].to_numpy(dtype=int)
        refused = np.bincount(lines, minlength=1).astype(bool).tobytes()  # a byte a row
        broken = [reason for reason in here["reason"].unique() if is_broken(reason)]
        rows, header = _rows(path, set(lines[here["reason"].isin(broken)].tolist()))
        at = [header.positions.get(name) for name in ("iso3", "country", "year", "date_start", "best")]
        for row, cells in rows:
            if row < len(refused) and refused[row]:
                continue
            code, name, year, date, best = ("" if n is None or n >= len(cells) else _text(cells[n]) for n in at)
            entry = sums.setdefault((code, name, int(year) if len(year) == 4 and year.isdecimal() else _year(year, date)), [0, 0])
            entry[0] += 1
            entry[1] += int(best) if best.isdecimal() else _whole(best)
    frame = pd.DataFrame(
        [(iso3(code) or iso3(name) or "", year, *entry) for (code, name, year), entry in sums.items()],
        columns=["country", "year", "events", "deaths"],
    )
    return frame.groupby(["country", "year"])[["events", "deaths"]].sum()


def sums_of_incidents(incidents: pd.DataFrame) -> pd.DataFrame:
    """Events and best deaths per country and year in the prepared rows."""
    plain = incidents.astype({"country": "str", "year": "int64", "events": "int64", "deaths": "int64"})
    return plain.groupby(["country", "year"])[["events", "deaths"]].sum()


def check_sums(incidents: pd.DataFrame, raw: pd.DataFrame) -> dict[str, int]:
    """Country-years, events and deaths that agree with `sums_of_files`, for the manifest. Raises InputError when any differs."""
    ours = sums_of_incidents(incidents)
    both = raw.add_suffix("_raw").join(ours, how="outer").fillna(0)
    wrong = both[(both["events_raw"] != both["events"]) | (both["deaths_raw"] != both["deaths"])]
    if len(wrong):
        (country, year), first = wrong.index[0], wrong.iloc[0]
        raise InputError(
            f"incidents: {len(wrong)} country-years do not add up to the raw files, first {country} {year}: "
            f"{first['events']:.0f} events and {first['deaths']:.0f} deaths prepared, "
            f"{first['events_raw']:.0f} and {first['deaths_raw']:.0f} in the files; nothing is published"
        )
    return {"country_years": len(ours), "events": int(ours["events"].sum()), "deaths": int(ours["deaths"].sum())}


def _rows(path: Path, broken: set[int]) -> tuple[Iterator[Row], Header]:
    """The records below the header, blank ones and HXL tags left out, each with its row."""
    if is_workbook(path):
        return _of_workbook(path)
    if is_json(path):
        return _of_json(path)
    header, delimiter = _csv_header(path)
    return _of_csv(path, header, delimiter, broken), header


def _csv_header(path: Path) -> tuple[Header, str]:
    with opened(path) as file:
        lines = _decoded(file.read(1024**2)).splitlines()[:HEADER_WITHIN]
    best: tuple[Header, str] | None = None
    for delimiter in DELIMITERS:
        top = [(n, next(csv.reader([line], delimiter=delimiter), [])) for n, line in enumerate(lines, start=1)]
        header = find_header(top, COLUMNS)
        if header.missing and top and (names := headerless(top[0][1])):
            header = find_header([(0, names)], COLUMNS)
        if best is None or header.hits > best[0].hits:
            best = (header, delimiter)
    assert best is not None
    return best


def _of_csv(path: Path, header: Header, delimiter: str, broken: set[int]) -> Iterator[Row]:
    with opened(path) as file:
        if wide_charset(start := file.read(4096)) or path.stat().st_size < 1024**2:
            text: Any = io.StringIO(_decoded(start + file.read()), newline="\n")
        else:
            text = io.TextIOWrapper(_Joined(start, file), "utf-8-sig", "replace", newline="\n")
        at, began = 0, 0

        def lines() -> Iterator[str]:
            nonlocal at
            for line in text:
                at += 1
                # A broken line may hold half a quote.
                yield "\n" if at in broken or at <= header.line else line

        for cells in csv.reader(lines(), delimiter=delimiter):
            began, row = at, began + 1
            # Most records have a number in their first column: no more need be looked at.
            if cells and (cells[0].isdecimal() or (any(cell.strip() for cell in cells) and not _is_tags(cells))):
                yield row, cells


class _Joined(io.RawIOBase):
    """Bytes that were read already, and the rest of the file."""

    def __init__(self, start: bytes, file: Any) -> None:
        self.start, self.file = start, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.start or self.file.read(len(buffer))
        self.start = b""
        buffer[: len(data)] = data
        return len(data)


def _of_json(path: Path) -> tuple[Iterator[Row], Header]:
    with opened(path) as file:
        found = json.loads(file.read().decode("utf-8-sig"))
    rows = found if isinstance(found, list) else next(found[name] for name in LISTS if name in found)
    names = list(dict.fromkeys(name for row in rows for name in row))
    return ((n, [row.get(name) for name in names]) for n, row in enumerate(rows, start=1)), find_header([(0, names)], COLUMNS)


def _of_workbook(path: Path) -> tuple[Iterator[Row], Header]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        top = [(n, cells) for n, cells in enumerate(sheet.iter_rows(values_only=True, max_row=HEADER_WITHIN), start=1)]
        header = find_header(top, COLUMNS)
        if top and not header.missing:
            if not any(any(map(_text, cells)) for cells in sheet.iter_rows(values_only=True, min_row=header.line + 1)):
                continue
            rows = enumerate(sheet.iter_rows(values_only=True, min_row=header.line + 1), start=header.line + 1)
            return ((n, cells) for n, cells in rows if any(map(_text, cells)) and not _is_tags(cells)), header
    raise InputError(f"{path.name}: no sheet has the columns of events")


def _is_tags(cells: Sequence[Any]) -> bool:
    return all(text.startswith("#") for text in map(_text, cells) if text)


def _decoded(data: bytes) -> str:
    text = data.decode(wide_charset(data[:4096]) or "utf-8-sig", "replace")
    return text if "\n" in text else text.replace("\r", "\n")


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _year(year: str, date: str) -> int:
    if found := re.match(r"\d{4}", year):
        return int(found[0])
    if found := re.search(r"(?<!\d)(19|20)\d\d", date):
        return int(found[0])
    return (DAY_ZERO + datetime.timedelta(days=int(float(date)))).year if re.fullmatch(r"\d{5}(\.\d+)?", date) else 0


def _whole(cell: str) -> int:
    try:
        return int(float(cell))
    except ValueError:
        return int(float(re.sub(r"[^\d+-]+(?=\d{3}(\D|$))", "", cell).replace(",", ".")))
