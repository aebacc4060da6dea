"""Presence and instruments: who was there when, and what all sides have joined."""

from __future__ import annotations

import pandas as pd

from components.current import dataset
from data.subjects import instruments, presence


def test_presence_follows_the_years() -> None:
    def names(years: tuple[int, ...]) -> set[str]:
        return set(presence.in_countries(dataset(), ("MLI",), years).name)

    assert "MINUSMA" in names((2015, 2020)) and "MINUSMA" in names((2023, 2026)) and "MINUSMA" in names(())
    assert "MINUSMA" not in names((2000, 2012)) and "MINUSMA" not in names((2024, 2026))


def test_presence_names_those_still_there_first() -> None:
    found = presence.in_countries(dataset(), ("LBR", "MLI"), ())
    for _, here in found.groupby("country"):
        still = here.end.isna().tolist()
        assert still == sorted(still, reverse=True)


def test_a_country_the_tables_do_not_cover_has_no_row() -> None:
    assert presence.in_countries(dataset(), ("LBY",), ()).empty
    assert instruments.of_countries(dataset(), ("LBY",)).empty


def rows(*standing: tuple[str, str, str]) -> pd.DataFrame:
    """Synthetic standings; one that ends in a question mark is of low confidence."""
    found = pd.DataFrame(standing, columns=["instrument", "country", "status"])
    found["confidence"] = ["low" if status.endswith("?") else "high" for status in found.status]
    return found.assign(status=found.status.str.rstrip("?"))


def test_joined_by_all_says_yes_no_and_not_known() -> None:
    found = rows(
        ("X", "MLI", "party"), ("X", "NER", "participates (political commitment)"),
        ("Y", "MLI", "party"), ("Y", "NER", "signatory"),
        ("Z", "MLI", "party"),
        ("W", "MLI", "not applicable"),
        ("V", "MLI", instruments.ENDED), ("V", "NER", "party"),
        ("U", "MLI", instruments.ENDED), ("U", "NER", "none"),
        ("T", "MLI", "party?"), ("T", "NER", "party"),
    )  # fmt: skip
    assert instruments.joined_by_all(found, ("MLI", "NER")) == {
        "X": True,
        "Y": False,
        "Z": None,
        "W": False,
        "V": None,
        "U": False,
        "T": None,
    }


def test_the_recorded_standings_are_all_understood() -> None:

    from components.screen.borders.presence_panel import FLAGS, MANDATE_NAMES, PRESENCE_TYPES
    from components.text.instrument_names import INSTRUMENT_NAMES, STANDINGS

    standing = dataset().frame(dataset().table("instruments"))
    assert set(standing.status) <= set(STANDINGS) and set(standing.instrument) <= set(INSTRUMENT_NAMES)
    assert set(instruments.JOINED) <= set(standing.status)
    here = dataset().frame(dataset().table("presence"))
    assert set(here.presence_type) <= set(PRESENCE_TYPES) and set(MANDATE_NAMES) == set(presence.MANDATES)
    assert {value for flag in presence.MANDATES for value in here[flag]} <= set(FLAGS)
