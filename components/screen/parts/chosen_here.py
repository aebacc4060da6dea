"""What was chosen in a chart, told beside it: what it opened stands elsewhere on the page, often out of sight."""

from __future__ import annotations

from components.current import dataset
from components.text.words import Words
from data.query.filters import Filters
from data.query.years import all_years


def chosen_here(filters: Filters, words: Words, *asked: str) -> str:
    """What of the question a chart has set, in a sentence; empty where nothing is.

    asked  `years`, `phases`, `weapons`, or names of picks
    """
    picks = dict(filters.picks)
    found: list[str] = []
    for name in asked:
        if name == "years" and filters.years and filters.years != all_years(dataset()):
            found.append(words.years(*filters.years))
        elif name == "phases":
            found += map(words.phase, filters.phases)
        elif name == "weapons":
            found += map(words.weapon, filters.weapons)
        elif name in picks:
            found.append(words.pick(name, picks[name]))
    if not found:
        return ""
    return words.t(
        "Chosen: {what}. All of this page shows only that; the same click again opens all.",
        what=" · ".join(found),
    )
