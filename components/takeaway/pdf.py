"""A storyboard as PDF: a page A4 for each slide, then what the room said and the sources. Tagged, checked against PDF/UA-1."""

from __future__ import annotations

import datetime
import re
import tempfile
from pathlib import Path
from typing import Any

import orjson
import typst

from components.briefing.paper import layout
from components.briefing.value import EDITION_NAMES
from components.paper.typefaces import families, fonts, legible
from components.takeaway.pictures import jpeg, size
from components.takeaway.value import Numbers, Page, Takeaway
from components.text.words import Words, words
from geo.style import ACCENT, INK, MUTED

_TEMPLATE = Path(__file__).with_name("page.typ")
#: Rows of a table that a page may show; it shows fewer where there is no room.
_ROWS = 24
#: Characters of a heading that stand in one line.
_HEAD = 14
#: Characters that a presenter says beside a slide; what is longer stands after the slides.
_BESIDE = 600
#: What nobody broke, a line may break.
_LONG = re.compile(r"\S{40}")


def pdf(found: Takeaway) -> bytes:
    """The PDF. Raises typst.TypstError where PDF/UA-1 would be broken. The same value gives the same bytes."""
    midnight = datetime.datetime.combine(found.made_on, datetime.time(), datetime.UTC)
    # A template reads pictures from its own folder only.
    with tempfile.TemporaryDirectory(prefix="arms-lens-") as name:
        folder = Path(name)
        (folder / _TEMPLATE.name).write_bytes(_TEMPLATE.read_bytes())
        for page in found.pages:
            for i, picture in enumerate(page.pictures):
                (folder / f"{page.name}-{i}.jpg").write_bytes(jpeg(picture.png))
        (folder / "content.json").write_bytes(
            orjson.dumps(_legible(content(found, words(found.language)), words(found.language)))
        )
        compiler = typst.Compiler(folder / _TEMPLATE.name, root=folder, font_paths=fonts())
        written = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
    assert isinstance(written, bytes)
    return written


def content(found: Takeaway, say: Words) -> dict[str, Any]:
    """All that stands on the pages."""
    shown = tuple(_page(page, found, say) for page in found.pages)
    spoken = [{"title": page.title, "said": page.spoken} for page in found.pages if len(page.spoken) > _BESIDE]
    return {
        "title": found.title,
        "language": found.language,
        "made": [found.made_on.year, found.made_on.month, found.made_on.day],
        "fonts": families(),
        "look": {"ink": INK, "muted": MUTED, "accent": ACCENT},
        "edition": layout.edition_line(found, say),
        "until": found.data_until,
        "kicker": say.t("Workshop storyboard"),
        "keywords": ["Arms Lens", say.t(EDITION_NAMES[found.edition])],
        "clearance": layout.clearance(found, say),
        "paged": say.t("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "disclaimer": found.disclaimer,
        "caveats": found.caveats,
        "pages": shown,
        "spoken": {"title": say.t("Speaker notes"), "parts": spoken},
        "feedback": {
            "title": say.t("Appendix: messages from the room"),
            "unheard": found.unheard,
            "parts": [{"title": one.title, "notes": one.notes, "answers": one.counted(say)} for one in found.feedback],
        },
        "sources": {"title": say.t("Sources and caveats"), "columns": _halves(found)},
    }


def _halves(found: Takeaway) -> list[list[dict[str, Any]]]:
    """Credits in their order, in two columns."""
    credits = [layout.credited(one) for one in found.credits]
    middle = -(-len(credits) // 2)
    return [credits[:middle], credits[middle:]]


def _page(page: Page, found: Takeaway, say: Words) -> dict[str, Any]:
    credits = {credit.number: credit.text for credit in found.credits}
    return {
        "name": page.name,
        "title": page.title,
        "finding": page.finding,
        "ask": [line for line in page.ask.split("\n") if line.strip()],
        "left_out": page.left_out,
        "question": page.question,
        "pictures": [
            {"file": f"{page.name}-{i}.jpg", "alt": one.alt, "caption": one.caption, "ratio": width / height}
            for i, one in enumerate(page.pictures)
            for width, height in (size(one.png),)
        ],
        "said": page.said,
        "tables": [_table(table, say) for table in page.tables],
        "caveats": page.caveats,
        "sources": [{"number": number, "text": credits[number]} for number in page.sources],
        "credited": say.t("Sources"),
        "spoken": page.spoken if len(page.spoken) <= _BESIDE else "",
        "speaks": say.t("Speaker notes"),
    }


def _table(table: Numbers, say: Words) -> dict[str, Any]:
    """A table with, for each number of rows it may be cut to, what is said of the others."""
    rows = table.said(say)[:_ROWS]
    return {
        "heading": table.heading, "header": table.header, "rows": rows, "numeric": sorted(table.numeric), "note": table.note,
        "widths": _widths(table, rows),
        "more": [layout.more_on(table.page, len(table.rows) - kept, say) for kept in range(len(rows) + 1)],
    }  # fmt: skip


def _widths(table: Numbers, rows: list[list[str]]) -> list[tuple[str, float]]:
    """Widths of columns; where questions stand over numbers, all share the room."""
    if table.name == "sides":
        return [("share", 1)] * len(table.header)
    found = layout.widths((table.header, *(tuple(row) for row in rows)), table.numeric)
    if table.name == "years":
        # Headings of several words stand on three lines: on two they leave no room for the years.
        return [("auto", 0), *(("share", max(map(len, head.split(" ")))) for head in table.header[1:])]
    heads = (0.56 * len(head) + 1 if len(head) <= _HEAD else 0 for head in table.header)
    return [(kind, max(wide, head) if kind == "em" else wide) for (kind, wide), head in zip(found, heads, strict=True)]


def _legible(said: dict[str, Any], say: Words) -> dict[str, Any]:
    """All that is said, every sign of it one that a typeface has; what is not is named there and counted under the caveats."""
    missing = 0

    def shown(value: Any) -> Any:
        nonlocal missing
        match value:
            case str():
                found, gone = legible(value)
                missing += gone
                return _LONG.sub("\\g<0>\u200b", found)
            case dict():
                return {key: one if key in ("address", "fonts") else shown(one) for key, one in value.items()}
            case list() | tuple():
                return [shown(one) for one in value]
        return value

    found: dict[str, Any] = shown(said)
    if missing:
        counted = say.n(
            "{n} character that no typeface here can draw is named in brackets.",
            "{n} characters that no typeface here can draw are named in brackets.",
            missing,
        )
        found["caveats"] = [*found["caveats"], counted]
    return found
