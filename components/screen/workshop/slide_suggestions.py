"""What a page shows, as slides that can be added to a storyboard; and the way back from a slide to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from components.briefing import compose
from components.charts.catalogue import CHART_NAMES
from components.current import dataset
from components.files.picture import view_choices
from components.screen.shell import shown
from components.text.tooltips import step_name
from components.text.words import LANGUAGES, N_, Words
from components.workshop.fields import SECTIONS, WAYS
from components.workshop.value import Slide, View
from data.model import source_roles
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import playback

#: Charts of a page, in the order in which it shows them.
_CHARTS: Mapping[str, tuple[View, ...]] = {
    "overview": ("matrix", "years"),
    "incidents": ("timeline", "weapons", "violence"),
    "flows": ("flow-years", "streams", "suppliers", "recipients", "mechanisms"),
    "routes": ("modes", "borders", "profile", "border-sides"),
}
#: Charts of one side of the flows, and charts that need a pick.
_OF_ONE_SIDE = ("streams", "suppliers", "recipients")
_NEEDS = {"profile": "route", "border-sides": "border"}
#: Sections of a briefing, as lists offer them.
SECTION_NAMES = {
    "new": N_("What is new"),
    "raise": N_("What to raise"),
    "unknown": N_("What we do not know"),
    "brief": N_("In brief"),
    "happening": N_("What is happening"),
    "weapons": N_("With which weapons"),
    "origins": N_("Where weapons come from and pass through"),
    "place": N_("What is in place"),
    "options": N_("What could be done now: options"),
}
_SIDE_NAMES = {"authorised": N_("authorised"), "illicit and seized": N_("illicit and seized")}
_SOURCES = {
    "incidents": (source_roles.EVENTS,),
    "flows": (source_roles.OWN_TABLES,),
    "transfers": (source_roles.TRANSFER_REGISTER,),
    "routes": (source_roles.OWN_TABLES,),
}
#: What a new slide says until somebody writes more: each word in braces is counted when the slide is shown.
_FINDINGS = {
    "incidents": "{events}, {deaths} ({period}).",
    "flows": "{flows}.",
    "routes": "{routes}, {borders}.",
}


def suggestions(page: str, filters: Filters, words: Words) -> dict[str, Slide]:
    """What a page shows now, as slides by their name, which is their first title."""
    said_of = filters.without("years", "phases", "weapons", "picks") if page == "briefing" else filters
    return {
        name: replace(slide, title={words.language: words.labelled(name, said_of.sentence(words))[:120]})
        for name, slide in _suggestions(page, filters, words).items()
    }


def _suggestions(page: str, filters: Filters, words: Words) -> dict[str, Slide]:
    if page == "briefing":
        area = filters.areas[0] if len(filters.areas) == 1 else ""
        if area not in compose.AREAS:
            return {}
        asked = Filters(areas=(area,))
        return {words.t(SECTION_NAMES[name]): _slide("briefing", asked, words, page, section=name) for name in SECTIONS}
    found = _maps(page, filters, words)
    picks = dict(filters.picks)
    for name in _CHARTS[page]:
        if name in _NEEDS and _NEEDS[name] not in picks:
            continue
        title, ways = words.t(CHART_NAMES[name]), _ways(page, name)
        if name in _OF_ONE_SIDE and picks.get("kind") not in SIDES:
            for side in SIDES:
                asked = filters.picking("kind", side)
                found[words.labelled(title, words.t(_SIDE_NAMES[side]))] = _slide(name, asked, words, page)
        else:
            found[title] = replace(_slide(name, filters, words, page), shown=ways)
    if (other := st.session_state.get("compare", "")) and page != "overview":
        found[words.t("Comparison")] = _slide("compare", filters, words, page, compare=other, section=page)
    return found


def _ways(page: str, view: View) -> tuple[tuple[str, str], ...]:
    """How the page shows a view, where that is not as at first."""
    chosen = {
        name: shown.chosen(page, name) for name in WAYS.get(view, {}) if (page, name) in view_choices.CHOICES and name != "at"
    }
    return tuple((name, value) for name, value in sorted(chosen.items()) if value != view_choices.CHOICES[page, name].values[0])


def _maps(page: str, filters: Filters, words: Words) -> dict[str, Slide]:
    """The map with the layers that are switched on, where it looks now; and, where it is played, the step in sight."""
    layers = shown.layers(page, view_choices.FIRST_LAYERS[page])
    ordered = tuple(name for name in view_choices.LAYERS if name in layers)
    view = shown.chosen(page, "view") if page == "incidents" else ""
    if view == "areas":
        ordered = (f"areas-{shown.chosen(page, 'measure')}",)
    seen = view_choices.seen_from(st.query_params.get("camera", ""))
    sources = tuple(dict.fromkeys(source for name in ordered for source in _SOURCES.get(name, (source_roles.EVENTS,))))
    slide = _slide("map", filters, words, page, layers=ordered, camera=(seen.lon, seen.lat, seen.zoom) if seen else None)
    slide = replace(slide, sources=sources, shown=_ways(page, "map"))
    return _through_time(slide, words) if view == "time" else {words.t("Map"): slide}


def _through_time(slide: Slide, words: Words) -> dict[str, Slide]:
    """The map that plays, and the step at which it stands; a year is a question of its own."""
    step: playback.Step = "month" if shown.chosen("incidents", "step") == "month" else "year"
    playing = replace(slide, layers=(f"incidents-by-{step}",), sources=(source_roles.EVENTS,))
    found = {words.t("Map that plays through time"): playing}
    times = playback.times(dataset(), slide.filters, step)
    if times:
        asked = playback.time_of(shown.chosen("incidents", "at"))
        now = asked if asked in times else times[-1]
        title = words.labelled(words.t("Map"), step_name(now, step, words))
        if step == "year":
            found[title] = replace(playing, layers=("incidents",), filters=replace(slide.filters, years=(now, now)))
        else:
            found[title] = replace(playing, shown=(("at", playback.spelled(now, step)),))
    return found


def _slide(
    view: View, filters: Filters, words: Words, page: str, layers: tuple[str, ...] = (),
    camera: tuple[float, float, float] | None = None, compare: str = "", section: str = "",
) -> Slide:  # fmt: skip
    subject = page if page in _FINDINGS else "incidents"
    sources = (source_roles.OWN_TABLES, source_roles.TRANSFER_REGISTER) if subject == "flows" else _SOURCES[subject]
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
        case "map" if slide.layers and slide.layers[0] in playback.LAYERS:
            page, more = "incidents", {"view": "time", "step": playback.LAYERS[slide.layers[0]]}
        case "map" if dict(slide.shown).get("look") == "world":
            page, more = "flows", {"layers": ",".join(slide.layers) or view_choices.NO_LAYER}
        case "map":
            more = {"layers": ",".join(slide.layers)} if slide.layers else {}
    if slide.view == "map" and slide.camera:
        more["camera"] = ",".join(f"{number:g}" for number in slide.camera)
    query = urlencode(slide.filters.parameters() | more | dict(slide.shown) | {"lang": words.language}, safe=",:-")
    return f"/{'' if page == 'overview' else page}?{query}"
