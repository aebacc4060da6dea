"""What occurs on a map: a legend explains that and no more, with how often it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from components.layers.rows import FLOWS_ON, LAYERS, drawn_links
from components.text.words import words
from data.engine.store import cached_by_version
from data.query.filters import Filters
from data.subjects import incidents, routes
from geo.style import deaths_class, medium

#: A language for rows of which no word is read.
_ANY = words("en")


@cached_by_version
def occurring(filters: Filters, shown: frozenset[str]) -> Mapping[str, int]:
    """How often each class occurs in the layers shown, only what does: `deaths-0` and on (marks), kinds of flow and media of
    corridors (records), reliabilities (lines), `rings`, `marks` and `bands`.
    """
    found: Counter[str] = Counter()
    if "incidents" in shown:
        found.update(f"deaths-{deaths_class(deaths)}" for deaths in incidents.marks(filters).frame.deaths.tolist())
    for layer in FLOWS_ON.keys() & shown:
        kinds = FLOWS_ON[layer]
        for row, drawn_as_line in drawn_links(filters, kinds):
            found[row.kind] += row.records
            found[row.reliability] += drawn_as_line
        for drawn in ("rings", "marks"):
            found[drawn] += sum(1 for _ in LAYERS[f"{layer}-{drawn}"](filters, _ANY))
    if "routes" in shown:
        ways = routes.matching(filters)
        found.update(map(medium, ways["mode"].tolist()))
        found.update(ways.reliability.tolist())
        found["bands"] += int((ways.location_precision == "corridor").sum())
    return {name: n for name, n in found.items() if n}
