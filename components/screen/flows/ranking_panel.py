"""Who supplied, who received, and how it moved: rankings by records. A click picks, a second click opens again."""

from __future__ import annotations

from functools import partial

from components.charts.flows.ranking import TITLES, ranking_chart
from components.charts.flows.sides import of_side
from components.screen.flows.picks import choose, clicked
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.text.words import Words
from data.query.filters import Filters

_PICTURES = {"supplier": "suppliers", "recipient": "recipients", "mechanism": "mechanisms"}


def flow_ranking_panel(by: str, side: str, filters: Filters, words: Words) -> None:
    """Bars by `supplier`, `recipient` or `mechanism` for one side. Other picks narrow them, their own does not."""
    title, chart = words.t(TITLES[by, side]), ranking_chart(by, side, filters, words)
    if chart is None:
        chart_head(title, 6, words.t("Nothing on record."))
        return
    picture = chart_picture(_PICTURES[by], chart.figure, of_side(filters, side), words)
    chart_head(title, 6, " ".join(chart.notes), picture, words)
    key = f"flows_{by}_{side}"
    plot(
        chart.figure,
        key=key,
        on_select=partial(_picked, key, by),
        selection_mode="points",
        alt=chart.alt,
        chosen=chosen_here(filters, words, by),
    )


def _picked(key: str, by: str) -> None:
    """Callback: the clicked bar becomes a pick; the rest and the unknown cannot be picked."""
    value = clicked(key)
    if value and value[0]:
        choose(by, value[0])
