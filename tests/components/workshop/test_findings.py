"""Findings of the storyboards that ship: every number is counted anew here, straight from the prepared files, by other means."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.briefing.sections.place import MANDATES_SHORT
from components.current import dataset
from components.layers.rows import FLOWS_ON, drawn_links
from components.text.instrument_names import TARGET_NAMES
from components.text.words import LANGUAGES, words
from components.workshop import boards
from components.workshop.findings import FACTS, filled, unknown
from components.workshop.value import Slide
from data.analysis.comparison import other_side
from data.engine.dataset import prepared_folder
from data.ground.borders import GROUPS, pairs
from data.ground.borders import sides as borders_of
from data.model.categories import WEST_AFRICA
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects import incidents
from data.subjects.place_coverage import events_until
from tests.sweep import sweep

ENGLISH = words("en")
SLIDES = [(name, slide) for name in boards.SHIPPED for slide in boards.shipped(name).slides]
#: Figures that are part of a text and no count: years, the distance that means "near", resolutions, class of a registry.
_PLAIN = re.compile(
    r"(?:19|20)\d\d|50 km|1556|1591|1970|2261|2366|2690|2798|25 (?:deaths|morts|muertes)|26 (?:February|février|de febrero)"
)


#: Countries of which GED 24.1 is at hand, which ends in 2023; of the others the last whole year is 2021.
_IN_GED_24_1 = {"BEN", "BFA", "CIV", "GNB", "MLI", "NER", "SEN", "TGO"}
#: Kinds of flow by the word in braces that counts each of them apart; and what one and several of a kind are called.
FLOWS = {
    "flows": ("illicit", "collected", "authorised"),
    "illicit_flows": ("illicit",),
    "seizures": ("collected",),
    "authorised_transfers": ("authorised",),
}
KIND_SIDES = {"illicit and seized": ("illicit", "collected")}
KINDS = {
    "illicit": ("illicit flow", "illicit flows"),
    "collected": ("seizure or collection", "seizures or collections"),
    "authorised": ("authorised transfer", "authorised transfers"),
}


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / f"{name}.parquet")


@cache
def rows(name: str) -> list[dict[str, Any]]:
    return table(name).to_dict("records")


@cache
def chosen(name: str, asked: Filters) -> pd.DataFrame:
    """The rows that answer a question, told apart row by row."""
    return table(name)[[_answers(name, row, asked) for row in rows(name)]]


def _answers(name: str, row: dict[str, Any], asked: Filters) -> bool:
    countries = {c for area in asked.areas for c in (WEST_AFRICA if area == "west-africa" else (area,))}
    own = {row["country"]} if name == "incidents" else set(row["countries"])
    first = row["year"] if name == "incidents" else row["start_year"]
    last = first if name == "incidents" else 2026 if pd.isna(row["end_year"]) else row["end_year"]
    picks = dict(asked.picks)
    near = pairs(picks["border"]) if "border" in picks else ()
    tests = [
        bool(own & countries),
        not asked.years or (first <= asked.years[-1] and last >= asked.years[0]),
        not asked.weapons or any(code[0] in asked.weapons for code in row["weapons"]),
        row["reliability"] != "possible" and (row.get("confidence") or "high") != "low",
    ]
    if name == "incidents":
        tests += [not near or (row["border"] in near and row["border_km"] <= 50)]
        tests += ["violence" not in picks or row["violence"] == picks["violence"]]
    if name == "flows":
        tests += ["kind" not in picks or row["kind"] in KIND_SIDES.get(picks["kind"], (picks["kind"],))]
        tests += ["supplier" not in picks or row["origin_country"] == picks["supplier"]]
    if name == "routes" and near:
        tests += [bool(set(near) & set(row["borders"]))]
    if name == "flows" and near:
        tests += [any(pair[:3] in own and pair[4:] in own for pair in near)]
    return all(tests)


def named(slide: Slide) -> Iterator[tuple[str, str | None]]:
    for text in (slide.finding, slide.notes, slide.ask):
        yield from re.findall(r"\{([a-z_.]+)(?::([A-Za-z0-9 +]+))?\}", " ".join((text or {}).values()))


def counted(fact: str, asked: Filters, view: str) -> float | str:
    if fact in FLOWS:
        kinds = chosen("flows", asked).kind.value_counts()
        return ENGLISH.join(f"{n} {KINDS[kind][n != 1]}" for kind in FLOWS[fact] if (n := int(kinds.get(kind, 0))))
    if fact in ("routes", "borders"):
        lines = chosen("routes", asked)
        return len(lines) if fact == "routes" else len({border for row in lines.borders for border in row})
    events = chosen("incidents", asked)
    by_year, source = events.groupby("year").deaths.sum(), "place-level events"
    if view == "years" and fact.startswith("peak"):
        totals = table("country_years")
        own = totals[totals.country.isin(asked.areas)].groupby("year").deaths.sum()
        by_year, source = (own, "UCDP country totals") if own.max() > by_year.max() else (by_year, source)
    sides_or_areas = {c for pair in pairs(dict(asked.picks).get("border", "")) for c in pair.split("-") if c} or {*asked.areas}
    covered = asked.years[-1] - asked.years[0] + 1 if asked.years else 0
    measured = events[events.border_km.notna()]
    near = measured[measured.border_km <= 50]
    answers: dict[str, Any] = {
        "events": lambda: int(events.events.sum()),
        "deaths": lambda: int(events.deaths.sum()),
        "first": lambda: int(events.year.min()),
        "last": lambda: int(events.year.max()),
        "peak_year": lambda: int(by_year.idxmax()),
        "peak_deaths": lambda: int(by_year.max()),
        "peak_source": lambda: source,
        "period": lambda: f"{int(events.year.min())}–{int(events.year.max())}",
        "share": lambda: events.events[events.weapons.map(len) > 0].sum() / events.events.sum(),
        "reports": lambda: events[events.weapons.map(len) > 0].reports.explode().nunique(),
        "near_border": lambda: near.events.sum() / measured.events.sum(),
        "measured": lambda: int(measured.events.sum()),
        "top_border": lambda: ENGLISH.border(near.groupby("border").events.sum().idxmax()),
        "events_a_year": lambda: round(events.events.sum() / covered),
        "deaths_a_year": lambda: round(events.deaths.sum() / covered),
        "placed": lambda: _placed(asked),
        "incomplete": lambda: ENGLISH.spans(_incomplete(asked)),
        "marks": lambda: events.cell4.nunique(),
        "drawn": lambda: int(events.events[events.cell4.notna() & (events.cell4 != 0)].sum()),
        "until": lambda: "December 2023" if sides_or_areas <= _IN_GED_24_1 else "December 2021",
    }
    return answers[fact]()


def _incomplete(asked: Filters) -> tuple[int, ...]:
    """Whole years in which events hold less than two thirds of 25 deaths or more in UCDP's totals."""
    events, totals = chosen("incidents", asked).groupby("year").deaths.sum(), table("country_years")
    last = 2023 if set(asked.areas) <= _IN_GED_24_1 else 2021
    of_country = totals[totals.country.isin(asked.areas) & (totals.year <= last)].groupby("year").deaths.sum()
    asked_for = of_country[(of_country.index >= asked.years[0]) & (of_country.index <= asked.years[-1]) & (of_country >= 25)]
    return tuple(int(year) for year, deaths in asked_for.items() if events.get(year, 0) * 3 < deaths * 2)


def _placed(asked: Filters) -> float:
    """Of the years that both cover whole: later ones are known in part."""
    last = 2023 if set(asked.areas) <= _IN_GED_24_1 else 2021
    events, totals = table("incidents"), table("country_years")
    mine = events[events.country.isin(asked.areas) & (events.year <= last) & (events.reliability != "possible")]
    return float(mine.deaths.sum() / totals.deaths[totals.country.isin(asked.areas) & (totals.year <= last)].sum())


@pytest.mark.parametrize(("name", "slide"), SLIDES, ids=[f"{name}-{slide.id}" for name, slide in SLIDES])
def test_every_number_is_what_the_data_hold(name: str, slide: Slide) -> None:

    for fact, record in set(named(slide)):
        said = filled({"en": f"{{{fact}{':' + record if record else ''}}}"}, slide, ENGLISH)
        if fact == "quantity":
            found = table("flows").set_index("id").quantity[record]
            assert said == ENGLISH.number(found)
            continue
        if fact in ("embargoes", "embargoes_beside", "there", "checked"):
            continue  # in words, which are held against the hand-compiled tables below
        if record:
            events = chosen("incidents", slide.filters)
            found = events[events.admin1.isin(record.split("+"))][fact].sum()
            assert re.sub(r"[^0-9]", "", said) == str(found) and found, record
            continue
        side = slide.filters
        if fact.startswith("other."):
            side = other_side(dataset(), slide.filters, slide.compare) or side
        expected = counted(fact.removeprefix("other."), side, slide.view)
        if isinstance(expected, str):
            assert said == expected, fact
        elif isinstance(expected, float):
            assert said == ENGLISH.percent(expected), fact
        else:
            assert re.sub(r"[^0-9]", "", said) == str(expected), fact


@pytest.mark.parametrize(("name", "slide"), SLIDES, ids=[f"{name}-{slide.id}" for name, slide in SLIDES])
def test_every_text_is_there_in_every_language_and_counts_alike(name: str, slide: Slide) -> None:
    for text in filter(None, (slide.title, slide.finding, slide.notes, slide.ask)):
        assert set(text) == set(LANGUAGES)
        assert len({tuple(sorted(set(re.findall(r"\{[^}]+\}", said)))) for said in text.values()}) == 1
        for language, said in text.items():
            assert not unknown(said)
            assert not re.search(r"\d", _PLAIN.sub("", re.sub(r"\{[^}]+\}", "", said))), f"a number stands in {language}: {said}"
            assert "{" not in filled(text, slide, words(language)) and filled(text, slide, words(language)) != "–"


@pytest.mark.parametrize("name", boards.SHIPPED)
def test_each_opens_with_a_question_and_ends_with_discussion(name: str) -> None:
    board = boards.shipped(name)
    assert board.id == name and 6 <= len(board.slides) <= 8
    first, *middle, last = board.slides
    assert first.view == last.view == "question" and first.ask and last.ask
    assert all(slide.finding and slide.sources for slide in middle)
    ids = {source for slide in middle for source in slide.sources if re.fullmatch(r"[a-z0-9-]+", source)}
    assert ids <= set(SOURCES)
    assert boards.load(boards.dump(board)).board == board


@cache
def curated(name: str) -> list[dict[str, str]]:
    with (Path(boards.__file__).parents[2] / "data" / "curated" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


#: Words of embargoes and missions, where a text says something of them; what is quoted names a class of records.
_EMBARGO, _MISSION = re.compile(r"[Ee]mbargo"), re.compile(r"\bMINUSMA\b|\b(?:[Mm]ission|[Mm]isión)\b")
_QUOTED = re.compile(r"“.*?”|«.*?»")


@sweep(name=boards.SHIPPED, language=LANGUAGES)
def test_what_is_said_of_embargoes_and_missions_is_dated_by_the_tables(name: str, language: str) -> None:
    """Of what a text says in words of its own nobody would notice that it ran out."""
    for slide in boards.shipped(name).slides:
        for text in (slide.title, slide.finding, slide.notes):
            said = _QUOTED.sub("", text.get(language, ""))
            if _EMBARGO.search(said):
                assert "{embargoes" in said and "{checked}" in said, said
            # What a mission did in years that are named is past.
            if _MISSION.search(re.sub(r"\{[^}]*\}", "", said)):
                assert "{there:" in said or re.search(r"20\d\d–20\d\d", said), said


def test_embargoes_agree_with_the_hand_compiled_table() -> None:
    told = {"own": "{embargoes}", "beside": "{embargoes_beside}"}
    slide = next(slide for name, slide in SLIDES if (name, slide.id) == ("chad", "flows"))
    own, beside = (filled({"en": text}, slide, ENGLISH) for text in told.values())
    assert own == "none on record"
    borders = table("borders")
    chads = {c for row in borders.itertuples() for c in (row.country_a, row.country_b) if "TCD" in row.border} - {"TCD"}
    rows = [row for row in curated("embargoes") if row["imposing_body"] == "UN" and row["regime_type"] == "arms embargo"]
    standing = [row for row in rows if row["country"] in chads and not row["end"]]
    assert {"LBY", "SDN", "CAF"} == {row["country"] for row in standing}
    parts = beside.split("; ")
    for row in standing:
        (said,) = [part for part in parts if part.startswith(row["target"])]
        until = datetime.date.fromisoformat(row["until"]) if row["until"] else None
        run_out = until is not None and until < datetime.date.today()
        day = until if run_out and until else datetime.date.fromisoformat(row["start"])
        assert ("to be checked" in said) == run_out and said.endswith(ENGLISH.day(day))
    assert len(parts) == len(standing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_un_embargo_targets_is_said_in_each_language(language: str) -> None:
    for row in curated("embargoes"):
        if (row["imposing_body"], row["regime_type"], row["end"]) == ("UN", "arms embargo", ""):
            assert row["target"] in TARGET_NAMES or row["target"] == ENGLISH.country(row["country"])
    say = words(language)
    assert language == "en" or not [name for name in TARGET_NAMES.values() if say.t(name) == name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mandate_and_a_withdrawal_are_two_dates(language: str) -> None:
    (row,) = [row for row in curated("un_presence") if row["mandate_end"]]
    assert (row["name"], row["mandate_end"], row["end"]) == ("MINUSMA", "2023-06-30", "2023-12-31")
    say, slide = words(language), next(slide for name, slide in SLIDES if (name, slide.id) == ("mali", "mandates"))
    for day in (row["mandate_end"], row["end"]):
        assert say.day(datetime.date.fromisoformat(day)) in filled(slide.finding, slide, say)


GROUPED = [(name, slide) for name, slide in SLIDES if dict(slide.filters.picks).get("border") in GROUPS]
_WHOLE = {"en": "whole borders", "fr": "frontières entières", "es": "fronteras enteras"}


@pytest.mark.parametrize(("name", "slide"), GROUPED, ids=[f"{name}-{slide.id}" for name, slide in GROUPED])
def test_a_slide_of_a_group_of_borders_says_how_far_it_reaches(name: str, slide: Slide) -> None:
    """Its borders count along their whole length, far from the place that gives the group its name; the finding says that, in
    which years, and how much of it lies where the name points to.
    """
    for language, said in slide.finding.items():
        assert _WHOLE[language] in said and "50 km" in said
        assert any(years in said for years in ("{period}", "{first}–{last}", "–".join(map(str, slide.filters.years)) or "?"))
        assert re.search(r"\{events:[A-Z0-9+]+\}.*\{deaths:[A-Z0-9+]+\}", said)


def test_where_a_border_is_the_capitals_its_share_is_said() -> None:
    """A tenth of what lies near Chad's borders, and it is N'Djamena's own."""
    for name, slide in GROUPED:
        events = chosen("incidents", slide.filters)
        near = events[events.admin1.isin(_CAPITALS)].groupby("admin1").deaths.sum()
        for area in near.index[near * 10 >= events.deaths.sum()]:
            assert f"{{deaths:{area}}}" in slide.finding["en"], (name, slide.id, area)


#: First-level areas that are a capital and touch a border of another State.
_CAPITALS = {"TD18"}


def test_two_counts_in_one_sentence_say_how_they_relate() -> None:
    """Deaths of events on record, and deaths of UCDP's totals: without the share of the one in the other they read as one."""
    beside = [slide for _, slide in SLIDES if slide.view == "years" and "{peak_source}" in slide.finding["en"]]
    assert len(beside) == 3
    assert all("{placed}" in said and "{deaths}" in said for slide in beside for said in slide.finding.values())


def test_a_comparison_names_the_years_in_which_events_are_missing() -> None:
    compared = [slide for _, slide in SLIDES if slide.view == "compare"]
    assert len(compared) == 2
    for slide in compared:
        other = other_side(dataset(), slide.filters, slide.compare)
        assert other
        for word, asked in (("{incomplete}", slide.filters), ("{other.incomplete}", other)):
            assert all((word in said) == bool(_incomplete(asked)) for said in slide.finding.values()), (slide.id, word)


def test_a_mark_is_not_said_to_be_an_event_where_it_stands_for_many() -> None:
    """A map of many events draws areas: the title that teaches how to read it says so, and its sentence how many."""
    drawn = [slide for _, slide in SLIDES if slide.view == "map" and "incidents" in slide.layers]
    for slide in drawn:
        texts = " ".join(text["en"] for text in (slide.title, slide.finding, slide.notes))
        assert not re.search(r"[Mm]ark is (?:a record of )?an event", texts), slide.id
        if "{marks}" in slide.finding["en"]:
            areas = incidents.marks(dataset(), slide.filters).resolution > 0
            assert ("area" in slide.title["en"]) == areas
    slide = next(slide for name, slide in SLIDES if (name, slide.id) == ("reading", "events"))
    assert filled({"en": "{marks}"}, slide, ENGLISH).endswith(" areas")
    # Not every event that is counted has a place, and only those that have one are in marks.
    assert all("{drawn}" in said and "{marks}" in said for said in slide.finding.values())
    few = replace(slide, filters=Filters(areas=("TCD",)))
    assert filled({"en": "{marks}"}, few, ENGLISH) == f"{len(incidents.marks(dataset(), few.filters).frame)} places"


def test_a_sentence_that_counts_events_says_when_and_to_when_places_are_known() -> None:
    """Years to the end of the record are no coverage: most places are known to an earlier year."""
    counting = [(name, slide) for name, slide in SLIDES if re.search(r"\{events[:}]|\{near_border", slide.finding.get("en", ""))]
    assert len(counting) > 10
    for name, slide in counting:
        border = dict(slide.filters.picks).get("border", "")
        whole = events_until(dataset(), borders_of(border) if border else slide.filters.countries).year
        closed = bool(slide.filters.years) and slide.filters.years[-1] <= whole
        asked = "–".join(map(str, slide.filters.years)) or "?"
        for said in slide.finding.values():
            assert "{until}" in said or closed, (name, slide.id)
            assert any(years in said for years in ("{period}", "{first}–{last}", asked)), (name, slide.id)


def test_a_year_with_most_deaths_comes_with_its_number() -> None:
    for name, slide in SLIDES:
        for said in slide.finding.values():
            assert ("{peak_year}" in said) <= ("{peak_deaths}" in said), (name, slide.id)


def test_a_mission_has_one_record_of_its_mandate() -> None:
    """What the briefing names as its arms task and what a report wrote about it stand in one sentence, with both sources."""
    (row,) = [row for row in curated("un_presence") if row["name"] == "UN Verification Mission in Colombia"]
    assert row["DDR"] == "yes" and "S/RES/2366" in row["source_ref"] and "UNIDIR 2020" in row["note"]
    slide = next(slide for name, slide in SLIDES if (name, slide.id) == ("colombia", "laid-down"))
    for language in LANGUAGES:
        (said,) = [one for one in slide.notes[language].split(". ") if "{there:UN Verification" in one]
        assert words(language).t(MANDATES_SHORT["DDR"]) in said
        assert all(part in said for part in ("2366", "2798", "UNIDIR", "2020"))
    cited = " ".join(slide.sources)
    assert "S/RES/2366" in cited and _letters(row["source_title"]) in _letters(cited)


def test_no_note_explains_a_word_that_its_slide_does_not_show() -> None:
    """What a note says of the table of mandates is the rule of the table."""
    slide = next(slide for name, slide in SLIDES if (name, slide.id) == ("mali", "mandates"))
    for language in LANGUAGES:
        rule = words(language).t("not known here: {list}", list="").strip().rstrip(":").strip()
        assert rule in slide.notes[language] and not re.search("Unknown|Inconnu|Desconocido", slide.notes[language])


def test_reading_takes_a_quarter_of_an_hour() -> None:
    assert sum(slide.seconds for slide in boards.shipped("reading").slides) == 900


def test_no_storyboard_says_who_did_it() -> None:
    for name, slide in SLIDES:
        for text in (slide.title.get("en", ""), slide.finding.get("en", "")):
            assert not re.search(r"\b(killed|attacked|smuggled|armed) by\b", text), name


def test_what_has_no_number_says_so() -> None:
    slide = Slide("x", {}, {"en": "{events}"}, "map", Filters(areas=("CPV",), years=(2000,)), {})
    assert filled(slide.finding, slide, ENGLISH) == ENGLISH.n("{n} event", "{n} events", 0)
    assert all(FACTS[name](slide.filters, ENGLISH) for name in FACTS)
    assert not [name for name in FACTS if "–" in FACTS[name](slide.filters, ENGLISH)]
    wrong = ["{nope}", "{quantity:F999}", "{a b}", "{events:XX99}", "{events:NE02+}", "{flows:NE02}"]
    assert unknown(" ".join(["{events:NE02+NG08}", *wrong])) == wrong


QUOTING = [(name, slide) for name, slide in SLIDES if any(fact == "quantity" for fact, _ in named(slide))]


@pytest.mark.parametrize(("name", "slide"), QUOTING, ids=[f"{name}-{slide.id}" for name, slide in QUOTING])
def test_a_quoted_quantity_is_in_its_slide_and_cited_from_its_document(name: str, slide: Slide) -> None:
    """Views count each record that their sentence quotes; a map draws one of them, and says how many it cannot draw."""
    quoted = {str(record) for fact, record in named(slide) if fact == "quantity"}
    asked = chosen("flows", slide.filters)
    assert quoted <= set(asked.id)
    if slide.view == "map":
        assert quoted & {id for kinds in FLOWS_ON.values() for row, _ in drawn_links(slide.filters, kinds) for id in row.ids}
    records = asked[asked.id.isin(quoted)].itertuples()
    documents = {f"{row.source_title} ({row.source_publisher}, {row.source_year:.0f})" for row in records}
    assert {_letters(one) for one in documents} <= {_letters(one) for one in slide.sources}


def test_a_slide_of_what_left_a_country_shows_that_alone() -> None:
    """Where all that a map's sentence quotes left the country of the question, lines from elsewhere would belie it."""
    told = 0
    for name, slide in QUOTING:
        asked = chosen("flows", slide.filters)
        quoted = asked[asked.id.isin([record for fact, record in named(slide) if fact == "quantity"])]
        if slide.view == "map" and set(quoted.origin_country) <= {*slide.filters.areas}:
            told += 1
            kinds = frozenset().union(*(FLOWS_ON[layer] for layer in slide.layers if layer in FLOWS_ON))
            drawn = {row.origin_country for row, _ in drawn_links(slide.filters, kinds)}
            assert drawn <= {*slide.filters.areas}, (name, slide.id, drawn)
    assert told


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)
