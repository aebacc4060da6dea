"""2 What to raise: up to three matters, from red lines, memberships, options and gaps; each a sentence that can be said aloud.

What is said stands in quotation marks. It names what is on record and asks; it says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from components.briefing.sections import options, place, unknown
from components.briefing.value import Facts, Section, Statement
from components.briefing.wording import Wording
from components.current import dataset
from components.text.words import N_
from data.analysis.gaps import Gap
from data.analysis.origins import EMBARGO_BREACH
from data.analysis.red_lines import Standing
from data.model import source_roles
from data.subjects import flows, instruments

_MOST = 3
#: What to ask of each tool of the matrix; tools that have no question are no matter to raise.
TOOLS = {
    "Disarmament, demobilization and reintegration (DDR)": N_("Is there an agreement that a programme can rest on?"),
    "Community violence reduction (CVR)": N_("In which communities, and with which partners?"),
    "Security sector reform (SSR)": N_("Is support wanted, and for which services?"),
    "Mine action": N_("Which areas need a survey of explosive hazards?"),
    "Weapons and ammunition management (WAM)": N_("When were weapon stores last reviewed?"),
    "Ceasefire provisions and transitional arms control": N_("Do talks cover weapons, and who would verify?"),
    "Arms-related confidence-building measures": N_("Which first step on arms would the parties accept?"),
    "Cutting off supply and preventing diversion": N_("Do neighbours share tracing data?"),
    "SALW surveys and baseline studies": N_("Would the national commission lead a survey?"),
}
#: What a red line asks, by whether a State delivery is among its records.
_DELIVERED = N_(
    "“Public records of {years}, State deliveries included, name **{weapon}**: are stocks counted, and is what is found traced?”"
)
_NOT_DELIVERED = N_("“Public records of {years} name **{weapon}**: is what is found traced?”")
#: Gaps that the Government can close, in the order in which they are raised.
_CLOSED_BY_GOVERNMENT = ("seizures", "stocks", "small arms")


def section(wording: Wording) -> Section:
    tools = tuple(option(wording))
    said = (*red_line(wording), *memberships(wording), *tools[:1], *gap(wording), *tools[1:])
    return Section("raise", wording.words.t("What to raise"), (Facts(said[:_MOST]),))


def red_line(wording: Wording) -> Iterator[Statement]:
    """The red line that appeared last."""
    words = wording.words
    told = [standing for standing in wording.facts.weapons.red_lines if standing.told.first is not None]
    for standing in sorted(told, key=lambda standing: standing.told.first or 0)[-1:]:
        span, kinds = standing.told, standing.kinds
        years = (span.first or 0, span.last or 0)
        evidence = wording.rows(
            "flows" if standing.flows else span.subjects[0], years, tuple(dict.fromkeys(code for code, _ in standing.line.codes)),
            next(iter(kinds)) if len(kinds) == 1 else "",
        )  # fmt: skip
        yield wording.said(
            _DELIVERED if "authorised" in kinds else _NOT_DELIVERED, *_told_by(standing, wording), evidence=evidence,
            weapon=_inside(words.t(standing.line.label).split(" (")[0]), years=words.years(*years),
        )  # fmt: skip


def _told_by(standing: Standing, wording: Wording) -> Iterator[str]:
    """What the records of a red line rest on: the documents that flows of our own tables cite, and the sources of all others."""
    rows = flows.by_id(dataset(), wording.facts.filters, standing.flows)
    ours = rows.source == source_roles.OWN_TABLES
    # What a reported breach of an embargo rests on stays inside the house, as in `Wording.illicit`.
    kept_back = ours & rows.mechanism.eq(EMBARGO_BREACH) & (not wording.internal)
    yield from wording.documents(rows[ours & ~kept_back])
    yield from rows.source[~ours | kept_back]
    if "incidents" in standing.told.subjects:
        yield source_roles.EVENTS
    if {*standing.told.subjects} - {"incidents", "flows"}:
        yield source_roles.OWN_TABLES


def memberships(wording: Wording) -> Iterator[Statement]:
    found = instruments.ended(wording.facts.place.instruments)
    for name, rows in found.groupby("instrument"):
        yield wording.said("“**{instrument}** or other texts: which rules apply now?”", *wording.documents(rows),
                         instrument=place.instrument(str(name), wording))  # fmt: skip


def option(wording: Wording) -> Iterator[Statement]:
    """The tools for the phase today, first ones first; of a region, for the phase that most of its countries are in."""
    words, offered = wording.words, options.offered(wording)
    if not offered:
        return
    phase = max(offered, key=lambda phase: len(wording.facts.in_phase(phase)))
    for tool in [tool for tool in offered[phase] if tool.name in TOOLS]:
        yield wording.said(
            "“One option in a phase of {phase} is **{tool}**: {question}”", source_roles.WORKSHOP_REPORT, reading=True,
            tool=_inside(words.t(options.TOOLS[tool.name][0])), phase=words.phase(phase),
            question=_inside(words.t(TOOLS[tool.name])),
        )  # fmt: skip


def gap(wording: Wording) -> Iterator[Statement]:
    """A gap that the Government can close, and that is not asked about beside it."""
    gaps = {gap.kind: gap for gap in wording.facts.gaps[unknown.SHOWN :]}
    for kind in _CLOSED_BY_GOVERNMENT:
        if kind in gaps:
            yield Statement(_known_to_government(gaps[kind], wording), reading=True)


def _known_to_government(gap: Gap, wording: Wording) -> str:
    words = wording.words
    counted = {"n": words.number(len(gap.countries)), "all": words.number(len(wording.facts.countries))}
    match gap.kind, wording.region:
        case "seizures", True:
            return words.t(
                "“We know of no report to UNODC on **seizures** from {n} of {all} countries: what was seized, and can UNODC be "
                "told?”",
                **counted,
            )
        case "seizures", False:
            return words.t("“We know of no report to UNODC on **seizures**: what was seized, and can UNODC be told?”")
        case "stocks", True:
            return words.t(
                "“We know of no figure of **State stocks** in {n} of {all} countries: how many weapons are held, and marked?”",
                **counted,
            )
        case "stocks", False:
            return words.t("“We know of no figure of **State stocks**: how many weapons are held, and marked?”")
        case _:
            return words.t("“We know of no register of **small arms imports**: what was imported, and for whom?”")


def _inside(question: str) -> str:
    """Words inside a sentence: their first letter small, but for a sign before it, and for a name in capitals."""
    at = 1 if question.startswith("¿") else 0
    if question[at : at + 2].isupper():
        return question
    return question[:at] + question[at].lower() + question[at + 1 :]
