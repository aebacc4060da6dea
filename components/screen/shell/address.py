"""The question in the browser's address, and how the page shows it: read at the first request and after "back", written
after every change.

Widgets are not bound to the address by Streamlit itself, because bound widgets write their label, which changes
with the language; the address holds stable codes, in the same grammar as the addresses of the map layers.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components.current import dataset
from components.files.picture import view_choices
from components.screen.shell import shown
from components.text.words import LANGUAGES
from data.analysis.comparison import other_side
from data.ground.countries import covered
from data.model.categories import level1, weapons
from data.query.filters import Filters, Problem
from data.query.pick_values import unknown
from data.query.years import all_years

_WRITTEN, _PAGE, _VALUES, _COUNTRIES = "address_written", "address_page", "address_values", "address_countries"
#: The browser writes by itself where the map looks (components/screen/shell/page.js): a new value is no new question.
_CAMERA = "camera"
#: First and last year that the widgets were drawn for.
_ENDS = "address_years"


def default_language() -> str:
    """The browser's language, where it is one of ours."""
    language = (st.context.locale or "en").split("-")[0]
    return language if language in LANGUAGES else "en"


def language() -> str:
    """The language of a run before its question is read: what was chosen, unless the address changed, as it does after "back"."""
    state, query = st.session_state, st.query_params.to_dict()
    chosen, asked = state.get("lang"), query.get("lang")
    written = state.get(_WRITTEN, {})
    moved = bool(written and query) and asked != written.get("lang") and chosen == state[_VALUES]["lang"]
    if chosen and not moved:
        return str(chosen)
    return asked if asked in LANGUAGES else default_language()


def question(page: str) -> tuple[Filters, list[Problem]]:
    """What is asked in this run: the widgets' values if one changed, else the address if that changed.

    The links of the navigation drop the query: a new page with an empty query keeps the question.
    """
    state, query = st.session_state, st.query_params.to_dict()
    asked = {name: value for name, value in query.items() if name != _CAMERA}
    turned_page = state.get(_PAGE, page) != page
    state[_PAGE] = page
    _reach_of_the_set()
    if _WRITTEN in state and turned_page and not asked:
        filters = from_widgets()
        # The browser forgot what the filters hold where the page before did not draw them.
        seed(filters)
        look_anew()
        return filters, []
    if _WRITTEN in state and not turned_page and (asked == state[_WRITTEN] or _values() != state[_VALUES]):
        filters = from_widgets()
        if filters.countries != state[_COUNTRIES]:
            look_anew("look")
        return filters, []
    filters, problems = Filters.parse(query, covered(dataset()), all_years(dataset()))
    for problem in unknown(dataset(), filters):
        filters = filters.picking(problem.parameter, None)
        problems.append(problem)
    problems += shown.parse(page, query)
    problems += [Problem(name, query[name][:20], repeated=True) for name in _repeated()]
    language = query.get("lang")
    if language is not None and language not in LANGUAGES:
        problems.append(Problem("lang", language[:20]))
    seed(filters)
    compare = query.get("compare", "")
    state["compare"] = compare if not compare or other_side(dataset(), filters, compare) else ""
    if compare != state["compare"]:
        problems.append(Problem("compare", compare[:20]))
    state["lang"] = language if language in LANGUAGES else default_language()
    return filters, problems


def _reach_of_the_set() -> None:
    """A newer set may reach another year than the one that the widgets were drawn for: all years stay all years."""
    state, ends = st.session_state, all_years(dataset())
    if state.get(_ENDS, ends) != ends:
        first, last = ends if state["year"] == state[_ENDS] else state["year"]
        state["year"] = (min(first, ends[1]), min(last, ends[1]))
    state[_ENDS] = ends


def resting(page: str) -> Filters:
    """The question while a page is shown that has an address of its own: it is kept for the page that comes next."""
    state, query = st.session_state, st.query_params.to_dict()
    state[_PAGE] = page
    _reach_of_the_set()
    if _WRITTEN in state:
        filters = from_widgets()
    else:
        filters, _ = Filters.parse({}, covered(dataset()), all_years(dataset()))
        state["compare"] = ""
    # Streamlit forgets the values of widgets that a run does not draw, unless they are set anew.
    seed(filters)
    language = query.get("lang", state.get("lang"))
    state["lang"] = language if language in LANGUAGES else default_language()
    state[_WRITTEN], state[_VALUES] = {}, _values()
    return filters


def write() -> None:
    """Put the question and how it is shown into the address. The language stands there once somebody chose it."""
    state, filters = st.session_state, from_widgets()
    query = _parameters(filters)
    if state["lang"] != default_language() or "lang" in st.query_params:
        query["lang"] = state["lang"]
    state[_WRITTEN], state[_VALUES], state[_COUNTRIES] = query.copy(), _values(), filters.countries
    query |= _camera()
    if query != st.query_params.to_dict() or _repeated():
        st.query_params.from_dict(query)


def _repeated() -> list[str]:
    """Parameters that the address holds more than once."""
    return [name for name in st.query_params if len(st.query_params.get_all(name)) > 1]


def link() -> str:
    """The address under which a colleague sees exactly this."""
    base = (st.context.url or "").split("?")[0]
    query = _parameters(from_widgets()) | {"lang": st.session_state["lang"]} | _camera()
    return f"{base}?{urlencode(query, safe=',:-')}"


def look_anew(*more: str) -> None:
    """The map looks at its selection again: what a link or the browser said of it holds no longer."""
    shown.forget(_CAMERA, *more)
    st.query_params.pop(_CAMERA, None)


def _parameters(filters: Filters) -> dict[str, str]:
    compare = st.session_state.get("compare")
    return filters.parameters() | ({"compare": compare} if compare else {}) | shown.parameters(st.session_state[_PAGE])


def _camera() -> dict[str, str]:
    """Where the map looks now, as the browser says."""
    text = st.query_params.get(_CAMERA, "")
    return {_CAMERA: text} if view_choices.seen_from(text) else {}


def seed(filters: Filters) -> None:
    """Set the filter widgets to a question. Call it before they are drawn, or from a callback."""
    state = st.session_state
    state["area"], state["area_before"], state["area_refused"] = list(filters.areas), list(filters.areas), []
    state["year"] = filters.span(all_years(dataset()))
    state["phase"] = list(filters.phases)
    state["weapon"] = [w for w in (*level1(), "NR") if w in {_group(value) for value in filters.weapons}]
    state["weapon_class"] = [code for code in filters.weapons if code in weapons()]
    state["exclude_possible"] = filters.exclude_possible
    state["picks"] = filters.picks


def from_widgets() -> Filters:
    """The question the widgets hold. A category with chosen classes means these classes only."""
    state = st.session_state
    (first, last), groups = state["year"], state["weapon"]
    classes = [code for code in state["weapon_class"] if code[0] in groups]
    narrowed = {code[0] for code in classes}
    chosen = {*classes, *(group for group in groups if group not in narrowed)}
    return Filters(
        areas=tuple(sorted(state["area"])),
        years=() if (first, last) == all_years(dataset()) else (first, last),
        phases=tuple(state["phase"]),
        weapons=tuple(chosen),
        exclude_possible=state["exclude_possible"],
        picks=state["picks"],
    ).ordered()


def _group(value: str) -> str:
    return value if value == "NR" else value[0]


def _values() -> dict[str, Any]:
    names = ("area", "year", "phase", "weapon", "weapon_class", "exclude_possible", "picks", "compare", "lang")
    return {name: st.session_state.get(name) for name in names}
