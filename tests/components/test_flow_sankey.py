"""The Sankey of flows: nothing lost, nothing overlapping, and only what can be picked carries a pick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

from components.charts.flows.sankey import figure
from components.charts.flows.sankey_layout import COLUMNS, HEIGHT, OTHER, UNKNOWN, Sankey, arranged
from components.charts.overview.figures import SHORT
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.query.filters import Filters
from data.query.picks import PICKS, SIDES
from data.subjects import flows

MOST = 8
ASKED = [
    Filters(areas=areas, exclude_possible=True).picking("kind", side)
    for areas in ((), ("west-africa",), ("MLI",), ("LBR",), ("COL",), ("CPV",))
    for side in SIDES
]


def streams(*rows: tuple[str | None, str, str | None, float]) -> pd.DataFrame:
    """Synthetic streams of one record each."""
    frame = pd.DataFrame(rows, columns=["origin", "weapon", "destination", "amount"])
    return frame.assign(records=1)


def drawings() -> Iterator[tuple[str, pd.DataFrame, str | None]]:
    for asked in ASKED:
        yield asked.query(), flows.streams(dataset(), asked), None
        for unit in flows.units(dataset(), asked):
            yield f"{asked.query()} {unit}", flows.streams_in(dataset(), asked, unit), unit


DRAWN = [pytest.param(found, unit, id=name) for name, found, unit in drawings() if len(found)]


@pytest.mark.parametrize("found, unit", DRAWN)
def test_every_column_holds_the_total(found: pd.DataFrame, unit: str | None) -> None:
    drawn = arranged(found, MOST)
    for column in COLUMNS:
        nodes = [node for node in drawn.nodes if node.column == column]
        assert sum(node.amount for node in nodes) == pytest.approx(found.amount.sum())
        assert sum(node.records for node in nodes) == found.records.sum()
    for column in COLUMNS[:2]:
        ribbons = [ribbon for ribbon in drawn.ribbons if ribbon.column == column]
        assert sum(ribbon.amount for ribbon in ribbons) == pytest.approx(found.amount.sum())


@pytest.mark.parametrize("found, unit", DRAWN)
def test_labels_have_room_and_nothing_leaves_the_drawing(found: pd.DataFrame, unit: str | None) -> None:
    drawn = arranged(found, MOST)
    for column in COLUMNS:
        nodes = sorted((node for node in drawn.nodes if node.column == column), key=lambda node: node.top)
        middles = [node.top + node.height / 2 for node in nodes]
        assert all(below - above >= 15 for above, below in pairwise(middles))
        assert all(a.top + a.height <= b.top + 1e-6 for a, b in pairwise(nodes))
        assert nodes[0].top >= -1e-6 and nodes[-1].top + nodes[-1].height <= HEIGHT + 1e-6


@pytest.mark.parametrize("found, unit", DRAWN)
def test_ribbons_fill_their_nodes_from_edge_to_edge(found: pd.DataFrame, unit: str | None) -> None:
    drawn = arranged(found, MOST)
    for node in drawn.nodes:
        leaving = sorted((r.starts, r.width) for r in drawn.ribbons if r.column == node.column and r.source == node.key)
        before = COLUMNS[COLUMNS.index(node.column) - 1] if node.column != "origin" else ""
        coming = sorted((r.ends, r.width) for r in drawn.ribbons if r.column == before and r.target == node.key)
        for edges in filter(None, (leaving, coming)):
            edge = node.top
            for start, width in edges:
                assert start == pytest.approx(edge)
                edge += width
            assert edge == pytest.approx(node.top + node.height)


def keys(drawn: Sankey, column: str) -> list[str]:
    return [node.key for node in drawn.nodes if node.column == column]


def test_the_rest_and_the_unknown_stand_apart_at_the_end() -> None:
    rows = [(f"S{i:02}", "C", "MLI", 20.0 - i) for i in range(12)]
    drawn = arranged(streams(*rows, (None, "A", None, 50.0)), 8)
    assert keys(drawn, "origin") == [*(f"S{i:02}" for i in range(8)), OTHER, UNKNOWN]
    assert drawn.others == {"origin": 4, "destination": 0}
    assert keys(drawn, "destination") == ["MLI", UNKNOWN]
    assert keys(drawn, "weapon") == ["A", "C"]


def test_a_single_country_is_never_called_other() -> None:
    drawn = arranged(streams(*((f"S{i:02}", "C", "MLI", 1.0) for i in range(9))), 8)
    assert OTHER not in keys(drawn, "origin") and len(keys(drawn, "origin")) == 9


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found, unit", DRAWN)
def test_only_countries_and_weapons_can_be_picked(found: pd.DataFrame, unit: str | None, language: str) -> None:
    drawn = figure(arranged(found, MOST), unit, words(language))
    for trace in drawn["data"]:
        for name, value in trace.get("customdata", ()):
            if name in ("supplier", "recipient"):
                assert PICKS[name].allows(value) and value not in (OTHER, UNKNOWN)
            else:
                assert name in ("", "weapon") and bool(name) == bool(value)
    assert all(re.fullmatch(r"M [-\d., CLZ]+", shape["path"]) for shape in drawn["layout"]["shapes"])


def test_a_country_counts_a_record_once_however_many_categories_it_names() -> None:
    found = pd.DataFrame(
        {"origin": ["LBY"] * 2, "weapon": ["A", "D"], "destination": ["MLI"] * 2, "amount": [0.5, 0.5], "records": [1, 1]}
    )
    texts = [text for trace in figure(arranged(found, 8), None, words("en"))["data"] for text in trace.get("text", ())]
    assert texts == ["Libya <b>1</b>", f"{SHORT['A']} <b>1</b>", f"{SHORT['D']} <b>1</b>", "Mali <b>1</b>"]


def test_with_a_unit_countries_carry_no_sum_over_classes() -> None:
    found = streams(("FRA", "C2", "MLI", 10.0), ("FRA", "C7", "MLI", 400.0))
    drawn = figure(arranged(found, 8), "items", words("en"))
    texts = [text for trace in drawn["data"] for text in trace.get("text", ())]
    assert texts[0] == "France" and texts[-1] == "Mali" and not any("410" in text for text in texts)
    hovers = [text for trace in drawn["data"] for text in trace.get("hovertext", ())]
    assert not any("410" in text for text in hovers) and any("400 items" in text for text in hovers)
