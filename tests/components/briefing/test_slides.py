"""Slides: native text, tables and charts, notes with sources, and a file that LibreOffice opens without repair."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.plot import LinePlot
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from pypdf import PdfReader

from components.briefing import compose
from components.briefing.paper import layout, maps
from components.briefing.powerpoint import slide_columns
from components.briefing.powerpoint.slide_parts import MIDDLE, SMALL
from components.briefing.powerpoint.slides import slides
from components.briefing.value import EDITIONS, Briefing, Edition, Facts, Section, Table, Text, YearChart
from components.charts.preliminary_marks import STRIPED
from components.text.words import LANGUAGES, words
from tests.components.briefing.samples import chart, sample, without_data
from tests.components.briefing.test_compose import made
from tests.sweep import sweep

EN = words("en")


def deck(briefing: Briefing) -> Any:
    return opened(slides(briefing))


def opened(body: bytes) -> Any:
    return Presentation(io.BytesIO(body))


@cache
def written() -> bytes:
    """The sample's file, for all that is read in it."""
    return slides(sample())


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_six_to_eight_slides_with_titles_and_notes(language: str) -> None:
    briefing = sample("TCD", language)
    found = deck(briefing)
    assert 6 <= len(found.slides) <= 8
    assert found.slide_width / found.slide_height == pytest.approx(16 / 9, rel=0.001)
    for slide in found.slides:
        assert slide.shapes.title.text_frame.text
        notes = slide.notes_slide.notes_text_frame.text
        assert words(language).t("Sources") in notes and "[1]" in notes
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert words(language).date(briefing.made_on) in said and layout.clearance(briefing, words(language)) in said
        assert briefing.disclaimer in said and said.count(briefing.data_until) == 1


def test_text_is_read_from_the_back_of_the_room() -> None:
    for slide in opened(written()).slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            inside = [frame for frame in frames if shape.top < Pt(460) and shape.top > Pt(60)]
            sizes = {run.font.size for frame in inside for p in frame.paragraphs for run in p.runs if len(run.text) > 2}
            assert all(size >= Pt(SMALL) for size in sizes if size)


def alone(section: Section, found: Briefing) -> tuple[str, float]:
    """The words of a section on a slide of its own, and how far down they reach, in inches."""
    presentation: Any = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide_columns.filled(slide, section, found, words(found.language))
    tables = [shape for shape in slide.shapes if shape.has_table]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    texts += [cell.text for shape in tables for row in shape.table.rows for cell in row.cells]
    ends = [shape.top + shape.height for shape in slide.shapes if not shape.has_table]
    ends += [shape.top + sum(row.height for row in shape.table.rows) for shape in tables]
    return "\n".join(texts), max(ends) / Inches(1)


def said_in(section: Section) -> list[str]:
    """Every sentence and cell of a section."""
    texts = [one.plain for block in section.blocks if isinstance(block, Text | Facts) for one in block.statements]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [*texts, *(cell for table in tables for row in (table.header, *table.rows) for cell in row)]


@sweep(area=compose.AREAS, edition=EDITIONS)
def test_what_is_in_place_stands_on_its_slide(area: str, edition: Edition) -> None:
    """Work on the ground with its figures and the risk among it: nothing of it is cut, in any language."""
    for language in LANGUAGES:
        found = made(area, language, edition)
        section = next(one for one in found.sections if one.name == "place")
        shown, end = alone(section, found)
        assert not [text for text in said_in(section) if text not in shown]
        assert "INFORM" in shown and end <= MIDDLE.top + MIDDLE.height + 0.01


@pytest.mark.parametrize("area", compose.AREAS)
def test_what_a_slide_leaves_out_is_counted(area: str) -> None:
    found = made(area, "en")
    for section in [section for section in found.sections if section.name in ("origins", "place", "options")]:
        shown, end = alone(section, found)
        missing = [text for text in said_in(section) if text not in shown]
        cut = re.search(r"And (\d+) more, in the speaker notes\.", shown)
        assert len(missing) == (int(cut.group(1)) if cut else 0), missing
        assert end <= MIDDLE.top + MIDDLE.height + 0.01


def test_charts_hold_the_numbers_and_leave_gaps() -> None:
    charts = [shape.chart for slide in opened(written()).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    held = {series.name: tuple(series.values) for one in charts for series in one.plots[0].series}
    (revised,), events, deaths, totals = chart().revised, *chart().names
    at = chart().years.index(revised)
    assert held[totals] == chart().totals and held[deaths] == chart().deaths
    # A preliminary year's column is another one, striped; its point of a line another one, hollow.
    striped, hollow = held.pop(EN.t(STRIPED)), held.pop(EN.t("preliminary"))
    assert set(held) == set(chart().names)
    assert [i for i, n in enumerate(striped) if n is not None] == [i for i, n in enumerate(hollow) if n is not None] == [at]
    assert held[events] == tuple(None if i == at else n for i, n in enumerate(chart().events))
    assert (striped[at], hollow[at]) == (chart().events[at], chart().deaths[at])
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        assert len([name for name in file.namelist() if name.endswith(".xlsx")]) == 2, "charts open for editing"


def test_everything_to_see_has_words() -> None:
    seen = [shape for slide in opened(written()).slides for shape in slide.shapes if shape.shape_type == 13 or shape.has_chart]
    assert len(seen) == 3
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in seen)


def test_a_briefing_without_data_has_its_slides_too() -> None:
    found = deck(without_data())
    said = " ".join(shape.text_frame.text for slide in found.slides for shape in slide.shapes if shape.has_text_frame)
    assert 6 <= len(found.slides) <= 8 and "None on record." in said


def test_nothing_of_the_machine_is_in_the_file_and_bytes_are_the_same() -> None:
    body = slides(sample())
    assert body == written()
    about = opened(body).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("Arms Lens", "", "en")
    assert about.created.date() == about.modified.date() == sample().made_on
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        whole = b"".join(file.read(name) for name in file.namelist())
        assert "docProps/thumbnail.jpeg" not in file.namelist()
    for word in (str(Path.home()), str(Path(__file__).parents[3]), "/home/", "Steve", "python-pptx"):
        assert word.encode() not in whole


@pytest.mark.exhaustive
def test_libreoffice_opens_them(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("no soffice: CI must have libreoffice-impress (`make test-all` installs it)")
        pytest.skip("no soffice on this machine: install libreoffice-impress")
    (tmp_path / "deck.pptx").write_bytes(written())
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")]
    subprocess.run(order, check=True, timeout=120, capture_output=True)
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == len(opened(written()).slides)


#: The map beside the charts is the same whatever they hold.
MAP = cache(maps.picture)


@pytest.mark.parametrize("highest", [0, 1, 3, 4, 7, 1234])
def test_axes_of_charts_have_whole_ticks_from_nought(highest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the file itself says it: no ticks of half an event, and no axis below 0, however little there is."""
    monkeypatch.setattr(maps, "picture", MAP)
    found, few = sample(), chart()
    values = (None, 0, highest, *(None for _ in few.years[3:]))
    bare = replace(few, events=values, deaths=values, totals=values)
    section = next(one for one in found.sections if one.name == "happening")
    blocks = tuple(bare if isinstance(block, YearChart) else block for block in section.blocks)
    sections = tuple(replace(one, blocks=blocks) if one is section else one for one in found.sections)
    charts = [
        shape.chart for slide in deck(replace(found, sections=sections)).slides for shape in slide.shapes if shape.has_chart
    ]
    assert len(charts) == 2
    for drawn in charts:
        scale = drawn._chartSpace.find(f".//{qn('c:valAx')}")
        low, step = (float(scale.find(f".//{qn(f'c:{tag}')}").get("val")) for tag in ("min", "majorUnit"))
        assert low == 0 and step >= 1 and step == int(step)
        assert drawn.value_axis.maximum_scale == (4 if highest < 4 else None)


def test_a_line_that_runs_along_another_leaves_it_in_sight() -> None:
    drawn = [shape.chart for slide in opened(written()).slides for shape in slide.shapes if shape.has_chart]
    (lines,) = (one.plots[0].series for one in drawn if isinstance(one.plots[0], LinePlot))
    widths = [line.format.line.width.pt for line in lines if line.name in chart().names]
    assert widths == sorted(widths, reverse=True) and widths[0] >= 2 * widths[-1]
