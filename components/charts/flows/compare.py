"""What the flows page compares: records a year and weapons, each side of the flows by itself."""

from __future__ import annotations

import pandas as pd

from components.charts.axes import year_axis
from components.charts.compare import Compared, Figure, Pair, on_one_scale, times, too_few
from components.charts.flows import figures as flow_charts
from components.charts.flows.sides import NAMES, SOURCES, of_side, shown
from components.charts.overview.figures import SHORT
from components.current import dataset
from components.text.words import Words
from data.analysis.comparison import FlowSide, flow_side, rounded
from data.model.categories import NOT_REPORTED, level1
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import flows

#: Suppliers of both that are named.
_MOST = 6


def flow_compare(left: Filters, right: Filters, words: Words) -> Compared:
    """Records a year by kind, and weapons, for the sides of the flows that the page shows."""
    kinds = shown(left)
    sources = tuple(source for kind in kinds for source in SOURCES[kind])
    return Compared(
        said=tuple(line for kind in kinds for line in _said(kind, left, right, words)),
        charts=(
            Pair("years", words.t("Records a year"), _years(kinds, left, right, words), sources, coverage="records"),
            *(_weapons(kind, left, right, words) for kind in kinds),
        ),
        note=words.t(
            "Both sides share their scales. Records, not quantities; a record with several categories counts in each, and one of "
            "several years in each of them."
        ),
    )


def _years(kinds: tuple[str, ...], left: Filters, right: Filters, words: Words) -> tuple[Figure, Figure]:
    found = [{kind: _inside(filters, kind) for kind in kinds} for filters in (left, right)]
    first, second = (flow_charts.years(one, "kind", (), pd.DataFrame(), words) for one in found)
    for filters, figure in ((left, first), (right, second)):
        span = _span(filters)
        figure["layout"]["xaxis"] = {**figure["layout"]["xaxis"], **year_axis(*span)}
    for i, kind in enumerate(kinds):
        top = max((float(one[kind].groupby("year").records.sum().max()) for one in found if len(one[kind])), default=1)
        axis = f"yaxis{i + 1 if i else ''}"
        on_one_scale((first, second), axis, top)
    return first, second


def _inside(filters: Filters, kind: str) -> pd.DataFrame:
    """Records by year and kind, without years beyond the question into which a record reaches."""
    found = flows.by_year(dataset(), of_side(filters, kind), "kind")
    return found[found.year.between(*_span(filters))]


def _span(filters: Filters) -> tuple[int, int]:
    return filters.span(all_years(dataset()))


def _weapons(kind: str, left: Filters, right: Filters, words: Words) -> Pair:
    counted = [flows.by_weapon(dataset(), of_side(filters, kind)) for filters in (left, right)]
    groups = [group for group in (*level1(), NOT_REPORTED) if any(group in found for found in counted)]
    none = flows.of_each_kind(())
    first, second = (
        flow_charts.kind_bars([(group, words.t(SHORT[group]), found.get(group, none)) for group in groups], None, words)
        for found in counted
    )
    most = max((sum(kinds.values()) for found in counted for kinds in found.values()), default=1)
    on_one_scale((first, second), "xaxis", most)
    title = words.t("Weapons, number of records: {side}", side=words.t(NAMES[kind]))
    return Pair(f"weapons-{kind.split()[0]}", title, (first, second), SOURCES[kind])


def _said(side: str, left: Filters, right: Filters, words: Words) -> list[str]:
    first, second = (flow_side(dataset(), of_side(filters, side)) for filters in (left, right))
    names = [filters.without("picks").sentence(words) for filters in (left, right)]
    if side == "authorised":
        lines = [_authorised(name, one, words) for name, one in zip(names, (first, second), strict=True)]
        return [*lines, _times((left, right), first, second, words), *_both(first, second, words)]
    lines = [_cases(name, one, words) for name, one in zip(names, (first, second), strict=True)]
    caution = words.t(
        "Illicit flows and seizures are single cases that somebody found and published. More of them can mean better reporting, "
        "so they are not set in proportion."
    )
    return [*lines, caution]


def _authorised(name: str, one: FlowSide, words: Words) -> str:
    if not any(one.flows.values()):
        return words.t("{name}: no authorised transfer on record.", name=name)
    return words.t(
        "{name}: {flows} ({rate} a year; years that the register covers: {n}) from {suppliers}.",
        n=words.number(one.years),
        name=name,
        flows=words.flows(one.flows),
        rate=words.number(rounded(one.transfers_a_year)),
        suppliers=words.n("{n} country", "{n} countries", len(one.suppliers)),
    )


def _cases(name: str, one: FlowSide, words: Words) -> str:
    if not any(one.flows.values()):
        return words.t("{name}: no illicit flow, seizure or collection on record.", name=name)
    return words.t(
        "{name}: {flows}; {origins}.",
        name=name,
        flows=words.flows(one.flows),
        origins=words.n("{n} country of origin is named", "{n} countries of origin are named", len(one.suppliers)),
    )


def _times(filters: tuple[Filters, Filters], left: FlowSide, right: FlowSide, words: Words) -> str:
    a, b = left.transfers_a_year, right.transfers_a_year
    if not a or not b:
        return words.t("One side has no authorised transfer on record, so the two cannot be set in proportion.")
    if few := too_few((filters[0], left.flows["authorised"]), (filters[1], right.flows["authorised"]), words):
        return few
    if 0.95 < a / b < 1.05:
        return words.t("Both have about as many authorised transfers a year.")
    if a > b:
        return words.t(
            "The first has {times} times as many authorised transfers a year as the second.", times=times(a / b, words)
        )
    return words.t("The second has {times} times as many authorised transfers a year as the first.", times=times(b / a, words))


def _both(left: FlowSide, right: FlowSide, words: Words) -> list[str]:
    """Suppliers of both sides."""
    shared = sorted(words.country(supplier) for supplier in left.suppliers & right.suppliers)
    if not shared:
        return []
    if len(shared) > _MOST:
        return [words.n("{n} country supplied both.", "{n} countries supplied both.", len(shared))]
    return [words.t("Both were supplied by {countries}.", countries=words.join(shared))]
