"""Detail cards and tooltips: what is clicked is found again, and no name from outside becomes markup."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from components.current import dataset
from components.screen.overview.summary_panel import sentences_html
from components.screen.parts.markdown_text import plain
from components.text import tooltips
from components.text.words import LANGUAGES, PRECISION_NAMES, VIOLENCE_NAMES, words
from data.model.categories import LOCATION_PRECISION, RELIABILITY, VIOLENCE
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from tests.data.folders import copy_of_prepared, rewrite, set_column
from tests.data.records import incidents_of
from tests.sweep import sweep

NASTY = (
    "<script>alert(1)</script>",
    '=cmd|"/C calc"!A0',
    "[click](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "**bold** _it_ `code` $x$ ~~no~~ # head",
    ":red[text] :material/home:",
    "https://example.org/x",
    "a | b",
)


@pytest.mark.parametrize("text", NASTY)
def test_plain_text_holds_no_markup(text: str) -> None:
    said = plain(text)
    bare = re.sub(r"\\.", "", said)
    assert not re.search(r"[<>\[\]`*_$#|~]", bare)
    assert "://" not in said
    assert re.sub(r"\\(.)", r"\1", said).replace("\u200b", "") == text


def test_plain_text_leaves_ordinary_names_alone() -> None:
    for name in ("Gao", "Côte d'Ivoire", "Al-Qa'ida (AQIM)", "N'Djamena, 12 km", "AK-47 & RPG-7"):
        assert plain(name) == name


def test_precisions_and_kinds_of_violence_all_have_words() -> None:
    assert set(PRECISION_NAMES) == set(LOCATION_PRECISION)
    assert set(VIOLENCE_NAMES) == set(VIOLENCE)


# --- tooltips ------------------------------------------------------------------------------------------------------------


def mark(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(
        **({"place": "Gao", "events": 1, "deaths": 2, "with_weapon": 0, "reports": 0, "first": 2012, "last": 2012} | values)
    )


def test_a_place_in_words() -> None:
    assert tooltips.incidents_mark(mark(), 0, words("en")) == {
        "t": "Gao",
        "a": "1 event, 2 deaths, 2012",
        "b": "weapon named in 0 events",
        "c": "Click for the records",
    }


def test_a_mark_tells_reports_beside_several_events_that_name_a_weapon() -> None:
    assert tooltips.incidents_mark(mark(events=9, with_weapon=8, reports=1), 0, words("en"))["b"] == (
        "weapon named in 8 events, from 1 report"
    )
    assert tooltips.incidents_mark(mark(events=9, with_weapon=1, reports=1), 0, words("en"))["b"] == "weapon named in 1 event"
    assert tooltips.area(mark(events=20, with_weapon=8, reports=2), "Gao", words("en"))["b"] == (
        "weapon named in 8 events (40%), from 2 reports"
    )


def test_a_cell_says_how_wide_it_is() -> None:
    said = tooltips.incidents_mark(mark(events=1234, last=2022), 4, words("en"))
    assert said["t"] == "Area about 52 km across" and said["a"] == "1,234 events, 2 deaths, 2012–2022"


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_a_place_without_a_name_is_said_to_have_none(nothing: object) -> None:
    assert tooltips.incidents_mark(mark(place=nothing), 0, words("en"))["t"] == "Place without a name in the source"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flow_and_route_has_a_tooltip(language: str) -> None:
    say = words(language)
    for row in flows.links(dataset(), Filters()):
        said = tooltips.flow(row, say)
        assert " → " in said["t"] and "nan" not in " ".join(said.values()).split() and len(said["b"]) <= 112
    for row in routes.matching(dataset(), Filters()).itertuples():
        said = tooltips.route(row, say)
        assert said["t"] == say.corridor(row.name) and say.t(row.reliability) in said["a"]


def test_a_mark_says_where_it_stands_and_how_far_that_can_be_trusted() -> None:
    said: dict[str, str] = {}
    for row in flows.links(dataset(), Filters()):
        if row.event_place:
            said |= dict.fromkeys(row.ids, tooltips.flow_mark(row, "event", words("en"))["t"])
    assert said["F168"] == "Zinder (wider area), Niger"
    assert said["F043"].startswith("Agadez (wider area), Niger: Murzuq (wider area), Libya → ")
    assert said["F056"] == "Bordj Badji Mokhtar (nearby), Algeria"
    assert said["F182"] == "Am Timan, Chad"


def test_long_texts_end_at_a_word() -> None:
    assert tooltips.shortened("a" * 40) == "a" * 40
    said = tooltips.shortened("word " * 100)
    assert len(said) <= 110 and said.endswith("word …")
    assert len(tooltips.shortened("x" * 500)) <= 112


# --- cards ---------------------------------------------------------------------------------------------------------------


def shown(layer: str, row: dict[str, Any], asked: Filters, language: str = "en") -> AppTest:
    """A card as a visitor sees it."""

    def script(layer: str, row: dict, asked: object, language: str) -> None:
        from components.screen.map import cards
        from components.text.words import words

        cards.detail(layer, row, asked, words(language))  # type: ignore[arg-type]

    at = AppTest.from_function(script, default_timeout=20, args=(layer, row, asked, language)).run()
    assert not at.exception
    return at


def text_of(at: AppTest) -> str:
    return "\n".join(element.value for element in (*at.markdown, *at.caption, *at.info))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_incident_card_holds_the_records_of_its_mark(language: str) -> None:
    asked = Filters(areas=("MLI",), years=(2012, 2013))
    place = incidents.marks(dataset(), asked).frame.sort_values("events").iloc[-1]
    at = shown("incidents", {"at": [round(place.lon, 4), round(place.lat, 4)], "t": "x"}, asked, language)
    table = at.dataframe[0].value
    assert table.iloc[:, 4].sum() == place.events
    assert words(language).n("{n} event", "{n} events", int(place.events)) in text_of(at)
    assert any("UCDP" in caption.value for caption in at.caption)


@pytest.mark.parametrize("vague", [True, False])
def test_nothing_is_measured_from_the_middle_of_a_district(vague: bool) -> None:
    asked = Filters(areas=("MLI",), exclude_possible=True)
    rows = incidents_of(asked)
    precise = rows[rows.lon.notna()].groupby(["lon", "lat"]).location_precision.agg(set)
    lon, lat = next(at for at, found in precise.items() if found == ({"district"} if vague else {"place"}))
    said = text_of(shown("incidents", {"at": [lon, lat], "t": "x"}, asked))
    assert ("in the middle of the district" in said) == vague == ("across borders" not in said)


def test_a_card_of_a_cell() -> None:
    from geo.cells import cell_text

    marks = incidents.marks(dataset(), Filters())
    cell = marks.frame.sort_values("events").iloc[len(marks.frame) // 2]
    at = shown("incidents", {"cell": cell_text(int(cell.cell)), "t": "x"}, Filters())
    assert at.dataframe[0].value["Events"].sum() == cell.events


@pytest.mark.parametrize("kind", ["authorised", "illicit", "collected"])
def test_a_flow_card_says_why_we_believe_it(kind: str) -> None:
    found = flows.matching(dataset(), Filters())
    for row in found[found.kind == kind].head(2).itertuples():
        at = shown("flows", {"ids": [row.id], "t": "x"}, Filters())
        said = text_of(at)
        assert "→" in said and "Source" in said and any(value in said for value in RELIABILITY)


def test_many_flows_are_counted_beyond_the_first() -> None:
    ids = flows.matching(dataset(), Filters()).id.head(12).tolist()
    assert "and 7 more records" in text_of(shown("transfers", {"ids": ids, "t": "x"}, Filters()))


def test_every_route_has_a_card() -> None:
    for row in routes.matching(dataset(), Filters()).iloc[::20].itertuples():
        said = text_of(shown("routes", {"id": row.id, "t": "x"}, Filters()))
        assert row.source_publisher.split()[0] in said


@pytest.mark.parametrize(
    ("layer", "row"),
    [
        ("incidents", {"at": [0.0, 0.0]}),
        ("flows", {"ids": ["no such flow"]}),
        ("routes", {"id": "no such route"}),
        ("flows-rings", {"t": "Mali", "a": "known at country level"}),
    ],
)
def test_what_is_gone_is_said_to_be_gone(layer: str, row: dict[str, Any]) -> None:
    at = shown(layer, row, Filters(areas=("TGO",)))
    assert len(at.info) == 1 and not at.dataframe


@pytest.fixture
def nasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A synthetic set whose names are markup and formulas."""
    folder = copy_of_prepared(tmp_path / "prepared")

    def with_nasty(*columns: str) -> Any:
        def change(table: pa.Table) -> pa.Table:
            for column in columns:
                table = set_column(table, column, [NASTY[i % len(NASTY)] for i in range(len(table))])
            return table

        return change

    rewrite(folder, "incidents", with_nasty("place", "conflict", "dyad"))
    rewrite(folder, "flows", with_nasty("origin_place", "destination_place", "item", "actors", "note", "source_publisher"))
    rewrite(folder, "routes", with_nasty("name", "actors", "note", "source_title"))
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))


@pytest.mark.usefixtures("nasty")
def test_names_from_outside_stay_text_on_every_card() -> None:
    asked = Filters(areas=("TGO",))
    place = incidents.marks(dataset(), asked).frame.iloc[0]
    ids = flows.matching(dataset(), Filters(areas=("COL",))).id[-8:].tolist()
    route = routes.matching(dataset(), Filters()).id.iloc[0]
    for layer, row, of in (
        ("incidents", {"at": [round(place.lon, 4), round(place.lat, 4)]}, asked),
        ("flows", {"ids": ids}, Filters(areas=("COL",))),
        ("routes", {"id": route}, Filters()),
    ):
        at = shown(layer, row, of)
        for element in (*at.markdown, *at.caption):
            assert not element.allow_html
            bare = re.sub(r"\\.", "", element.value)
            assert "<script" not in bare and "](javascript" not in bare and "![" not in bare and "://example.org" not in bare


@pytest.mark.usefixtures("nasty")
@sweep(few=1, language=LANGUAGES)
def test_the_only_html_of_ours_holds_no_name_from_outside(language: str) -> None:
    html = sentences_html(Filters(areas=("TGO",)), words(language))
    assert "<script" not in html and "=cmd" not in html
    assert re.findall(r"<(\w+)", html) and set(re.findall(r"<(\w+)", html)) <= {"p", "sup", "a"}
