"""The scene as pydeck sends it: addresses as they are, constants as constants, and nothing of another server."""

import json
from typing import Any, get_args

import pytest

from geo.deck import TOOLTIP_FIELDS, deck
from geo.scene import Camera, Kind, Layer, Scene

CAMERA = Camera(2.0, 14.0, 4.5)
KINDS = get_args(Kind)


def sent(*layers: Layer) -> dict[str, Any]:
    found = json.loads(deck(Scene(layers, CAMERA), "/basemap/style.json?v=1").to_json())
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_from_an_address(kind: Kind) -> None:
    layer = sent(Layer("x", kind, "/layers/x.json?lang=en&v=1"))["layers"][0]
    assert layer["data"] == "/layers/x.json?lang=en&v=1"
    assert layer["id"].split("~")[0] == "x" and layer["pickable"] is True
    assert layer["@@type"].endswith("Layer")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_from_rows_of_one_session(kind: Kind) -> None:
    row = {"at": [1, 2], "path": [[1, 2], [3, 4]], "t": "a"}
    layer = sent(Layer("x", kind, (row,), clickable=False))["layers"][0]
    assert layer["data"] == [row] and layer["pickable"] is False


def test_the_order_of_layers_is_kept() -> None:
    found = sent(*(Layer(f"l{i}", kind, "/x") for i, kind in enumerate(KINDS)))
    assert [layer["id"].split("~")[0] for layer in found["layers"]] == [f"l{i}" for i in range(len(KINDS))]


def test_one_id_means_one_type_whatever_a_layer_is_called() -> None:
    types: dict[str, set[str]] = {}
    for kind in KINDS:
        for layer in sent(*(Layer(name, kind, "/x") for name in ("incidents", "incidents~1")))["layers"]:
            types.setdefault(layer["id"], set()).add(layer["@@type"])
    assert len(types) == 2 * len(KINDS) and all(len(found) == 1 for found in types.values())


def test_the_camera_and_the_basemap() -> None:
    found = sent()
    view = found["initialViewState"]
    assert (view["longitude"], view["latitude"], view["zoom"]) == (2.0, 14.0, 4.5)
    assert found["mapStyle"] == "/basemap/style.json?v=1"
    assert found["mapProvider"] == "maplibre"


def test_no_other_server_is_named() -> None:
    text = json.dumps(sent(*(Layer(kind, kind, f"/layers/{kind}.json") for kind in KINDS)))
    assert "http" not in text and "//" not in text and "carto" not in text.lower() and "mapbox" not in text.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_constants_are_no_expressions(kind: Kind) -> None:
    """pydeck reads a plain string as an expression over a row: units and fonts must come without one."""
    layer = sent(Layer("x", kind, "/x"))["layers"][0]
    for name in ("radiusUnits", "widthUnits", "sizeUnits", "lineWidthUnits"):
        assert layer.get(name, "pixels") == "pixels"
    for name, value in layer.items():
        if isinstance(value, str) and name.startswith("get"):
            assert value.startswith("@@="), name


def test_the_tooltip_has_every_field_once(  # the map's frontend escapes what it fills in
) -> None:
    tooltip = deck(Scene((), CAMERA), "/x")._tooltip
    assert [tooltip["html"].count(f"{{{field}}}") for field in TOOLTIP_FIELDS] == [1, 1, 1, 1]


def test_a_scene_of_addresses_is_small() -> None:
    layers = tuple(Layer(f"{kind}{i}", kind, f"/layers/{kind}.json?area=MLI&lang=en&v=1") for i in range(3) for kind in KINDS)
    assert len(deck(Scene(layers, CAMERA), "/x").to_json()) < 30_000
