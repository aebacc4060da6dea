"""A map as a value: frozen, comparable, and the same scene for the same question."""

from dataclasses import FrozenInstanceError

import pytest

from geo.scene import Camera, Layer, Scene


def test_scenes_are_values() -> None:
    one = Scene((Layer("a", "points", "/a"),), Camera(1, 2, 3))
    assert one == Scene((Layer("a", "points", "/a"),), Camera(1, 2, 3))
    assert hash(one) == hash(Scene((Layer("a", "points", "/a"),), Camera(1, 2, 3)))
    assert one != Scene((Layer("a", "points", "/b"),), Camera(1, 2, 3))


def test_scenes_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Camera(1, 2, 3).zoom = 4  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Layer("a", "points", "/a").id = "b"  # type: ignore[misc]


def test_layers_can_be_clicked_unless_they_say_otherwise() -> None:
    assert Layer("a", "points", "/a").clickable and not Layer("a", "arrows", "/a", False).clickable
