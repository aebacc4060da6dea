"""How current the data are: until when each source speaks of an area, and what is newer at its publisher."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.countries import covered
from data.model import source_roles
from data.model.sources import SOURCES, Release
from data.subjects import country_months, country_years
from data.subjects.editions import edition, register_years
from data.subjects.place_coverage import events_until, later_years

#: The number of a release of UCDP.
_NUMBER = re.compile(r"\b\d\d\.\d\b")


@dataclass(frozen=True)
class Currency:
    """Last day of events on the map without a gap, and the years after it known in part; last year of country totals, None where
    there are none, and of transfers, None without a register.

    preliminary  last day of monthly totals that UCDP may still revise, where they reach beyond the yearly ones
    newer        what the publishers had beyond that, by source, when it was last looked up
    """

    events: datetime.date
    later: tuple[int, ...]
    totals: int | None
    transfers: int | None
    preliminary: datetime.date | None
    newer: tuple[tuple[str, Release], ...]


def newest(dataset: Dataset, source: str) -> Release | None:
    """The newest release that the publisher was known to have; None where this set holds a later one."""
    known = SOURCES[source].newest
    if known is None:
        return None
    if asked := _NUMBER.search(known.name):
        names = [str(value) for kind, *values in edition(dataset, source) if kind in ("releases", "months") for value in values]
        held = [float(found[0]) for name in names if (found := _NUMBER.search(name))]
        return None if max(held, default=0.0) > float(asked[0]) else known
    ends = [
        int(part[{"register": 2, "until": 1}[str(part[0])]])
        for part in edition(dataset, source)
        if part[0] in ("register", "until")
    ]
    return None if max(ends, default=0) >= known.covers_to else known


@cached_by_version
def currency(dataset: Dataset, countries: tuple[str, ...]) -> Currency:
    """How current what these countries (empty: all) show is."""
    events = events_until(dataset, countries)
    years = country_years.deaths_by_year(dataset, countries, ()).year
    totals = int(years.max()) if len(years) else None
    register = register_years(dataset)
    transfers = register[1] if register else None
    ours = {
        source_roles.EVENTS: events.year + (events.month == 12) - 1,
        source_roles.YEAR_TOTALS: totals or 0,
        source_roles.TRANSFER_REGISTER: transfers or 0,
    }
    known = {source: newest(dataset, source) for source in ours}
    newer = tuple((source, found) for source, found in known.items() if found and found.covers_to > ours[source])
    latest = country_months.newest(dataset, countries or tuple(covered(dataset)))
    preliminary = latest.end if latest and not latest.final and latest.end.year > (totals or 0) else None
    return Currency(events, later_years(dataset, countries), totals, transfers, preliminary, newer)
