"""The axes of a plain plotly figure, as matplotlib draws them: kinds of values, domains, limits, ticks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, datestr2num
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, MultipleLocator

from components.paper.sheet import fonts
from components.text.words import Words
from geo.style import INK

Figure = dict[str, Any]
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?([T ].*)?")
_GRID = "#E4E8EC"


@dataclass(frozen=True)
class Axis:
    """One axis: `id` as a trace names it (`x`, `y2`), its layout, and `names` in order where it holds names."""

    id: str
    look: Figure
    kind: str
    names: tuple[str, ...]

    @property
    def domain(self) -> tuple[float, float]:
        first, last = self.look.get("domain", (0, 1))
        return float(first), float(last)

    @property
    def visible(self) -> bool:
        return bool(self.look.get("visible", True))

    @property
    def anchor(self) -> str:
        return str(self.look.get("anchor", "y" if self.id.startswith("x") else "x"))

    @property
    def title(self) -> str:
        title = self.look.get("title", "")
        return plain(title.get("text", "") if isinstance(title, dict) else title)

    def at(self, values: Iterable[Any]) -> np.ndarray:
        """Where values stand: the place of a name, the number of a day, the number itself; nan for none."""
        if self.kind == "names":
            places = {name: i for i, name in enumerate(self.names)}
            return np.array([places.get(str(v), np.nan) if not _is_number(v) else float(v) for v in values], dtype=float)
        if self.kind == "dates":
            return np.array([np.nan if v is None else datestr2num(str(v)) for v in values], dtype=float)
        return np.array([np.nan if v is None else float(v) for v in values], dtype=float)


def axes_of(figure: Figure) -> dict[str, Axis]:
    """Every axis that a trace stands on, by id."""
    values: dict[str, list[Any]] = {}
    for trace in figure["data"]:
        for letter in "xy":
            values.setdefault(trace.get(f"{letter}axis", letter), []).extend(trace.get(letter, ()))
    return {name: _axis(name, figure["layout"].get(f"{name[0]}axis{name[1:]}", {}), found) for name, found in values.items()}


def _axis(name: str, look: Figure, values: list[Any]) -> Axis:
    texts = [value for value in values if isinstance(value, str)]
    if look.get("type") == "category" or (texts and not all(_DATE.fullmatch(text) for text in texts)):
        order = [*look.get("categoryarray", ()), *(str(value) for value in values if value is not None)]
        return Axis(name, look, "names", tuple(dict.fromkeys(order)))
    return Axis(name, look, "dates" if texts else "numbers", ())


def set_limits(drawn: Axes, axis: Axis) -> None:
    """The range that the layout names, or all of the data."""
    along_x = axis.id.startswith("x")
    low, high = drawn.get_xlim() if along_x else drawn.get_ylim()
    if not np.isfinite(drawn.dataLim.get_points()).all():
        low, high = 0.0, 5.0
    if axis.kind == "names":
        low, high = -0.5, len(axis.names) - 0.5
    if axis.look.get("rangemode") == "tozero":
        low, high = min(low, 0), max(high, 0)
    if "range" in axis.look:
        low, high = axis.at(axis.look["range"])
    elif axis.look.get("autorange") == "reversed":
        low, high = high, low
    if along_x:
        drawn.set_xlim(low, high)
    else:
        drawn.set_ylim(low, high)


def set_ticks(drawn: Axes, axis: Axis, points: float, named: bool, words: Words) -> None:
    """Ticks, their labels, the title and the grid; `points` is the size of a label on screen of 12 px."""
    along_x = axis.id.startswith("x")
    side: Any = drawn.xaxis if along_x else drawn.yaxis
    look = axis.look
    if axis.visible and look.get("showgrid", not along_x) and axis.kind != "names":
        drawn.grid(True, axis="x" if along_x else "y", color=look.get("gridcolor", _GRID), linewidth=0.7, zorder=0)
        drawn.set_axisbelow(True)
    side.set_tick_params(length=0, pad=5)
    if "tickvals" in look:
        side.set_major_locator(FixedLocator(axis.at(look["tickvals"]).tolist()))
        said = look.get("ticktext") or look["tickvals"]
        side.set_ticklabels([plain(str(text)) for text in said])
    elif axis.kind == "names":
        side.set_major_locator(FixedLocator(range(len(axis.names))))
        side.set_ticklabels([plain(name) for name in axis.names])
    elif axis.kind == "dates":
        locator = AutoDateLocator(maxticks=9)
        side.set_major_locator(locator)
        side.set_major_formatter(ConciseDateFormatter(locator))
    else:
        step = look.get("dtick")
        many = int(look.get("nticks", 9 if along_x else 6))
        side.set_major_locator(MultipleLocator(step) if step else MaxNLocator(many, integer=_whole(drawn, axis)))
        plainly = str(look.get("tickformat", "")) == "d"
        side.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.0f}" if plainly else words.number(round(abs(v), 6))))
    size = points * look.get("tickfont", {}).get("size", 12) / 12
    if look.get("side") == "top":
        drawn.xaxis.tick_top()
    angle = -float(look.get("tickangle", 0))
    for label in side.get_ticklabels():
        label.set(fontsize=size, family=fonts(), color=look.get("tickfont", {}).get("color", INK))
        label.set_visible(named and look.get("showticklabels", True))
        if angle:
            label.set(rotation=angle, rotation_mode="anchor", ha="left" if angle > 0 else "right", va="center")
    if axis.title and named:
        size = points * (look["title"].get("font", {}).get("size", 12) if isinstance(look["title"], dict) else 12) / 12
        drawn.set(**{f"{axis.id[0]}label": axis.title})
        side.label.set(fontsize=size, family=fonts(), color=INK)


def _whole(drawn: Axes, axis: Axis) -> bool:
    low, high = drawn.get_xlim() if axis.id.startswith("x") else drawn.get_ylim()
    return abs(high - low) > 4


def plain(text: str) -> str:
    """A text of a figure without its markup."""
    return re.sub(r"</?[a-z]+[^>]*>", "", re.sub(r"<br\s*/?>", "\n", text))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
