"""Addresses in the hand-compiled tables are the publisher's: no copies, previews, telephone pages or bare folders."""

from __future__ import annotations

import csv
import re
from urllib.parse import urlsplit

from data.model.categories import CURATED

ADDRESS = re.compile(r"https?://[^\s;]+")
#: Parts of addresses that are copies of somebody else's text, drafts, or pages for telephones.
COPIES = re.compile(
    r"//(?:m|mobile|test|wp|new|dev|staging)\.|/amp(?:/|$)|[?&]amp=|/preview/|github\.com|pangea-cms|ipfs|osmarks|wiki\.x\.io|owiki"
    r"|paperzz|scribd|vdocument|pdfslide|docbox|studylib|docplayer|globoport|blogspot|wordpress\.com|\.com\./"
)


def found() -> dict[str, str]:
    """Every address that is no publisher's page, and the first row that has it."""
    wrong: dict[str, str] = {}
    for path in sorted(CURATED.glob("*.csv")):
        if path.stem.startswith("review"):
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                for address in ADDRESS.findall(row.get("source_ref") or ""):
                    parts = urlsplit(address.rstrip(").,"))
                    folder = parts.path.rstrip("/") in ("", "/article", "/news", "/publications") and not parts.query
                    if folder or COPIES.search(address.rstrip(").,")):
                        wrong.setdefault(parts.geturl(), f"{path.name}, line {number}")
    return wrong


def test_addresses_are_the_publishers_or_readme_says_why_not() -> None:
    readme = (CURATED / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"<(https?://\S+)>", readme[readme.index("## Copies") :]))
    assert {address: row for address, row in found().items() if address not in told} == {}
    assert told <= set(found()), "README lists a copy that no row cites"
