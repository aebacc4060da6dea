"""Numbers, dates, lists and plurals as each language writes them, and what is said of codes nobody knows."""

import datetime
from pathlib import Path

import pytest

import components.workshop
from components.catalogues import gathered
from components.current import dataset
from components.text.words import BORDER_GROUP_NAMES, LANGUAGES, Words, words
from data.ground import borders
from data.ground.borders import GROUPS
from data.ground.places import folded
from data.model.categories import NOT_REPORTED, PHASES, level1, weapons

EN, FR, ES = words("en"), words("fr"), words("es")
NARROW, WIDE = "\u202f", "\u00a0"


def plain(text: str) -> str:
    """A text with ordinary spaces, since releases of the locale data differ in which space they take."""
    return text.replace(NARROW, " ").replace(WIDE, " ")


@pytest.mark.parametrize(
    ("value", "en", "fr", "es"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (1234, "1,234", "1 234", "1234"),
        (12345, "12,345", "12 345", "12.345"),
        (2_500_000, "2,500,000", "2 500 000", "2.500.000"),
        (1.5, "1.5", "1,5", "1,5"),
        (3.0, "3", "3", "3"),
        (-7, "-7", "-7", "-7"),
    ],
)
def test_numbers(value: float, en: str, fr: str, es: str) -> None:
    said = [plain(say.number(value)) for say in (EN, FR, ES)]
    assert said == [en, fr, es] or (value == 1234 and said == [en, fr, "1.234"])


@pytest.mark.parametrize(
    ("share", "en", "fr"),
    [
        (0, "0%", "0 %"),
        (0.004, "< 1%", "< 1 %"),
        (0.0000001, "< 1%", "< 1 %"),
        (0.01, "1%", "1 %"),
        (0.123, "12%", "12 %"),
        (0.98, "98%", "98 %"),
        (0.9999, "> 99%", "> 99 %"),
        (1, "100%", "100 %"),
    ],
)
def test_shares_are_never_rounded_to_nothing_or_everything(share: float, en: str, fr: str) -> None:
    assert plain(EN.percent(share)) == en
    assert plain(FR.percent(share)) == fr == plain(ES.percent(share))


DAY, NEXT = datetime.date(2015, 3, 1), datetime.date(2015, 3, 9)


def test_dates() -> None:
    assert (EN.date(DAY), FR.date(DAY), ES.date(DAY)) == ("1 March 2015", "1er mars 2015", "1 de marzo de 2015")
    assert (EN.month(DAY), FR.month(DAY), ES.month(DAY)) == ("March 2015", "mars 2015", "marzo de 2015")


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        (DAY, DAY, "day", "1 March 2015"),
        (DAY, NEXT, "day", "1 March 2015 – 9 March 2015"),
        (DAY, NEXT, "month", "March 2015"),
        (DAY, datetime.date(2015, 4, 30), "month", "1 March 2015 – 30 April 2015"),
        (datetime.date(2015, 1, 1), datetime.date(2015, 12, 31), "year", "2015"),
        (datetime.date(2015, 1, 1), datetime.date(2016, 12, 31), "year", "2015–2016"),
    ],
)
def test_periods_are_as_precise_as_they_are_known(start: datetime.date, end: datetime.date, precision: str, said: str) -> None:
    assert EN.period(start, end, precision) == said


def test_years() -> None:
    assert EN.years(2015, 2015) == "2015" and EN.years(2015, 2020) == "2015–2020"
    assert EN.years(2015, None) == EN.years(2015, float("nan")) == "since 2015"  # type: ignore[arg-type]
    for say in (FR, ES):
        assert "2015" in say.years(2015, None) and say.years(2015, None) != "since 2015"


@pytest.mark.parametrize(
    ("items", "en", "fr", "es"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a et b", "a y b"),
        (["a", "b", "c"], "a, b and c", "a, b et c", "a, b y c"),
    ],
)
def test_lists(items: list[str], en: str, fr: str, es: str) -> None:
    assert (EN.join(items), FR.join(items), ES.join(items)) == (en, fr, es)
    assert EN.join(iter(items)) == en


@pytest.mark.parametrize(
    ("count", "en", "fr", "es"),
    [
        (0, "0 events", "0 événement", "0 eventos"),
        (1, "1 event", "1 événement", "1 evento"),
        (2, "2 events", "2 événements", "2 eventos"),
        (12345, "12,345 events", "12 345 événements", "12.345 eventos"),
    ],
)
def test_plurals(count: int, en: str, fr: str, es: str) -> None:
    said = [plain(say.n("{n} event", "{n} events", count)) for say in (EN, FR, ES)]
    assert said[0] == en
    for ours, expected in zip(said[1:], (fr, es), strict=True):
        assert ours[: ours.index(" ")] == expected[: expected.index(" ")]
        assert ours.endswith("s") == expected.endswith("s")
        assert ours != en


@pytest.mark.parametrize("say", [EN, FR, ES], ids=list(LANGUAGES))
def test_what_nobody_knows_is_said_as_it_is(say: Words) -> None:
    assert say.country("XYZ") == "XYZ"
    assert say.admin1("ML99") == "ML99"
    assert say.border("MLI-XYZ") == "Mali–XYZ" or say.border("MLI-XYZ") == "Malí–XYZ"
    assert say.t("a message that was never gathered {x}", x=1) == "a message that was never gathered 1"
    assert say.t("") == ""
    assert say.t("braces {stay} without values") == "braces {stay} without values"


@pytest.mark.parametrize("say", [EN, FR, ES], ids=list(LANGUAGES))
def test_a_border_names_its_countries_in_the_order_of_the_alphabet(say: Words) -> None:
    """Whatever their codes: TCD-SDN is no reason to say Sudan first."""
    for border in borders.known(dataset()) - GROUPS.keys():
        names = [say.country(country) for country in borders.sides(border)]
        assert say.border(border) == "–".join(sorted(names, key=folded))
    assert EN.border("SDN-TCD") == "Chad–Sudan" and FR.border("CAF-TCD") == "République centrafricaine–Tchad"


def test_an_event_has_a_death_by_some_estimate() -> None:
    """Best estimates can be nought."""
    boards = (Path(components.workshop.__file__).parent / "boards").glob("*.json")
    texts = [one for one in gathered() if isinstance(one, str)] + [line for board in boards for line in board.open()]
    told = [text for text in texts if "at least one death" in text]
    assert told and not [text for text in told if "estimate" not in text]


def test_an_unknown_language_is_english() -> None:
    for language in ("", "de", "EN", "x" * 200, "../fr"):
        assert Words(language).language == "en"
        assert Words(language).phase("peacekeeping") == "peacekeeping"


@pytest.mark.parametrize("say", [EN, FR, ES], ids=list(LANGUAGES))
def test_every_code_has_words(say: Words) -> None:
    for code in (*level1(), *weapons(), NOT_REPORTED):
        assert len(say.weapon(code)) > 2 and say.weapon_briefly(code) in say.weapon(code)
    assert len({say.phase(phase) for phase in PHASES}) == len(PHASES)
    assert say.weapons([]) == say.weapon(NOT_REPORTED)
    assert say.weapon("E3") in say.weapons(["A4", "E3"])


def test_the_words_of_a_language_are_made_once() -> None:
    assert words("fr") is FR


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_of_borders_names_its_countries_as_everywhere(language: str) -> None:
    say = words(language)
    for group, named in BORDER_GROUP_NAMES.items():
        if "(" in named:
            sides = {iso3 for pair in GROUPS[group] for iso3 in pair.split("-")}
            assert all(say.country(iso3).replace("'", "’") in say.border(group) for iso3 in sides), say.border(group)
