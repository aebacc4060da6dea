"""Every page as its visitors meet it: any language, any address, nothing found, nonsense asked, data gone."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.current import dataset
from components.files.static.basemap import style_address
from components.screen.frame import OF_ALL, OF_THEIR_OWN, applied_on
from components.screen.overview.crossing_table import cells_in_order
from components.screen.shell.filter_panel import FIRST_QUESTION
from components.text.words import LANGUAGES, Words, words
from components.workshop import boards
from components.workshop.value import said
from data.analysis import crossing
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from geo.style import FLOW_COLOURS, REDS, ROUTE_COLOURS
from tests.conftest import ROOT
from tests.data.folders import copy_of_prepared, replace
from tests.pages.visits import link, pages, sentence, turn_to, visit, with_last_resort, words_on
from tests.sweep import sweep

PAGES = pages()
EMPTY = {"area": "TGO", "weapon": "F", "phase": "peacekeeping"}


def asked(at: AppTest) -> Filters:
    """The question the address holds now."""
    query = {name: value for name, value in at.query_params.items() if name != "lang"}
    filters, problems = Filters.parse(query, covered(dataset()), all_years(dataset()))
    assert not problems
    return filters


# --- every page ----------------------------------------------------------------------------------------------------------


@sweep(page=PAGES, language=LANGUAGES)
def test_every_page_in_every_language(page: str, language: str) -> None:
    at = visit(page, area="MLI", year="2012-2022", lang=language)
    assert not at.exception and not at.error
    say = words(language)
    assert page in OF_THEIR_OWN or sentence(at) == heading(page, Filters(("MLI",), (2012, 2022), exclude_possible=True), say)
    assert len(words_on(at)) > 200


def heading(page: str, filters: Filters, say: Words) -> str:
    """The question as a page heads itself."""
    return say.t("All sources: filters are not applied here.") if page in OF_ALL else asks(page, filters).sentence(say)


def asks(page: str, filters: Filters) -> Filters:
    """The part of a question that a page asks."""
    return applied_on(page or "overview", filters)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_survives_an_empty_selection(page: str) -> None:
    at = visit(page, **EMPTY)
    assert not at.exception and not at.error


@cache
def _texts_of(page: str, language: str) -> frozenset[str]:
    at = visit(page, lang=language)
    return frozenset(line.strip() for line in words_on(at).splitlines() if len(line.strip()) > 25 and " " in line.strip())


@sweep(page=PAGES, language=("fr", "es"))
def test_long_texts_differ_between_languages(page: str, language: str) -> None:
    english, ours = _texts_of(page, "en"), _texts_of(page, language)
    same = {line for line in english & ours if "http" not in line and not line.startswith("<")}
    assert len(same) <= 0.2 * len(english), sorted(same)


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_has_its_alt_text(page: str) -> None:
    at = visit(page, area="MLI")
    for kind in ("plotly_chart", "deck_gl_json_chart"):
        for element in at.get(kind):
            assert len(element.proto.alt) > 20 and "{" not in element.proto.alt


# --- any address ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"area": "all"},
        {"area": "COL"},
        {"area": "TCD", "weapon": "C"},
        {"area": "MLI,TCD", "year": "2015-2022", "phase": "peacekeeping"},
        {"area": "CPV"},
        {"area": "ESH"},
        {"area": "west-africa,COL"},
        {"area": "MLI,west-africa"},
        {"year": "1989"},
        {"year": "1989-2026"},
        {"phase": "not-classified"},
        {"weapon": "A,E,NR"},
        {"weapon": "E3,E4,NR", "area": "NGA"},
        {"area": "NER", "border": "MLI-NER"},
        {"area": "MLI", "violence": "one-sided"},
        {"route": "WA01"},
    ],
    ids=str,
)
def test_any_known_address_shows_exactly_its_view(query: dict[str, str]) -> None:
    at = visit(**query)
    expected, _ = Filters.parse(query, covered(dataset()), all_years(dataset()))
    assert not at.exception and not at.error and not at.warning
    assert asked(at) == expected
    assert sentence(at) == expected.without("picks").sentence(words("en"))
    again = at.run()
    assert asked(again) == expected, "a second run of the same address asks something else"


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ({"area": "XXX"}, 1),
        ({"area": "XXX,YYY,MLI"}, 2),
        ({"phase": "war"}, 1),
        ({"weapon": "Z"}, 1),
        ({"year": "2022-2012"}, 1),
        ({"year": "1066"}, 1),
        ({"lang": "xx"}, 1),
        ({"area": "x" * 200}, 1),
        ({"area": "x" * 2_000, "weapon": "y" * 2_000, "phase": "z" * 200, "year": "9" * 200}, 4),
        ({"area": "<script>alert(1)</script>"}, 1),
        ({"weapon": "=cmd|'/C calc'!A0"}, 1),
        ({"phase": "%00\x00"}, 1),
        ({"border": "nowhere", "evidence": "maybe"}, 2),
    ],
    ids=lambda value: str(value)[:60],
)
def test_nonsense_is_left_out_with_a_notice(query: dict[str, str], left_out: int) -> None:
    at = visit(**query)
    assert not at.exception and not at.error
    assert len(at.warning) == 1
    assert at.warning[0].value.startswith(f"{left_out} part")
    assert "<script" not in re.sub(r"`[^`]*`", "", at.warning[0].value)
    assert asked(at) == Filters.parse(query, covered(dataset()), all_years(dataset()))[0]
    assert not at.run().warning, "the notice stays after the address was put right"


def test_a_parameter_that_means_nothing_here_is_harmless() -> None:
    at = visit(area="MLI", foo="x" * 500, embed="true")
    assert not at.exception and sentence(at).startswith("Mali")


def test_an_address_changed_by_hand_is_followed() -> None:
    at = visit(area="MLI")
    at.query_params.clear()
    at.query_params["area"] = "COL"
    assert sentence(at.run()).startswith("Colombia")
    assert at.multiselect(key="area").value == ["COL"]


# --- filters ---------------------------------------------------------------------------------------------------------------


def test_changing_filters_changes_sentence_and_address() -> None:
    at = visit()
    assert asked(at) == FIRST_QUESTION
    said = {sentence(at)}
    at.multiselect(key="area").set_value(["COL"]).run()
    said.add(sentence(at))
    at.slider(key="year").set_value((2000, 2010)).run()
    said.add(sentence(at))
    at.button_group(key="weapon").set_value(["E"]).run()
    said.add(sentence(at))
    at.button_group(key="phase").set_value(["armed conflict"]).run()
    said.add(sentence(at))
    at.checkbox(key="exclude_possible").set_value(False).run()
    said.add(sentence(at))
    assert len(said) == 6 and not at.exception
    assert asked(at) == Filters(("COL",), (2000, 2010), ("armed conflict",), ("E",))


def test_weapons_open_to_their_classes() -> None:
    at = visit(area="MLI")
    assert not [widget for widget in at.multiselect if widget.key == "weapon_class"]
    at.button_group(key="weapon").set_value(["E"]).run()
    at.multiselect(key="weapon_class").set_value(["E3"]).run()
    assert asked(at).weapons == ("E3",)
    at.button_group(key="weapon").set_value([]).run()
    assert asked(at).weapons == () and not at.exception


def test_reset_goes_back_to_the_first_question() -> None:
    at = visit(area="COL", weapon="E3", year="2001", evidence="all")
    at.button(key="reset").click().run()
    assert asked(at) == FIRST_QUESTION and at.button(key="reset").disabled
    assert sentence(at) == FIRST_QUESTION.sentence(words("en"))


def test_the_question_stays_when_the_page_turns() -> None:
    at = visit(area="COL", year="2001-2005")
    for page in PAGES[1:]:
        turn_to(at, page)
        question = Filters(("COL",), (2001, 2005), exclude_possible=True)
        assert not at.exception and (page in OF_THEIR_OWN or sentence(at) == heading(page, question, words("en")))


def test_the_language_stays_when_the_page_turns_and_stands_in_the_address() -> None:
    at = visit(area="COL")
    at.button_group(key="lang").set_value("es").run()
    assert at.query_params["lang"] == "es"
    filters = asked(at)
    turn_to(at, "routes")
    assert sentence(at) == filters.sentence(words("es"))


def test_the_link_shows_exactly_this_view() -> None:
    at = visit(area="COL", weapon="E3", lang="fr")
    assert not at.code, "a link is made when somebody asks for it"
    query = dict(part.split("=") for part in link(at).split("?")[1].split("&"))
    assert query == {"area": "COL", "weapon": "E3", "lang": "fr"}


# --- nothing found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        EMPTY,
        {"area": "CPV", "year": "1989"},
        {"area": "TGO", "weapon": "E5", "year": "1990-1991", "lang": "fr"},
        {"area": "GMB", "weapon": "F2", "year": "1989-1990", "lang": "es"},
    ],
    ids=str,
)
def test_nothing_found_says_so_and_offers_a_way_that_finds_something(query: dict[str, str]) -> None:
    at = visit(**query)
    filters = asked(at)
    assert crossing.summary(dataset(), filters).empty
    assert any(filters.sentence(words(query.get("lang", "en"))) in info.value for info in at.info)
    ways = [str(button.key) for button in at.button if str(button.key).startswith("way_out_")]
    assert ways
    for way in ways:
        other = visit(**query)
        other.button(key=way).click().run()
        assert not other.exception and not crossing.summary(dataset(), asked(other)).empty
        assert not [button for button in other.button if str(button.key).startswith("way_out_")]


# --- the legend ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{"area": "all"}, {"area": "TGO"}], ids=["cells", "points"])
def test_the_legend_explains_every_colour_that_is_drawn(query: dict[str, str]) -> None:
    """Where all there is occurs; what a legend leaves out elsewhere, test_legend.py tries."""
    html, drawn = _explained(visit(layers="incidents,flows,transfers,routes", evidence="all", **query))
    for colour in (*REDS, *FLOW_COLOURS.values(), *ROUTE_COLOURS.values()):
        assert colour in drawn or query["area"] != "all", colour
    dashes = set(re.findall(r'stroke-dasharray="([^"]+)"', drawn))
    assert len(dashes) == 2 or query["area"] != "all", "two dashes beside the solid line"
    assert ('<polygon points="9,9' in drawn) == (query["area"] == "all"), "a hexagon stands for cells only"
    for picture, text in re.findall(r"(<img[^>]+>)<span>([^<]*)</span>", html):
        assert picture and len(text) > 1
    _, alone = _explained(visit(layers="incidents", **query))
    assert any(red in alone for red in REDS)
    assert not any(colour in alone for colour in (*FLOW_COLOURS.values(), *ROUTE_COLOURS.values())), (
        "what is off is not explained"
    )


def _explained(at: AppTest) -> tuple[str, str]:
    """HTML of a page, and the pictures in it."""
    html = "\n".join(element.proto.body for element in at.get("html"))
    return html, "\n".join(base64.b64decode(code).decode() for code in re.findall(r"base64,([A-Za-z0-9+/=]+)", html))


def test_switching_layers_changes_what_the_map_asks_for() -> None:
    at = visit(area="MLI")
    assert "/layers/incidents.json" in _map(at) and "/layers/transfers.json" not in _map(at)
    at.pills(key="overview_layers").set_value(["incidents", "flows", "transfers", "routes"]).run()
    assert "/layers/transfers.json" in _map(at)
    at.pills(key="overview_layers").set_value(["flows", "transfers", "routes"]).run()
    assert "/layers/incidents.json" not in _map(at)


def test_the_map_asks_this_server_for_this_question() -> None:
    spec = _map(visit(area="MLI", weapon="E3", lang="fr"))
    assert "http" not in spec
    addresses = re.findall(r"/layers/([a-z-]+)\.json\?([^\"\\]+)", spec)
    assert {query for name, query in addresses if name != "labels"} == {
        query for name, query in addresses if query.startswith("area=MLI&weapon=E3&lang=fr&v=")
    }
    assert len(spec) < 30_000


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("", {}),
        ("incidents", {}),
        ("incidents", {"view": "areas"}),
        ("incidents", {"view": "time"}),
        ("flows", {"look": "world"}),
        ("routes", {"layers": "none"}),
    ],
)
def test_every_map_lights_the_chosen_countries_and_says_so(page: str, query: dict[str, str]) -> None:
    for area, countries in (("NER,BFA", ("BFA", "NER")), ("all", ())):
        at = visit(page, area=area, **query)
        assert json.loads(_map(at))["mapStyle"] == style_address(dataset().version, countries)
        assert ("not selected" in _explained(at)[0]) == bool(countries)


def _map(at: AppTest) -> str:
    return str(at.get("deck_gl_json_chart")[0].proto.json)


# --- data gone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "content", "page"),
    [("manifest.json", b"{", "sources"), ("incidents.parquet", b"PAR1", ""), ("routes.parquet", None, "")],
)
def test_data_that_cannot_be_read_are_told_calmly(
    file: str, content: bytes | None, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = visit(page, lang="fr")
    folder = copy_of_prepared(tmp_path / "prepared")
    (folder / file).unlink()
    if content is not None:
        replace(folder / file, content)
    with_last_resort(monkeypatch)
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    at.run()
    assert not at.exception and len(at.error) == 1
    assert at.error[0].value != visit_of_broken_data_in_english(monkeypatch)
    assert any(file in caption.value and "python -m data.prepare" in caption.value for caption in at.caption)
    monkeypatch.delenv("ARMS_LENS_DATA")
    at.run()
    assert not at.exception and not at.error, "the page comes back with the data"


def visit_of_broken_data_in_english(patch: pytest.MonkeyPatch) -> str:
    """What the first visitor of an app without readable data sees."""
    at = visit()
    assert not at.exception and len(at.error) == 1
    return str(at.error[0].value)


@pytest.mark.parametrize("page", PAGES)
def test_an_unforeseen_error_on_a_page_is_told_calmly(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = visit(page, area="MLI")
    with_last_resort(monkeypatch)
    monkeypatch.setattr(Words, "join", lambda *_: 1 / 0)
    at.run()
    assert not at.exception and len(at.error) == 1
    assert "ZeroDivision" not in words_on(at) and "Traceback" not in words_on(at)


# --- the very first visitor ------------------------------------------------------------------------------------

FIRST_VISIT = """
import asyncio, pathlib
from streamlit.runtime.pages_manager import PagesManager
import app
async def start():
    async with app.lifespan(app.app):
        print(PagesManager.uses_pages_directory is False or not (pathlib.Path(app.app.script_path).parent / "pages").is_dir())
asyncio.run(start())
"""


def test_the_first_visitor_of_a_server_may_come_by_a_deep_link() -> None:
    """Streamlit takes a folder `pages` beside its script for pages of the older kind until st.navigation has run once.

    The first request for /sources then runs pages/sources.py alone, which shows nothing.
    """
    started = subprocess.run([sys.executable, "-c", FIRST_VISIT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert started.stdout.strip().endswith("True")


# --- areas -----------------------------------------------------------------------------------------------------------------


@sweep(page=[page for page in PAGES if page not in OF_THEIR_OWN], language=LANGUAGES)
def test_a_country_that_nothing_covers_is_said_not_shown(page: str, language: str) -> None:
    """Without a record it would read as peace."""
    at = visit(page, area="COD,MLI", lang=language)
    assert [words(language).country("COD") in warning.value for warning in at.warning] == [True]
    assert asked(at).areas == ("MLI",)
    assert page in OF_ALL or sentence(at).startswith(words(language).country("MLI"))


def test_a_link_to_nothing_but_uncovered_countries() -> None:
    at = visit(area="COD,XXX")
    assert asked(at) == FIRST_QUESTION
    assert ["Congo" in warning.value for warning in at.warning] == [True, False]
    assert "`area=XXX`" in at.warning[1].value and "COD" not in at.warning[1].value


def test_a_country_whose_events_nobody_counts_is_not_at_peace() -> None:
    assert any("counts events in Egypt" in info.value for info in visit(area="EGY,MLI").info)
    assert not visit(area="CPV").info, "a source counts no event there"


@pytest.mark.parametrize(
    ("before", "chosen", "after"),
    [
        ("west-africa", "MLI", ["MLI"]),
        ("west-africa", "COL", ["COL"]),
        ("MLI,COL", "west-africa", ["COL", "west-africa"]),
        ("COL,west-africa", "VEN", ["COL", "VEN"]),
        ("MLI", "TCD", ["MLI", "TCD"]),
        ("MLI", "cote d'ivoire", ["MLI", "CIV"]),
        ("MLI", "Tchad", ["MLI", "TCD"]),
        ("MLI", "mali", ["MLI"]),
        ("MLI", "ivory coast", ["MLI", "CIV"]),
        ("MLI", "costa de marfil", ["MLI", "CIV"]),
        ("MLI", "cap-vert", ["MLI", "CPV"]),
    ],
)
def test_an_area_is_chosen_or_typed(before: str, chosen: str, after: list[str]) -> None:
    at = choose(visit(area=before), chosen)
    assert at.multiselect(key="area").value == after and not at.warning


@pytest.mark.parametrize(
    ("before", "chosen", "after"),
    [
        ("west-africa", ["TCD", "mali", "NER"], ["TCD", "MLI", "NER"]),
        ("BFA", ["cote", "mali", "TCD"], ["BFA", "CIV", "MLI", "TCD"]),
        ("MLI", ["COL", "west-africa", "VEN"], ["COL", "VEN"]),
        ("west-africa", ["COL", "Atlantis", "MLI"], ["COL", "MLI"]),
    ],
)
def test_areas_chosen_while_a_run_is_under_way_all_count(before: str, chosen: list[str], after: list[str]) -> None:
    """The browser sends them together, in the order in which they were chosen."""
    at = choose(visit(area=before), *chosen)
    assert at.multiselect(key="area").value == after and len(at.warning) == ("Atlantis" in chosen)


@pytest.mark.parametrize(
    ("held", "after"),
    [
        (["TCD", "NER"], ["TCD", "MLI", "NER"]),
        (["TCD", "west-africa"], ["west-africa"]),
        (["TCD"], ["TCD"]),
        ([], []),
    ],
)
def test_an_area_that_the_box_had_not_shown_yet_stays(held: list[str], after: list[str]) -> None:
    """Mali was chosen while the browser waited for the answer to Chad; what the box then holds was begun on that answer."""
    at = choose(choose(visit(area="west-africa"), "TCD"), "MLI")
    box = at.multiselect(key="area").set_value(held).run().multiselect(key="area")
    assert box.value == after
    assert not at.exception and not at.warning


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Congo", "Congo"),
        ("borno", "Nigeria"),
        ("`*Atlantis*` [x](http://a.b)", "`'*Atlantis*' [x](http://a.b)`"),
        ("guin", "`guin`"),
    ],
)
def test_a_refusal_stays_until_something_else_is_asked(typed: str, said: str) -> None:
    at = choose(visit(area="MLI"), typed)
    assert at.multiselect(key="area").value == ["MLI"] and [said in warning.value for warning in at.warning] == [True]
    assert at.run().warning, "a run of the page's own takes the refusal away"
    assert not choose(at, "TCD").warning
    turned = choose(visit(area="MLI"), typed).button(key="reset").click().run()
    assert not turned.warning


def choose(at: AppTest, *areas: str) -> AppTest:
    box = at.multiselect(key="area")
    at = box.set_value([*box.value, *areas]).run()
    assert not at.exception
    return at


# --- what is read aloud, and what names a tab --------------------------------------------------------------------------------

#: Marks of Markdown: read aloud where a text is no Markdown.
_MARKS = re.compile(r"\*\*|`|(?<!\w)\*\w|\]\(")


def spoken(at: AppTest) -> list[str]:
    """Texts that are no Markdown: names of widgets, words for charts, attributes of HTML; and what stands in charts."""
    found = []
    for element in elements(at._tree):
        proto = getattr(element, "proto", None)
        for name, value in ((field.name, value) for field, value in proto.ListFields()) if proto is not None else ():
            if name in ("alt", "label", "spec") and isinstance(value, str):
                found.append(value)
            elif name == "body":
                found += re.findall(r'(?:alt|title|aria-label)="([^"]*)"', value)
    return found


def elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from elements(child)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("", {"area": "MLI"}),
        ("incidents", {"area": "MLI", "compare": "area:TCD", "view": "time"}),
        ("flows", {"area": "MLI", "compare": "area:TCD"}),
        ("routes", {"border": "MLI-NER", "lang": "fr"}),
        ("briefing", {"area": "MLI", "lang": "es"}),
        ("workshop", {"board": "mali", "slide": "2", "present": "1"}),
        ("workshop", {"board": "mali", "slide": "2", "presenter": "1"}),
    ],
    ids=str,
)
def test_no_marks_are_read_aloud(page: str, query: dict[str, str]) -> None:
    texts = spoken(visit(page, **query))
    assert len(texts) > 5
    assert [text[:120] for text in texts if _MARKS.search(text)] == []


@pytest.mark.parametrize(
    ("page", "query", "selection", "name"),
    [
        ("", {"area": "MLI"}, "Mali", "Overview"),
        ("incidents", {"area": "MLI,TCD", "year": "2012-2020", "lang": "fr"}, "Mali et Tchad · 2012–2020", "Events"),
        ("routes", {"phase": "peacekeeping", "weapon": "NR"}, "West Africa · peacekeeping · weapon not reported", "Corridors"),
        ("briefing", {"area": "COL", "year": "2012", "lang": "es"}, "Colombia", "Briefings"),
    ],
)
def test_a_tab_says_its_page_and_selection(page: str, query: dict[str, str], selection: str, name: str, tabs: list[str]) -> None:
    visit(page, **query)
    assert tabs == [f"{selection} – {words(query.get('lang', 'en')).t(name)} – Arms Lens"]


@pytest.mark.parametrize("window", ["present", "presenter", ""])
def test_the_tabs_of_a_workshop_differ(window: str, tabs: list[str]) -> None:
    board = boards.shipped("mali")
    visit("workshop", board="mali", slide="2", **({window: "1"} if window else {}))
    assert len(tabs) == 1 and tabs[0].endswith(" – Arms Lens") and said(board.title, "en") in tabs[0]
    assert (said(board.slides[1].title, "en") in tabs[0]) == bool(window)
    assert (words("en").t("Presenter window") in tabs[0]) == (window == "presenter")


@pytest.fixture
def tabs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names that a run gives to the browser's tab."""
    named: list[str] = []
    configure = st.set_page_config

    def listen(**options: Any) -> None:
        configure(**options)
        named.extend(filter(None, [options.get("page_title")]))

    # The script is run under the modules that the test knows.
    monkeypatch.setattr(st, "set_page_config", listen)
    return named


# --- the matrix ------------------------------------------------------------------------------------------------------------


def test_a_cell_of_the_matrix_sets_both_filters_and_opens_them_again() -> None:
    at = visit(area="MLI", weapon="E3", phase="armed-conflict")
    for filters in (
        Filters(("MLI",), phases=("peacekeeping",), weapons=("E",), exclude_possible=True),
        Filters(("MLI",), exclude_possible=True),
    ):
        at.pills(key="crossing_cell").set_value("peacekeeping|E").run()
        assert not at.exception and asked(at) == filters


@pytest.mark.parametrize("subject", crossing.SUBJECTS)
def test_the_matrix_names_each_cell_with_its_number(subject: str) -> None:
    at = visit(area="MLI", subject=subject, lang="fr")
    table = next(element.proto.body for element in at.get("html") if 'class="crossing"' in element.proto.body)
    found, say = crossing.matrix(dataset(), Filters(("MLI",), exclude_possible=True), subject), words("fr")
    named = re.findall(r'<button type="button" aria-label="([^"]*)"', table)
    assert len(named) == len(set(named)) == len(cells_in_order(found))
    for (phase, group), name in zip(cells_in_order(found), named, strict=True):
        assert say.phase(phase) in name and say.weapon(group) in name
        assert re.search(rf"(?<!\d){re.escape(say.number(found.get((phase, group), 0)))}(?!\d)", name)
    assert len(re.findall(r'tabindex="0"', table)) == 1
