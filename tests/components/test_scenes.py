"""Scenes of the map from question to question: what the browser takes for the same layer is drawn the same way."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest

from components.files.layers import LAYERS
from components.screen import map_panel
from components.screen.incident_play import played_layer
from components.screen.shown import LAYERS as SWITCHED
from components.words import words
from data import incidents, playback
from data.filters import Filters
from geo.deck import deck
from geo.scene import Camera, Layer, Scene
from tests.data.questions import QUESTIONS

SAY = words("en")
SPREAD = (*QUESTIONS, Filters(areas=("NGA",)), Filters(areas=("SDN",)))


def scenes() -> Iterator[tuple[Layer, ...]]:
    """What one map is asked to draw, one question after the other, at rest and while it plays."""
    for asked in SPREAD:
        cells = incidents.marks(asked).resolution > 0
        for wide in (False, True):
            yield map_panel.layers(dict.fromkeys(SWITCHED, True), cells, asked, SAY, wide)
        for step in playback.STEPS:
            for now in playback.times(asked, step)[-2:]:
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
    layers = map_panel.layers(dict.fromkeys(SWITCHED, True), incidents.marks(asked).resolution > 0, asked, SAY)
    assert len({layer.browser_id for layer in layers}) == len(layers)
    assert {layer.id for layer in layers} <= set(LAYERS)
