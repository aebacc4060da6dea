"""What occurs on a map: a legend explains that and no more, with how often it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from components.current import cached_by_version, dataset
from components.layers.rows import FLOWS_ON, LAYERS, drawn_links, ends_beside_places, exact
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

    A kind of flow of which no line is drawn occurs as its `…-places`, or its `…-areas` where all marks are hollow. Dots of the
    others are `illicit-marks`, `collected-marks`, or `marks` of both; hollow marks of any kind likewise `hollow`.
    """
    found: Counter[str] = Counter()
    if "incidents" in shown:
        found.update(f"deaths-{deaths_class(deaths)}" for deaths in incidents.marks(dataset(), filters).frame.deaths.tolist())
    for layer in FLOWS_ON.keys() & shown:
        found.update(_of_flows(filters, FLOWS_ON[layer]))
        found["rings"] += sum("ids" not in row for row in LAYERS[f"{layer}-rings"](filters, _ANY))
    if "routes" in shown:
        ways = routes.matching(dataset(), filters)
        found.update(map(medium, ways["mode"].tolist()))
        found.update(ways.reliability.tolist())
        found["bands"] += int((ways.location_precision == "corridor").sum())
    return {name: n for name, n in found.items() if n}


def _of_flows(filters: Filters, kinds: frozenset[str]) -> Counter[str]:
    drawn = list(drawn_links(filters, kinds))
    lined = {row.kind for row, as_line in drawn if as_line}
    at_event = [row for row, _ in drawn if pd.notna(row.event_lon)]
    dots = Counter(row.kind for row in at_event if exact(row, "event"))
    hollow = Counter(row.kind for row in at_event if not exact(row, "event"))
    hollow.update(row.kind for row, _ in ends_beside_places(filters, kinds))
    found: Counter[str] = Counter()
    for row, as_line in drawn:
        found[row.kind if row.kind in lined else f"{row.kind}-{'places' if dots[row.kind] else 'areas'}"] += row.records
        found[row.reliability] += as_line
        found["arrows"] += as_line
    for name, marks in (("marks", Counter({kind: n for kind, n in dots.items() if kind in lined})), ("hollow", hollow)):
        if marks:
            found[name if len(marks) > 1 else f"{next(iter(marks))}-{name}"] = marks.total()
    return found
