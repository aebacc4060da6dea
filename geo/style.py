"""Colours and line styles of what is drawn on a map, the same on screen and on paper.

Hues for weapon categories are the Okabe–Ito set, which colour-blind readers tell apart.
"""

from __future__ import annotations

from bisect import bisect_right

Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """`#B2182B` as numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


ACCENT = "#0077B6"
LINK = "#005F92"
INK = "#1F2933"
MUTED = "#6B7280"

#: Deaths, in five classes: the first number of each class, and its red.
DEATHS_FROM = (0, 10, 50, 200, 1000)
REDS = ("#FDE0D2", "#FBB394", "#F4795B", "#DA3A3A", "#B2182B")

#: Shares, in five classes: the first share of each class, and its blue; and the grey of a share that is not shown.
SHARES_FROM = (0.0, 1e-9, 0.05, 0.1, 0.25)
BLUES = ("#EDF1F4", "#C6DDEC", "#82B8DA", "#3585B8", "#08487E")
GUARDED = "#C9CDD2"
#: An area of which nothing is known: no class of a measure, and not the ground either.
NO_DATA = "#B5B2AB"

FLOW_COLOURS = {"authorised": "#2166AC", "illicit": "#B35806", "collected": "#3F8F4B"}
ROUTE_COLOURS = {"land": "#263F6A", "water": "#1B8A9A", "air": "#7B4EA3"}

#: Dash and gap as multiples of the line's width, by reliability. A solid line has no gap.
DASHES = {"confirmed": (0, 0), "probable": (4, 3), "possible": (1, 3)}

#: Land borders over coloured areas, by status.
BORDER = "#6A675F"
BORDER_DASHES = {"international": (0, 0), "undetermined": (4, 3), "dotted": (1, 3)}

WEAPON_COLOURS = {
    "A": "#0072B2",
    "B": "#56B4E9",
    "C": "#009E73",
    "D": "#E69F00",
    "E": "#D55E00",
    "F": "#CC79A7",
    "G": "#B8A600",
    "H": "#5B6470",
    "NR": "#BDBDBD",
}

VIOLENCE_COLOURS = {"state-based": "#4A6FA5", "non-state": "#C99A2E", "one-sided": "#8E4A72"}


def deaths_class(deaths: int) -> int:
    """Index of the class a number of deaths falls into."""
    return bisect_right(DEATHS_FROM, deaths) - 1


def share_class(share: float) -> int:
    """Index of the class a share falls into."""
    return max(i for i, first in enumerate(SHARES_FROM) if share >= first)


def medium(mode: str) -> str:
    """What a route runs through: land, water or air."""
    return {"sea": "water", "river": "water", "air": "air"}.get(mode, "land")
