"""How current the data are: computed from the data, and from what publishers had."""

import datetime

import pytest

from components.current import dataset
from components.text import currency_line
from components.text.words import words
from data.analysis.currency import currency
from data.model import source_roles
from data.model.sources import SOURCES
from data.subjects.editions import register_years
from data.subjects.place_coverage import events_until

DAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize("countries", [(), ("MLI",), ("SDN",), ("COL", "MLI")])
def test_it_is_what_the_data_say(countries: tuple[str, ...]) -> None:
    found = currency(dataset(), countries)
    assert found.events == events_until(dataset(), countries) and found.transfers == (register_years(dataset()) or (0, 0))[1]
    totals = dataset().table("country_years")
    asked = totals.filter(totals.country.isin(countries)) if countries else totals
    assert found.totals == int(dataset().frame(asked.agg(last=asked.year.max()))["last"][0])


def test_what_is_newer_is_newer() -> None:
    found = currency(dataset(), ("MLI",))
    ours = {
        source_roles.EVENTS: found.events.year,
        source_roles.YEAR_TOTALS: found.totals or 0,
        source_roles.TRANSFER_REGISTER: found.transfers or 0,
    }
    for source, release in found.newer:
        assert release == SOURCES[source].newest and release.covers_to >= ours[source]
    assert {source for source, _ in found.newer} == {
        source_roles.EVENTS,
        source_roles.YEAR_TOTALS,
        source_roles.TRANSFER_REGISTER,
    }


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_line_is_short_and_says_all(language: str) -> None:
    for countries in ((), ("MLI",), ("SDN",)):
        line = currency_line.line(countries, words(language), DAY)
        assert len(line) < 210 and "2024" in line and "2025" in line and "UCDP" in line and "SIPRI" in line
        assert words(language).date(DAY) in line and words(language).month(currency(dataset(), countries).events) in line
        assert "{" not in line
