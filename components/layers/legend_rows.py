"""What is drawn on a map and what it means: marks as small pictures, with their words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from components.text.words import FLOW_KIND_NAMES, N_, Words
from data.model.categories import RELIABILITY
from geo.basemap import LOOK
from geo.layers import event_radius
from geo.style import DASHES, DEATHS_FROM, FLOW_COLOURS, MUTED, REDS, ROUTE_COLOURS

_MEDIUM_NAMES = {"land": N_("by land"), "water": N_("by sea or river"), "air": N_("by air")}
#: How lines of a reliability look.
_LOOKS = {"confirmed": N_("solid line"), "probable": N_("dashed line"), "possible": N_("dotted line")}
_KINDS = ("illicit", "collected")
TITLES = {
    "incidents": N_("Events"),
    "flows": N_("Illicit or seized"),
    "transfers": N_("Authorised transfers"),
    "routes": N_("Corridors"),
}
#: What land of a country that a question is about means: it may well be empty.
SELECTED = N_("selected; no record is no proof of peace")
#: Numbers of events whose circles fit the legend in their true size.
SAMPLES = (1, 5, 15)


_DEATHS = "deaths-"
#: A class of marks by its name among what occurs (`components.layers.occurring`), what it looks like and what it means.
_Row = tuple[str, str, str]


@dataclass(frozen=True)
class Meaning:
    """A row of a legend: the class of marks, its picture on screen, what it means, and how often it occurs where that counts."""

    name: str
    picture: str
    text: str
    times: int | None

    def said(self, words: Words) -> str:
        if self.times is None:
            return self.text
        # A mark may stand for many events, else a row counts its records.
        if self.name.startswith(_DEATHS):
            return words.n("{text} ({n} mark)", "{text} ({n} marks)", self.times, text=self.text)
        return f"{self.text} ({words.number(self.times)})"


#: What explains all others of its layer, and what is counted with them.
_BESIDE, _UNCOUNTED = ("cells", "sizes"), (*RELIABILITY, "arrows")


def meanings(cells: bool, words: Words, occurs: Mapping[str, int] | None = None) -> dict[str, list[Meaning]]:
    """What is drawn in each layer by its name. `occurs` says which classes there are on the map and how often; without it all
    that there may be are explained.
    """
    rows = {"incidents": marks(cells, words), "flows": _flows(words), "transfers": _transfers(words), "routes": _routes(words)}
    return {layer: _drawn(found, occurs) for layer, found in rows.items()}


def explained(cells: bool, words: Words, occurs: Mapping[str, int] | None = None) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Title of each layer by its name, and its `meanings` as pictures with their words."""
    nothing = [(_svg(""), words.t("none on this map"))]
    return {
        layer: (words.t(TITLES[layer]), [(one.picture, one.said(words)) for one in found] or nothing)
        for layer, found in meanings(cells, words, occurs).items()
    }


def _drawn(rows: list[_Row], occurs: Mapping[str, int] | None) -> list[Meaning]:
    """Rows of what occurs; what explains others stands beside these only."""
    if occurs is None:
        return [Meaning(*row, None) for row in rows]
    if not any(name in occurs and name not in _UNCOUNTED for name, *_ in rows):
        return []
    return [
        Meaning(*row, None if row[0] in (*_BESIDE, *_UNCOUNTED) else occurs[row[0]])
        for row in rows
        if row[0] in occurs or row[0] in _BESIDE
    ]


def marks(cells: bool, words: Words) -> list[_Row]:
    """What cells or points of incidents mean."""
    reds = enumerate(zip(REDS, classes(words), strict=True))
    rows = [(f"{_DEATHS}{i}", swatch(red), f"{span} {words.t('deaths')}") for i, (red, span) in reds]
    if cells:
        rows.append(("cells", _svg(_hexagon()), words.t("area with events, since there are too many for points")))
    else:
        rows.append(("sizes", _sizes(), words.t("events: {sizes}", sizes=" · ".join(words.number(n) for n in SAMPLES))))
    return rows


def classes(words: Words) -> list[str]:
    """The classes of the reds as spans of numbers."""
    ends = [*(n - 1 for n in DEATHS_FROM[1:]), None]
    return [
        f"{words.number(first)}+" if last is None else f"{words.number(first)}–{words.number(last)}"
        for first, last in zip(DEATHS_FROM, ends, strict=True)
    ]


def _flows(words: Words) -> list[_Row]:
    place = words.t("place where arms were seized, captured, collected, made or seen")
    hollow = words.t("hollow: near the place named, or in a wider area that it marks")
    return [
        *((kind, _svg(_line(FLOW_COLOURS[kind])), words.t(FLOW_KIND_NAMES[kind])) for kind in _KINDS),
        *((f"{kind}-places", _svg(_dots(kind)), words.t(FLOW_KIND_NAMES[kind])) for kind in _KINDS),
        *((f"{kind}-areas", _svg(_dots(kind, hollow=True)), words.t(FLOW_KIND_NAMES[kind])) for kind in _KINDS),
        ("arrows", _svg(_arrow(MUTED)), words.t("arrow: direction; thicker: more records")),
        ("rings", _svg(_ring()), words.t("known at country level only, not a place")),
        *((f"{kind}-marks", _svg(_dots(kind)), place) for kind in _KINDS),
        ("marks", _svg(_dots(*_KINDS)), place),
        *((f"{kind}-hollow", _svg(_dots(kind, hollow=True)), hollow) for kind in _KINDS),
        ("hollow", _svg(_dots(*_KINDS, hollow=True)), hollow),
    ]


def _transfers(words: Words) -> list[_Row]:
    return [("authorised", _svg(_line(FLOW_COLOURS["authorised"])), words.t("from supplier to recipient country"))]


def _routes(words: Words) -> list[_Row]:
    rows = [(name, _svg(_line(colour)), words.t(_MEDIUM_NAMES[name])) for name, colour in ROUTE_COLOURS.items()]
    rows += [(r, _svg(_line(MUTED, DASHES[r])), words.labelled(words.t(_LOOKS[r]), words.t(r))) for r in RELIABILITY]
    rows.append(("bands", _svg(_band()), words.t("soft band: corridor, its places are indicative")))
    return rows


def land(countries: Collection[str], words: Words) -> list[tuple[str, str]]:
    """What lit land and all other land mean on a map that is about some countries: pictures with their words."""
    if not countries:
        return []
    return [
        (swatch(LOOK.land_focus, LOOK.coast), words.t(SELECTED)),
        (swatch(LOOK.land_other, LOOK.coast), words.t("not selected")),
    ]


def _svg(shape: str, width: int = 34) -> str:
    return _picture(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="18" viewBox="0 0 34 18">{shape}</svg>')


def swatch(colour: str, edge: str = "none") -> str:
    """A patch of one colour."""
    return _svg(f'<rect x="4" y="2" width="26" height="14" rx="2" fill="{colour}" stroke="{edge}"/>')


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


def _dots(*kinds: str, hollow: bool = False) -> str:
    """Marks of single places in the colours of their kinds, side by side."""
    white = "#FFFFFF"
    paints = {kind: (white, colour) if hollow else (colour, white) for kind, colour in FLOW_COLOURS.items()}
    middles = [17 + 13 * (i - (len(kinds) - 1) / 2) for i in range(len(kinds))]
    return "".join(
        f'<circle cx="{x:g}" cy="9" r="5.5" fill="{paints[kind][0]}" stroke="{paints[kind][1]}" stroke-width="1.5"/>'
        for x, kind in zip(middles, kinds, strict=True)
    )


def _band() -> str:
    colour = ROUTE_COLOURS["land"]
    return f'<rect x="0" y="3" width="34" height="12" fill="{colour}" opacity=".18"/>' + _line(colour)
