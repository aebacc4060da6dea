"""The fields of a downloaded file: the columns of the contract, the names of their codes, and a tag of HXL for each.

HXL (https://hxlstandard.org) is how humanitarian data say what a column holds, whatever its header says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from components.text.words import Words
from data.model.tables import Column
from data.subjects.rows import columns

Say = Callable[[Words, Any], str]


@dataclass(frozen=True)
class Field:
    """One field: its column, its tag, and, for the name of a code, the column of the code and who says it."""

    column: Column
    tag: str
    of: str = ""
    say: Say | None = None

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def heading(self) -> str:
        """The name with its unit: `deaths (deaths)` would say nothing more."""
        unit = self.column.unit
        return f"{self.name} ({unit})" if unit and unit != self.name else self.name


_CITATION = {
    "source": "#meta+source+code",
    "source_title": "#meta+document+title",
    "source_publisher": "#meta+document+org",
    "source_year": "#meta+document+year",
    "source_ref": "#meta+document+url",
    "basis": "#meta+basis",
    "confidence": "#meta+confidence",
    "note": "#meta+note",
    "reliability": "#meta+reliability",
}
_UNITS = {
    "id": "#meta+row+id",
    "country": "#country+code",
    "department": "#adm1+code+divipola",
    "department_name": "#adm1+name",
    "municipality": "#adm2+code+divipola",
    "municipality_name": "#adm2+name",
    "year": "#date+year",
    "weapons": "#item+weapon+code+list",
    "source": "#meta+source+code",
}
_TAGS: dict[str, dict[str, str]] = {
    "mine_victims": {
        **_UNITS,
        "device": "#item+weapon+description",
        "victims": "#affected+mines",
        "killed": "#affected+killed",
        "civilians": "#affected+civilians",
        "civilians_killed": "#affected+killed+civilians",
    },
    "police_homicides": {
        **_UNITS,
        "means": "#item+weapon+description",
        "family": "#item+weapon+type",
        "homicides": "#affected+killed+homicide",
    },
    "police_seizures": {
        **_UNITS,
        "start": "#date+start",
        "end": "#date+end",
        "class": "#item+weapon+description",
        "firearms": "#item+weapon+num",
        "with_permit": "#item+weapon+num+permit",
    },
    "incidents": {
        "id": "#event+id",
        "country": "#country+code",
        "located_in": "#country+code+located",
        "admin1": "#adm1+code",
        "place": "#loc+name",
        "lon": "#geo+lon",
        "lat": "#geo+lat",
        "location_precision": "#geo+precision",
        "precision_basis": "#geo+precision+basis",
        "start": "#date+start",
        "end": "#date+end",
        "date_precision": "#date+precision",
        "year": "#date+year",
        "violence": "#event+type",
        "conflict": "#crisis+name",
        "dyad": "#group+dyad+name",
        "actors": "#group+name+list",
        "events": "#event+num",
        "deaths": "#affected+killed",
        "deaths_low": "#affected+killed+min",
        "deaths_high": "#affected+killed+max",
        "deaths_civilian": "#affected+killed+civilians",
        "weapons": "#item+weapon+code+list",
        "weapon_basis": "#item+weapon+basis",
        "phase": "#crisis+phase",
        "published": "#date+reported",
        "source_release": "#meta+source+version",
        "source_records": "#meta+source+id+list",
        "reports": "#meta+report+id+list",
        "border_km": "#geo+border+distance+km",
        "border": "#geo+border+code",
        **_CITATION,
    },
    "flows": {
        "id": "#activity+flow+id",
        "kind": "#activity+flow+type",
        "mechanism": "#activity+flow+mechanism",
        "status": "#status",
        **{
            f"{end}_{part}": tag
            for end in ("origin", "destination", "event")
            for part, tag in (
                ("country", f"#country+code+{end}"),
                ("place", f"#loc+name+{end}"),
                ("lon", f"#geo+lon+{end}"),
                ("lat", f"#geo+lat+{end}"),
                ("precision", f"#geo+precision+{end}"),
            )
        },
        "countries": "#country+code+list",
        "weapons": "#item+weapon+code+list",
        "item": "#item+weapon+description",
        "quantity": "#item+weapon+num",
        "unit": "#item+weapon+unit",
        "quantity_estimated": "#item+weapon+estimated",
        "tiv": "#value+tiv+millions",
        "deals": "#activity+flow+num",
        "start_year": "#date+year+start",
        "end_year": "#date+year+end",
        "actors": "#group+description",
        "phase": "#crisis+phase",
        **_CITATION,
    },
    "routes": {
        "id": "#activity+route+id",
        "name": "#activity+route+name",
        "from_country": "#country+code+origin",
        "to_country": "#country+code+destination",
        "countries": "#country+code+list",
        "places": "#loc+name+list",
        "place_countries": "#country+code+places+list",
        "shape": "#geo+line",
        "length_km": "#geo+length+km",
        "mode": "#activity+route+mode",
        "direction": "#activity+route+direction",
        "weapons": "#item+weapon+code+list",
        "other_goods": "#item+other+list",
        "actors": "#group+description",
        "start_year": "#date+year+start",
        "end_year": "#date+year+end",
        "borders": "#geo+border+code+list",
        "phases": "#crisis+phase+list",
        "location_precision": "#geo+precision",
        "geometry_basis": "#geo+basis",
        **_CITATION,
    },
}


def _countries(words: Words, codes: list[str]) -> list[str]:
    return [words.country(code) for code in codes]


def _weapons(words: Words, codes: list[str]) -> list[str]:
    return [words.weapon(code) for code in codes]


#: Columns of codes, with what their names are called and who says them.
_NAMED: dict[str, tuple[str, str, Any]] = {
    "country": ("country_name", "name of the country", Words.country),
    "admin1": ("admin1_name", "name of the first-level area", Words.admin1),
    "origin_country": ("origin_country_name", "name of the country of origin", Words.country),
    "destination_country": ("destination_country_name", "name of the country of destination", Words.country),
    "event_country": ("event_country_name", "name of the country where the flow was seen", Words.country),
    "from_country": ("from_country_name", "name of the country the corridor starts in", Words.country),
    "to_country": ("to_country_name", "name of the country the corridor ends in", Words.country),
    "countries": ("countries_named", "names of the countries", _countries),
    "weapons": ("weapons_named", "names of the weapon codes", _weapons),
}


@cache
def fields(subject: str) -> tuple[Field, ...]:
    """The fields of a subject: each code is followed by its name in the language of the file."""
    found = []
    for column in columns(subject):
        tag = _TAGS[subject][column.name]
        found.append(Field(column, tag))
        if column.name in _NAMED:
            name, meaning, say = _NAMED[column.name]
            told = Column(name, column.kind, meaning, nullable=column.nullable)
            found.append(Field(told, tag.replace("+code", "+name"), column.name, say))
    return tuple(found)
