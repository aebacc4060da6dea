"""A briefing as slides: eight, 16:9, in text, tables and charts that can be edited, with contents and sources in the notes."""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches

from components.briefing.paper import layout, maps
from components.briefing.powerpoint.slide_chart import chart
from components.briefing.powerpoint.slide_columns import filled
from components.briefing.powerpoint.slide_file import saved
from components.briefing.powerpoint.slide_parts import (
    BODY,
    MIDDLE,
    SLIDE,
    SMALL,
    Place,
    Run,
    begin,
    fitting,
    footer,
    noted,
    picture,
    row_height,
    runs,
    sourced,
    table,
    text,
)
from components.briefing.sections.credits import block_sources
from components.briefing.value import (
    EDITION_NAMES,
    HEADS,
    Briefing,
    Credit,
    Facts,
    Section,
    Statement,
    Strip,
    Table,
    Text,
    YearChart,
)
from components.text.words import Words, words
from geo.style import ACCENT, INK, MUTED

#: Points between sentences.
_GAP = 9.0
#: Points of sentences that have a slide to themselves: the largest at which all fit.
_SIZES = (26, 24, 22, 20, 18, 16)
#: Millimetres of a map in the picture; it is shown larger.
_MAP = (165.0, 69.0)
#: Inches under the map and the charts for what they cannot show.
_BENEATH = 0.55
#: How a category stands, as signs that need no colour.
SIGNS = {"recorded": "●", "new": "◉", "none": "○"}
#: Points of the headings of what comes first, and inches between its columns.
_HEAD, _APART = 20, 0.45
_HALF = (MIDDLE.width - 0.5) / 2
#: Shares of a half that the sign and the name of a mark take.
_SIGN_AND_NAME = (0.07, 0.93)


def slides(briefing: Briefing) -> bytes:
    """The briefing as PPTX bytes: one slide a section, and one each for map and chart. The same value gives the same bytes."""
    say = words(briefing.language)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(SLIDE[0]), Inches(SLIDE[1])
    _heads(deck, [section for section in briefing.sections if section.name in HEADS], briefing, say)
    for section in briefing.sections:
        if section.name in HEADS:
            continue
        if section.name == "brief":
            _brief(deck, section, briefing, say)
        elif section.name == "happening":
            _map(deck, section, briefing, say)
            _trend(deck, section, briefing, say)
        elif section.name == "weapons":
            _weapons(deck, section, briefing, say)
        else:
            _section(deck, section, briefing, say)
    left = f"Arms Lens · {briefing.name} · {layout.edition_line(briefing, say)}"
    below = f"{briefing.data_until} {briefing.disclaimer}"
    for i, slide in enumerate(deck.slides, 1):
        count = f"{i} / {len(deck.slides)}"
        footer(slide, left, layout.clearance(briefing, say), below, count, briefing.language)
    return _saved(deck, briefing, say)


def _begin(deck: Any, title: str, briefing: Briefing, say: Words) -> Slide:
    return begin(deck, title, briefing.language, f"{briefing.name} · {layout.kicker(briefing, say)}")


def _heads(deck: Any, sections: list[Section], briefing: Briefing, say: Words) -> None:
    """What comes before the record, side by side, in the largest letters in which all three fit."""
    if not sections:
        return
    slide = _begin(deck, briefing.name, briefing, say)
    wide = (MIDDLE.width - _APART * (len(sections) - 1)) / len(sections)
    lists = [[block for block in section.blocks if isinstance(block, Facts)] for section in sections]
    kept = [[one for block in blocks for one in layout.on_paper(block, say)] for blocks in lists]
    size = next((size for size in _SIZES if all(_fits(said, wide, size) for said in kept)), SMALL)
    for i, (section, said) in enumerate(zip(sections, kept, strict=True)):
        at = Place(MIDDLE.left + i * (wide + _APART), MIDDLE.top, wide, 0.45)
        text(slide, at, [[(section.title, True)]], briefing.language, size=_HEAD, tint=ACCENT)
        below = at._replace(top=MIDDLE.top + 0.55, height=MIDDLE.height - 0.55)
        text(slide, below, [runs(one, briefing.numbers(one.sources)) for one in said], briefing.language, size=size, gap=_GAP)
    noted(slide, [line for section in sections for line in (section.title, *_notes(section, briefing, say))], say)
    sourced(slide, _credits(sections, briefing), say)


def _fits(said: list[Statement], wide: float, size: float) -> bool:
    # A number of a source is as wide as some letters.
    return fitting(said, wide * 0.94, MIDDLE.height - 0.6, _GAP, size) == len(said)


def _brief(deck: Any, section: Section, briefing: Briefing, say: Words) -> None:
    """The sentences that stand first, as large as they fit."""
    slide = _begin(deck, briefing.name, briefing, say)
    said = [one for block in section.blocks if isinstance(block, Text | Facts) for one in block.statements]
    if briefing.phase not in said:
        said.insert(0, briefing.phase)
    size = next((size for size in _SIZES if fitting(said, MIDDLE.width, MIDDLE.height, _GAP, size) == len(said)), SMALL)
    text(slide, MIDDLE, [runs(one, briefing.numbers(one.sources)) for one in said], briefing.language, size=size, gap=_GAP)
    _noted(slide, section, briefing, say)


def _section(deck: Any, section: Section, briefing: Briefing, say: Words) -> None:
    """Everything that a section says."""
    slide = _begin(deck, section.title, briefing, say)
    filled(slide, section, briefing, say)
    _noted(slide, section, briefing, say)


def _map(deck: Any, section: Section, briefing: Briefing, say: Words) -> None:
    view = layout.map_view(briefing)
    assert view is not None, "every briefing has a map"
    slide = _begin(deck, view.title, briefing, say)
    body = maps.picture(view, say, *_MAP, towns=briefing.edition == "internal")
    wide = MIDDLE.width * (1 - _BENEATH / MIDDLE.height if view.not_placed else 1)
    picture(slide, Place(MIDDLE.left, MIDDLE.top, wide, wide * _MAP[1] / _MAP[0]), body, view.alt)
    if view.not_placed:
        at = Place(MIDDLE.left, MIDDLE.top + MIDDLE.height - _BENEATH, MIDDLE.width, _BENEATH)
        text(slide, at, [[(view.not_placed, False)]], briefing.language, size=12, tint=MUTED)
    noted(slide, (view.alt, *view.notes, view.not_placed, "", *_sources(section, briefing, say)), say)
    sourced(slide, _credits([section], briefing), say)


def _trend(deck: Any, section: Section, briefing: Briefing, say: Words) -> None:
    """Two charts over the same years beside what is said about them."""
    found = next(block for block in section.blocks if isinstance(block, YearChart))
    slide = _begin(deck, section.title, briefing, say)
    wide = MIDDLE.width * 0.62
    half = (MIDDLE.height - 0.1 - _BENEATH) / 2
    events, deaths, totals = found.names
    above = Place(MIDDLE.left, MIDDLE.top, wide, half)
    chart(
        slide,
        above,
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        found.years,
        {events: (found.events, layout.EVENTS)},
        found.alt,
        found.revised,
        say,
    )
    below = {deaths: (found.deaths, layout.DEATHS), totals: (found.totals, INK)}
    chart(
        slide, above._replace(top=MIDDLE.top + half + 0.1), XL_CHART_TYPE.LINE, found.years, below, found.alt, found.revised, say
    )
    # An axis runs on where the map ends: a year without a bar must not be read as one without events.
    beneath = Place(MIDDLE.left, MIDDLE.top + MIDDLE.height - _BENEATH, wide, _BENEATH)
    text(slide, beneath, [[(" ".join(found.notes), False)]], briefing.language, size=SMALL, tint=MUTED)
    said = [one for block in section.blocks if isinstance(block, Text | Facts) for one in block.statements]
    at = Place(MIDDLE.left + wide + 0.35, MIDDLE.top, MIDDLE.width - wide - 0.35, MIDDLE.height)
    tables = [block for block in section.blocks if isinstance(block, Table) and block.rows]
    facts = [[(" · ".join(row), False)] for block in tables for row in (block.header, *block.rows)] if not said else []
    size = next((size for size in (BODY, 16) if fitting(said, at.width, at.height, _GAP, size) == len(said)), SMALL)
    if said or facts:
        cited = [runs(one, briefing.numbers(one.sources)) for one in said]
        text(slide, at, cited or facts, briefing.language, size=size, gap=_GAP)
    _noted(slide, section, briefing, say, found.alt, *found.notes, "")


def _weapons(deck: Any, section: Section, briefing: Briefing, say: Words) -> None:
    """Categories and red lines side by side, by sign and word."""
    slide = _begin(deck, section.title, briefing, say)
    strips = [block for block in section.blocks if isinstance(block, Strip)][:2]
    marked = [
        [[[(SIGNS[mark.state], True)], _marked(mark.name, mark.detail if len(strip.marks) < 7 else "")] for mark in strip.marks]
        for strip in strips
    ]
    columns = [_HALF * share for share in _SIGN_AND_NAME]
    # What is said of all stands right beneath: LibreOffice draws rows as high as they were reckoned, or higher.
    room = MIDDLE.height - 0.75 - 1.2
    size = next(
        (s for s in (BODY, 16) if all(sum(row_height(row, columns, s) for row in rows) <= room for rows in marked)), SMALL
    )
    for i, (strip, rows) in enumerate(zip(strips, marked, strict=True)):
        left = MIDDLE.left + i * (_HALF + 0.5)
        text(slide, Place(left, MIDDLE.top, _HALF, 0.35), [[(strip.heading, True)]], briefing.language)
        at = Place(left, MIDDLE.top + 0.75, _HALF, 1)
        table(slide, at, (), rows, _SIGN_AND_NAME, briefing.language, alt=layout.strip_alt(strip, say), size=size)
    if strips:
        legend = "    ".join(f"{SIGNS[state]} {meaning}" for state, meaning in strips[0].legend)
        at = Place(MIDDLE.left, MIDDLE.top + MIDDLE.height - 0.32, MIDDLE.width, 0.3)
        text(slide, at, [[(legend, False)]], briefing.language, size=14, tint=MUTED)
    said = [
        run
        for block in section.blocks
        if isinstance(block, Text)
        for one in block.statements
        for run in (*runs(one, briefing.numbers(one.sources)), (" ", False))
    ]
    at = Place(MIDDLE.left, MIDDLE.top + MIDDLE.height - 1.15, MIDDLE.width, 0.75)
    text(slide, at, [said], briefing.language, size=SMALL)
    details = (f"{say.labelled(mark.name, mark.detail)}" for strip in strips for mark in strip.marks if mark.detail)
    _noted(slide, section, briefing, say, *details, "")


def _marked(name: str, detail: str) -> list[Run]:
    return [(name, True), *([(f" – {detail}", False)] if detail else [])]


def _noted(slide: Slide, section: Section, briefing: Briefing, say: Words, *before: str) -> None:
    """Sources at the foot of a slide, and all that its section says in its notes."""
    noted(slide, (*before, *_notes(section, briefing, say)), say)
    sourced(slide, _credits([section], briefing), say)


def _notes(section: Section, briefing: Briefing, say: Words) -> list[str]:
    """All that a section says, then its sources."""
    said: list[str] = []
    for block in section.blocks:
        match block:
            case Text() | Facts():
                said += [f"{one.plain} {_cited(one.sources, briefing)}".rstrip() for one in block.statements]
            case Table():
                own = [_cited(sources, briefing) for sources in block.cited] or [""] * len(block.rows)
                rows = (f"{' · '.join(row)} {marks}".rstrip() for row, marks in zip(block.rows, own, strict=True))
                cut = layout.more(block.left_out, say, block.evidence)
                cut = f"{cut} {layout.everything(briefing, block.evidence)}".rstrip() if cut else ""
                said += [block.heading, " · ".join(block.header), *rows, " ".join(filter(None, (cut, block.note)))]
    if any(one.reading for block in section.blocks if isinstance(block, Text | Facts) for one in block.statements):
        said.append(say.t("† This project’s own reading of the sources."))
    return [*(one for one in said if one), "", *_sources(section, briefing, say)]


def _cited(sources: tuple[str, ...], briefing: Briefing) -> str:
    return "".join(f"[{number}]" for number in briefing.numbers(sources))


def _sources(section: Section, briefing: Briefing, say: Words) -> list[str]:
    found = _credits([section], briefing)
    return [say.t("Sources"), *(f"[{credit.number}] {credit.text} {credit.address}".rstrip() for credit in found)]


def _credits(sections: list[Section], briefing: Briefing) -> list[Credit]:
    """What sections rest on; what cites nothing rests on all."""
    blocks = [block for section in sections for block in section.blocks]
    cited = {source for block in blocks for source in block_sources(block)} or set(briefing.credits)
    found = {credit for source, credit in briefing.credits.items() if source in cited}
    return sorted(found, key=lambda credit: credit.number)


def _saved(deck: Any, briefing: Briefing, say: Words) -> bytes:
    named = (briefing.name, briefing.area, say.t(EDITION_NAMES[briefing.edition]))
    said = (layout.title(briefing, say), briefing.question, ", ".join(named), layout.clearance(briefing, say))
    return saved(deck, briefing.made_on, briefing.language, *said)
