"""The question a user asks, as one frozen value: read from a query, written as a query, said as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from ibis.expr.types import ArrayValue, BooleanValue, Table

from data.engine.memory_table import Mask, MemoryTable
from data.model.categories import (
    AREAS,
    NOT_CLASSIFIED,
    NOT_REPORTED,
    PHASES,
    codes_of,
    countries_of,
    level1,
    weapons,
)
from data.query.picks import PICKS, subject_of

#: Query value of `area` that means every country, since leaving the parameter out means the default area.
EVERYWHERE = "all"
#: Query value of `evidence` that shows what is only possible, too: by default it is hidden.
EVERYTHING = "all"
DEFAULT_AREAS = ("west-africa",)
#: Longest query value worth reading; what is longer was not written by this app.
LONGEST_VALUE = 400


#: Rows of a table: an expression of the engine, or held in memory.
Rows = TypeVar("Rows", Table, MemoryTable)


class Speaker(Protocol):
    """What a language must be able to say for a sentence of filters."""

    def area(self, code: str) -> str: ...
    def phase(self, phase: str) -> str: ...
    def weapon(self, code: str) -> str: ...
    def years_asked(self, years: tuple[int, ...]) -> str: ...
    def join(self, items: Iterable[str]) -> str: ...
    def t(self, message: str) -> str: ...
    def pick(self, name: str, value: str) -> str: ...


@dataclass(frozen=True)
class Problem:
    """A part of a query that was left out: which parameter, and the value as given (shortened, what can be printed of it);
    `repeated` where the parameter stands more than once, and the value is the one that was read.
    """

    parameter: str
    value: str
    repeated: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", "".join(sign if sign.isprintable() else "\ufffd" for sign in self.value))


@dataclass(frozen=True)
class Filters:
    """Tuples only; empty means all.

    areas    `west-africa` or ISO3 codes
    years    (first, last), both included
    phases   values of PHASES or NOT_CLASSIFIED
    weapons  level-1 letters, level-2 codes, or NOT_REPORTED
    exclude_possible  leave out what is only *possible*, and hand-compiled rows of low confidence
    picks    (name, value) selected in charts and maps, see data.query.picks
    """

    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    phases: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    exclude_possible: bool = False
    picks: tuple[tuple[str, str], ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        return countries_of(self.areas)

    def span(self, otherwise: tuple[int, int]) -> tuple[int, int]:
        """First and last year asked for, or the years that stand in where none are."""
        return (self.years[0], self.years[-1]) if self.years else otherwise

    def without(self, *names: str) -> Filters:
        """The same question with the named fields open again: `filters.without("phases", "picks")`."""
        opened: dict[str, Any] = {name: False if name == "exclude_possible" else () for name in names}
        return replace(self, **opened)

    def ordered(self) -> Filters:
        """The same question in canonical order, so that equal questions are equal values."""
        return replace(
            self,
            areas=tuple(sorted(area for area in self.areas if not _within_another(area, self.areas))),
            phases=tuple(phase for phase in PHASE_VALUES if phase in self.phases),
            weapons=tuple(code for code in WEAPON_VALUES if code in self.weapons and not _said_already(code, self.weapons)),
            picks=tuple(sorted(self.picks)),
        )

    def about(self, *subjects: str) -> Filters:
        """The same question without the picks that narrow none of these subjects: they are not applied to them."""
        return replace(self, picks=tuple(pick for pick in self.picks if PICKS[pick[0]].tests.keys() & set(subjects)))

    def picking(self, name: str, value: str | None) -> Filters:
        """The same question with one pick set, or open again when the value is None."""
        others = {key: found for key, found in self.picks if key != name}
        return replace(self, picks=tuple(sorted((others | ({name: value} if value else {})).items())))

    def query(self) -> str:
        """Canonical query: the same question gives the same text, so that browsers and caches share it."""
        return _query(self)

    def parameters(self) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.areas != DEFAULT_AREAS:
            found["area"] = ",".join(sorted(self.areas)) or EVERYWHERE
        if self.years:
            found["year"] = "-".join(str(year) for year in dict.fromkeys(self.years))
        if self.phases:
            found["phase"] = ",".join(slug(phase) for phase in PHASE_VALUES if phase in self.phases)
        if self.weapons:
            found["weapon"] = ",".join(self.ordered().weapons)
        if not self.exclude_possible:
            found["evidence"] = EVERYTHING
        return found | dict(sorted(self.picks))

    @staticmethod
    def parse(
        parameters: Mapping[str, str], countries: Iterable[str], all_years: tuple[int, int]
    ) -> tuple[Filters, list[Problem]]:
        """Filters a query means, and what of it was left out. `countries` are the ISO3 codes that exist here, `all_years` the
        first and the last year that can be asked for.
        """
        problems: list[Problem] = []

        def listed(name: str, allowed: Callable[[str], str | None]) -> tuple[str, ...]:
            text = parameters.get(name, "")
            if len(text) > LONGEST_VALUE:
                problems.append(Problem(name, text[:20] + "…"))
                return ()
            kept = []
            for value in filter(None, text.split(",")):
                known = allowed(value)
                if known is None:
                    problems.append(Problem(name, value[:20]))
                else:
                    kept.append(known)
            return tuple(dict.fromkeys(kept))

        everywhere = {*AREAS, *countries, EVERYWHERE}
        areas = listed("area", lambda v: v if v in everywhere else None)
        phases = listed("phase", {slug(p): p for p in PHASE_VALUES}.get)
        codes = listed("weapon", lambda v: v if v in WEAPON_VALUES else None)
        evidence = listed("evidence", lambda v: v if v == EVERYTHING else None)
        years = _years(parameters.get("year", ""), all_years, problems)
        named = () if EVERYWHERE in areas else areas or DEFAULT_AREAS
        picks = _picks(parameters, problems)
        return Filters(named, years, phases, codes, not evidence, picks).ordered(), problems

    def sentence(self, say: Speaker) -> str:
        """The question in words, for the caption of every map, chart, table and file."""
        parts = [say.join(say.area(a) for a in self.areas) if self.areas else say.t("All countries")]
        parts.append(say.years_asked(self.years))
        if self.phases:
            parts.append(say.join(say.phase(p) for p in self.phases))
        if self.weapons:
            parts.append(say.join(say.weapon(w) for w in self.weapons))
        if not self.exclude_possible:
            parts.append(say.t("including what is only possible"))
        parts += [say.pick(name, value) for name, value in self.picks]
        return " · ".join(parts)

    def narrow(self, table: Rows) -> Rows:
        """The rows of an incidents, flows or routes table that answer the question."""
        if isinstance(table, MemoryTable):
            return table.filter(self.mask(table))
        tests = [found for test, *asked in self._tests(table) if (found := test(table, *asked)) is not None]
        return table.filter(*tests) if tests else table

    def mask(self, table: MemoryTable) -> Mask:
        """Which rows of a table in memory answer the question."""
        passed = (table.once(test, *asked) for test, *asked in self._tests(table))
        return table.all_of(test for test in passed if test is not None)

    def _tests(self, table: Rows) -> Iterator[tuple[Any, ...]]:
        """Each test with what it is asked beside the table."""
        yield _within, self.countries
        yield _overlapping, self.years
        yield _in_phase, self.phases
        yield _with_weapon, self.weapons
        subject = subject_of(table)
        for name, value in self.picks:
            if test := PICKS[name].tests.get(subject):
                yield test, value
        if self.exclude_possible:
            yield (_without_possible,)


@lru_cache(8192)
def _query(filters: Filters) -> str:
    return urlencode(filters.parameters(), safe=",-")


def _within(table: Table, countries: tuple[str, ...]) -> BooleanValue | None:
    if not countries:
        return None
    if "countries" in table.columns:
        return _holds_any(table.countries, countries)
    return table.country.isin(countries)


def _overlapping(table: Table, years: tuple[int, ...]) -> BooleanValue | None:
    if not years:
        return None
    first, last = years[0], years[-1]
    if "year" in table.columns:
        return table.year.between(first, last)
    return (table.start_year <= last) & (table.end_year.fill_null(first) >= first)


def _in_phase(table: Table, phases: tuple[str, ...]) -> BooleanValue | None:
    if not phases:
        return None
    if "phases" in table.columns:
        return _holds_any(table.phases, phases)
    return table.phase.isin(phases)


def _with_weapon(table: Table, codes: tuple[str, ...]) -> BooleanValue | None:
    if not codes:
        return None
    stated = _holds_any(table.weapons, codes_of(codes))
    return stated | (table.weapons.length() == 0) if NOT_REPORTED in codes else stated


def _without_possible(table: Table) -> BooleanValue:
    known = table.reliability != "possible"
    return known & (table.confidence.fill_null("high") != "low") if "confidence" in table.columns else known


def _within_another(area: str, areas: tuple[str, ...]) -> bool:
    """Whether a country adds nothing, since a region that holds it is chosen, too."""
    return any(area in AREAS.get(other, ()) for other in areas)


def _said_already(code: str, codes: tuple[str, ...]) -> bool:
    """Whether a level-2 code adds nothing, since its category is chosen, too."""
    return len(code) > 1 and code[0] in codes


def _holds_any(column: ArrayValue, values: Iterable[str]) -> BooleanValue:
    return column.filter(lambda value: value.isin(list(values))).length() > 0


def _picks(parameters: Mapping[str, str], problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    found = []
    for name, pick in PICKS.items():
        value = parameters.get(name)
        if value is None:
            continue
        if pick.allows(value):
            found.append((name, pick.canonical(value)))
        else:
            problems.append(Problem(name, value[:20]))
    return tuple(found)


def _years(text: str, all_years: tuple[int, int], problems: list[Problem]) -> tuple[int, ...]:
    """`2012-2022` or `2012`; outside the years there are, or reversed, it is a problem."""
    if not text:
        return ()
    ends = text.split("-")
    if len(ends) <= 2 and all(len(end) == 4 and end.isascii() and end.isdigit() for end in ends):
        first, last = int(ends[0]), int(ends[-1])
        earliest, latest = all_years
        if earliest <= first <= last <= latest:
            return () if (first, last) == (earliest, latest) else (first, last)
    problems.append(Problem("year", text[:20]))
    return ()


def slug(phase: str) -> str:
    """A phase as it stands in a URL."""
    return phase.replace(" ", "-")


PHASE_VALUES = (*PHASES, NOT_CLASSIFIED)
WEAPON_VALUES = (*level1(), *weapons(), NOT_REPORTED)
