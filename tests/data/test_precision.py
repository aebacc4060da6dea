"""What is known to a first-level area or more coarsely counts in nothing finer."""

import pandas as pd
import pytest

from data import incidents, playback
from data.filters import Filters
from data.precision import IN_NO_AREA, UNPLACED
from data.prepare.precision import inferred
from data.store import prepared_folder

AREAS = ("west-africa", "MLI", "BFA", "TCD", "COL", "GIN")


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / "incidents.parquet")


def test_what_is_known_coarsely_is_in_no_area_and_at_no_border(rows: pd.DataFrame) -> None:
    assert rows.loc[rows.location_precision.isin(IN_NO_AREA), "admin1"].isna().all()
    assert rows.loc[rows.location_precision.isin(UNPLACED), ["border", "border_km"]].isna().all(axis=None)


@pytest.mark.parametrize("area", AREAS)
def test_marks_and_steps_hold_every_placed_death_and_no_other(area: str, rows: pd.DataFrame) -> None:
    filters = Filters(areas=(area,))
    own = rows[rows.country.isin(filters.countries)]
    fine = own[~own.location_precision.isin(UNPLACED)]
    assert own.deaths.sum() > fine.deaths.sum()
    assert incidents.marks(filters).frame.deaths.sum() == fine.deaths.sum()
    assert playback.played(filters, "year").frame.deaths.sum() == fine.deaths.sum()


def test_precision_is_inferred_from_the_place() -> None:
    records = pd.DataFrame(
        {
            "where_prec": [4.0, None, None, None, None, None, None],
            "iso3": "MLI",
            "country": "Mali",
            "longitude": [1.23, 1.23, 2.31, -4.0, -4.5, 3.17, 2.22],
            "latitude": [14.1, 14.1, 13.37, 17.0, 17.5, 14.3, 12.22],
            "where_coordinates": ["", "", "Anka lga", "", "", "", "Mali"],
        }
    )
    found = inferred(records)
    assert found.drop(5).tolist() == [4, 4, 3, 6, 4, 6] and pd.isna(found[5])
