"""The real ground, read once for the tests of this room."""

from pathlib import Path

import geopandas as gpd
import pytest

from data.prepare import ground as adapter


@pytest.fixture(scope="session")
def ground(raw: Path) -> dict[str, gpd.GeoDataFrame]:
    """Tables countries, admin1, borders and places as GeoDataFrames."""
    frames = {intake.table: intake.frame for intake in adapter.read(raw)}
    return {
        name: gpd.GeoDataFrame(frame, geometry="shape" if "shape" in frame else None, crs=4326 if "shape" in frame else None)
        for name, frame in frames.items()
    }
