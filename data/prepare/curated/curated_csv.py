"""The strict reader of the hand-compiled CSVs: one documented fact a row, kept whole or turned away with its reason.

A file that is not what it says stops the run (InputError). A row that is not, is turned away (BadRow → reject).
Names are data: HTML and formulas in them pass unharmed, because escaping is the business of each output.
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data.contracts import TABLES
from data.contracts.shared import MOST_ARMS
from data.model import source_roles
from data.model.categories import BASIS, CONFIDENCE, weapons
from data.prepare.core.intake import InputError, Intake, no_rejects, rejects
from data.prepare.core.row_checks import latest

SOURCE = source_roles.OWN_TABLES
#: Columns that cite the document of a fact; every table of facts has them.
CITED = ("confidence", "source_title", "source_publisher", "source_year", "source_ref", "basis", "note")

_CODES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH
    BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB
    CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO
    GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN
    IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA
    MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER
    NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU
    RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
    TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT
    WLF WSM YEM ZAF ZMB ZWE XAB XBT XHT
"""
#: ISO 3166-1 alpha-3, and this project's codes of areas of undetermined status.
COUNTRY_CODES = frozenset(_CODES.split())

DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
#: Cells that point to another row. A row must stand alone: sorting or filtering a table breaks such a pointer.
POINTERS = frozenset({"as above", "as before", "same as above", "same network", "ditto", "idem", "ibid", "ibid."})
SHOWN = 40  # characters of an offending value that a reject shows


class BadRow(ValueError):
    """A row cannot be kept: why, and the value that says so."""

    def __init__(self, reason: str, value: object = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = str(value)[:SHOWN]


@dataclass(frozen=True)
class Row:
    """One record of a file.

    line    line number as an editor shows it (a record of several lines: its first)
    number  1 for the first record, whatever becomes of the others: what row ids are made of
    cells   column → text without surrounding blanks
    """

    line: int
    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        if self.cells[column].casefold() in POINTERS:
            raise BadRow(f"{column} points to another row; write it out", self.cells[column])
        return self.cells[column] or None

    def need(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if value is None:
            raise BadRow(f"{column} is empty")
        return value

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """The cell, one of `allowed`."""
        value = self.need(column)
        if value not in allowed:
            raise BadRow(f"{column} is none of: {', '.join(allowed)}", value)
        return value

    def items(self, column: str) -> list[str]:
        """The parts of a list written with semicolons, in order, without empty ones and repeats."""
        return list(dict.fromkeys(part.strip() for part in self.cells[column].split(";") if part.strip()))

    def country(self, column: str) -> str | None:
        """ISO3 of the cell, or None when it is empty."""
        value = self.text(column)
        return None if value is None else known_country(column, value)

    def weapons(self, column: str) -> list[str]:
        """Sorted weapon codes of the cell."""
        codes = self.items(column)
        for code in codes:
            if code not in weapons():
                raise BadRow(f"{column} holds a code that the taxonomy does not have", code)
        return sorted(codes)

    def amount(self, column: str) -> float | None:
        """The number of the cell, not below 0, or None when it is empty."""
        value = self.text(column)
        amount = None if value is None else plain_number(column, value)
        if amount is not None and amount < 0:
            raise BadRow(f"{column} is below 0", value)
        if amount is not None and amount > MOST_ARMS:
            raise BadRow(f"{column} is beyond what is plausible", value)
        return amount

    def year(self, column: str, planned: bool = False) -> int | None:
        """The four-digit year of the cell, or None when it is empty; one to come only where it is `planned`."""
        value = self.text(column)
        if value is None:
            return None
        if not re.fullmatch(r"(19|20)\d\d", value, re.ASCII):
            raise BadRow(f"{column} is not a year from 1900 to 2099", value)
        if int(value) > latest().year and not planned:
            raise BadRow(f"{column} lies in the future", value)
        return int(value)

    def years(self, start: str, end: str, planned: bool = False) -> tuple[int | None, int | None]:
        """First and last year of a period, in order; the last may lie ahead where it is `planned`."""
        first, last = self.year(start), self.year(end, planned)
        if first is not None and last is not None and last < first:
            raise BadRow(f"{end} is before {start}", f"{first} to {last}")
        return first, last

    def days(self, start: str, end: str) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """First day of the cell `start` and last day of the cell `end`: `2021-11` ends on 30 November."""
        opening, closing = self._span(start), self._span(end)
        first = opening[0] if opening else None
        last = closing[1] if closing else None
        if first is not None and last is not None and last < first:
            raise BadRow(f"{end} is before {start}", f"{first:%Y-%m-%d} to {last:%Y-%m-%d}")
        return first, last

    def date_precision(self, *columns: str) -> str | None:
        """The coarsest of the dates in `columns`: year, month or day; None when all are empty."""
        lengths = [len(self.cells[column]) for column in columns if self.cells[column]]
        return {4: "year", 7: "month", 10: "day"}[min(lengths)] if lengths else None

    def _span(self, column: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        value = self.text(column)
        if value is None:
            return None
        parts = DAY.fullmatch(value)
        if not parts:
            raise BadRow(f"{column} is not a date like 2013, 2013-04 or 2013-04-25", value)
        year, month, day = int(parts[1]), parts[2], parts[3]
        try:
            first = date(year, int(month or 1), int(day or 1))
            last = date(year, int(month or 12), int(day or monthrange(year, int(month or 12))[1]))
        except ValueError:
            raise BadRow(f"{column} is not a day of the calendar", value) from None
        return pd.Timestamp(first), pd.Timestamp(last)

    def citation(self) -> dict[str, Any]:
        """The columns of CITATION: the document a fact stands in, and how far the row is trusted."""
        return {
            "source": SOURCE,
            "source_title": self.need("source_title"),
            "source_publisher": self.text("source_publisher"),
            "source_year": self.year("source_year"),
            "source_ref": self.text("source_ref"),
            "basis": self.choice("basis", BASIS),
            "confidence": self.choice("confidence", CONFIDENCE),
            "note": self.text("note"),
            "sensitivity": "public",
        }


def known_country(column: str, code: str) -> str:
    """The code, if it is one of COUNTRY_CODES."""
    if code not in COUNTRY_CODES:
        raise BadRow(f"{column} is not an ISO 3166-1 alpha-3 country code", code)
    return code


def plain_number(column: str, value: str) -> float:
    """The number, written with digits and a point: no thousands separator, exponent, `nan` or `inf`."""
    if not NUMBER.fullmatch(value):
        raise BadRow(f"{column} is not a plain number", value)
    return float(value)


def position(column: str, lon_text: str, lat_text: str) -> tuple[float, float]:
    """Longitude and latitude in degrees, in range and not the 0/0 of an empty form."""
    lon, lat = plain_number(f"longitude of {column}", lon_text), plain_number(f"latitude of {column}", lat_text)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadRow(f"{column} has coordinates out of range", f"lon {lon:g}, lat {lat:g}")
    if lon == 0 and lat == 0:
        raise BadRow(f"{column} has coordinates 0/0", "lon 0, lat 0")
    return lon, lat


def intake(table: str, path: Path, columns: tuple[str, ...], record: Callable[[Row], dict[str, Any]]) -> Intake:
    """One table from one file, a record a row: `record` gives the columns of the contract or raises BadRow.

    `columns` are the columns of the file, in any order. A row that repeats the key of an earlier one is turned away.
    Raises InputError when the file cannot be used.
    """
    key = TABLES[table].key
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    refused = [no_rejects()]
    read = 0
    for read, (line, names, cells) in enumerate(_lines(path, columns), start=1):
        try:
            if len(cells) != len(names):
                raise BadRow("the number of cells is not that of the header", f"{len(cells)}, not {len(names)}")
            fact = record(Row(line, read, dict(zip(names, map(str.strip, cells), strict=True))))
            identity = tuple(fact[column] for column in key)
            if identity in kept:
                raise BadRow(f"repeats an earlier row with the same {' and '.join(key)}", " ".join(map(str, identity)))
            kept[identity] = fact
        except BadRow as bad:
            refused.append(rejects(table, path, [line], bad.reason, [bad.value]))
    if not read:
        raise InputError(f"{path.name}: no rows below the header; restore the file from the repository")
    turned_away = pd.concat(refused, ignore_index=True)
    if not kept:
        first = turned_away.iloc[0]
        raise InputError(f"{path.name}: none of {read} rows can be kept, first line {first.row}: {first.reason}; mend it")
    return Intake(table, pd.DataFrame(list(kept.values())), read, turned_away, files=(path,))


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Line number, header and cells of every record; blank lines are none. Tolerates a BOM and CRLF."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    line = 1
    try:
        names = [name.strip() for name in next(reader, [])]
        _check_header(path, names, columns)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield line, names, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{path.name}: not a valid CSV in the record that begins at line {line} ({error}); check its quotes"
        ) from None


def _text(path: Path) -> str:
    if not path.is_file():
        raise InputError(f"{path.name}: not in {path.parent}; restore the file from the repository")
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path.name}: not UTF-8, first in line {line}; save the file as CSV with the encoding UTF-8") from None


def _check_header(path: Path, names: list[str], columns: tuple[str, ...]) -> None:
    if not any(names):
        raise InputError(f"{path.name}: no header; restore the file from the repository")
    if len(names) == 1 and ";" in names[0]:
        raise InputError(f"{path.name}: separated by semicolons; save the file as CSV with commas")
    missing = [column for column in columns if column not in names]
    unknown = [name for name in names if name not in columns]
    repeated = sorted({name for name in names if names.count(name) > 1})
    for what, found, fix in (
        ("missing", missing, "name the columns as data/curated/README.md and the adapter do"),
        ("unknown", unknown, "remove them, or teach the adapter and the contract to read them"),
        ("repeated", repeated, "keep one of each"),
    ):
        if found:
            raise InputError(f"{path.name}: columns {what}: {len(found)}, first {found[0]!r}; {fix}")
