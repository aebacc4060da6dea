"""How a column writes its numbers and dates, decided for the whole column.

A cell by itself is often ambiguous: `1,234` is a thousand or one and a bit, `03/04/2021` April or March. What the other cells of
its column admit settles it; what nothing settles is refused by name, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

from data.prepare.core.intake import InputError

PLAIN = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"
GAP = "[ \u00a0\u202f\u2009'’]"
#: Ways to write a number that is not plain: words, pattern, and the plain number.
STYLES: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("decimal comma", re.compile(r"[+-]?[0-9]+,[0-9]+"), lambda cell: cell.replace(",", ".")),
    ("comma between thousands", re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"), lambda cell: cell.replace(",", "")),
    (
        "gap between thousands",
        re.compile(rf"[+-]?[0-9]{{1,3}}({GAP}[0-9]{{3}})+([.,][0-9]+)?"),
        lambda cell: re.sub(GAP, "", cell).replace(",", "."),
    ),
    (
        "dot between thousands",
        re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}(,[0-9]+)?|[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+"),
        lambda cell: cell.replace(".", "").replace(",", "."),
    ),
)


@dataclass
class Numbers:
    """`values`: float64, null where a cell is no number or has two readings. `understood`: words → cells not written plainly."""

    values: pd.Series
    understood: dict[str, int] = field(default_factory=dict)


def numbers(cells: pd.Series, low: float = -np.inf, high: float = np.inf, whole: bool = False, counts: bool = False) -> Numbers:
    """Text cells as numbers. A reading outside `low` to `high`, or a fraction of what is `whole`, is none.

    Of `counts`, a whole number is the likelier reading: `1,200` things are twelve hundred, even where `12,5` stands beside.
    """
    at, text = _distinct(cells.str.strip())
    plain = pc.match_substring_regex(text, PLAIN)
    values = pc.cast(pc.if_else(plain, text, None), pa.float64()).to_numpy(zero_copy_only=False).copy()
    odd = pc.and_(pc.invert(plain), pc.not_equal(text, "")).to_numpy(zero_copy_only=False)
    written = {int(n): text[int(n)].as_py() for n in np.flatnonzero(odd)}
    read = _readings(set(written.values()), low, high, whole, counts)
    times = np.bincount(at[at >= 0], minlength=len(values))
    understood: dict[str, int] = {}
    for n, cell in written.items():
        style, values[n] = read[cell]
        if style:
            understood[style] = understood.get(style, 0) + int(times[n])
    return Numbers(pd.Series(np.append(values, np.nan)[at], index=cells.index), understood)


def _distinct(cells: pd.Series) -> tuple[np.ndarray, pa.Array]:
    """Where in the distinct texts, in the order of their first, each cell stands; -1 where it is null."""
    text = pa.array(cells, pa.large_string(), from_pandas=True)
    text = (text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text).dictionary_encode()
    return text.indices.fill_null(-1).to_numpy(), text.dictionary


def integers(values: pd.Series) -> pd.Series:
    """Int64 of floats; nothing where one is no whole number, or beyond those that a float tells apart."""
    return values.where(values.mod(1).eq(0) & values.abs().lt(2.0**53)).astype("Int64")


def _readings(cells: set[str], low: float, high: float, whole: bool, counts: bool) -> dict[str, tuple[str, float]]:
    """The reading of each cell, as (style, number); ("", NaN) where it has none, or more than one that nothing settles."""
    found: dict[str, list[tuple[str, float]]] = {}
    for cell in cells:
        options = [(style, float(plain(cell))) for style, pattern, plain in STYLES if pattern.fullmatch(cell)]
        found[cell] = [(style, n) for style, n in options if low <= n <= high and not (whole and n % 1)]
    sure = {options[0][0] for options in found.values() if len(options) == 1}
    out = {}
    for cell, options in found.items():
        entire = [option for option in options if option[1] % 1 == 0]
        if counts and len(entire) == 1:
            options = entire
        settled = options if len(options) == 1 else [option for option in options if option[0] in sure]
        out[cell] = settled[0] if len(settled) == 1 else ("", float("nan"))
    return out


def said_of(columns: Iterable[Numbers]) -> dict[str, int]:
    """What was understood in several columns, as repairs."""
    total: dict[str, int] = {}
    for column in columns:
        for what, count in as_repairs(column.understood.items(), "numbers").items():
            total[what] = total.get(what, 0) + count
    return total


# --- dates

ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?$"
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T].*)?")
COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
NUMBERED = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})(?:[ T].*)?")
NAMED = re.compile(r"([0-9]{1,2})\.?[- ](?:de )?([^\W\d_]{3,12})\.?[- ,]+(?:de )?([0-9]{4}|[0-9]{2})(?:[ T].*)?")
NAMED_FIRST = re.compile(r"([^\W\d_]{3,12})\.? ([0-9]{1,2}),? ([0-9]{4})(?: .*)?")
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
EPOCH = re.compile(r"(-?[0-9]{9,10}|-?[0-9]{12,13})(?:\.0)?")
TIME_ONLY = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?")
#: Dates in doubt below this share of all are a matter of their rows, not of the file.
FEW = 0.5
#: In place of a style: a date that may be read in two ways.
AMBIGUOUS = "ambiguous"
EXCEL_EPOCHS = {"Excel's day numbers": pd.Timestamp("1899-12-30"), "Excel's day numbers from 1904": pd.Timestamp("1904-01-01")}


@dataclass
class Dates:
    """`columns`: the dates, null where a cell is none. `understood`: words → cells that are not ISO dates. `ambiguous`: rows with
    a date in numbers of which day and month cannot be told apart, since others prove both orders, or neither.
    """

    columns: list[pd.Series]
    understood: dict[str, int] = field(default_factory=dict)
    ambiguous: set[Any] = field(default_factory=set)


def dates(where: str, columns: list[pd.Series], years: pd.Series) -> Dates:
    """Text columns as dates; all are taken to be written alike. `years` are the years that the records give, null where none.

    Raises InputError where no date tells day and month apart, or only the time of day is left.
    """
    out = [_iso(column) for column in columns]
    left = [column[parsed.isna() & column.ne("")] for column, parsed in zip(columns, out, strict=True)]
    odd = pd.concat(left)
    if odd.empty:
        return Dates(out)
    _refuse_times(where, odd)
    order = _order(where, odd, sum(int(column.ne("").sum()) for column in columns))
    serials = _serials(odd, years)
    understood: dict[str, int] = {}
    ambiguous: set[Any] = set()
    for parsed, cells in zip(out, left, strict=True):
        read = {cell: _date(cell, order, serials) for cell in set(cells)}
        for row, cell in cells.items():
            style, day = read[cell]
            if style == AMBIGUOUS:
                ambiguous.add(row)
            if day is not None and len(style) == 2:  # years of two digits: the century is that of the record's year
                day, style = _century(day, years.get(row)), "years of two digits"
            if day is not None:
                parsed[row] = day
                understood[style] = understood.get(style, 0) + 1
    return Dates(out, understood, ambiguous)


def _iso(cells: pd.Series) -> pd.Series:
    at, text = _distinct(cells)
    found = pc.if_else(pc.match_substring_regex(text, ISO), pc.utf8_slice_codeunits(text, 0, 10), None)
    days = pd.to_datetime(pd.Series([*found.to_pylist(), None], dtype="str"), format="%Y-%m-%d", errors="coerce")
    return pd.Series(days.array.take(at), index=cells.index)


def _refuse_times(where: str, cells: pd.Series) -> None:
    times = cells[cells.map(lambda cell: bool(TIME_ONLY.fullmatch(cell)))]
    if len(times) > len(cells) / 2:
        raise InputError(
            f"{where}: {len(times)} dates hold a time of day only, first {times.iloc[0]!r} in line {times.index[0]}: Excel has "
            "saved what it showed; download the file again and do not save it from Excel"
        )


def _order(where: str, cells: pd.Series, written: int) -> str:
    """`dmy` or `mdy`: how dates in numbers are written; `both` where some could be both: others prove either order, or these are
    few of those `written`. Raises InputError where they are many and no date proves anything.
    """
    days, months, open_, doubtful = 0, 0, 0, None
    for row, cell in cells.items():
        if not (found := NUMBERED.fullmatch(cell)):
            continue
        first, second = int(found[1]), int(found[2])
        if "." in cell.split(" ")[0] or (first > 12 >= second):
            days += 1
        elif second > 12 >= first:
            months += 1
        elif first != second and max(first, second) <= 12:
            doubtful = doubtful or (row, cell)
            open_ += 1
    if doubtful and (bool(days) == bool(months)) and (days or open_ < FEW * written):
        return "both"
    if doubtful and not days and not months:
        raise InputError(
            f"{where}: day and month cannot be told apart, first {doubtful[1]!r} in line {doubtful[0]} (no day beyond 12 settles "
            "it): save the dates as YYYY-MM-DD"
        )
    return "mdy" if months > days else "dmy"


def _serials(cells: pd.Series, years: pd.Series) -> pd.Timestamp | None:
    """The day that Excel counted from, judged by the years of the records; None where neither fits."""
    found = cells[cells.map(lambda cell: bool(SERIAL.fullmatch(cell)))]
    if found.empty:
        return None
    days = pd.to_timedelta(found.astype("float64"), unit="D")
    known = years.reindex(found.index)
    for start in EXCEL_EPOCHS.values():
        if ((start + days).dt.year - known).abs().le(1).mean() > 0.5:
            return start
    return None


def _date(cell: str, order: str, serials: pd.Timestamp | None) -> tuple[str, pd.Timestamp | None]:
    if found := YEAR_FIRST.fullmatch(cell):
        return "year/month/day", _day(found[1], found[2], found[3])
    if found := COMPACT.fullmatch(cell):
        return "yyyymmdd", _day(found[1], found[2], found[3])
    if found := NUMBERED.fullmatch(cell):
        dotted = "." in cell.split(" ")[0]
        if order == "both" and not dotted and max(int(found[1]), int(found[2])) <= 12 and int(found[1]) != int(found[2]):
            return AMBIGUOUS, None
        day, month = (found[2], found[1]) if order == "mdy" and not dotted else (found[1], found[2])
        if int(month) > 12:
            day, month = month, day
        named = {"dmy": "day/month/year", "mdy": "month/day/year", "both": "day/month/year and month/day/year"}
        style = found[3] if len(found[3]) == 2 else named[order]
        return style, _day(found[3] if len(found[3]) == 4 else "20" + found[3], month, day)
    for pattern, parts in ((NAMED, (3, 2, 1)), (NAMED_FIRST, (3, 1, 2))):
        if (found := pattern.fullmatch(cell)) and (month_number := _months().get(found[parts[1]].casefold())):
            year = found[parts[0]]
            style = "named months" if len(year) == 4 else year
            return style, _day(year if len(year) == 4 else "20" + year, str(month_number), found[parts[2]])
    if serials is not None and (found := SERIAL.fullmatch(cell)):
        return "Excel's day numbers", serials + pd.Timedelta(days=int(found[1]))
    if found := EPOCH.fullmatch(cell):
        unit = "ms" if len(found[1].lstrip("-")) > 10 else "s"
        return "seconds since 1970", pd.Timestamp(int(found[1]), unit=unit).normalize()
    return "", None


def _day(year: str, month: str, day: str) -> pd.Timestamp | None:
    try:
        return pd.Timestamp(int(year), int(month), int(day))
    except ValueError:
        return None


def _century(day: pd.Timestamp, year: float | None) -> pd.Timestamp | None:
    if year is None or pd.isna(year):
        return None
    near = [century for century in (1900, 2000) if abs(century + day.year % 100 - year) <= 1]
    return day.replace(year=near[0] + day.year % 100) if near else None


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and short, in our three languages."""
    names = {}
    for language in ("en", "fr", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                names[name.casefold().rstrip(".")] = number
    return names | {"sept": 9}


def as_repairs(understood: Iterable[tuple[str, int]], what: str) -> dict[str, int]:
    """Understood styles as repairs: `dates written as yyyymmdd` → how many."""
    return {f"{what} written as {style}": count for style, count in understood}
