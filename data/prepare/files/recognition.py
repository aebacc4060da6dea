"""What a file is, told from its content before it is parsed: by its first bytes, or by its column names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """What a file is, in words that fit behind "is", and what to do instead."""

    name: str
    advice: str


_CSV = "give the CSV file that the publisher offers beside it"
_REPEAT = "download the file itself"

#: First bytes → what they are.
SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"version https://git-lfs.github.com", Kind("a Git LFS pointer, not the data", "run git lfs pull, or " + _REPEAT)),
    (b"/annex/objects/", Kind("a git-annex pointer, not the data", "run git annex get, or " + _REPEAT)),
    (b"\x89PNG", Kind("a PNG image in spite of its name", _REPEAT)),
    (b"\xff\xd8\xff", Kind("a JPEG image in spite of its name", _REPEAT)),
    (b"GIF8", Kind("a GIF image in spite of its name", _REPEAT)),
    (b"%PDF", Kind("a PDF document in spite of its name", "give the table, not the document about it")),
    (b"{\\rtf", Kind("an RTF document", "SIPRI's site offers the register as CSV too: give that one")),
    (b"\xd0\xcf\x11\xe0", Kind("an old Office file (.xls, .doc)", "open it and save it as .xlsx or CSV")),
    (b"PAR1", Kind("a Parquet file", _CSV)),
    (b"SQLite format 3", Kind("an SQLite database", _CSV)),
    (b"RDX2", Kind("an R data file (RData)", _CSV)),
    (b"RDX3", Kind("an R data file (RData)", _CSV)),
    (b"RDA3", Kind("an R data file (RData)", _CSV)),
    (b"X\n\x00\x00\x00", Kind("an R data file (RDS)", _CSV)),
    (b"<stata_dta>", Kind("a Stata file (.dta)", _CSV)),
    (b"$FL2", Kind("an SPSS file (.sav)", _CSV)),
    (b"$FL3", Kind("an SPSS file (.sav)", _CSV)),
    (b"\x00\x00\x27\x0a", Kind("a shapefile", _CSV)),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7z archive", "unpack it and give the CSV file")),
    (b"Rar!", Kind("a RAR archive", "unpack it and give the CSV file")),
    (b"\xfd7zXZ", Kind("an xz archive or R data file", "unpack it and give the CSV file")),
    (b"BZh", Kind("a bzip2 archive or R data file", "unpack it and give the CSV file")),
)
#: Stata before version 13: release, byte order, file type.
_OLD_STATA = re.compile(rb"[\x69\x6c-\x73][\x01\x02]\x01\x00", re.DOTALL)
_HTML = re.compile(rb"\s*(<!doctype|<html|<head|<\?xml|<!--|<script|<body|<table)", re.IGNORECASE)
_GEOJSON = re.compile(rb'"type"\s*:\s*"(FeatureCollection|Feature|Topology)"')

_CLASSIC = Kind(
    "SIPRI's classic register",
    "its deals hold several years in one line: give the trade register as CSV, one delivery a line",
)
#: More NUL bytes than this share make a binary file.
_FEW_NULS = 0.02
#: Signs that no text has in number; NUL is looked at by itself.
_CONTROLS = frozenset(range(1, 32)) - frozenset(b"\t\n\r\f\v\x1a\x1b")
_NOT_TEXT = Kind("not text", "save it as CSV in UTF-8, or download it again")
_EVENTS_HERE = "this command reads events of UCDP GED"
#: Column names, bare, that only one publication has.
HEADERS: tuple[tuple[frozenset[str], Kind], ...] = (
    (frozenset({"eventidcnty", "fatalities"}), Kind("an export of ACLED", f"{_EVENTS_HERE}; ACLED's rows may not be passed on")),
    (frozenset({"eventid", "iyear", "gname"}), Kind("the Global Terrorism Database (GTD)", f"{_EVENTS_HERE}")),
    (frozenset({"countrycy", "yearcy"}), Kind("UCDP's country-year file", "put it into the folder ucdp of --raw")),
    (frozenset({"relid", "typeofviolence", "latitude"}), Kind("a file of UCDP GED events", "give it with --ged")),
    (
        frozenset({"bdbest", "dyadid"}),
        Kind("UCDP's file of battle deaths", f"{_EVENTS_HERE}, with a place each, not totals of a year"),
    ),
    (
        frozenset({"designation", "numbersdelivered", "deliveryyear", "supplier"}),
        Kind("SIPRI's trade register", "put it into the folder sipri of --raw"),
    ),
    (
        frozenset({"weapondesignation", "yearsofdeliveries"}),
        _CLASSIC,
    ),
    (
        frozenset({"nodelivered", "noordered"}),
        _CLASSIC,
    ),
    (frozenset({"iso3code", "unitofmeasurement", "value"}), Kind("UNODC's data", "put it into the folder unodc of --raw")),
    (frozenset({"informrisk", "vulnerability"}), Kind("INFORM's index", "put it into the folder risk of --raw")),
)


def wide_charset(start: bytes) -> str | None:
    """Which UTF-16 or UTF-32 a file is in: by its mark, or, where UTF-16 has lost it, by a NUL in every other byte."""
    if start[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "utf-32"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    halves = {"utf-16-le": (start[1::2], start[::2]), "utf-16-be": (start[::2], start[1::2])}
    for name, (blank, written) in halves.items():
        if blank.count(0) > 0.6 * len(blank) and written.count(0) < 0.1 * len(written):
            return name
    return None


def kind_of_bytes(start: bytes) -> Kind | None:
    """What a file is whose first bytes (512 at least) are these; None for text that may be a table."""
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            return kind
    if _OLD_STATA.match(start):
        return Kind("a Stata file (.dta)", _CSV)
    if b"annex/objects/" in start[:200] and b"\n" not in start[:60]:
        return Kind("a git-annex pointer, not the data", "run git annex get, or " + _REPEAT)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.match(text):
        xml = text[:5] == b"<?xml" and b"<html" not in text[:400].lower()
        return Kind(
            "an XML file" if xml else "a web page, not the file itself", _REPEAT + ("" if xml else ", not the page about it")
        )
    if text[:1] in (b"{", b"[") and _GEOJSON.search(text[:4096]):
        return Kind("a GeoJSON file", _CSV)
    if start and not start.strip(b"\0"):
        return Kind("a file of NUL bytes, which a broken transfer or disk leaves", "download it again")
    if start[:2] not in (b"PK", b"\x1f\x8b") and not wide_charset(start) and _is_noise(start):
        return _NOT_TEXT
    # A NUL or two, or an end of them, are damage to a text, of which the line is told.
    if (
        start.rstrip(b"\0").count(0) > _FEW_NULS * len(start)
        and not wide_charset(start)
        and start[:2] not in (b"PK", b"\x1f\x8b")
    ):
        return Kind("a binary file of a kind that is not known here", _CSV)
    return None


def _is_noise(start: bytes) -> bool:
    """Control signs in number, as no text has; or one line of letters beyond ASCII that are no UTF-8, as EBCDIC looks."""
    if sum(byte in _CONTROLS for byte in start) > _FEW_NULS * len(start):
        return True
    high = sum(byte > 127 for byte in start)
    return (
        len(start) >= 512 and b"\n" not in start and high > len(start) / 2 and "\ufffd" in start[:-4].decode("utf-8", "replace")
    )


def kind_of_header(lines: Sequence[tuple[int, Sequence[Any]]], names: Sequence[str], wanted: Collection[str] = ()) -> Kind | None:
    """What a table is whose first lines are these; None where that cannot be told, or where it is the kind `wanted`."""
    top = " ".join(str(cell) for _, cells in lines[:8] for cell in cells if cell is not None)
    if re.search(r"\bTIV of arms (imports|exports)", top, re.IGNORECASE):
        return Kind("SIPRI's TIV table, totals of a year", "give the trade register as CSV, one delivery a line")
    if "ARMTRAD" in top.upper() or "transfers of major conventional weapons: sorted by" in top.casefold():
        return _CLASSIC
    rows = [{_bare(cell) for cell in cells if cell is not None} for _, cells in lines] + [{_bare(name) for name in names}]
    for typical, kind in HEADERS:
        if not typical <= set(wanted) and any(typical <= row for row in rows):
            return kind
    cells = [str(name).strip() for name in names if str(name).strip()]
    if cells and all(cell.startswith("#") for cell in cells):
        return Kind(
            "an HXL file whose tags stand in place of the column names",
            "download it with its header",
        )
    return None


def _bare(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name)).casefold()
