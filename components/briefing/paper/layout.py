"""A briefing as the page's template takes it: the same words in the same order, as plain dicts and lists.

Nothing is said here that the value does not say, but for what a page adds: numbers, footers, headings of its own.
"""

from __future__ import annotations

import datetime
import math
from functools import lru_cache
from itertools import product
from textwrap import wrap
from typing import Any, Protocol
from urllib.parse import urlsplit

from components.briefing.sections.credits import block_sources
from components.briefing.value import (
    EDITION_NAMES,
    HEADS,
    Block,
    Briefing,
    Credit,
    Edition,
    Evidence,
    Facts,
    MapView,
    Section,
    Statement,
    Strip,
    Table,
    Text,
    YearChart,
)
from components.charts.preliminary_marks import STRIPED
from components.paper.sheet import FONTS
from components.paper.typefaces import families
from components.text.words import LANGUAGES, N_, Words
from data.model.categories import AREAS
from geo.style import ACCENT, INK, MUTED, REDS, WEAPON_COLOURS

Plain = dict[str, Any]
#: Characters of a table that stand side by side in a column of the page; a column with no more than so many keeps its width;
#: more columns than so many share a line by their longest texts alone.
_LINE, _SHORT, _MOST_SHARED = 60, 12, 3
#: Millimetres above the text.
MARGIN_TOP = 13.0
#: Where the text of a page ends, in millimetres from its top.
PAGE_END = 277.0
#: Colour of events in a chart, which no weapon category has, of deaths, and of a red line.
EVENTS, DEATHS, RED_LINE = "#7B8794", REDS[3], "#8C2F39"
_CREDIT_COLUMNS = 3


def title(briefing: Briefing, say: Words) -> str:
    return say.t("Arms in {area}: a briefing", area=briefing.name)


def kicker(briefing: Briefing, say: Words) -> str:
    return say.t("Regional briefing") if briefing.area in AREAS else say.t("Country briefing")


class Dated(Protocol):
    """What is taken away as a file: a briefing, a storyboard."""

    @property
    def language(self) -> str: ...
    @property
    def edition(self) -> Edition: ...
    @property
    def cleared(self) -> bool: ...
    @property
    def made_on(self) -> datetime.date: ...
    @property
    def data_version(self) -> str: ...


def clearance(briefing: Dated, say: Words) -> str:
    """What every page says until somebody states otherwise."""
    return "" if briefing.cleared else say.t("Not yet cleared for publication; no official position of the United Nations")


def edition(briefing: Dated, say: Words) -> str:
    """The edition's name; what may be handed out only after clearance says so beside its name."""
    if briefing.edition == "shareable" and not briefing.cleared:
        return say.t("Edition for sharing once cleared")
    return say.t(EDITION_NAMES[briefing.edition])


def edition_line(briefing: Dated, say: Words) -> str:
    """Edition, language, day and data."""
    made = say.t("Data version {version}", version=briefing.data_version)
    return " · ".join((edition(briefing, say), LANGUAGES[briefing.language], say.date(briefing.made_on), made))


def map_view(briefing: Briefing) -> MapView | None:
    found = (block for section in briefing.sections for block in section.blocks if isinstance(block, MapView))
    return next(found, None)


def _beside_title(view: MapView) -> str:
    """What stands beside the map's title, in a line: its notes stand there, in the legend or at the foot of each page, too."""
    return view.not_placed or " ".join(view.notes)


def content(briefing: Briefing, say: Words, most: int) -> Plain:
    """All that stands on the pages; lists longer than `most` end in how many more there are."""
    view = map_view(briefing)
    sections = {s.name: _section(s, i, briefing, say, most) for i, s in enumerate(briefing.sections, 1)}
    return {
        "title": title(briefing, say),
        "name": briefing.name,
        "kicker": f"Arms Lens · {kicker(briefing, say)}",
        "edition": f"{edition(briefing, say)} · {say.date(briefing.made_on)}",
        "keywords": [briefing.name, briefing.area, kicker(briefing, say), say.t(EDITION_NAMES[briefing.edition])],
        "question": briefing.question,
        "language": briefing.language,
        "made": [briefing.made_on.year, briefing.made_on.month, briefing.made_on.day],
        # What FONTS lack is asked of the others: the letters that a page of today is set in stay as they are.
        "fonts": tuple(dict.fromkeys((*FONTS, *families()))),
        "look": {"ink": INK, "muted": MUTED, "accent": ACCENT},
        "footer": f"Arms Lens · {briefing.name} · {edition_line(briefing, say)}",
        "clearance": clearance(briefing, say),
        "paged": say.t("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "disclaimer": briefing.disclaimer,
        "parted": say.labelled("", "{detail}"),
        "phase": None if briefing.phase in _statements(briefing)[1:] else _statement(briefing.phase, briefing),
        "map": {"title": view.title, "note": _beside_title(view), "alt": view.alt} if view else None,
        "heads": [sections[name] for name in HEADS if name in sections],
        "brief": sections["brief"],
        "sections": [found for name, found in sections.items() if name not in (*HEADS, "brief")],
        "colophon": _colophon(briefing, say, len(sections) + 1),
    }


def _section(section: Section, number: int, briefing: Briefing, say: Words, most: int) -> Plain:
    blocks = [_block(block, briefing, say, most) for block in section.blocks if not isinstance(block, MapView)]
    legends: list[Any] = []
    for block in reversed([block for block in blocks if block["kind"] == "strip"]):
        # Strips of one section are explained once, under the last of them.
        if block["legend"] in legends:
            block["legend"] = ()
        else:
            legends.append(block["legend"])
    return {"name": section.name, "number": str(number), "title": section.title, "blocks": blocks}


def _block(block: Block, briefing: Briefing, say: Words, most: int) -> Plain:
    match block:
        case Text():
            return {"kind": "text", "statements": [_statement(one, briefing) for one in block.statements]}
        case Facts():
            kept = block.statements[: _kept(len(block.statements), min(block.shown or most, most))]
            return {
                "kind": "facts", "heading": block.heading, "empty": block.empty,
                "statements": [_statement(one, briefing) for one in kept], "more": more(len(block.statements) - len(kept), say),
                "all": everything(briefing),
            }  # fmt: skip
        case Table():
            return _table(block, briefing, say, most)
        case Strip():
            return _strip(block, say)
        case YearChart():
            return chart(block, say)
        case MapView():
            raise AssertionError("the map stands above the columns")


def on_paper(block: Facts, say: Words) -> list[Statement]:
    """Facts as they stand on paper: what has no room there is counted in a line of its own."""
    kept = block.statements[: _kept(len(block.statements), block.shown or 99)] or (
        (Statement(block.empty),) if block.empty else ()
    )
    left = more(len(block.statements) - len(kept), say) if block.statements else ""
    return [*kept, *([Statement(left)] if left else [])]


def _kept(there: int, most: int) -> int:
    """How many of a list stay: never all but one, whose place the count would take."""
    return there if there <= most + 1 else most


def more(left: int, say: Words, evidence: Evidence | None = None) -> str:
    """How many more there are, and on which page of the app all of them stand."""
    return more_on(evidence.title if evidence else N_("Briefings"), left, say)


def more_on(page: str, left: int, say: Words) -> str:
    """How many more there are on a page of the app, whose name is a message."""
    return say.n("And {n} more: page “{page}”.", "And {n} more: page “{page}”.", left, page=say.t(page)) if left > 0 else ""


def everything(briefing: Briefing, evidence: Evidence | None = None) -> str:
    """The address at which all of a list stands; empty where the app has none for readers of a file."""
    page = evidence.address if evidence else f"/briefing?area={briefing.area}"
    return f"{briefing.site}{page}{'&' if '?' in page else '?'}lang={briefing.language}" if briefing.site else ""


def _statement(one: Statement, briefing: Briefing) -> Plain:
    return {"spans": list(one.spans()), "numbers": briefing.numbers(one.sources), "reading": one.reading}


def _table(table: Table, briefing: Briefing, say: Words, most: int) -> Plain:
    rows = table.rows[: _kept(len(table.rows), most)]
    columns = widths((table.header, *rows), table.numeric)
    cut = more(table.beyond(len(rows)), say, table.evidence)
    return {
        "kind": "table", "heading": table.heading, "header": table.header, "rows": rows, "numeric": sorted(table.numeric),
        "more": cut, "all": everything(briefing, table.evidence), "note": table.note, "numbers": briefing.numbers(table.sources),
        "cited": [briefing.numbers(sources) for sources in table.cited[: len(rows)]], "widths": columns,
    }  # fmt: skip


@lru_cache(maxsize=512)
def widths(rows: tuple[tuple[str, ...], ...], numeric: frozenset[int]) -> list[tuple[str, float]]:
    """Widths of columns: numbers as wide as their headings need (em), short texts as they are, others share the rest so that
    the rows have as few lines as can be.
    """
    found: list[tuple[str, float]] = []
    room, long = _LINE, {}
    for i, column in enumerate(zip(*rows, strict=True)):
        longest = max(map(len, column))
        if i in numeric:
            # A heading of several words stands on two lines.
            word = max(len(word) for cell in column for word in cell.split(" "))
            found.append(("em", 0.5 * max(word, len(column[0]) // 2 + 2) + 1))
            room -= round(found[-1][1] * 2)
        elif longest <= _SHORT:
            found.append(("auto", 0))
            room -= longest + 2
        else:
            found.append(("share", 0))
            long[i] = column
    for i, share in zip(long, _shares(tuple(long.values()), room), strict=True):
        found[i] = ("share", share)
    return found if long else [("share", 1), *found[1:]]


def _shares(columns: tuple[tuple[str, ...], ...], room: int) -> tuple[float, ...]:
    """So many characters of a line for each column that the rows have fewest lines; of equal ways the one nearest to what the
    longest texts ask for.
    """
    asked = [math.sqrt(max(map(len, column))) for column in columns]
    even = [room * share / sum(asked) for share in asked]
    least = [max(len(word) for cell in column for word in cell.split(" ")) + 1 for column in columns]
    lines = [
        {n: [len(wrap(cell, n)) for cell in column] for n in range(low, room, 2)}
        for column, low in zip(columns, least, strict=True)
    ]
    ways = [way for way in product(*(range(low, room, 2) for low in least)) if room - 2 <= sum(way) <= room]
    if len(columns) > _MOST_SHARED or not ways:
        return tuple(asked)

    def cost(way: tuple[int, ...]) -> tuple[int, float]:
        rows = zip(*(counted[n] for counted, n in zip(lines, way, strict=True)), strict=True)
        return sum(map(max, rows)), sum(abs(n - wished) for n, wished in zip(way, even, strict=True))

    return min(ways, key=cost)


def _strip(strip: Strip, say: Words) -> Plain:
    marks = [
        {"name": m.name, "state": m.state, "detail": m.detail, "colour": WEAPON_COLOURS.get(m.code, RED_LINE)}
        for m in strip.marks
    ]
    return {"kind": "strip", "heading": strip.heading, "marks": marks, "legend": strip.legend, "alt": strip_alt(strip, say)}


def strip_alt(strip: Strip, say: Words) -> str:
    """A strip in words."""
    meanings = dict(strip.legend)
    return "; ".join(say.labelled(mark.name, meanings.get(mark.state, mark.detail)) for mark in strip.marks) + "."


def chart(found: YearChart, say: Words) -> Plain:
    """Two panels over the same years; a year without data is a gap, the totals a dotted line."""
    events, deaths, totals = found.names
    runs = _runs(found.totals)
    striped = {"stripes": say.t(STRIPED)} if found.revised else {}
    panels = [
        _panel(found.events, (), {"box": events} | striped, EVENTS, 0.42, say),
        _panel(found.deaths, found.totals, {"box": deaths} | ({"dots": totals} if runs else {}), DEATHS, 0.58, say)
        | {"lines": runs},
    ]
    return {
        "kind": "chart", "title": found.title, "note": " ".join(found.notes), "alt": found.alt, "years": found.years,
        "striped": [year in found.revised for year in found.years], "gaps": found.gaps, "nothing": say.t("not in full"),
        "panels": panels,
        "marks": [(i, str(year)) for i, year in enumerate(found.years) if year % 5 == 0],
    }  # fmt: skip


def _panel(
    bars: tuple[int | None, ...], others: tuple[int | None, ...], names: dict[str, str], colour: str, share: float, say: Words
) -> Plain:
    top = max((value for value in (*bars, *others) if value is not None), default=0)
    step = nice_step(top)
    ticks = [(n * step, say.number(n * step)) for n in range(1, top // step + 1)]
    return {
        "bars": bars, "top": max(top, 1), "ticks": ticks, "names": list(names.items()),
        "colour": colour, "share": share, "lines": [],
    }  # fmt: skip


def nice_step(top: float) -> int:
    """The distance of at most four gridlines up to a value: 1, 2 or 5 times a power of ten."""
    power = 10 ** max(0, math.floor(math.log10(max(top, 1) / 4)))
    return int(next(n * power for n in (1, 2, 5, 10) if top / (n * power) <= 4))


def _runs(values: tuple[int | None, ...]) -> list[list[tuple[int, int]]]:
    """Unbroken stretches of values, each value with its place."""
    runs: list[list[tuple[int, int]]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]


def _colophon(briefing: Briefing, say: Words, number: int) -> Plain:
    printed = {s for section in briefing.sections for block in section.blocks for s in block_sources(block, printed=True)}
    credits = sorted({one for source, one in briefing.credits.items() if source in printed}, key=lambda one: one.number)
    notes = list(briefing.caveats)
    if credits and credits[-1].number > len(credits):
        notes.append(say.t("A source has the same number in both editions."))
    if any(one.reading for one in _statements(briefing)):
        notes.append(say.t("† This project’s own reading of the sources."))
    return {
        "number": str(number), "title": say.t("Sources and caveats"), "notes": [" ".join(notes)] if notes else [],
        "columns": [[credited(one) for one in part] for part in _columns(credits)],
    }  # fmt: skip


def credited(credit: Credit) -> Plain:
    shown = urlsplit(credit.address).netloc.removeprefix("www.") if credit.address else ""
    return {"number": credit.number, "text": credit.text, "address": credit.address, "shown": shown}


def _columns(credits: list[Credit]) -> list[list[Credit]]:
    """Credits in their order in columns of about the same length."""
    lines = [2 + len(credit.text + credit.address[:24]) // 42 for credit in credits]
    parts: list[list[Credit]] = [[] for _ in range(_CREDIT_COLUMNS)]
    done = 0
    for credit, tall in zip(credits, lines, strict=True):
        parts[min(int((done + tall / 4) / max(sum(lines), 1) * _CREDIT_COLUMNS), _CREDIT_COLUMNS - 1)].append(credit)
        done += tall
    return parts


def _statements(briefing: Briefing) -> list[Statement]:
    """Every sentence and short fact, the phase among them."""
    blocks = [block for section in briefing.sections for block in section.blocks if isinstance(block, Text | Facts)]
    return [briefing.phase, *(one for block in blocks for one in block.statements)]
