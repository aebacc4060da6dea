"""INFORM Risk Index → `risk`: the index, its dimensions, categories and components for the focus countries.

Source: INFORM Risk (European Commission Joint Research Centre), CC BY 4.0, Excel; the sheet of countries from A to Z.
One record is a cell: a country's value of one indicator. `x` is INFORM's mark for a value that is not available; it is
kept as an empty value, because a gap is not a low risk.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.model.categories import FOCUS
from data.model.sources import Part
from data.prepare.core.intake import InputError, Intake, broken_rows, refuse_empty
from data.prepare.core.row_checks import check_rows, implausible, latest
from data.prepare.files.column_formats import numbers, said_of
from data.prepare.files.headers import Columns
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_records

PATTERN = "inform_risk_*.xlsx"
ALSO = ("INFORM*Risk*.xlsx", "INFORM*.xlsx")
PUBLICATION = "the INFORM Risk workbook (Excel)"
SOURCE = source_roles.RISK_INDEX
NO_FAULTS = NO_COUNTRY, ELSEWHERE = "not a row of a country", "country outside West Africa and Colombia"
INDEX = "INFORM RISK"
NOT_AVAILABLE = "x"

#: Indicators under INFORM's names, by their level. INFORM nests four of them (Health Conditions to Food Security) once
#: more, inside Other Vulnerable Groups.
LEVELS = {
    "index": (INDEX,),
    "dimension": ("HAZARD & EXPOSURE", "VULNERABILITY", "LACK OF COPING CAPACITY"),
    "category": (
        "Natural",
        "Human",
        "Socio-Economic Vulnerability",
        "Vulnerable Groups",
        "Institutional",
        "Infrastructure",
    ),
    "component": (
        "Earthquake",
        "River Flood",
        "Tsunami",
        "Tropical Cyclone",
        "Coastal flood",
        "Drought",
        "Epidemic",
        "Projected Conflict Probability",
        "Current Conflict Intensity",
        "Development & Deprivation",
        "Inequality",
        "Economic Dependency",
        "Uprooted people",
        "Health Conditions",
        "Children U5",
        "Recent Shocks",
        "Food Security",
        "Other Vulnerable Groups",
        "DRR",
        "Governance",
        "Communication",
        "Physical infrastructure",
        "Access to health care",
    ),
}
LEVEL_OF = {indicator: level for level, indicators in LEVELS.items() for indicator in indicators}


#: Names that indicators have in editions since 2020. Components come and go; the index, dimensions and categories stay.
OTHER_NAMES = {
    "River Flood": ("Flood",),
    "Projected Conflict Probability": ("Projected Conflict Risk", "Projected Conflict Intensity"),
    "Current Conflict Intensity": ("Current Highly Violent Conflict Intensity", "Current Conflicts"),
    "Economic Dependency": ("Aid Dependency",),
    "INFORM RISK": ("INFORM RISK INDEX",),
}
WANTED = Columns(
    {"ISO3": ("ISO3", "ISO", "ISO3 code")}
    | {name: (name, *OTHER_NAMES.get(name, ())) for name, level in LEVEL_OF.items() if level != "component"},
    {"Rank": ("Rank",)} | {name: (name, *OTHER_NAMES.get(name, ())) for name, level in LEVEL_OF.items() if level == "component"},
    PUBLICATION,
)


def read(raw: Path) -> list[Intake]:
    """Risk values from `raw`/risk; one record is a cell. Raises InputError."""
    path = the_file(raw / "risk", PATTERN, PUBLICATION, WANTED, ALSO)
    records = read_records(path, WANTED)
    edition = re.search(r"\b(20\d\d)\b", records.title) or re.search(r"INFORM.*?\b(20\d\d)\b", records.above, re.DOTALL)
    if not edition:
        raise InputError(
            f"{path.name}: the sheet {records.title!r} names no year, so its edition is not known; use INFORM's workbook as it "
            "is, or name the sheet as INFORM does: INFORM Risk 2025 (a-z)"
        )
    # INFORM publishes the index of a year in the second half of the year before.
    if int(edition[1]) > latest().year + 1:
        raise InputError(f"{path.name}: its edition {edition[1]} lies in the future; use INFORM's workbook as it is")
    present = [indicator for indicator in LEVEL_OF if indicator in records.frame]
    rows = records.frame.assign(Rank=records.frame.get("Rank", ""))
    rows = rows.apply(lambda column: column.str.strip()).rename_axis("row").reset_index()
    cells = rows.melt(["row", "ISO3", "Rank"], present, "indicator", "cell").set_index("row")
    cells["country"] = iso3_of(cells.ISO3).fillna(cells.ISO3)
    values = {name: numbers(cells.cell[cells.indicator == name], 0, 10) for name in present}
    read = pd.concat([numbers(cells.cell[cells.indicator == name]).values for name in present])
    cells["value"] = pd.concat([found.values for found in values.values()]).to_numpy()
    cells["value"] = cells.value.fillna(pd.Series(read.to_numpy(), index=cells.index)).astype("Float64")
    cells["rank"] = numbers(cells.Rank).values.where(cells.indicator == INDEX).astype("Float64")
    missing = cells.cell.str.lower().eq(NOT_AVAILABLE)
    named = cells.country + " " + cells.indicator
    stays, turned_away = check_rows(
        "risk",
        path,
        (
            (~cells.country.str.fullmatch("[A-Z]{3}"), NO_COUNTRY, named),
            (~cells.country.isin(FOCUS), ELSEWHERE, named),
            (pd.Series(cells.duplicated(["country", "indicator"])), "country given twice", named),
            (cells.value.isna() & ~missing, "value is not a number", cells.country + " " + cells.cell),
            (~cells.value.between(0, 10) & ~missing, "value outside 0 to 10", cells.country + " " + cells.cell),
            (cells["rank"].isna() & cells.Rank.ne("") & (cells.indicator == INDEX), "rank is not a number", cells.Rank),
            *implausible("risk", {"rank": cells["rank"]}, {"rank": cells.Rank}),
        ),
    )
    broken = broken_rows("risk", path, records.broken)
    turned_away = pd.concat([broken, turned_away], ignore_index=True)
    refuse_empty(path, stays, turned_away, "cells", NO_FAULTS)
    kept = cells[stays]
    frame = pd.DataFrame(
        {
            "country": kept.country,
            "indicator": kept.indicator,
            "level": kept.indicator.map(LEVEL_OF),
            "value": kept.value,
            "rank": kept["rank"].astype("Int64"),
            "year": int(edition[1]),
            "source": SOURCE,
            "sensitivity": "public",
        }
    ).reset_index(drop=True)
    intake = Intake(
        "risk",
        frame,
        read=len(cells) + len(broken),
        rejects=turned_away,
        repairs=records.repairs
        | said_of(values.values())
        | {"not available, kept without a value": int(frame.value.isna().sum())},
        files=(path,),
        findings={
            "without_figures": sorted(set(FOCUS) - set(frame.country)),
            "indicators_not_in_this_edition": [name for name in LEVEL_OF if name not in present],
        },
        edition=(_edition(edition[1], path.name, records.beside),),
        no_faults=NO_FAULTS,
    )
    return [intake]


def _edition(year: str, name: str, beside: str) -> Part:
    """Year, number and day of the edition, from the workbook's first sheet; the number else from a file's name of that year."""
    if told := re.search(r"(\d{1,2} [A-Z][a-z]+ 20\d\d)\s*,?\s*[vV]\.?\s*(\d\.\d\.\d)", beside):
        day = pd.to_datetime(told[1], errors="coerce")
        return ("index", int(year), told[2], "" if pd.isna(day) else str(day.date()))
    found = re.search(rf"{year}\D+(\d)(\d)(\d)\b", name)
    return ("index", int(year), ".".join(found.groups()) if found else "", "")
