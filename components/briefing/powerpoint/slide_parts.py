"""What slides are made of: titles, text, tables, pictures and notes, in sizes that are read from the back of a room."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Length, Pt

from compat import pptx_xml
from components.briefing.value import Credit, Statement
from components.text.words import Words
from geo.style import ACCENT, INK, MUTED

#: Sizes of text in points.
TITLE, BODY, SMALL, FOOT = 30, 18, 14, 10
#: On every machine that shows slides, or with metrics of its own there.
FACE = "Arial"
LANGUAGES = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "fr": MSO_LANGUAGE_ID.FRENCH, "es": MSO_LANGUAGE_ID.SPANISH}
#: A title is set in the largest of these in which it has one line; two lines of the smallest have room. Bold letters are wider.
_TITLES, _BOLD = (TITLE, 26, 22, 20), 0.94
_TITLE_ONLY = 5
#: Width of a letter as a share of its size, and the height of a line: what Arial needs, and a little more.
_LETTER, _LINE = 0.5, 1.22
#: A run of text: the words, and whether they stand out.
Run = tuple[str, bool]


class Place(NamedTuple):
    """A rectangle on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        left, top, width, height = (Inches(value) for value in self)
        return left, top, width, height


SLIDE = (13.333, 7.5)
#: The free middle of a slide under its title and above its footer.
MIDDLE = Place(0.55, 1.25, 12.23, 5.28)
#: Where the sources of a slide stand, above its footer.
_SOURCES = Place(0.55, 6.56, 12.23, 0.38)


def colour(text: str) -> RGBColor:
    return RGBColor.from_string(text.removeprefix("#"))


def begin(deck: Any, title: str, language: str, above: str = "") -> Slide:
    """A slide with its title; `above` stands small over it."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Place(0.55, 0.36, 0.7, 0.07).emu)
    bar.fill.solid()
    bar.fill.fore_color.rgb = colour(ACCENT)
    bar.line.fill.background()
    bar.shadow.inherit = False
    pptx_xml.name(bar, "Line")
    head = slide.shapes.title
    assert head is not None
    head.left, head.top, head.width, head.height = Place(0.55, 0.5, 12.23, 0.7).emu
    frame = framed(head.text_frame)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    size = next((size for size in _TITLES if lines(title, 12.23 * _BOLD, size) == 1), _TITLES[-1])
    written(frame.paragraphs[0], [(title, True)], size, language)
    if above:
        text(slide, Place(1.4, 0.26, 11.38, 0.3), [[(above, False)]], language, size=12, tint=MUTED)
    return slide


def text(
    slide: Slide, place: Place, paragraphs: Sequence[Sequence[Run]], language: str, *,
    size: float = BODY, tint: str = INK, gap: float = 0, marked: bool = False, right: bool = False,
) -> None:  # fmt: skip
    """Paragraphs in a box of their own; `marked` ones with a dash, `gap` points apart."""
    frame = framed(slide.shapes.add_textbox(*place.emu).text_frame)
    for i, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        written(paragraph, runs, size, language, tint)
        if marked:
            pptx_xml.dash_before(paragraph, 0.28)


def framed(frame: TextFrame) -> TextFrame:
    """A frame without margins, whose text breaks at its edge."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    return frame


def written(paragraph: _Paragraph, runs: Iterable[Run], size: float, language: str, tint: str = INK) -> None:
    for words, strong in runs:
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(size), strong, FACE
        run.font.color.rgb = colour(tint)
        run.font.language_id = LANGUAGES[language]


def runs(one: Statement, numbers: Sequence[int] = ()) -> list[Run]:
    """A statement with its bold parts and the numbers of its sources; what is our own reading is marked."""
    return [*one.spans(), *([("†", False)] if one.reading else []), *marks(numbers)]


def marks(numbers: Sequence[int]) -> list[Run]:
    """The numbers of sources, as they stand behind what rests on them."""
    return [(f"\u00a0[{','.join(map(str, numbers))}]", False)] if numbers else []


def sourced(slide: Slide, credits: Sequence[Credit], say: Words) -> None:
    """The sources of a slide by name, on two lines above the footer; those that have no room there are counted."""
    for kept in range(len(credits), -1, -1):
        named = [f"[{credit.number}] {credit.brief}" for credit in credits[:kept]]
        rest = say.n("and {n} more, in the speaker notes", "and {n} more, in the speaker notes", len(credits) - kept)
        listed = say.labelled(say.t("Sources"), "; ".join([*named, *([rest] if kept < len(credits) else [])]))
        if lines(listed, _SOURCES.width, FOOT) <= 2:
            break
    if credits:
        text(slide, _SOURCES, [[(listed, False)]], say.language, size=FOOT, tint=MUTED)


def lines(words: str, width: float, size: float = BODY) -> int:
    """Lines that words need in so many inches, reckoned on the safe side."""
    return max(1, len(textwrap.wrap(words, max(1, int(width * 72 / size / _LETTER)))))


def tall(count: int, size: float = BODY, gap: float = 0) -> float:
    """Inches that so many lines need."""
    return (count * size * _LINE + gap) / 72


def fitting(statements: Sequence[Statement], width: float, height: float, gap: float, size: float = BODY) -> int:
    """How many statements from the first on fit a box."""
    free, kept = height, 0
    for one in statements:
        free -= tall(lines(one.plain, width, size), size, gap)
        if free < 0:
            break
        kept += 1
    return kept


def table(
    slide: Slide, place: Place, header: Sequence[str], rows: Sequence[Sequence[Sequence[Run]]], widths: Sequence[float],
    language: str, numeric: frozenset[int] = frozenset(), alt: str = "", size: float = BODY,
) -> float:  # fmt: skip
    """A native table under thin lines; `widths` are shares. Returns its reckoned height in inches."""
    all_rows = [[[(cell, True)] for cell in header], *rows] if any(header) else list(rows)
    frame = slide.shapes.add_table(len(all_rows), len(widths), *place.emu)
    pptx_xml.describe(frame, alt)
    found = frame.table
    found.first_row, found.horz_banding = any(header), False
    pptx_xml.without_style(frame)
    columns = [place.width * width / sum(widths) for width in widths]
    for i, width in enumerate(columns):
        found.columns[i].width = Inches(width)
    height = 0.0
    for i, cells in enumerate(all_rows):
        need = row_height(cells, columns, size)
        found.rows[i].height = Inches(need)
        height += need
        for j, cell_runs in enumerate(cells):
            cell = found.cell(i, j)
            cell.margin_left, cell.margin_right = Inches(0 if j == 0 else 0.1), Inches(0.05)
            cell.margin_top = cell.margin_bottom = Inches(0.05)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if j in numeric else PP_ALIGN.LEFT
            written(paragraph, cell_runs, size, language, MUTED if i == 0 and any(header) else INK)
            pptx_xml.rule_below(cell, 1.25 if i == 0 and any(header) else 0.5, MUTED)
    return height


def row_height(cells: Sequence[Sequence[Run]], columns: Sequence[float], size: float = BODY) -> float:
    """Inches that a row of a table needs."""
    texts = ("".join(words for words, _ in cell) for cell in cells)
    count = max(lines(words, width - 0.25, size) for words, width in zip(texts, columns, strict=True))
    return tall(count, size) + 0.1


def picture(slide: Slide, place: Place, body: bytes, alt: str) -> None:
    pptx_xml.describe(slide.shapes.add_picture(io.BytesIO(body), *place.emu), alt)


def footer(slide: Slide, left: str, clearance: str, below: str, count: str, language: str) -> None:
    """Edition, day and clearance; what stands below them; which slide of how many."""
    said: list[Run] = [(left, False), *([(f" · {clearance}", True)] if clearance else [])]
    at = Place(0.55, 6.95, 11.1, 0.52)
    texts = ("".join(words for words, _ in said), below)
    reckoned = {size: tall(sum(lines(one, at.width, size) for one in texts), size) for size in (FOOT, 9, 8, 7)}
    size = next((size for size, height in reckoned.items() if height <= at.height), 7)
    text(slide, at, [said, [(below, False)]], language, size=size, tint=MUTED)
    text(slide, Place(11.8, 6.95, 0.98, 0.25), [[(count, False)]], language, size=FOOT, tint=MUTED, right=True)


def noted(slide: Slide, paragraphs: Iterable[str], say: Words) -> None:
    """The speaker's notes."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "\n".join(paragraphs)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.language_id = LANGUAGES[say.language]
