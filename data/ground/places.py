"""Places: towns whose names orient a reader on the map, and what a language calls a place, wherever it is named."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.countries import admin1_countries, admin1_names, typographic

#: Ranks of Natural Earth that still help at the scale of a region.
_LAST_RANK = 7
#: Languages that names are known in.
LANGUAGES = ("en", "fr", "es")
#: A town that is told from its area by such a word is not called as the area is: Panama and Panama City.
_ONLY_A_TOWN = re.compile(r"\b(City|Town|Ciudad)\b")


def folded(text: str) -> str:
    """Lower case without marks, apostrophes straight: `Côte d’Ivoire` → `cote d'ivoire`."""
    spread = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@cached_by_version
def for_labels(dataset: Dataset, language: str) -> pd.DataFrame:
    """Columns name (in the language), capital, rank, lon, lat; most important first."""
    rows = dataset.table("places")
    shown = rows.filter((rows["rank"] <= _LAST_RANK) | rows.capital)
    name = rows[f"name_{language}"].fill_null(rows.name_en).name("name")
    found = dataset.frame(shown.select(name, "capital", "rank", "lon", "lat").order_by("rank", "name"))
    return found.assign(name=found["name"].map(typographic))


@cached_by_version
def town_names(dataset: Dataset, language: str) -> dict[tuple[str, str], str]:
    """What a language calls a town, by its country (ISO3) and any name it has in one of ours, folded."""
    rows = dataset.table("places")
    called = {one: rows[f"name_{one}"].fill_null(rows.name_en).name(one) for one in LANGUAGES}
    found = dataset.frame(rows.order_by("rank", "place").select("country", *called.values()))
    names: dict[tuple[str, str], str] = {}
    for town in found.to_dict("records"):
        if not _ONLY_A_TOWN.search(town[language]):
            for one in LANGUAGES:
                names.setdefault((town["country"], folded(town[one])), typographic(town[language]))
    return names


@cached_by_version
def area_names(dataset: Dataset, language: str) -> dict[str, str]:
    """Names of admin1 areas by id. An area that is called as a town of its country is called as the language calls the town,
    so that the town on the map and the area in a list read alike: Timbuktu, Tombouctou, Tombuctú.
    """
    country_of = admin1_countries(dataset)
    towns = town_names(dataset, language)
    return {area: towns.get((country_of[area], folded(name)), name) for area, name in admin1_names(dataset).items()}
