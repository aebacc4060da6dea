"""The real ground, as the repository carries it: a test of `data.prepare` says that the publishers' files give the same bytes."""

import geopandas as gpd
import pytest

from data.engine.dataset import prepared_folder
from data.prepare.core.publish import read_table


@pytest.fixture(scope="session")
def ground() -> dict[str, gpd.GeoDataFrame]:
    """Tables countries, admin1, borders and places as GeoDataFrames."""
    frames = {name: read_table(name, prepared_folder()) for name in ("countries", "admin1", "borders", "places")}
    return {
        name: gpd.GeoDataFrame(frame, geometry="shape" if "shape" in frame else None, crs=4326 if "shape" in frame else None)
        for name, frame in frames.items()
    }
