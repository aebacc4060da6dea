"""Years in which place-level events hold far fewer deaths than UCDP's own totals."""

import pytest

from components.current import dataset
from data.subjects import country_years
from data.subjects.place_coverage import whole_years
from tests.pages.visits import visit, words_on


@pytest.mark.parametrize("country", ["NGA", "COL", "MLI", "CAF"])
def test_they_are_those_that_a_count_by_hand_gives(country: str) -> None:
    events, totals = dataset().table("incidents"), dataset().table("country_years")
    events = events.filter((events.country == country) & (events.reliability != "possible"))
    ours = dataset().frame(events.group_by("year").aggregate(deaths=events.deaths.sum())).set_index("year").deaths
    theirs = dataset().frame(totals.filter(totals.country == country).select("year", "deaths")).set_index("year").deaths
    found = [
        int(year)
        for year, deaths in sorted(theirs.items())
        if deaths >= 25 and year in whole_years(dataset(), (country,)) and ours.get(year, 0) < deaths * 2 / 3
    ]
    assert list(country_years.incomplete_years(dataset(), (country,))) == found


def test_the_page_names_them() -> None:
    at = visit("incidents", area="NGA")
    years = country_years.incomplete_years(dataset(), ("NGA",))
    said = " ".join([words_on(at), *(text.value for text in at.markdown)])
    assert years and all(str(year) in said[said.index("Least complete") :][:80] for year in years)


def test_years_that_somebody_chose_are_judged_alone() -> None:
    chosen = (2015, 2018)
    known = country_years.incomplete_years(dataset(), ("COL",))
    assert country_years.incomplete_years(dataset(), ("COL",), chosen) == tuple(y for y in known if 2015 <= y <= 2018) != known
    assert country_years.share_at_places(dataset(), ("COL",), chosen) != country_years.share_at_places(dataset(), ("COL",))
    assert country_years.share_at_places(dataset(), ("COL",), (2022, 2022)) is None, "not covered as a whole"
    said = " ".join(caption.value for caption in visit("incidents", area="COL", year="2022").caption)
    assert "Least complete" not in said and "of the deaths in UCDP's totals" not in said
