"""SIPRI trade register → `flows` of kind authorised: deliveries to West Africa and Colombia, grouped.

Source: SIPRI Arms Transfers Database, trade register (CSV), major conventional arms only. Fair use: non-commercial,
with attribution, under a tenth of the register; so deliveries stand grouped by supplier, recipient, weapon codes and
delivery year, and `read` refuses to build a larger share. `data/curated/sipri_designations.csv` maps SIPRI's categories
and descriptions to weapon codes; what has no code keeps SIPRI's label in `item` under H1.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pandas as pd

from data.categories import CURATED, FOCUS
from data.prepare.intake import InputError, Intake
from data.prepare.opening import Sheet, read_csv_under_notes, the_file
from data.prepare.sieve import implausible, numbers, sieve
from data.tables import ContractError

PATTERN = "trade_register_*.csv"
PUBLICATION = "SIPRI's trade register of all suppliers and recipients (CSV)"
SOURCE = "sipri-transfers"
TITLE = "SIPRI Arms Transfers Database: trade register"
PUBLISHER = "Stockholm International Peace Research Institute"
ADDRESS = "https://www.sipri.org/databases/armstransfers"

#: Fair use of SIPRI's data ends at a tenth of the set.
FAIR_SHARE = 0.10
NO_CODE = "H1"

#: SIPRI's names that differ from the English names of the geometry. Groups, organisations and "unknown" have no code.
ALIASES = {
    "Bahamas": "BHS",
    "Bosnia-Herzegovina": "BIH",
    "Cabo Verde": "CPV",
    "China": "CHN",
    "Congo": "COG",
    "Cote d'Ivoire": "CIV",
    "Czechia": "CZE",
    "DR Congo": "COD",
    "Gambia": "GMB",
    "Timor-Leste": "TLS",
    "Turkiye": "TUR",
    "UAE": "ARE",
    "United States": "USA",
    "Viet Nam": "VNM",
    "eSwatini": "SWZ",
}

#: The register's columns that are used, under the names they have here.
COLUMNS = {
    "Supplier": "supplier",
    "Recipient": "recipient",
    "Designation": "designation",
    "Description": "description",
    "Armament category": "category",
    "Numbers delivered": "number",
    "Numbers delivered is estimate": "number_estimated",
    "Delivery year": "year",
    "Delivery year is estimate": "year_estimated",
    "Status": "status",
    "TIV delivery values": "tiv",
    "Local production": "local",
}
#: A number as SIPRI prints it: `12`, `12?` or `(12)` where uncertain.
NUMBER = r"\(?[0-9]+[?)]*"
YEARS = re.compile(r"year range '(\d{4})' to '(\d{4})'", re.ASCII)
GENERATED = re.compile(r"Data generated:.*?(\d{4})", re.ASCII)


def read(raw: Path) -> list[Intake]:
    """Authorised deliveries from `raw`/sipri, with country codes from `raw`/geo; one record is a register entry.

    Raises InputError when a file cannot be used and ContractError when fair use would be left.
    """
    path = the_file(raw / "sipri", PATTERN, PUBLICATION)
    names = the_file(raw / "geo", "world_countries_coarse.parquet", "the coarse world countries")
    sheet = read_csv_under_notes(path, list(COLUMNS))
    entries = _entries(sheet, country_codes(names))
    stays, turned_away = sieve("flows", path, _checks(entries, _years(sheet.above)))
    kept = entries[stays].copy()
    if kept.empty:
        raise InputError(
            f"{path.name}: none of its {len(entries)} entries is a delivery to West Africa or Colombia; give the "
            "register of all suppliers and recipients"
        )
    share = len(kept) / len(entries)
    if share >= FAIR_SHARE:
        raise ContractError(
            f"flows: {len(kept)} of the {len(entries)} entries of {path.name} ({share:.0%}) would be bundled, SIPRI's "
            f"fair use ends at {FAIR_SHARE:.0%}; give the register of all suppliers and recipients"
        )
    mapping = designations()
    pairs = zip(kept.category, kept.description, strict=True)
    kept["codes"] = [mapping.get(pair, NO_CODE) for pair in pairs]
    edition = GENERATED.search(sheet.above)
    frame = _grouped(kept).assign(source_year=int(edition[1]) if edition else pd.NA)
    named = set(zip(entries.category, entries.description, strict=True)) - set(mapping)
    intake = Intake(
        "flows",
        frame,
        read=len(entries),
        rejects=turned_away,
        files=(path, names, CURATED / "sipri_designations.csv"),
        findings={
            "share_of_register": round(share, 4),
            "descriptions_without_code": sorted(f"{category}: {label}" for category, label in named),
            "suppliers_without_country": sorted(set(kept.supplier[kept.supplier_code.isna()])),
        },
    )
    return [intake]


def country_codes(path: Path) -> dict[str, str]:
    """ISO3 by SIPRI's name of a state: the English names of the world's geometry, and the aliases."""
    try:
        world = pd.read_parquet(path, columns=["name_en", "iso_a3_eh"])
    except Exception as error:  # pyarrow raises many kinds for a file that is no parquet
        raise InputError(
            f"{path.name} cannot be read as the world's countries ({type(error).__name__}); fetch it again"
        ) from None
    states = world[world.iso_a3_eh.str.fullmatch("[A-Z]{3}").fillna(False)]
    return dict(zip(states.name_en, states.iso_a3_eh, strict=True)) | ALIASES


def designations() -> dict[tuple[str, str], str]:
    """Weapon codes, joined by `;`, by SIPRI's armament category and description."""
    with (CURATED / "sipri_designations.csv").open(encoding="utf-8", newline="") as file:
        return {(row["armament_category"], row["description"]): row["code"] for row in csv.DictReader(file)}


def _entries(sheet: Sheet, codes: dict[str, str]) -> pd.DataFrame:
    """The register with plain values: numbers, flags, country codes; a flag that SIPRI leaves blank stays blank."""
    text = sheet.frame[list(COLUMNS)].rename(columns=COLUMNS)
    text = text.apply(lambda column: column.str.strip().str.rstrip(";"))
    number = text.number.str.fullmatch(NUMBER)
    flags = {"Yes": True, "No": False}
    estimated = text.number_estimated.map(flags).astype("boolean")
    return text.assign(
        supplier_code=text.supplier.map(codes),
        recipient_code=text.recipient.map(codes),
        year_text=text.year,
        year=numbers(text.year.where(text.year.str.fullmatch(r"[0-9]{4}"))).astype("Int64"),
        number_text=text.number,
        number=numbers(text.number.str.extract(r"([0-9]+)")[0].where(number)).astype("Float64"),
        number_estimated=estimated.mask(text.number.str.contains(r"[?(]"), True),
        year_estimated=text.year_estimated.map(flags).astype("boolean"),
        tiv_text=text.tiv,
        tiv=numbers(text.tiv).astype("Float64"),
        local=text.local.map(flags).astype("boolean"),
    )


def _years(above: str) -> tuple[int, int]:
    """The range of delivery years that the register says it covers."""
    found = YEARS.search(above)
    return (int(found[1]), int(found[2])) if found else (1950, 2100)


def _checks(entries: pd.DataFrame, years: tuple[int, int]) -> list[tuple[pd.Series, str, pd.Series]]:
    unnumbered = entries.number.isna() & ~entries.number_text.isin(["", "?"])
    untold = (entries.tiv.isna() & (entries.tiv_text != "")) | (entries.tiv < 0).fillna(False)
    return [
        (~entries.recipient_code.isin(FOCUS), "recipient outside West Africa and Colombia", entries.recipient),
        (entries.year.isna(), "delivery year is not a year", entries.year_text),
        (~entries.year.between(*years), "delivery year outside the register's range", entries.year_text),
        (unnumbered, "number delivered is not a number", entries.number_text),
        (untold, "TIV of the delivery is not a number from 0", entries.tiv_text),
        *implausible(
            "flows", {"quantity": entries.number, "tiv": entries.tiv}, {"quantity": entries.number_text, "tiv": entries.tiv_text}
        ),
        (entries.supplier == "", "supplier is blank", entries.supplier),
        (entries.designation == "", "designation is blank", entries.designation),
    ]


def _grouped(entries: pd.DataFrame) -> pd.DataFrame:
    """One row a supplier, recipient, codes and delivery year."""
    by = ["supplier", "recipient", "codes", "year"]
    rows = [_flow(group) for _, group in entries.groupby(by, sort=True)]
    return pd.DataFrame(rows)


def _flow(group: pd.DataFrame) -> dict[str, Any]:
    first = group.iloc[0]
    origin = None if pd.isna(first.supplier_code) else str(first.supplier_code)
    return {
        "id": _id(first, origin),
        "kind": "authorised",
        "mechanism": "authorised transfer",
        "status": "; ".join(sorted(set(group.status.str.lower()) - {""})) or None,
        "origin_country": origin,
        "origin_precision": "country" if origin else "not stated",
        "destination_country": first.recipient_code,
        "destination_precision": "country",
        "event_precision": "not stated",
        "countries": [origin, first.recipient_code] if origin else [first.recipient_code],
        "weapons": first.codes.split(";"),
        "item": _items(group),
        "quantity": _total(group.number),
        "unit": "items",
        "quantity_estimated": _any(group.number_estimated),
        "tiv": _total(group.tiv),
        "deals": len(group),
        "start_year": int(first.year),
        "end_year": int(first.year),
        "actors": None if origin else f"supplier: {_plain(first.supplier)}",
        "reliability": "confirmed",
        "source": SOURCE,
        "source_title": TITLE,
        "source_publisher": PUBLISHER,
        "source_ref": ADDRESS,
        "basis": "seen",
        "note": _note(group),
        "sensitivity": "public",
    }


def _id(first: pd.Series, origin: str | None) -> str:
    """A readable key, the same in every build: `S-UKR-MLI-C5-2007`."""
    supplier = origin or re.sub(r"[^a-z0-9]+", "-", _plain(first.supplier).lower()).strip("-")
    return f"S-{supplier}-{first.recipient_code}-{first.codes.replace(';', '+')}-{first.year}"


def _items(group: pd.DataFrame) -> str:
    """`2 × Mi-24P (combat helicopter); …`: what was delivered, with SIPRI's designation and description."""
    # A dash after a designation tells variants apart that SIPRI does not name; a bracket in a description is a doubt.
    designation = group.designation.str.replace(r"(\s+-+)+$", "", regex=True)
    label = group.description.where(group.description.str.startswith("("), "(" + group.description + ")")
    kinds = group.number.groupby(designation + " " + label, sort=True)
    return "; ".join(
        f"{name}, number not known" if numbers.isna().any() else f"{numbers.sum():.0f} × {name}" for name, numbers in kinds
    )


def _total(values: pd.Series) -> float | None:
    return None if values.isna().any() else round(float(values.sum()), 6)


def _any(flags: pd.Series) -> bool | None:
    if flags.fillna(False).any():
        return True
    return None if flags.isna().any() else False


def _plain(supplier: str) -> str:
    """A supplier that is no State: SIPRI marks groups with `*`, organisations with `**`."""
    return "unknown" if supplier.startswith("unknown") else supplier.rstrip("*")


def _note(group: pd.DataFrame) -> str | None:
    parts = []
    if _any(group.year_estimated):
        parts.append("SIPRI marks the delivery year as an estimate")
    if local := int(group.local.fillna(False).sum()):
        parts.append(f"local production in the recipient country: {local} of {len(group)} register entries")
    return "; ".join(parts) or None
