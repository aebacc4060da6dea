"""9 What could be done now: the tools of the workshop matrix for the phase, and entry points. Options, not instructions."""

from __future__ import annotations

from components.briefing.sections.place import instrument, joined_by, since
from components.briefing.value import Facts, Section, Statement, Table
from components.briefing.wording import Wording
from components.text.words import N_
from data.model import source_roles
from data.subjects import instruments
from data.subjects.toolbox import STAND_IN, Tool

_TOOLS, _EACH = 4, 2
#: Each tool of the matrix: its name here, and what it needs, in our own reading.
TOOLS = {
    "Disarmament, demobilization and reintegration (DDR)": (
        N_("Disarmament, demobilisation and reintegration"),
        N_("an agreement that fighters trust"),
    ),
    "Community violence reduction (CVR)": (
        N_("Community violence reduction"),
        N_("partners in communities; flexible funds"),
    ),
    "Security sector reform (SSR)": (
        N_("Security sector reform"),
        N_("a request by the Government"),
    ),
    "Mine action": (N_("Mine action"), N_("access; a survey of explosive hazards")),
    "Arms embargo monitoring by a peace operation": (
        N_("Embargo monitoring by a peace operation"),
        N_("a Security Council mandate"),
    ),
    "Sanctions including arms embargoes": (
        N_("Sanctions and arms embargoes"),
        N_("agreement in the Council or the region"),
    ),
    "Weapons and ammunition management (WAM)": (
        N_("Weapons and ammunition management"),
        N_("a national request; a review of stores"),
    ),
    "Ceasefire provisions and transitional arms control": (
        N_("Ceasefire terms on weapons"),
        N_("talks; someone to verify"),
    ),
    "Arms-related confidence-building measures": (
        N_("Confidence-building on arms"),
        N_("parties ready for a first step"),
    ),
    "Cutting off supply and preventing diversion": (
        N_("Cutting off supply, preventing diversion"),
        N_("tracing data that neighbours share"),
    ),
    "SALW surveys and baseline studies": (
        N_("Survey of small arms"),
        N_("the national commission as owner"),
    ),
}
#: Tools that are aimed at a government: no matter for a paper that is handed to one.
COUNTERMEASURES = ("Sanctions including arms embargoes", "Arms embargo monitoring by a peace operation")
LEVELS = {"core": N_("core"), "used": N_("used"), "emerging": N_("emerging")}
#: Instruments of a region, which open a door that is already there.
REGIONAL = ("ECOWAS Convention on SALW", "Kinshasa Convention", "CIFTA")


def section(wording: Wording) -> Section:
    words = wording.words
    tools = by_phase(wording) if wording.region else for_country(wording)
    points = Facts(tuple(entry_points(wording)), words.t("Entry points"))
    return Section("options", words.t("What could be done now: options"), (*tools, points))


def offered(wording: Wording) -> dict[str, tuple[Tool, ...]]:
    """Tools by phase, core ones first; in what is shared, without those that are aimed at a government."""
    left_out = () if wording.internal else COUNTERMEASURES
    return {phase: tuple(tool for tool in tools if tool.name not in left_out) for phase, tools in wording.facts.tools.items()}


def chosen_by(wording: Wording) -> str:
    """How options are chosen, which every edition says; and what the shared one does not list."""
    words = wording.words
    named = (tool.name for tools in wording.facts.tools.values() for tool in tools)
    left_out = not wording.internal and any(name in COUNTERMEASURES for name in named)
    if wording.region and left_out:
        return words.t("Options, sanctions aside, are chosen by phase, not for any one government.")
    if wording.region:
        return words.t("Options are chosen by phase, not for any one government.")
    if left_out:
        return words.t("Options, sanctions aside, are chosen by phase, not for this government.")
    return words.t("Options are chosen by phase, not for this government.")


def for_country(wording: Wording) -> tuple[Table, ...]:
    """The tools for the phase today, core ones first."""
    words = wording.words
    if not wording.facts.tools:
        return ()
    phase, tools = next(iter(offered(wording).items()))
    read = phase in STAND_IN
    rows = tuple(
        (_name(tool, wording, marked=not read), words.t(LEVELS[tool.level]), words.t(TOOLS[tool.name][1]))
        for tool in tools[:_TOOLS]
    )
    note = chosen_by(wording) + " " + words.t("Tools and standing: UNIDIR report, 2020. Needs: our reading.")
    if read:
        note += " " + words.t(
            "It has no column for {phase}; that of {other} is shown, by our reading.",
            phase=words.phase(phase), other=words.phase(STAND_IN[phase]),
        )  # fmt: skip
    elif any(tool.reading for tool in tools[:_TOOLS]):
        note += " " + words.t("*: placed by our reading.")
    return (
        Table(
            heading=words.t("Tools for the phase: {phase}", phase=words.phase(phase)),
            header=(words.t("Tool"), words.t("Standing"), words.t("Needs")),
            rows=rows,
            note=note,
            sources=(source_roles.WORKSHOP_REPORT,),
        ),
    )


def _name(tool: Tool, wording: Wording, marked: bool) -> str:
    return wording.words.t(TOOLS[tool.name][0]) + ("*" if tool.reading and marked else "")


def by_phase(wording: Wording) -> tuple[Table, ...]:
    """For a region: the tools that come first in each phase, and its countries."""
    words = wording.words
    rows = tuple(
        (
            words.phase(phase),
            words.join(words.country(country) for country in wording.facts.in_phase(phase)),
            wording.side_by_side(_name(tool, wording, marked=True) for tool in tools[:_EACH]),
        )
        for phase, tools in offered(wording).items()
    )
    return (
        Table(
            heading=words.t("Tools by phase"),
            header=(words.t("Phase"), words.t("Countries"), words.t("Tools to look at first")),
            rows=rows,
            note=" ".join(
                (
                    chosen_by(wording),
                    words.t("Tools: UNIDIR report, 2020."),
                    words.t("*: placed by our reading."),
                )
            ),
            sources=(source_roles.WORKSHOP_REPORT,),
        ),
    )


def entry_points(wording: Wording) -> list[Statement]:
    said = [
        wording.said(
            "**Common country assessment**: indicators on arms, such as weapons seized.",
            source_roles.WORKSHOP_REPORT, reading=True,
        ),
        wording.said(
            "**Peacebuilding Fund and SALIENT**, the UN small-arms fund: seed money.",
            source_roles.WORKSHOP_REPORT, reading=True,
        ),
    ]  # fmt: skip
    said += regional(wording)
    said.append(
        wording.said("**National commission on small arms**: owner of data and follow-up.",
                   source_roles.WORKSHOP_REPORT, reading=True)
    )  # fmt: skip
    return said


def regional(wording: Wording) -> list[Statement]:
    """Instruments of the region that the country has joined, with the day as it is known; of a region, for how many of all."""
    words, found = wording.words, instruments.joined(wording.facts.place.instruments)
    rows = found[found.instrument.isin(REGIONAL)]
    if rows.empty:
        return []
    # What is counted over a region rests on the list.
    sources = (source_roles.OWN_TABLES,) if wording.region else wording.documents(rows)
    if wording.region:
        able, several = instruments.open_to(wording.facts.place.instruments), rows.instrument.value_counts() > 1
        named = [
            words.t("{name} (joined by {list})", name=instrument(name, wording),
                    list=joined_by(able[able.instrument == name], wording))
            for name in REGIONAL if several.get(name, False)
        ]  # fmt: skip
    else:
        named = [since(row, wording) for row in rows.to_dict("records")]
    return [wording.said("**Regional frameworks**: {list}.", *sources, reading=True, list=words.join(named))]
