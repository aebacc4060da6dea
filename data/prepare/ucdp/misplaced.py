"""Why points lie outside their country: latitude and longitude swapped, or a sign lost; for one point, or for a whole file."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import shapely

from data.prepare.core.intake import InputError
from data.prepare.ucdp.stories import place_name
from data.prepare.ucdp.territory import outside_km

Points = tuple[pd.Series, pd.Series]
SWAPPED = "coordinates look swapped"
#: Cause → (longitude, latitude) as they would be right.
CAUSES: dict[str, Callable[[pd.Series, pd.Series], Points]] = {
    SWAPPED: lambda lon, lat: (lat, lon),
    "longitude has the wrong sign": lambda lon, lat: (-lon, lat),
    "latitude has the wrong sign": lambda lon, lat: (lon, -lat),
}
#: A cause that explains so much of what lies outside, and such a share of all points, is one of the file.
EXPLAINS, SHARE, LEAST = 0.9, 0.25, 3
#: Degrees from the area that an event names beyond which its place contradicts the name: sources differ on where areas end.
FAR = 0.5


def misplaced(far: pd.DataFrame, judged: int, countries: pd.DataFrame) -> dict[str, pd.Index]:
    """Cause → rows of `far` that would lie inside their country without it; each row under the first that fits.

    `far` holds the points outside, of `judged` in all. Raises InputError where one cause is that of the whole file: the points
    inside would then lie at wrong places, too.
    """
    found: dict[str, pd.Index] = {}
    left = far
    for cause in CAUSES:
        if left.empty:
            break
        rows = fitting(left, cause, countries)
        if len(rows) >= max(LEAST, EXPLAINS * len(far), SHARE * judged):
            first = far.loc[rows[0]]
            raise InputError(
                f"{first['file']}: {cause} in {len(rows)} of {judged} events, first {first['latitude']}/{first['longitude']} "
                f"({first['country']}) in line {first['row']}, so the others cannot be trusted either: correct the columns "
                "latitude and longitude, or download the file again"
            )
        if len(rows):
            found[cause] = rows
            left = left.drop(index=rows)
    return found


def of_another_area(points: pd.DataFrame, areas: pd.DataFrame) -> dict[str, pd.Index]:
    """Cause → rows of `points` far from the first-level area that they name (`adm_1`), inside it without the cause.

    `points` lie in their country; names that the map does not have are not judged.
    """
    named = areas.assign(called=areas["name"].map(place_name))
    named = named[named["called"].ne("") & ~named.duplicated(["country", "called"], keep=False)]
    shapes = named.set_index(["country", "called"])["shape"].to_dict()
    found: dict[str, list[int]] = {cause: [] for cause in CAUSES}
    for pair, rows in points.groupby(["iso3", "adm_1"]).groups.items():
        shape = shapes.get((pair[0], place_name(pair[1])))
        if shape is None:
            continue
        x, y = points.loc[rows, "longitude"], points.loc[rows, "latitude"]
        far = shapely.distance(shapely.points(x, y), shape) > FAR
        for cause, right in CAUSES.items():
            lon, lat = right(x, y)
            hit = far & shapely.intersects_xy(shape, lon.to_numpy(), lat.to_numpy())
            found[cause] += list(rows[hit])
            far &= ~hit
    return {cause: pd.Index(sorted(rows)) for cause, rows in found.items() if rows}


def fitting(points: pd.DataFrame, cause: str, countries: pd.DataFrame) -> pd.Index:
    """The rows that would lie inside their country without the cause."""
    lon, lat = CAUSES[cause](points["longitude"], points["latitude"])
    fits = pd.Series(outside_km(lon, lat, points["iso3"], points["date_start"], countries) == 0, index=points.index)
    return points.index[fits & lat.abs().le(90)]
