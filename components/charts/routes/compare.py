"""What the routes page compares: corridors by mode, by reliability and by land border crossed."""

from __future__ import annotations

from collections.abc import Callable

from components.charts.compare import Compared, Figure, Pair, on_one_scale
from components.charts.routes import figures as route_charts
from components.current import dataset
from components.text.words import Words
from data.model import source_roles
from data.model.categories import RELIABILITY
from data.query.filters import Filters
from data.subjects import routes

#: Borders in the chart; more are counted in words.
_MOST = 10
#: Borders of both sides that are named.
_NAMED = 6
_SOURCES = (source_roles.OWN_TABLES,)
Counts = dict[str, int]


def route_compare(left: Filters, right: Filters, words: Words) -> Compared:
    """Three charts, and what both sides have in common."""
    modes, reliabilities, borders = (_counted(by, left, right) for by in ("mode", "reliability", "borders"))
    crossed = _commonest(borders)
    more = len(crossed) - _MOST
    return Compared(
        said=difference(left, right, words),
        charts=(
            Pair("modes", words.t("Corridors by mode"), _bars(modes, _commonest(modes), _modes, words), _SOURCES),
            Pair(
                "reliability",
                words.t("Corridors by reliability"),
                _bars(reliabilities, [r for r in RELIABILITY if any(r in one for one in reliabilities)], _reliabilities, words),
                _SOURCES,
            ),
            Pair(
                "borders",
                words.t("Corridors by land border crossed"),
                _bars(borders, crossed[:_MOST], _borders, words),
                _SOURCES,
                note=words.n("{n} more border is crossed.", "{n} more borders are crossed.", more) if more > 0 else "",
            ),
        ),
        note=words.t(
            "Number of corridors; both sides share their scales. A corridor may cross several borders. More corridors on record "
            "can also mean more research."
        ),
    )


def _counted(by: str, left: Filters, right: Filters) -> tuple[Counts, Counts]:
    return routes.tally(dataset(), left, by), routes.tally(dataset(), right, by)


def _commonest(counted: tuple[Counts, Counts]) -> list[str]:
    """What stands on either side, the commonest of both together first."""
    return sorted({*counted[0], *counted[1]}, key=lambda name: (-sum(found.get(name, 0) for found in counted), name))


def _bars(
    counted: tuple[Counts, Counts], rows: list[str], draw: Callable[[Counts, Words], Figure], words: Words
) -> tuple[Figure, Figure]:
    """Both sides with the same rows; none is shown as 0."""
    first, second = (draw({name: found.get(name, 0) for name in rows}, words) for found in counted)
    on_one_scale((first, second), "xaxis", max((n for found in counted for n in found.values()), default=1))
    return first, second


def _modes(found: Counts, words: Words) -> Figure:
    return route_charts.by_mode(found, None, words)


def _reliabilities(found: Counts, words: Words) -> Figure:
    return route_charts.by_reliability(found, words)


def _borders(found: Counts, words: Words) -> Figure:
    return route_charts.by_border(found, (), words)


def difference(left: Filters, right: Filters, words: Words) -> tuple[str, ...]:
    """How many on each side, how many more on one of them, and what stands on both."""
    found = [routes.matching(dataset(), filters) for filters in (left, right)]
    borders = [{border for pairs in one.borders for border in pairs} for one in found]
    lines = [
        words.t(
            "{name}: {corridors} (confirmed: {confirmed}), crossing {borders}.",
            name=filters.sentence(words),
            corridors=words.n("{n} corridor", "{n} corridors", len(one)),
            confirmed=words.number(int((one.reliability == "confirmed").sum())),
            borders=words.n("{n} land border", "{n} land borders", len(crossed)) if crossed else words.t("no land border"),
        )
        if len(one)
        else words.t("{name}: no corridor on record.", name=filters.sentence(words))
        for filters, one, crossed in zip((left, right), found, borders, strict=True)
    ]
    same = len(set(found[0].id) & set(found[1].id))
    both = words.t("No corridor stands on both sides.")
    if same:
        both = words.n("{n} corridor stands on both sides.", "{n} corridors stand on both sides.", same)
    shared = sorted(words.border(border) for border in borders[0] & borders[1])
    if len(shared) > _NAMED:
        both += " " + words.n("{n} border is crossed on both.", "{n} borders are crossed on both.", len(shared))
    elif shared:
        both += " " + words.t("Borders crossed on both: {borders}.", borders=words.join(shared))
    return (*lines, f"{_more(len(found[0]) - len(found[1]), words)} {both}")


def _more(n: int, words: Words) -> str:
    if n == 0:
        return words.t("Both have as many corridors.")
    if n > 0:
        return words.n("The first has {n} corridor more than the second.", "The first has {n} corridors more than the second.", n)
    return words.n("The second has {n} corridor more than the first.", "The second has {n} corridors more than the first.", -n)
