"""The coverage strip: one bar a run of years, cut to the years in sight, saying its own."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from components.charts.coverage import NAMES, figure
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis.coverage import SUBJECTS, Coverage, coverage

EN = words("en")


def test_a_bar_is_cut_to_the_years_in_sight_and_says_all_of_its_own() -> None:
    (line,) = figure([Coverage("ucdp-ged", "incidents", tuple(range(1989, 2023)), True)], (2012, 2026), EN)["data"]
    assert (line["base"], line["x"], line["text"]) == ([2011.5], [11], ["1989–2022"])
    (gone,) = figure([Coverage("ucdp-ged", "incidents", (1990, 1991), True)], (2012, 2026), EN)["data"]
    assert gone["x"] == []


def test_short_runs_leave_their_years_to_the_tooltip() -> None:
    (line,) = figure([Coverage("arms-lens-curated", "flows", (1999, 2004, 2005), False)], (1989, 2026), EN)["data"]
    name = "illicit flows, seizures and collections"
    assert line["text"] == ["", ""] and line["hovertext"] == [f"{name}: 1999", f"{name}: 2004–2005"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_its_strip(subject: str, language: str) -> None:
    found = coverage(dataset(), ("MLI", "BFA"), subject)
    assert all((line.source, line.subject) in NAMES for line in found)
    made = go.Figure(figure(found, (1989, 2026), words(language)))
    for drawn, line in zip(made.data, found, strict=True):
        days = sum((span.end - span.start).days + 1 for span in line.spans)
        assert sum(drawn.x) == pytest.approx(days / 365.25 if line.spans else len(line.years), abs=0.01)
