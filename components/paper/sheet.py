"""A sheet: a picture with title, filter sentence, sources, day and disclaimer around a free middle.

Drawn with matplotlib's objects alone: pyplot keeps its figures for the whole process, which threads would share.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from compat.matplotlib_fonts import remember
from components.paper.captions import Captions
from components.text.words import Words
from geo.style import ACCENT, INK, MUTED

#: Size in pixels, and pixels an inch: text sizes below are points, of which 72 make an inch.
SIZE = (2000, 1400)
DPI = 200
MARGIN = 56
#: Points on paper for a pixel on screen, where a map is about half as many pixels wide.
POINTS_PER_PIXEL = 0.72

#: Matplotlib's own fonts are not safe for several threads at once.
drawing = threading.RLock()


@dataclass
class Bare:
    """What the captions of a picture say while `bare` is on: the page around it says them instead."""

    captions: Captions = field(default_factory=lambda: Captions("", ""))


_bare: ContextVar[Bare | None] = ContextVar("bare", default=None)


@contextmanager
def bare() -> Iterator[Bare]:
    """Sheets begun meanwhile bear no captions, no day and no clearance: all of the sheet is free, and its letters are larger."""
    found = Bare()
    before = _bare.set(found)
    try:
        yield found
    finally:
        _bare.reset(before)


def is_bare() -> bool:
    return _bare.get() is not None


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the lower left of the sheet."""

    left: float
    bottom: float
    width: float
    height: float


#: The screen's typeface, from a package, so that paper looks alike on every machine; and the one for signs it lacks.
FONTS = ("Source Sans Pro", "DejaVu Sans")
#: Packages with the typefaces that speak where FONTS have no sign.
SPARE_FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the files of FONTS lie: in packages, never in the system."""
    found = find_spec("font_source_sans_pro")
    assert found and found.origin, "requirements.txt names font-source-sans-pro"
    return Path(found.origin).parent / "files", Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def spare_fonts(package: str) -> list[Path]:
    """The files of one of SPARE_FONTS."""
    found = find_spec(package)
    assert found and found.origin, f"requirements.txt names {package.replace('_', '-')}"
    return sorted(Path(found.origin).parent.glob("*.tt[fc]"))


@cache
def fonts() -> tuple[str, ...]:
    """Names under which matplotlib knows FONTS, and those that it asks for signs which these lack."""
    known = font_manager.fontManager
    for style in ("Regular", "Bold"):
        known.addfont(font_folders()[0] / f"SourceSansPro-{style}.ttf")
    spare = []
    for file in (file for package in SPARE_FONTS for file in spare_fonts(package) if "Italic" not in file.name):
        known.addfont(file)
        face = known.ttflist[-1]
        # A variable file is known by its first weight alone; without the others each bold text would be complained about.
        known.ttflist += [replace(face, weight=weight) for weight in (400, 700)]
        spare.append(face.name)
    remember(known)
    return (*FONTS, *spare)


def begin(captions: Captions, words: Words) -> tuple[Figure, Box]:
    """A sheet with its captions, and what of it is free. Hold `drawing` until it is finished."""
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    if (unsaid := _bare.get()) is not None:
        unsaid.captions = captions
        return figure, Box(MARGIN, 12, SIZE[0] - 2 * MARGIN, SIZE[1] - 24)
    top = float(SIZE[1] - MARGIN)
    write(figure, SIZE[0] - MARGIN, top - 8, "Arms Lens", 11, ACCENT, bold=True, right=True)
    top = write(figure, MARGIN, top, captions.title, 15, INK, bold=True, width=SIZE[0] - 2 * MARGIN - 320) - 8
    top = write(figure, MARGIN, top, captions.sentence, 9.5, INK, width=SIZE[0] - 2 * MARGIN) - 4
    if captions.finding:
        top = write(figure, MARGIN, top, captions.finding, 9.5, MUTED, width=SIZE[0] - 2 * MARGIN) - 4
    return figure, _footed(figure, captions, words, top - 14)


def _footed(figure: Figure, captions: Captions, words: Words, top: float) -> Box:
    """Notes, sources, how current it is and clearance at the foot, from the bottom upwards."""
    made = words.t("Arms Lens. {current} Not cleared for publication.", current=captions.current)
    credit = words.t("Sources: {sources}", sources="; ".join(captions.sources)) if captions.sources else ""
    bottom: float = MARGIN - 16
    for text, colour in ((made, INK), (" ".join(captions.notes), MUTED), (credit, MUTED)):
        if text:
            lines = wrapped(text, 6.8, SIZE[0] - 2 * MARGIN)
            bottom += write(figure, MARGIN, 0, lines, 6.8, colour, measure=True)
            write(figure, MARGIN, bottom, lines, 6.8, colour)
            bottom += 8
    return Box(MARGIN, bottom + 12, SIZE[0] - 2 * MARGIN, top - bottom - 12)


def axes(figure: Figure, box: Box) -> Axes:
    """Axes that fill a box."""
    return figure.add_axes((box.left / SIZE[0], box.bottom / SIZE[1], box.width / SIZE[0], box.height / SIZE[1]))


def write(
    figure: Figure, x: float, y: float, text: str, points: float, colour: str,
    *, bold: bool = False, right: bool = False, width: float = 0, measure: bool = False,
) -> float:  # fmt: skip
    """Write a text with its upper edge at y (pixels), broken to a width if one is given. Returns its lower edge.

    With `measure` nothing is left on the sheet, and the height comes back.
    """
    lines = wrapped(text, points, width, bold=bold) if width else text
    drawn = figure.text(
        x / SIZE[0], y / SIZE[1], lines, fontsize=points, color=colour, va="top", ha="right" if right else "left",
        fontweight="bold" if bold else "normal", family=fonts(), linespacing=1.25, parse_math=False,
    )  # fmt: skip
    covered = drawn.get_window_extent()
    if measure:
        drawn.remove()
        return float(covered.height)
    return float(covered.y0)


def wrapped(text: str, points: float, width: float, *, bold: bool = False) -> str:
    """The text broken into lines no wider than so many pixels."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, points, bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return "\n".join([*lines, line])


def text_width(text: str, points: float, bold: bool = False) -> float:
    """Width of a line of text, in pixels."""
    return extent(text, points, bold)[0]


@lru_cache(20_000)
def extent(text: str, points: float, bold: bool = False) -> tuple[float, float]:
    """Width and height of a line of text, in pixels. Hold `drawing`."""
    line = _blank().text(0, 0, text, fontsize=points, fontweight="bold" if bold else "normal", family=fonts(), parse_math=False)
    found = line.get_window_extent()
    line.remove()
    return float(found.width), float(found.height)


@cache
def _blank() -> Figure:
    """A sheet to measure on."""
    figure = Figure(dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def png(figure: Figure) -> bytes:
    """The finished sheet."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI, pil_kwargs={"compress_level": 6})
    return file.getvalue()
