"""The shared filters, at the left of every page. Phases and weapons show what the other filters leave them."""

from __future__ import annotations

from functools import cache

import streamlit as st

from components.current import dataset
from components.screen.shell import address
from components.screen.shell.area_names import holders, meant, plain, spelled_while_typed
from components.text.words import Words
from data.analysis import crossing
from data.ground.countries import covered
from data.model.categories import AREAS, FOCUS, NOT_REPORTED, level1, weapons
from data.query.filters import DEFAULT_AREAS, PHASE_VALUES, Filters
from data.query.years import FIRST_YEAR, last_year

#: The question a new visitor finds answered.
FIRST_QUESTION = Filters(areas=DEFAULT_AREAS, exclude_possible=True)


def filter_panel(filters: Filters, words: Words, only_area: bool = False) -> None:
    """Draw the widgets that hold `filters`; with `only_area` all others rest, and keep what they hold."""
    found = crossing.facets(dataset(), filters)
    areas, called = areas_in_order(words), area_names(words)

    def count(value: str) -> str:
        events = found.get(value, {}).get("incidents", 0)
        others = len(found.get(value, {})) > bool(events)
        return f"({words.number(events)}{' +' if others else ''})"

    with st.sidebar:
        # Else Enter takes all that the box finds, and the box finds names that merely hold the typed letters somewhere.
        st.multiselect(
            words.t("Area"),
            areas,
            key="area",
            format_func=lambda area: called.get(area, area),
            placeholder=words.t("All countries"),
            on_change=_area_chosen,
            args=(words,),
            filter_mode="prefix",
            select_all=False,
            accept_new_options=True,
        )
        spelled_while_typed(tuple(called.values()))
        for typed in st.session_state["area_refused"]:
            st.warning(_refusal(typed, words), icon=":material/location_off:")
        st.slider(words.t("Years"), FIRST_YEAR, last_year(dataset()), key="year", disabled=only_area)
        st.pills(
            words.t("Conflict phase"),
            PHASE_VALUES,
            selection_mode="multi",
            key="phase",
            disabled=only_area,
            format_func=words.phase,
        )
        _behind_names("phase", [count(phase) for phase in PHASE_VALUES])
        st.pills(
            words.t("Weapon category"),
            (*level1(), NOT_REPORTED),
            selection_mode="multi",
            key="weapon",
            disabled=only_area,
            format_func=words.weapon,
        )
        _behind_names("weapon", [count(code) for code in (*level1(), NOT_REPORTED)])
        groups, classes = st.session_state["weapon"], st.session_state["weapon_class"]
        opened = [code for code in weapons() if code[0] in groups]
        st.session_state["weapon_class"] = [code for code in classes if code in opened]
        if opened:
            st.multiselect(
                words.t("Narrow to weapon classes"),
                opened,
                key="weapon_class",
                disabled=only_area,
                format_func=words.weapon,
                placeholder=words.t("All classes"),
                help="  \n".join(f"{words.weapon(code)} {count(code)}" for code in opened),
            )
        st.checkbox(
            words.t("Hide what is only possible"),
            key="exclude_possible",
            disabled=only_area,
            help=words.t("Leaves out records that their source calls possible, and our own entries of low confidence."),
        )
        if only_area:
            st.caption(words.t("A briefing takes all years, phases and weapons of its area: these filters rest here."))
        else:
            st.caption(words.t("Numbers in brackets count events; + says that flows or corridors are on record, too."))
        with st.popover(words.t("What do these mean?"), icon=":material/help:", width="stretch"):
            st.markdown(_meanings(words))


def _behind_names(key: str, counts: list[str]) -> None:
    """Show a count behind each option of a pills widget. It is no part of the option's name: Streamlit knows an option by its
    name, and would undo or lose a click on one that was counted anew since the page was drawn.
    """
    rules = (f'.st-key-{key} button:nth-of-type({n}) p::after {{ content: " {one}" }}' for n, one in enumerate(counts, start=1))
    st.html(f"<style>{' '.join(rules)}</style>")


@cache
def areas_in_order(words: Words) -> tuple[str, ...]:
    """West Africa and the countries of the workshop first, then the others in focus, then their neighbours."""
    first = [*AREAS, "MLI", "TCD", "COL"]
    by_name = sorted(covered(dataset()), key=lambda country: plain(words.country(country)))
    others = [country for country in by_name if country in FOCUS and country not in first]
    return (*first, *others, *(country for country in by_name if country not in FOCUS))


@cache
def area_names(words: Words) -> dict[str, str]:
    """What the areas that can be chosen are called, in the order of the list."""
    return {area: words.area(area) for area in areas_in_order(words)}


def reset() -> None:
    """Callback: back to the first question."""
    address.seed(FIRST_QUESTION)


def _area_chosen(words: Words) -> None:
    """Callback: what was typed becomes the area it means, or is refused in a sentence. A region and a country do not stand
    together: the one chosen last counts. Several may have been chosen while a run was under way.
    """
    state, chosen = st.session_state, list[str]()
    state["area_refused"] = []
    for typed in with_unseen(state["area_before"], state["area"]):
        area = typed if typed in AREAS else meant(typed, words.language)
        if area in AREAS:
            chosen = [other for other in chosen if other not in AREAS[area]]
        elif area in covered(dataset()):
            chosen = [other for other in chosen if other not in AREAS]
        else:
            state["area_refused"].append(typed)
            continue
        chosen.append(area)
    chosen = list(dict.fromkeys(chosen))
    gone = set(state["area_before"]) - set(chosen)
    # What a run sets is set in the browser, too, which empties the box. Several leave at once when the box is cleared, or when
    # it does not show the latest answer yet: that one must not have the last word.
    if chosen != state["area"] or len(gone) > 1:
        state["area"] = chosen
    state["area_before"] = chosen


def with_unseen(before: list[str], held: list[str]) -> list[str]:
    """What a box holds, with what it could not show yet: a gesture adds or takes away, so that a box which does both has been
    filled on top of an older answer, and what it lacks was never seen there.
    """
    new = [value for value in held if value not in before]
    return [*before, *new] if new and not set(before) <= set(held) else held


def _refusal(typed: str, words: Words) -> str:
    """Why an area that somebody typed was not chosen."""
    if country := meant(typed, words.language):
        return not_covered([country], words)
    if countries := holders(typed, words.language):
        return words.t(
            "{typed} is a first-level area of {country}: choose {country} here, then the area on the map of events.",
            typed=code(typed), country=words.join(words.country(country) for country in countries),
        )  # fmt: skip
    return words.t("{typed} is not the name of one country here: choose it from the list.", typed=code(typed))


def not_covered(countries: list[str], words: Words) -> str:
    """That nothing is shown of these countries, and why."""
    return words.t(
        "No source here covers {countries}. Nothing is shown of it, which does not mean that nothing happened there.",
        countries=words.join(words.country(country) for country in countries),
    )


def code(text: str, most: int = 40) -> str:
    """Text of a visitor as Markdown that means nothing: without backticks and line breaks it cannot leave its code span."""
    return "`" + text[:most].replace("`", "'").replace("\n", " ") + "`"


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
                "**Events** are single incidents of organised violence with at least one death by some estimate (low, best or "
                "high). **Flows** are transfers, trafficking, diversions and seizures on record. **Corridors** are ways of arms "
                "that sources describe; the lines are indicative."
            ),
        )
    )
