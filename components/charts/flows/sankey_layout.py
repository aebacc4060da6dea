"""Where the bars and curves of a Sankey of three columns stand.

Lengths are pixels from the top of the drawing. Every column holds the same total; a node whose bar would be too thin
for its label gets room for the label, and the bar keeps its true height.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import pandas as pd

from data.model.categories import NOT_REPORTED, level1, weapons
from data.subjects.flows import SEVERAL

K = TypeVar("K", bound=Hashable)
COLUMNS = ("origin", "weapon", "destination")
#: Keys that stand beside countries: the rest of a column, and what the source does not say.
OTHER, UNKNOWN = "other", "unknown"
HEIGHT = 400
#: Height of a name, and what is free between two nodes.
LABEL, _GAP = 15, 4


@dataclass(frozen=True)
class Node:
    """A bar: its column, what it stands for, its amount, and where it stands (px from the top).

    records counts a record in each of its categories, so for a country it may be more than there are.
    """

    column: str
    key: str
    amount: float
    records: int
    top: float
    height: float


@dataclass(frozen=True)
class Ribbon:
    """A curve from one node to one of the next column: `starts` and `ends` are the upper edges, `width` in px."""

    column: str
    source: str
    target: str
    amount: float
    records: int
    starts: float
    ends: float
    width: float


@dataclass(frozen=True)
class Sankey:
    """`others` is how many countries the node OTHER of a column stands for."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    others: dict[str, int]


def arranged(streams: pd.DataFrame, most: int, height: float = HEIGHT) -> Sankey:
    """Lay out streams (columns origin, weapon, destination, amount, records): `most` countries a column, then the rest.

    A country that the source does not say stands apart from the rest.
    """
    rows: list[tuple[str, ...]] = [
        (origin if isinstance(origin, str) else UNKNOWN, weapon, destination if isinstance(destination, str) else UNKNOWN)
        for origin, weapon, destination in zip(*(streams[column] for column in COLUMNS), strict=True)
    ]
    values = list(zip(map(float, streams.amount), map(int, streams.records), strict=True))
    others: dict[str, int] = {}
    for i in (0, 2):
        size = _summed((row[i] for row in rows), values)
        ranked = sorted(sorted(size.keys() - {UNKNOWN}), key=lambda key: -size[key][0])
        rest = set(ranked[most:]) if len(ranked) > most + 1 else set()
        others[COLUMNS[i]] = len(rest)
        rows = [tuple(OTHER if at == i and key in rest else key for at, key in enumerate(row)) for row in rows]
    sums = {column: _summed((row[i] for row in rows), values) for i, column in enumerate(COLUMNS)}
    order = {column: _order(column, sums[column]) for column in COLUMNS}
    scale = _scale([[amount for amount, _ in found.values()] for found in sums.values()], height)
    nodes: dict[tuple[str, str], Node] = {}
    for column in COLUMNS:
        slots = [max(sums[column][key][0] * scale, LABEL) + _GAP for key in order[column]]
        top = (height - sum(slots)) / 2
        for key, slot in zip(order[column], slots, strict=True):
            amount, records = sums[column][key]
            tall = amount * scale
            nodes[column, key] = Node(column, key, amount, records, top + (slot - tall) / 2, tall)
            top += slot
    ribbons = (_ribbons(_summed((row[i : i + 2] for row in rows), values), i, order, nodes, scale) for i in (0, 1))
    return Sankey(tuple(nodes.values()), tuple(chain.from_iterable(ribbons)), others)


def _summed(keys: Iterable[K], values: list[tuple[float, int]]) -> dict[K, tuple[float, int]]:
    """Amounts and records by key. Amounts are divided among categories: rounded, equal ones are equal."""
    found: dict[K, tuple[float, int]] = {}
    for key, (amount, records) in zip(keys, values, strict=True):
        before = found.get(key, (0.0, 0))
        found[key] = (before[0] + amount, before[1] + records)
    return {key: (round(amount, 6), records) for key, (amount, records) in found.items()}


def _order(column: str, sums: dict[str, tuple[float, int]]) -> list[str]:
    if column == "weapon":
        named = (*level1(), *weapons(), NOT_REPORTED, SEVERAL)
        return sorted(sums, key=named.index)
    return sorted(sums, key=lambda key: (key == UNKNOWN, key == OTHER, -sums[key][0], key))


def _scale(columns: list[list[float]], height: float) -> float:
    """Pixels a unit of amount, so that the fullest column just fits."""
    low, high = 0.0, height / max(sum(columns[0]), 1e-9)
    for _ in range(40):
        middle = (low + high) / 2
        fits = all(sum(max(n * middle, LABEL) + _GAP for n in column) <= height for column in columns)
        low, high = (middle, high) if fits else (low, middle)
    return low


def _ribbons(
    sums: dict[Any, tuple[float, int]], left: int, order: dict[str, list[str]], nodes: dict[tuple[str, str], Node], scale: float
) -> list[Ribbon]:
    """Curves from a column to the next; at each node they stand in the order of the other column."""
    source, target = COLUMNS[left : left + 2]
    by_left = sorted(sums, key=lambda pair: (order[source].index(pair[0]), order[target].index(pair[1])))
    by_right = sorted(sums, key=lambda pair: (order[target].index(pair[1]), order[source].index(pair[0])))
    widths = {pair: amount * scale for pair, (amount, _) in sums.items()}
    starts = _stacked(by_left, 0, source, widths, nodes)
    ends = _stacked(by_right, 1, target, widths, nodes)
    return [Ribbon(source, pair[0], pair[1], *sums[pair], starts[pair], ends[pair], widths[pair]) for pair in by_left]


def _stacked(
    pairs: list[tuple[str, str]],
    side: int,
    column: str,
    widths: dict[tuple[str, str], float],
    nodes: dict[tuple[str, str], Node],
) -> dict[tuple[str, str], float]:
    """Upper edge of each ribbon at its node on one side."""
    filled: dict[str, float] = {}
    edges = {}
    for pair in pairs:
        key = pair[side]
        edges[pair] = nodes[column, key].top + filled.get(key, 0.0)
        filled[key] = filled.get(key, 0.0) + widths[pair]
    return edges
