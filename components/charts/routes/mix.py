"""Corridors by mode and by border crossed."""

from __future__ import annotations

from components.charts.chart import Chart
from components.charts.routes import figures as route_charts
from components.current import cached_copies, dataset
from components.text.words import N_, Words
from data.ground.borders import pairs
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import routes

#: Borders that the chart shows; the table lists all.
MOST_BORDERS = 12
_SOURCES = (source_roles.OWN_TABLES,)
TITLES = {"modes": N_("Corridors by mode"), "borders": N_("Corridors by land border crossed")}


@cached_copies
def modes_chart(filters: Filters, words: Words) -> Chart | None:
    """Corridors by mode; None while there are none."""
    modes = routes.by_mode(dataset(), filters)
    if not modes:
        return None
    picked, title = dict(filters.picks).get("mode"), words.t(TITLES["modes"])
    return Chart(
        route_charts.by_mode(modes, picked, words),
        title,
        _said(title, {words.t(mode): n for mode, n in modes.items()}, words),
        notes(picked is not None, 0, words),
        _SOURCES,
    )


@cached_copies
def borders_chart(filters: Filters, words: Words) -> Chart | None:
    """Corridors by the land borders that most of them cross; None while they cross none."""
    borders = routes.by_border(dataset(), filters)
    if not borders:
        return None
    shown = dict(list(borders.items())[:MOST_BORDERS])
    picked, title = dict(filters.picks).get("border"), words.t(TITLES["borders"])
    return Chart(
        route_charts.by_border(shown, pairs(picked) if picked else (), words),
        title,
        _said(title, {words.border(b): n for b, n in shown.items()}, words),
        notes(picked is not None, len(borders) - len(shown), words),
        _SOURCES,
    )


def notes(picked: bool, more: int, words: Words) -> tuple[str, ...]:
    """What a chart does not say; `more` borders are not in it."""
    notes = [words.t("Number of corridors. A corridor may cross several borders.")]
    if more:
        notes.append(words.n("{n} more border is crossed.", "{n} more borders are crossed.", more))
    if picked:
        notes.append(words.t("Pale: what is not chosen."))
    return tuple(notes)


def _said(title: str, found: dict[str, int], words: Words) -> str:
    named = "; ".join(f"{name}: {words.number(n)}" for name, n in list(found.items())[:5])
    return words.t("{title}. Most: {named}.", title=title, named=named)
