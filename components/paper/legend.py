"""The legend of a map on paper: the meanings that stand under the map on screen, each with the mark as it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle

from components.layers.legend_rows import SAMPLES, SELECTED, TITLES, Meaning, classes, meanings
from components.paper.sheet import DPI, POINTS_PER_PIXEL, SIZE, Box, fonts, wrapped
from components.text.words import Words
from data.model.categories import RELIABILITY
from geo.basemap import LOOK
from geo.layers import event_radius
from geo.style import DASHES, FLOW_COLOURS, INK, MUTED, REDS, ROUTE_COLOURS

#: Draws a mark around a point in pixels, downwards from the top.
Mark = Callable[[Axes, float, float], None]

_PIXEL = POINTS_PER_PIXEL * DPI / 72


@dataclass(frozen=True)
class Rhythm:
    """Sizes of text in points; heights in pixels: a line of text, a title, the space after a meaning and after a layer.

    mark, middle   room for a mark left of its meaning, and how far its middle lies from the left
    """

    head: float
    text: float
    line: int
    title: int
    gap: int
    rest: int
    mark: int
    middle: int

    @property
    def title_line(self) -> float:
        """A further line of a title, whose letters are larger."""
        return max(self.line, self.head * DPI / 72 * 1.5)


#: Beside a picture there is room; between the texts of a page there is not.
ROOMY, DENSE = Rhythm(8.6, 7.6, 29, 52, 6, 12, 100, 40), Rhythm(8, 7.5, 23, 38, 2, 5, 84, 36)


#: A title, and marks with their meanings.
Block = tuple[str, list[tuple[Mark, str]]]


def selected(words: Words) -> Block:
    """What the lit land means."""
    return words.t("Area"), [(_swatch(LOOK.land_focus, LOOK.coast), words.t(SELECTED))]


def of_layers(
    shown: tuple[str, ...], cells: bool, words: Words, occurs: Mapping[str, int] | None = None, counted: bool = True
) -> list[Block]:
    """The legend of the layers shown, in the order and the words of the screen; `occurs` as the screen has it, and how often
    where it is `counted`.
    """
    found = meanings(cells, words, occurs)
    return [(words.t(TITLES[name]), _block(found[name], words, counted)) for name in found if name in shown]


def _block(found: list[Meaning], words: Words, counted: bool) -> list[tuple[Mark, str]]:
    if not found:
        return [(_no_mark, words.t("none on this map"))]
    return [(_MARKS[one.name], one.said(words) if counted else one.text) for one in found]


def condensed(name: str, block: Block, words: Words) -> Block:
    """The legend of a layer for a page with little room: reds side by side."""
    title, marks = block
    if name == "incidents" and len(marks) > 1:
        return title, [(_ramp, words.t("deaths: {classes}", classes=" · ".join(classes(words)))), marks[-1]]
    return block


def of_classes(title: str, classes: list[tuple[str, str]]) -> Block:
    """Classes of a measure by their colours."""
    return title, [(_swatch(colour), text) for colour, text in classes]


def draw_legend(blocks: list[Block], box: Box, sheet: Axes, rhythm: Rhythm = ROOMY) -> None:
    """Draw a legend from the top of a box downwards, on axes that cover the sheet in pixels.

    Where it would not fit, all of it is drawn smaller.
    """
    scale = 1.0
    while (needed := scale * legend_height(blocks, box.width, rhythm, scale)) > box.height and scale > 0.6:
        scale *= max(0.93, box.height / needed)
    y = SIZE[1] - box.bottom - box.height
    for title, marks in blocks:
        lines = wrapped(title, rhythm.head * scale, box.width, bold=True)
        _write(sheet, box.left, y, lines, rhythm.head * scale, bold=True)
        y += (rhythm.title + rhythm.title_line * lines.count("\n")) * scale
        for mark, text in marks:
            lines = wrapped(text, rhythm.text * scale, box.width - rhythm.mark)
            mark(sheet, box.left + rhythm.middle, y)
            _write(sheet, box.left + rhythm.mark, y - 13 * scale, lines, rhythm.text * scale)
            y += (rhythm.line * (lines.count("\n") + 1) + rhythm.gap) * scale
        y += rhythm.rest * scale


def _write(sheet: Axes, x: float, y: float, text: str, points: float, *, bold: bool = False) -> None:
    weight = "bold" if bold else "normal"
    sheet.text(
        x, y, text, fontsize=points, fontweight=weight, color=INK, va="top", linespacing=1.2, family=fonts(), parse_math=False
    )


def legend_height(blocks: list[Block], width: float, rhythm: Rhythm, scale: float = 1.0) -> float:
    """Pixels that a legend needs in its full size where its lines break as at this scale."""
    needed = -float(rhythm.rest)
    for title, marks in blocks:
        broken = wrapped(title, rhythm.head * scale, width, bold=True)
        needed += rhythm.title + rhythm.rest + rhythm.title_line * broken.count("\n")
        texts = (wrapped(text, rhythm.text * scale, width - rhythm.mark) for _, text in marks)
        needed += sum(rhythm.line * (text.count("\n") + 1) + rhythm.gap for text in texts)
    return needed


def in_pixels(figure_axes: Axes) -> Axes:
    """Axes over a whole sheet, in pixels downwards from its upper left corner."""
    figure_axes.set_xlim(0, SIZE[0])
    figure_axes.set_ylim(SIZE[1], 0)
    figure_axes.axis("off")
    return figure_axes


def _no_mark(_on: Axes, _x: float, _y: float) -> None:
    """Beside a layer that holds nothing."""


def _swatch(colour: str, edge: str = "none") -> Mark:
    return lambda on, x, y: _add(on, Rectangle((x - 26, y - 10), 52, 20, facecolor=colour, edgecolor=edge, linewidth=0.6))


def _ramp(on: Axes, x: float, y: float) -> None:
    wide = 64 / len(REDS)
    for i, red in enumerate(REDS):
        _add(on, Rectangle((x - 32 + i * wide, y - 10), wide, 20, facecolor=red, edgecolor="none"))


def _line(colour: str, dash: tuple[int, int] = (0, 0)) -> Mark:
    style = (0, dash) if dash[1] else "-"
    return lambda on, x, y: _draw(on, Line2D([x - 32, x + 32], [y, y], color=colour, linewidth=1.8, linestyle=style))  # type: ignore[arg-type]


def _dots(*kinds: str, hollow: bool = False) -> Mark:
    def draw(on: Axes, x: float, y: float) -> None:
        for i, kind in enumerate(kinds):
            at = (x + 14 * _PIXEL * (i - (len(kinds) - 1) / 2), y)
            face, edge = ("white", FLOW_COLOURS[kind]) if hollow else (FLOW_COLOURS[kind], "white")
            _add(on, Circle(at, 6 * _PIXEL, facecolor=face, edgecolor=edge, linewidth=1.3 if hollow else 1))

    return draw


def _hexagon(on: Axes, x: float, y: float) -> None:
    corners = [(-16, 0), (-8, -14), (8, -14), (16, 0), (8, 14), (-8, 14)]
    _add(on, Polygon([(x + dx, y + dy) for dx, dy in corners], facecolor=REDS[2]))


def _sizes(on: Axes, x: float, y: float) -> None:
    radii = [event_radius(n) * _PIXEL for n in SAMPLES]
    at = x - 40
    for radius in radii:
        _add(on, Circle((at + radius, y), radius, facecolor=REDS[2], edgecolor="#5A1E1E", linewidth=0.5))
        at += 2 * radius + 1


def _arrow(on: Axes, x: float, y: float) -> None:
    _line(MUTED)(on, x, y)
    _add(on, Polygon([(x + 2, y - 11), (x + 20, y), (x + 2, y + 11)], facecolor=MUTED))


def _ring(on: Axes, x: float, y: float) -> None:
    _add(on, Circle((x, y), 12, facecolor="white", edgecolor=MUTED, linewidth=1.3))


def _band(on: Axes, x: float, y: float) -> None:
    colour = ROUTE_COLOURS["land"]
    _add(on, Rectangle((x - 32, y - 10), 64, 20, facecolor=colour, alpha=0.18, edgecolor="none"))
    _line(colour)(on, x, y)


def _add(on: Axes, patch: Circle | Polygon | Rectangle) -> None:
    on.add_patch(patch)


def _draw(on: Axes, line: Line2D) -> None:
    on.add_line(line)


#: Marks by the name of what they mean.
_MARKS: dict[str, Mark] = {
    **{f"deaths-{i}": _swatch(red) for i, red in enumerate(REDS)},
    "cells": _hexagon,
    "sizes": _sizes,
    **{kind: _line(colour) for kind, colour in FLOW_COLOURS.items()},
    **{f"{kind}-{drawn}": _dots(kind) for kind in FLOW_COLOURS for drawn in ("places", "marks")},
    **{f"{kind}-{drawn}": _dots(kind, hollow=True) for kind in FLOW_COLOURS for drawn in ("areas", "hollow")},
    "arrows": _arrow,
    "rings": _ring,
    "marks": _dots("illicit", "collected"),
    "hollow": _dots("illicit", "collected", hollow=True),
    **{medium: _line(colour) for medium, colour in ROUTE_COLOURS.items()},
    **{reliability: _line(MUTED, DASHES[reliability]) for reliability in RELIABILITY},
    "bands": _band,
}
