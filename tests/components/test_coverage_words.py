"""What is said of coverage: the gaps within the years that are asked for, and the day after which nobody speaks of places."""

from __future__ import annotations

import pytest

from components.text.coverage_words import covered_said, gaps_said
from components.text.words import LANGUAGES, words
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years, last_year
from data.subjects import place_coverage


@pytest.mark.parametrize("country", covered())
def test_only_gaps_of_the_years_asked_for_are_said(country: str) -> None:
    for years in ((2018, 2020), all_years(), (2024, 2025), (last_year(), last_year())):
        said = " ".join(gaps_said(Filters(areas=(country,), years=years), words("en")))
        known = all(place_coverage.of_step((country,), year, "year") == "whole" for year in range(years[0], years[1] + 1))
        assert bool(said) != known, (country, years)
        named = {int(part) for part in said.replace(",", " ").replace(".", " ").split() if part.isdigit() and len(part) == 4}
        assert all(years[0] <= year <= years[1] for year in named), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_after_the_last_source_are_a_gap(language: str) -> None:
    say = words(language)
    (said,) = gaps_said(Filters(areas=("MLI",)), say)
    assert say.date(place_coverage.last_day()) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_covered_names_later_years(language: str) -> None:
    for country in ("MLI", "TCD", "COL"):
        later = place_coverage.later_years((country,))
        assert later and all(str(year) in covered_said((country,), words(language)) for year in later)
