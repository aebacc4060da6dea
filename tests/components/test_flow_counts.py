"""Flows of different kinds are counted apart: in the matrix, on the map under it, in sentences, and in every message."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import orjson
import pytest
import streamlit as st

from components.catalogues import ROOT, gathered
from components.current import dataset
from components.files.layers import compressed
from components.files.picture import view_choices
from components.layers.rows import FLOWS_ON, not_drawn
from components.paper.map_captions import captions
from components.screen.map.map_panel import said
from components.screen.overview import crossing_panel
from components.screen.shell import address, shown
from components.text import sentences
from components.text.words import LANGUAGES, Words, words
from data.analysis import crossing
from data.model.categories import AREAS, FLOW_KINDS, FOCUS
from data.query.filters import Filters
from data.subjects import flows
from tests.sweep import sweep

ASKED = [Filters(areas=(area,), exclude_possible=True) for area in (*AREAS, *FOCUS)]
#: What may count records of several kinds: bars by weapon and bands, which name the kinds beside them; and what is no count.
_RECORDS = re.compile(r"\{n\} (?:flow|flows)\b|documented flow|\{flows\} flow")


def drawn(filters: Filters) -> Counter[str]:
    """Flows of each kind on the layers that the browser fetches."""
    kinds = dict(zip(flows.matching(dataset(), filters).id, flows.matching(dataset(), filters).kind, strict=True))
    found: Counter[str] = Counter()
    for layer in FLOWS_ON:
        rows = [
            row for name in (layer, f"{layer}-marks") for row in orjson.loads(gzip.decompress(compressed(name, filters, "en")))
        ]
        ids = {name for row in rows for name in row["ids"]}
        assert {kinds[name] for name in ids} <= FLOWS_ON[layer]
        found.update(kinds[name] for name in ids)
    return found


@pytest.mark.parametrize("asked", ASKED, ids=Filters.query)
def test_a_cell_counts_what_its_map_draws_and_what_it_says_it_cannot_draw(asked: Filters) -> None:
    cells = {kind: crossing.matrix(dataset(), asked, kind) for kind in FLOW_KINDS}
    for phase, letter in sorted(set().union(*cells.values())):
        clicked = replace(asked, phases=(phase,), weapons=(letter,))
        on_map, missing = drawn(clicked), not_drawn(FLOWS_ON, clicked)
        for kind in FLOW_KINDS:
            assert cells[kind].get((phase, letter), 0) == on_map[kind] + missing[kind], (kind, phase, letter)


def numbers(text: str) -> list[int]:
    return [int(re.sub(r"\D", "", number)) for number in re.findall(r"\d[\d,.\u202f\u00a0]*", text)]


@sweep(asked=ASKED, language=LANGUAGES)
def test_no_sentence_says_a_sum_of_kinds(asked: Filters, language: str) -> None:
    """The sentence of the page, the map in words, and the finding of a picture name each kind with its own number."""
    say, found = words(language), flows.by_kind(dataset(), asked)
    drawn_by_all = captions(asked, ("incidents", "flows", "transfers", "routes"), say).finding
    for text in (sentences.summary(asked, say)[-1].text, said(asked, say), drawn_by_all):
        for kind, n in found.items():
            assert not n or say.flows({kind: n}) in text, text
        there = [n for n in found.values() if n]
        sums = {sum(there), found["illicit"] + found["collected"]} - {*there, 0}
        whole = replace(asked, areas=()).sentence(say)
        assert not sums & set(numbers(text.replace(whole, ""))) - _others(asked), text


def _others(asked: Filters) -> set[int]:
    """Numbers of other things that may happen to be the same."""
    found = crossing.summary(dataset(), asked)
    years = {year for span in found.flow_years.values() for year in span}
    return {found.events, found.deaths, found.routes, found.borders, *years}


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_are_listed_and_nothing_is_said_as_nothing(language: str) -> None:
    say: Words = words(language)
    none = dict.fromkeys(FLOW_KINDS, 0)
    assert say.flows(none) == say.t("no flow") and say.flow_counts(none) == []
    for kind in FLOW_KINDS:
        assert numbers(say.flows({kind: 1200})) == [1200] and numbers(say.flows({kind: 0})) == [0]
    assert numbers(say.flows({"illicit": 5, "collected": 7, "authorised": 11})) == [5, 7, 11]


def test_no_message_counts_flows_without_their_kind() -> None:
    """A message takes `{flows}`, which names each kind; none puts a number before "flows"."""
    mixed = [
        message
        for message in gathered()
        for text in ([message] if isinstance(message, str) else message)
        if _RECORDS.search(text)
    ]
    assert not mixed


def test_no_code_adds_kinds_up_to_say_them() -> None:
    """The number of rows of `flows.matching` mixes kinds: only code that names the kinds beside it may take it."""
    adds = re.compile(r"sum\([^)]*\.flows\b|len\(flows\.matching\(")
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for room in ("components", "pages")
        for path in (ROOT / room).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if adds.search(line)
    }
    # Of how many records of its side a unit shows some: the note beside it names the kinds.
    assert {line.split(":")[0] for line in found} <= {"components/charts/flows/streams.py"}, found


@pytest.mark.parametrize(("subject", "layer"), [("authorised", "transfers"), ("illicit", "flows"), ("incidents", "incidents")])
def test_a_pressed_cell_draws_the_layer_that_it_counts(subject: str, layer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"shown": {("overview", "layers"): "routes"}, crossing_panel._CELL: "peacekeeping|C"}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(address, "write", lambda: None)
    address.seed(Filters(areas=("MLI",)))
    crossing_panel._pressed(subject)
    assert (state["phase"], state["weapon"]) == (["peacekeeping"], ["C"])
    assert shown.layers("overview", view_choices.FIRST_LAYERS["overview"]) == {"routes", layer}
