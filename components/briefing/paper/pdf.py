"""A briefing as PDF: two pages A4, tagged, checked against PDF/UA-1 while it is written; the same value gives the same bytes."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import typst

from components.briefing.paper import layout, maps
from components.briefing.value import Briefing
from components.paper.typefaces import fonts
from components.text.words import Words, words

_TEMPLATE = Path(__file__).with_name("page.typ")
#: Millimetres: width of the text; below which free space in the columns is let be.
_WIDTH, _LET_BE = 178.0, 14.0


@dataclass(frozen=True)
class Fit:
    """Sizes of a page: text in points; map (with legend), chart and spare room above the sources in millimetres.

    air   space between lines and parts, from 0 (tight) to 1
    most  facts of a list and rows of a table before the rest is counted
    leap  the section that starts the second page where the text would fit on one
    late, loose  the first section of the second page, and from 0 to 1 how much wider its parts stand from there on
    """

    size: float
    map: float
    chart: float
    air: float = 0.0
    most: int = 99
    spare: float = 0.0
    leap: str = ""
    late: str = ""
    loose: float = 0.0


#: The least height of a map: that of its legend.
_MAP = 76
#: The least height of a chart that was called back.
_CHART = 26
#: From ample to tight: first the space between gives way, then the map, then the size of the text, then the ends of long lists.
_FITS = (
    *(Fit(10, tall, 46, 1) for tall in (92, 86, 80)),
    *(Fit(9.5, tall, 46, 1) for tall in (92, 88)),
    *(Fit(9.5, 86 - 2 * i, 44 - 2 * i, 0.9 - 0.18 * i) for i in range(6)),
    *(Fit(size, _MAP, chart) for size in (9.5, 9.25, 9) for chart in (32, 28, 24)),
    *(Fit(9, _MAP, 24, 0, most) for most in (50, 40, 32, 26, 22, 19, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3)),
    *(Fit(size, _MAP, 24, 0, 3) for size in (8.5, 8, 7.5, 7, 6.5, 6)),
)
#: What grows into free room: by how much at once, and to which end.
_GROWTH = (("air", 0.2, 1.0), ("size", 0.25, 10), ("map", 4, 96), ("chart", 4, 48))
#: typst 0.15 cannot tag some blocks where a column breaks them; breaks fall elsewhere beside a map that is lower by some mm.
_UNTAGGED, _LOWER = "parent group", (0, 2, 4, 6)
#: What may grow at the cost of map and chart.
_OF_TEXT = ("air", "size")


def pdf(briefing: Briefing) -> bytes:
    """The briefing as PDF bytes. Raises typst.TypstError where PDF/UA-1 would be broken."""
    say = words(briefing.language)
    fit = fitted(briefing, say)
    midnight = datetime.datetime.combine(briefing.made_on, datetime.time(), datetime.UTC)
    for lower in _LOWER:
        tried = replace(fit, map=fit.map - lower)
        page = _Page(briefing, say, tried, _map(briefing, say, tried.map))
        try:
            written = page.compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
        except typst.TypstError as error:
            if _UNTAGGED not in str(error) or lower == _LOWER[-1]:
                raise
        else:
            assert isinstance(written, bytes)
            return written
    raise AssertionError("the last way either returns or raises")


def _map(briefing: Briefing, say: Words, height: float) -> str:
    view = layout.map_view(briefing)
    return maps.vector(view, say, _WIDTH, height, towns=briefing.edition == "internal") if view else ""


def fitted(briefing: Briefing, say: Words) -> Fit:
    """The most ample sizes at which the briefing has two pages, and its parts grown and spread in them."""
    ends = _tried(briefing, say)
    fit = _first(ends)
    if ends(fit).pages < 2:
        leap = briefing.sections[len(briefing.sections) // 2].name
        parted = (replace(one, leap=leap) for one in _FITS[_FITS.index(fit) :])
        return _balanced(ends, next(one for one in parted if ends(one).pages <= 2))
    return _balanced(ends, _grown(ends, _beside_its_text(ends, fit)))


def most_ample(briefing: Briefing, say: Words) -> Fit:
    """The most ample of the sizes at which the briefing has two pages: letters and lists only grow from here on."""
    return _first(_tried(briefing, say))


def _tried(briefing: Briefing, say: Words) -> Tried:
    """How the briefing ends in given sizes: each is laid out once."""
    return cache(lambda fit: _Page(briefing, say, fit).ends())


def _first(ends: Tried) -> Fit:
    return _FITS[bisect_left(_FITS, True, hi=len(_FITS) - 1, key=lambda fit: ends(fit).pages <= 2)]


def _beside_its_text(ends: Tried, fit: Fit) -> Fit:
    """A chart that left the first column, and a hole in it, is called back by a lower map, then by a lower chart."""
    maps_ = (replace(fit, map=tall) for tall in np.arange(fit.map, _MAP - 1, -2).tolist())
    charts = (replace(fit, map=min(fit.map, _MAP), chart=tall) for tall in np.arange(fit.chart - 2, _CHART - 1, -2).tolist())
    ways = [*maps_, *charts]
    if not ways or _fits(ends(ways[0])) or not _fits(ends(ways[-1])):
        return fit
    return ways[bisect_left(ways, True, key=lambda way: _fits(ends(way)))]


def _fits(ends: _Ends) -> bool:
    return ends.pages <= 2 and ends.chart < _WIDTH / 2


def _grown(ends: Tried, fit: Fit) -> Fit:
    """The same text, with the room that blocks kept whole leave at the end of a page given to lines, letters, map and chart."""
    beside = ends(fit).chart
    for name, step, most in _GROWTH:
        while (value := getattr(fit, name) + step) <= most:
            tried: Fit = replace(fit, **{name: value})
            if name in _OF_TEXT and beside < _WIDTH / 2:
                tried = _beside_its_text(ends, tried)
            found = ends(tried)
            if found.pages > 2 or found.chart > beside + 1:
                break
            fit = tried
    return fit


def _balanced(ends: Tried, fit: Fit) -> Fit:
    """What is free (mm of one column) on the last page goes between its parts, and what then is left above the sources, so
    that columns are about equally long.
    """
    free, late = ends(fit).free, ends(fit).late
    for loose in (1, 0.75, 0.5, 0.25) if late and free > _LET_BE else ():
        tried = replace(fit, late=late, loose=loose)
        found = ends(tried)
        if found.pages == 2:
            fit, free = tried, found.free
            break
    spare = free / 2 - 4
    while spare > _LET_BE / 2:
        tried = replace(fit, spare=spare)
        if ends(tried).pages == 2:
            return tried
        spare -= max(6, spare * 0.15)
    return fit


#: Stands for pages too many.
_OVERRUN = 99


@dataclass(frozen=True)
class _Ends:
    """How many pages there are, `_OVERRUN` where a chart does not end above the foot of its page; in mm how much of the last
    page's columns is free, and how far right the chart stands, a second page counted on; the first section of the second page.

    A chart that moves to the next column leaves a hole behind.
    """

    pages: int
    free: float
    chart: float
    late: str


#: Tells how a briefing ends in given sizes.
Tried = Callable[[Fit], _Ends]


class _Page:
    """A briefing in given sizes, laid out but not yet written."""

    def __init__(self, briefing: Briefing, say: Words, fit: Fit, drawing: str = "") -> None:
        inputs = {"fit": _json(asdict(fit)), "briefing": _json(layout.content(briefing, say, fit.most))}
        if drawing:
            inputs["map"] = drawing
        self.compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts(), sys_inputs=inputs)

    def ends(self) -> _Ends:
        body, colophon = (
            orjson.loads(self.compiler.query(name, field="value", one=True)) for name in ("<body-end>", "<colophon>")
        )
        charts, starts = (orjson.loads(self.compiler.query(name, field="value")) for name in ("<chart>", "<section>"))
        # A chart is kept whole: in a column that is too short for it, it would run into the foot of the page.
        held = all(chart["end"] <= layout.PAGE_END + 0.5 for chart in charts)
        pages = max(body["page"], colophon["page"]) if held else _OVERRUN
        column = colophon["y"] - layout.MARGIN_TOP
        free = colophon["y"] - body["y"] + (column if body["x"] < 100 else 0)
        return _Ends(
            pages,
            free if body["page"] == colophon["page"] else 2 * column,
            max((chart["x"] for chart in charts), default=0.0),
            next((start["name"] for start in starts if start["page"] == 2), ""),
        )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
