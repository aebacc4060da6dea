"""What stands beside a chart speaks of the series that it draws: peaks are looked up in the figure itself, not in the data."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from components.briefing.sections.year_figure import years as briefing_years
from components.briefing.value import YearChart
from components.charts.axes import GAP
from components.charts.catalogue import CHARTS, chart, side_chart
from components.charts.chart import Chart
from components.current import dataset
from components.text.words import LANGUAGES, Words, words
from components.workshop import boards
from components.workshop.findings import filled
from components.workshop.value import Slide
from data.analysis.briefings import AREAS
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.components.briefing.test_compose import made
from tests.sweep import sweep

BESIDE = [
    pytest.param(name, slide, id=f"{name}-{slide.id}")
    for name in boards.SHIPPED
    for slide in boards.shipped(name).slides
    if slide.view in CHARTS
]
PEAKS = ("years", "timeline", "weapons", "violence", "flow-years", "streams", "suppliers", "recipients", "mechanisms", "modes",
         "borders", "border-sides")  # fmt: skip
#: The most and the least on record, questions that leave a part, and one that leaves nothing.
ASKED: tuple[dict[str, str], ...] = (
    {"area": "MLI"}, {"area": "COL"}, {"area": "CPV"}, {"area": "GMB"}, {"area": "west-africa"}, {},
    {"area": "MLI", "year": "2015-2018"}, {"area": "MLI", "weapon": "E"}, {"area": "TCD", "phase": "peacekeeping"},
    {"area": "NER", "violence": "one-sided"}, {"border": "lake-chad"}, {"area": "CPV", "year": "1990"},
)  # fmt: skip

#: More countries with little on record.
_FEW = ("BEN", "GHA", "GIN", "GNB", "LBR", "SLE", "TGO")


def filters(asked: dict[str, str]) -> Filters:
    found, problems = Filters.parse(asked, covered(dataset()), all_years(dataset()))
    assert not problems
    return found


def counted(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces that count something: not the hatching of gaps, which has an axis of its own that nobody sees."""
    unseen = {
        axis.replace("axis", "", 1)
        for axis, about in figure["layout"].items()
        if axis.startswith("yaxis") and about.get("visible") is False
    }
    return [trace for trace in figure["data"] if trace.get("yaxis", "y") not in unseen]


def drawn(figure: dict[str, Any], axis: str) -> dict[float, float]:
    """The highest value over each x on one axis: stacked bars as they stand, lines beside them, no pale bars."""
    heights: dict[float, float] = {}
    stacks: dict[float, float] = defaultdict(float)
    for trace in counted(figure):
        if trace.get("yaxis", "y") != axis or trace.get("mode") == "markers":
            continue
        opacity = trace["marker"].get("opacity", 1) if trace["type"] == "bar" else 1
        strong = opacity if isinstance(opacity, list) else [opacity] * len(trace["x"])
        for x, y, one in zip(trace["x"], trace["y"], strong, strict=True):
            if y is None or one != 1:
                continue
            if trace["type"] == "bar" and figure["layout"].get("barmode") == "stack":
                stacks[x] += y
            else:
                heights[x] = max(heights.get(x, 0), y)
    return {x: max(heights.get(x, 0), stacks.get(x, 0)) for x in (*heights, *stacks)}


def peak(figure: dict[str, Any], axis: str = "y") -> tuple[int, int] | None:
    """Year and height of the highest value, or None of an axis without one."""
    found = drawn(figure, axis)
    if not found or not max(found.values()):
        return None
    at = max(found, key=found.__getitem__)
    return round(at), round(found[at])


def numbers(text: str) -> set[str]:
    """Numbers in a text as digits, whatever stands between thousands."""
    return {re.sub(r"\D", "", one) for one in re.findall(r"\d[\d.,\u202f\u00a0]*", text)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "slide"), BESIDE)
def test_the_finding_of_a_slide_names_the_peak_of_its_chart(name: str, slide: Slide, language: str) -> None:
    say = words(language)
    found = chart(slide.view, slide.filters, say, dict(slide.shown))
    said = filled(slide.finding, slide, say)
    for number in ("peak_year", "peak_deaths"):
        if f"{{{number}}}" in (slide.finding or {}).get(language, ""):
            expected = peak(found.figure)
            assert expected is not None
            assert str(expected[number == "peak_deaths"]) in numbers(said), f"{said} beside a peak of {expected}"
    if "{peak_source}" in (slide.finding or {}).get(language, ""):
        lines = [max(y or 0 for y in trace["y"]) for trace in found.figure["data"] if trace.get("mode") == "lines+markers"]
        of_totals = bool(lines) and max(lines) > max(found.figure["data"][0]["y"])
        assert (say.t("UCDP country totals") in said) is of_totals


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_shows_the_years_names_their_peak(language: str) -> None:
    """Slides that visitors make, of any area, take their numbers from the chart, too."""
    say = words(language)
    for area in (*AREAS, "") if language == "en" else ("MLI", "COL", "CPV"):
        for weapon in ("", "E"):
            asked = filters({name: value for name, value in (("area", area), ("weapon", weapon)) if value})
            slide = Slide("x", {}, {language: "{peak_year}: {peak_deaths}"}, "years", asked, {})
            expected = peak(chart("years", asked, say).figure)
            said = filled(slide.finding, slide, say)
            assert numbers(said) == ({*map(str, expected)} if expected else {"0"}), area


@sweep(asked=ASKED, language=LANGUAGES)
def test_the_words_of_a_chart_name_its_peak(asked: dict[str, str], language: str) -> None:
    say = words(language)
    for name in ("years", "timeline"):
        found = chart(name, filters(asked), say)
        expected = peak(found.figure)
        if expected:
            assert set(map(str, expected)) <= numbers(found.alt), (name, found.alt, expected)
        else:
            assert not numbers(found.alt.replace(filters(asked).sentence(say), "")) or peak(found.figure, "y2"), found.alt
    found = chart("timeline", filters(asked), say)
    expected = peak(found.figure, "y2")
    if expected:
        assert set(map(str, expected)) <= numbers(found.alt)


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_by_month_are_named_by_month(language: str) -> None:
    say = words(language)
    found = chart("timeline", filters({"area": "MLI"}), say, {"bars": "month"})
    highest = max(drawn(found.figure, "y").values())
    assert str(round(highest)) in numbers(found.alt)
    hovered = next(text for trace in found.figure["data"] for text in trace.get("hovertext", ()) if say.number(highest) in text)
    assert hovered.split(": ")[0].rstrip("\u00a0 ") in found.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_records_of_flows_a_year_name_the_highest_year_of_each_side(language: str) -> None:
    say = words(language)
    for by in ("kind", "weapon"):
        for area in ("MLI", "COL", "west-africa"):
            found = chart("flow-years", filters({"area": area}), say, {"by": by})
            for axis in sorted({trace.get("yaxis", "y") for trace in found.figure["data"]} - {"y9"}):
                expected = peak(found.figure, axis)
                if expected is None:
                    continue
                bars = [trace for trace in found.figure["data"] if trace["type"] == "bar" and trace.get("yaxis", "y") == axis]
                parts = {y for trace in bars for x, y in zip(trace["x"], trace["y"], strict=True) if x == expected[0]}
                named = {str(expected[0]), *(map(str, parts) if by == "kind" else ())}
                assert named <= numbers(found.alt), (area, by, axis, found.alt)


def bar_sums(figure: dict[str, Any]) -> set[str]:
    """The sum of each group, its preliminary part with it."""
    sums: dict[str, int] = {}
    for trace in counted(figure):
        if trace["type"] == "bar" and trace["y"] and "customdata" in trace:
            (group,) = set(trace["customdata"])
            sums[group] = sums.get(group, 0) + sum(trace["y"])
    return {str(n) for n in sums.values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_by_group_say_the_sum_of_each_group(language: str) -> None:
    say = words(language)
    for name in ("weapons", "violence"):
        for asked in ASKED:
            found = chart(name, filters(asked), say)
            sums = bar_sums(found.figure)
            assert sums <= numbers(found.alt), (name, asked, found.alt)


@sweep(area=["MLI", "COL", "CPV", "TGO", "west-africa"], language=LANGUAGES)
def test_the_chart_of_a_briefing_names_its_peak_and_its_latest_year(area: str, language: str) -> None:
    say = words(language)
    for section in made(area, language).sections:
        for block in section.blocks:
            if not isinstance(block, YearChart):
                continue
            figure = briefing_years(block, say)
            expected = peak(figure)
            if expected is None:
                continue
            assert set(map(str, expected)) <= numbers(block.alt), block.alt
            line = [n for n in block.totals if n is not None] or [n for n in block.deaths if n is not None]
            assert str(line[-1]) in numbers(block.alt)


def test_years_without_data_are_hatched_in_a_briefing() -> None:
    blocks = (block for area in ("TCD", "MLI") for section in made(area, "en").sections for block in section.blocks)
    for block in (block for block in blocks if isinstance(block, YearChart)):
        without = {year for year, n in zip(block.years, block.events, strict=True) if n is None}
        (above, below) = (trace for trace in briefing_years(block, words("en"))["data"] if trace.get("meta") == GAP)
        for trace in (above, below):
            halves = [(x - width / 2, x + width / 2) for x, width in zip(trace["x"], trace["width"], strict=True)]
            assert without == {year for year in block.years if any(start < year < end for start, end in halves)} != set()


@pytest.mark.parametrize(("name", "slide"), [
    pytest.param(name, slide, id=f"{name}-{slide.id}")
    for name in boards.SHIPPED for slide in boards.shipped(name).slides if slide.view == "compare"
])  # fmt: skip
def test_averages_of_a_comparison_are_those_of_its_bars(name: str, slide: Slide) -> None:
    say = words("en")
    for side, prefix in ((0, ""), (1, "other.")):
        asked, found = side_chart(slide.filters, slide.compare, slide.section or "incidents", side, say)
        years = asked.years[-1] - asked.years[0] + 1
        for fact, axis in (("deaths_a_year", "y"), ("events_a_year", "y2")):
            said = filled({"en": f"{{{prefix}{fact}}}"}, slide, say)
            assert numbers(said) == {str(round(sum(drawn(found.figure, axis).values()) / years))}


def axes_of_counts(figure: dict[str, Any]) -> list[tuple[str, dict[str, Any], list[float]]]:
    """Axes on which bars, or lines beside them, have their length, with the values on each."""
    values: dict[str, list[float]] = defaultdict(list)
    for trace in counted(figure):
        if trace["type"] == "bar" and "base" not in trace:
            side = "x" if trace.get("orientation") == "h" else "y"
        elif trace.get("mode") == "lines+markers":
            side = "y"
        else:
            continue
        axis = trace.get(f"{side}axis", side)
        values[axis] += [float(n) for n in trace[side] if n is not None]
    return [(axis, figure["layout"][axis.replace(axis[0], f"{axis[0]}axis", 1)], found) for axis, found in values.items()]


def check_axes(found: Chart, say: Words) -> None:
    for _, axis, values in axes_of_counts(found.figure):
        low, high = sorted(axis["range"])
        assert low == 0 and high >= max(values, default=0) and high >= 4, axis
        step = axis.get("dtick") or max(1, high / axis["nticks"])
        assert step >= 1 and (axis.get("dtick") == 1 or high / axis["nticks"] > 1), axis
    for name, axis in found.figure["layout"].items():
        if re.fullmatch(r"xaxis\d*", name) and axis.get("tickformat") == "d":
            assert axis["dtick"] >= 1 and axis["range"][0] < axis["range"][1]


@pytest.mark.parametrize(
    "asked", [*({"area": area} for area in ("BEN", "GHA", "GIN", "GNB", "LBR", "SLE", "TGO")), *ASKED], ids=str
)
def test_axes_of_counts_begin_at_nought_and_have_whole_ticks(asked: dict[str, str]) -> None:
    say, chosen = words("en"), filters(asked)
    for name in PEAKS:
        found = chart(name, chosen, say)
        if found.sources:
            check_axes(found, say)
        else:
            assert found.figure["layout"]["annotations"][0]["text"] == say.t("Nothing on record.")


def test_a_chart_of_noughts_is_a_sentence() -> None:
    for name in ("years", "timeline", "weapons", "violence", "flow-years", "modes"):
        found = chart(name, filters({"area": "CPV", "year": "1991"}), words("fr"))
        assert not found.sources or axes_of_counts(found.figure)
    years = chart("years", filters({"area": "CPV"}), words("fr"))
    assert not years.sources and words("fr").t("Nothing on record.") in years.alt
