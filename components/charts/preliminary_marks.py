"""What UCDP may still revise, in bars over time: the same bars striped, with a name in the legend and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from components.charts.axes import PRELIMINARY
from components.text.words import N_, Words
from geo.style import MUTED

Figure = dict[str, Any]
#: What the stripes are called where a legend stands.
STRIPED = N_("Striped: preliminary, UCDP may revise")
#: What bars hold, one value a bar; all else is said once for all of them.
_LISTED = ("x", "y", "customdata", "hovertext", "width")


def in_parts(bar: Figure, preliminary: Mapping[Any, int], words: Words) -> list[Figure]:
    """Bars in two traces for a stack: what is final, and above it what is preliminary. As they are where nothing is.

    preliminary  place of a bar on its axis of time → how much of it is preliminary
    """
    place, length = ("y", "x") if bar.get("orientation") == "h" else ("x", "y")
    parts = [min(int(preliminary.get(at, 0)), int(n or 0)) for at, n in zip(bar[place], bar[length], strict=True)]
    if not any(parts):
        return [bar]
    if "hovertext" in bar:
        told = [_told(text, part, words) for text, part in zip(bar["hovertext"], parts, strict=True)]
        bar = {**bar, "hovertext": told}
    final = [None if n is None else n - part for n, part in zip(bar[length], parts, strict=True)]
    # A bar that is preliminary as a whole has no final part that a pointer could find.
    kept = [i for i, (n, part) in enumerate(zip(final, parts, strict=True)) if n or not part]
    striped = [i for i, part in enumerate(parts) if part]
    above = _chosen({**bar, length: parts}, striped)
    # One word in the legend stands for the stripes of all colours.
    above |= {"marker": {**above["marker"], "pattern": _STRIPES}, "showlegend": False, "meta": PRELIMINARY}
    return [_chosen({**bar, length: final}, kept), above]


#: White lines across the bar: gaps are hatched aslant and in grey. Without `overlay` the bar has no colour between them.
_STRIPES = {"shape": "-", "fillmode": "overlay", "fgcolor": "#FFFFFF", "size": 5, "solidity": 0.42}


def _told(text: str, part: int, words: Words) -> str:
    return f"{text}<br>{words.t('of which preliminary: {n}', n=words.number(part))}" if part else text


def _chosen(bar: Figure, kept: Sequence[int]) -> Figure:
    """Some of the bars of a trace."""
    marker = {name: _some(value, kept) for name, value in bar["marker"].items()}
    return {name: _some(value, kept) if name in _LISTED else value for name, value in bar.items()} | {"marker": marker}


def _some(value: Any, kept: Sequence[int]) -> Any:
    return [value[i] for i in kept] if isinstance(value, list) else value


def legend_entry(data: Iterable[Figure], words: Words) -> list[Figure]:
    """A name for the stripes among the traces of a chart; none where there is no stripe."""
    striped = next((trace for trace in data if trace.get("meta") == PRELIMINARY), None)
    if striped is None:
        return []
    axes: Figure = {name: striped[name] for name in ("xaxis", "yaxis", "orientation") if name in striped}
    # The legend shows no swatch for a bar without a place: this one has no length.
    at, length = ("y", "x") if striped.get("orientation") == "h" else ("x", "y")
    look = {"color": MUTED, "line": {"width": 0}, "pattern": _STRIPES}
    return [
        {
            "type": "bar", at: striped[at][:1], length: [0], **axes, "name": words.t(STRIPED), "marker": look,
            "hoverinfo": "skip", "showlegend": True, "meta": PRELIMINARY,
        }
    ]  # fmt: skip


def said(years: Iterable[int], words: Words) -> str:
    """The preliminary years of a chart in a sentence; empty where there is none."""
    listed = tuple(sorted({int(year) for year in years}))
    if not listed:
        return ""
    return words.t("Preliminary, UCDP may still revise it: events of {years}.", years=words.spans(listed))
