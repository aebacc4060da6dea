"""Publishers on a server of this machine: invented files in their formats, at their addresses."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import openpyxl

from data.model.categories import FOCUS
from data.model.sources import SOURCES, Source
from data.prepare.inform import risk_index
from data.prepare.ucdp import country_years
from data.prepare.ucdp.ged_layouts import LAYOUTS
from tests.data.prepare.failing_server import Site
from tests.data.prepare.test_intake_kinds import PLACES, Row, rows
from tests.data.prepare.test_unodc import HEADER, figure

YEARLY = "/ucdp.uu.se/downloads/ged/ged261-csv.zip"
TOTALS = "/ucdp.uu.se/downloads/organizedviolencecy/organizedviolencecy-261-csv.zip"
INFORM = "/drmkc.jrc.ec.europa.eu/inform-index/Portals/0/InfoRM/2026/INFORM_Risk_2026_v072.xlsx"
PAGE = "/data.unodc.org/datareport/firearm-seizures"
UNODC = "/data.unodc.org/sites/dataportal.unodc.org/files/2026-05/data_iafq_firearms_trafficking.xlsx"
#: Events a year of the invented yearly release; a fifth in each of five countries.
A_YEAR = 200


def month(number: int) -> str:
    """The address of the candidates of a month of 2026."""
    return f"/ucdp.uu.se/downloads/candidateged/GEDEvent_v26_0_{number}.csv"


def at(site: Site) -> dict[str, Source]:
    """The registry of sources, with the publishers' files on the site."""
    return {
        name: replace(
            source, downloads={what: url.replace("https://", f"{site.address}/") for what, url in source.downloads.items()}
        )
        for name, source in SOURCES.items()
    }


def events(first: int = 2023, last: int = 2025) -> list[Row]:
    """Invented events of some years."""
    return [{**row, "id": f"{year}{n:04d}"} for year in range(first, last + 1) for n, row in enumerate(rows(year, A_YEAR))]


def candidates(number: int, count: int = 10) -> list[Row]:
    """Invented candidate events of a month of 2026, one of them not cleared."""
    out = []
    for n, row in enumerate(rows(2026, count)):
        day = f"2026-{number:02d}-{n % 18 + 10}"
        said = {"date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000", "source_date": day}
        out.append({**row, **said, "id": f"26{number:02d}{n:03d}", "relid": f"SYN-2026-{number}-7-{n}"})
    out[0]["code_status"] = "Check dyad"
    return out


def ged(records: Sequence[Row]) -> bytes:
    """As UCDP publishes events: 49 columns, every cell quoted."""
    text = io.StringIO()
    writer = csv.DictWriter(text, LAYOUTS[0], restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def totals(records: Sequence[Row], release: str = "26.1") -> bytes:
    """Country-years that fit the events, and 1989 on without any for all other countries."""
    sums: dict[tuple[str, str], int] = {}
    for row in records:
        sums[row["country"], row["year"]] = sums.get((row["country"], row["year"]), 0) + int(row["best"])
    lines = [",".join(country_years.NEEDED.needed)]
    for country in country_years.COUNTRIES:
        lines += [f"{country},{year},{release},0,0,0,0,0,0" for year in range(1989, 2026) if country not in named()]
    for country in named().values():
        for year in range(1989, 2026):
            deaths = sums.get((country, str(year)), 0)
            lines.append(f"{country},{year},{release},{deaths},0,0,{deaths},{deaths},{deaths}")
    return "\n".join(lines).encode()


def named() -> dict[str, str]:
    """The countries with invented events: ISO3 → name."""
    return dict(zip(("MLI", "NER", "TCD", "COL", "BFA"), (place[0] for place in PLACES), strict=True))


def index(year: int = 2026) -> bytes:
    """An INFORM workbook: every indicator 5 in all countries in focus."""
    book = openpyxl.Workbook()
    book.active.title = f"INFORM Risk {year} (a-z)"
    book.active.append(["COUNTRY", "ISO3", "Rank", *risk_index.LEVEL_OF])
    for n, country in enumerate(FOCUS, start=1):
        book.active.append([country, country, n, *[5] * len(risk_index.LEVEL_OF)])
    return _saved(book)


def seizures() -> bytes:
    """UNODC's workbook, header on row 3."""
    book = openpyxl.Workbook()
    for row in (["UNODC"], ["18/05/2026"], HEADER, *(figure(n, country=country) for n, country in enumerate(FOCUS, start=3))):
        book.active.append(row)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    """The workbook, the same bytes each time."""
    book.properties.created = book.properties.modified = datetime.datetime(2026, 5, 18)
    packed, again = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"20\d\d-[\d:T-]+Z", b"2026-05-18T00:00:00Z", content)
            archive.writestr(zipfile.ZipInfo(entry.filename), content)
    return again.getvalue()


def publish(site: Site) -> None:
    """All publishers' newest files: events of 2023 to 2025, candidates of January 2026, totals, index, seizures."""
    site.has(YEARLY, zipped("GEDEvent_v26_1.csv", ged(events())))
    site.has(month(1), ged(candidates(1)))
    site.has(TOTALS, zipped("organizedviolencecy_v26_1.csv", totals(events())))
    site.has(INFORM, index())
    site.has(PAGE, b'<!DOCTYPE html><html><a href="/files/2026-05/data_iafq_firearms_trafficking.xlsx">data</a></html>')
    site.has(UNODC, seizures())
