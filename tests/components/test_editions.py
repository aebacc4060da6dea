"""What stands on screen and paper as the edition of a source is what the files read say, and nothing that the code says."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import pytest
from pptx import Presentation

from components.briefing.compose import briefing
from components.briefing.paper.pdf import pdf
from components.briefing.powerpoint.slides import slides
from components.current import dataset
from components.files.download.content import Content
from components.files.download.writers import about
from components.text.edition_words import titled, version
from components.text.sentences import credit
from components.text.words import LANGUAGES, words
from data.analysis.currency import newest
from data.analysis.gaps import gaps
from data.engine.dataset import FOLDER
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects.editions import edition, register_years
from tests.components.pdf_text import text_of
from tests.data.folders import copy_of_prepared, editions
from tests.data.folders import version as labelled
from tests.pages.visits import visit, words_on

DAY = datetime.date(2026, 11, 29)
#: Editions that there never were.
MADE_UP = {
    "ucdp-ged": (("releases", "GED 97.1", "GED 98.1"), ("candidates", "Candidate 2094", "Candidate 95.0.3")),
    "ucdp-country-years": (("releases", "98.1"),),
    "ucdp-country-months": (("months", "GED 97.1", 2096), ("totals", "2097-02", "2098-01")),
    "sipri-transfers": (("register", 1991, 2021, "2091-02-03"),),
    "sipri-import-values": (("until", 2093),),
    "unodc-iafq": (("published", "2092-03-04"),),
    "colombia-aicma": (("period", "1987-01", "2088-05"),),
    "colombia-homicides": (("period", "1986-01", "2086-12"), ("detail", 2056)),
    "colombia-seizures": (("period", "2085-04", "2085-06"),),
    "inform-risk": (("index", 2084, "9.8.7", "2084-05-06"),),
    "arms-lens-curated": (("checked", 2083),),
}
#: Their editions are years or numbers, which stand in other sentences, too.
SHORT = ("ucdp-country-years", "sipri-import-values", "arms-lens-curated")
REAL = {language: {source: version(source, words(language)) for source in MADE_UP} for language in LANGUAGES}


@pytest.fixture(scope="module", autouse=True)
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One set for all tests: what one has asked of it, the next need not work out again."""
    folder = copy_of_prepared(tmp_path_factory.mktemp("made-up") / "prepared")
    editions(folder, MADE_UP)
    labelled(folder, "made-up")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(FOLDER, str(folder))
        yield


def bundled(text: str, language: str) -> list[str]:
    """Editions of the bundled set that a text names as those of a source."""
    titles = ((words(language).t(SOURCES[source].title), said) for source, said in REAL[language].items())
    texts = [f"{title}, {said}" for title, said in titles]
    long = [said for source, said in REAL[language].items() if source not in SHORT]
    return [one for one in (*texts, *long) if one in text]


def test_every_source_with_files_says_its_edition() -> None:
    assert {source for source in SOURCES if edition(dataset(), source)} == set(MADE_UP)
    assert all(edition(dataset(), source) or SOURCES[source].edition for source in SOURCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_credits_name_what_was_read(language: str) -> None:
    say = words(language)
    for source in MADE_UP:
        assert titled(source, say) in credit(source, say)
        assert version(source, say) != REAL[language][source]
        assert not bundled(credit(source, say), language)


@pytest.mark.parametrize(
    ("page", "area", "language", "named"),
    [
        ("sources", "MLI", "en", tuple(MADE_UP)),
        ("sources", "MLI", "fr", tuple(MADE_UP)),
        ("sources", "MLI", "es", tuple(MADE_UP)),
        ("", "MLI", "en", ("ucdp-ged", "ucdp-country-years", "sipri-transfers")),
        ("incidents", "COL", "fr", ("ucdp-ged",)),
        ("flows", "MLI", "es", ("sipri-transfers",)),
        ("routes", "MLI", "en", ("ucdp-ged",)),
        ("briefing", "COL", "fr", ()),
    ],
)
def test_no_page_prints_the_bundled_edition(page: str, area: str, language: str, named: tuple[str, ...]) -> None:
    at = visit(page, area=area, lang=language)
    assert not at.exception
    said = " ".join([words_on(at), *(caption.value for caption in at.caption), *(text.value for text in at.markdown)])
    assert not bundled(said, language)
    assert not [source for source in named if version(source, words(language)) not in said]


@pytest.mark.parametrize("subject", ["incidents", "flows", "routes", "mine_victims", "police_homicides", "police_seizures"])
def test_no_file_prints_the_bundled_edition(subject: str) -> None:
    content = Content.of(subject, Filters(areas=("COL",)), "en")
    said = " ".join(str(cell) for row in about(content) for cell in row)
    assert not bundled(said, "en")
    assert any(version(source, words("en")) in said for source in MADE_UP)


def test_no_briefing_prints_the_bundled_edition() -> None:
    made = briefing("COL", "en", "internal", made_on=DAY)
    shown = Presentation(io.BytesIO(slides(made)))
    on_slides = " ".join(shape.text_frame.text for slide in shown.slides for shape in slide.shapes if shape.has_text_frame)
    for said in (text_of(pdf(made)), " ".join(one.text for one in made.credits.values()), on_slides):
        assert not bundled(said, "en")
    assert version("sipri-transfers", words("en")) in " ".join(one.text for one in made.credits.values())


def test_years_of_the_register_are_those_it_says() -> None:
    assert register_years(dataset()) == (1991, 2021)
    assert "transfers" not in {gap.kind for gap in gaps(dataset(), Filters(areas=("MLI",)))}


def test_a_release_that_this_set_is_beyond_is_not_the_newest() -> None:
    assert (
        newest(dataset(), "ucdp-ged")
        is newest(dataset(), "ucdp-country-years")
        is newest(dataset(), "sipri-import-values")
        is None
    )
    assert newest(dataset(), "sipri-transfers")
