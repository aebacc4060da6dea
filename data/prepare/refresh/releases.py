"""The newest releases of a publisher: where they would lie, asked for from the newest back.

No publisher offers a list that a program may rely on, so the address of each release that may be out is tried.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from data.model import source_roles
from data.model.sources import SOURCES
from data.prepare.core.intake import InputError
from data.prepare.refresh.download import Fetched, NotThereError


class Fetch(Protocol):
    """Fetches what lies at an address to a path. Raises NotThereError where the publisher has nothing there."""

    def __call__(self, address: str, path: Path, *, page: bool = False) -> Fetched: ...


#: INFORM counts its editions on from year to year; 72 was the first of 2026, and a year has had one to four.
_INFORM_YEAR, _INFORM_EDITION, _INFORM_A_YEAR = 2026, 72, 4


@dataclass(frozen=True)
class Group:
    """What one word behind `--refresh` stands for: the tables that its files feed, and how its newest files are found.

    `find` takes a Fetch, the raw folder and today, and gives the files, those of events first.
    """

    tables: tuple[str, ...]
    find: Callable[[Fetch, Path, datetime.date], list[Fetched]]


def ucdp(fetch: Fetch, raw: Path, today: datetime.date) -> list[Fetched]:
    """Events: the newest year's release, then the candidates of the months that it does not cover; and the country totals."""
    events, totals = SOURCES[source_roles.EVENTS].downloads, SOURCES[source_roles.YEAR_TOTALS].downloads
    folder = raw / "ucdp"
    year, yearly = _newest_of_years(events["year"], fetch, folder, today)
    found = [yearly, *_candidates(events, fetch, folder, year, today)]
    return [*found, _newest_of_years(totals["year"], fetch, folder, today)[1]]


def inform(fetch: Fetch, raw: Path, today: datetime.date) -> list[Fetched]:
    """The newest edition of the index. It is named after the year to come from autumn on."""
    address = SOURCES[source_roles.RISK_INDEX].downloads["edition"]
    tries = (
        address.format(yyyy=year, edition=edition)
        for year in range(today.year + 1, today.year - 2, -1)
        for edition in _editions(year)
    )
    return [_first(tries, fetch, raw / "risk", "INFORM Risk")]


def unodc(fetch: Fetch, raw: Path, today: datetime.date) -> list[Fetched]:
    """The newest workbook of those that the data portal's page links to: folders are named after months."""
    places = SOURCES[source_roles.SEIZURE_FIGURES].downloads
    page = fetch(places["page"], raw / "unodc" / "firearm-seizures.page", page=True)
    months = set(re.findall(r"/files/(20\d\d)-(0[1-9]|1[0-2])/", page.path.read_text("utf-8", "replace")))
    page.path.unlink()
    if not months:
        raise InputError(f"{places['page']} links to no file: download the workbook by hand into the folder unodc of --raw")
    tries = (
        places["file"].format(yyyy=int(year), month=int(month), again=again)
        for year, month in sorted(months, reverse=True)
        if (int(year), int(month)) <= (today.year, today.month)
        for again in ("_0", "")
    )
    return [_first(tries, fetch, raw / "unodc", "the workbook of firearms trafficking")]


GROUPS: dict[str, Group] = {
    "ucdp": Group(("incidents", "country_years"), ucdp),
    "inform": Group(("risk",), inform),
    "unodc": Group(("seizures",), unodc),
}


def event_files(found: Iterable[Fetched]) -> tuple[Path, ...]:
    """The files of events among them."""
    return tuple(one.path for one in found if one.path.name.lower().startswith("ged"))


def _newest_of_years(address: str, fetch: Fetch, folder: Path, today: datetime.date) -> tuple[int, Fetched]:
    """The last year that the newest yearly release covers, and the release: that of a year covers the years before it."""
    years = {address.format(yy=year % 100): year - 1 for year in range(today.year, today.year - 3, -1)}
    found = _first(years, fetch, folder, "yearly release")
    return years[found.address], found


def _candidates(places: Mapping[str, str], fetch: Fetch, folder: Path, year: int, today: datetime.date) -> list[Fetched]:
    """Candidates after the year: of several months in one file as far as it goes, then month by month until there is none."""
    found: list[Fetched] = []
    for after in range(year + 1, today.year + 1):
        last = 12 if after < today.year else today.month
        done = 0
        for month in range(last, 1, -1):
            address = places["months"].format(yy=after % 100, month=month)
            if month % 3 == 0 and (one := _there(address, fetch, folder)):
                found.append(one)
                done = month
                break
        for month in range(done + 1, last + 1):
            one = _there(places["month"].format(yy=after % 100, month=month), fetch, folder)
            if one is None:
                break
            found.append(one)
    return found


def _editions(year: int) -> Iterator[int]:
    first = _INFORM_EDITION + (year - _INFORM_YEAR) * _INFORM_A_YEAR
    yield from range(min(first + _INFORM_A_YEAR, 99), max(first - _INFORM_A_YEAR, 1), -1)


def _first(addresses: Iterable[str], fetch: Fetch, folder: Path, what: str) -> Fetched:
    """The first that is there."""
    asked = 0
    for address in addresses:
        asked += 1
        if found := _there(address, fetch, folder):
            return found
    raise InputError(f"{what}: none of {asked} addresses holds a file, the last {address}: look up the publisher's new address")


def _there(address: str, fetch: Fetch, folder: Path) -> Fetched | None:
    try:
        return fetch(address, folder / urlsplit(address).path.rpartition("/")[2])
    except NotThereError:
        return None
