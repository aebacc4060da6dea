"""The panels of the border lens: the figure, the tables and the sentence say what the lens holds."""

from __future__ import annotations

import pandas as pd
import pytest

from components.charts.axes import PRELIMINARY
from components.charts.borders import figures as border_charts
from components.charts.borders.sides import said
from components.charts.routes import figures as route_charts
from components.current import dataset
from components.screen.borders.instruments_panel import instruments_table
from components.screen.borders.presence_panel import presence_table, uncovered
from components.screen.borders.sides_panel import by_band
from components.screen.routes.list_panel import link_in, row_of
from components.text.words import LANGUAGES, words
from data.analysis import border_lens
from data.analysis.border_lens import Lens
from data.ground.borders import BANDS, GROUPS, sides
from data.query.filters import Filters
from data.subjects import instruments, presence, routes

EN = words("en")
SPAN = (1989, 2022)


def lens_of(*rows: tuple[str, int, int, int, int]) -> Lens:
    """Synthetic: side, band, year, events, deaths."""
    found = pd.DataFrame(rows, columns=["side", "band", "year", "events", "deaths"])
    return Lens(found, {}, found[:0])


@pytest.mark.parametrize("measure", ["events", "deaths"])
@pytest.mark.parametrize("border", ["MLI-NER", "LBY-NER", *GROUPS])
def test_the_figure_holds_every_event_on_one_scale(border: str, measure: str) -> None:
    lens, countries = border_lens.incidents(dataset(), Filters(), border), sides(border)
    figure = border_charts.sides(lens.frame, lens.revised, dict.fromkeys(countries, 2026), (1989, 2026), measure, EN)
    final = [bar for bar in figure["data"] if bar.get("meta") != PRELIMINARY]
    assert len(final) == len(countries) * len(BANDS)
    assert sum(n for bar in figure["data"] for n in bar["x"] if n) == lens.frame[measure].sum()
    ranges = [sorted(axis["range"]) for name, axis in figure["layout"].items() if name.startswith("xaxis")]
    assert len(ranges) == len(countries) and all(span == ranges[0] for span in ranges)
    widest = lens.frame.groupby(["side", "year"])[measure].sum().max()
    assert widest <= ranges[0][1]


def test_two_sides_mirror_each_other_and_three_do_not() -> None:
    empty = lens_of().frame
    two = border_charts.sides(empty, empty, {"MLI": 2022, "NER": 2022}, SPAN, "events", EN)["layout"]
    assert two["xaxis"]["range"] == two["xaxis2"]["range"][::-1]
    three = border_charts.sides(empty, empty, {"BFA": 2022, "MLI": 2022, "NER": 2022}, SPAN, "events", EN)["layout"]
    assert three["xaxis"]["range"] == three["xaxis2"]["range"] == three["xaxis3"]["range"]


def test_years_without_data_are_marked_on_the_side_that_lacks_them() -> None:
    layout = border_charts.sides(lens_of().frame, lens_of().frame, {"SDN": 2023, "TCD": 2022}, (2015, 2026), "events", EN)[
        "layout"
    ]
    marked = {shape["xref"]: (shape["y0"], shape["y1"]) for shape in layout["shapes"]}
    assert marked == {"x domain": (2023.5, 2026.5), "x2 domain": (2022.5, 2026.5)}
    assert not border_charts.sides(lens_of().frame, lens_of().frame, {"MLI": 2022, "NER": 2022}, SPAN, "events", EN)["layout"][
        "shapes"
    ]


def test_the_table_of_bands_adds_up() -> None:
    lens = lens_of(("MLI", 0, 2018, 3, 9), ("MLI", 2, 2019, 4, 1), ("NER", 1, 2018, 5, 2))
    found = by_band(lens, ("MLI", "NER"), "events", EN)
    assert found.values.tolist() == [["Mali", 3, 0, 4, 7], ["Niger", 0, 5, 0, 5]]
    assert list(found.columns) == ["Side", "0–25", "25–50", "50–100", "Sum"]


def test_the_sentence_says_both_sides_and_guards_small_numbers() -> None:
    few = lens_of(("MLI", 0, 2018, 3, 9))
    text = said(few, "MLI-NER", ("MLI", "NER"), EN)
    assert "Mali 3 events (9 deaths)" in text and "2018" in text and "Niger" in text and "%" not in text
    many = lens_of(("MLI", 0, 2018, 6, 9), ("NER", 1, 2019, 6, 9))
    assert "50% of the events lie within 25 km" in said(many, "MLI-NER", ("MLI", "NER"), EN)
    assert "not proof" in said(lens_of(), "MLI-NER", ("MLI", "NER"), EN)


def test_instruments_that_all_have_joined_come_first() -> None:
    countries = ("MLI", "NER")
    found = instruments_table(instruments.of_countries(dataset(), countries), countries, EN)
    assert list(found.columns) == ["Instrument", "Both", "Mali", "Niger", "↗"]
    joined = found.Both.str.startswith("✓").tolist()
    assert joined == sorted(joined, reverse=True) and any(joined) and not all(joined)
    treaty = found[found.Instrument == "Arms Trade Treaty"].iloc[0]
    assert treaty.Both == "✓ joined" and treaty.Niger == "party since 2015"


def test_a_side_without_rows_is_said_and_not_taken_for_no() -> None:
    countries = ("LBY", "NER")
    found = instruments_table(instruments.of_countries(dataset(), countries), countries, EN)
    assert set(found.Libya) == {"no entry"} and "✓ joined" not in set(found.Both)
    assert "Libya" in uncovered(countries, {"NER"}, EN) and uncovered(countries, set(countries), EN) == ""


def test_presence_shows_yes_no_and_not_read() -> None:
    found = presence_table(presence.in_countries(dataset(), ("MLI",), (2015, 2020)), EN)
    minusma = found[found.Presence == "MINUSMA"].iloc[0]
    assert minusma.DDR == "yes" and minusma.Embargo == "no" and minusma.Period == "2013–2023 (mandate ended 30 June 2023)"
    assert "?" in set(found.DDR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_corridor_has_its_row(language: str) -> None:
    for row in routes.matching(dataset(), Filters()).itertuples():
        cells = row_of(row, words(language))
        assert ("↔" in next(v for k, v in cells.items() if "→" in k)) == (row.direction == "both")


@pytest.mark.parametrize(
    ("reference", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("S/RES/866 (http://www.example.org/b)", "http://www.example.org/b"),
        ("A/CONF.192/15", None),
        (None, None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_addresses_become_links(reference: str | None, link: str | None) -> None:
    assert link_in(reference) == link


def test_bars_carry_what_a_click_picks_and_fade_the_rest() -> None:
    figure = route_charts.by_border({"MLI-NER": 4, "BFA-NER": 2, "LBY-NER": 1}, ("MLI-NER", "BFA-NER"), EN)
    (bar,) = figure["data"]
    assert bar["customdata"] == ["MLI-NER", "BFA-NER", "LBY-NER"]
    strong, faded = bar["marker"]["opacity"][:2], bar["marker"]["opacity"][2]
    assert strong == [1, 1] and faded < 1
    assert set(route_charts.by_mode({"road": 1, "air": 2}, None, EN)["data"][0]["marker"]["opacity"]) == {1}
