"""Add what a page shows to a storyboard of one's own: as a new slide, or in place of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from components.briefing import compose
from components.screen import shown
from components.screen.slide_charts import CHART_NAMES
from components.screen.workshop import shelf
from components.screen.workshop.thumbnails import thumbnails
from components.words import LANGUAGES, N_, Words
from components.words import words as speak
from components.workshop import boards
from components.workshop.fields import SECTIONS
from components.workshop.findings import FACTS, filled, unknown
from components.workshop.value import Said, Slide, Storyboard, View, said
from data.filters import Filters
from data.picks import SIDES

#: Charts of a page, in the order in which it shows them.
_CHARTS: Mapping[str, tuple[View, ...]] = {
    "overview": ("matrix", "years"),
    "incidents": ("years", "weapons", "violence"),
    "flows": ("flow-years", "streams", "suppliers", "recipients", "mechanisms"),
    "routes": ("modes", "borders", "profile", "border-sides"),
}
#: Charts of one side of the flows, and charts that need a pick.
_OF_ONE_SIDE = ("streams", "suppliers", "recipients")
_NEEDS = {"profile": "route", "border-sides": "border"}
#: Sections of a briefing, as lists offer them.
SECTION_NAMES = {
    "brief": N_("In brief"),
    "happening": N_("What is happening"),
    "weapons": N_("With which weapons"),
    "origins": N_("Where weapons come from and pass through"),
    "place": N_("What is in place"),
    "options": N_("What could be done now: options"),
    "unknown": N_("What we do not know"),
}
_SIDE_NAMES = {"authorised": N_("authorised"), "illicit and seized": N_("illicit and seized")}
_SOURCES = {
    "incidents": ("ucdp-ged",),
    "flows": ("arms-lens-curated",),
    "transfers": ("sipri-transfers",),
    "routes": ("arms-lens-curated",),
}
#: What a new slide says until somebody writes more: each word in braces is counted when the slide is shown.
_FINDINGS = {
    "incidents": "{events}, {deaths} ({first}–{last}).",
    "flows": "{flows}.",
    "routes": "{routes}, {borders}.",
}
_NEW = ""


def capture_button(page: str, filters: Filters, words: Words) -> None:
    """The button; what can be added is looked up when it is pressed. Pages without a view have none."""
    if page not in shown.FIRST_LAYERS and page != "briefing":
        return
    # A short label: on a phone every line above the map counts.
    explained = words.t("Add this view to a storyboard")
    if st.button(words.t("Storyboard"), icon=":material/add_to_queue:", key="capture", help=explained):
        st.dialog(words.t("Add this view to a storyboard"), width="large")(_dialog)(page, filters, words)


def offers(page: str, filters: Filters, words: Words) -> dict[str, Slide]:
    """What a page shows now, as slides by their name, which is their first title."""
    said_of = filters.without("years", "phases", "weapons", "picks") if page == "briefing" else filters
    return {
        name: replace(slide, title={words.language: words.labelled(name, said_of.sentence(words))[:120]})
        for name, slide in _offers(page, filters, words).items()
    }


def _offers(page: str, filters: Filters, words: Words) -> dict[str, Slide]:
    if page == "briefing":
        area = filters.areas[0] if len(filters.areas) == 1 else ""
        if area not in compose.AREAS:
            return {}
        asked = Filters(areas=(area,))
        return {words.t(SECTION_NAMES[name]): _slide("briefing", asked, words, page, section=name) for name in SECTIONS}
    found = {words.t("Map"): _map(page, filters, words)}
    picks = dict(filters.picks)
    for name in _CHARTS[page]:
        if name in _NEEDS and _NEEDS[name] not in picks:
            continue
        title = words.t(CHART_NAMES[name])
        if name in _OF_ONE_SIDE and picks.get("kind") not in SIDES:
            for side in SIDES:
                asked = filters.picking("kind", side)
                found[words.labelled(title, words.t(_SIDE_NAMES[side]))] = _slide(name, asked, words, page)
        else:
            found[title] = _slide(name, filters, words, page)
    if (other := st.session_state.get("compare", "")) and page != "overview":
        found[words.t("Comparison")] = _slide("compare", filters, words, page, compare=other, section=page)
    return found


def _map(page: str, filters: Filters, words: Words) -> Slide:
    """The map with the layers that are switched on, where it looks now."""
    layers = shown.layers(page, shown.FIRST_LAYERS[page])
    ordered = tuple(name for name in shown.LAYERS if name in layers)
    if page == "incidents" and shown.chosen(page, "view") == "areas":
        ordered = (f"areas-{shown.chosen(page, 'measure')}",)
    seen = shown.seen_from(st.query_params.get("camera", ""))
    sources = tuple(dict.fromkeys(source for name in ordered for source in _SOURCES.get(name, ("ucdp-ged",))))
    slide = _slide("map", filters, words, page, layers=ordered, camera=(seen.lon, seen.lat, seen.zoom) if seen else None)
    return replace(slide, sources=sources)


def _slide(
    view: View, filters: Filters, words: Words, page: str, layers: tuple[str, ...] = (),
    camera: tuple[float, float, float] | None = None, compare: str = "", section: str = "",
) -> Slide:  # fmt: skip
    subject = page if page in _FINDINGS else "incidents"
    sources = ("arms-lens-curated", "sipri-transfers") if subject == "flows" else _SOURCES[subject]
    return Slide(
        id=f"{page}-{view}",
        title={},
        finding=dict.fromkeys(LANGUAGES, _FINDINGS[subject]),
        view=view,
        filters=filters,
        notes={},
        layers=layers,
        camera=camera,
        compare=compare,
        section=section,
        sources=sources,
    )


def page_of(slide: Slide, words: Words) -> str:
    """The address of the page that shows a slide's view."""
    page = next((page for page, charts in _CHARTS.items() if slide.view in charts), "overview")
    more: dict[str, str] = {}
    match slide.view:
        case "briefing":
            page = "briefing"
        case "compare":
            page, more = slide.section or "incidents", {"compare": slide.compare}
        case "map" if slide.layers and slide.layers[0].startswith("areas-"):
            page, more = "incidents", {"view": "areas", "measure": slide.layers[0].removeprefix("areas-")}
        case "map":
            more = {"layers": ",".join(slide.layers)} if slide.layers else {}
    if slide.view == "map" and slide.camera:
        more["camera"] = ",".join(f"{number:g}" for number in slide.camera)
    query = urlencode(slide.filters.parameters() | more | {"lang": words.language}, safe=",:-")
    return f"/{'' if page == 'overview' else page}?{query}"


def _dialog(page: str, filters: Filters, words: Words) -> None:
    """What to add, to which storyboard and where; its words can be changed at the desk later."""
    found = offers(page, filters, words)
    if not found:
        st.info(words.t("A briefing speaks of one country, or of West Africa as a whole."))
        return
    language = words.language
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        name = st.selectbox(
            words.t("What"), list(found), key=f"capture_what_{page}_{language}", placeholder=words.t("What")
        )  # fmt: skip
        slide = found[name or next(iter(found))]
        title = st.text_input(words.t("Title"), slide.title[language], max_chars=120, key=f"capture_title_{slide.id}_{language}")
        finding = st.text_area(
            words.t("Finding"), slide.finding[language], max_chars=500, key=f"capture_finding_{slide.id}_{language}",
            help=words.t("A word in braces, such as {events}, is counted from the data when the slide is shown."),
        )  # fmt: skip
    with right:
        st.html(thumbnails(slide, words))
        if not unknown(finding):
            st.caption(filled({language: finding}, slide, words).replace("$", "\\$"))
    own = shelf.own()
    board = _board(own, words)
    at = _place(board, words) if board else None
    wrong = unknown(title) + unknown(finding)
    if wrong:
        known = ", ".join(f"{{{fact}}}" for fact in FACTS)
        st.warning(words.t("{wrong} is not counted anywhere. Known are: {known}", wrong=" ".join(wrong), known=known))
    if st.button(
        words.t("Add"), type="primary", icon=":material/add:", key="capture_add", disabled=bool(wrong) or not title.strip()
    ):
        at_first = _at_first(page, filters, slide)
        title_said = at_first if title.strip() == slide.title[language] else {language: title.strip()}
        finding_said = slide.finding if finding.strip() == slide.finding[language] else {language: finding.strip()}
        kept = _added(board, at, replace(slide, title=title_said, finding=finding_said), words)
        _done(kept, words)


def _at_first(page: str, filters: Filters, slide: Slide) -> Said:
    """The title that a slide is offered with, in all languages."""
    found = {}
    for language in LANGUAGES:
        same = (one for one in offers(page, filters, speak(language)).values() if replace(one, title=slide.title) == slide)
        found[language] = next(same).title[language]
    return found


def _board(own: dict[str, Storyboard], words: Words) -> Storyboard | None:
    """The visitor's storyboard to add to, the one changed last unless another is chosen; None makes a new one."""
    names = {name: said(board.title, words.language) for name, board in own.items()} | {_NEW: words.t("A new storyboard")}
    key = f"capture_board_{'-'.join(own)}_{words.language}"
    chosen = st.selectbox(
        words.t("Storyboard"), list(names), key=key, format_func=names.__getitem__, placeholder=words.t("Storyboard")
    )
    return own.get(chosen or _NEW)


def _place(board: Storyboard, words: Words) -> int | None:
    """The slide to take the place of; None adds one at the end."""
    places = [None, *range(len(board.slides))]

    def named(at: int | None) -> str:
        if at is None:
            return words.t("as the last slide")
        return words.t("in place of {n}: {title}", n=at + 1, title=said(board.slides[at].title, words.language))

    key = f"capture_place_{board.id}_{len(board.slides)}_{words.language}"
    return st.selectbox(words.t("Where"), places, key=key, format_func=named, placeholder=words.t("Where"))


def _added(board: Storyboard | None, at: int | None, slide: Slide, words: Words) -> Storyboard:
    """Keep the storyboard with the slide in it. In place of another it keeps that one's id, notes and time."""
    if board is None:
        name = boards.free_id("storyboard", set(shelf.names()))
        board = Storyboard(name, {language: speak(language).t("My storyboard") for language in LANGUAGES}, ())
    if at is None:
        found = boards.added(board, slide)
    else:
        old = board.slides[at]
        found = boards.with_slide(board, at, replace(slide, id=old.id, notes=old.notes, seconds=old.seconds, ask=old.ask))
    shelf.keep(found)
    return found


def _done(board: Storyboard, words: Words) -> None:
    slides = words.n("{n} slide", "{n} slides", len(board.slides))
    st.success(words.t("Added. “{board}” has {slides}.", board=said(board.title, words.language), slides=slides))
    address = f"/workshop?{urlencode({'board': board.id, 'lang': words.language})}"
    st.link_button(words.t("Open the storyboard"), address, icon=":material/co_present:")
