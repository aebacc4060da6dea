"""Compare: two areas or two periods side by side, said in words, and kept in the address."""

from tests.pages.visits import visit, words_on


def test_another_area_by_address() -> None:
    at = visit("incidents", area="MLI", compare="area:TCD")
    assert not at.exception
    said = words_on(at)
    assert "as many events a year as the" in said
    assert "Chad" in said


def test_another_period_by_address_in_french() -> None:
    at = visit("incidents", area="MLI", year="2012-2021", compare="year:1990-1999", lang="fr")
    assert not at.exception
    assert "1990–1999" in words_on(at)


def test_nonsense_is_dropped_with_a_notice() -> None:
    at = visit(area="MLI", compare="area:ZZZ")
    assert not at.exception
    assert any("compare=area:ZZZ" in warning.value for warning in at.warning)


def test_switched_off_it_leaves_the_address() -> None:
    at = visit("incidents", area="MLI", compare="area:TCD")
    at.toggle(key="incidents_compare_on").set_value(False).run()
    assert not at.exception
    assert "compare" not in at.query_params
