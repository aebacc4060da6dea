"""The PDF: two pages whatever there is to say, tagged, and the same bytes for the same value."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pypdfium2 as pdfium
import pytest
import typst
from matplotlib.axes import Axes
from pypdf import PdfReader

from components.briefing import compose
from components.briefing.paper import layout, maps
from components.briefing.paper.pdf import _Page, fitted, most_ample, pdf
from components.briefing.sections.credits import block_sources
from components.briefing.value import EDITIONS, Briefing, Edition, Facts, Statement, Table, Text
from components.site_address import SITE, site
from components.text.words import LANGUAGES, words
from tests.components.briefing.samples import chart, sample, without_data
from tests.components.pdf_text import feet, letters, pages_of, text_of
from tests.sweep import sweep

LONGEST = 1_000_000


def opened(body: bytes) -> PdfReader:
    assert len(body) < LONGEST
    return PdfReader(io.BytesIO(body))


@cache
def written(language: str = "en", long: int = 0) -> bytes:
    """The sample's file, for all that is read in it."""
    return pdf(sample("MLI", language, long=long))


def outside(body: bytes) -> set[str]:
    """Addresses to which a PDF leads."""
    links = [link.get_object() for page in opened(body).pages for link in page.get("/Annots", ())]
    return {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}


def root(reader: PdfReader) -> Any:
    """The catalogue of a PDF."""
    return reader.trailer["/Root"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_has_two_pages_in_every_language(language: str) -> None:
    briefing = sample("MLI", language)
    body = written(language)
    reader = opened(body)
    assert len(reader.pages) == 2
    assert root(reader)["/Lang"].startswith(language)
    assert root(reader)["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == layout.title(briefing, words(language))
    assert reader.metadata.author == "Arms Lens"
    said = text_of(body)
    for wanted in (briefing.name, briefing.data_version, words(language).date(briefing.made_on), briefing.disclaimer[:30]):
        assert wanted in said
    assert all(section.title in said for section in briefing.sections)


def test_a_layout_that_cannot_be_tagged_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, tried = _Page.__init__, []

    def refused(self: _Page, briefing: Briefing, say: Any, fit: Any, drawing: str = "") -> None:
        compiled(self, briefing, say, fit, drawing)
        if drawing:
            tried.append(fit.map)
            if len(tried) == 1:
                monkeypatch.setattr(self, "compiler", Refusing())

    class Refusing:
        def compile(self, **_: Any) -> bytes:
            raise typst.TypstError("internal error: parent group (occurred at build.rs)", "")

    monkeypatch.setattr(_Page, "__init__", refused)
    assert len(opened(pdf(sample("MLI"))).pages) == 2
    assert len(tried) == 2 and tried[1] < tried[0]


#: Points: body text, and everything else but the small numbers of sources.
BODY, LEAST = 9, 7.5
#: The most to say in the longest languages; every other briefing has more room.
FULLEST = ("west-africa", "MLI", "NER", "NGA", "COL")
HARDEST = [("west-africa", "en"), ("west-africa", "fr"), ("west-africa", "es"), ("MLI", "fr"), ("NER", "fr"), ("NGA", "fr")]


@sweep(few=3, hard=HARDEST, edition=EDITIONS)
def test_letters_are_large_enough_to_be_read_on_paper(hard: tuple[str, str], edition: Edition) -> None:
    area, language = hard
    body = pdf(compose.briefing(area, language, edition))
    assert len(pages_of(body)) == 2
    # Below the text of a page, which ends 20 mm above its edge, stands its footer alone.
    under = {" ".join(re.sub(r"\d", "", foot).split()) for foot in feet(body, (297 - layout.PAGE_END) / 25.4 * 72 - 6)}
    assert len(under) == 1, f"something runs into the foot of a page: {under}"
    sizes = letters(body)
    assert min(size for size, text in sizes if not re.fullmatch(r"[\d,† ]+", text)) >= LEAST - 0.06
    lines = {text: size for size, text in sizes if len(text) > 25 and size < 20}
    assert max(lines.values()) >= 1.05 * BODY, "the sentences in brief"
    said = [one.plain for one in statements(compose.briefing(area, language, edition))[5:]]
    cells = {cell for one in tables(compose.briefing(area, language, edition)) for row in one.rows for cell in row}
    running = [
        size for text, size in lines.items() if any(text in one for one in said) and not any(text in cell for cell in cells)
    ]
    assert len(running) > 8 and min(running) >= BODY


def tables(briefing: Briefing) -> list[Table]:
    return [block for section in briefing.sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    "area", [pytest.param(one, marks=() if one in FULLEST else pytest.mark.exhaustive) for one in compose.AREAS]
)
def test_no_briefing_of_today_is_cut_to_fit(area: str) -> None:
    """What lists leave out was left out when they were composed: pages have room for the rest."""
    fit = most_ample(compose.briefing(area, "fr", "internal"), words("fr"))
    assert fit.size >= BODY and fit.most == 99


@pytest.mark.parametrize("long", [0, 40, 150])
def test_what_grows_takes_nothing_from_letters_and_lists(long: int) -> None:
    briefing, say = sample(long=long), words("en")
    first, last = most_ample(briefing, say), fitted(briefing, say)
    assert last.size >= first.size and last.most == first.most


def test_rows_left_out_are_counted_once() -> None:
    rows = tuple((f"row {i}",) for i in range(9))
    table = layout.content(with_table(Table("", ("Row",), rows, note="Reports.", left_out=4)), words("en"), 5)
    block = table["sections"][0]["blocks"][0]
    assert len(block["rows"]) == 5 and (block["more"], block["note"]) == ("And 8 more: page “Briefings”.", "Reports.")


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("lens.example.org", "https://lens.example.org"), (" http://lens.example.org:8080/ ", "http://lens.example.org:8080"),
        ("localhost", ""), ("https://127.0.0.1:8443", ""), ("", ""), ("https://", ""), ("http://[", ""),
    ],
)  # fmt: skip
def test_an_app_has_an_address_where_others_reach_it(said: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, said)
    assert compose.briefing("GIN", "fr", "shareable").site == site() == address


def test_what_has_no_room_is_a_link_where_readers_reach_the_app() -> None:
    made = compose.briefing("MLI", "fr", "internal")
    plain, linked = (outside(pdf(replace(made, site=address))) for address in ("", "https://lens.example.org"))
    led = {urlsplit(address) for address in linked - plain}
    assert {(one.netloc, one.path) for one in led} == {("lens.example.org", path) for path in ("/flows", "/briefing")}
    assert all({("area", "MLI"), ("lang", "fr")} <= set(parse_qsl(one.query)) for one in led) and not plain - linked


def with_table(table: Table) -> Briefing:
    """A briefing of what is in brief, and a section that holds one table."""
    found = sample()
    return replace(found, sections=(found.sections[3], replace(found.sections[4], blocks=(table,))))


def test_it_says_that_it_is_pdf_ua() -> None:
    metadata = root(opened(written()))["/Metadata"].get_data()
    assert b"pdfuaid:part" in metadata


@pytest.mark.parametrize("long", [0, 12, 40, 150])
def test_long_texts_are_cut_and_counted(long: int) -> None:
    pages = pages_of(written(long=long))
    assert len(pages) == 2
    assert ("more: page" in " ".join(pages)) == (long == 150)


def test_what_little_there_is_fills_two_pages() -> None:
    pages = pages_of(pdf(without_data()))
    assert len(pages) == 2 and "None on record." in " ".join(pages)


def test_the_same_value_gives_the_same_bytes() -> None:
    assert pdf(sample()) == written()


def test_clearance_is_stated_on_every_page_until_it_is_given() -> None:
    assert all("Not yet cleared for publication" in page for page in pages_of(written()))
    assert "Not cleared" not in text_of(pdf(sample(cleared=True)))


def test_links_lead_to_credits_and_to_their_addresses() -> None:
    links = [link.get_object() for page in opened(written()).pages for link in page.get("/Annots", ())]
    outside = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    found = sample()
    blocks = [block for section in found.sections for block in section.blocks]
    cited = {source for block in blocks for source in block_sources(block, printed=True)} | set(found.phase.sources)
    assert outside == {found.credits[source].address for source in cited if found.credits[source].address}
    assert len(links) > 20, "numbers of sources lead to their credits"


def test_figures_have_words_for_who_does_not_see_them() -> None:
    alts = [str(alt) for alt in described(opened(written()))]
    for wanted in ("Events rose until 2021", "Events gather in the centre", "Man-portable air-defence systems: not on record"):
        assert any(wanted in alt for alt in alts), wanted


def described(reader: PdfReader) -> list[str]:
    """Alternative texts of everything tagged."""
    found, seen, queue = [], set(), [root(reader)["/StructTreeRoot"]]
    while queue:
        node = queue.pop().get_object()
        if isinstance(node, list):
            queue += node
        elif hasattr(node, "get") and id(node) not in seen:
            seen.add(id(node))
            found += [node["/Alt"]] if "/Alt" in node else []
            queue += [node["/K"]] if "/K" in node else []
    return found


def test_all_that_is_said_can_be_selected() -> None:
    briefing = sample()
    # Read sign by sign: a reader that sets words together may leave out what nobody sees.
    shown = " ".join(page.extract_text() for page in opened(written()).pages)
    assert not re.search("[\u200b-\u200d\u2060]", shown), "what is copied holds no sign that nobody sees"
    said = re.sub(r"[\s\d,†]+", "", shown)
    for one in statements(briefing):
        assert re.sub(r"[\s\d,†]+", "", one.plain) in said, one.plain


def statements(briefing: Briefing) -> list[Statement]:
    blocks = [block for section in briefing.sections for block in section.blocks]
    return [one for block in blocks if isinstance(block, Text | Facts) for one in block.statements]


def test_nothing_of_the_machine_is_in_the_file() -> None:
    body = written()
    for word in (b"/root", b"/home", b"/work", b".venv", b".typ"):
        assert word not in body


def test_a_chart_keeps_its_gaps_and_its_scale() -> None:
    drawn = layout.chart(chart(), words("en"))
    assert drawn["gaps"] == ((27, 29),), "2022 to 2024 have no events at places"
    above, below = drawn["panels"]
    assert above["top"] == 16 * 31 and below["top"] == 300 + 9 * 400
    assert below["lines"] == [[(i, 300 + (i - 20) * 400) for i in range(20, 30)]] and not above["lines"]
    assert [name for _, name in below["ticks"]] == ["1,000", "2,000", "3,000"]
    empty = layout.chart(replace(chart(), events=(None,) * 30, deaths=(None,) * 30, totals=(None,) * 30), words("en"))
    assert empty["gaps"] == ((0, 29),) and not empty["panels"][0]["ticks"]


@pytest.mark.parametrize(
    "top, step", [(0, 1), (1, 1), (4, 1), (5, 2), (20, 5), (99, 50), (900, 500), (3653, 1000), (12979, 5000)]
)
def test_gridlines_are_round_and_few(top: int, step: int) -> None:
    assert layout.nice_step(top) == step


def test_tables_keep_every_cell() -> None:
    said = text_of(written())
    tables = [block for section in sample().sections for block in section.blocks if isinstance(block, Table)]
    assert tables and all(cell in said for table in tables for row in table.rows for cell in row)


@pytest.mark.parametrize("area", ["west-africa", pytest.param("NGA", marks=pytest.mark.exhaustive)])
def test_a_full_stop_and_its_marks_stay_with_the_strong_word_before_them(area: str) -> None:
    with pdfium.PdfDocument(pdf(compose.briefing(area, "en", "shareable"))) as pages:
        lines = [line.strip() for page in pages for line in page.get_textpage().get_text_bounded().splitlines()]
    assert any(line.endswith("Borno.") for line in lines)
    assert not [line for line in lines if line.startswith(".")]


def test_a_crowded_map_names_its_largest_countries_beside_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    named, annotate = [], Axes.annotate

    def noted(self: Axes, text: str, *at: Any, **look: Any) -> Any:
        named.append(text)
        return annotate(self, text, *at, **look)

    monkeypatch.setattr(Axes, "annotate", noted)
    view = layout.map_view(compose.briefing("west-africa", "en", "internal"))
    assert view is not None
    maps.vector(view, words("en"), 178, 76, towns=True)
    assert {"Nigeria", "Burkina Faso", "Mali", "Niger", "Ghana", "Liberia"} <= {*named}
