"""INFORM Risk Index → `risk`: the index, its dimensions, categories and components for the focus countries.

Source: INFORM Risk (European Commission Joint Research Centre), CC BY 4.0, Excel; the sheet of countries from A to Z.
One record is a cell: a country's value of one indicator. `x` is INFORM's mark for a value that is not available; it is
kept as an empty value, because a gap is not a low risk.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.categories import FOCUS
from data.prepare.intake import InputError, Intake
from data.prepare.opening import read_excel, the_file
from data.prepare.sieve import implausible, numbers, sieve

PATTERN = "inform_risk_*.xlsx"
PUBLICATION = "the INFORM Risk workbook (Excel)"
SOURCE = "inform-risk"
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


def read(raw: Path) -> list[Intake]:
    """Risk values from `raw`/risk; one record is a cell. Raises InputError."""
    path = the_file(raw / "risk", PATTERN, PUBLICATION)
    sheet = read_excel(path, ["ISO3", "Rank", *LEVEL_OF])
    edition = re.search(r"\b(20\d\d)\b", sheet.title)
    if not edition:
        raise InputError(f"{path.name}: the sheet {sheet.title!r} names no year; use INFORM's workbook as it is")
    cells = sheet.frame.rename_axis("row").reset_index()
    cells = cells.melt(["row", "ISO3", "Rank"], list(LEVEL_OF), "indicator", "cell").set_index("row")
    cells["country"] = cells.ISO3.map(lambda code: "" if code is None else str(code).strip())
    cells["value"] = numbers(cells.cell).astype("Float64")
    cells["rank"] = numbers(cells.Rank).where(cells.indicator == INDEX).astype("Float64")
    missing = cells.cell.map(lambda cell: str(cell).strip().lower() == NOT_AVAILABLE)
    named = cells.country + " " + cells.indicator
    stays, turned_away = sieve(
        "risk",
        path,
        (
            (~cells.country.str.fullmatch("[A-Z]{3}"), "not a row of a country", named),
            (~cells.country.isin(FOCUS), "country outside West Africa and Colombia", named),
            (pd.Series(cells.duplicated(["country", "indicator"])), "country given twice", named),
            (cells.value.isna() & ~missing, "value is not a number", named),
            (~cells.value.between(0, 10) & ~missing, "value outside 0 to 10", named),
            *implausible("risk", {"rank": cells["rank"]}, {"rank": cells.Rank}),
        ),
    )
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
        read=len(cells),
        rejects=turned_away,
        repairs={"not available, kept without a value": int(frame.value.isna().sum())},
        files=(path,),
        findings={"without_figures": sorted(set(FOCUS) - set(frame.country))},
    )
    return [intake]
