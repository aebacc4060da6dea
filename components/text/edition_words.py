"""Which edition of a source stands here, in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import reduce

from components.current import dataset
from components.text.words import Words
from data.model.sources import SOURCES, Part
from data.subjects.editions import edition

#: What makes a row of consecutive releases a span.
_SPAN = 3
_GED = re.compile(r"GED (\d\d)\.1\b")
_YEAR = re.compile(r"Candidate (?:20)?(\d\d)\b")


def version(source: str, words: Words) -> str:
    """Which edition the data are of, as their files say; of what comes in one edition only, that one. May be empty."""
    said = [_said(part, words) for part in edition(dataset(), source)]
    if not said:
        return words.t(SOURCES[source].edition)
    return reduce(lambda one, more: words.t("{one}; {more}", one=one, more=more), said)


def titled(source: str, words: Words) -> str:
    """Title and edition of a source."""
    return ", ".join(filter(None, (words.t(SOURCES[source].title), version(source, words))))


def _said(part: Part, words: Words) -> str:
    match part:
        case ("releases", *names):
            return _releases([str(name) for name in names], words)
        case ("candidates", *names):
            return words.t("candidate events of {years}", years=_years([str(name) for name in names], words))
        case ("months", name, year):
            return words.t("{release} to {year}", release=name, year=year)
        case ("totals", first, last):
            return words.t("totals of {first} to {last}", first=_month(first, words), last=_month(last, words))
        case ("register", first, last, ""):
            return words.t("deliveries {years}", years=words.years(int(first), int(last)))
        case ("register", first, last, day):
            years = words.years(int(first), int(last))
            return words.t("deliveries {years}, generated {day}", years=years, day=_day(day, words))
        case ("until", year):
            return words.t("to {year}", year=year)
        case ("index", year, "", _):
            return str(year)
        case ("index", year, number, ""):
            return words.t("{year}, version {number}", year=year, number=number)
        case ("index", year, number, day):
            return words.t("{year}, version {number} ({day})", year=year, number=number, day=_day(day, words))
        case ("published", day):
            return _day(day, words)
        case ("period", first, last):
            if str(first).endswith("-01") and str(last).endswith("-12"):
                return words.years(int(str(first)[:4]), int(str(last)[:4]))
            return words.t("{first} to {last}", first=_begin(first, last, words), last=_month(last, words))
        case ("detail", year):
            return words.t("weapon from {year} on", year=year)
        case ("checked", year):
            return str(year)
    return " ".join(str(value) for value in part[1:])


def _releases(names: list[str], words: Words) -> str:
    """Releases of many years in a row as a span; else one by one, and what is no release of GED by its name."""
    found = sorted({int(known[1]) for name in names if (known := _GED.match(name))})
    others = [name for name in names if not _GED.match(name)]
    if len(found) >= _SPAN and found[-1] - found[0] == len(found) - 1:
        listed = [words.t("GED {first} to {last}", first=f"{found[0]}.1", last=f"{found[-1]}.1")]
    else:
        listed = [f"GED {number}.1" for number in found]
    return words.join([*listed, *others])


def _years(names: Iterable[str], words: Words) -> str:
    """The years of candidate releases; one that names no year by its name."""
    found = [f"20{known[1]}" if (known := _YEAR.match(name)) else name for name in names]
    return words.join(sorted(set(found)))


def _begin(first: str | int, last: str | int, words: Words) -> str:
    """The first month of a period; of a whole year at its beginning, the year."""
    return str(first)[:4] if str(first).endswith("-01") and str(first)[:4] != str(last)[:4] else _month(first, words)


def _month(iso: str | int, words: Words) -> str:
    return words.month(datetime.date.fromisoformat(f"{iso}-01"))


def _day(iso: str | int, words: Words) -> str:
    return words.date(datetime.date.fromisoformat(str(iso)))
