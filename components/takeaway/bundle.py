"""A storyboard as an offline bundle: a zip of static pages, pictures and tables that opens by double click, without network."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from components.briefing.paper import layout
from components.takeaway.pictures import webp
from components.takeaway.static_page import KEYS, page, picture_file, table_file
from components.takeaway.value import Numbers, Takeaway
from components.text.spreadsheet_text import safe
from components.text.words import LANGUAGES, words

#: Pixels across of a picture: enough for a projector.
_WIDTH = 1500
_LICENCES = Path(__file__).parents[2] / "DATA-LICENSES.md"


def bundle(found: Sequence[Takeaway]) -> bytes:
    """The zip of a storyboard in each of these languages; the first opens first. The same values give the same bytes."""
    others = {one.language: "index.html" if one is found[0] else f"{one.language}.html" for one in found}
    day = found[0].made_on
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in _files(found, others):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            # Pictures are packed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".webp") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return file.getvalue()


def _files(found: Sequence[Takeaway], others: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the bundle by its name; what is read first stands first."""
    yield "README.txt", _readme(found, others).encode()
    for one in found:
        yield others[one.language], page(one, others).encode()
    for one in found:
        for shown in one.pages:
            for i, picture in enumerate(shown.pictures):
                yield picture_file(one, shown, i), webp(picture.png, _WIDTH)
            for table in shown.tables:
                yield table_file(one, shown, table), _csv(table)
    if found[0].storyboard:
        yield f"{found[0].name}.json", found[0].storyboard
    yield "DATA-LICENSES.md", _LICENCES.read_bytes()


def _csv(table: Numbers) -> bytes:
    """All rows. A byte order mark tells a spreadsheet that this is UTF-8; no cell runs as a formula."""
    text = io.StringIO()
    rows = ([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in (table.header, *table.rows))
    csv.writer(text).writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def _readme(found: Sequence[Takeaway], others: dict[str, str]) -> str:
    """How to open it, in each language."""
    parts = []
    for one in found:
        say = words(one.language)
        clearance = layout.clearance(one, say)
        lines = (
            one.title,
            " · ".join(part for part in (layout.edition_line(one, say), one.data_until, clearance) if part),
            "",
            say.t("Unpack this file, then open {file} by double click. No network is needed.", file=others[one.language]),
            say.t(KEYS),
            say.t("The tables in the folder “tables” open in a spreadsheet."),
            "",
            *(f"[{credit.number}] {credit.text} {credit.address}".rstrip() for credit in one.credits),
            "",
            *one.caveats,
            one.disclaimer,
        )
        parts.append("\r\n".join((f"{LANGUAGES[one.language]}", "", *lines)))
    return "\ufeff" + ("\r\n\r\n" + "-" * 60 + "\r\n\r\n").join(parts) + "\r\n"
