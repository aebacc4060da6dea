"""Places: towns whose names orient a reader on the map."""

from __future__ import annotations

import pandas as pd

from data.engine.store import answered_once, store
from data.ground.countries import typographic

#: Ranks of Natural Earth that still help at the scale of a region.
_LAST_RANK = 7


@answered_once
def for_labels(language: str) -> pd.DataFrame:
    """Columns name (in the language), capital, rank, lon, lat; most important first."""
    rows = store().table("places")
    shown = rows.filter((rows["rank"] <= _LAST_RANK) | rows.capital)
    name = rows[f"name_{language}"].fill_null(rows.name_en).name("name")
    found = store().frame(shown.select(name, "capital", "rank", "lon", "lat").order_by("rank", "name"))
    return found.assign(name=found["name"].map(typographic))
