"""A briefing on the screen: it reads like a page, with a live map, and every statement leads to the rows behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.briefing.sections import year_figure as briefing_chart
from components.briefing.value import (
    HEADS,
    Block,
    Briefing,
    Evidence,
    Facts,
    MapView,
    Section,
    State,
    Statement,
    Strip,
    Table,
    Text,
    YearChart,
)  # fmt: skip
from components.files.layers import address
from components.screen.incidents.area_legend import areas_legend
from components.screen.map.map_panel import draw, map_panel
from components.screen.parts.plot import plot
from components.text.sentences import boundaries
from components.text.words import Words
from data.query.filters import Filters
from geo.scene import Layer
from geo.style import ACCENT, BORDER, INK, LINK, MUTED

#: Longest line of running text, in characters.
_LINE = 72
_BRIEF, _BODY = 19, 16
#: A mark's look says its state without colour, too: filled, framed, dashed.
_MARKS: dict[State, str] = {
    "new": f"background:{ACCENT};border:2px solid {ACCENT}",
    "recorded": f"background:#FFFFFF;border:2px solid {ACCENT}",
    "none": f"background:#FFFFFF;border:2px dashed {BORDER}",
}


def briefing_panel(briefing: Briefing, words: Words) -> None:
    """All sections in their order, then sources, caveats and the disclaimer."""
    _head(briefing)
    heads = [section for section in briefing.sections if section.name in HEADS]
    columns = iter(st.columns(len(heads), gap="medium") if heads else ())
    for number, section in enumerate(briefing.sections, 1):
        with next(columns) if section in heads else st.container():
            st.subheader(f"{number} · {section.title}", anchor=section.name)
            section_panel(section, briefing, words)
    st.subheader(f"{len(briefing.sections) + 1} · {words.t('Sources, dates, caveats')}", anchor="sources")
    st.html(_credits(briefing))
    st.caption(" ".join((*briefing.caveats, briefing.disclaimer)))


def _head(briefing: Briefing) -> None:
    st.html(
        f'<h1 style="font-size:34px;margin:0;line-height:1.2">{escape(briefing.name)}</h1>'
        f'<p style="font-size:13px;margin:6px 0 0;color:{MUTED}">{escape(briefing.data_until)}</p>'
    )


def section_panel(section: Section, briefing: Briefing, words: Words) -> None:
    """Blocks one below the other; map and chart side by side, each with its text."""
    maps = [block for block in section.blocks if isinstance(block, MapView)]
    charts = [block for block in section.blocks if isinstance(block, YearChart)]
    for block in section.blocks:
        if not isinstance(block, MapView | YearChart):
            st.html(_html(block, section.name, briefing, words))
    if maps and charts:
        left, right = st.columns([0.55, 0.45], gap="medium")
        with left:
            _map(maps[0], words)
        with right:
            _chart(charts[0], words)


def _map(view: MapView, words: Words) -> None:
    st.markdown(f"##### {view.title}")
    st.caption(" ".join(view.notes))
    if view.layers == ("areas-events",):
        shown = (
            Layer("areas", "areas", address("areas-events", view.filters, words.language)),
            Layer("borders", "lines", address("borders", Filters(), words.language), clickable=False),
        )
        draw("briefing", shown, view.filters, words, view.alt, on_select="ignore")
        areas_legend("events", view.filters, words)
        st.caption(boundaries(words))
    else:
        map_panel("briefing", frozenset(view.layers), view.filters, words)


def _chart(chart: YearChart, words: Words) -> None:
    st.markdown(f"##### {chart.title}")
    plot(briefing_chart.years(chart, words), key="briefing_years", alt=chart.alt)
    st.caption(" ".join(chart.notes))


def _html(block: Block, section: str, briefing: Briefing, words: Words) -> str:
    match block:
        case Text():
            size = _BRIEF if section == "brief" else _BODY
            said = " ".join(_said(one, briefing, words) for one in block.statements)
            return f'<p style="font-size:{size}px;line-height:1.55;margin:0;max-width:{_LINE}ch">{said}</p>'
        case Facts():
            return _facts(block, briefing, words)
        case Table():
            return _table(block, briefing, words)
        case Strip():
            return _strip(block)
        case _:
            raise TypeError(f"{type(block).__name__} is not a text")


def _said(statement: Statement, briefing: Briefing, words: Words) -> str:
    """A statement with what stands out in bold, its sources as small numbers, and the way to its rows."""
    said = "".join(f"<b>{escape(text)}</b>" if strong else escape(text) for text, strong in statement.spans())
    if statement.reading:
        said += f' <span style="color:{MUTED};font-size:0.8em">({escape(words.t("our reading"))})</span>'
    return said + _marks(statement.sources, briefing) + _way(statement, words)


def _marks(sources: tuple[str, ...], briefing: Briefing) -> str:
    numbers = ",".join(str(number) for number in briefing.numbers(sources))
    return f'<sup><a href="#sources" style="text-decoration:none;color:{LINK}">{numbers}</a></sup>' if numbers else ""


def _way(statement: Statement, words: Words) -> str:
    """A small arrow that opens the rows behind a statement in the page that explores them."""
    if statement.evidence is None:
        return ""
    title = escape(words.t("How do we know? Open the rows behind this."), quote=True)
    return (
        f' <a href="{_address(statement.evidence, words)}" target="_blank" title="{title}" aria-label="{title}" '
        f'style="text-decoration:none;color:{LINK};font-size:0.85em">↗</a>'
    )


def _address(evidence: Evidence, words: Words) -> str:
    """The page with the rows, in the reader's language, as an attribute."""
    query = "&" if "?" in evidence.address else "?"
    return escape(f"{evidence.address}{query}lang={words.language}", quote=True)


def _facts(block: Facts, briefing: Briefing, words: Words) -> str:
    lines = "".join(f'<li style="margin:2px 0">{_said(one, briefing, words)}</li>' for one in block.statements)
    listed = f'<ul style="margin:0;padding-left:20px">{lines}</ul>' if lines else f"<p style='margin:0'>{escape(block.empty)}</p>"
    return f'{_heading(block.heading)}<div style="font-size:{_BODY}px;line-height:1.5;max-width:90ch">{listed}</div>'


def _heading(text: str) -> str:
    return f'<p style="font-weight:600;font-size:{_BODY}px;margin:10px 0 4px">{escape(text)}</p>' if text else ""


def _table(block: Table, briefing: Briefing, words: Words) -> str:
    def cell(tag: str, column: int, text: str) -> str:
        """`text` is HTML."""
        align = "right" if column in block.numeric else "left"
        return f'<{tag} style="text-align:{align};padding:3px 14px 3px 0;border-bottom:1px solid {BORDER}">{text}</{tag}>'

    head = "".join(cell("th", i, escape(text)) for i, text in enumerate(block.header))
    own = [_marks(sources, briefing) for sources in block.cited] or [""] * len(block.rows)
    body = "".join(
        "<tr>" + "".join(cell("td", i, escape(text) + marks * (i + 1 == len(row))) for i, text in enumerate(row)) + "</tr>"
        for row, marks in zip(block.rows, own, strict=True)
    )
    said = " ".join(part for part in (_more(block, words), escape(block.note)) if part)
    note = f'<p style="font-size:13px;color:{MUTED};margin:4px 0 0">{said}{_marks(block.sources, briefing)}</p>'
    return (
        f'{_heading(block.heading)}<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:15px">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


def _more(block: Table, words: Words) -> str:
    """How many rows more there are, as the way to all of them."""
    if not block.left_out:
        return ""
    said = escape(words.n("And {n} more.", "And {n} more.", block.left_out))
    if block.evidence is None:
        return said
    return f'<a href="{_address(block.evidence, words)}" target="_blank" style="color:{LINK}">{said}</a>'


def _strip(block: Strip) -> str:
    cells = "".join(
        f'<div style="flex:1 1 150px;min-width:130px;padding:8px 10px;border-radius:4px;{_framed(mark.state)}">'
        f'<div style="font-weight:600;line-height:1.25">{escape(mark.name)}</div>'
        f'<div style="margin-top:3px">{escape(mark.detail)}</div></div>'
        for mark in block.marks
    )
    legend = " &nbsp; ".join(
        f'<span style="display:inline-block;width:14px;height:14px;vertical-align:-2px;border-radius:3px;{_MARKS[state]}">'
        f"</span> {escape(text)}"
        for state, text in block.legend
    )
    return (
        f'{_heading(block.heading)}<div style="display:flex;flex-wrap:wrap;gap:8px;font-size:14px">{cells}</div>'
        f'<p style="font-size:13px;color:{MUTED};margin:6px 0 0">{legend}</p>'
    )


def _framed(state: State) -> str:
    ink = "#FFFFFF" if state == "new" else INK if state == "recorded" else MUTED
    return f"{_MARKS[state]};color:{ink}"


def _credits(briefing: Briefing) -> str:
    lines = []
    for credit in sorted(set(briefing.credits.values()), key=lambda credit: credit.number):
        name = escape(credit.text)
        if credit.address.startswith("https://"):
            address = escape(credit.address, quote=True)
            name = f'<a href="{address}" target="_blank" rel="noopener" style="color:{LINK}">{name}</a>'
        lines.append(f'<li value="{credit.number}" style="margin:2px 0">{name}</li>')
    return f'<ol style="font-size:14px;margin:0;padding-left:28px;max-width:110ch">{"".join(lines)}</ol>'
