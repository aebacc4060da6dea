"""What PowerPoint knows and python-pptx has no name for: alternative texts, bullets, lines under cells, tables without a style,
axes that count in years.
"""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

#: PowerPoint's "no style, no grid".
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def describe(shape: Any, alt: str) -> None:
    """What a reader who does not see the shape hears."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def name(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("name", text)


def dash_before(paragraph: Any, hanging: float) -> None:
    """A dash before a paragraph, whose lines hang by so many inches."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Inches(hanging)))
    properties.set("indent", str(-Inches(hanging)))
    properties.append(properties.makeelement(qn("a:buChar"), {"char": "–"}))


def without_style(frame: Any) -> None:
    """A table without the style of the presentation: its bands and fills are not ours."""
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE


def rule_below(cell: Any, points: float, tint: str) -> None:
    """A line under a cell, in a colour such as `#5A6572`."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": str(Pt(points))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": tint.removeprefix("#")}))
    line.append(fill)
    properties.append(line)


def in_steps_of_years(axis: Any, years: int) -> None:
    """An axis of dates that counts in years, with a label each so many."""
    element = axis._element
    for tag, value in (("baseTimeUnit", "years"), ("majorUnit", str(years)), ("majorTimeUnit", "years")):
        for old in element.findall(qn(f"c:{tag}")):
            element.remove(old)
        element.append(element.makeelement(qn(f"c:{tag}"), {"val": value}))
