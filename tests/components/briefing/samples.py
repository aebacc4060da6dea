"""Briefings built by hand, so that paper is tested apart from what the data say today."""

from __future__ import annotations

import datetime
from dataclasses import replace

from components.briefing.value import (
    Block,
    Briefing,
    Credit,
    Edition,
    Facts,
    MapView,
    Mark,
    Section,
    State,
    Statement,
    Strip,
    Table,
    Text,
    YearChart,
)
from components.text.words import words
from data.query.filters import Filters

LEGEND: tuple[tuple[State, str], ...] = (
    ("recorded", "on record"),
    ("new", "new in the last five years"),
    ("none", "not on record"),
)
GED, SIPRI, INFORM, OWN = "ucdp-ged", "sipri-transfers", "inform-risk", "arms-lens-curated"
YEARS = tuple(range(1995, 2025))


def said(text: str, *sources: str, reading: bool = False) -> Statement:
    return Statement(text, sources or (GED,), reading=reading)


def chart() -> YearChart:
    events = tuple(None if year > 2021 else 0 if year < 2006 else (year - 2005) * 31 for year in YEARS)
    deaths = tuple(None if n is None else n * 4 for n in events)
    totals = tuple(None if year < 2015 else 300 + (year - 2015) * 400 for year in YEARS)
    return YearChart(
        "Events and deaths a year", YEARS, events, deaths, totals, ("events", "deaths", "deaths, country totals"),
        ("Place-level events end in 2021; UCDP’s country totals run on to 2024.",), "Events rose until 2021; deaths followed.",
        (2021,),
    )  # fmt: skip


def strips() -> tuple[Strip, Strip]:
    names = (
        "Small arms", "Light weapons", "Major conventional weapons", "Ammunition", "Explosives, IEDs and mines",
        "Drones", "Parts and components", "Other and unspecified",
    )  # fmt: skip
    states: tuple[State, ...] = ("recorded", "recorded", "recorded", "recorded", "new", "new", "none", "recorded")
    marks = (Mark(code, name, state, "" if state == "none" else "incidents, flows")
             for code, name, state in zip("ABCDEFGH", names, states, strict=True))  # fmt: skip
    lines = ("Man-portable air-defence systems", "Anti-tank guided weapons", "Armed drones or loitering munitions",
             "Large-calibre artillery", "Vehicle-borne IEDs")  # fmt: skip
    red: tuple[State, ...] = ("none", "recorded", "new", "recorded", "recorded")
    return (
        Strip("On record by category", tuple(marks), LEGEND),
        Strip("Red lines", tuple(Mark(f"R{i}", name, state, "" if state == "none" else "since 2013")
                                 for i, (name, state) in enumerate(zip(lines, red, strict=True))), LEGEND),
    )  # fmt: skip


def sections(area: str, long: int) -> tuple[Section, ...]:
    filters = Filters(areas=(area,), exclude_possible=True)
    view = MapView("What is on record, 1989–2022.", filters, ("incidents", "flows", "routes"),
                   ("Absence of records is not absence of arms.",), "Events gather in the centre and north.")  # fmt: skip
    brief = tuple(said(f"In **2021** the record holds **{n} events** in the centre of the country, the most in any year so far.")
                  for n in (481, 245, 122, 64, 31))  # fmt: skip
    fact = "The record holds **{n}** illicit flows from the north through towns along the border, most often of ammunition."
    facts = tuple(said(fact.format(n=n), GED, OWN, reading=n % 3 == 0) for n in range(1, 6 + long))
    table = Table("Suppliers of the last ten years", ("Supplier", "Deliveries", "What", "Year"),
                  tuple((f"Country {i}", str(i * 3), "armoured personnel carriers", str(2014 + i)) for i in range(1, 6)),
                  frozenset({1}), "Deliveries as SIPRI counts them.", (SIPRI,))  # fmt: skip
    bodies: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("new", "What is new", (Facts(facts[:4], shown=3),)),
        ("raise", "What to raise", (Facts(facts[:2]),)),
        ("unknown", "What we do not know", (Facts(facts[:3], shown=3),)),
        ("brief", "In brief", (Text(brief),)),
        ("happening", "What is happening", (view, Text(brief[:3]), chart(), Facts(facts[:3], "Where"))),
        ("weapons", "With which weapons", (*strips(), Text(brief[:1]))),
        ("origins", "Where they come from and pass through", (table, Facts(facts, "Illicit flows"))),
        ("place", "What is in place", (Facts(facts[:4]), Facts((), "Activities", "No activity is on record."))),
        ("options", "What could be done now", (Facts(facts[:4]),)),
    )
    return tuple(Section(*body) for body in bodies)


def sample(
    area: str = "MLI", language: str = "en", edition: Edition = "internal", *, cleared: bool = False, long: int = 0
) -> Briefing:
    """A briefing about an area; `long` more facts in its list of flows."""
    texts = {
        GED: (
            "Uppsala Conflict Data Program: UCDP Georeferenced Event Dataset, GED 21.1. CC BY 4.0",
            "https://ucdp.uu.se/downloads/",
        ),
        SIPRI: ("SIPRI Arms Transfers Database, 12 Feb 2026", "https://www.sipri.org/databases/armstransfers"),
        INFORM: ("INFORM Risk Index 2025", "https://drmkc.jrc.ec.europa.eu/inform-index"),
        OWN: ("Arms Lens, hand-compiled tables. CC BY 4.0", ""),
    }
    credits = {source: Credit(i, *text) for i, (source, text) in enumerate(texts.items(), 1)}
    return Briefing(
        area, words(language).area(area), language, edition, cleared, datetime.date(2026, 11, 23), "3f2a91c0", "February 2022",
        said("Phase: **armed conflict** since January 2024, when the peacekeeping mission had left.", OWN, reading=True),
        "Mali · all years", sections(area, long), credits, ("Weapons are read from headlines and comments.",),
        words(language).t("Boundaries and names do not imply official endorsement or acceptance."),
    )  # fmt: skip


def without_data() -> Briefing:
    """Hardly anything on record: no event, no flow, one source."""
    full = sample("CPV")
    none: tuple[None, ...] = (None,) * len(YEARS)
    bare = replace(chart(), events=none, deaths=none, totals=none)

    def emptied(block: Block) -> Block:
        match block:
            case Facts():
                return Facts((), block.heading, "None on record.")
            case YearChart():
                return bare
            case Table():
                return replace(block, rows=())
            case Text():
                return Text(block.statements[:1])
        return block

    short = tuple(replace(section, blocks=tuple(emptied(block) for block in section.blocks)) for section in full.sections)
    return replace(full, sections=short, credits={GED: full.credits[GED]})
