"""Rows of map layers: sizes, colours and curves mean what the legend says."""

import math

import orjson
import pytest
import shapely

from geo import layers
from geo.style import DASHES, DEATHS_FROM, FLOW_COLOURS, REDS, ROUTE_COLOURS, deaths_class, medium, rgb

TEXTS = {"t": "Gao", "a": "1 event", "b": "", "c": ""}
GAO, KIDAL = (-0.0447, 16.2717), (1.4092, 18.4434)


@pytest.mark.parametrize(
    ("deaths", "index"), [(0, 0), (9, 0), (10, 1), (49, 1), (50, 2), (199, 2), (200, 3), (999, 3), (1000, 4), (10**7, 4)]
)
def test_deaths_fall_into_the_classes_of_the_legend(deaths: int, index: int) -> None:
    assert deaths_class(deaths) == index
    assert layers.cell("8454a9bffffffff", deaths, TEXTS)["fill"] == [*rgb(REDS[index])]
    assert layers.point(GAO, 1, deaths, TEXTS)["fill"][:3] == [*rgb(REDS[index])]


def test_classes_and_colours_are_as_many_and_ordered() -> None:
    assert len(DEATHS_FROM) == len(REDS) and list(DEATHS_FROM) == sorted(set(DEATHS_FROM)) and DEATHS_FROM[0] == 0
    light = [sum(rgb(red)) for red in REDS]
    assert light == sorted(light, reverse=True)


def test_more_events_are_never_drawn_smaller() -> None:
    radii = [layers.event_radius(n) for n in (1, 2, 5, 20, 100, 1000, 10**6)]
    assert radii == sorted(radii) and radii[0] >= 3 and radii[-1] == radii[-2] == 26


def test_more_records_are_never_drawn_thinner() -> None:
    widths = [layers.flow_width(n) for n in (1, 2, 8, 64, 10**5)]
    assert widths == sorted(widths) and widths[0] == 1.5 and widths[-1] == 6


def test_every_row_carries_its_texts_and_is_json() -> None:
    line = shapely.LineString([GAO, KIDAL])
    rows = [
        layers.cell("8454a9bffffffff", 3, TEXTS),
        layers.point(GAO, 1, 2, TEXTS),
        layers.flow_line(GAO, KIDAL, "illicit", "possible", 3, TEXTS),
        layers.flow_mark(GAO, "collected", True, TEXTS),
        layers.country_ring(GAO, TEXTS),
        layers.route_line(line, "river", "probable", TEXTS),
    ]
    for row in rows:
        assert row.items() >= TEXTS.items()
        assert orjson.loads(orjson.dumps(row)).keys() == row.keys()


@pytest.mark.parametrize("kind", FLOW_COLOURS)
@pytest.mark.parametrize("reliability", DASHES)
def test_flows_are_coloured_by_kind_and_dashed_by_reliability(kind: str, reliability: str) -> None:
    row = layers.flow_line(GAO, KIDAL, kind, reliability, 1, TEXTS)
    assert row["line"][:3] == [*rgb(FLOW_COLOURS[kind])] and row["dash"] == DASHES[reliability]


@pytest.mark.parametrize(
    ("mode", "through"), [("road", "land"), ("desert track", "land"), ("river", "water"), ("sea", "water"), ("air", "air")]
)
def test_routes_are_coloured_by_what_they_run_through(mode: str, through: str) -> None:
    line = shapely.LineString([GAO, KIDAL])
    assert medium(mode) == through
    for row in (layers.route_line(line, mode, "confirmed", TEXTS), layers.route_band(line, mode), layers.route_arrow(line, mode)):
        assert row["line"][:3] == [*rgb(ROUTE_COLOURS[through])]
    assert layers.route_band(line, mode)["width"] > layers.route_line(line, mode, "confirmed", TEXTS)["width"]


def test_a_curve_joins_its_ends_and_the_way_back_does_not_hide_it() -> None:
    there, back = layers.curve(GAO, KIDAL), layers.curve(KIDAL, GAO)
    assert there[0] == pytest.approx(GAO) and there[-1] == pytest.approx(KIDAL)
    middle = len(there) // 2
    assert math.dist(there[middle], back[middle]) > 0.2
    # Bowed to the right of its direction: seen on the way, the middle lies to the right of the straight line.
    (x0, y0), (x1, y1), (x, y) = GAO, KIDAL, there[middle]
    assert (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) < 0


@pytest.mark.parametrize(("to", "angle"), [((1, 0), -90), ((-1, 0), 90), ((0, 1), 0), ((0, -1), -180)])
def test_an_arrow_points_where_it_goes(to: tuple[float, float], angle: float) -> None:
    turned = layers.arrow((0, 0), to, "#000000", 12)["angle"]
    assert math.isclose((turned - angle + 180) % 360 - 180, 0, abs_tol=0.1)


def test_an_arrow_stands_on_its_line() -> None:
    row = layers.flow_arrow(GAO, KIDAL, "illicit")
    assert min(math.dist(row["at"], point) for point in layers.curve(GAO, KIDAL)) < 0.01
    middle = layers.route_arrow(shapely.LineString([(0, 0), (2, 0)]), "road")
    assert middle["at"] == [1.0, 0.0] and middle["angle"] == -90


def test_coordinates_are_rounded_and_names_keep_their_order() -> None:
    assert layers.point((1.23456789, 2.3456789), 1, 0, TEXTS)["at"] == [1.2346, 2.3457]
    first, later = (layers.label(GAO, "Gao", 12, rank, "#000000")["rank"] for rank in (0, 5))
    assert first > later


def test_names_on_the_world_stand_beside_their_rings_and_clear_of_each_other() -> None:
    """Far apart all are placed; where rings are close, the first names are."""
    at = {
        "Brazil": (-50.0, -10.0),
        "China": (105.0, 35.0),
        "Belgium": (4.5, 50.6),
        "Netherlands": (5.3, 52.1),
        "Germany": (10.4, 51.1),
    }
    names = [(place, layers.label(place, name, 12, 1, "#000000")) for name, place in at.items()]
    placed = layers.beside_rings(names, list(at.values()))
    assert [row["mark"] for row in placed][:3] == ["Brazil", "China", "Belgium"] and len(placed) <= len(names)
    assert all(row["offset"] != [0, 0] for row in placed)
    crowd = [((i / 10, 0.0), layers.label((i / 10, 0.0), f"Name {i}", 12, 1, "#000000")) for i in range(9)]
    kept = [row["mark"] for row in layers.beside_rings(crowd, [place for place, _ in crowd])]
    assert kept[0] == "Name 0" and len(kept) <= 4
