"""Which layers a map draws, from bottom to top; their rows come by address on screen, and at hand on paper."""

from __future__ import annotations

from collections.abc import Collection

from geo.scene import Kind, Layer


def stacked(drawn: Collection[str], cells: bool, wide: bool = False) -> tuple[Layer, ...]:
    """The layers of what a legend has switched on, without their rows; `wide` on a map of all the earth."""
    rings: Kind = "small rings" if wide else "rings"
    found: list[Layer] = []
    if "incidents" in drawn:
        found.append(Layer("incidents", "cells" if cells else "points", ""))
    if "routes" in drawn:
        found += [
            Layer("route-bands", "lines", "", clickable=False),
            Layer("routes", "lines", ""),
            Layer("route-arrows", "arrows", "", clickable=False),
        ]
    for name in ("transfers", "flows"):
        if name in drawn:
            found += [
                Layer(name, "lines", ""),
                Layer(f"{name}-arrows", "arrows", "", clickable=False),
                Layer(f"{name}-rings", rings, ""),
                Layer(f"{name}-marks", rings, ""),
            ]
    return tuple(found)
