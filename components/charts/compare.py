"""Two sides of a page side by side on the same scales: the value that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.charts.axes import PRELIMINARY, count_axis
from components.text.words import Words
from data.analysis.comparison import FEWEST, rounded
from data.query.filters import Filters

Figure = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """One chart of both sides, on the same scales.

    name      for its key and its file (ASCII); sources: ids
    note      what it does not show
    coverage  for a chart over time: the subject whose coverage stands under it
    """

    name: str
    title: str
    figures: tuple[Figure, Figure]
    sources: tuple[str, ...]
    note: str = ""
    coverage: str = ""


@dataclass(frozen=True)
class Compared:
    """Two sides of a page: the difference in sentences, charts, and what they do not say."""

    said: tuple[str, ...]
    charts: tuple[Pair, ...]
    note: str


def on_one_scale(figures: tuple[Figure, Figure], axis: str, top: float) -> None:
    """Give an axis of both figures one range, from 0 to the larger top of the two; a few records never fill it."""
    for figure in figures:
        figure["layout"][axis] = {**figure["layout"][axis], **count_axis(top)}


def in_one_legend(figures: tuple[Figure, Figure]) -> None:
    """What one legend says of preliminary bars the other says too: a shorter one would leave its chart more room."""
    named = [trace for figure in figures for trace in figure["data"] if trace.get("meta") == PRELIMINARY and trace["showlegend"]]
    tallest = max(figure["layout"]["height"] for figure in figures)
    for figure in figures:
        if named and not any(trace.get("name") == named[0]["name"] for trace in figure["data"]):
            figure["data"] = [*figure["data"], named[0]]
        figure["layout"]["height"] = tallest


def too_few(left: tuple[Filters, int], right: tuple[Filters, int], words: Words) -> str:
    """Which side holds too few records for the two to be set in proportion; empty where both hold enough."""
    few = [filters.without("picks").sentence(words) for filters, count in (left, right) if count < FEWEST]
    if not few:
        return ""
    named = " · ".join(dict.fromkeys(few))
    return words.t("Too few to compare: fewer than {n} records on one side ({name}).", n=FEWEST, name=named)


def times(ratio: float, words: Words) -> str:
    """How many times as many."""
    return words.number(rounded(ratio))
