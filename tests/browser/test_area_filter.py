"""An area is chosen by typing its name: the one that was typed, and no other."""

from __future__ import annotations

import pytest

from components.text.words import LANGUAGES, words
from tests.browser.screen import Screen, question
from tests.sweep import sweep

#: What is typed before Enter, and the country it means, in every language.
_TYPED = {
    "en": {"Mali": "MLI", "niger": "NER", "Nigeria": "NGA", "Guinea": "GIN", "Cote": "CIV", "Chad": "TCD", "Bissau": "GNB"},
    "fr": {"Mali": "MLI", "Niger": "NER", "Nigeria": "NGA", "Guinée": "GIN", "guinee": "GIN", "Côte": "CIV", "Tchad": "TCD"},
    "es": {"Mali": "MLI", "Niger": "NER", "Níger": "NER", "nigeria": "NGA", "Guinea": "GIN", "cote": "CIV", "Chad": "TCD"},
}


@sweep(third=(0, 1, 2), language=LANGUAGES)
def test_a_name_and_enter_choose_one_country(warm: Screen, third: int, language: str) -> None:
    """West Africa is left for a country; a second country stands beside the first."""
    screen = warm.turn(f"/sources?lang={language}")
    chosen: list[str] = []
    for typed, country in list(_TYPED[language].items())[third::3]:
        type_area(screen, typed)
        chosen = sorted({*chosen, country})
        screen.until_asked(question(f"area={','.join(chosen)}"))
        assert set(screen.areas()) == {words(language).country(area) for area in chosen}


def test_what_nothing_covers_is_refused_in_a_sentence(warm: Screen) -> None:
    screen = warm.turn("/sources?area=MLI")
    type_area(screen, "Congo")
    said = screen.page.get_by_test_id("stSidebar").get_by_test_id("stAlert")
    said.wait_for()
    assert words("en").country("COG") in said.inner_text()
    assert screen.asked() == question("area=MLI") and screen.areas() == [words("en").country("MLI")]


def type_area(screen: Screen, text: str) -> None:
    screen.key("area").get_by_role("combobox").click()
    screen.page.keyboard.type(text, delay=20)
    screen.page.keyboard.press("Enter")
    screen.settled()
    screen.page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("asked", "names", "areas"),
    [
        ("", ("chad", "mali", "niger"), "MLI,NER,TCD"),
        ("?area=BFA", ("cote", "mali", "chad"), "BFA,CIV,MLI,TCD"),
        ("?area=BFA", ("ivory coast", "mali", "chad"), "BFA,CIV,MLI,TCD"),
    ],
    ids=["a region leaves", "names spelled in the browser", "names understood by the app"],
)
def test_names_typed_one_after_the_other_all_count(warm: Screen, asked: str, names: tuple[str, ...], areas: str) -> None:
    """The next is typed while the one before is answered, and an answer empties the box where it changes what is chosen."""
    for delay in (40, 90):
        screen = warm.turn(f"/{asked}")
        screen.key("area").get_by_role("combobox").click()
        for name in names:
            screen.page.keyboard.type(name, delay=delay)
            screen.page.keyboard.press("Enter")
        screen.until_asked(question(f"area={areas}"))
        assert set(screen.areas()) == {words("en").country(area) for area in areas.split(",")}
        screen.page.keyboard.press("Escape")
