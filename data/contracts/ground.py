"""Contracts of the ground itself: countries, admin1 areas, borders, places."""

from data.contracts.shared import FARTHEST_KM
from data.model.tables import Column, Table

SHAPE = Column("shape", "shape", "geometry, WGS 84")
NAMES = (
    Column("name_en", "text", "UN short name in English"),
    Column("name_fr", "text", "UN short name in French"),
    Column("name_es", "text", "UN short name in Spanish"),
)

COUNTRIES = Table(
    "countries",
    "Every country a record may name: detailed inside the region, coarse outside it",
    ("country",),
    (
        Column("country", "text", "ISO3; XAB, XBT, XHT, XKX and XSG are areas of undetermined status"),
        *NAMES,
        Column("status", "text", "state, territory or undetermined"),
        Column("region", "text", "focus, neighbour or world", of=("focus", "neighbour", "world")),
        Column("lon", "number", "point inside the country for its label", unit="°", low=-180, high=180),
        Column("lat", "number", "point inside the country for its label", unit="°", low=-90, high=90),
        SHAPE,
    ),
)

ADMIN1 = Table(
    "admin1",
    "First-level administrative areas, clipped to their country",
    ("admin1",),
    (
        Column("admin1", "text", "P-code, or country code and number where there is none"),
        Column("name", "text", "name"),
        Column("country", "text", "ISO3"),
        Column("lon", "number", "point inside the area", unit="°", low=-180, high=180),
        Column("lat", "number", "point inside the area", unit="°", low=-90, high=90),
        SHAPE,
    ),
)

BORDERS = Table(
    "borders",
    "Land borders from the shared edges of one coverage",
    ("border",),
    (
        Column("border", "text", "the two countries in alphabetical order, `MLI-NER`"),
        Column("country_a", "text", "ISO3"),
        Column("country_b", "text", "ISO3"),
        Column("status", "text", "how the line is drawn", of=("international", "undetermined", "dotted")),
        Column("length_km", "number", "geodesic length", unit="km", low=0, high=FARTHEST_KM),
        SHAPE,
    ),
)

PLACES = Table(
    "places",
    "Populated places for labels",
    ("place",),
    (
        Column("place", "text", "row id"),
        *NAMES,
        Column("country", "text", "ISO3"),
        Column("capital", "flag", "national capital"),
        Column("rank", "whole", "0 first to show, 10 last", low=0, high=10),
        Column("population", "whole", "people, latest in the source", unit="people", nullable=True, low=1, high=100_000_000),
        Column("lon", "number", "longitude", unit="°", low=-180, high=180),
        Column("lat", "number", "latitude", unit="°", low=-90, high=90),
    ),
)
