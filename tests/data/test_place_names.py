"""One area has one name in a language: as the town on the map is called that it is named after."""

from __future__ import annotations

import pytest

from components.current import dataset
from components.text.words import LANGUAGES, words
from data.ground import places
from data.ground.countries import admin1_countries, admin1_names
from data.ground.places import area_names, folded
from data.query.filters import Filters
from data.subjects import rows


def test_names_are_known_in_the_languages_of_the_screen() -> None:
    assert set(places.LANGUAGES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_is_called_as_its_town_on_the_map(language: str) -> None:
    """Town and area of one country that share a name in any language share it in every one."""
    own, shown, country_of = admin1_names(dataset()), area_names(dataset(), language), admin1_countries(dataset())
    assert shown.keys() == own.keys()
    towns = places.town_names(dataset(), language)
    alike = [area for area, name in own.items() if (country_of[area], folded(name)) in towns]
    assert len(alike) > 100
    assert not [area for area in alike if shown[area] != towns[country_of[area], folded(own[area])]]
    labels = {folded(name): name for name in places.for_labels(dataset(), language)["name"]}
    of_mali = {area: name for area, name in shown.items() if country_of[area] == "MLI" and folded(name) in labels}
    assert len(of_mali) > 6 and all(labels[folded(name)] == name for name in of_mali.values())


def test_timbuktu() -> None:
    assert [words(language).admin1("ML06") for language in ("en", "fr", "es")] == ["Timbuktu", "Tombouctou", "Tombuctú"]
    assert words("en").admin1("PA08") != "Panama City" and "Panama City" not in area_names(dataset(), "en").values()


def test_an_area_is_found_by_either_name() -> None:
    asked = Filters(("MLI",), picks=(("admin1", "ML06"),))
    every = rows.number(dataset(), "incidents", asked)
    for search in ("timbuktu", "tombouctou"):
        assert rows.number(dataset(), "incidents", asked, search, "en") == every > 0
