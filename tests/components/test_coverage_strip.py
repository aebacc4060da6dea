"""The coverage strip: one bar a run of years, cut to the years in sight, saying its own."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from components.charts.catalogue import chart
from components.charts.coverage import NAMES, figure
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis.coverage import SUBJECTS, Coverage, coverage
from data.model import source_roles
from data.query.filters import Filters
from tests.pages.visits import visit

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


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [
        ("incidents", {}, "incidents"), ("incidents", {"bars": "month"}, "incidents"), ("overview", {}, "overview"),
        ("overview", {"weapon": "E"}, "overview"), ("routes", {"border": "BFA-MLI"}, "routes_border"),
    ],
)  # fmt: skip
def test_the_strip_holds_the_sources_of_its_chart(page: str, query: dict[str, str], key: str) -> None:
    at = visit("" if page == "overview" else page, area="MLI", **query)
    assert not at.exception
    (strip,) = [json.loads(one.proto.spec) for one in at.get("plotly_chart") if one.proto.id.endswith(f"{key}_coverage")]
    lines = {name for trace in strip["data"] for name in trace["y"]}
    shown = {"bars": "month"} if "bars" in query else {"bars": "year"}
    asked = Filters(areas=("MLI",), weapons=("E",) if "weapon" in query else (), exclude_possible=True)
    name = {"incidents": "timeline", "overview": "years", "routes": "border-sides"}[page]
    sources = chart(name, asked.picking("border", query.get("border")), EN, shown).sources
    named = {EN.t(said): source for (source, _), said in NAMES.items()}
    assert {named[line] for line in lines} == {*sources} - {source_roles.OWN_TABLES}
