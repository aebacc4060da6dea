"""SIPRI's trend-indicator values of imports per recipient and year → `import_values`, of the covered countries only.

Source: SIPRI Arms Transfers Database, fair use with attribution. A year without a row is one without deliveries on record.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.prepare.core.intake import Intake
from data.prepare.core.row_checks import ahead, check_rows, implausible, numbers
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_csv

PATTERN = "sipri_tiv_imports_country_year_*.csv*"
PUBLICATION = "SIPRI's import values per recipient and year (CSV)"
SOURCE = source_roles.IMPORT_VALUES


def read(raw: Path, focus: tuple[str, ...]) -> list[Intake]:
    """Values of the countries in `focus` (ISO3) from `raw`/sipri. Raises InputError."""
    path = the_file(raw / "sipri", PATTERN, PUBLICATION)
    rows = read_csv(path, ["recipient", "year", "tiv"], [])
    year, tiv, country = numbers(rows.year), numbers(rows.tiv), iso3_of(rows.recipient)
    named = rows.recipient + " " + rows.year
    stays, refused = check_rows(
        "import_values",
        path,
        (
            (~country.isin(list(focus)), "country not among those covered", rows.recipient),
            (~year.between(1900, 2100) | (year % 1 != 0), "year is not a year", rows.year),
            ahead("year", year, rows.year),
            (tiv.isna() | (tiv < 0), "value is not a number from 0", named),
            *implausible("import_values", {"tiv": tiv}, {"tiv": rows.tiv}),
            (pd.DataFrame({"country": country, "year": year}).duplicated(), "country and year given twice", named),
        ),
    )
    frame = pd.DataFrame({"country": country[stays], "year": year[stays].astype("int64"), "tiv": tiv[stays], "source": SOURCE})
    findings = {"without_figures": sorted(set(focus) - set(frame.country))}
    edition = (("until", int(frame.year.max())),) if len(frame) else ()
    return [
        Intake(
            "import_values", frame.reset_index(drop=True), len(rows), refused, files=(path,), findings=findings, edition=edition
        )
    ]
