"""Layers of the incidents page: areas with their guard, the outline of a picked one, steps of time."""

import gzip
from typing import Any

import orjson
import pytest
import shapely

from components.current import dataset
from components.files.layers import compressed
from components.layers.area_classes import areas_explained
from components.text.coverage_words import gaps_said
from components.text.words import LANGUAGES, words
from data.ground.countries import admin1_countries
from data.model.categories import AREAS, FOCUS
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, last_year
from data.subjects import areas, playback
from geo.basemap import LOOK
from geo.style import BLUES, GUARDED, NO_DATA, REDS, deaths_class, rgb, share_class
from tests.data.records import incidents_of

MALI = Filters(areas=("MLI",))
NIGERIA = Filters(areas=("NGA",))


def rows(name: str, asked: Filters) -> list[dict[str, Any]]:
    found = orjson.loads(gzip.decompress(compressed(name, asked, "en")))
    assert isinstance(found, list)
    return found


def colours(name: str, asked: Filters) -> dict[str, tuple[int, ...]]:
    return {row["admin1"]: tuple(row["fill"][:3]) for row in rows(name, asked)}


@pytest.mark.parametrize(
    "asked", [MALI, NIGERIA, Filters(areas=("west-africa",), exclude_possible=True)], ids=lambda asked: asked.query()
)
def test_areas_take_the_colour_of_their_class(asked: Filters) -> None:
    found = areas.counts(dataset(), asked).set_index("admin1")
    assert colours("areas-events", asked) == {area: rgb(REDS[deaths_class(n)]) for area, n in found.events.items()}
    assert colours("areas-deaths", asked) == {area: rgb(REDS[deaths_class(n)]) for area, n in found.deaths.items()}
    shares = colours("areas-share", asked)
    for area, row in found.iterrows():
        guarded = row.events < areas.FEWEST_FOR_SHARE
        wanted = GUARDED if guarded else BLUES[share_class(row.with_weapon / row.events)]
        assert shares[str(area)] == rgb(wanted)


def test_a_guarded_area_tells_no_share() -> None:
    found = areas.counts(dataset(), NIGERIA)
    few = set(found.query(f"events < {areas.FEWEST_FOR_SHARE}").admin1)
    none = set(found.query("with_weapon == 0").admin1)
    assert few and none - few
    for row in rows("areas-share", NIGERIA):
        assert ("too few events for a share" in row["b"]) == (row["admin1"] in few)
        assert ("%" in row["b"]) == (row["admin1"] not in few | none)
        assert ("weapon named in 0 events" in row["b"]) == (row["admin1"] in none)


@pytest.mark.parametrize(("share", "index"), [(0, 0), (0.001, 1), (0.0499, 1), (0.05, 2), (0.1, 3), (0.25, 4), (1, 4)])
def test_classes_of_shares(share: float, index: int) -> None:
    assert share_class(share) == index


def test_areas_of_a_country_meet_without_gaps_or_overlaps() -> None:
    parts = [shapely.Polygon(row["polygon"][0], row["polygon"][1:]) for row in rows("areas-events", MALI)]
    whole = shapely.union_all(parts)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=2e-3)
    assert shapely.get_num_geometries(whole) == 1


def test_only_an_area_that_exists_is_outlined() -> None:
    assert rows("area-picked", MALI) == []
    assert rows("area-picked", MALI.picking("admin1", "ML99")) == []
    (outline,) = rows("area-picked", MALI.picking("admin1", "ML05"))
    assert outline["path"][0] == outline["path"][-1]


def test_borders_are_dashed_where_they_are_undetermined() -> None:
    dashes = {tuple(row["dash"]) for row in rows("borders", Filters())}
    assert dashes == {(0, 0), (4, 3), (1, 3)}


@pytest.mark.parametrize("step", playback.STEPS)
@pytest.mark.parametrize("asked", [MALI, Filters(areas=("west-africa",), exclude_possible=True)], ids=lambda asked: asked.query())
def test_every_row_of_a_played_layer_has_its_time(asked: Filters, step: playback.Step) -> None:
    found = rows(f"incidents-by-{step}", asked)
    frame = incidents_of(asked)
    placed = {*frame[step][frame.lon.notna()].dropna().astype(int)}
    assert {row["time"] for row in found} == placed <= {*playback.totals(dataset(), asked, step)}
    assert all(isinstance(row["time"], int) and {"t", "a", "b", "c"} <= set(row) for row in found)


def test_the_largest_layer_weighs_little() -> None:
    everything = Filters(exclude_possible=True)
    for name in ("areas-events", "areas-deaths", "areas-share", "incidents-by-year", "borders"):
        assert len(compressed(name, everything, "fr")) < 100_000, name


def covered_areas(year: int) -> set[str]:
    """First-level areas of which any row of the coverage table speaks in a year."""
    table = dataset().frame(dataset().table("coverage"))
    rows = table[(table.kind == "places") & (table.start.dt.year <= year) & (table.end.dt.year >= year)]
    whole, parts = {*rows.country[rows.area == ""]}, {*rows.area}
    return {area for area, country in admin1_countries(dataset()).items() if country in whole or area in parts}


@pytest.mark.parametrize("area", [*AREAS, *FOCUS])
def test_no_area_without_data_is_told_as_one_without_events(area: str) -> None:
    countries = Filters(areas=(area,)).countries
    own = {name for name, country in admin1_countries(dataset()).items() if country in countries}
    for year in range(FIRST_YEAR, last_year(dataset()) + 1):
        asked = Filters(areas=(area,), years=(year, year))
        told, unknown = {*areas.counts(dataset(), asked).admin1}, own - covered_areas(year)
        grey = {*areas.without_data(dataset(), asked)}
        assert grey == unknown - told, year
        drawn = colours("areas-events", asked) if grey else {}
        assert {name for name, colour in drawn.items() if colour == rgb(NO_DATA)} == grey
        classes, notes = areas_explained("events", areas.left_out(dataset(), asked), words("en"))
        assert (NO_DATA in [colour for colour, _ in classes]) == bool(grey)
        assert any(note.startswith("Without colour") for note in notes) == (not grey or bool(own - grey - told)), year
        assert any(note.startswith(f"Dark grey: {len(grey)} of {len(own)} areas") for note in notes) == bool(grey)


@pytest.mark.parametrize("area", [*AREAS, *FOCUS])
def test_of_all_years_no_area_is_without_data(area: str) -> None:
    assert areas.without_data(dataset(), Filters(areas=(area,))) == ()


def test_no_data_is_no_class_and_not_the_ground() -> None:
    others = [*REDS, *BLUES, GUARDED, LOOK.land_focus, LOOK.land_other, LOOK.sea]
    assert all(max(abs(a - b) for a, b in zip(rgb(NO_DATA), rgb(other), strict=True)) >= 20 for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_that_alone_are_known_are_named(language: str) -> None:
    say = words(language)
    (said,) = gaps_said(Filters(areas=("NGA",), years=(2023, 2023)), say)
    assert all(say.admin1(area) in said for area in ("NG02", "NG08", "NG36")) and "2023" in said
    (region,) = gaps_said(Filters(areas=("west-africa",), years=(2023, 2023)), say)
    assert say.country("BEN") in region and say.t("{names} and {n} more", names="", n="6").strip() in region
