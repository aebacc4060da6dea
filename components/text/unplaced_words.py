"""What cannot be placed, in a sentence: beside every map, chart and table of places, on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable

from components.current import dataset
from components.text.words import Words
from data.query.filters import Filters
from data.subjects.incident_memory import counts
from data.subjects.unplaced import OFF_LAND, Unit, Unplaced, elsewhere, in_districts, unplaced

Clause = Callable[[Words, int, str], str]
#: What is known of events and deaths, the least first.
_CLAUSES: dict[str, Clause] = {
    "country": lambda words, n, counted: words.n(
        "{counted} is known for the country only", "{counted} are known for the country only", n, counted=counted
    ),
    "corridor": lambda words, n, counted: words.n(
        "{counted} is known for a stretch or a wide area only",
        "{counted} are known for a stretch or a wide area only",
        n, counted=counted,
    ),
    "admin1": lambda words, n, counted: words.n(
        "{counted} is known for a first-level area only", "{counted} are known for a first-level area only", n, counted=counted
    ),
    "not stated": lambda words, _, counted: words.t("for {counted} the precision of the place is not stated", counted=counted),
    OFF_LAND: lambda words, n, counted: words.n(
        "{counted} lies off land", "{counted} lie off land", n, counted=counted
    ),
}  # fmt: skip


def not_placed(found: Unplaced, words: Words, countries: str = "") -> str:
    """`Not placed here: 312 events with 4,100 deaths are known for the country only.` Empty where everything is placed.

    countries  names them where what is found is that of whole countries, beside a part of them
    """
    known = {level: found[level] for level in _CLAUSES if level in found}
    said = [_CLAUSES[level](words, events, _counted(events, deaths, words)) for level, (events, deaths) in known.items()]
    if said and countries:
        return words.t("Not placed, in the whole of {countries}: {list}.", countries=countries, list=words.join(said))
    return words.t("Not placed here: {list}.", list=words.join(said)) if said else ""


def not_placed_briefly(found: Unplaced, words: Words) -> str:
    """`Not placed: 359 events, 2,464 deaths (19 events known for the country only).` For a line on paper."""
    if not found:
        return ""
    events, deaths = (sum(counts) for counts in zip(*found.values(), strict=True))
    values = {"events": words.n("{n} event", "{n} events", events), "deaths": words.n("{n} death", "{n} deaths", deaths)}
    vague, _ = found.get("country", (0, 0))
    if not vague:
        return words.t("Not placed: {events}, {deaths}.", **values)
    return words.n(
        "Not placed: {events}, {deaths} ({n} event known for the country only).",
        "Not placed: {events}, {deaths} ({n} events known for the country only).",
        vague, **values,
    )  # fmt: skip


def not_placed_of(filters: Filters, unit: Unit, words: Words) -> str:
    """The same of what answers a question, after how many of its events are placed, and with how roughly; beside a place that
    was picked also what may belong there.
    """
    said = []
    if found := unplaced(dataset(), filters, unit):
        events = int(counts(dataset(), filters).events.sum())
        placed = words.number(events - sum(n for n, _ in found.values()))
        said.append(words.n("Placed: {placed} of {n} event.", "Placed: {placed} of {n} events.", events, placed=placed))
        said.append(not_placed(found, words))
    if unit == "place" and (roughly := in_districts(dataset(), filters)):
        said.append(
            words.n(
                "{n} placed event stands at the midpoint of its district.",
                "{n} placed events stand at the midpoint of their district.",
                roughly,
            )
        )
    said.append(maybe_here(*elsewhere(dataset(), filters), words))
    return " ".join(filter(None, said))


def maybe_here(events: int, deaths: int, words: Words) -> str:
    """What cannot be placed of a question from which a place was picked; empty where there is none."""
    if not events:
        return ""
    return words.n(
        "Besides, {counted} of this selection cannot be placed: it may belong here.",
        "Besides, {counted} of this selection cannot be placed: some may belong here.",
        events, counted=_counted(events, deaths, words),
    )  # fmt: skip


def _counted(events: int, deaths: int, words: Words) -> str:
    return words.t(
        "{events} with {deaths}", events=words.n("{n} event", "{n} events", events),
        deaths=words.n("{n} death", "{n} deaths", deaths),
    )  # fmt: skip
