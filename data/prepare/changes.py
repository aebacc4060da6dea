"""What a new set says otherwise than the one before: events per country, rows per table, and what was lost."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.box import SIMPLE
from rich.table import Table as Grid

from data.contracts import TABLES
from data.model.tables import ContractError
from data.prepare import manifest
from data.prepare.core.adapter import FOLLOWS
from data.prepare.core.intake import InputError
from data.prepare.core.publish import read_table

#: Part of what was known that a release may lose unasked: publishers correct a little each time.
LOSS = 0.01
#: Records below which a part says nothing: one event of ten is no loss of a tenth.
FEW = 100

#: What rows of other tables count.
_SUMMED = ("events", "deaths", "deals", "records", "victims", "homicides", "firearms")
#: What of an event is compared, where its row stands for it alone.
_SAID = ("lon", "lat", "start", "end", "violence", "deaths", "deaths_low", "deaths_high", "deaths_civilian")


@dataclass(frozen=True)
class CountryChange:
    """Events of one country in both sets, known by the publisher's ids; deaths are best estimates."""

    country: str
    before: int
    after: int
    added: int
    changed: int
    removed: int
    deaths_before: int
    deaths_after: int
    first: str
    last_before: str
    last: str

    @property
    def lost(self) -> str:
        """What was lost, if it is more than LOSS; else nothing."""
        if self.before >= FEW and self.removed > LOSS * self.before:
            return f"{self.country}: {self.removed:,} of {self.before:,} events ({_percent(self.removed, self.before)})"
        fewer = self.deaths_before - self.deaths_after
        if self.deaths_before >= FEW and fewer > LOSS * self.deaths_before:
            return f"{self.country}: {fewer:,} of {self.deaths_before:,} deaths ({_percent(fewer, self.deaths_before)})"
        if self.last_before and self.last < self.last_before and self.before >= FEW:
            return f"{self.country}: events to {self.last or 'no day'}, before to {self.last_before}"
        return ""


@dataclass(frozen=True)
class TableChange:
    """Rows of one table in both sets, known by its key; `sums` are what its rows count, before and after."""

    table: str
    before: int
    after: int
    added: int
    removed: int
    sums: tuple[tuple[str, int, int], ...] = ()

    @property
    def lost(self) -> str:
        """What was lost, if it is more than LOSS; else nothing."""
        if self.before >= FEW and self.removed > LOSS * self.before:
            return f"{self.table}: {self.removed:,} of {self.before:,} rows ({_percent(self.removed, self.before)})"
        for what, before, after in self.sums:
            if before >= FEW and before - after > LOSS * before:
                return f"{self.table}: {before - after:,} of {before:,} {what} ({_percent(before - after, before)})"
        return ""


@dataclass(frozen=True)
class Changes:
    """Of all countries with events, and of all other tables made anew; `emptied` are years that had events and have none."""

    countries: tuple[CountryChange, ...]
    tables: tuple[TableChange, ...]
    emptied: tuple[int, ...] = ()

    @property
    def lost(self) -> list[str]:
        """What a person should look at before the new set is taken in."""
        countries = [lost for one in self.countries if (lost := one.lost)]
        before, removed = self.events
        if not countries and before >= FEW and removed > LOSS * before:  # in countries of few events each
            countries = [f"all countries: {removed:,} of {before:,} events ({_percent(removed, before)})"]
        return countries + [lost for one in self.tables if (lost := one.lost)]

    @property
    def events(self) -> tuple[int, int]:
        """Events of all countries in the set before, and those that were removed."""
        return sum(one.before for one in self.countries), sum(one.removed for one in self.countries)

    @property
    def told(self) -> str:
        """What was lost, on one line: of all, then the first country or table."""
        before, removed = self.events
        parts = [f"{removed:,} of {before:,} events ({_percent(removed, before)})"] if removed and len(self.countries) > 1 else []
        if self.emptied:
            parts.append(f"all of {_runs(self.emptied)}")
        lost = self.lost
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        return ", ".join([*parts, f"{'first ' if parts or more else ''}{lost[0]}{more}"]) if lost else ""


def changes(before: Path, after: Path, tables: Sequence[str]) -> Changes:
    """Compare two prepared sets. Raises InputError when a table cannot be read."""
    rows = tuple(_rows(name, before, after) for name in tables if name != "incidents")
    if "incidents" not in tables:
        return Changes((), rows)
    old, new = (read_table("incidents", folder) for folder in (before, after))
    return Changes(tuple(_events(old, new)), rows, tuple(sorted({*old["year"].astype(int)} - {*new["year"].astype(int)})))


def replacing(before: Path, after: Path, tables: Sequence[str]) -> Changes:
    """As `changes`, of a set that may be damaged or of an earlier version, which prepare mends: of a table that cannot be read,
    only the rows that its manifest names are counted. Tables that follow from others say nothing of their own.
    """
    try:
        known = manifest.read(before)["tables"]
    except InputError:
        known = {}
    found = Changes((), ())
    for name in tables:
        old, new = (folder / f"{name}.parquet" for folder in (before, after))
        if name in FOLLOWS or (old.is_file() and filecmp.cmp(old, new, shallow=False)):
            continue
        try:
            one = changes(before, after, (name,))
        except (InputError, ContractError):
            rows, now = int(known.get(name, {}).get("rows", 0)), len(read_table(name, after))
            one = Changes((), (TableChange(name, rows, now, max(0, now - rows), max(0, rows - now)),))
        found = Changes(found.countries + one.countries, found.tables + one.tables, found.emptied + one.emptied)
    return found


def shown(found: Changes) -> list[Grid]:
    """The changes as tables for a screen: countries and tables in which nothing changed are left out."""
    columns = ("Events", "added", "changed", "removed", "Deaths", "before", "First day", "Last day", "before")
    events = Grid("", *columns, title="Events by country", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for one in found.countries:
        if one.added or one.changed or one.removed or one.deaths_after != one.deaths_before:
            numbers = (one.after, one.added, one.changed, one.removed, one.deaths_after, one.deaths_before)
            events.add_row(one.country, *(f"{number:,}" for number in numbers), one.first, one.last, one.last_before)
    rows = Grid("", "Rows", "added", "removed", title="Other tables", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for other in found.tables:
        if other.added or other.removed:
            rows.add_row(other.table, *(f"{number:,}" for number in (other.after, other.added, other.removed)))
    for grid in (events, rows):
        for column in grid.columns:
            column.no_wrap = True
        for column in grid.columns[1:7]:
            column.justify = "right"
    return [grid for grid in (events, rows) if grid.row_count]


def _events(before: pd.DataFrame, after: pd.DataFrame) -> list[CountryChange]:
    old, new = _by_id(before), _by_id(after)
    both = old.join(new, how="inner", suffixes=("_old", "_new"))
    differ = pd.Series(False, index=both.index)
    for name in _SAID:
        one, other = both[f"{name}_old"], both[f"{name}_new"]
        alone = both["alone_old"] & both["alone_new"] if name.startswith("deaths") else True
        same = one.eq(other).fillna(False).astype(bool) | (one.isna() & other.isna())
        differ |= alone & ~same
    added, removed = new.index.difference(old.index), old.index.difference(new.index)
    at = {
        "added": new.loc[added].groupby("country").size(),
        "changed": both[differ].groupby("country_new").size(),
        "removed": old.loc[removed].groupby("country").size(),
    }
    sums = {name: frame.groupby("country")[["events", "deaths"]].sum() for name, frame in (("old", before), ("new", after))}
    days = {name: _days(frame) for name, frame in (("old", before), ("new", after))}
    found = []
    for country in sorted({*before["country"], *after["country"]}):
        count = {name: int(part.get(country, 0)) for name, part in at.items()}
        total = {name: sums[name].loc[country] if country in sums[name].index else None for name in sums}
        found.append(
            CountryChange(
                country,
                before=_of(total["old"], "events"),
                after=_of(total["new"], "events"),
                **count,
                deaths_before=_of(total["old"], "deaths"),
                deaths_after=_of(total["new"], "deaths"),
                first=days["new"].get(country, ("", ""))[0],
                last_before=days["old"].get(country, ("", ""))[1],
                last=days["new"].get(country, ("", ""))[1],
            )
        )
    return found


def _by_id(incidents: pd.DataFrame) -> pd.DataFrame:
    """One row an event of the source, by its id. Deaths of an event that shares a row are not known: `alone` says so."""
    alone = incidents.assign(alone=incidents["events"].eq(1))
    exploded = alone.explode("source_records").set_index("source_records")[["country", "alone", *_SAID]]
    return exploded[~exploded.index.duplicated()]


def _days(incidents: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """First and last day per country, of events whose day or month is known."""
    dated = incidents[incidents["date_precision"].ne("year")]
    found = dated.groupby("country").agg(first=("start", "min"), last=("end", "max"))
    return {str(row.Index): (str(row.first.date()), str(row.last.date())) for row in found.itertuples()}


def _rows(name: str, before: Path, after: Path) -> TableChange:
    if not (before / f"{name}.parquet").is_file():  # a table that is new in this version of the app
        new = read_table(name, after)
        return TableChange(name, 0, len(new), len(new), 0)
    one, other = (read_table(name, folder) for folder in (before, after))
    old, new = _keys(one, name), _keys(other, name)
    sums = tuple((what, int(one[what].sum()), int(other[what].sum())) for what in _SUMMED if what in one)
    return TableChange(name, len(old), len(new), len(new - old), len(old - new), sums)


def _keys(frame: pd.DataFrame, name: str) -> set[tuple[str, ...]]:
    return set(frame[list(TABLES[name].key)].astype("str").itertuples(index=False, name=None))


def _of(row: pd.Series | None, name: str) -> int:
    return 0 if row is None else int(row[name])


def _runs(years: Sequence[int]) -> str:
    """`1989–2020, 2023` for years in order."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
