"""What occurs on a map: a legend explains that and no more, with how often it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from components.current import cached_by_version, dataset
from components.layers.rows import FLOWS_ON, LAYERS, drawn_links
from components.text.words import words
from data.query.filters import Filters
from data.subjects import incidents, routes
from geo.style import deaths_class, medium

#: A language for rows of which no word is read.
_ANY = words("en")


@cached_by_version
def occurring(filters: Filters, shown: frozenset[str]) -> Mapping[str, int]:
    """How often each class occurs in the layers shown, only what does: `deaths-0` and on (marks), kinds of flow and media of
    corridors (records), reliabilities (lines), `arrows`, `rings` and `bands`.

    A kind of flow of which no line is drawn occurs as its `…-places`. Places of the others are `illicit-marks`,
    `collected-marks`, or `marks` of both.
    """
    found: Counter[str] = Counter()
    if "incidents" in shown:
        found.update(f"deaths-{deaths_class(deaths)}" for deaths in incidents.marks(dataset(), filters).frame.deaths.tolist())
    for layer in FLOWS_ON.keys() & shown:
        found.update(_of_flows(filters, FLOWS_ON[layer]))
        found["rings"] += sum(1 for _ in LAYERS[f"{layer}-rings"](filters, _ANY))
    if "routes" in shown:
        ways = routes.matching(dataset(), filters)
        found.update(map(medium, ways["mode"].tolist()))
        found.update(ways.reliability.tolist())
        found["bands"] += int((ways.location_precision == "corridor").sum())
    return {name: n for name, n in found.items() if n}


def _of_flows(filters: Filters, kinds: frozenset[str]) -> Counter[str]:
    drawn = list(drawn_links(filters, kinds))
    lined = {row.kind for row, as_line in drawn if as_line}
    found: Counter[str] = Counter()
    for row, as_line in drawn:
        found[row.kind if row.kind in lined else f"{row.kind}-places"] += row.records
        found[row.reliability] += as_line
        found["arrows"] += as_line
    placed = Counter(row.kind for row, _ in drawn if row.kind in lined and pd.notna(row.event_lon))
    if placed:
        found["marks" if len(placed) > 1 else f"{next(iter(placed))}-marks"] = placed.total()
    return found
