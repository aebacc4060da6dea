"""A legend on paper explains what occurs on its map and nothing else, as the screen's does."""

from __future__ import annotations

import pytest

from components.current import dataset
from components.layers.legend_rows import TITLES, explained
from components.layers.occurring import occurring
from components.paper.map_captions import LAYER_NAMES
from components.paper.static_map import _blocks, legend_blocks
from components.text.words import words
from data.query.filters import Filters
from data.subjects import incidents

EN = words("en")
ALL = tuple(LAYER_NAMES)


@pytest.mark.parametrize("area", ["COL", "CPV", "MLI", "GNB", "west-africa"])
@pytest.mark.parametrize("layer", ALL)
def test_paper_explains_what_the_screen_explains(area: str, layer: str) -> None:
    asked = Filters(areas=(area,))
    on_screen = explained(incidents.marks(dataset(), asked).resolution > 0, EN, occurring(asked, frozenset({layer})))[layer][1]
    ((title, marks),) = _blocks(asked, (layer,), EN)
    assert title == EN.t(TITLES[layer]) and [text for _, text in marks] == [text for _, text in on_screen]


def test_it_is_shorter_where_less_occurs() -> None:
    """Cabo Verde has no corridor by land; without the filter of evidence a possible line is explained where one is drawn."""
    texts = [text for _, marks in legend_blocks(Filters(areas=("CPV",)), ("routes",), EN) for _, text in marks]
    assert not any(text.startswith(EN.t("by land")) for text in texts)
    every = [text for _, marks in legend_blocks(Filters(), ("routes",), EN) for _, text in marks]
    assert any(text.startswith(EN.t("by land")) for text in every)


def test_an_empty_layer_says_so() -> None:
    texts = [text for _, marks in legend_blocks(Filters(areas=("CPV",), years=(1990, 1990)), ("flows",), EN) for _, text in marks]
    assert EN.t("none on this map") in texts
