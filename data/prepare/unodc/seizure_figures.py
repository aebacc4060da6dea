"""UNODC's figures on firearms trafficking → `seizures`: what States reported each year, one row a figure.

Source: UNODC, Illicit Arms Flows Questionnaire and the sources UNODC adds to it (Excel, one sheet, header under the
name and date). Three defects of the sheet, each repaired under a name of its own and counted:

- `by location` holds two breakdowns, where arms were seized and what tracing them gave, each with its own `Total`.
- One label may stand for two figures of the same country and year. Both are kept and numbered, because the sheet does
  not say which is which: where a total is given, both are parts of it.
- Four labels are misspelt.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.model.categories import FOCUS
from data.model.sources import Part
from data.prepare.core.intake import Intake, broken_rows, refuse_empty
from data.prepare.core.row_checks import Check, ahead, check_rows, implausible
from data.prepare.files.column_formats import numbers, said_of
from data.prepare.files.headers import Columns
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_records

ALSO = ("data_iafq_firearms_trafficking*", "*iafq*")
PATTERN = "data_iafq_firearms_trafficking_*.xlsx"
PUBLICATION = "UNODC's data on firearms trafficking (Excel)"
SOURCE = source_roles.SEIZURE_FIGURES
ELSEWHERE = "country outside West Africa and Colombia"

COLUMNS = {
    "Iso3_code": "country",
    "Indicator": "indicator",
    "Dimension": "dimension",
    "Category": "category",
    "Sex": "sex",
    "Age": "age",
    "Year": "year",
    "Unit of measurement": "unit",
    "VALUE": "quantity",
    "Source": "reported_by",
}
WANTED = Columns(
    {ours: (theirs, "ISO3", "Country") if ours == "country" else (theirs,) for theirs, ours in COLUMNS.items()},
    publication=PUBLICATION,
)
KEY = ["country", "year", "indicator", "dimension", "category"]

LOCATION = "by location"
TRACING = "by result of tracing"
#: How the categories of the tracing breakdown begin, and the three that add up to its total.
TRACED = "Uniquely identifiable|Not uniquely identifiable|Total not uniquely identifiable|Unknown status regarding marking"
TRACED_PARTS = "Uniquely identifiable - total|Total not uniquely identifiable|Unknown status regarding marking"

SPELLING = {
    "rifle (Inlcuding Carbine)": "rifle (Including Carbine)",
    "illicit posession": "illicit possession",
    "Illicit trafficking andIllicit possession/use of arms": "Illicit trafficking and illicit possession/use of arms",
    "unknown Status On Marking": "unknown status on marking",
}


def read(raw: Path) -> list[Intake]:
    """Figures of the focus countries from `raw`/unodc; one record is a figure. Raises InputError."""
    path = the_file(raw / "unodc", PATTERN, PUBLICATION, WANTED, ALSO)
    records = read_records(path, WANTED)
    rows = records.frame.apply(lambda column: column.map(_text))
    figures, years = numbers(rows.quantity, counts=True), numbers(rows.year, whole=True)
    rows["figure"], year = figures.values.astype("Float64"), years.values
    written = rows.country
    rows["country"] = iso3_of(written).fillna(written)
    stays, turned_away = check_rows("seizures", path, _checks(rows, year, written))
    turned_away = pd.concat([broken_rows("seizures", path, records.broken), turned_away], ignore_index=True)
    refuse_empty(path, stays, turned_away, "figures", ELSEWHERE)
    kept = rows[stays].assign(quantity=rows.figure[stays], year=year[stays].astype("int64"))

    misspelt = kept.category.isin(list(SPELLING))
    kept["category"] = kept.category.replace(SPELLING)
    kept = _people(kept)
    traced = _traced(kept)
    kept.loc[traced, "dimension"] = TRACING
    shared = kept.duplicated(KEY, keep=False)
    kept["category"] = _numbered(kept, shared)
    intake = Intake(
        "seizures",
        kept[[*KEY, "quantity", "unit", "reported_by"]].assign(source=SOURCE, sensitivity="public").reset_index(drop=True),
        read=records.read,
        rejects=turned_away,
        repairs=records.repairs
        | said_of([figures, years])
        | {
            "tracing figures taken out of the breakdown by location": int(traced.sum()),
            "figures under one label numbered": int(shared.sum()),
            "misspelt labels corrected": int(misspelt.sum()),
        },
        files=(path,),
        findings={
            "published": " ".join(records.above.replace(",", " ").split()),
            "without_figures": sorted(set(FOCUS) - set(kept.country)),
        },
        edition=_edition(records.above),
        no_faults=(ELSEWHERE,),
    )
    return [intake]


def _edition(above: str) -> tuple[Part, ...]:
    """The day of publication that stands above the header; nothing where there is none."""
    found = re.search(r"\b(\d\d?)/(\d\d?)/(20\d\d)\b", above)
    day = pd.to_datetime("-".join(reversed(found.groups())), errors="coerce") if found else pd.NaT
    return () if pd.isna(day) else (("published", str(day.date())),)


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _checks(rows: pd.DataFrame, year: pd.Series, written: pd.Series) -> list[Check]:
    labels = rows[["indicator", "dimension", "category", "unit"]]
    blank = rows.quantity.map(_text).isin(["", "n/a", "na", "NA", "-", "x"])
    return [
        (~rows.country.isin(FOCUS), ELSEWHERE, written),
        (~year.between(1900, 2100) | (year % 1 != 0), "year is not a year", rows.year),
        ahead("year", year, rows.year),
        ((labels == "").any(axis=1), "a label is blank", rows.indicator),
        (blank, "no figure", rows.quantity),
        (rows.figure.isna(), "figure is not a number", rows.quantity),
        (rows.figure < 0, "figure is negative", rows.quantity),
        *implausible("seizures", {"quantity": rows.figure}, {"quantity": rows.quantity}),
    ]


def _people(rows: pd.DataFrame) -> pd.DataFrame:
    """Sex and age as a breakdown of their own: `Total` by `Total` of `Female` becomes `by sex` of `Female`."""
    rows = rows.copy()
    for part in ("sex", "age"):
        told = ~rows[part].isin(["", "na", "Total"])
        dimension = rows.dimension.where(rows.dimension != "Total", "").str.cat([f"by {part}"] * len(rows), " ")
        category = rows.category.where(rows.category != "Total", "").str.cat(rows[part], ", ")
        rows["dimension"] = rows.dimension.mask(told, dimension.str.strip())
        rows["category"] = rows.category.mask(told, category.str.removeprefix(", "))
    return rows


def _traced(rows: pd.DataFrame) -> pd.Series:
    """Which figures `by location` are about tracing: by their label, a `Total` by what it is the sum of."""
    within = rows[rows.dimension == LOCATION]
    traced = pd.Series(False, index=rows.index)
    traced[within.index] = within.category.str.match(TRACED)
    for _, group in within.groupby(["country", "year", "indicator"], sort=False):
        totals = group[group.category == "Total"].quantity
        places = group[~traced[group.index] & (group.category != "Total")].quantity
        parts = group[group.category.str.match(TRACED_PARTS)].quantity
        fits = totals.index[totals == parts.sum()] if len(parts) else totals.index[:0]
        sure = [row for row in fits if not len(places) or totals[row] != places.sum()]
        # Two equal totals fit both breakdowns: one each.
        traced[sure[:1] or list(fits[1:2])] = True
    return traced


def _numbered(rows: pd.DataFrame, shared: pd.Series) -> pd.Series:
    """The categories, with `figure 1 of 2` where one label stands for several figures."""
    within = rows.groupby(KEY, sort=False).quantity
    number = (within.cumcount() + 1).astype(str)
    of = within.transform("size").astype(int).astype(str)
    return rows.category.mask(shared, rows.category + " (figure " + number + " of " + of + ")")
