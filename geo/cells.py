"""H3 cells: the grid that incidents are counted on where there are too many for points."""

from __future__ import annotations

from collections.abc import Sequence

import h3
import numpy as np


def cells(lon: Sequence[float], lat: Sequence[float], resolution: int) -> np.ndarray:
    """H3 cell of each point at a resolution (0–15), as int64: the first bit of an H3 index is never set.

    Raises ValueError for coordinates that are missing or off the globe.
    """
    points = np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)])
    bad = ~(np.isfinite(points).all(axis=1) & (np.abs(points) <= (180, 90)).all(axis=1))
    if bad.any():
        raise ValueError(
            f"cells: {bad.sum()} points without valid coordinates, first at position {bad.argmax()}; reject them first"
        )
    unique, where = np.unique(points, axis=0, return_inverse=True)
    codes = [h3.str_to_int(h3.latlng_to_cell(y, x, resolution)) for x, y in unique]
    return np.array(codes, dtype=np.int64)[where.reshape(-1)]


def cell_text(cell: int) -> str:
    """The cell as deck.gl reads it: 600421581806796799 → `85536b53fffffff`."""
    return str(h3.int_to_str(int(cell)))


def cell_number(cell: str) -> int:
    """The cell as it is stored: `85536b53fffffff` → 600421581806796799."""
    return int(h3.str_to_int(cell))


def cell_centre(cell: str) -> tuple[float, float]:
    """Longitude and latitude of a cell's centre."""
    lat, lon = h3.cell_to_latlng(cell)
    return lon, lat
