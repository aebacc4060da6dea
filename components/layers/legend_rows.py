"""What is drawn on a map and what it means: marks as small pictures, with their words."""

from __future__ import annotations

from base64 import b64encode

from components.text.words import FLOW_KIND_NAMES, N_, Words
from data.model.categories import RELIABILITY
from geo.layers import event_radius
from geo.style import DASHES, DEATHS_FROM, FLOW_COLOURS, MUTED, REDS, ROUTE_COLOURS

_MEDIUM_NAMES = {"land": N_("by land"), "water": N_("by sea or river"), "air": N_("by air")}
_KINDS = ("illicit", "collected")
TITLES = {
    "incidents": N_("Events"),
    "flows": N_("Illicit or seized"),
    "transfers": N_("Authorised transfers"),
    "routes": N_("Corridors"),
}
#: How lines differ: kinds of flows, media of corridors, how sure either is.
LINES = frozenset((*_KINDS, *ROUTE_COLOURS, *RELIABILITY))
#: Numbers of events whose circles fit the legend in their true size.
SAMPLES = (1, 5, 15)


def explained(cells: bool, words: Words, lines: frozenset[str] = LINES) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Title of each layer by its name, and what is drawn in it: pictures with their meaning. `lines` are those that occur."""
    return {
        "incidents": (words.t(TITLES["incidents"]), marks(cells, words)),
        "flows": (words.t(TITLES["flows"]), _flows(words, lines)),
        "transfers": (words.t(TITLES["transfers"]), _transfers(words)),
        "routes": (words.t(TITLES["routes"]), _routes(words, lines)),
    }


def marks(cells: bool, words: Words) -> list[tuple[str, str]]:
    """What cells or points of incidents mean."""
    rows = [(swatch(red), f"{span} {words.t('deaths')}") for red, span in zip(REDS, classes(words), strict=True)]
    if cells:
        rows.append((_svg(_hexagon()), words.t("area with events, since there are too many for points")))
    else:
        rows.append((_sizes(), words.t("events: {sizes}", sizes=" · ".join(words.number(n) for n in SAMPLES))))
    return rows


def classes(words: Words) -> list[str]:
    """The classes of the reds as spans of numbers."""
    ends = [*(n - 1 for n in DEATHS_FROM[1:]), None]
    return [
        f"{words.number(first)}+" if last is None else f"{words.number(first)}–{words.number(last)}"
        for first, last in zip(DEATHS_FROM, ends, strict=True)
    ]


def _flows(words: Words, lines: frozenset[str]) -> list[tuple[str, str]]:
    return [
        *((_svg(_line(FLOW_COLOURS[kind])), words.t(FLOW_KIND_NAMES[kind])) for kind in _KINDS if kind in lines),
        (_svg(_arrow(MUTED)), words.t("arrow: direction; thicker: more records")),
        (_svg(_ring()), words.t("known at country level only, not a place")),
        (_svg(_dot(FLOW_COLOURS["illicit"])), words.t("place of a seizure, collection or workshop")),
    ]


def _transfers(words: Words) -> list[tuple[str, str]]:
    return [(_svg(_line(FLOW_COLOURS["authorised"])), words.t("from supplier to recipient country"))]


def _routes(words: Words, lines: frozenset[str]) -> list[tuple[str, str]]:
    rows = [(_svg(_line(colour)), words.t(_MEDIUM_NAMES[name])) for name, colour in ROUTE_COLOURS.items() if name in lines]
    sure = [r for r in RELIABILITY if r in lines]
    rows += [(_svg(_line(MUTED, DASHES[r])), words.t("all lines: {reliability}", reliability=words.t(r))) for r in sure]
    rows.append((_svg(_band()), words.t("soft band: corridor, its places are indicative")))
    return rows


def _svg(shape: str, width: int = 34) -> str:
    return _picture(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="18" viewBox="0 0 34 18">{shape}</svg>')


def swatch(colour: str) -> str:
    """A patch of one colour."""
    return _svg(f'<rect x="4" y="2" width="26" height="14" rx="2" fill="{colour}"/>')


def _picture(svg: str) -> str:
    """A drawing as an image, since HTML from a script may hold no SVG of its own."""
    encoded = b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{encoded}" alt="" style="flex:none;height:18px">'


def _sizes() -> str:
    """Circles in their true size, side by side."""
    middles = (7, 22, 41)
    circles = "".join(
        f'<circle cx="{x}" cy="9" r="{event_radius(n):.1f}" fill="{REDS[2]}" stroke="#5A1E1E" stroke-width=".8"/>'
        for x, n in zip(middles, SAMPLES, strict=True)
    )
    return _picture(f'<svg xmlns="http://www.w3.org/2000/svg" width="52" height="18" viewBox="0 0 52 18">{circles}</svg>')


def _hexagon() -> str:
    return f'<polygon points="9,9 13,2 21,2 25,9 21,16 13,16" fill="{REDS[2]}"/>'


def _line(colour: str, dash: tuple[int, int] = (0, 0)) -> str:
    pattern = "" if not dash[1] else f' stroke-dasharray="{dash[0] * 2.4} {dash[1] * 2.4}"'
    return f'<line x1="1" y1="9" x2="33" y2="9" stroke="{colour}" stroke-width="2.6"{pattern}/>'


def _arrow(colour: str) -> str:
    return _line(colour) + f'<polygon points="18,4 27,9 18,14" fill="{colour}"/>'


def _ring() -> str:
    return f'<circle cx="17" cy="9" r="7" fill="#FFFFFF" stroke="{MUTED}" stroke-width="2"/>'


def _dot(colour: str) -> str:
    return f'<circle cx="17" cy="9" r="5.5" fill="{colour}" stroke="#FFFFFF" stroke-width="1.5"/>'


def _band() -> str:
    colour = ROUTE_COLOURS["land"]
    return f'<rect x="0" y="3" width="34" height="12" fill="{colour}" opacity=".18"/>' + _line(colour)
