"""The bench itself: rows it makes are labelled and valid, its visitors get real pages, and both builds answer alike."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from components.current import dataset
from data.analysis.crossing import summary
from data.engine.dataset import Dataset, prepared_folder
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.bench import naive
from tests.bench.__main__ import MILLION, NAIVE_WALK, promises
from tests.bench.filter_change import Cost, Measured, percentile
from tests.bench.load import load
from tests.bench.server import Server, running
from tests.bench.session import Answer, SessionError, sources, visit
from tests.bench.synthetic import JITTER, build, is_valid
from tests.bench.synthetic_events import build as events
from tests.bench.synthetic_events import build_repeated
from tests.bench.views import FIRST, PAGES, WALK, random_walk

ROWS = 5_000


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROWS, tmp_path_factory.mktemp("bench") / "prepared")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running("app.py", prepared_folder(), "/healthz") as found:
        yield found


def rows(folder: Path) -> pa.Table:
    return pq.read_table(folder / "incidents.parquet")


# --- synthetic rows ------------------------------------------------------------------------------------------------


def test_synthetic_rows_are_labelled_and_keep_their_contract(synthetic: Path) -> None:
    made = rows(synthetic)
    assert made.num_rows == ROWS
    assert set(made["source"].to_pylist()) == set(made["source_release"].to_pylist()) == {"synthetic"}
    assert all(text.startswith("SYN") for text in made["id"].to_pylist())
    assert made["source_records"].to_pylist() == [[text] for text in made["id"].to_pylist()]
    assert Dataset(synthetic).version == f"synthetic-{ROWS}"
    assert is_valid(synthetic)


def test_synthetic_rows_follow_the_real_ones(synthetic: Path) -> None:
    made, real = rows(synthetic).to_pandas(), rows(prepared_folder()).to_pandas()
    shares = made.country.value_counts(normalize=True) - real.country.value_counts(normalize=True)
    assert shares.abs().max() < 0.03
    east, west, north, south = real.lon.max(), real.lon.min(), real.lat.max(), real.lat.min()
    made = made.dropna(subset="lon")
    assert made.lon.between(west - JITTER, east + JITTER).all() and made.lat.between(south - JITTER, north + JITTER).all()
    assert len(made[["lon", "lat"]].drop_duplicates()) > len(made) * 0.99


def test_a_seed_gives_the_same_rows_again(synthetic: Path, tmp_path: Path) -> None:
    assert rows(build(ROWS, tmp_path / "same")).equals(rows(synthetic))
    assert not rows(build(ROWS, tmp_path / "other", seed=2)).equals(rows(synthetic))


def test_an_existing_folder_is_left_alone(synthetic: Path) -> None:
    with pytest.raises(FileExistsError):
        build(ROWS, synthetic)


def test_a_file_is_repeated_with_ids_of_its_own(tmp_path: Path) -> None:
    source = events(40, tmp_path / "one.csv")
    made = pd.read_csv(build_repeated(100, tmp_path / "many.csv", source), dtype=str, keep_default_na=False)
    once = pd.read_csv(source, dtype=str, keep_default_na=False)
    assert len(made) == 100 and made.relid.is_unique and made.id.is_unique
    told = made.drop(columns=["id", "relid"])
    assert told[40:80].reset_index(drop=True).equals(once.drop(columns=["id", "relid"]))


# --- the naive build -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", WALK)
def test_naive_and_ours_count_the_same_events(query: str) -> None:
    asked, problems = Filters.parse(dict(part.split("=") for part in query.split("&")), covered(dataset()), all_years(dataset()))
    assert not problems
    found = naive.filtered(naive.incidents(prepared_folder()), asked)
    assert (found.events.sum(), found.deaths.sum()) == (summary(dataset(), asked).events, summary(dataset(), asked).deaths)


def test_the_naive_map_holds_every_row() -> None:
    found = naive.incidents(prepared_folder()).dropna(subset="lon").head(50)
    drawn = json.loads(naive.deck(found).to_json())["layers"][0]["data"]
    assert [row["lon"] for row in drawn] == found.lon.tolist()


# --- sessions --------------------------------------------------------------------------------------------------------


def test_a_session_gets_the_page_and_its_layers_and_fetches_each_once(server: Server) -> None:
    async def visiting() -> tuple[Answer, Answer, Answer]:
        async with visit(server.address) as session:
            first = await session.ask("")
            assert sources(session.spec) == tuple(address for address in first.fetched if address in sources(session.spec))
            changed = await session.ask("area=MLI&weapon=E")
            # The ground of the map is that of the countries, whatever else is asked.
            asked = ("area=MLI&", "area=MLI&weapon=E")
            assert all(asked["/layers/" in address] in address for address in changed.fetched), changed.fetched
            return first, changed, await session.ask("")

    first, changed, again = asyncio.run(visiting())
    version = dataset().version
    assert f"/layers/incidents.json?lang=en&v={version}" in first.fetched
    assert f"/layers/incidents.json?area=MLI&weapon=E&lang=en&v={version}" in changed.fetched
    assert again.fetched == () and again.files == 0
    assert all(answer.socket > 1000 and answer.page > 0 for answer in (first, changed, again))


def test_a_click_on_a_widget_asks_for_the_same_as_its_address(server: Server) -> None:
    async def visiting() -> tuple[tuple[str, ...], tuple[str, ...]]:
        async with visit(server.address) as clicking, visit(server.address) as linking:
            await clicking.ask("")
            await clicking.turn("exclude_possible", bool_value=False)
            await linking.ask("evidence=all")
            return sources(clicking.spec), sources(linking.spec)

    clicked, linked = asyncio.run(visiting())
    assert clicked == linked
    assert any("evidence=all" in address for address in clicked)


def test_a_session_gets_the_page_it_asks_for_and_stays_there(server: Server) -> None:
    async def visiting(page: str) -> set[str]:
        async with visit(server.address, page) as session:
            await session.ask("")
            await session.ask("area=MLI")
            return {layer["id"].split("~")[0] for layer in session.spec["layers"]}

    drawn = {page: asyncio.run(visiting(page)) for page in ("", *PAGES)}
    assert {"incidents", "flows", "routes"} <= drawn[""]
    assert "incidents" in drawn["incidents"] and not {"flows", "transfers", "routes"} & drawn["incidents"]
    assert {"flows", "transfers"} <= drawn["flows"] and "routes" not in drawn["flows"]
    assert "routes" in drawn["routes"] and "flows" not in drawn["routes"]


def test_a_map_plays_through_the_years_in_small_steps(server: Server) -> None:
    async def playing() -> tuple[list[int], list[int]]:
        async with visit(server.address, "incidents") as session:
            await session.ask("area=MLI")
            await session.choose("incidents_view", "Through time")
            await session.turn("incidents_play", trigger_value=True)
            years, sizes = [], []
            for _ in range(4):
                sizes.append((await session.tick()).bytes)
                years.append(next(layer["filterRange"][0] for layer in session.spec["layers"] if "filterRange" in layer))
            return years, sizes

    years, sizes = asyncio.run(playing())
    assert years == list(range(years[0], years[0] + 4))
    assert max(sizes) <= 5_000


def test_a_file_that_is_not_there_is_an_error(server: Server) -> None:
    async def visiting() -> None:
        async with visit(server.address) as session:
            await session.files.get("/layers/nothing.json")

    with pytest.raises(SessionError, match="404"):
        asyncio.run(visiting())


def test_a_short_load_answers_everybody(server: Server) -> None:
    found = asyncio.run(load(server, sessions=2, minutes=0.04, pause=0.2))
    assert found.errors == () and found.changes >= 1
    assert found.memory[0] > 50 and found.p50 <= found.p95 <= found.most


# --- what is asked and what is made of it ----------------------------------------------------------------------------


def test_walks_ask_what_the_app_understands() -> None:
    walks = [query for seed in range(3) for query, _ in zip(random_walk(seed), range(60), strict=False)]
    assert len(set(walks)) > 60
    for query in (*WALK, *walks, *(query for walk in PAGES.values() for query in walk)):
        asked, problems = Filters.parse(
            dict(part.split("=") for part in query.split("&") if part), covered(dataset()), all_years(dataset())
        )
        assert not problems and asked.query() == query, query
    assert [*random_walk_start(7)] == [*random_walk_start(7)] and FIRST.query() == ""
    assert 40 <= len(set(WALK)) == len(WALK) and set(NAIVE_WALK) < set(WALK)


def random_walk_start(seed: int) -> list[str]:
    return [query for query, _ in zip(random_walk(seed), range(20), strict=False)]


def test_promises_are_judged_by_the_worst() -> None:
    random = Random(1)
    quick = Cost(tuple(random.uniform(0.01, 0.09) for _ in WALK), (0.01,) * len(WALK), (30_000,) * len(WALK), 0.05)
    heavy = Cost((0.4,) * len(WALK), (0.2,) * len(WALK), (120_000,) * len(WALK), 0.3)
    fine, slow = Measured(3.0, quick, quick, quick, 400), Measured(6.0, heavy, heavy, heavy, 900)
    assert [p.kept for p in promises({0: fine}, {}, None)] == [True, False, True, True]
    assert not any(p.kept for p in promises({0: slow, MILLION: slow}, {}, None))
    assert percentile((1.0, 2.0, 3.0), 50) == 2.0
