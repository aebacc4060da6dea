"""Briefings as values: sentences by cases in three languages, the same numbers in text and chart, nothing withheld shared."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from components.briefing import compose
from components.briefing.sections import brief, options, origins, place, questions, weapons, works
from components.briefing.sections.milestones import MILESTONES, milestone
from components.briefing.value import EDITIONS, HEADS, Briefing, Edition, Facts, MapView, Strip, Table, Text, YearChart
from components.briefing.wording import Wording
from components.current import dataset
from components.text.words import LANGUAGES, Words, words
from data.analysis import briefings, redaction
from data.analysis.origins import EMBARGO_BREACH
from data.analysis.trends import Change
from data.model import source_roles
from data.model.categories import AREAS, FOCUS
from data.subjects import activities, areas, country_months, country_years, flows, instruments
from tests.components.publishers import publishers
from tests.sweep import sweep

EVERY = sweep(area=compose.AREAS, language=LANGUAGES)
#: Words on two pages, tables and legends among them; a region says more.
LONGEST, LONGEST_REGION = 1100, 1140


@cache
def made(area: str, language: str, edition: Edition = "internal") -> Briefing:
    return compose.briefing(area, language, edition, made_on=datetime.date(2026, 11, 23))


def said(found: Briefing) -> Iterator[str]:
    """Every text of a briefing that a reader may see."""
    yield from (found.name, found.data_until, found.phase.plain, found.question, *found.caveats, found.disclaimer)
    yield from (credit.text + " " + credit.address for credit in found.credits.values())
    yield from printed(found)


def printed(found: Briefing) -> Iterator[str]:
    """What stands in the sections."""
    for section in found.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Text | Facts):
                yield from (statement.plain for statement in block.statements)
                if isinstance(block, Facts):
                    yield from (block.heading, *([] if block.statements else [block.empty]))
            elif isinstance(block, Table):
                yield from (block.heading, *block.header, *(cell for row in block.rows for cell in row), block.note)
            elif isinstance(block, Strip):
                yield from (block.heading, *(text for _, text in block.legend))
                yield from (text for mark in block.marks for text in (mark.name, mark.detail))
            elif isinstance(block, YearChart):
                yield from (block.title, *block.names, *block.notes, block.alt)
            elif isinstance(block, MapView):
                yield from (block.title, *block.notes, block.alt)


def length(found: Briefing) -> int:
    """Words that stand on paper: figures have their captions, and the second strip no legend of its own."""
    alts = {block.alt for s in found.sections for block in s.blocks if isinstance(block, YearChart | MapView)}
    legends = {text for s in found.sections for block in s.blocks if isinstance(block, Strip) for _, text in block.legend}
    facts = [block for s in found.sections for block in s.blocks if isinstance(block, Facts) and block.shown]
    counted = {one.plain for block in facts for one in block.statements[block.shown :]}
    texts = [text for text in printed(found) if text not in alts | legends | counted]
    return sum(len(text.replace("→", "").split()) for text in (*texts, *legends))


def wording(language: str, area: str = "MLI", edition: Edition = "internal", **changes: Any) -> Wording:
    return Wording(replace(briefings.facts(dataset(), area), **changes), words(language), edition)


def block_list(found: Briefing, section: str, kind: type) -> list[Any]:
    return [b for s in found.sections if s.name == section for b in s.blocks if isinstance(b, kind)]


def block(found: Briefing, section: str, kind: type) -> Any:
    return next(b for s in found.sections if s.name == section for b in s.blocks if isinstance(b, kind))


@EVERY
def test_sections_stand_in_order_and_hold_texts(area: str, language: str) -> None:
    found = made(area, language)
    assert [section.name for section in found.sections] == [
        "new", "raise", "unknown", "brief", "happening", "weapons", "origins", "place", "options",
    ]  # fmt: skip
    sentences = block(found, "brief", Text).statements
    assert len(sentences) == 3 and sentences[0] == found.phase and found.phase.reading
    assert all(
        re.search(r"\d{4}", sentence.plain) for sentence in sentences if found.area != "west-africa" or sentence != found.phase
    )
    assert all(statement.sources for statement in sentences)
    new, raised, unknown = (block(found, name, Facts).statements for name in HEADS)
    assert new and all(re.search(r"\d{4}", one.plain) and one.sources for one in new)
    assert 1 <= len(raised) <= 3 and all("?" in one.plain for one in (*raised, *unknown)) and len(unknown) >= 3
    assert not [text for text in said(found) if "None" in text or "nan" in text.split() or "{" in text]


@EVERY
def test_what_a_country_left_is_neither_joined_nor_an_entry_point(area: str, language: str) -> None:
    facts = briefings.facts(dataset(), area)
    say = wording(language, area)
    left = instruments.ended(facts.place.instruments)
    names = {place.instrument(name, say) for name in left.instrument}
    for edition in EDITIONS:
        found = made(area, language, edition)
        lines = [s for p in block_list(found, "place", Facts) + block_list(found, "options", Facts) for s in p.statements]
        told = [line.plain for line in lines if any(name in line.plain for name in names)]
        if area == "west-africa":
            # Counted among those who joined are only those who still are.
            standing = place.standings(say)[0].plain
            joined = instruments.joined(facts.place.instruments)
            assert all(f"{(joined.instrument == name).sum()}" in standing for name in left.instrument)
            told = told[1:] and told[1:2]
        assert len(told) == len(names)
        for line, row in zip(told, left.itertuples(), strict=False):
            assert say.words.date(row.membership_ended) in line and say.words.t(instruments.BODIES[row.instrument]) in line
        assert all(statement.sources for statement in lines)


@pytest.mark.parametrize("area", [area for area in compose.AREAS if area != "west-africa"])
def test_every_standing_carries_its_day(area: str) -> None:
    found, say = briefings.facts(dataset(), area).place, wording("en", area)
    rows = found.instruments[found.instruments.status != "not applicable"]
    told = " ".join(statement.plain for statement in place.standings(say))
    for row in rows.itertuples():
        name = place.instrument(row.instrument, say)
        assert name in told
        if row.confidence != "low" and row.status != instruments.ENDED:
            assert re.search(rf"{re.escape(name)} \([^)]*\d{{4}}\)", told), (name, told)
    present = place.presence(say)
    assert isinstance(present, Table), "every country has a mission or an office whose mandate is known"
    gone = [row for row in present.rows if "(since" not in row[0]]
    assert all(re.search(r"(ended|known to|withdrawn by) .*\d{4}\)", row[0]) for row in gone)


@EVERY
def test_no_source_is_listed_twice_and_resolutions_have_numbers(area: str, language: str) -> None:
    for edition in EDITIONS:
        credits = {credit.number: credit for credit in made(area, language, edition).credits.values()}.values()
        texts = [credit.text for credit in credits]
        assert len(texts) == len(set(texts))
        addresses = [(credit.text.split(",")[0].split(":")[0], credit.address) for credit in credits if credit.address]
        assert len(addresses) == len(set(addresses))
        assert not [text for text in texts if "Security Council resolution" in text and "S/RES/" not in text]


@EVERY
def test_every_statement_is_credited_and_numbers_run(area: str, language: str) -> None:
    found = made(area, language)
    both = [made(area, language, edition).credits.values() for edition in EDITIONS]
    assert sorted({credit.number for one in both for credit in one}) == list(
        range(1, max(credit.number for one in both for credit in one) + 1)
    )
    for section in found.sections:
        for part in section.blocks:
            statements = part.statements if isinstance(part, Text | Facts) else ()
            assert all(set(statement.sources) <= set(found.credits) for statement in statements)


def test_documents_whose_titles_are_withheld_are_told_apart() -> None:
    texts = {credit.text for credit in made("MLI", "en", "shareable").credits.values()}
    assert {"United Nations Security Council, 2024a", "United Nations Security Council, 2024b"} <= texts


@pytest.mark.parametrize("area", compose.AREAS)
def test_a_source_has_one_number_in_both_editions(area: str) -> None:
    inside, shared = (made(area, "en", edition).credits for edition in ("internal", "shareable"))
    both = set(inside) & set(shared)
    assert len(both) > 5 and all(inside[source].number == shared[source].number for source in both)
    # No number stands for two sources either.
    for number in {inside[source].number for source in both}:
        addresses = {credit.address for found in (inside, shared) for credit in found.values() if credit.number == number}
        assert len(addresses - {""}) <= 1


@pytest.mark.parametrize("area", compose.AREAS)
def test_numbers_in_texts_are_those_of_the_chart(area: str) -> None:
    found, say = made(area, "en"), words("en")
    chart, table = block(found, "happening", YearChart), block(found, "happening", Table)
    series = (chart.events, chart.deaths, chart.totals)
    for row, numbers in zip(table.rows, series, strict=True):
        year = int(row[0][-4:])
        at = chart.years.index(year)
        assert row[1:3] == (say.number(numbers[at]), say.number(numbers[at - 1]))
    first = block(found, "new", Facts).statements[0].plain
    latest, before = ((chart.years[i], chart.totals[i]) for i in (-1, -2))
    later = country_months.later_years(dataset(), AREAS.get(area, (area,)), latest[0])
    years = [f"{say.number(n)} in {year} (preliminary)" for year, n in reversed(list(zip(later.year, later.deaths, strict=True)))]
    years += [f"{say.number(n)} in {year}" for year, n in (latest, before)]
    assert f"By year: {say.join(years[:2])}." in first
    newest = briefings.facts(dataset(), area).happening.newest
    assert newest is not None
    assert first.startswith(f"In the twelve months to {say.month(newest.end)} UCDP counts ")


@sweep(area=compose.AREAS, edition=EDITIONS)
def test_rows_of_illicit_flows_and_what_is_left_out_add_up(area: str, edition: Edition) -> None:
    illicit = briefings.facts(dataset(), area).origins.illicit
    if edition == "shareable":
        # A reported breach of an embargo is counted, not shown.
        illicit = illicit[illicit.mechanism != EMBARGO_BREACH]
    tables = [t for s in made(area, "en", edition).sections for t in s.blocks if isinstance(t, Table) and t.records]
    assert len(tables) == bool(len(illicit))
    for table in tables:
        assert table.beyond(0) == len(illicit) and table.beyond(len(table.rows)) == table.left_out
        assert [f"({n} records)" in row[0] for n, row in zip(table.records, table.rows, strict=True)] == [
            n > 1 for n in table.records
        ]


@pytest.mark.parametrize("area", compose.AREAS)
def test_flows_are_told_as_arms_and_as_far_as_they_are_confirmed(area: str) -> None:
    """The class of what is not broken down is "other equipment" in a register of arms alone."""
    tables = [t for s in made(area, "en").sections for t in s.blocks if isinstance(t, Table) and t.records]
    sentences = [text for text in printed(made(area, "en")) if "latest illicit flow" in text or "latest seizure" in text]
    assert not [row for table in tables for row in table.rows if "other equipment" in row[1]]
    assert not [text for text in sentences if "other equipment" in text]
    origins = briefings.facts(dataset(), area).origins
    latest = [found.iloc[0] for found in (origins.illicit, origins.collected) if len(found)]
    unconfirmed = sum(row.reliability != "confirmed" for row in latest)
    assert len(sentences) == len(latest)
    assert sum(text.endswith(", not confirmed).") for text in sentences) == unconfirmed


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Illicit flows on record,"), ("fr", "Flux illicites recensés,"), ("es", "Flujos ilícitos registrados,")],
)
def test_the_title_of_illicit_flows_is_true_without_any_capture(language: str, title: str) -> None:
    """Guinea's rows are of stocks that were diverted and of trafficking."""
    assert [table for table in block_list(made("GIN", language), "origins", Table) if table.heading.startswith(title)]


@pytest.mark.parametrize("area", ["BFA", "MLI", "NGA"])
def test_corridors_that_ended_are_not_counted_as_if_they_were_there(area: str) -> None:
    rows = briefings.facts(dataset(), area).origins.corridors.rows
    told, ended = origins.corridors(wording("en", area)).plain, rows.end_year.dropna()
    assert told.startswith(f"Corridors: {len(rows)} on record (")
    assert f"latest source of {rows.source_year.max()};" in told
    if len(ended):
        years = f"{ended.min():.0f}–{ended.max():.0f}" if ended.nunique() > 1 else f"{ended.max():.0f}"
        assert f"{len(ended)} of them with an end on record ({years})" in told
    else:
        assert "end on record" not in told


def test_an_arsenal_that_was_taken_is_told_as_arms_nobody_confirmed() -> None:
    assert any("arms not broken down (battlefield capture, not confirmed)" in text for text in printed(made("BFA", "en")))


@pytest.mark.parametrize("area", compose.AREAS)
def test_a_briefing_stays_short(area: str) -> None:
    for edition in EDITIONS:
        tables = [b for s in made(area, "en", edition).sections for b in s.blocks if isinstance(b, Table)]
        assert all(len(table.rows) <= 6 and all(len(row) == len(table.header) for row in table.rows) for table in tables)
        assert length(made(area, "en", edition)) <= (LONGEST_REGION if area == "west-africa" else LONGEST)


@EVERY
def test_nothing_withheld_is_shared(area: str, language: str) -> None:
    found = made(area, language, "shareable")
    filters = briefings.facts(dataset(), area).filters
    texts = [publishers().sub("", text) for text in said(found)]
    assert not {name: text for text in texts for name in redaction.found_in(dataset(), text, filters)}
    states = {Words(language).country(country) for country in redaction.suppliers(dataset(), filters)}
    shown = " ".join(text for text in printed(found))
    assert not [state for state in states if re.search(rf"(?<!\w){re.escape(state)}(?!\w)", shown)]


@pytest.mark.parametrize("area", compose.AREAS)
def test_no_tool_against_a_government_is_in_what_is_shared(area: str) -> None:
    for language in LANGUAGES:
        say = words(language)
        named = {say.t(options.TOOLS[tool][0]) for tool in options.COUNTERMEASURES}
        shared = made(area, language, "shareable")
        cells = {cell.rstrip("*") for table in block_list(shared, "options", Table) for row in table.rows for cell in row}
        texts = " ".join([*cells, *(one.plain for one in block(shared, "raise", Facts).statements)])
        assert cells and not [name for name in named if name in texts]
        notes = " ".join(table.note for table in block_list(shared, "options", Table))
        assert options.chosen_by(wording(language, area, "shareable")) in notes
        inside = block_list(made(area, language, "internal"), "options", Table)
        listed = " ".join(cell for table in inside for row in table.rows for cell in row)
        if any(name in listed for name in named):
            assert say.t("Options are chosen by phase, not for this government.") not in notes, "what is left out is said"
            assert say.t("Options are chosen by phase, not for any one government.") not in notes


#: Quotation marks by language, and what ends a question inside them.
QUOTES = {"en": ("“", "?”"), "fr": ("«\u202f", "\u202f?\u202f»"), "es": ("«", "?»")}
#: Words that judge.
ACCUSES = re.compile(r"illicit|illégal|ilícit|violat|viol[aé]|breach|accus|acus|blam|guilt|coupable|culpable", re.IGNORECASE)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_matter_is_a_sentence_to_say_aloud(language: str, edition: Edition) -> None:
    """In quotation marks, short enough for one breath; it asks, accuses nobody, and has its source or † for a reading."""
    opens, closes = QUOTES[language]
    for area in compose.AREAS:
        for one in block(made(area, language, edition), "raise", Facts).statements:
            assert one.plain.startswith(opens) and one.plain.endswith(closes), one.plain
            assert one.plain.count(opens[0]) == 1 and len(one.plain) <= 200, one.plain
            assert "{" not in one.plain and not ACCUSES.search(one.plain), one.plain
            assert one.sources or one.reading, one.plain


@pytest.mark.parametrize("area", compose.AREAS)
def test_a_red_line_leads_to_the_records_that_cross_it_and_cites_them(area: str) -> None:
    say = Wording(briefings.facts(dataset(), area), words("en"), "internal")
    for raised in questions.red_line(say):
        assert raised.evidence is not None
        standing = next(one for one in say.facts.weapons.red_lines if raised.evidence.filters.weapons[0] in dict(one.line.codes))
        if standing.flows:
            crossing = flows.by_id(dataset(), say.facts.filters, standing.flows)
            assert set(crossing.id) <= set(flows.matching(dataset(), raised.evidence.filters).id)
            ours = crossing[crossing.source == source_roles.OWN_TABLES]
            assert {*say.documents(ours), *crossing.source} - {source_roles.OWN_TABLES} <= set(raised.sources)
        assert ("State deliveries included" in raised.text) == ("authorised" in standing.kinds)
        assert (source_roles.TRANSFER_REGISTER in raised.sources) == ("authorised" in standing.kinds)


def test_the_guard_sees_what_is_withheld() -> None:
    """The internal edition holds names of all three kinds: the test above would find them."""
    filters = briefings.facts(dataset(), "MLI").filters
    texts = " ".join(printed(made("MLI", "en")))
    assert {"JNIM", "Bandiagara"} <= set(redaction.found_in(dataset(), texts, filters))
    assert "China" in texts and "CHN" in redaction.suppliers(dataset(), filters)


def test_shared_maps_show_areas_and_no_places() -> None:
    assert block(made("MLI", "en", "shareable"), "happening", MapView).layers == ("areas-events",)
    assert block(made("MLI", "en"), "happening", MapView).layers == ("incidents", "flows", "routes")


def test_official_sources_come_first_in_what_is_shared() -> None:
    credits = list(made("MLI", "en", "shareable").credits.values())
    resolution = next(credit for credit in credits if "S/RES/2690" in credit.text)
    assert resolution.text.startswith("United Nations Security Council")
    assert resolution.address == "https://undocs.org/S/RES/2690"
    official = [credit.text.startswith(("ECOWAS", "UN", "United Nations")) for credit in credits]
    assert official[:3] == [True] * 3 and resolution in credits[:3]
    assert not credits[-1].text.startswith(("UN", "United Nations"))


_EN = "In **2024** the Uppsala Conflict Data Program (UCDP) counts "
_FR = "En **2024**, le programme d’Uppsala sur les conflits (UCDP) compte "
_ES = "En **2024**, el Programa de Datos sobre Conflictos de Uppsala (UCDP) cuenta "
_MEAN = {
    "en": "; the mean of 2019–2023 is 40 a year.",
    "fr": "\u202f; moyenne de 2019–2023\u202f: 40 par an.",
    "es": "; media de 2019–2023: 40 al año.",
}
TRENDS = {
    "en": {
        (0, 0): "The Uppsala Conflict Data Program (UCDP) counts no death in organised violence in 2023 and **2024**.",
        (1, 0): _EN + "**1 death** in organised violence, more than in 2023 (0)" + _MEAN["en"],
        (0, 7): _EN + "**0 deaths** in organised violence, fewer than in 2023 (7)" + _MEAN["en"],
        (1000, 1050): _EN + "**1,000 deaths** in organised violence, about as many as in 2023 (1,050)" + _MEAN["en"],
    },
    "fr": {
        (0, 0): "Le programme d’Uppsala sur les conflits (UCDP) ne compte aucun mort dans des violences organisées en 2023 "
        "et **2024**.",
        (1, 0): _FR + "**1 mort** dans des violences organisées, plus qu’en 2023 (0)" + _MEAN["fr"],
        (0, 7): _FR + "**0 mort** dans des violences organisées, moins qu’en 2023 (7)" + _MEAN["fr"],
        (1000, 1050): _FR
        + "**1\u202f000 morts** dans des violences organisées, à peu près autant qu’en 2023 (1\u202f050)"
        + _MEAN["fr"],
    },
    "es": {
        (0, 0): "El Programa de Datos sobre Conflictos de Uppsala (UCDP) no cuenta ninguna muerte por violencia organizada "
        "en 2023 y **2024**.",
        (1, 0): _ES + "**1 muerte** por violencia organizada, más que en 2023 (0)" + _MEAN["es"],
        (0, 7): _ES + "**0 muertes** por violencia organizada, menos que en 2023 (7)" + _MEAN["es"],
        (1000, 1050): _ES + "**1.000 muertes** por violencia organizada, casi las mismas que en 2023 (1.050)" + _MEAN["es"],
    },
}


@pytest.mark.parametrize("language, numbers", [(language, numbers) for language in TRENDS for numbers in TRENDS[language]])
def test_sentences_of_change(language: str, numbers: tuple[int, int]) -> None:
    assert brief.compared(Change(2024, *numbers, 40.2), wording(language)) == TRENDS[language][numbers]


_LAST = {
    "en": "In **2021**, the last year known by place",
    "fr": "En **2021**, dernière année connue par lieu",
    "es": "En **2021**, último año conocido por lugar",
}
PLACES = {
    ("en", "none"): "No event with a known place is on record in 1989–2021.",
    ("fr", "none"): "Aucun événement localisé n’est recensé en 1989–2021.",
    ("es", "none"): "No consta ningún evento con lugar conocido en 1989–2021.",
    ("en", "earlier"): _LAST["en"] + ", still preliminary, no event is on record; the latest one dates from 2012.",
    ("fr", "earlier"): _LAST["fr"] + ", encore provisoire, aucun événement n’est recensé\u202f; le dernier date de 2012.",
    ("es", "earlier"): _LAST["es"] + ", aún provisional, no consta ningún evento; el último es de 2012.",
    ("en", "one"): _LAST["en"] + ", still preliminary: **1 event** with 1 death, in **Mopti**.",
    ("fr", "one"): _LAST["fr"] + ", encore provisoire\u202f: **1 événement**, 1 mort, ici\u202f: **Mopti**.",
    ("es", "one"): _LAST["es"] + ", aún provisional: **1 evento**, 1 muerte, aquí: **Mopti**.",
    ("en", "nowhere"): _LAST["en"] + ": **202 events** with 1,194 deaths.",
    ("fr", "nowhere"): _LAST["fr"] + "\u202f: **202 événements**, 1\u202f194 morts.",
    ("es", "nowhere"): _LAST["es"] + ": **202 eventos**, 1.194 muertes.",
}


@pytest.mark.parametrize("language, case", PLACES)
def test_sentences_of_places(language: str, case: str) -> None:
    found = briefings.facts(dataset(), "MLI").happening
    none, one = Change(2021, 0, 0, 0.0), Change(2021, 1, 0, 0.0)
    changed = {
        "none": replace(found, last_event=None, events=none, deaths=none),
        "earlier": replace(found, last_event=2012, events=none, deaths=none, preliminary=True),
        "one": replace(found, events=one, deaths=one, top_years=(2021, 2021), preliminary=True),
        "nowhere": replace(found, events=Change(2021, 202, 0, 0.0), deaths=Change(2021, 1194, 0, 0.0), top=(), top_years=None),
    }[case]
    assert brief.places(wording(language, happening=changed)).text == PLACES[language, case]


UNREPORTED = {
    ("en", "no event"): "No event is on record, so nothing can be said about weapons in events.",
    (
        "en",
        "none named",
    ): "No weapon is reported in **any** event on record (1990–2022): a gap in reporting, not an absence of arms.",
    (
        "en",
        "some",
    ): "No weapon is reported in **96%** of the events on record (1990–2022); where one is, most often: IEDs. Events that name a "
    "weapon: 2, from 1 report.",
    (
        "fr",
        "some",
    ): "Aucune arme n’est signalée dans **96\u00a0%** des événements recensés (1990–2022)\u202f; quand il y en a une, le plus "
    "souvent\u202f: EEI. Événements qui nomment une arme\u202f: 2, issus de 1 compte rendu.",
    (
        "es",
        "some",
    ): "No se indica ningún arma en el **96\u00a0%** de los eventos registrados (1990–2022); cuando se indica, lo más "
    "frecuente: AEI. Eventos que nombran un arma: 2, procedentes de 1 informe.",
}


@pytest.mark.parametrize("language, case", UNREPORTED)
def test_sentences_of_unreported_weapons(language: str, case: str) -> None:
    found = briefings.facts(dataset(), "MLI").weapons
    changed = {
        "no event": replace(found, events=0, named=0, years=None, commonest=None),
        "none named": replace(found, events=50, named=0, years=(1990, 2022), commonest=None),
        "some": replace(found, events=50, named=2, reports=1, years=(1990, 2022)),
    }[case]
    assert weapons.unreported(wording(language, weapons=changed)).text == UNREPORTED[language, case]


MOVEMENTS = {
    (
        "en",
        "all",
    ): "On record for arms on the move: **14 illicit flows** (2011–2025), **9 corridors** and deliveries of major arms from "
    "**12 States** (2015–2024).",
    (
        "fr",
        "all",
    ): "Mouvements d’armes recensés\u202f: **14 flux illicites** (2011–2025), **9 corridors** et livraisons d’armes majeures "
    "de **12 États** (2015–2024).",
    (
        "es",
        "all",
    ): "Movimientos de armas registrados: **14 flujos ilícitos** (2011–2025), **9 corredores** y entregas de grandes armas de "
    "**12 Estados** (2015–2024).",
    ("en", "one side"): "On record for arms on the move: deliveries of major arms from **1 State** (2015–2024).",
    ("fr", "one side"): "Mouvements d’armes recensés\u202f: livraisons d’armes majeures de **1 État** (2015–2024).",
    ("es", "one side"): "Movimientos de armas registrados: entregas de grandes armas de **1 Estado** (2015–2024).",
    ("en", "nothing"): "No illicit flow, no corridor and no delivery of major arms is on record.",
    ("fr", "nothing"): "Aucun flux illicite, aucun corridor et aucune livraison d’armes majeures ne sont recensés.",
    ("es", "nothing"): "No consta ningún flujo ilícito, ningún corredor ni ninguna entrega de grandes armas.",
}


@pytest.mark.parametrize("language, case", MOVEMENTS)
def test_sentences_of_movements(language: str, case: str) -> None:
    known = briefings.facts(dataset(), "MLI").origins
    found = replace(known, illicit=pd.concat([known.illicit.head(13), known.illicit.tail(1)]))
    bare = replace(found, illicit=found.illicit.head(0), corridors=replace(found.corridors, count=0))
    changed = {
        "all": found,
        "one side": replace(bare, suppliers=found.suppliers[:1]),
        "nothing": replace(bare, suppliers=()),
    }[case]
    assert brief.movements(wording(language, origins=changed)).text == MOVEMENTS[language, case]


def test_cabo_verde_is_useful_and_honest() -> None:
    texts = " ".join(said(made("CPV", "en", "shareable")))
    assert "No event with a known place is on record" in texts
    assert "not on record or not told apart: no proof of absence" in texts
    assert block(made("CPV", "en"), "options", Table).rows and block(made("CPV", "en"), "unknown", Facts).statements


def test_colombia_shows_the_arms_laid_down() -> None:
    works_said = " ".join(printed(made("COL", "en", "shareable")))
    assert "8,994 weapons, 1,765,862 rounds and 38,255\u00a0kg of explosives" in works_said
    assert "8.994 armas, 1.765.862 cartuchos y 38.255\u00a0kg de explosivos" in " ".join(printed(made("COL", "es")))


@pytest.mark.parametrize("area", ["TCD", "MRT", "COL", "BFA", "NER", "BEN", "GMB", "west-africa"])
def test_no_embargo_names_only_bodies_that_decide_for_the_area(area: str) -> None:
    """ECOWAS for its members: not for who never was one, nor for who has left."""
    told = [text for text in printed(made(area, "en")) if text.startswith("Arms embargo") and "none in force" in text]
    members = {"BEN", "GMB", "west-africa"}
    assert all(("ECOWAS" in text) == (area in members) for text in told)
    assert told or area == "west-africa"


def test_embargoes_of_chad_are_those_next_door() -> None:
    texts = " ".join(printed(made("TCD", "en")))
    assert "Arms embargo by the UN or the EU: none in force on record, as known in 2026" in texts
    assert "Arms embargoes next door, as known in 2026: Sudan (EU, since 15 Mar 1994), Libya (UN S/RES/1970" in texts
    # As far as known, the Council's decisions on these two ran out in 2026: they are nowhere said to be in force.
    in_doubt = texts.index("To be checked, because the last decision known has run out: Sudan (UN S/RES/1556")
    assert texts.index("S/RES/2745") > in_doubt and texts.count("S/RES/1556") == texts.count("S/RES/2745") == 1


@sweep(area=compose.AREAS, language=[language for language in LANGUAGES if language != "en"])
def test_typography(area: str, language: str) -> None:
    for edition in EDITIONS:
        for text in printed(made(area, language, edition)):
            assert '"' not in text and "  " not in text
            if language == "fr":
                assert not re.search(r"[^\u202f\s>][;!?%»]|(?<![\u202f*\d])[:](?!\d)|«[^\u202f]", text), text
            else:
                assert not re.search(r"\s[;:!?]|[^\u00a0]%", text), text


def test_every_phase_that_lasts_has_its_milestone_in_words() -> None:
    lasting = [today for country in FOCUS for today in briefings.facts(dataset(), country).phases]
    assert not [today for today in lasting if milestone(today) is None]
    assert set(MILESTONES) == {(today.country, today.since.isoformat()) for today in lasting}


def test_figures_of_works_are_said_with_the_numbers_of_the_row() -> None:
    rows = activities.in_countries(dataset(), FOCUS)
    for text in rows.figures.dropna():
        assert works.figures(text, words("en")) != "", text
    assert works.figures("regional: 400+ firearms, 4,000+ rounds, 10,000+ dynamite sticks", words("es")) == (
        "en la región: más de 400 armas de fuego, 4.000 municiones y 10.000 cartuchos de dinamita"
    )
    assert works.figures("something nobody has put into words", words("en")) is None
    assert works.figures(None, words("en")) is None


@pytest.mark.parametrize("area", [*FOCUS, "west-africa"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_figure_of_works_says_whose_it_is(area: str, edition: Edition) -> None:
    found = wording("en", area, edition)
    figures = {works.figures(text, found.words): None for text in found.facts.place.activities.figures}
    for said in place.activities(found):
        if any(figure and figure in said.text for figure in figures):
            assert ", as reported by " in said.text, said.text


def test_where_work_was_is_told_by_first_level_areas_alone() -> None:
    said = [one.plain for one in place.activities(wording("en", "MLI", "shareable"))]
    assert said[0].startswith("Weapons handed over (Gao, 2020): 749 weapons") and said[0].endswith("Malizine / MINUSMA")
    assert said[1].startswith("Disarmament and reintegration of fighters (Mopti, 2019): 5,000 fighters registered")
    assert "sites" not in " ".join(one.plain for one in place.activities(wording("en", "COL")))


def test_a_mandate_that_is_not_known_is_not_said_to_be_missing() -> None:
    found = place.presence(wording("en", "TCD"))
    assert isinstance(found, Table)
    assert found.note == "What is not named is not in the mandate. There too, with a mandate not known here: UNOCA."
    rows = {row[0]: row[1:] for row in found.rows}
    assert rows["UNOWAS (to be checked: known to 31 Jan 2026)"] == ("security sector reform",)
    # Of the country team hardly anything is known: beside that note a row of it would say that it does nothing.
    assert not [name for name in rows if "country team" in name]
    former = place.presence(wording("en", "CIV"))
    assert isinstance(former, Table)
    assert former.note == "What is not named is not in the mandate.", "what is not known is named as that"
    closed = former.rows[1]
    assert closed[0].startswith("UNOCI") and closed[1].endswith("not known here: violence reduction, mine action")


def test_every_office_that_is_there_is_named() -> None:
    for area in FOCUS:
        table = place.presence(wording("en", area))
        assert isinstance(table, Table)
        told = " ".join((*(row[0] for row in table.rows), table.note))
        there = wording("en", area).facts.place.presence
        for row in there[there.end.isna() & (there.presence_type != place.COUNTRY_TEAM)].itertuples():
            assert row.name in told or table.left_out, f"{area}: {row.name}"


def test_an_edition_there_is_not() -> None:
    with pytest.raises(ValueError, match="no edition 'public'"):
        compose.briefing("MLI", "en", "public")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_whose_events_hold_little_of_the_deaths_is_told_with_the_whole_count(language: str) -> None:
    """Else a year in which places of most deaths are missing reads as a calm one."""
    told = []
    for area in compose.AREAS:
        own = wording(language, area)
        year, countries = own.facts.happening.events.year, own.facts.countries
        total = int(country_years.deaths_by_year(dataset(), countries, (year,)).deaths.sum())
        said = words(language).t(
            "UCDP counts {deaths} in all that year.", deaths=words(language).n("{n} death", "{n} deaths", total)
        )
        little = year in country_years.incomplete_years(dataset(), countries)
        assert (said in brief.places(own).text) == little
        told += [area] * little
    assert told, "no area of the bundle has such a year: choose another set"


def test_years_that_are_least_complete_are_told_of_all_that_a_chart_shows() -> None:
    noted = block(made("COL", "en", "shareable"), "happening", Table).note
    assert words("en").spans(country_years.incomplete_years(dataset(), ("COL",))) in noted


@pytest.mark.parametrize("area", ["MLI", "NGA", "BFA", "COL"])
def test_a_map_of_areas_counts_the_events_that_it_leaves_next_door(area: str) -> None:
    shown = next(
        block for section in made(area, "en", "shareable").sections for block in section.blocks if isinstance(block, MapView)
    )
    across = areas.left_out(dataset(), shown.filters).across
    assert across and words("en").n("Next door: {n} event.", "Next door: {n} events.", across) in shown.not_placed
