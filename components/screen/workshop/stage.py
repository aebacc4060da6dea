"""The projector's window: nothing but the slide, legible from the back of the room."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from components.charts.catalogue import CHARTS
from components.current import dataset
from components.files.layers import address as layer_address
from components.files.static import basemap, scripts
from components.screen.map import map_panel
from components.screen.shell.page_head import name_tab
from components.screen.workshop import board_state, join_panel
from components.screen.workshop.stage_map import stage_map
from components.screen.workshop.views import view, warm
from components.screen.workshop.wall import wall
from components.screen.workshop.windows import alive
from components.text import currency_line
from components.text.words import Words
from components.workshop import answers, room
from components.workshop.fields import LAYERS
from components.workshop.findings import filled
from components.workshop.value import Slide, Storyboard, said
from data.model.sources import SOURCES
from data.query.filters import Filters
from geo.style import INK, MUTED

#: The window belongs to the slide: no margins, no bar above. The view takes the height that title, finding and foot leave.
#: A high window magnifies charts inside of what was measured for them: Plotly takes the sizes of whatever is magnified around
#: it for larger.
#: The canvas of a map out of sight is shown, too faint to be seen: a browser lets one that is hidden draw as many pictures as it
#: likes before the graphics card has drawn the first, and whatever comes then waits for all of them, the way out, too.
_LOOK = """
:root { --times: 1 }
@media (min-height: 860px) { :root { --times: 1.25 } }
@media (min-height: 980px) { :root { --times: 1.45 } }
@media (min-height: 1300px) { :root { --times: 1.9 } }
[data-testid="stHeader"], [data-testid="stToolbar"] { display: none }
[data-testid="stMainBlockContainer"] { padding: 1.6vh 2.2vw 0; max-width: none; overflow: hidden;
  height: calc(100vh - 16px - 36px * var(--times)) }
[data-testid="stMainBlockContainer"] > div { gap: 0.7vh; height: 100% }
.st-key-slide_wall { position: fixed; left: -9999px }
.st-key-stage_leave { position: fixed; top: 12px; right: 16px; width: auto; z-index: 9999998; opacity: 0; pointer-events: none }
.mouse-moved .st-key-stage_leave, .st-key-stage_leave:focus-within { opacity: 1; pointer-events: auto }
#slide-foot { position: fixed; left: 0; right: 0; bottom: 0; padding: 4px 2.2vw 8px; background: #FFFFFF }
div:has(> .st-key-stage_map), div:has(> [class*="st-key-stage_view_"]) {
  position: absolute; visibility: hidden; left: 2.2vw; right: 2.2vw; width: auto; height: 60vh; z-index: -1 }
div:has(> .st-key-stage_map):not(:has(> IN_SIGHT)) #deckgl-overlay { visibility: visible; opacity: 0.001; pointer-events: none }
div:has(> IN_SIGHT) {
  position: relative; visibility: visible; left: 0; right: 0; flex: 1 1 0; min-height: 0; height: auto; z-index: 0 }
.st-key-stage_map, [class*="st-key-stage_view_"] { height: 100%; gap: 0.7vh }
.st-key-stage_map :is([data-testid="stLayoutWrapper"], .stElementContainer):has(.stDeckGlJsonChart) { flex: 1 1 0; min-height: 0 }
[class*="st-key-stage_view_"] > :has(.stPlotlyChart) { flex: 1 1 0 !important; min-height: 0 !important }
[class*="st-key-stage_view_"] > :has([data-testid="stCaptionContainer"], .picture-title):not(:has(.stPlotlyChart)) { flex: none }
.picture-title { font-size: calc(15px * var(--times)) }
[data-testid="stColumn"]:has(.stPlotlyChart) > [data-testid="stVerticalBlock"] { height: 100% }
[data-testid="stColumn"] .stElementContainer:has(.stPlotlyChart) { flex: 1 1 0 !important; min-height: 0 !important }
.st-key-stage_map [data-testid="stVerticalBlock"] { gap: 0.7vh }
.stDeckGlJsonChart, .stDeckGlJsonChart > div:last-child { height: 100% !important }
.st-key-stage_map .stHtml > div { font-size: calc(15px * var(--times)) !important }
.st-key-stage_map .stHtml img { height: calc(17px * var(--times)) !important }
div:has(> [class*="st-key-stage_view_"]) { overflow-y: auto }
.st-key-stage_briefing { display: block; column-count: 2; column-gap: 3vw }
.st-key-stage_detail { max-height: 30vh; overflow-y: auto }
[data-testid="stCaptionContainer"], h4, #slide-foot > .named { zoom: var(--times) }
.stElementContainer:has(.stPlotlyChart) > div { width: calc(100% / var(--times)); height: calc(100% / var(--times)) }
.js-plotly-plot { transform: scale(var(--times)); transform-origin: 0 0 }
"""


def stage(words: Words) -> None:
    """The slide that the address names, in step with the presenter's window."""
    board = board_state.asked()
    at = board_state.in_step(board)
    slide = board.slides[at]
    follow_at = join_panel.address(room.path(room.code_of(board.id, board_state.key())))
    look = _LOOK.replace("IN_SIGHT", ".st-key-stage_map" if slide.view == "map" else f".st-key-stage_view_{at}")
    st.html(f"<style>{look}</style>")
    name_tab(said(slide.title, words.language), said(board.title, words.language))
    st.html(f'<h1 style="{_size(2.9, 3.1)};font-weight:700;line-height:1.15;margin:0;padding:0">{_title(slide, words)}</h1>')
    _views(board, at, follow_at, words)
    with st.container(key="stage_words"):
        if slide.finding:
            st.html(f'<p style="{_size(2.4, 2.6)};line-height:1.25;margin:0;color:{INK}">{_finding(slide, words)}</p>')
        if slide.ask and slide.view != "question":
            st.html(_question(slide, words))
    st.html(_foot(board, slide, at, "" if slide.view == "question" else follow_at, words))
    alive(board, at)
    with st.container(key="stage_leave"):
        st.button(words.t("Leave (Esc)"), icon=":material/logout:", key="stage_leave_now", on_click=_to_desk)
    if at + 1 < len(board.slides):
        warm(board.slides[at + 1], words.language)
        _fetch_ahead(board.slides[at + 1], words)
    wall(board, slide, words)


def _to_desk() -> None:
    """Callback: back to the desk and the storyboard, which the room keeps seeing."""
    board_state.leave()
    st.query_params.from_dict({name: value for name, value in st.query_params.items() if name not in ("present", "slide")})


def _views(board: Storyboard, at: int, follow_at: str, words: Words) -> None:
    """The view in sight; and out of sight, where the browser draws it already, what comes next. One map serves all slides."""
    with st.container(key="stage_map"):
        mapped = _mapped(board, at)
        if mapped is not None:
            stage_map(board.slides[mapped], mapped, mapped == at, words)
    for i, slide in enumerate(board.slides):
        with st.container(key=f"stage_view_{i}"):
            if i == at and slide.view == "question":
                st.html(_beside(_question(slide, words), _way_in(follow_at, words)))
            elif i == at or (i == at + 1 and slide.view in (*CHARTS, "compare")):
                view(slide, words)


def _mapped(board: Storyboard, at: int) -> int | None:
    """The place of the map in sight, else of the next one, else of the last: the browser needs a while for a new one."""
    found = [i for i, slide in enumerate(board.slides) if slide.view == "map"]
    return next((i for i in found if i >= at), found[-1] if found else None)


def _fetch_ahead(slide: Slide, words: Words) -> None:
    """Have the browser keep what the next slide's map will ask for, once it has nothing else to do."""
    files = fetched(slide, words)
    if files:
        st.html(scripts.element("fetch_ahead", files=json.dumps(files)), unsafe_allow_javascript=True)


def fetched(slide: Slide, words: Words) -> list[str]:
    """Addresses of what a slide's map asks for; nothing for a slide without one."""
    if slide.view != "map":
        return []
    # Points or cells: they come from the same address.
    drawn = map_panel.layers({name: name in slide.layers for name in LAYERS}, False, slide.filters, words)
    ground = basemap.changing(dataset().version, slide.filters.countries)
    return [*ground, *(str(layer.source) for layer in drawn), layer_address("labels", Filters(), words.language)]


def _size(share: float, most: float) -> str:
    """Letters that grow with the window: a share of its width, between what is legible and what is too much."""
    return f"font-size:clamp(24px,{share}vw,{most * 18:.0f}px)"


def _title(slide: Slide, words: Words) -> str:
    return escape(said(slide.title, words.language))


def _finding(slide: Slide, words: Words) -> str:
    return escape(filled(slide.finding, slide, words))


def _question(slide: Slide, words: Words) -> str:
    """The question to the room, each line on its own; alone on the slide it is larger."""
    lines = filled(slide.ask, slide, words).splitlines()
    size = _size(4, 5) if len(lines) == 1 and slide.view == "question" else _size(2.7, 3.4)
    shown = "".join(f'<p style="font-size:inherit;margin:0 0 0.7em">{escape(line)}</p>' for line in lines)
    if slide.choices:
        offered = "".join(f"<li>{escape(name)}</li>" for name in answers.named(slide, words).values())
        look = f"font-size:0.72em;margin:0;padding-left:1.2em;columns:{2 if len(slide.choices) > 4 else 1}"
        shown += f'<ul style="{look}">{offered}</ul>'
    return f'<div style="display:flex;flex-direction:column;justify-content:center;{size};line-height:1.3">{shown}</div>'


def _beside(question: str, way_in: str) -> str:
    left = f'<div style="flex:1;min-width:0">{question}</div>'
    return f'<div style="display:flex;gap:3vw;align-items:center;min-height:72vh">{left}{way_in}</div>'


def _way_in(address: str, words: Words) -> str:
    """Where phones follow, to scan and to type."""
    if not address:
        return ""
    host, _, path = join_panel.short(address).partition("/")
    return (
        f'<div style="flex:none;text-align:center;line-height:1.25">'
        f'<div style="{_size(1.7, 1.8)};color:{MUTED}">{escape(words.t("Follow on your phone"))}</div>'
        f'<div style="display:flex;justify-content:center">{join_panel.picture(address, words, "min(22vw, 44vh)")}</div>'
        f'<div style="{_size(2.4, 2.6)};font-weight:600">{escape(host)}<br>/{escape(path)}</div></div>'
    )


def _foot(board: Storyboard, slide: Slide, at: int, follow_at: str, words: Words) -> str:
    """Sources and how current they are at the left; where phones follow, time since the start and the number at the right."""
    since, _ = room.seconds(room.code_of(board.id, board_state.key()))
    named = " · ".join(dict.fromkeys(_brief(source) if source in SOURCES else source for source in slide.sources))
    sources = words.labelled(words.t("Sources"), named) if named else ""
    current = "" if slide.view == "question" else currency_line.undated(slide.filters.countries, words)
    told = escape(" · ".join(filter(None, (sources, current))))
    return (
        f'<div id="slide-foot" style="display:flex;justify-content:space-between;gap:2vw;align-items:flex-end;color:{MUTED}">'
        f'<span class="named" style="font-size:14px;line-height:1.25">{told}</span>'
        f'<span style="{_size(1.5, 1.8)};white-space:nowrap">{escape(join_panel.short(follow_at))} &nbsp; '
        f'<span data-elapsed="{since}"></span>'
        f" &nbsp; <b>{at + 1}/{len(board.slides)}</b></span></div>"
    )


def _brief(source: str) -> str:
    found = SOURCES[source]
    return f"{found.publisher} ({found.licence})"
