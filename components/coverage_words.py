"""Coverage in words: which periods are gaps, and what a step of time holds where places are not known in all of it."""

from __future__ import annotations

from components.words import Words
from data import place_coverage
from data.playback import Step


def gaps_said(countries: tuple[str, ...], words: Words) -> list[str]:
    """The gaps in place-level data, in one line, or none."""
    found = place_coverage.gaps(countries)
    if not found:
        return []
    spans = "; ".join(words.period(span.start, span.end, "day") for span in found)
    return [words.t("No place-level data for all of this area: {spans}. A gap is no data, not peace.", spans=spans)]


def step_said(countries: tuple[str, ...], time: int, step: Step, events: int, deaths: int, words: Words) -> str:
    """Events and deaths of a step of time; where places are known of a part of it, that; where of none, no number."""
    standing = place_coverage.of_step(countries, time, step)
    counted = words.n("{n} event", "{n} events", events) + ", " + words.n("{n} death", "{n} deaths", deaths)
    if standing == "none" and not events:
        return words.t("no data: no source at hand speaks of places here")
    if standing == "whole":
        return counted
    return words.t("{counted} (known in part only: not all days or areas are covered)", counted=counted)
