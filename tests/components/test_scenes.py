"""Scenes of the map from question to question: what the browser takes for the same layer is drawn the same way."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.current import dataset
from components.files.layers import address, compressed
from components.files.picture.view_choices import LAYERS as SWITCHED
from components.layers.rows import LAYERS
from components.screen.incidents.play import played_layer
from components.screen.map import map_panel
from components.screen.routes.map_panel import corridors
from components.screen.shell import page_head
from components.text.words import words
from data.query.filters import Filters
from data.subjects import incidents, playback, routes
from geo.cameras import CLOSEST, MARGIN, WORLD
from geo.deck import deck
from geo.scene import Camera, Layer, Scene
from tests.data.questions import QUESTIONS

SAY = words("en")
SPREAD = (*QUESTIONS, Filters(areas=("NGA",)), Filters(areas=("SDN",)))


def scenes() -> Iterator[tuple[Layer, ...]]:
    """What one map is asked to draw, one question after the other, at rest and while it plays."""
    for asked in SPREAD:
        cells = incidents.marks(dataset(), asked).resolution > 0
        for wide in (False, True):
            yield map_panel.layers(dict.fromkeys(SWITCHED, True), cells, asked, SAY, wide)
        for step in playback.STEPS:
            for now in playback.times(dataset(), asked, step)[-2:]:
                yield (played_layer(now, asked, step, SAY),)


def test_one_id_belongs_to_one_layer_type() -> None:
    types, kinds = defaultdict(set), defaultdict(set)
    for layers in scenes():
        for layer, drawn in zip(layers, json.loads(deck(Scene(layers, Camera(0, 0, 1)), "/x").to_json())["layers"], strict=True):
            assert layer.source == drawn["data"]
            types[drawn["id"]].add((drawn["@@type"], json.dumps(drawn.get("extensions"))))
            kinds[layer.id].add(layer.kind)
    assert {"cells", "points"} <= kinds["incidents"], "no question turns the marks from cells to points"
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


@pytest.mark.parametrize("asked", QUESTIONS[:5], ids=lambda asked: asked.query())
def test_a_scene_names_no_layer_twice(asked: Filters) -> None:
    layers = map_panel.layers(dict.fromkeys(SWITCHED, True), incidents.marks(dataset(), asked).resolution > 0, asked, SAY)
    assert len({layer.browser_id for layer in layers}) == len(layers)
    assert {layer.id for layer in layers} <= set(LAYERS)


def test_a_picked_corridor_stands_before_all_others() -> None:
    asked = Filters(areas=("TCD",), exclude_possible=True)
    marks = map_panel.layers(dict.fromkeys(SWITCHED, True), False, asked, SAY)
    assert corridors(marks, asked, SAY) == marks
    picked = asked.picking("route", str(routes.matching(dataset(), asked).id.iloc[0]))
    found = {
        layer.id: layer for layer in corridors(map_panel.layers(dict.fromkeys(SWITCHED, True), False, picked, SAY), picked, SAY)
    }
    others = ("routes", "route-bands", "route-arrows")
    assert all(found[name].source == address(name, asked, "en") and found[name].opacity < 0.5 for name in others)
    assert found["routes-picked"].source == address("routes", picked, "en") and found["routes-picked"].opacity == 1
    assert found["incidents"].opacity == 1 and found["routes"].clickable and found["routes-picked"].clickable
    assert list(found).index("routes-picked") > list(found).index("route-picked") > max(map(list(found).index, others))
    assert json.loads(gzip.decompress(compressed("route-picked", picked, "en")))[0]["path"]
    assert json.loads(gzip.decompress(compressed("route-picked", asked, "en"))) == []


def test_the_browser_fits_by_the_numbers_of_geo() -> None:
    script = Path(page_head.__file__).with_name("page.js").read_text(encoding="utf-8")
    assert f"const FREE = {1 - 2 * MARGIN:.2f}, WORLD = {WORLD}, CLOSEST = {CLOSEST:.0f};" in script


def test_names_can_be_read_from_the_back_of_a_room() -> None:
    """On a projector no name is smaller than 16 pixels."""
    rows = tuple(LAYERS["labels"](Filters(), words("en")))
    drawn = json.loads(deck(Scene((Layer("labels", "labels-afar", rows),), Camera(0, 0, 1)), "/x").to_json())["layers"][0]
    assert min(row["size"] for row in rows) * drawn["sizeScale"] >= 16
