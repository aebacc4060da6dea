"""SIPRI trade register → `flows` of kind authorised: deliveries to West Africa and Colombia, grouped.

Source: SIPRI Arms Transfers Database, trade register (CSV), major conventional arms only. Fair use: non-commercial,
with attribution, under a tenth of the register; so deliveries stand grouped by supplier, recipient, weapon codes and
delivery year, and `read` refuses to build a larger share. `data/curated/sipri_designations.csv` maps SIPRI's categories
and descriptions to weapon codes; what has no code keeps SIPRI's label in `item` under H1.
"""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path
from typing import Any

import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.model.categories import CURATED, FOCUS
from data.model.sources import Part
from data.model.tables import ContractError
from data.prepare.core.intake import InputError, Intake, broken_rows, commonest
from data.prepare.core.row_checks import ahead, check_rows, implausible
from data.prepare.files.column_formats import integers, numbers, said_of
from data.prepare.files.headers import Columns
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_records
from data.prepare.files.records import Records

PATTERN = "trade_register_*.csv"
ALSO = ("trade?register*", "Trade-Register*")
PUBLICATION = "SIPRI's trade register of all suppliers and recipients (CSV)"
SOURCE = source_roles.TRANSFER_REGISTER
TITLE = "SIPRI Arms Transfers Database: trade register"
PUBLISHER = "Stockholm International Peace Research Institute"
ADDRESS = "https://www.sipri.org/databases/armstransfers"

#: Fair use of SIPRI's data ends at a tenth of the set.
FAIR_SHARE = 0.10
NO_CODE = "H1"

#: SIPRI's abbreviations in descriptions of older registers.
ABBREVIATIONS = {
    "AA": "anti-aircraft",
    "AEV": "armoured engineer vehicle",
    "AEW": "airborne early-warning",
    "AFSV": "fire-support vehicle",
    "ALV": "armoured supply vehicle",
    "APC": "armoured personnel carrier",
    "ARV": "armoured recovery vehicle",
    "ASW": "anti-submarine",
    "AT": "anti-tank",
    "EW": "electronic warfare",
    "FSV": "fire-support vehicle",
    "IFV": "infantry fighting vehicle",
    "MBT": "tank",
    "MP": "maritime patrol",
    "MRL": "multiple rocket launcher",
    "SIGINT": "signals intelligence",
    "SPG": "self-propelled gun",
}
#: Names that columns have in older exports.
OTHER_NAMES: dict[str, tuple[str, ...]] = {"supplier": ("Seller",), "recipient": ("Buyer",)}
#: Entries of the whole register of 1995 to 2025 (12 February 2026).
REGISTER_ENTRIES = 25_024

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
WANTED = Columns(
    {ours: (theirs, *OTHER_NAMES.get(ours, ())) for theirs, ours in COLUMNS.items()},
    {"entry": ("SIPRI AT Database ID", "Deal ID")},
    PUBLICATION,
)
ELSEWHERE = "recipient outside West Africa and Colombia"
YEARS = re.compile(r"year range '(\d{4})' to '(\d{4})'", re.ASCII)
GENERATED = re.compile(r"Data generated:.*?(\d{4})", re.ASCII)
DAY = re.compile(r"(?:Data|Information) generated:\s*(\d{1,2} [A-Z][a-z]+ \d{4})", re.ASCII)


def read(raw: Path) -> list[Intake]:
    """Authorised deliveries from `raw`/sipri, one record is a register entry.

    Raises InputError when a file cannot be used and ContractError when fair use would be left.
    """
    path = the_file(raw / "sipri", PATTERN, PUBLICATION, WANTED, ALSO)
    records = read_records(path, WANTED)
    entries, understood = _entries(records)
    stays, turned_away = check_rows("flows", path, _checks(entries, _years(records.above)))
    turned_away = pd.concat([broken_rows("flows", path, records.broken), turned_away], ignore_index=True)
    kept = entries[stays].copy()
    if kept.empty:
        faults = turned_away[turned_away["reason"].ne(ELSEWHERE)]
        why = f"; of the others most are turned away because: {commonest(faults)}" if len(faults) else ""
        raise InputError(
            f"{path.name}: none of its {records.read} entries is a delivery to West Africa or Colombia that can be used{why}; "
            "give the register of all suppliers and recipients, or of one of our countries"
        )
    share = _share(kept, entries)
    mapping = designations()
    pairs = zip(kept.category, kept.description, strict=True)
    kept["codes"] = [_code(*pair, mapping) or NO_CODE for pair in pairs]
    edition = GENERATED.search(records.above)
    frame = _grouped(kept).assign(source_year=int(edition[1]) if edition else pd.NA)
    named = {pair for pair in zip(entries.category, entries.description, strict=True) if not _code(*pair, mapping)}
    intake = Intake(
        "flows",
        frame,
        read=records.read,
        rejects=turned_away,
        repairs=records.repairs | understood,
        files=(path, CURATED / "sipri_designations.csv"),
        findings={
            "share_of_register": round(share, 4),
            "descriptions_without_code": sorted(f"{category}: {label}" for category, label in named),
            "suppliers_without_country": sorted(set(kept.supplier[kept.supplier_code.isna()])),
        },
        edition=(_edition(records.above, entries.year),),
        no_faults=(ELSEWHERE,),
    )
    return [intake]


def designations() -> dict[tuple[str, str], str]:
    """Weapon codes, joined by `;`, by SIPRI's armament category and description."""
    with (CURATED / "sipri_designations.csv").open(encoding="utf-8", newline="") as file:
        return {(row["armament_category"], row["description"]): row["code"] for row in csv.DictReader(file)}


def _code(category: str, description: str, mapping: dict[tuple[str, str], str]) -> str | None:
    """The codes of a description; older registers abbreviate: APC, IFV."""
    if found := mapping.get((category, description)):
        return found
    spelt = " ".join(ABBREVIATIONS.get(word, word) for word in description.split())
    folded = {(c.casefold(), d.casefold()): code for (c, d), code in mapping.items()}
    return folded.get((category.casefold(), spelt.casefold()))


def _share(kept: pd.DataFrame, entries: pd.DataFrame) -> float:
    """The share of SIPRI's register that would be bundled. An extract, of one recipient say, is measured against all of it."""
    whole = max(len(entries), REGISTER_ENTRIES)
    share = len(kept) / whole
    if share >= FAIR_SHARE:
        raise ContractError(
            f"flows: {len(kept)} of the {whole} entries of SIPRI's register ({share:.0%}) would be bundled, its fair use ends at "
            f"{FAIR_SHARE:.0%}; give deliveries to our countries only"
        )
    return share


def _entries(records: Records) -> tuple[pd.DataFrame, dict[str, int]]:
    """The register with plain values: numbers, flags, country codes; a flag that SIPRI leaves blank stays blank."""
    text = records.frame.apply(lambda column: column.str.strip().str.rstrip(";"))
    flags = {"Yes": True, "No": False, "yes": True, "no": False, "YES": True, "NO": False}
    # SIPRI prints a number that is not certain as `12?` or `(12)`.
    doubted = text.number.str.fullmatch(r"\(.*[)]|.*[?]")
    bare = text.number.str.replace(r"^\(|[?)]+$", "", regex=True)
    number, year = numbers(bare, 0, whole=True), numbers(text.year, 1000, 9999, whole=True)
    tiv = numbers(text.tiv)
    entries = text.assign(
        repeated=text.duplicated() if "entry" in text else False,
        supplier_code=iso3_of(text.supplier),
        recipient_code=iso3_of(text.recipient),
        year_text=text.year,
        year=integers(year.values),
        number_text=text.number,
        number=number.values.where(number.values.mod(1).eq(0)).astype("Float64"),
        number_estimated=text.number_estimated.map(flags).astype("boolean").mask(doubted, True),
        year_estimated=text.year_estimated.map(flags).astype("boolean"),
        tiv_text=text.tiv,
        tiv=tiv.values.astype("Float64"),
        local=text.local.map(flags).astype("boolean"),
    )
    return entries, said_of([number, year, tiv])


def _years(above: str) -> tuple[int, int]:
    """The range of delivery years that the register says it covers."""
    found = YEARS.search(above)
    return (int(found[1]), int(found[2])) if found else (1950, 2100)


def _edition(above: str, delivered: pd.Series) -> Part:
    """First and last year that the register covers, and the day it was generated ("" where it does not say).

    It says which years were asked for, which may be more than SIPRI knew: the whole register ends with its last delivery, an
    extract with the year that SIPRI had published, every March, when it was generated.
    """
    asked, found = YEARS.search(above), DAY.search(above)
    day = pd.to_datetime(found[1], errors="coerce") if found else pd.NaT
    first, last = (int(asked[1]), int(asked[2])) if asked else (int(delivered.min()), int(delivered.max()))
    if len(delivered) > REGISTER_ENTRIES / 2:
        last = min(last, int(delivered.max()))
    elif pd.notna(day):
        last = min(last, day.year - (1 if day.month > 3 else 2))
    last = max(last, int(delivered.max())) if not asked else last
    return ("register", first, last, "" if pd.isna(day) else str(day.date()))


def _checks(entries: pd.DataFrame, years: tuple[int, int]) -> list[tuple[pd.Series, str, pd.Series]]:
    unnumbered = entries.number.isna() & ~entries.number_text.isin(["", "?"])
    untold = (entries.tiv.isna() & (entries.tiv_text != "")) | (entries.tiv < 0).fillna(False)
    return [
        (~entries.recipient_code.isin(FOCUS), ELSEWHERE, entries.recipient),
        (entries.repeated, "the same entry again", entries.get("entry", entries.designation)),
        (entries.year.isna(), "delivery year is not a year", entries.year_text),
        ahead("delivery year", entries.year, entries.year_text),
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
    # A dash after a designation tells variants apart that SIPRI does not name; a bracket in a description is a doubt.
    designation = entries.designation.str.replace(r"(\s+-+)+$", "", regex=True)
    label = entries.description.where(entries.description.str.startswith("("), "(" + entries.description + ")")
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for one in entries.assign(item=designation + " " + label).itertuples(index=False):
        groups.setdefault((one.supplier, one.recipient, one.codes, one.year), []).append(one)
    return pd.DataFrame([_flow(groups[key]) for key in sorted(groups)])


def _flow(group: list[Any]) -> dict[str, Any]:
    first = group[0]
    origin = None if pd.isna(first.supplier_code) else str(first.supplier_code)
    return {
        "id": _id(first, origin),
        "kind": "authorised",
        "mechanism": "authorised transfer",
        "status": "; ".join(sorted({one.status.lower() for one in group} - {""})) or None,
        "origin_country": origin,
        "origin_precision": "country" if origin else "not stated",
        "destination_country": first.recipient_code,
        "destination_precision": "country",
        "event_precision": "not stated",
        "countries": [origin, first.recipient_code] if origin else [first.recipient_code],
        "weapons": first.codes.split(";"),
        "item": _items(group),
        "quantity": _total([one.number for one in group]),
        "unit": "items",
        "quantity_estimated": _any([one.number_estimated for one in group]),
        "tiv": _total([one.tiv for one in group]),
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


def _id(first: Any, origin: str | None) -> str:
    """A readable key, the same in every build: `S-UKR-MLI-C5-2007`."""
    supplier = origin or re.sub(r"[^a-z0-9]+", "-", _plain(first.supplier).lower()).strip("-")
    return f"S-{supplier}-{first.recipient_code}-{first.codes.replace(';', '+')}-{first.year}"


def _items(group: list[Any]) -> str:
    """`2 × Mi-24P (combat helicopter); …`: what was delivered, with SIPRI's designation and description."""
    kinds: dict[str, list[Any]] = {}
    for one in group:
        kinds.setdefault(one.item, []).append(one.number)
    totals = ((name, _total(kinds[name])) for name in sorted(kinds))
    return "; ".join(f"{name}, number not known" if total is None else f"{total:.0f} × {name}" for name, total in totals)


def _total(values: list[Any]) -> float | None:
    return None if any(map(pd.isna, values)) else round(math.fsum(values), 6)


def _any(flags: list[Any]) -> bool | None:
    known = [flag for flag in flags if not pd.isna(flag)]
    return True if any(known) else None if len(known) < len(flags) else False


def _plain(supplier: str) -> str:
    """A supplier that is no State: SIPRI marks groups with `*`, organisations with `**`."""
    return "unknown" if supplier.startswith("unknown") else supplier.rstrip("*")


def _note(group: list[Any]) -> str | None:
    parts = []
    if _any([one.year_estimated for one in group]):
        parts.append("SIPRI marks the delivery year as an estimate")
    if local := sum(not pd.isna(one.local) and one.local for one in group):
        parts.append(f"local production in the recipient country: {local} of {len(group)} register entries")
    return "; ".join(parts) or None
