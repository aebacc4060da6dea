"""The shared filters, at the left of every page. Phases and weapons show what the other filters leave them."""

from __future__ import annotations

import streamlit as st

from components.screen import address
from components.words import Words
from data import crossing
from data.categories import AREAS, FOCUS, NOT_REPORTED, WEST_AFRICA, level1, weapons
from data.countries import in_region
from data.filters import DEFAULT_AREAS, FIRST_YEAR, LAST_YEAR, PHASE_VALUES, Filters

#: The question a new visitor finds answered.
FIRST_QUESTION = Filters(areas=DEFAULT_AREAS, firm=True)


def filter_panel(filters: Filters, words: Words, only_area: bool = False) -> None:
    """Draw the widgets that hold `filters`; with `only_area` all others rest, and keep what they hold."""
    found = crossing.facets(filters)

    def counted(name: str, value: str) -> str:
        events = found.get(value, {}).get("incidents", 0)
        others = len(found.get(value, {})) > bool(events)
        return f"{name} ({words.number(events)}{' +' if others else ''})"

    with st.sidebar:
        st.multiselect(
            words.t("Area"),
            areas_in_order(words),
            key="area",
            format_func=words.area,
            placeholder=words.t("All countries"),
            on_change=_one_scale_of_area,
        )
        st.slider(words.t("Years"), FIRST_YEAR, LAST_YEAR, key="year", disabled=only_area)
        st.pills(
            words.t("Conflict phase"),
            PHASE_VALUES,
            selection_mode="multi",
            key="phase",
            disabled=only_area,
            format_func=lambda phase: counted(words.phase(phase), phase),
        )
        st.pills(
            words.t("Weapon category"),
            [*level1(), NOT_REPORTED],
            selection_mode="multi",
            key="weapon",
            disabled=only_area,
            format_func=lambda code: counted(words.weapon(code), code),
        )
        opened = [code for code in weapons() if code[0] in st.session_state["weapon"]]
        st.session_state["weapon_class"] = [code for code in st.session_state["weapon_class"] if code in opened]
        if opened:
            st.multiselect(
                words.t("Narrow to weapon classes"),
                opened,
                key="weapon_class",
                disabled=only_area,
                format_func=lambda code: counted(words.weapon(code), code),
                placeholder=words.t("All classes"),
            )
        st.checkbox(
            words.t("Hide what is only possible"),
            key="firm",
            disabled=only_area,
            help=words.t("Leaves out records that their source calls possible, and our own entries of low confidence."),
        )
        if only_area:
            st.caption(words.t("A briefing takes all years, phases and weapons of its area: these filters rest here."))
        else:
            st.caption(words.t("Numbers in brackets count events; + says that flows or corridors are on record, too."))
        with st.popover(words.t("What do these mean?"), icon=":material/help:", width="stretch"):
            st.markdown(_meanings(words))


def areas_in_order(words: Words) -> list[str]:
    """West Africa and the countries of the workshop first, then the others in focus, then their neighbours."""
    first = [*AREAS, "MLI", "TCD", "COL"]
    others = sorted(set(FOCUS) - set(first), key=words.country)
    return [*first, *others, *sorted(set(in_region()) - set(FOCUS), key=words.country)]


def reset() -> None:
    """Callback: back to the first question."""
    address.seed(FIRST_QUESTION)


def _one_scale_of_area() -> None:
    """A country chosen beside West Africa means that country; West Africa chosen last means all of it."""
    area = st.session_state["area"]
    if len(area) > 1 and "west-africa" in area:
        last = area[-1]
        members = set(WEST_AFRICA) | {"west-africa"}
        st.session_state["area"] = [a for a in area if a not in members] + [last] if last in members else area[1:]


def _meanings(words: Words) -> str:
    return "\n\n".join(
        (
            words.t(
                "**Conflict phase** places a country in its conflict life cycle: *pre-emptive prevention* (before "
                "conflict), *armed conflict* (no UN-backed mediation or peace operation), *peace mediation*, "
                "*peacekeeping* and *peacebuilding* (after). It is this project's own reading of public milestones."
            ),
            words.t(
                "**Weapon category** follows eight groups, from small arms to drones. A record may name "
                "several, so the categories add up to more than the total. Most events name no weapon: "
                "*weapon not reported* says nothing about which weapons were used."
            ),
            words.t(
                "**Events** are single incidents of organised violence with at least one death. **Flows** are "
                "transfers, trafficking, diversions and seizures on record. **Corridors** are ways of arms that sources "
                "describe; the lines are indicative."
            ),
        )
    )
