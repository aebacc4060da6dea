"""A set without SIPRI's register: what rests on it is left out or said in words, on every page and in briefings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from components.briefing.compose import briefing
from components.current import dataset
from components.text import currency_line
from components.text.words import LANGUAGES, words
from data.analysis.briefings import facts
from data.analysis.comparison import flow_side
from data.analysis.currency import currency
from data.analysis.gaps import gaps
from data.engine.dataset import FOLDER
from data.model import source_roles
from data.query.filters import Filters
from data.subjects.editions import register_years
from tests.data.folders import copy_of_prepared, version, without_source
from tests.pages.visits import pages, visit

MALI = Filters(areas=("MLI",), exclude_possible=True)


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One set for all tests: what one has asked of it, the next need not work out again."""
    made = copy_of_prepared(tmp_path_factory.mktemp("unregistered") / "prepared")
    without_source(made, "flows", source_roles.TRANSFER_REGISTER)
    version(made, "without the register")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(FOLDER, str(made))
        yield


def test_what_rests_on_it_is_left_out() -> None:
    assert register_years(dataset()) is None
    assert currency(dataset(), ("MLI",)).transfers is None and "transfers" not in currency_line.covers(("MLI",), words("en"))
    assert [gap.kind for gap in gaps(dataset(), MALI)].count("transfers") == 1
    assert flow_side(dataset(), MALI).flows["authorised"] == 0 == flow_side(dataset(), MALI).transfers_a_year
    assert facts(dataset(), "MLI").origins.suppliers == () and facts(dataset(), "MLI").until > 2020


@pytest.mark.parametrize("page", pages())
def test_every_page_answers(page: str) -> None:
    at = visit(page, area="MLI", compare="area:TCD")
    assert not at.exception and not at.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_says_that_it_does_not_know(language: str) -> None:
    told = words(language).t("This set holds no register of deliveries of major arms: who delivered is not known here.")
    for area in ("MLI", "west-africa"):
        for edition in ("internal", "shareable"):
            brief = str(briefing(area, language, edition))
            assert repr(told)[1:-1] in brief and "No delivery" not in brief
