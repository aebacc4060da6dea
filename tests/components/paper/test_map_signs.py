"""Scale bar and north arrow of a map cover nothing of the country it is about, which stands in the middle, whole."""

from __future__ import annotations

import pytest
import shapely
from shapely.affinity import affine_transform

from components.briefing.paper import maps, pdf
from components.briefing.powerpoint import slides
from components.current import dataset
from components.paper.ground import Frame, mercator
from components.paper.map_signs import Signs, fitting, signs
from components.paper.sheet import DPI, Box, drawing
from components.takeaway import pictures
from components.text.words import LANGUAGES, words
from data.analysis.briefings import AREAS as BRIEFED
from data.ground.countries import shapes
from tests.sweep import sweep

COUNTRIES = [area for area in BRIEFED if area.isupper()]
#: Millimetres of maps in a briefing (the lowest and the highest), on its slides and on those of storyboards.
SIZES = ((178.0, 70.0), (178.0, 76.0), (178.0, 96.0), slides._MAP, pictures._MAP)


def land(country: str) -> shapely.Geometry:
    found = shapes(dataset())
    return found[found.country == country].geometry.union_all()


def placed(country: str, size: tuple[float, float], language: str) -> tuple[Box, Frame, Signs]:
    wide, tall = (length / 25.4 * DPI for length in size)
    box = Box(1, 1, wide - maps._BESIDE - maps._APART, tall - 2)
    seen = box.width / 2, box.height / 2
    with drawing:
        camera = fitting(land(country), box, seen, words(language))
        frame = Frame.of(camera, seen)
        return box, frame, signs(land(country), box, frame, camera, words(language))


@sweep(country=COUNTRIES, size=SIZES)
def test_no_sign_covers_any_of_the_country(country: str, size: tuple[float, float]) -> None:
    for language in LANGUAGES:
        box, frame, found = placed(country, size, language)
        assert found.bar is not None and found.covered == 0
        # The same reckoned the other way: the outline in pixels of the sheet.
        scale = box.width / (frame.east - frame.west)
        outline = shapely.transform(land(country), lambda at: [(x, mercator(y)) for x, y in at])
        moves = [scale, 0, 0, scale, box.left - frame.west * scale, box.bottom - frame.south * scale]
        drawn = affine_transform(outline, moves)
        for plate in found.plates:
            assert box.left <= plate.x0 < plate.x1 <= box.left + box.width
            assert box.bottom <= plate.y0 < plate.y1 <= box.bottom + box.height
            assert shapely.intersection(drawn, shapely.box(*plate.extents)).area < 1
        assert not found.bar.overlaps(found.north)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_stands_whole_in_the_middle_of_its_map(country: str) -> None:
    _, frame, _ = placed(country, (178.0, 76.0), "en")
    parts = shapely.get_parts(land(country))
    west, south, east, north = shapely.bounds(land(country))
    assert frame.west < west and frame.east > east and frame.south < mercator(south) and frame.north > mercator(north)
    # Far islands are shown, but do not move the middle: half of Colombia's map would be sea.
    west, south, east, north = shapely.total_bounds(parts[shapely.area(parts) > 0.001 * shapely.area(land(country))])
    assert (west + east) / 2 == pytest.approx((frame.west + frame.east) / 2, abs=0.001)
    assert (mercator(south) + mercator(north)) / 2 == pytest.approx((frame.south + frame.north) / 2, abs=0.001)


def test_the_briefing_asks_for_no_lower_map_than_is_tested() -> None:
    assert min(fit.map for fit in pdf._FITS) - max(pdf._LOWER) >= min(tall for _, tall in SIZES)
