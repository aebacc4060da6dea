"""UCDP-like files of any size, for measuring only: places and parties of the prepared incidents, headlines made up.

python -m tests.bench.synthetic_events 418000 /tmp/GEDEvent_v26_1.csv

Every id starts with SYN and every headline says that it is invented. Of the publisher's file of the world only a part lies on the
map, and only that part is placed, read for weapons and grouped. How much: of the candidate events of 2021 as published (17,407)
25 % lie in its 48 countries and areas, of those of January 2026 (1,727) 46 %, and 29 % of all deaths since 1989 (UCDP 25.1).
Texts are as long as there: headlines about 100 letters, articles 140, notes on places 45, a whole row 670.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from data.engine.dataset import prepared_folder

#: Column names and order of GED 26.1.
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
HOW = (
    "roadside bomb kills", "air strike hits", "gunmen shoot", "militants attack", "mortar shells fall on",
    "troops repel attack on", "drone strike near", "clashes reported near", "suicide bomber targets", "villagers killed in",
    "ataque deja muertos en", "une attaque fait des morts à", "rockets fired at", "soldiers ambushed outside",
    "farmers and herders clash in",
)  # fmt: skip
AGENCIES = ("Agence France Presse", "Reuters News", "BBC Monitoring Africa", "All Africa", "Agencia EFE", "Xinhua")
#: Of the newest releases a third of the records cite several stories, and seven of ten texts stand once.
DIGESTS, DISTINCT = 0.35, 0.7
#: Of the rows of the publisher's file, those on the map.
ON_MAP = 0.3
#: Where the others lie: countries of most events elsewhere.
ELSEWHERE = (
    ("Afghanistan", 66.0, 34.5), ("Syria", 37.5, 35.0), ("India", 79.0, 22.5), ("Ukraine", 36.0, 48.5), ("Mexico", -102.0, 23.5),
    ("Iraq", 43.5, 33.5), ("Philippines", 124.0, 8.0), ("Pakistan", 69.5, 31.0), ("Yemen (North Yemen)", 44.5, 15.0),
)  # fmt: skip
_BATCH = 100_000
_PARSE = pacsv.ParseOptions(newlines_in_values=True)
_VIOLENCE = {"state-based": 1, "non-state": 2, "one-sided": 3}
_WHERE = {"place": 1, "near place": 2, "district": 3, "admin1": 4, "corridor": 5, "country": 6}


def build(rows: int, path: Path, seed: int = 1, on_map: float = ON_MAP) -> Path:
    """Write so many invented events as a CSV file in the layout of GED 26.1, this share of them on the map.

    The same number, seed and share give the same file.
    """
    random = np.random.default_rng(seed)
    columns = [
        "country",
        "lon",
        "lat",
        "place",
        "admin1",
        "location_precision",
        "start",
        "violence",
        "conflict",
        "dyad",
        "actors",
    ]
    real = pq.read_table(prepared_folder() / "incidents.parquet", columns=columns).to_pandas()
    named = pq.read_table(prepared_folder() / "countries.parquet", columns=["country", "name_en"]).to_pandas()
    # What is too vague to have coordinates here has them at the publisher.
    real = real[real["start"].dt.year.le(2025) & real["lon"].notna()].merge(named, on="country")
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    with pacsv.CSVWriter(path, schema) as file:
        for batch in _drawn(real, rows, random, on_map):
            file.write_table(pa.table({name: pa.array(batch[name], pa.string()) for name in COLUMNS}, schema))
    return path


def build_repeated(rows: int, path: Path, source: Path) -> Path:
    """Write the events of a CSV file of UCDP's, again and again with other ids, until there are so many."""
    names = pacsv.open_csv(source, parse_options=_PARSE).schema.names
    options = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    table = pacsv.read_csv(source, parse_options=_PARSE, convert_options=options)
    with pacsv.CSVWriter(path, table.schema) as file:
        for start in range(0, rows, len(table)):
            part = table.slice(0, rows - start)
            for at, name in enumerate(names):
                if name in ("id", "relid"):
                    ids = pc.if_else(pc.equal(part[name], ""), "", pc.binary_join_element_wise(part[name], str(start), "r"))
                    part = part.set_column(at, name, ids)
            file.write_table(part)
    return path


def _drawn(real: pd.DataFrame, rows: int, random: np.random.Generator, on_map: float) -> Iterator[pd.DataFrame]:
    for start in range(0, rows, _BATCH):
        n = min(_BATCH, rows - start)
        numbers = np.arange(start, start + n)
        drawn = real.iloc[random.integers(0, len(real), n)].reset_index(drop=True)
        drawn = _elsewhere(drawn, random, on_map)
        told = _texts(drawn, real["place"].dropna().unique(), random)
        sides = [[*actors, "", ""][:2] for actors in drawn["actors"]]
        day = drawn["start"].dt.strftime("%Y-%m-%d")
        deaths = random.integers(1, 9, n)
        best = deaths + random.integers(0, 4, n)
        made = pd.DataFrame("", index=range(n), columns=list(COLUMNS))
        yield made.assign(
            id=numbers.astype(str),
            relid=[f"SYN-{year}-1-1-{number}" for year, number in zip(drawn["start"].dt.year, numbers, strict=True)],
            year=drawn["start"].dt.year.astype(str),
            active_year="1",
            code_status="Clear",
            type_of_violence=drawn["violence"].map(_VIOLENCE).astype(str),
            conflict_new_id="1",
            conflict_name=drawn["conflict"].fillna(""),
            dyad_new_id="1",
            dyad_name=drawn["dyad"].fillna(""),
            side_a=[a for a, _ in sides],
            side_b=[b for _, b in sides],
            number_of_sources="1",
            source_article=[
                ";".join(f'"{agency},{date},{story}"' for story in text.split(";"))
                for agency, date, text in zip(random.choice(AGENCIES, n), day, told, strict=True)
            ],
            source_date=day,
            source_headline=told,
            where_prec=drawn["location_precision"].map(_WHERE).fillna(1).astype(int).astype(str),
            where_coordinates=drawn["place"].fillna("") + " town",
            where_description=["invented note on the place of the event: " + place for place in drawn["place"].fillna("")],
            adm_1=drawn["admin1"].fillna(""),
            latitude=drawn["lat"].round(6).astype(str),
            longitude=drawn["lon"].round(6).astype(str),
            geom_wkt=[f"POINT ({lon} {lat})" for lon, lat in zip(drawn["lon"], drawn["lat"], strict=True)],
            country=drawn["name_en"],
            region="Africa",
            event_clarity="1",
            date_prec="1",
            date_start=day + " 00:00:00.000",
            date_end=day + " 00:00:00.000",
            deaths_a="0",
            deaths_b=deaths.astype(str),
            deaths_civilians="0",
            deaths_unknown="0",
            best=best.astype(str),
            high=(best + 1).astype(str),
            low=deaths.astype(str),
        )


def _elsewhere(drawn: pd.DataFrame, random: np.random.Generator, on_map: float) -> pd.DataFrame:
    """The same events, but for the share on the map in other countries of the world."""
    away = random.random(len(drawn)) >= on_map
    at = random.integers(0, len(ELSEWHERE), len(drawn))
    names, lon, lat = (pd.Series([place[part] for place in ELSEWHERE])[at].set_axis(drawn.index) for part in range(3))
    near = random.uniform(-1.5, 1.5, (2, len(drawn)))
    return drawn.assign(
        name_en=drawn["name_en"].mask(away, names),
        lon=drawn["lon"].mask(away, lon + near[0]),
        lat=drawn["lat"].mask(away, lat + near[1]),
    )


def _texts(drawn: pd.DataFrame, places: Sequence[str], random: np.random.Generator) -> list[str]:
    """A headline of each event, a digest of several for some; some stand more than once."""
    n = len(drawn)
    stories = [
        f"Invented headline: {how} {place} on the road to the market, say residents and officials, {number}"
        for how, place, number in zip(
            random.choice(HOW, n), drawn["place"].fillna("the area"), random.integers(0, 10_000_000, n), strict=True
        )
    ]
    others = [
        f"{how} {place}, says an invented report"
        for how, place in zip(random.choice(HOW, n), random.choice(places, n), strict=True)
    ]
    digest = random.random(n) < DIGESTS
    texts = [f"{story};{other}" if two else story for story, other, two in zip(stories, others, digest, strict=True)]
    again = random.random(n) >= DISTINCT
    return [texts[at // 2] if twice else text for at, (text, twice) in enumerate(zip(texts, again, strict=True))]


if __name__ == "__main__":
    print(build(int(sys.argv[1]), Path(sys.argv[2])))
