"""What the runner adds to the adapters' rows: conflict phase, admin1 area, land border, map cells."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.model.precision import IN_NO_AREA, UNPLACED
from data.prepare.phase_join import flow_phase, phase_at, phases_during
from data.prepare.ucdp.precision import at_centroids
from geo.areas import locate
from geo.borders import borders_crossed, length_km, nearest_border
from geo.cells import cells
from geo.sea import course

RESOLUTIONS = (3, 4, 5, 6)
#: The last year of a period without an end.
NO_END = 9999
#: What a rerouted line adds to the account of its geometry.
LANES = "; the course at sea follows common shipping lanes"

Frames = Mapping[str, pd.DataFrame]

#: The prepared tables each join reads.
NEEDS: dict[str, tuple[str, ...]] = {
    "incidents": ("countries", "admin1", "borders", "phases"),
    "flows": ("phases",),
    "routes": ("countries", "borders", "phases"),
}


def join(table: str, frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """The frame with the columns its contract has and its adapter cannot know."""
    joins = {"incidents": join_incidents, "flows": join_flows, "routes": join_routes}
    return joins[table](frame, frames) if table in joins else frame


def join_incidents(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Adds located_in, admin1, border_km, border, cell3 … cell6 and phase, each where the place is known well enough for it;
    coordinates that stand for an area are left out. Distances are geodesic.
    """
    countries, admin1, borders = (_on_map(frames[name]) for name in ("countries", "admin1", "borders"))
    frame = at_centroids(frame, countries[countries["region"].ne("world")], admin1)
    in_area = ~frame["location_precision"].isin(IN_NO_AREA)
    placed = ~frame["location_precision"].isin(UNPLACED)
    lon, lat = frame["lon"].to_numpy(), frame["lat"].to_numpy()
    home = pd.Series(locate(lon, lat, countries[countries["region"].ne("world")], "country"), index=frame.index)
    home = home.where(home.notna() & home.ne(frame["country"]) & in_area)
    area = pd.Series(locate(lon, lat, admin1, "admin1"), index=frame.index)
    # Seen from where the place lies today: an event of 1998 in Juba, recorded for Sudan, is near the border of Uganda.
    km, pair = nearest_border(lon, lat, home.fillna(frame["country"]).tolist(), borders)
    joined = {
        "lon": frame["lon"],
        "lat": frame["lat"],
        "border_km": pd.Series(np.round(np.asarray(km, dtype=float), 1), index=frame.index),
        "border": pd.Series(pair, index=frame.index),
        **{f"cell{n}": pd.Series(cells(lon, lat, n), index=frame.index, dtype="Int64") for n in RESOLUTIONS},
    }
    return frame.assign(
        located_in=home,
        admin1=area.where(in_area),
        phase=phase_at(frames["phases"], frame["country"], frame["start"], frame["end"]),
        **{name: values.where(placed) for name, values in joined.items()},
    )


def join_flows(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Adds the phase at the destination, else where the flow was seen, over most of the years."""
    return frame.assign(phase=flow_phase(frames["phases"], frame))


def join_routes(frame: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Adds borders crossed, length in km and every phase of a country on the route in its period.

    Between the documented country of one waypoint and that of the next lies the border crossed; who goes by sea or
    air crosses none on land. Legs at sea that would cross land follow shipping lanes. An open period has no last year.
    """
    countries, borders = _on_map(frames["countries"]), _on_map(frames["borders"])
    land = shapely.union_all(shapely.make_valid(shapely.simplify(countries.geometry.to_numpy(), 0.05)))
    at_sea = frame["mode"].eq("sea")
    shapes = [course(line, land) if sea else line for line, sea in zip(frame["shape"], at_sea, strict=True)]
    rerouted = [len(new.coords) > len(old.coords) for new, old in zip(shapes, frame["shape"], strict=True)]
    crossed = [
        [] if mode in ("sea", "air") else borders_crossed(line, borders, passed)
        for line, mode, passed in zip(frame["shape"], frame["mode"], frame["place_countries"], strict=True)
    ]
    return frame.assign(
        shape=shapes,
        borders=crossed,
        length_km=[length_km(line) for line in shapes],
        geometry_basis=frame["geometry_basis"].where(~pd.Series(rerouted, index=frame.index), frame["geometry_basis"] + LANES),
        phases=phases_during(frames["phases"], frame["countries"], frame["start_year"], frame["end_year"], NO_END),
    )


def _on_map(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame, geometry="shape", crs="EPSG:4326")
