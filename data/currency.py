"""How current the data are: until when each source speaks of an area, and what is newer at its publisher."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from data import country_years
from data.place_coverage import events_until, later_years
from data.sources import REGISTER_YEARS, SOURCES, Release
from data.store import answered_once

EVENTS, TOTALS, TRANSFERS = "ucdp-ged", "ucdp-country-years", "sipri-transfers"


@dataclass(frozen=True)
class Currency:
    """Last day of events on the map without a gap, and the years after it known in part; last year of country totals, None where
    there are none, and of transfers.

    newer    what the publishers had beyond that, by source, when it was last looked up
    checked  the first day of the month of that look, the earliest of all
    """

    events: datetime.date
    later: tuple[int, ...]
    totals: int | None
    transfers: int
    newer: tuple[tuple[str, Release], ...]
    checked: datetime.date


@answered_once
def currency(countries: tuple[str, ...]) -> Currency:
    """How current what these countries (empty: all) show is."""
    events = events_until(countries)
    years = country_years.deaths_by_year(countries, ()).year
    totals = int(years.max()) if len(years) else None
    ours = {EVENTS: events.year + (events.month == 12) - 1, TOTALS: totals or 0, TRANSFERS: REGISTER_YEARS[1]}
    known = {source: SOURCES[source].newest for source in ours}
    newer = tuple((source, found) for source, found in known.items() if found and found.covers_to > ours[source])
    checked = min(found.checked for found in known.values() if found)
    return Currency(events, later_years(countries), totals, REGISTER_YEARS[1], newer, checked)
