"""Land borders: which there are, and the groups of borders whose countries meet in one cross-border area."""

from __future__ import annotations

import pandas as pd
import shapely

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

#: Borders that are looked at together, by the name they have in an address. They count along their whole length.
GROUPS: dict[str, tuple[str, ...]] = {
    "liptako-gourma": ("BFA-MLI", "BFA-NER", "MLI-NER"),
    "lake-chad": ("CMR-NGA", "CMR-TCD", "NER-NGA", "NER-TCD", "NGA-TCD"),
    "mano-river": ("CIV-GIN", "CIV-LBR", "GIN-LBR", "GIN-SLE", "LBR-SLE"),
    "casamance": ("GMB-SEN", "GNB-SEN"),
    "chad-sudan-car": ("CAF-SDN", "CAF-TCD", "SDN-TCD"),
}
#: Bands of distance from a border in km; each holds its upper limit.
BANDS = ((0, 25), (25, 50), (50, 100))
#: What the name of a border, or of a group, looks like.
VALUES = "|".join((r"[A-Z]{3}-[A-Z]{3}", *GROUPS))


def canonical(border: str) -> str:
    """A border with its countries in alphabetical order, as the data name it; a group is as it is."""
    return border if border in GROUPS else "-".join(sorted(border.split("-")))


def pairs(border: str) -> tuple[str, ...]:
    """The borders that a name means: itself, or those of its group."""
    return GROUPS.get(border, (border,))


def sides(border: str) -> tuple[str, ...]:
    """The countries on a border, or around a group of borders, ISO3 in alphabetical order."""
    return tuple(sorted({country for pair in pairs(border) for country in pair.split("-")}))


@cached_by_version
def known(dataset: Dataset) -> frozenset[str]:
    """Every land border and group of borders there is."""
    found = dataset.table("borders")
    return frozenset(dataset.frame(found.select("border")).border) | frozenset(GROUPS)


def choices(dataset: Dataset, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Groups in their order, then borders by id, that touch one of the countries."""
    named = (*GROUPS, *sorted(known(dataset) - set(GROUPS)))
    return tuple(border for border in named if set(sides(border)) & set(countries))


@cached_by_version
def length_km(dataset: Dataset, border: str) -> float:
    """Geodesic length of a border or of all borders of a group; 0 for one that does not exist."""
    found = dataset.table("borders")
    chosen = found.filter(found.border.isin(pairs(border)))
    total = dataset.frame(chosen.agg(km=chosen.length_km.sum())).km.iloc[0]
    return 0.0 if pd.isna(total) else float(total)


@cached_by_version
def lines(dataset: Dataset, borders: tuple[str, ...]) -> dict[str, shapely.Geometry]:
    """The lines of the named borders, WGS 84, generalised to about 1 km."""
    found = dataset.table("borders")
    frame = dataset.frame(found.filter(found.border.isin(borders)).select("border", "shape"))
    return dict(zip(frame.border, shapely.from_wkb(frame["shape"].to_numpy()), strict=True))
