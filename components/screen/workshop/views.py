"""What a slide shows, large: a chart, two sides, a section of a briefing. `warm` answers it before it is asked."""

from __future__ import annotations

import datetime
import logging
import threading
from typing import Any

import streamlit as st

from components.briefing.value import Briefing
from components.charts.catalogue import CHARTS, answered, chart, side_chart
from components.charts.chart import Chart
from components.current import dataset
from components.files.layers import compressed
from components.screen.briefing.choice import composed
from components.screen.briefing.panel import section_panel
from components.screen.parts.markdown_text import paragraph, plain
from components.screen.parts.plot import plot
from components.screen.workshop.picture_title import picture_title
from components.screen.workshop.stage_map import layers
from components.text.words import Words, words
from components.workshop.findings import filled
from components.workshop.value import Slide
from data.analysis import crossing

log = logging.getLogger("arms_lens")


def view(slide: Slide, words: Words) -> None:
    """The view of a slide, but for maps (components.screen.workshop.stage_map)."""
    match slide.view:
        case "compare":
            _sides(slide, words)
        case "briefing":
            _section(slide, words)
        case "map" | "question":
            pass
        case name:
            _chart(chart(name, slide.filters, words, dict(slide.shown)), slide, words)


def _chart(found: Chart, slide: Slide, words: Words) -> None:
    picture_title(found.title, answered(slide.view, slide.filters, dict(slide.shown)).sentence(words))
    plot(_large(found.figure), key=f"view_{slide.id}", alt=found.alt, height="stretch")
    if found.notes:
        st.caption(paragraph(" ".join(found.notes)))


def _large(figure: dict[str, Any], times: float = 1.5) -> dict[str, Any]:
    """A figure with all of its letters larger, since the back of the room reads them, too. It takes the height that is free."""
    layout = figure["layout"]
    axes = {name: _axis(axis) for name, axis in layout.items() if name.startswith(("xaxis", "yaxis"))}
    margin = {side: round(px * times) for side, px in layout.get("margin", {}).items()}
    legend = {"legend": {**layout["legend"], **_UNDER, "font": {"size": _LETTERS}}} if "legend" in layout else {}
    notes = [{**note, "font": {**note.get("font", {}), "size": _LETTERS}} for note in layout.get("annotations", [])]
    traces = [
        {**trace, "textfont": {**trace["textfont"], "size": 18}} if "textfont" in trace else trace for trace in figure["data"]
    ]
    sized = {**axes, **legend, "margin": margin, "annotations": notes, "height": None}
    return {"data": traces, "layout": {**layout, **sized}}


def _axis(axis: dict[str, Any]) -> dict[str, Any]:
    title = {"title": {**axis["title"], "font": {"size": _LETTERS}}} if "title" in axis else {}
    return {**axis, **title, "tickfont": {"size": _LETTERS}}


#: Where the height is what is left, a legend so far below the plot, in parts of it, would cover the letters of the axis.
_UNDER = {"yref": "container", "y": 0, "yanchor": "bottom"}
#: Pixels of a chart's letters in a window 720 pixels high; a higher window magnifies all of it.
_LETTERS = 17


def _sides(slide: Slide, words: Words) -> None:
    """Two sides of a comparison beside each other."""
    for side, column in enumerate(st.columns(2, gap="medium")):
        asked, found = side_chart(slide.filters, slide.compare, slide.section or "incidents", side, words)
        with column:
            st.markdown(f"#### {plain(asked.sentence(words))}")
            plot(_large(found.figure, 1.2), key=f"view_{slide.id}_{side}", alt=found.alt, height="stretch")
    st.caption(paragraph(" ".join(found.notes)))


def _section(slide: Slide, words: Words) -> None:
    """A section of the area's briefing, in the edition that can be shown."""
    briefing = _briefing(slide, words.language)
    for section in briefing.sections:
        if section.name == slide.section:
            with st.container(key="stage_briefing"):
                section_panel(section, briefing, words)


def _briefing(slide: Slide, language: str) -> Briefing:
    area = slide.filters.areas[0] if slide.filters.areas else "west-africa"
    return composed(area, language, "shareable", datetime.date.today())


def warm(slide: Slide, language: str) -> None:
    """Answer in the background what the next slide will ask."""
    threading.Thread(target=_answer, args=(slide, language), daemon=True).start()


def _answer(slide: Slide, language: str) -> None:
    try:
        say = words(language)
        filled(slide.finding, slide, say)
        crossing.summary(dataset(), slide.filters)
        for name in layers(slide):
            compressed(name, slide.filters, language)
        if slide.view in CHARTS:
            chart(slide.view, slide.filters, say, dict(slide.shown))
        elif slide.view == "briefing":
            _briefing(slide, language)
    except Exception:
        # Only the head start is lost: the slide itself says what is wrong.
        log.exception("the next slide could not be warmed")
