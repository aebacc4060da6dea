"""The naive build of the same map, to compare with: pandas, boolean masks, and the whole frame into one layer, with
Streamlit as it comes out of the box.

As a script it is a whole Streamlit app: `streamlit run tests/bench/naive.py`. It reads the file once and asks nothing
twice of the disk, which is kinder than most first drafts are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pydeck as pdk

from components.current import dataset
from data.engine.dataset import prepared_folder
from data.ground.countries import covered
from data.model.categories import NOT_REPORTED, codes_of
from data.query.filters import Filters
from data.query.years import all_years

#: What the map shows and its tooltip says, and no more.
SHOWN = ["lon", "lat", "place", "country", "year", "events", "deaths", "weapons", "phase"]
_COLUMNS = [*SHOWN, "reliability", "sensitivity"]


@cache
def incidents(folder: Path) -> pd.DataFrame:
    """The prepared incidents of a folder, as pandas reads them."""
    frame = pd.read_parquet(folder / "incidents.parquet", columns=_COLUMNS)
    return frame[frame.sensitivity == "public"]


def filtered(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows that answer a question, one mask after another."""
    keep = pd.Series(True, index=frame.index)
    if filters.countries:
        keep &= frame.country.isin(filters.countries)
    if filters.years:
        keep &= frame.year.between(filters.years[0], filters.years[-1])
    if filters.phases:
        keep &= frame.phase.isin(filters.phases)
    if filters.weapons:
        codes, unnamed = set(codes_of(filters.weapons)), NOT_REPORTED in filters.weapons
        keep &= frame.weapons.map(lambda held: bool(codes.intersection(held)) or (unnamed and len(held) == 0)).astype(bool)
    if filters.exclude_possible:
        keep &= frame.reliability != "possible"
    return frame[keep]


def deck(frame: pd.DataFrame) -> pdk.Deck:
    """All rows in one scatter layer, inline."""
    layer = pdk.Layer(
        "ScatterplotLayer", data=frame[SHOWN].dropna(subset="lon"), get_position=["lon", "lat"], get_radius=4000, pickable=True
    )
    return pdk.Deck(layers=[layer], initial_view_state=pdk.ViewState(longitude=0, latitude=14, zoom=3.6), map_provider=None)


def main() -> None:
    import streamlit as st

    filters, _ = Filters.parse(st.query_params.to_dict(), covered(dataset()), all_years(dataset()))
    found = filtered(incidents(prepared_folder()), filters)
    st.markdown(f"{int(found.events.sum())} events")
    st.pydeck_chart(deck(found))


if __name__ == "__main__":
    main()
