"""Events step by step on a map: what cannot be played, and why."""

from __future__ import annotations

from components.current import dataset
from components.text.unplaced_words import not_placed_of
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import incidents, playback


def left_out(filters: Filters, step: playback.Step, words: Words) -> str:
    """What cannot be played, and why."""
    if playback.played(dataset(), filters, step).resolution is None:
        return words.t("Too many places and steps to play at once: choose fewer countries or years, or play by year.")
    unplaced = not_placed_of(filters, "place", words)
    if step == "year":
        return " ".join(filter(None, (words.t("Each step shows the events of one year."), unplaced)))
    total = int(incidents.counts(dataset(), filters).events.sum())
    known = sum(events for events, _ in playback.totals(dataset(), filters, step).values())
    said = " ".join(filter(None, (words.t("Each step shows the events of one month."), unplaced)))
    if known == total:
        return said
    left_out = words.t(
        "Events whose month is not known are left out: {n} of {total}.", n=words.number(total - known), total=words.number(total)
    )
    return f"{said} {left_out}"
