"""Names, codes and status as the United Nations uses them."""

import geopandas as gpd
import pytest

from geo import countries

LOOSE = ("Ivory Coast", "Costa de Marfil", "Cape Verde", "Cap-Vert", "Swaziland", "Suazilandia", "Turkey", "Turquie", "nan")


@pytest.mark.parametrize(
    ("country", "en", "fr", "es"),
    [
        ("CIV", "Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("CPV", "Cabo Verde", "Cabo Verde", "Cabo Verde"),
        ("GMB", "Gambia", "Gambie", "Gambia"),
        ("LBR", "Liberia", "Libéria", "Liberia"),
        ("NGA", "Nigeria", "Nigéria", "Nigeria"),
        ("MLI", "Mali", "Mali", "Malí"),
        (
            "VEN",
            "Venezuela (Bolivarian Republic of)",
            "Venezuela (République bolivarienne du)",
            "Venezuela (República Bolivariana de)",
        ),
        ("RUS", "Russian Federation", "Fédération de Russie", "Federación de Rusia"),
        ("GBR", "United Kingdom", "Royaume-Uni", "Reino Unido"),
        ("XHT", "Halaib Triangle", "Triangle de Halaïb", "Triángulo de Halaib"),
        ("IMN", "Isle of Man", "Île de Man", "Isla de Man"),
    ],
)
def test_un_short_names(ground: dict[str, gpd.GeoDataFrame], country: str, en: str, fr: str, es: str) -> None:
    row = ground["countries"].set_index("country").loc[country]
    assert (row["name_en"], row["name_fr"], row["name_es"]) == (en, fr, es)


def test_no_loose_name_is_left(ground: dict[str, gpd.GeoDataFrame]) -> None:
    names = ground["countries"][["name_en", "name_fr", "name_es"]]
    assert not names.isin(LOOSE).any(axis=None)
    for column in names:
        assert not names[column].duplicated().any(), column


@pytest.mark.parametrize(
    ("country", "status"),
    [
        ("MLI", "state"),
        ("PSE", "state"),
        ("ESH", "non-self-governing territory"),
        ("HKG", "territory"),
        ("XAB", "undetermined"),
        ("XKX", "undetermined"),
    ],
)
def test_status(country: str, status: str) -> None:
    assert countries.status(country) == status


def test_states_are_the_members_and_observers_of_the_un(ground: dict[str, gpd.GeoDataFrame]) -> None:
    """193 members and two observers; the coarse layer holds all of them."""
    assert (ground["countries"]["status"] == "state").sum() == 195


def test_codes_of_natural_earth() -> None:
    assert [countries.iso3(code) for code in ("SDS", "SOL", "BRI", "MLI")] == ["SSD", "SOM", "BRA", "MLI"]
