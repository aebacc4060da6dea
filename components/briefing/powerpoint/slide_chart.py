"""A native chart on a slide: its numbers stand in a sheet that opens for editing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.slide import Slide
from pptx.util import Pt

from compat import pptx_xml
from components.briefing.paper import layout
from components.briefing.powerpoint.slide_parts import FACE, Place, colour
from components.charts.preliminary_marks import STRIPED
from components.text.words import Words
from geo.style import MUTED

#: The end of the axis of a chart that holds hardly anything, as on the screen: one event does not fill it.
_LOWEST_TOP = 4


def chart(
    slide: Slide, place: Place, kind: XL_CHART_TYPE, years: Sequence[int],
    series: dict[str, tuple[tuple[int | None, ...], str]], alt: str, revised: Sequence[int], say: Words,
) -> None:  # fmt: skip
    """Columns or lines by year: by name, the values and their colour. A year without data is a gap.

    revised  years whose first series may still be revised: columns striped, points of a line hollow
    """
    marked = say.t("preliminary") if kind == XL_CHART_TYPE.LINE else say.t(STRIPED)
    if revised:
        name, (values, tint) = next(iter(series.items()))
        told = tuple(value if year in revised else None for year, value in zip(years, values, strict=True))
        if kind != XL_CHART_TYPE.LINE:
            final = tuple(None if year in revised else value for year, value in zip(years, values, strict=True))
            series = {**series, name: (final, tint)}
        series = {**series, marked: (told, tint)}
    data: Any = CategoryChartData(number_format="#,##0")
    data.categories = [datetime.date(year, 1, 1) for year in years]
    data.categories.number_format = "yyyy"
    for name, (values, _) in series.items():
        data.add_series(name, values)
    frame: Any = slide.shapes.add_chart(kind, *place.emu, data)
    pptx_xml.describe(frame, alt)
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(14), FACE
    drawn.font.color.rgb = colour(MUTED)
    drawn.has_title = False
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    drawn.legend.font.size = Pt(16)
    drawn.value_axis.major_gridlines.format.line.color.rgb = colour("#CBD2D9")
    drawn.value_axis.format.line.fill.background()
    drawn.value_axis.minimum_scale = 0
    top = max((value for values, _ in series.values() for value in values if value is not None), default=0)
    drawn.value_axis.major_unit = layout.nice_step(top)
    if top < _LOWEST_TOP:
        drawn.value_axis.maximum_scale = _LOWEST_TOP
    drawn.value_axis.tick_labels.number_format, drawn.value_axis.tick_labels.number_format_is_linked = "#,##0", False
    drawn.category_axis.tick_labels.font.size = Pt(14)
    pptx_xml.in_steps_of_years(drawn.category_axis, 5)
    for i, (line, (_, tint)) in enumerate(zip(drawn.plots[0].series, series.values(), strict=True)):
        if revised and line.name == marked:
            _revised(line, kind, tint)
        elif kind == XL_CHART_TYPE.LINE:
            line.smooth = False
            # Where two lines are one, the narrow dots of the second leave the broad first one in sight.
            line.format.line.color.rgb, line.format.line.width = colour(tint), Pt(1.75 if i else 4.5)
            line.format.line.dash_style = MSO_LINE.ROUND_DOT if i else MSO_LINE.SOLID
        else:
            line.format.fill.solid()
            line.format.fill.fore_color.rgb = colour(tint)
            drawn.plots[0].gap_width = 40
            # Columns of both series stand in one place: a year is in one of them.
            drawn.plots[0].overlap = 100


def _revised(series: Any, kind: XL_CHART_TYPE, tint: str) -> None:
    if kind == XL_CHART_TYPE.LINE:
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour("#FFFFFF")
        series.marker.format.line.color.rgb, series.marker.format.line.width = colour(tint), Pt(2)
    else:
        fill = series.format.fill
        fill.patterned()
        fill.pattern = MSO_PATTERN.DARK_HORIZONTAL
        fill.fore_color.rgb, fill.back_color.rgb = colour(tint), colour("#FFFFFF")
