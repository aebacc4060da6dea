"""Classes of a map of first-level areas, and what such a map leaves out."""

from __future__ import annotations

from itertools import pairwise

from components.layers.legend_rows import classes
from components.text.unplaced_words import maybe_here, not_placed
from components.text.words import Words
from data.subjects.areas import FEWEST_FOR_SHARE, LeftOut
from geo.style import BLUES, GUARDED, NO_DATA, REDS, SHARES_FROM


def areas_explained(
    measure: str, left_out: LeftOut, words: Words, chosen: bool = False
) -> tuple[list[tuple[str, str]], list[str]]:
    """The classes of a measure by their colour, one more for areas without data where there are any, and notes on what a map of
    areas leaves out; `chosen` where weapons are.
    """
    notes = []
    if left_out.silent or not left_out.unknown:
        notes.append(words.t("Without colour: no event on record there, which is not proof that nothing happened."))
    if left_out.unknown:
        notes.append(
            words.n(
                "Dark grey: {n} of {all} areas has no data in these years. A gap is no data, not peace.",
                "Dark grey: {n} of {all} areas have no data in these years. A gap is no data, not peace.",
                left_out.unknown,
                all=words.number(left_out.asked),
            )
        )
    if measure == "share":
        rows = list(zip(BLUES, _share_classes(words, chosen), strict=True))
        rows.append((GUARDED, words.t("fewer than {n} events", n=words.number(FEWEST_FOR_SHARE))))
        notes.insert(
            0,
            words.t("Share of all events, whatever weapon they name, that fit the chosen weapons.")
            if chosen
            else words.t("Share of events that name a weapon."),
        )
        notes.insert(
            1,
            words.t(
                "Areas with fewer than {n} events show none: one event more or less would change it too much.",
                n=words.number(FEWEST_FOR_SHARE),
            ),
        )
    else:
        unit = words.t("events") if measure == "events" else words.t("deaths")
        first, *others = classes(words)
        spans = [words.t("1–{last}", last=first.split("–")[1]) if measure == "events" else first, *others]
        rows = [(red, f"{span} {unit}") for red, span in zip(REDS, spans, strict=True)]
        notes.insert(0, words.t("Numbers, not rates: large and populous areas have more of them."))
    if left_out.unknown:
        rows.append((NO_DATA, words.t("no data in these years")))
    if left_out.across:
        notes.append(
            words.n(
                "{n} event is placed in a neighbouring country that was not chosen and is not on this map.",
                "{n} events are placed in neighbouring countries that were not chosen and are not on this map.",
                left_out.across,
            )
        )
    if said := not_placed(left_out.unplaced, words):
        notes.append(said)
    if said := maybe_here(*left_out.elsewhere, words):
        notes.append(said)
    return rows, notes


def _share_classes(words: Words, chosen: bool) -> list[str]:
    """`no event names one`, `under 5 %`, `5 % to under 10 %`, …, `25 % or more`: no share is in two of them, and none at all is
    no number that a reader takes for a small share.
    """
    ends = [words.percent(share) for share in SHARES_FROM[2:]]
    between = [words.t("{first} to under {last}", first=a, last=b) for a, b in pairwise(ends)]
    lowest = words.t("under {last}", last=ends[0])
    return [
        words.t("no event fits") if chosen else words.t("no event names one"),
        lowest,
        *between,
        words.t("{first} or more", first=ends[-1]),
    ]
