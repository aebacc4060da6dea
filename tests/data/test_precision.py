"""What is known to a first-level area or more coarsely counts in nothing finer, and is counted beside it."""

import gzip
from pathlib import Path

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.current import dataset
from components.files.layers import compressed
from components.layers.rows import LAYERS
from components.text.unplaced_words import not_placed_of
from components.text.words import LANGUAGES, words
from data.analysis import border_lens, hot_spots
from data.engine.dataset import prepared_folder
from data.ground.borders import known
from data.model.categories import FOCUS
from data.model.precision import IN_NO_AREA, UNPLACED
from data.prepare.ucdp.precision import at_centroids, inferred
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import areas, border_shares, incidents, nearby, playback, routes, rows
from data.subjects.unplaced import elsewhere, in_districts, unplaced
from tests.data.records import incidents_of
from tests.sweep import draws

ROOT = Path(__file__).parents[2]
#: A column of the prepared table for each unit that is finer than a country, and the precisions that have no place in it.
FINER = {
    **dict.fromkeys(("lon", "lat", "border", "border_km", "cell3", "cell4", "cell5", "cell6"), UNPLACED),
    **dict.fromkeys(("admin1", "located_in"), IN_NO_AREA),
}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / "incidents.parquet")


def test_readme_says_how_well_places_are_known(table: pd.DataFrame) -> None:
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"{table.events.sum():,} events in {len(table):,} groups" in readme
    stated, unknown = (table.precision_basis.eq(basis) for basis in ("stated", "unknown"))
    coarse = table.location_precision.isin(UNPLACED) & table.location_precision.ne("not stated")
    asked = {
        "Of {} events ({} deaths) UCDP states": stated | ~stated, "the precision of {} ({} deaths)": stated,
        "that of {} ({}) is inferred": ~(stated | unknown), "of {} ({}; nearly all before 2021": unknown,
        "more coarsely ({} events, {} deaths)": coarse,
        "wide area only ({} events, {} deaths)": table.location_precision.isin(IN_NO_AREA),
    }  # fmt: skip
    wanted = [said.format(*(f"{table[name][rows].sum():,}" for name in ("events", "deaths"))) for said, rows in asked.items()]
    assert [said for said in wanted if said not in readme] == []


@pytest.mark.parametrize("unit", FINER)
def test_no_death_that_is_known_coarsely_is_in_a_finer_unit(unit: str, table: pd.DataFrame) -> None:
    """The gate of all others: whatever asks for a unit asks for one of these columns."""
    assert table.deaths[table.location_precision.isin(FINER[unit]) & table[unit].notna()].sum() == 0


def test_every_finer_unit_of_the_table_is_guarded() -> None:
    whole = {
        "id", "country", "place", "location_precision", "precision_basis", "start", "end", "date_precision", "year", "month",
        "violence", "conflict", "dyad", "actors", "events", "deaths", "deaths_low", "deaths_high", "deaths_civilian", "weapons",
        "weapon_basis", "phase", "published", "source", "source_release", "source_records", "reports", "reliability",
        "sensitivity",
    }  # fmt: skip
    assert {*dataset().table("incidents").columns} == whole | {*FINER}, "a new column of places: say in FINER what may be in it"


def test_a_precision_says_how_it_is_known(table: pd.DataFrame) -> None:
    assert (table.precision_basis.eq("unknown") == table.location_precision.eq("not stated")).all()
    assert {"stated", "same coordinates"} < {*table.precision_basis}


QUESTIONS = st.builds(
    Filters,
    areas=st.lists(st.sampled_from(sorted({"west-africa", *FOCUS})), max_size=2, unique=True).map(tuple),
    years=st.one_of(
        st.just(()), st.lists(st.integers(*all_years(dataset())), min_size=2, max_size=2).map(lambda ends: tuple(sorted(ends)))
    ),
    weapons=st.sampled_from([(), ("E",), ("A", "B")]),
)


@pytest.mark.parametrize(("pick", "wide"), [(("border", "SDN-TCD"), UNPLACED), (("admin1", "TD07"), IN_NO_AREA)])
def test_beside_a_picked_place_stands_what_may_belong_there(pick: tuple[str, str], wide: tuple[str, ...]) -> None:
    asked = Filters(areas=("TCD",), years=(1989, 2020))
    own = incidents_of(asked)
    lost = own[own.location_precision.isin(wide)]
    assert elsewhere(dataset(), asked.picking(*pick)) == (lost.events.sum(), lost.deaths.sum()) > (0, 0)
    assert elsewhere(dataset(), asked) == (0, 0)
    for language in LANGUAGES:
        say = words(language)
        told = not_placed_of(asked.picking(*pick), "place", say)
        assert say.n("{n} event", "{n} events", int(lost.events.sum())) in told


@settings(max_examples=draws(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUESTIONS)
def test_what_is_drawn_ranked_and_measured_is_placed(asked: Filters) -> None:
    """Whatever is asked, marks, steps, rankings and distances add up to what is known so precisely, and the rest is counted."""
    own = incidents_of(asked)
    placed, in_area = (own[~own.location_precision.isin(wide)] for wide in (UNPLACED, IN_NO_AREA))
    assert incidents.marks(dataset(), asked).frame.deaths.sum() == placed.deaths.sum()
    assert placed.deaths.sum() + sum(deaths for _, deaths in unplaced(dataset(), asked).values()) == own.deaths.sum()
    played = playback.played(dataset(), asked, "year")
    assert played.resolution is None or played.frame.deaths.sum() == placed.deaths.sum()
    assert in_districts(dataset(), asked) == own.events[own.location_precision.eq("district")].sum()
    assert border_shares.near_borders(dataset(), asked).measured <= placed.events.sum()
    left = areas.left_out(dataset(), asked)
    counted = areas.counts(dataset(), asked)
    assert counted.deaths.sum() <= in_area.deaths.sum()
    assert counted.events.sum() + left.across + sum(events for events, _ in left.unplaced.values()) == own.events.sum()
    by_area = in_area.groupby("admin1").deaths.sum()
    assert (counted.set_index("admin1").deaths == by_area.reindex(counted.admin1)).all()
    if (risen := hot_spots.rising(dataset(), asked)) is not None:
        everywhen = incidents_of(asked.without("years"))
        known = everywhen[everywhen.location_precision.isin(IN_NO_AREA).eq(False) & everywhen.year.between(*risen.now)]
        now = known.groupby("admin1").events.sum()
        assert (risen.frame.set_index("admin1").now == now.reindex(risen.frame.admin1).fillna(0)).all()
    said = rows.listed(dataset(), "incidents", asked).to_pandas()
    assert said.deaths[said.location_precision.isin(UNPLACED) & said.lon.notna()].sum() == 0


def test_layers_hold_no_point_or_cell_of_a_coarse_record(table: pd.DataFrame) -> None:
    """A layer's marks stand where placed records are, and nowhere else."""
    placed = table[~table.location_precision.isin(UNPLACED)]
    spots = {(round(x, 4), round(y, 4)) for x, y in zip(placed.lon, placed.lat, strict=True)}
    for name in ("incidents", *playback.LAYERS):
        assert name in LAYERS
        drawn = orjson.loads(gzip.decompress(compressed(name, Filters(areas=("GIN",)), "en")))
        assert drawn and all(tuple(round(part, 4) for part in row["at"]) in spots for row in drawn)


def test_distances_are_measured_from_placed_records_only(table: pd.DataFrame) -> None:
    placed = table[~table.location_precision.isin(UNPLACED)]
    everywhere = ((-180.0, -90.0, 180.0, 90.0),)
    assert routes.incidents_within(dataset(), Filters(), everywhere).deaths.sum() == placed.deaths.sum()
    near = sum(
        border_lens.incidents(dataset(), Filters(), border).frame.deaths.sum() for border in known(dataset()) if len(border) == 7
    )
    assert near <= placed.deaths.sum()
    whole = table[table.location_precision.isin(UNPLACED)]
    assert whole.deaths.sum() > 0 and nearby.nearby(dataset(), Filters(), 0.0, 17.0).deaths <= placed.deaths.sum()


def test_precision_is_inferred_from_the_place() -> None:
    records = pd.DataFrame(
        {
            "where_prec": [4.0, *[None] * 9],
            "iso3": "MLI",
            "country": "Mali",
            "longitude": [1.23, 1.23, 2.31, -4.0, -4.5, 3.17, 2.22, 2.23, 2.24, 5.002],
            "latitude": [14.1, 14.1, 13.37, 17.0, 17.5, 14.3, 12.22, 12.23, 12.24, 5.003],
            "where_coordinates": ["", "", "Anka lga", "", "", "", "Mali", "Between San and Yangasso", "47km west of Kidal", ""],
        }
    )
    found = inferred(records, np.array([[3.18, 14.3], [5.0, 5.0], [-4.0, 17.0]]))
    assert found.where_prec.drop(5).tolist() == [4, 4, 3, 6, 4, 6, 5, 2, 3] and pd.isna(found.where_prec[5])
    wanted = ["stated", "same coordinates", "place name", "whole degrees", "whole degrees", "unknown", *["place name"] * 3]
    assert found.basis.tolist() == [*wanted, "populated place"]


def test_the_centre_of_an_area_stands_for_it() -> None:
    land = gpd.GeoDataFrame({"country": ["AAA"]}, geometry=[shapely.box(0, 0, 8, 4)], crs=4326)
    halves = gpd.GeoDataFrame({"admin1": ["A1", "A2"]}, geometry=[shapely.box(0, 0, 3, 4), shapely.box(3, 0, 8, 4)], crs=4326)
    frame = pd.DataFrame(
        {
            "lon": [4.0, 1.5, 5.5, 1.5, 2.2],
            "lat": [2.0, 2.0, 2.0, 2.0, 1.1],
            "location_precision": ["not stated"] * 3 + ["place", "not stated"],
            "precision_basis": ["unknown"] * 3 + ["stated", "unknown"],
        }
    )
    found = at_centroids(frame, land, halves)
    assert found.location_precision.tolist() == ["country", "admin1", "admin1", "place", "not stated"]
    assert found.precision_basis.tolist() == ["area centroid"] * 3 + ["stated", "unknown"]
