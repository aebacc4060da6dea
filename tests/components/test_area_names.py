"""Names of areas as people type them."""

from __future__ import annotations

import pytest

from components.current import dataset
from components.screen.shell.area_names import meant, plain
from components.screen.shell.filter_panel import areas_in_order
from components.text.words import LANGUAGES, words
from data.ground.countries import covered, everywhere
from data.model.categories import AREAS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_name_means_its_area(language: str) -> None:
    """With accents or without, in any language; and the box offers nothing else before it."""
    offered = [words(language).area(area) for area in areas_in_order(words(language))]
    for area in (*AREAS, *covered(dataset())):
        for spoken in LANGUAGES:
            name = words(spoken).area(area)
            assert meant(name, language) == meant(plain(name), language) == meant(name.upper() + " ", language) == area
        name = words(language).area(area)
        assert next(other for other in offered if other.lower().startswith(name.lower())) == name


@pytest.mark.parametrize(
    ("typed", "language", "area"),
    [
        ("MLI", "en", "MLI"),
        ("cote d’iv", "en", "CIV"),
        ("Ivoire", "en", "CIV"),
        ("Bissau", "es", "GNB"),
        ("Niger", "es", "NER"),
        ("Congo", "en", "COG"),
        ("Guin", "en", None),
        ("Atlantis", "fr", None),
        ("  ", "fr", None),
        ("<script>", "fr", None),
    ],
)
def test_parts_codes_and_nonsense(typed: str, language: str, area: str | None) -> None:
    assert meant(typed, language) == area


def test_what_can_be_chosen_is_covered() -> None:
    """Nothing is on record of the Congo: shown, it would read as peace."""
    offered = areas_in_order(words("en"))
    assert set(offered) == {*AREAS, *covered(dataset())} and len(set(offered)) == len(offered)
    assert {"MLI", "COL", "CPV", "SDN", "EGY"} < set(offered)
    assert not {"COD", "COG", "GNQ", "KEN", "FRA"} & set(offered)
    assert meant("Democratic Republic of the Congo", "en") == "COD" and "COD" in everywhere(dataset()).index
