"""A briefing as PDF: two pages A4, tagged, checked against PDF/UA-1 while it is written; the same value gives the same bytes."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from components.briefing import laid_out, maps
from components.briefing.value import Briefing
from components.paper.sheet import font_folders
from components.words import Words, words

_TEMPLATE = Path(__file__).with_name("page.typ")
#: Millimetres: width of the text; below which free space in the columns is let be.
_WIDTH, _LET_BE = 174.0, 14.0


@dataclass(frozen=True)
class Fit:
    """Sizes of a page: text in points; map (with legend), chart and spare room above the sources in millimetres.

    most  facts of a list and rows of a table before the rest is counted
    leap  the section that starts the second page where the text would fit on one
    """

    size: float
    map: float
    chart: float = 40.0
    most: int = 99
    spare: float = 0.0
    leap: str = ""


#: From ample to tight: first the map gives way, then the size of the text, then the ends of long lists.
_FITS = (
    Fit(10, 122, 48), Fit(9.75, 116, 44), Fit(9.5, 112, 42), Fit(9.5, 104, 38), Fit(9.5, 98, 36), Fit(9.5, 92, 34),
    Fit(9.25, 92, 34), Fit(9, 90, 32), Fit(8.75, 88, 30), Fit(8.5, 88, 30), Fit(8.5, 84, 28), Fit(8.5, 80, 26), Fit(8.25, 80, 26),
    *(Fit(8.25, 80, 26, most) for most in (50, 40, 32, 26, 22, 19, 16, 14, 12, 10, 9, 8, 7, 6)),
    *(Fit(8, 78, 26, most) for most in (6, 5, 4, 3)), *(Fit(size, 76, 26, 3) for size in (7.5, 7, 6.5, 6)),
)  # fmt: skip


def pdf(briefing: Briefing) -> bytes:
    """The briefing as PDF bytes. Raises typst.TypstError where PDF/UA-1 would be broken."""
    say = words(briefing.language)
    fit = _fitted(briefing, say)
    page = _Page(briefing, say, fit, _map(briefing, say, fit.map))
    midnight = datetime.datetime.combine(briefing.made_on, datetime.time(), datetime.UTC)
    written = page.compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
    assert isinstance(written, bytes)
    return written


def _map(briefing: Briefing, say: Words, height: float) -> str:
    view = laid_out.map_view(briefing)
    return maps.vector(view, say, _WIDTH, height, towns=briefing.edition == "internal") if view else ""


def _fitted(briefing: Briefing, say: Words) -> Fit:
    """The most ample sizes at which the briefing has two pages."""
    low, high = 0, len(_FITS) - 1
    while low < high:
        middle = (low + high) // 2
        if _Page(briefing, say, _FITS[middle]).ends().pages <= 2:
            high = middle
        else:
            low = middle + 1
    fit = _FITS[low]
    found = _Page(briefing, say, fit).ends()
    if found.pages < 2:
        fit = replace(fit, leap=briefing.sections[len(briefing.sections) // 2].name)
        found = _Page(briefing, say, fit).ends()
    return _balanced(briefing, say, fit, found.free)


def _balanced(briefing: Briefing, say: Words, fit: Fit, free: float) -> Fit:
    """Columns of the last page about equally long: what is free (mm of one column) goes above the sources."""
    spare = free / 2 - 4
    while spare > _LET_BE / 2:
        tried = replace(fit, spare=spare)
        if _Page(briefing, say, tried).ends().pages == 2:
            return tried
        spare -= max(6, spare * 0.15)
    return fit


@dataclass(frozen=True)
class _Ends:
    """How many pages there are, and how much of the last page's columns is free (mm)."""

    pages: int
    free: float


class _Page:
    """A briefing in given sizes, laid out but not yet written."""

    def __init__(self, briefing: Briefing, say: Words, fit: Fit, drawing: str = "") -> None:
        inputs = {"fit": _json(asdict(fit)), "briefing": _json(laid_out.content(briefing, say, fit.most))}
        if drawing:
            inputs["map"] = drawing
        self.compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts(), sys_inputs=inputs)

    def ends(self) -> _Ends:
        body, colophon = (
            orjson.loads(self.compiler.query(name, field="value", one=True)) for name in ("<body-end>", "<colophon>")
        )
        pages = max(body["page"], colophon["page"])
        column = colophon["y"] - laid_out.MARGIN_TOP
        free = colophon["y"] - body["y"] + (column if body["x"] < 100 else 0)
        return _Ends(pages, free if body["page"] == colophon["page"] else 2 * column)


@cache
def fonts() -> typst.Fonts:
    """Fonts of packages alone: every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_folders()))


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
