"""Origins: who supplied arms to an area, what moved outside the law, through which corridors, under which embargo."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground import borders
from data.query.filters import Filters
from data.subjects import embargoes, flows, routes
from data.subjects.editions import register_years

#: The mechanism of flows that a source reports as the breach of an embargo.
EMBARGO_BREACH = "reported embargo breach"
#: Delivery years of the register that count as late.
YEARS = 10


@dataclass(frozen=True)
class Supplier:
    """A State that delivered major arms: years and level-2 codes on record, and entries of the register."""

    country: str
    first: int
    last: int
    weapons: tuple[str, ...]
    entries: int


@dataclass(frozen=True)
class Latest:
    """Deliveries of major arms in the latest year with any: the States that delivered, and level-2 codes, most first."""

    year: int
    suppliers: tuple[str, ...]
    weapons: tuple[str, ...]


@dataclass(frozen=True)
class Corridors:
    """Corridors that touch the area: `borders` by number of corridors, `names` and `modes` likewise, most first.

    rows  the corridors, latest first; all columns of the contract, and `until`, the last year that is known of each
    """

    count: int
    names: tuple[str, ...]
    borders: dict[str, int]
    modes: dict[str, int]
    rows: pd.DataFrame


@dataclass(frozen=True)
class Regime:
    """A measure in force: ISO3 (None for a group of States), whom it targets, who imposed it, since when, its document.

    until       the day to which the last decision known holds, where that is known
    resolution  the first resolution of the Security Council that it rests on, or nothing
    to_the_day  whether the day of its start is known, or the year alone
    """

    country: str | None
    target: str
    body: str
    type: str
    start: datetime.date
    to_the_day: bool
    resolution: str
    title: str
    publisher: str
    year: int | None
    ref: str
    until: datetime.date | None = None

    @property
    def since(self) -> int:
        return self.start.year

    @property
    def run_out(self) -> bool:
        """Whether the last decision known holds to a day that has passed."""
        return self.until is not None and self.until < datetime.date.today()


@dataclass(frozen=True)
class Origins:
    """What is on record on where arms come from.

    latest       the deliveries of the latest of these years with any
    years        the years of `suppliers`, None without a register of deliveries
    unnamed      entries of the register in these years that name no supplier
    illicit      illicit flows, latest first, and `collected` the seizures and collections; all columns of the contract
    on_area, on_neighbours   UN and EU arms embargoes in force on countries of the area and on those beside it
    listed, other   embargoes on listed groups there; other sanctions on its countries, without an arms embargo
    in_doubt   measures on the area or beside it that have run out as far as known: nowhere among those in force
    """

    years: tuple[int, int] | None
    suppliers: tuple[Supplier, ...]
    latest: Latest | None
    unnamed: int
    illicit: pd.DataFrame
    collected: pd.DataFrame
    mechanisms: dict[str, int]
    corridors: Corridors
    on_area: tuple[Regime, ...]
    on_neighbours: tuple[Regime, ...]
    listed: tuple[Regime, ...]
    other: tuple[Regime, ...]
    in_doubt: tuple[Regime, ...]


@cached_by_version
def origins(dataset: Dataset, filters: Filters) -> Origins:
    """What is on record for the areas of the question."""
    register = register_years(dataset)
    years = (register[1] - YEARS + 1, register[1]) if register else None
    suppliers, latest, unnamed = _suppliers(dataset, filters, years) if years else ((), None, 0)
    moved = flows.matching(dataset, filters)
    illicit = moved[moved.kind == "illicit"].reset_index(drop=True)
    own, beside = filters.countries, neighbours(dataset, filters.countries)
    regimes = [regime for regime in _open(dataset) if not regime.run_out]
    doubtful = [regime for regime in _open(dataset) if regime.run_out]
    arms = [regime for regime in regimes if regime.type == embargoes.ARMS_EMBARGO]
    return Origins(
        years=years,
        suppliers=suppliers,
        latest=latest,
        unnamed=unnamed,
        illicit=illicit,
        collected=moved[moved.kind == "collected"].reset_index(drop=True),
        mechanisms=dict(Counter(illicit.mechanism).most_common()),
        corridors=_corridors(dataset, filters),
        on_area=tuple(regime for regime in arms if regime.country in own),
        on_neighbours=_one_each([regime for regime in arms if regime.country in beside]),
        listed=tuple(r for r in regimes if r.country in own and r.type.startswith("arms embargo on listed entity")),
        other=tuple(r for r in regimes if r.country in own and r.type.endswith("sanctions without arms embargo")),
        in_doubt=tuple(regime for regime in doubtful if regime.country in {*own, *beside}),
    )


def _suppliers(dataset: Dataset, filters: Filters, years: tuple[int, int]) -> tuple[tuple[Supplier, ...], Latest | None, int]:
    found = flows.matching(dataset, replace(filters, years=years))
    found = found[(found.kind == "authorised") & found.destination_country.isin(filters.countries)]
    named = found[found.origin_country.notna()]
    suppliers = [
        Supplier(
            country=str(country),
            first=int(rows.start_year.min()),
            last=int(rows.end_year.max()),
            weapons=tuple(code for code, _ in Counter(code for codes in rows.weapons for code in codes).most_common()),
            entries=int(rows.deals.sum()),
        )
        for country, rows in named.groupby("origin_country")
    ]
    ordered = tuple(sorted(suppliers, key=lambda supplier: (-supplier.entries, -supplier.last, supplier.country)))
    return ordered, _latest(named), int(found.deals[found.origin_country.isna()].sum())


def _latest(deliveries: pd.DataFrame) -> Latest | None:
    if deliveries.empty:
        return None
    year = int(deliveries.end_year.max())
    rows = deliveries[deliveries.end_year == year]
    codes = Counter(code for codes in rows.weapons for code in codes)
    return Latest(year, tuple(sorted(set(rows.origin_country))), tuple(code for code, _ in codes.most_common()))


def _corridors(dataset: Dataset, filters: Filters) -> Corridors:
    found = routes.matching(dataset, filters)
    own = set(filters.countries)
    crossed = Counter(pair for pairs in found.borders for pair in pairs if own & set(pair.split("-")))
    by_number = sorted(crossed.items(), key=lambda item: (-item[1], item[0]))
    # A period left open is known to last until its source was written.
    ends = found.end_year.fillna(found[["start_year", "source_year"]].max(axis=1))
    latest = found.assign(until=ends.astype("int64")).sort_values("until", ascending=False, kind="stable", ignore_index=True)
    return Corridors(len(found), tuple(found.name), dict(by_number), routes.by_mode(dataset, filters), latest)


@cached_by_version
def neighbours(dataset: Dataset, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Countries that share a land border with these, without themselves."""
    pairs = [border.split("-") for border in borders.choices(dataset, countries) if border not in borders.GROUPS]
    return tuple(sorted({country for pair in pairs for country in pair} - set(countries)))


def un_embargoes(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Regime, ...]:
    """UN arms embargoes on these countries of which no end is on record, those among them that have run out as far as known."""
    own = [regime for regime in _open(dataset) if regime.country in countries]
    return tuple(regime for regime in own if (regime.body, regime.type) == ("UN", embargoes.ARMS_EMBARGO))


@cached_by_version
def _open(dataset: Dataset) -> tuple[Regime, ...]:
    rows = dataset.table("embargoes")
    found = dataset.frame(rows.filter(rows.end.isnull(), rows.start.notnull()).order_by(rows.start, rows.id))
    return tuple(
        Regime(
            country=None if pd.isna(row.country) else row.country,
            target=row.target,
            body=row.imposing_body,
            type=row.regime_type,
            start=row.start.date(),
            to_the_day=row.date_precision == "day",
            resolution=next((one for one in row.instruments if one.startswith("S/RES/")), ""),
            title=row.source_title,
            publisher=row.source_publisher,
            year=None if pd.isna(row.source_year) else int(row.source_year),
            ref=row.source_ref,
            until=None if pd.isna(row.until) else pd.Timestamp(row.until).date(),
        )
        for row in found.itertuples()
    )


def _one_each(regimes: list[Regime]) -> tuple[Regime, ...]:
    """One measure a country: that of the UN, where there is one."""
    best: dict[str | None, Regime] = {}
    for regime in sorted(regimes, key=lambda regime: regime.body != "UN"):
        best.setdefault(regime.country, regime)
    return tuple(sorted(best.values(), key=lambda regime: regime.start))
