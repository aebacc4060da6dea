"""Contracts of what was recorded: incidents, flows, routes, seizures, holdings, country totals."""

from data.contracts.shared import (
    CITATION,
    FARTHEST_KM,
    FIRST_YEAR,
    LAST_YEAR,
    MOST_ARMS,
    MOST_DEATHS,
    MOST_DEATHS_A_YEAR,
    MOST_ENTRIES,
    MOST_TIV,
    RELIABILITY_COLUMN,
    SENSITIVITY_COLUMN,
    SOURCE_COLUMN,
)
from data.model.categories import (
    DATE_PRECISION,
    FLOW_KINDS,
    LOCATION_PRECISION,
    NOT_CLASSIFIED,
    PHASES,
    PRECISION_BASIS,
    ROUTE_MODES,
    VIOLENCE,
    WEAPON_BASIS,
    weapons,
)
from data.model.tables import Column, Table

CODES = tuple(weapons())
PHASE_VALUES = (*PHASES, NOT_CLASSIFIED)
WEAPONS_COLUMN = Column("weapons", "list", "weapon codes of the taxonomy; empty when none is reported", of=CODES)
CELLS = tuple(
    Column(f"cell{resolution}", "whole", f"H3 cell at resolution {resolution}", nullable=True) for resolution in (3, 4, 5, 6)
)

INCIDENTS = Table(
    "incidents",
    "One row an event, or one row a group of events with the same place, period, violence type, dyad and weapons",
    ("id",),
    (
        Column("id", "text", "stable hash of what the row groups by"),
        Column("country", "text", "country of the event as the source says, ISO3"),
        Column("located_in", "text", "country that holds the coordinates, where another than `country`", nullable=True),
        Column("admin1", "text", "id of the first-level area that the place lies in, where it is known", nullable=True),
        Column("place", "text", "place name as the source gives it", nullable=True),
        Column("lon", "number", "longitude; empty where it would stand for an area", unit="°", nullable=True, low=-180, high=180),
        Column("lat", "number", "latitude; empty where it would stand for an area", unit="°", nullable=True, low=-90, high=90),
        Column("location_precision", "text", "how precisely the place is known", of=LOCATION_PRECISION),
        Column("precision_basis", "text", "how that precision is known; all but `stated` is inferred", of=PRECISION_BASIS),
        Column("start", "date", "first day of the period"),
        Column("end", "date", "last day of the period"),
        Column("date_precision", "text", "how precise the period is", of=DATE_PRECISION),
        Column("year", "whole", "year the source counts the events in", unit="year", low=1989, high=LAST_YEAR),
        Column(
            "month", "whole", "year × 12 + month − 1, where known", nullable=True, low=12 * FIRST_YEAR, high=12 * LAST_YEAR + 11
        ),
        Column("violence", "text", "type of organised violence", of=VIOLENCE),
        Column("conflict", "text", "conflict as the source names it", nullable=True),
        Column("dyad", "text", "the two parties as the source names them", nullable=True),
        Column("actors", "list", "parties recorded as involved"),
        Column("events", "whole", "events in the row", unit="events", low=1, high=MOST_ENTRIES),
        Column("deaths", "whole", "deaths, best estimate", unit="deaths", low=0, high=MOST_DEATHS),
        Column("deaths_low", "whole", "deaths, low estimate", unit="deaths", nullable=True, low=0, high=MOST_DEATHS),
        Column("deaths_high", "whole", "deaths, high estimate", unit="deaths", nullable=True, low=0, high=MOST_DEATHS),
        Column(
            "deaths_civilian", "whole", "civilian deaths, best estimate", unit="deaths", nullable=True, low=0, high=MOST_DEATHS
        ),
        WEAPONS_COLUMN,
        Column("weapon_basis", "text", "how the weapons are known", of=WEAPON_BASIS),
        Column("phase", "text", "conflict phase of the country at the time", of=PHASE_VALUES),
        Column("published", "date", "date of the earliest report, where known", nullable=True),
        SOURCE_COLUMN,
        Column("source_release", "text", "release of the source"),
        Column("source_records", "list", "ids of the events in the source"),
        Column("reports", "list", "digests of headlines and day: events that were split from one story share one"),
        RELIABILITY_COLUMN,
        SENSITIVITY_COLUMN,
        Column(
            "border_km",
            "number",
            "geodesic distance to the nearest land border",
            unit="km",
            nullable=True,
            low=0,
            high=FARTHEST_KM,
        ),
        Column("border", "text", "id of that border, `MLI-NER`", nullable=True),
        *CELLS,
    ),
    # As they are listed: an engine reads no further than the latest that were asked for.
    order=("-start", "-end", "id"),
)

COUNTRY_YEARS = Table(
    "country_years",
    "Deaths in organised violence per country and year",
    ("country", "year"),
    (
        Column("country", "text", "ISO3"),
        Column("year", "whole", "year", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("deaths_state_based", "whole", "deaths, best estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        Column("deaths_non_state", "whole", "deaths, best estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        Column("deaths_one_sided", "whole", "deaths, best estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        Column("deaths", "whole", "all three types, best estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        Column("deaths_low", "whole", "all three types, low estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        Column("deaths_high", "whole", "all three types, high estimate", unit="deaths", low=0, high=MOST_DEATHS_A_YEAR),
        SOURCE_COLUMN,
    ),
)


def _end(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_country", "text", f"{what}, ISO3", nullable=True),
        Column(f"{name}_place", "text", f"{what}, place as cited", nullable=True),
        Column(
            f"{name}_lon", "number", "longitude; null when only the country is known", unit="°", nullable=True, low=-180, high=180
        ),
        Column(
            f"{name}_lat", "number", "latitude; null when only the country is known", unit="°", nullable=True, low=-90, high=90
        ),
        Column(f"{name}_precision", "text", f"how precise the {name} is", of=LOCATION_PRECISION),
    )


FLOWS = Table(
    "flows",
    "Authorised transfers, illicit trafficking, diversion, capture, seizure, collection and craft production",
    ("id",),
    (
        Column("id", "text", "F… hand-compiled; S… grouped deliveries of the SIPRI register"),
        Column("kind", "text", "kind of flow: illicit, collected (seizure or collection) or authorised", of=FLOW_KINDS),
        Column("mechanism", "text", "how the arms moved, as the source reports it"),
        Column("status", "text", "what became of the flow", nullable=True),
        *_end("origin", "where the arms came from"),
        *_end("destination", "where the arms went or were bound for"),
        *_end("event", "where the flow, seizure or collection was seen"),
        Column("countries", "list", "every country named in the flow, ISO3"),
        WEAPONS_COLUMN,
        Column("item", "text", "what was recorded, in the words of the table", nullable=True),
        Column("quantity", "number", "belongs to `unit`; never summed across units", nullable=True, low=0, high=MOST_ARMS),
        Column("unit", "text", "unit of the quantity", nullable=True),
        Column("quantity_estimated", "flag", "the source marks the quantity as an estimate", nullable=True),
        Column(
            "tiv",
            "number",
            "SIPRI trend-indicator value of the deliveries",
            unit="million TIV",
            nullable=True,
            low=0,
            high=MOST_TIV,
        ),
        Column("deals", "whole", "register entries in the row", unit="entries", low=1, high=MOST_ENTRIES),
        Column("start_year", "whole", "first year", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("end_year", "whole", "last year", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("actors", "text", "roles described, never names of private persons", nullable=True),
        Column(
            "phase",
            "text",
            "phase at the destination, else event, else origin, over most of the years",
            of=PHASE_VALUES,
        ),
        RELIABILITY_COLUMN,
        *CITATION,
    ),
)

ROUTES = Table(
    "routes",
    "Cross-border corridors as lines through documented places; a corridor is not a road",
    ("id",),
    (
        Column("id", "text", "id of the corridor"),
        Column("name", "text", "its places, in order"),
        Column("from_country", "text", "ISO3"),
        Column("to_country", "text", "ISO3"),
        Column("countries", "list", "every country on the corridor, ISO3"),
        Column("places", "list", "waypoints in order; which are indicative, `geometry_basis` says"),
        Column("place_countries", "list", "country of each waypoint, ISO3; SEA for a point at sea"),
        Column("shape", "shape", "line through the waypoints, along shipping lanes where a leg would cross land, WGS 84"),
        Column("length_km", "number", "geodesic length of the line", unit="km", low=0, high=FARTHEST_KM),
        Column("mode", "text", "how goods move", of=ROUTE_MODES),
        Column("direction", "text", "direction of the arms", of=("one-way", "both")),
        WEAPONS_COLUMN,
        Column("other_goods", "list", "other goods on the same corridor"),
        Column("actors", "text", "roles described", nullable=True),
        Column("start_year", "whole", "first year of the period reported", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column(
            "end_year",
            "whole",
            "last year; null when the source leaves it open",
            unit="year",
            nullable=True,
            low=FIRST_YEAR,
            high=LAST_YEAR,
        ),
        Column("borders", "list", "ids of land borders crossed, `LBY-NER`"),
        Column("phases", "list", "phases of any country on it during the period", of=PHASE_VALUES),
        Column("location_precision", "text", "precision of the line", of=LOCATION_PRECISION),
        Column("geometry_basis", "text", "where the waypoints come from"),
        RELIABILITY_COLUMN,
        *CITATION,
    ),
)

SEIZURES = Table(
    "seizures",
    "Yearly figures of States to UNODC on firearms, parts and ammunition seized or traced",
    ("country", "year", "indicator", "dimension", "category"),
    (
        Column("country", "text", "ISO3"),
        Column("year", "whole", "year", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("indicator", "text", "what was counted, as UNODC names it"),
        Column("dimension", "text", "how it was broken down"),
        Column("category", "text", "value of that breakdown"),
        Column("quantity", "number", "figure as reported", low=0, high=MOST_ARMS),
        Column("unit", "text", "unit as reported"),
        Column("reported_by", "text", "origin of the figure as UNODC names it", nullable=True),
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)

HOLDINGS = Table(
    "holdings",
    "Estimates, registrations and counts of arms held",
    ("id",),
    (
        Column("id", "text", "row id"),
        Column("country", "text", "ISO3"),
        Column("holder", "text", "who held the arms"),
        Column("holder_type", "text", "kind of holder"),
        WEAPONS_COLUMN,
        Column("quantity", "number", "belongs to `unit`", low=0, high=MOST_ARMS),
        Column("unit", "text", "unit of the quantity"),
        Column("year", "whole", "year the figure is for", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("figure_type", "text", "estimate, registration, count or sample"),
        *CITATION,
    ),
)
