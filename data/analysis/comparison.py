"""Comparison: a question beside the same one for another area or another period."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.analysis import crossing
from data.analysis.origins import neighbours
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.countries import covered
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years, last_year
from data.subjects import country_years, flows, incidents, routes
from data.subjects.editions import register_years
from data.subjects.place_coverage import whole_years

#: What may differ between two sides, by its name in the address: `compare=area:TCD`, `compare=year:2005-2011`.
KINDS = ("area", "year")
#: Records below which two sides are not set in proportion: a count of ten is as likely five or eighteen (95 %, Poisson).
FEWEST = 10
#: Countries of the workshop's cases, of which the first that can be compared stands on the other side at first.
_LIKELY = ("TCD", "MLI")
#: Years of the period that is compared while none are chosen.
_LATELY = 10


@dataclass(frozen=True)
class Side:
    """One side: its question, its numbers, and events and deaths in those of its years that are covered from January to
    December (`covered`): rates a year stand on them alone.
    """

    filters: Filters
    found: crossing.Summary
    covered: tuple[int, ...]
    events: int
    deaths: int

    @property
    def years(self) -> int:
        return len(self.covered)

    @property
    def events_a_year(self) -> float:
        return self.events / max(self.years, 1)

    @property
    def deaths_a_year(self) -> float:
        return self.deaths / max(self.years, 1)


def other_side(dataset: Dataset, filters: Filters, compare: str) -> Filters | None:
    """The question on the other side, or None when `compare` does not name one."""
    kind, _, value = compare.partition(":")
    if kind not in KINDS or not value:
        return None
    parsed, problems = Filters.parse({kind: value}, covered(dataset), all_years(dataset))
    if problems:
        return None
    return replace(filters, areas=parsed.areas) if kind == "area" else replace(filters, years=parsed.years)


def first_choice(dataset: Dataset, kind: str, filters: Filters, page: str = "incidents") -> str:
    """What to compare a question with before anybody chose: another country that can be compared, or as many years just before
    those of `period`, as many just after where there are none before. The two periods never overlap.
    """
    if kind == "area":
        # A region is not set against a part of itself.
        inside = {*filters.countries} if filters.areas else set()
        near = set(neighbours(dataset, filters.countries))
        others = sorted(
            (one for one in covered(dataset) if one not in _LIKELY), key=lambda one: (one not in near, one not in FOCUS, one)
        )
        choices = [one for one in (*_LIKELY, *others) if one not in inside] or [*_LIKELY]
        return f"area:{next((one for one in choices if comparable(dataset, page, filters, one)), choices[0])}"
    first, last = period(dataset, filters)
    if first == FIRST_YEAR:
        return _spelled(last + 1, min(2 * last - first + 1, last_year(dataset)))
    return _spelled(max(2 * first - last - 1, FIRST_YEAR), first - 1)


@cached_by_version
def comparable(dataset: Dataset, page: str, filters: Filters, country: str) -> bool:
    """Whether a country holds enough of what a page compares, under the question's other filters, to be set in proportion; for
    events in years that are covered for both sides.
    """
    other = replace(filters, areas=(country,), picks=())
    if page == "flows":
        return flow_side(dataset, other).flows["authorised"] >= FEWEST
    if page == "routes":
        return len(routes.matching(dataset, other)) > 0
    if not set(whole_years(dataset, filters.countries)) & set(whole_years(dataset, other.countries)):
        return False
    return side(dataset, other).events >= FEWEST


def no_neighbour_comparable(dataset: Dataset, filters: Filters) -> bool:
    """Whether no neighbour of the question's countries has events enough to be compared."""
    near = set(neighbours(dataset, filters.countries)) & set(covered(dataset))
    return bool(filters.countries) and not any(comparable(dataset, "incidents", filters, country) for country in near)


def period(dataset: Dataset, filters: Filters) -> tuple[int, int]:
    """The years of a question that are set beside another period: all years leave none, so then the last ten that are covered."""
    earliest, latest = all_years(dataset)
    first, last = filters.span((earliest, latest))
    if (first, last) != (earliest, latest):
        return first, last
    last = max(whole_years(dataset, filters.countries), default=latest)
    return max(last - _LATELY + 1, earliest + 1), last


def _spelled(first: int, last: int) -> str:
    return f"year:{first}" if first == last else f"year:{first}-{last}"


def overlap(dataset: Dataset, left: Filters, right: Filters) -> tuple[int, int] | None:
    """First and last year that two periods share; None where they share none, or do not differ in years."""
    if left.years == right.years:
        return None
    ends = [(side.years[0], side.years[-1]) if side.years else all_years(dataset) for side in (left, right)]
    first, last = max(first for first, _ in ends), min(last for _, last in ends)
    return (first, last) if first <= last else None


def side(dataset: Dataset, filters: Filters) -> Side:
    """A side with its numbers."""
    first, last = filters.span((FIRST_YEAR, last_year(dataset)))
    return _in_years(dataset, filters, [year for year in whole_years(dataset, filters.countries) if first <= year <= last])


def in_common(dataset: Dataset, left: Side, right: Side) -> tuple[Side, Side]:
    """Both sides with the numbers of those years alone that are covered for both."""
    years = sorted({*left.covered} & {*right.covered})
    return _in_years(dataset, left.filters, years), _in_years(dataset, right.filters, years)


def _in_years(dataset: Dataset, filters: Filters, years: list[int]) -> Side:
    counted = incidents.by_year(dataset, filters)
    counted = counted[counted.year.isin(years)]
    return Side(filters, crossing.summary(dataset, filters), tuple(years), int(counted.events.sum()), int(counted.deaths.sum()))


def rounded(mean: float) -> float:
    """A mean of counts, or how many times one is another: to a tenth while it is small, else whole, since no count bears more."""
    return round(mean, 1) if mean < 10 else round(mean)


def incomplete(dataset: Dataset, filters: Filters) -> tuple[int, ...]:
    """The years of a side in which events hold less than two thirds of the deaths in UCDP's own totals."""
    first, last = filters.span((FIRST_YEAR, last_year(dataset)))
    return tuple(year for year in country_years.incomplete_years(dataset, filters.countries) if first <= year <= last)


@dataclass(frozen=True)
class FlowSide:
    """Flows of one side: records of each kind, the countries they came from, the register's years they are spread over."""

    flows: dict[str, int]
    suppliers: frozenset[str]
    years: int

    @property
    def transfers_a_year(self) -> float:
        """Authorised transfers a year: only they come from a register that covers every year."""
        return self.flows["authorised"] / self.years


def flow_side(dataset: Dataset, filters: Filters) -> FlowSide:
    """A side of a comparison of flows with its numbers."""
    found = flows.matching(dataset, filters)
    return FlowSide(
        flows.of_each_kind(found.kind),
        frozenset(found.origin_country.dropna()),
        _covered(filters, register_years(dataset) or all_years(dataset)),
    )


def _covered(filters: Filters, years: tuple[int, int]) -> int:
    """Years of the question that lie among those that a source covers, at least one."""
    first, last = filters.span(years)
    return max(min(last, years[1]) - max(first, years[0]) + 1, 1)
