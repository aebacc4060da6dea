"""Contracts of what is rolled up from incidents: what pages count and maps draw. `data/prepare/rollups.py` says how.

Each table has the sensitivity of its incidents among its keys, so that a tier counts no row that it may not see.
"""

from __future__ import annotations

from data.contracts.records import CELLS, INCIDENTS
from data.contracts.shared import FARTHEST_KM, FIRST_YEAR, LAST_YEAR
from data.model.precision import DISTRICT, UNPLACED
from data.model.tables import Column, Table

#: More than any set of records adds up to.
_MOST = 10**12


def _of(*names: str) -> tuple[Column, ...]:
    """Columns as incidents have them."""
    return tuple(INCIDENTS.column(name) for name in names)


def _key(name: str, meaning: str) -> Column:
    return Column(name, "whole", f"{meaning}: a hash of what it is, the same in every engine", low=0, high=2**60)


_COUNTED = (
    Column("events", "whole", "events", unit="events", low=0, high=_MOST),
    Column("deaths", "whole", "deaths, best estimate", unit="deaths", low=0, high=_MOST),
    Column("records", "whole", "incidents rolled up in the row", low=1, high=_MOST),
)
_BOX = tuple(
    Column(side, "number", f"{side}ernmost coordinate, where any is known", unit="°", nullable=True, low=-180, high=180)
    for side in ("west", "east", "south", "north")
)

SUMS = Table(
    "incident_sums",
    "Incidents by all that the shared filters ask of them",
    ("sum",),
    (
        _key("sum", "key of the sum"),
        *_of("year", "country", "phase", "weapons", "reliability", "violence"),
        Column("preliminary", "flag", "from a candidate release, which the source may still revise"),
        *_of("sensitivity"),
        *_COUNTED,
        *_BOX,
    ),
)

DETAILS = Table(
    "incident_details",
    "Incidents by what picks and charts ask besides",
    ("detail",),
    (
        _key("detail", "key of the detail"),
        _key("sum", "key of the sum it belongs to"),
        Column(
            "month", "whole", "year × 12 + month − 1, where known", nullable=True, low=12 * FIRST_YEAR, high=12 * LAST_YEAR + 11
        ),
        *_of("admin1"),
        Column("side", "text", "country that holds the coordinates, ISO3"),
        *_of("border"),
        Column(
            "border_km",
            "whole",
            "upper end of the band of distances from that border; beyond all bands no place is as far",
            unit="km",
            nullable=True,
            low=0,
            high=FARTHEST_KM,
        ),
        Column(
            "level",
            "text",
            "how much is known of a place that counts as none, or whose point stands for a district",
            nullable=True,
            of=(*UNPLACED, DISTRICT),
        ),
        *_of("conflict", "actors", "sensitivity"),
        *_COUNTED,
        *_BOX,
    ),
)

PLACES = Table(
    "incident_places",
    "Incidents by detail and place, as far as the place is known well enough",
    ("detail", "lon", "lat"),
    (
        _key("detail", "key of the detail"),
        Column("lon", "number", "longitude", unit="°", low=-180, high=180),
        Column("lat", "number", "latitude", unit="°", low=-90, high=90),
        Column("place", "text", "name that the latest record there gives", nullable=True),
        Column("country", "text", "country that the latest record there gives, ISO3"),
        *CELLS,
        *_of("sensitivity"),
        *_COUNTED,
    ),
    may_be_empty=True,
)

REPORTS = Table(
    "incident_reports",
    "Reports behind the incidents that name a weapon, by detail and place",
    ("detail", "report", "lon", "lat"),
    (
        _key("detail", "key of the detail"),
        Column("report", "text", "digest of the report; of an event of which none is known, `event` and its id in the source"),
        Column("lon", "number", "longitude, where the place is known well enough", unit="°", nullable=True, low=-180, high=180),
        Column("lat", "number", "latitude, where the place is known well enough", unit="°", nullable=True, low=-90, high=90),
        *CELLS,
        *_of("sensitivity"),
    ),
    may_be_empty=True,
)

ROLLUPS: dict[str, Table] = {table.name: table for table in (SUMS, DETAILS, PLACES, REPORTS)}
