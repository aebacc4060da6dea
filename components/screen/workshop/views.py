"""What a slide shows, large: the map, a chart, two sides, a section of a briefing. `warm` answers it before it is asked."""

from __future__ import annotations

import datetime
import logging
import threading
from typing import Any

import streamlit as st

from components.files.layers import LAYERS, address, compressed
from components.screen import cards, map_panel
from components.screen.briefing_choice import composed
from components.screen.briefing_panel import section_panel
from components.screen.chart import Chart
from components.screen.incident_legend import areas_legend
from components.screen.legend import block, explained
from components.screen.plot import plot
from components.screen.slide_charts import CHARTS, side_chart
from components.sentences import boundaries
from components.words import Words, words
from components.workshop.fields import AREAS
from components.workshop.fields import LAYERS as SUBJECTS
from components.workshop.findings import filled
from components.workshop.value import Slide
from data import areas, crossing, flows, incidents, routes
from data.categories import FOCUS
from data.filters import Filters
from geo.scene import Camera, Layer
from geo.style import medium

#: Milliseconds for the camera's way from one slide to the next.
_GLIDE = 1200
log = logging.getLogger("arms_lens")


def view(slide: Slide, at: int, words: Words) -> None:
    """The view of a slide. `at` is its place: the map moves from one to the next."""
    match slide.view:
        case "map":
            _map(slide, at, words)
        case "compare":
            _sides(slide, words)
        case "briefing":
            _section(slide, words)
        case "question":
            pass
        case name:
            _chart(CHARTS[name](slide.filters, words), name)


@st.fragment
def _map(slide: Slide, at: int, words: Words) -> None:
    """The live map; what is clicked opens below."""
    if slide.layers and slide.layers[0] in AREAS:
        _areas(slide, at, words)
        return
    on = {name: name in slide.layers for name in SUBJECTS}
    cells = incidents.marks(slide.filters).resolution > 0
    picked = map_panel.draw(
        "slide",
        map_panel.layers(on, cells, slide.filters, words),
        slide.filters,
        words,
        map_panel.said(slide.filters, words),
        view=_camera(slide, at),
        height="stretch",
    )
    known = explained(cells, words, _lines(slide))
    st.html(block([row for name in slide.layers for row in known[name][1]], wide=True))
    if picked:
        layer, (row, *_) = next(iter(picked.items()))
        cards.detail(layer, row, slide.filters, words)
    st.caption(boundaries(words))


def _lines(slide: Slide) -> frozenset[str]:
    """The lines that the map shows: a room has no time for others."""
    moved, ways = flows.matching(slide.filters), routes.matching(slide.filters)
    shown = {"flows": (moved.kind, moved.reliability), "routes": (ways["mode"].map(medium), ways.reliability)}
    return frozenset(value for name, columns in shown.items() if name in slide.layers for column in columns for value in column)


def _areas(slide: Slide, at: int, words: Words) -> None:
    """First-level areas by a measure, as the page of incidents draws them."""
    measure = slide.layers[0].removeprefix("areas-")
    shown = (
        Layer("areas", "areas", address(slide.layers[0], slide.filters.picking("admin1", None), words.language)),
        Layer("borders", "lines", address("borders", Filters(), words.language), clickable=False),
    )
    alt = map_panel.said(slide.filters, words)
    map_panel.draw("slide", shown, slide.filters, words, alt, on_select="ignore", view=_camera(slide, at), height="stretch")
    areas_legend(measure, areas.left_out(slide.filters), words)
    st.caption(boundaries(words))


def _camera(slide: Slide, at: int) -> Camera:
    # The browser takes over only the numbers that changed: each slide's own glide makes sure that the map glides again.
    if slide.camera:
        return Camera(*slide.camera, glide=_GLIDE + at)
    found = map_panel.fitting(slide.filters.countries or FOCUS)
    return Camera(found.lon, found.lat, found.zoom, glide=_GLIDE + at)


def _chart(found: Chart, name: str) -> None:
    plot(_large(found.figure), key=f"slide_{name}", alt=found.alt)
    if found.notes:
        st.caption(" ".join(found.notes))


def _large(figure: dict[str, Any], times: float = 1.5) -> dict[str, Any]:
    """A figure with all of its letters larger, since the back of the room reads them, too, and as high as a slide allows."""
    layout = figure["layout"]
    axes = {name: _axis(axis) for name, axis in layout.items() if name.startswith(("xaxis", "yaxis"))}
    margin = {side: round(px * times) for side, px in layout.get("margin", {}).items()}
    legend = {"legend": {**layout["legend"], "font": {"size": _LETTERS}}} if "legend" in layout else {}
    notes = [{**note, "font": {**note.get("font", {}), "size": _LETTERS}} for note in layout.get("annotations", [])]
    traces = [
        {**trace, "textfont": {**trace["textfont"], "size": 18}} if "textfont" in trace else trace for trace in figure["data"]
    ]
    sized = {**axes, **legend, "margin": margin, "annotations": notes, "height": _HIGH}
    return {"data": traces, "layout": {**layout, **sized}}


def _axis(axis: dict[str, Any]) -> dict[str, Any]:
    title = {"title": {**axis["title"], "font": {"size": _LETTERS}}} if "title" in axis else {}
    return {**axis, **title, "tickfont": {"size": _LETTERS}}


#: Pixels of letters and height of a chart in a window 720 pixels high; a higher window magnifies all of it.
_LETTERS, _HIGH = 17, 430


def _sides(slide: Slide, words: Words) -> None:
    """Two sides of a comparison beside each other."""
    for side, column in enumerate(st.columns(2, gap="medium")):
        asked, found = side_chart(slide.filters, slide.compare, slide.section or "incidents", side, words)
        with column:
            st.markdown(f"#### {asked.sentence(words)}")
            plot(_large(found.figure, 1.2), key=f"slide_side_{side}", alt=found.alt)
    st.caption(" ".join(found.notes))


def _section(slide: Slide, words: Words) -> None:
    """A section of the area's briefing, in the edition that can be shown."""
    area = slide.filters.areas[0] if slide.filters.areas else "west-africa"
    briefing = composed(area, words.language, "shareable", datetime.date.today())
    for section in briefing.sections:
        if section.name == slide.section:
            section_panel(section, briefing, words)


def layers(slide: Slide) -> list[str]:
    """The files that a slide's map fetches, by the name in their address."""
    wanted = {name for name in LAYERS for on in slide.layers if name == on or name.startswith((f"{on}-", f"{on[:-1]}-"))}
    return sorted(name for name in wanted if "-by-" not in name) if slide.view == "map" else []


def warm(slide: Slide, language: str) -> None:
    """Answer in the background what the next slide will ask."""
    threading.Thread(target=_answer, args=(slide, language), daemon=True).start()


def _answer(slide: Slide, language: str) -> None:
    try:
        say = words(language)
        filled(slide.finding, slide, say)
        crossing.summary(slide.filters)
        for name in layers(slide):
            compressed(name, slide.filters, language)
        if slide.view in CHARTS:
            CHARTS[slide.view](slide.filters, say)
        elif slide.view == "briefing":
            composed(slide.filters.areas[0], language, "shareable", datetime.date.today())
    except Exception:
        # Only the head start is lost: the slide itself says what is wrong.
        log.exception("the next slide could not be warmed")
