"""A filter that a page does not apply is not part of what the page says: heading, names of files, links; its chip says so."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from components.charts.catalogue import CHARTS, counted
from components.current import dataset
from components.files.picture.pictures import MAP_LAYERS, Order
from components.files.picture.view_choices import SUBJECTS
from components.files.query import file_name
from components.screen.frame import OF_ALL, OF_THEIR_OWN, OF_WHOLE_AREAS
from components.text.words import LANGUAGES, words
from data.query.filters import Filters
from data.query.picks import PICKS
from data.subjects import rows
from tests.pages.visits import pages, visit, words_on

#: A value of each pick that finds something in West Africa.
VALUES = {
    "violence": "one-sided", "actor": "JNIM", "admin1": "ML06", "border": "MLI-NER", "kind": "illicit",
    "mechanism": "trafficking",
    "supplier": "FRA", "recipient": "MLI", "mode": "road", "route": "WA03",
}  # fmt: skip


def asked(name: str) -> Filters:
    return Filters(("west-africa",), exclude_possible=True, picks=((name, VALUES[name]),))


def test_every_pick_is_tried() -> None:
    assert VALUES.keys() == PICKS.keys() and all(PICKS[name].allows(value) for name, value in VALUES.items())


@pytest.mark.parametrize("page", [page for page in pages() if page not in OF_THEIR_OWN])
def test_a_pick_that_a_page_does_not_apply_says_so(page: str) -> None:
    say, subjects = words("en"), SUBJECTS.get(page or "overview", ())
    for name in ("supplier", "actor", "mode"):
        at = visit(page, **{name: VALUES[name]})
        assert not at.exception and not at.error
        if not at.session_state["picks"]:
            pytest.fail(f"{name}={VALUES[name]} finds nothing any more: choose another value")
        chips = [str(button.label) for button in at.button if button.key == f"chip_{name}"]
        if page in OF_ALL | OF_WHOLE_AREAS:
            assert not chips
            continue
        narrowed = set(subjects) & PICKS[name].tests.keys()
        assert len(chips) == 1 and chips[0].startswith(say.pick(name, VALUES[name]))
        assert (say.t("not applied here") in chips[0]) == (not narrowed)
        assert ("only" in chips[0]) == bool(narrowed and narrowed != set(subjects))
        assert at.query_params[name] == VALUES[name], "it waits for the pages that apply it"
        if not narrowed:
            others = words_on(at).replace(chips[0], "")
            assert say.pick(name, VALUES[name]) not in others
            assert not [url for url in re.findall(r'href="([^"]+)"', others) if name in dict(parse_qsl(urlsplit(url).query))]


@pytest.mark.parametrize("name", PICKS)
def test_files_are_called_by_what_was_applied(name: str) -> None:
    for subject in ("incidents", "flows", "routes"):
        applied = rows.asked(subject, asked(name))
        assert bool(applied.picks) == (subject in PICKS[name].tests)
        whole, narrowed = (rows.number(dataset(), subject, question) for question in (asked(name).without("picks"), asked(name)))
        assert rows.number(dataset(), subject, applied) == narrowed and (applied.picks or whole == narrowed)
        for language in LANGUAGES:
            assert applied.picks or file_name(subject, "csv", applied, language) == file_name(
                subject, "csv", asked(name).without("picks"), language
            )


@pytest.mark.parametrize("name", PICKS)
def test_pictures_are_called_by_what_was_applied(name: str) -> None:
    for chart in CHARTS:
        order = Order(chart, asked(name), "en")
        assert bool(order.asked.picks) == bool(PICKS[name].tests.keys() & set(counted(chart)))
    for layer in MAP_LAYERS:
        of = {"transfers": "flows"}.get(layer, layer if layer in ("flows", "routes") else "incidents")
        assert bool(Order("map", asked(name), "en", (layer,)).asked.picks) == (of in PICKS[name].tests)
