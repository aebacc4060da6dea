"""The words of the field that every table shares: phases, weapon codes, areas, reliability, precision."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CURATED = Path(__file__).parents[1] / "curated"

#: Conflict phases of the workshop's life cycle, in order, and the value for what has no classified country.
PHASES = ("pre-emptive prevention", "armed conflict", "peace mediation", "peacekeeping", "peacebuilding")
NOT_CLASSIFIED = "not classified"

#: The 17 countries that UNOWAS covers, as ISO 3166-1 alpha-3.
WEST_AFRICA = (
    "BEN", "BFA", "CPV", "CIV", "GMB", "GHA", "GIN", "GNB", "LBR", "MLI", "MRT", "NER", "NGA", "SEN", "SLE", "TCD", "TGO",
)  # fmt: skip
#: Countries whose phase is classified and whose transfers are bundled.
FOCUS = (*WEST_AFRICA, "COL")

#: Named areas a filter may hold beside single countries.
AREAS: dict[str, tuple[str, ...]] = {"west-africa": WEST_AFRICA}

VIOLENCE = ("state-based", "non-state", "one-sided")
RELIABILITY = ("confirmed", "probable", "possible")
CONFIDENCE = ("high", "medium", "low")
SENSITIVITY = ("public", "internal", "restricted")
BASIS = ("seen", "known")

WEAPON_BASIS = ("stated in source field", "read from text", "not reported")
#: Filter value for records that name no weapon. It is never stored: such a record's list of codes is empty.
NOT_REPORTED = "NR"

#: How the precision of a place is known. All but the first and the last are inferred.
PRECISION_BASIS = ("stated", "same coordinates", "place name", "whole degrees", "populated place", "area centroid", "unknown")
#: `wider area`: a place that a flow names for want of a better one, which marks an area around or beyond it.
LOCATION_PRECISION = ("place", "near place", "wider area", "district", "admin1", "corridor", "country", "not stated")
DATE_PRECISION = ("day", "month", "year")

#: Kinds of flow. Records of different kinds are never counted together.
FLOW_KINDS = ("illicit", "collected", "authorised")
ROUTE_MODES = ("road", "desert track", "river", "sea", "air")


@dataclass(frozen=True)
class Weapon:
    """A weapon class: `code` is stable and stored, `label` is English and goes through the catalogues."""

    code: str
    label: str
    level1: str


@cache
def level1() -> dict[str, Weapon]:
    """The eight level-1 categories by letter, in order."""
    return {r["level1"]: Weapon(r["level1"], r["level1_label"], r["level1"]) for r in _taxonomy()}


@cache
def weapons() -> dict[str, Weapon]:
    """The level-2 classes by code, in order."""
    return {r["code"]: Weapon(r["code"], r["label"], r["level1"]) for r in _taxonomy()}


@cache
def _taxonomy() -> tuple[dict[str, str], ...]:
    with (CURATED / "taxonomy.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def codes_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """Level-2 codes meant by filter values: `E` means every E code, `E3` itself. NOT_REPORTED means none."""
    return tuple(code for code, w in weapons().items() if code in values or w.level1 in values)


def countries_of(areas: tuple[str, ...]) -> tuple[str, ...]:
    """ISO3 codes meant by filter areas (`west-africa`, `MLI`), without repeats; empty means all."""
    return tuple(dict.fromkeys(iso3 for area in areas for iso3 in AREAS.get(area, (area,))))
