"""Contracts of a country's own statistics. They stand beside the records of other sources and are never added to them."""

from data.contracts.shared import FIRST_YEAR, LAST_YEAR, SENSITIVITY_COLUMN, SOURCE_COLUMN
from data.model.tables import Column, Table

#: Means of a homicide in families; `not broken down` where the publisher names no means for the year.
FAMILIES = ("firearm", "explosive", "blade", "blunt object", "other means", "not stated", "not broken down")
DEVICES = ("mine", "unexploded ordnance")
CLASSES = ("firearm", "launcher")
#: Ten times the largest figure of the publishers' files: 97 victims in a municipality and year, 4,172 homicides in a department
#: and year, 262 firearms in a municipality and a quarter, which may stand for a year.
_MOST_VICTIMS, _MOST_HOMICIDES, _MOST_FIREARMS = 1_000, 42_000, 4 * 2_600
_MOST_LINES = 100_000

COUNTRY = Column("country", "text", "ISO3")
YEAR = Column("year", "whole", "year", unit="year", low=FIRST_YEAR, high=LAST_YEAR)
#: Where: administrative units by their code, never a point. `admin1` is the department on this project's maps.
DEPARTMENT = (
    Column("department", "text", "DIVIPOLA code of the department"),
    Column("department_name", "text", "name of the department"),
    Column("admin1", "text", "first-level area on the map", nullable=True),
)
MUNICIPALITY = (
    Column("municipality", "text", "DIVIPOLA code of the municipality"),
    Column("municipality_name", "text", "name of the municipality; its seat is no place of an event"),
)
WEAPONS = Column("weapons", "list", "codes of the taxonomy where the publisher’s words are clear; else empty")
RECORDS = Column("records", "whole", "lines of the publisher’s file in the row", unit="lines", low=1, high=_MOST_LINES)

MINE_VICTIMS = Table(
    "mine_victims",
    "Victims of mines and unexploded ordnance by municipality, year and device, as the mine-action authority registered them",
    ("municipality", "year", "device"),
    (
        Column("id", "text", "row id"),
        COUNTRY,
        *DEPARTMENT,
        *MUNICIPALITY,
        YEAR,
        Column("device", "text", "what exploded", of=DEVICES),
        WEAPONS,
        Column("victims", "whole", "people killed or injured", unit="people", low=1, high=_MOST_VICTIMS),
        Column("killed", "whole", "of the victims, those who died", unit="people", low=0, high=_MOST_VICTIMS),
        Column(
            "civilians", "whole", "of the victims, civilians; the others: public forces", unit="people", low=0, high=_MOST_VICTIMS
        ),
        Column("civilians_killed", "whole", "civilians who died", unit="people", low=0, high=_MOST_VICTIMS),
        RECORDS,
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)  # fmt: skip

POLICE_HOMICIDES = Table(
    "police_homicides",
    "Homicides known to the police by department, year and means; crime of every kind, not only of armed conflict",
    ("department", "year", "means"),
    (
        Column("id", "text", "row id"),
        COUNTRY,
        *DEPARTMENT,
        YEAR,
        Column("means", "text", "means in the publisher’s words; null where the year is not broken down", nullable=True),
        Column("family", "text", "kind of means", of=FAMILIES),
        WEAPONS,
        Column("homicides", "whole", "people killed", unit="people", low=1, high=_MOST_HOMICIDES),
        RECORDS,
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)

POLICE_SEIZURES = Table(
    "police_seizures",
    "Firearms seized by the police by municipality and class",
    ("municipality", "year", "class"),
    (
        Column("id", "text", "row id"),
        COUNTRY,
        *DEPARTMENT,
        *MUNICIPALITY,
        YEAR,
        Column("start", "date", "first day of the period that the figure covers"),
        Column("end", "date", "last day of that period"),
        Column("class", "text", "class of firearm in the publisher’s words"),
        WEAPONS,
        Column("firearms", "whole", "firearms seized", unit="firearms", low=1, high=_MOST_FIREARMS),
        Column("with_permit", "whole", "of these, firearms with a permit", unit="firearms", low=0, high=_MOST_FIREARMS),
        RECORDS,
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)
