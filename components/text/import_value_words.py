"""SIPRI's import value index in one sentence, with what it is not."""

from __future__ import annotations

from components.current import dataset
from components.text.words import Words
from data.subjects import import_values


def import_value_said(countries: tuple[str, ...], words: Words) -> str:
    """The latest year and the mean of five; empty where SIPRI has no delivery on record."""
    found = import_values.of_countries(dataset(), countries)
    if found is None:
        return ""
    return words.t(
        "Major arms imported (SIPRI TIV, a volume, not money): **{now} million** in {year}; mean of {first}–{year}: {mean} "
        "million.",
        now=words.number(round(found.now, 1)),
        mean=words.number(round(found.mean, 1)),
        year=found.year,
        first=found.year - import_values.YEARS + 1,
    )
