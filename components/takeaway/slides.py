"""A storyboard as slides, 16:9: native text, tables and charts of years; what the presenter says and the sources in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches

from components.briefing.paper import layout
from components.briefing.powerpoint.slide_chart import chart
from components.briefing.powerpoint.slide_file import saved
from components.briefing.powerpoint.slide_parts import (
    BODY,
    MIDDLE,
    SLIDE,
    SMALL,
    Place,
    Run,
    begin,
    footer,
    lines,
    noted,
    picture,
    row_height,
    table,
    tall,
    text,
)
from components.briefing.value import EDITION_NAMES, YearChart
from components.takeaway.pictures import jpeg, size
from components.takeaway.value import Numbers, Page, Takeaway
from components.text.words import Words, words
from geo.style import INK, MUTED

#: Points of a finding and of a question that has a slide to itself, the largest that fits.
_FINDINGS, _QUESTIONS = (24, 22, 20, 18, 16, 14), (40, 36, 32, 28, 24, 20, 16, 12)
#: Points of headings of tables; of captions; between paragraphs.
_HEADING, _CAPTION, _GAP = 16, 12, 9.0
#: Inches between parts, and the widest part of a slide that a picture takes.
_APART, _WIDEST = 0.25, 0.64
#: Width of a letter as a share of its size, heads of tables being bold.
_LETTER = 0.58
#: Rows of a table that are read from afar.
_ROWS = 8


def slides(found: Takeaway) -> bytes:
    """The PPTX. The same value gives the same bytes."""
    say = words(found.language)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(SLIDE[0]), Inches(SLIDE[1])
    _title(deck, found, say)
    for page in found.pages:
        _slide(deck, page, found, say)
    for name, paragraphs in _after(found, say):
        _running(deck, name, paragraphs, found, say)
    left = f"{layout.edition_line(found, say)} · {found.data_until}"
    for i, slide in enumerate(deck.slides, 1):
        count = f"{i} / {len(deck.slides)}"
        footer(slide, left, layout.clearance(found, say), found.disclaimer, count, found.language)
    keywords = ", ".join(("Arms Lens", say.t("Workshop storyboard"), say.t(EDITION_NAMES[found.edition])))
    subject = say.t("Workshop storyboard")
    return saved(deck, found.made_on, found.language, found.title, subject, keywords, layout.clearance(found, say))


def _title(deck: Any, found: Takeaway, say: Words) -> None:
    slide = begin(deck, found.title, found.language, f"Arms Lens · {say.t('Workshop storyboard')}")
    contents: list[list[Run]] = [[(f"{i}  ", False), (page.title, True)] for i, page in enumerate(found.pages, 1)]
    half = -(-len(contents) // 2) if len(contents) > 9 else len(contents)
    wide = MIDDLE.width / 2 - _APART
    for i, part in enumerate(p for p in (contents[:half], contents[half:]) if p):
        left = MIDDLE.left + i * (wide + 2 * _APART)
        letters = _fitting([_plain(runs) for runs in part], wide, 4.0, (22, 20, 18, 16, 14, 12, 10, 8))
        text(slide, Place(left, MIDDLE.top + 0.3, wide, 4.0), part, found.language, size=letters, gap=_GAP)
    caveats: list[list[Run]] = [[(note, False)] for note in found.caveats]
    text(slide, Place(MIDDLE.left, 5.75, MIDDLE.width, 0.8), caveats, found.language, size=_CAPTION, tint=MUTED, gap=3)
    noted(slide, (found.title, *found.caveats), say)


def _slide(deck: Any, page: Page, found: Takeaway, say: Words) -> None:
    """Finding on top, then the view, then the filters' sentence and what the view cannot show."""
    slide = begin(deck, page.title, found.language, found.title)
    top, bottom = MIDDLE.top, MIDDLE.top + MIDDLE.height
    if page.finding:
        letters = _fitting([page.finding], MIDDLE.width, 0.85, _FINDINGS)
        text(slide, Place(MIDDLE.left, top, MIDDLE.width, 0.85), [[(page.finding, False)]], found.language, size=letters)
        top += tall(lines(page.finding, MIDDLE.width, letters), letters) + _APART
    if small := " · ".join(filter(None, (page.question if len(page.pictures) < 2 else "", *page.caveats))):
        high = tall(lines(small, MIDDLE.width, _CAPTION), _CAPTION)
        bottom -= high + 0.06
        text(slide, Place(MIDDLE.left, bottom + 0.06, MIDDLE.width, high), [[(small, False)]], found.language, size=_CAPTION,
             tint=MUTED)  # fmt: skip
    place = Place(MIDDLE.left, top, MIDDLE.width, bottom - top)
    if page.years:
        _trend(slide, page, page.years, place, found, say)
    elif page.pictures:
        _pictures(slide, page, place, found, say)
    elif page.tables or page.said:
        _beside(slide, page, place, found, say)
    else:
        _words(slide, page, place, found)
    noted(slide, _notes(page, found, say), say)


def _trend(slide: Slide, page: Page, years: YearChart, place: Place, found: Takeaway, say: Words) -> None:
    """Two charts over the same years, whose numbers can be edited."""
    asks = bool(page.ask or page.left_out)
    wide = place.width * (0.66 if asks else 1)
    half = (place.height - 0.1) / 2
    events, deaths, totals = years.names
    above = Place(place.left, place.top, wide, half)
    chart(
        slide,
        above,
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        years.years,
        {events: (years.events, layout.EVENTS)},
        years.alt,
        years.revised,
        say,
    )
    below = {deaths: (years.deaths, layout.DEATHS)}
    if any(n is not None for n in years.totals):
        below[totals] = (years.totals, INK)
    chart(
        slide, above._replace(top=place.top + half + 0.1), XL_CHART_TYPE.LINE, years.years, below, years.alt, years.revised, say
    )
    if asks:
        at = Place(place.left + wide + _APART, place.top, place.width - wide - _APART, place.height)
        _beside(slide, page, at, found, say, with_tables=False)


def _pictures(slide: Slide, page: Page, place: Place, found: Takeaway, say: Words) -> None:
    """One picture with words and numbers beside it, or several in a row with their captions."""
    several = len(page.pictures) > 1
    width = (place.width - _APART * (len(page.pictures) - 1)) / len(page.pictures) if several else place.width * _WIDEST
    height = place.height - (0.35 if several else 0)
    left = place.left
    for one in page.pictures:
        wide, high = size(one.png)
        shown = min(width, height * wide / high)
        picture(slide, Place(left, place.top, shown, shown * high / wide), jpeg(one.png), one.alt)
        if several:
            at = Place(left, place.top + shown * high / wide + 0.05, width, 0.3)
            text(slide, at, [[(one.caption, True)]], found.language, size=14)
        left += (width if several else shown) + _APART
    if not several:
        at = Place(left + 0.05, place.top, place.left + place.width - left - 0.05, place.height)
        _beside(slide, page, at, found, say)


def _beside(slide: Slide, page: Page, place: Place, found: Takeaway, say: Words, with_tables: bool = True) -> None:
    """Question, what is left out and sentences, then as many rows of the first table as fit."""
    said: list[list[Run]] = [[(line, True)] for line in page.ask.split("\n") if line.strip()]
    said += [[(page.left_out, False)]] if page.left_out else []
    wanted = next((one for one in page.tables if one.rows), None) if with_tables else None
    # A wide place has room for sentences at the left and numbers at the right.
    both = wanted is not None and page.said and place.width > 8
    words_at = place._replace(width=place.width * 0.46) if both else place
    said += [[(one, False)] for one in page.said]
    top = place.top
    if said:
        free = words_at.height if both or wanted is None else words_at.height * 0.6
        letters = _fitting([_plain(runs) for runs in said], words_at.width, free, (BODY, 16, 14, 12, 10))
        kept = _kept(said, words_at.width, free, letters)
        text(slide, words_at, kept, found.language, size=letters, gap=_GAP)
        if not both:
            top += sum(tall(lines(_plain(runs), words_at.width, letters), letters, _GAP) for runs in kept) + 0.1
    if wanted is not None:
        left = words_at.left + words_at.width + 0.4 if both else place.left
        at = Place(left, top, place.left + place.width - left, place.top + place.height - top)
        _numbers(slide, wanted, at, found.language, say, "" if wanted.note in page.caveats else wanted.note)


def _numbers(slide: Slide, one: Numbers, place: Place, language: str, say: Words, note: str) -> None:
    """A table under its heading, cut to its place, with how many rows more there are and what is in none of them."""
    # Beside a picture a row holds three cells that can be read; all of them stand in the other files.
    keep = [0, *range(1, len(one.header))][: 3 if place.width < 7 else 5]
    if 0 < len(keep) < len(one.header) and one.numeric:
        keep = sorted({0, *sorted(one.numeric)[: len(keep) - 1]}) if len(one.numeric) >= len(keep) - 1 else keep
    header = [one.header[i] for i in keep]
    rows = [[[(row[i], False)] for i in keep] for row in one.said(say)]
    columns = _columns([header, *([row[k][0][0] for k in range(len(keep))] for row in rows)], place.width)
    top = place.top
    if one.heading:
        high = tall(lines(one.heading, place.width, _HEADING), _HEADING)
        text(slide, place._replace(height=high), [[(one.heading, True)]], language, size=_HEADING)
        top += high + 0.09
    under = tall(lines(f"{layout.more_on(one.page, len(one.rows), say)} {note}", place.width, _CAPTION), _CAPTION)
    free = place.top + place.height - top - under - 0.1
    reckoned = [[[(cell, True)] for cell in header], *rows[:_ROWS]]
    fits = {points: _rows_within(reckoned, columns, free, points) for points in (BODY, 16, SMALL)}
    # The largest letters in which most rows fit: one that a headline speaks of may be the longest.
    points = max(fits, key=lambda points: (fits[points], points))
    if (kept := fits[points]) < 1:
        return
    numeric = frozenset(k for k, i in enumerate(keep) if i in one.numeric)
    at = Place(place.left, top, place.width, 1)
    used = table(slide, at, header, rows[:kept], columns, language, numeric, one.heading, points)
    if rest := " ".join(filter(None, (layout.more_on(one.page, len(one.rows) - kept, say), note))):
        at = Place(place.left, top + used * 1.06 + 0.08, place.width, under)
        text(slide, at, [[(rest, False)]], language, size=_CAPTION, tint=MUTED)


def _rows_within(rows: Sequence[Sequence[Sequence[Run]]], columns: Sequence[float], free: float, size: float) -> int:
    """How many rows under the first, the header, fit so many inches."""
    heights = accumulate(row_height(row, columns, size) for row in rows)
    return sum(height <= free for height in heights) - 1


def _columns(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Inches of columns: each as wide as its longest word, the rest by how much stands in it."""
    texts = list(zip(*rows, strict=True))
    least = [max(len(word) for cell in column for word in (cell.split() or [""])) * BODY * _LETTER / 72 + 0.2 for column in texts]
    wanted = [min(max(map(len, column)), 40) ** 0.7 for column in texts]
    free = max(width - sum(least), 0)
    found = [low + free * share / sum(wanted) for low, share in zip(least, wanted, strict=True)]
    return [one * width / sum(found) for one in found]


def _words(slide: Slide, page: Page, place: Place, found: Takeaway) -> None:
    """The question in the largest letters that fit."""
    asked: list[list[Run]] = [[(line, True)] for line in page.ask.split("\n") if line.strip()]
    if page.left_out:
        asked.append([(page.left_out, False)])
    if asked:
        letters = _fitting([_plain(runs) for runs in asked], place.width, place.height, _QUESTIONS, gap=18)
        high = sum(tall(lines(_plain(runs), place.width, letters), letters, 18) for runs in asked)
        top = place.top + max((place.height - high) / 2, 0)
        text(slide, place._replace(top=top, height=high), asked, found.language, size=letters, gap=18)


def _after(found: Takeaway, say: Words) -> Iterator[tuple[str, list[list[Run]]]]:
    """What the room said, then the sources, as paragraphs."""
    if found.feedback or found.unheard:
        paragraphs: list[list[Run]] = []
        for one in found.feedback:
            counted = one.counted(say)
            paragraphs.append([(one.title, True), *([(f" – {counted}", False)] if counted else [])])
            paragraphs += [[(f"{name} – ", True), (note, False)] for name, notes in one.notes for note in notes]
        if found.unheard:
            paragraphs.append([(found.unheard, False)])
        yield say.t("Appendix: messages from the room"), paragraphs
    cited: list[list[Run]] = [[(f"[{c.number}] {c.text} {c.address}".rstrip(), False)] for c in found.credits]
    yield say.t("Sources and caveats"), [*cited, *([(note, False)] for note in found.caveats)]


def _running(deck: Any, name: str, paragraphs: Sequence[list[Run]], found: Takeaway, say: Words) -> None:
    """Paragraphs over as many slides as they need."""
    letters, rest = 16, list(paragraphs)
    while rest:
        slide = begin(deck, name, found.language, found.title)
        kept = _kept(rest, MIDDLE.width, MIDDLE.height, letters)
        text(slide, MIDDLE, kept, found.language, size=letters, gap=_GAP)
        noted(slide, [name], say)
        rest = rest[len(kept) :]


def _kept(paragraphs: Sequence[list[Run]], width: float, height: float, letters: float) -> list[list[Run]]:
    """As many paragraphs from the first on as fit, at least one."""
    free, kept = height, 0
    for runs in paragraphs:
        free -= tall(lines(_plain(runs), width, letters), letters, _GAP)
        if free < 0:
            break
        kept += 1
    return list(paragraphs[: max(kept, 1)])


def _fitting(texts: Iterable[str], width: float, height: float, sizes: Sequence[float], gap: float = _GAP) -> float:
    """The largest size in which texts fit a box, or the smallest there is."""
    said = list(texts)

    def fits(letters: float) -> bool:
        return sum(tall(lines(one, width, letters), letters, gap) for one in said) <= height

    return next((letters for letters in sizes if fits(letters)), sizes[-1])


def _plain(runs: Sequence[Run]) -> str:
    return "".join(part for part, _ in runs)


def _notes(page: Page, found: Takeaway, say: Words) -> list[str]:
    """What the presenter says, what the view shows and cannot show, and its sources."""
    credits = {credit.number: credit for credit in found.credits}
    cited = [f"[{n}] {credits[n].text} {credits[n].address}".rstrip() for n in page.sources]
    shown = [picture.alt for picture in page.pictures]
    parts = ([page.spoken], [*shown, *page.said], list(page.caveats), [say.t("Sources"), *cited] if cited else [])
    said = [[line for line in part if line] for part in parts]
    return [line for part in said if part for line in (*part, "")]
