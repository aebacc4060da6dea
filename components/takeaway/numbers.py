"""The numbers behind a slide's view, as tables; in what is shared without places, parties and supplier States."""

from __future__ import annotations

import pandas as pd

from components.briefing.arms_words import ARMS
from components.briefing.value import YearChart
from components.current import dataset
from components.files.followers.follow_pictures import orders
from components.layers.rows import FLOWS_ON
from components.paper.map_captions import AREA_NAMES
from components.takeaway.value import Cell, Numbers
from components.text.tooltips import end_of_flow
from components.text.unplaced_words import not_placed_of
from components.text.words import FLOW_KIND_NAMES, N_, Words
from components.workshop.value import Slide
from data.analysis import crossing
from data.analysis.comparison import other_side, rounded, side
from data.analysis.trends import revised_years
from data.ground.countries import admin1_countries
from data.model.categories import FLOW_KINDS
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import areas, country_years, flows, incidents, place_coverage, routes
from data.subjects.playback import LAYERS as PLAYED

#: What a matrix counts, by its subject.
_COUNTED = {
    "incidents": N_("Events"),
    "illicit": N_("Illicit flows"),
    "collected": N_("Seizures and collections"),
    "authorised": N_("Authorised transfers"),
    "routes": N_("Corridors"),
}


def tables(slide: Slide, words: Words, internal: bool) -> tuple[Numbers, ...]:
    """Tables of a slide's view, the one that belongs to it most first; none of a view without numbers of its own."""
    match slide.view:
        case "years" | "timeline":
            found = [_years(slide.filters, words)]
        case "matrix":
            found = [_matrix(slide, words)]
        case "compare":
            found = [_sides(slide, words)]
        case "map":
            layers = next((order.layers for order in orders(slide, words.language)), ())
            played = set(slide.layers) & set(PLAYED)
            found = [_years(slide.filters, words)] if played else _mapped(slide.filters, layers, words, internal)
        case _:
            found = []
    return tuple(table for table in found if table.rows)


def years(filters: Filters, words: Words, alt: str) -> YearChart:
    """Events and deaths by year as numbers; a year that a source does not cover is None."""
    found = _by_year(filters)
    events, deaths, totals = (
        tuple(None if pd.isna(n) else int(n) for n in found[name]) for name in ("events", "deaths", "totals")
    )
    names = (words.t("Events"), words.t("Deaths, place-level events"), words.t("Deaths, UCDP country totals"))
    title = words.t("Events and deaths a year")
    revised = revised_years(dataset(), filters, found.index[found.events.notna()])
    return YearChart(title, tuple(int(year) for year in found.index), events, deaths, totals, names, (), alt, revised)


def _by_year(filters: Filters) -> pd.DataFrame:
    """By year: events, deaths, totals. Country totals know neither phase nor weapon nor place."""
    comparable = not (filters.phases or filters.weapons or filters.picks)
    totals = (
        country_years.deaths_by_year(dataset(), filters.countries, filters.years if comparable else ()).set_index("year").deaths
    )
    seen = incidents.by_year(dataset(), filters).set_index("year")[["events", "deaths"]]
    # A year that is covered in part is no number beside those of whole years.
    whole = seen.reindex(place_coverage.whole_years(dataset(), filters.countries), fill_value=0)
    last = max([FIRST_YEAR, *whole.index, *(totals.index if comparable else ())])
    span = filters.span((FIRST_YEAR, last))
    asked = range(span[0], min(span[1], last) + 1)
    return whole.reindex(asked).assign(totals=totals.reindex(asked) if comparable else None)


def _years(filters: Filters, words: Words) -> Numbers:
    found = years(filters, words, "")
    marked = {year: words.t("{year} (preliminary)", year=year) for year in found.revised}
    rows = [
        (marked.get(year, str(year)), *numbers)
        for year, *numbers in zip(found.years, found.events, found.deaths, found.totals, strict=True)
    ]
    with_totals = any(n is not None for n in found.totals)
    header = (words.t("Year"), *found.names)
    width = 4 if with_totals else 3
    # The latest year first: a page may not have room for all.
    kept: tuple[tuple[Cell, ...], ...] = tuple(tuple(row[:width]) for row in reversed(rows))
    return Numbers("years", found.title, header[:width], kept)


def _matrix(slide: Slide, words: Words) -> Numbers:
    subject = dict(slide.shown).get("subject", "incidents")
    cells = sorted(crossing.matrix(dataset(), slide.filters, subject).items(), key=lambda cell: (-cell[1], cell[0]))
    rows = tuple((words.phase(phase), words.weapon(group), n) for (phase, group), n in cells if n)
    header = (words.t("Conflict phase"), words.t("Weapon category"), words.t(_COUNTED[subject]))
    return Numbers("matrix", words.t("Conflict phase × weapon category"), header, rows)


def _sides(slide: Slide, words: Words) -> Numbers:
    other = other_side(dataset(), slide.filters, slide.compare)
    found = [side(dataset(), asked) for asked in (slide.filters, other) if asked is not None]
    rows: list[tuple[Cell, ...]] = [
        (words.t("Events"), *(one.found.events for one in found)),
        (words.t("Deaths"), *(one.found.deaths for one in found)),
        (words.t("Events a year"), *(rounded(one.events_a_year) for one in found)),
        (words.t("Deaths a year"), *(rounded(one.deaths_a_year) for one in found)),
    ]
    rows += [(words.t(_COUNTED[kind]), *(one.found.flows[kind] for one in found)) for kind in FLOW_KINDS]
    rows.append((words.t("Corridors"), *(one.found.routes for one in found)))
    header = ("", *(one.filters.sentence(words) for one in found))
    return Numbers("sides", words.t("Both sides in numbers"), header, tuple(rows))


def _mapped(filters: Filters, layers: tuple[str, ...], words: Words, internal: bool) -> list[Numbers]:
    kinds = tuple(kind for layer in layers for kind in FLOWS_ON.get(layer, ()))
    found = []
    if "incidents" in layers or set(layers) & set(AREA_NAMES):
        found.append(_areas(filters, words))
    if kinds:
        rows = flows.matching(dataset(), filters)
        rows = rows[rows.kind.isin(kinds)]
        found.append(_flows(rows, words) if internal else _by_kind(rows, words))
    if "routes" in layers:
        found.append(
            _routes(routes.matching(dataset(), filters), words)
            if internal
            else _by_mode(routes.matching(dataset(), filters), words)
        )
    return found


def _areas(filters: Filters, words: Words) -> Numbers:
    counted = areas.counts(dataset(), filters).sort_values(["events", "admin1"], ascending=[False, True])
    country = admin1_countries(dataset())
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (words.admin1(row.admin1), words.country(country[row.admin1]), int(row.events), int(row.deaths))
        for row in counted.itertuples()
    )
    header: tuple[str, ...] = (words.t("Area"), words.t("Country"), words.t("Events"), words.t("Deaths"))
    if len(filters.countries) == 1:
        rows, header = tuple((row[0], *row[2:]) for row in rows), (header[0], *header[2:])
    title = words.t("Events by first-level area")
    if border := dict(filters.picks).get("border"):
        title = f"{title} · {words.pick('border', border)}"
    return Numbers("areas", title, header, rows, not_placed_of(filters, "area", words))


def _flows(found: pd.DataFrame, words: Words) -> Numbers:
    rows = []
    # What is known at both ends says more to a room, and a page may not have room for all.
    vague = found.origin_country.isna() | found.destination_country.isna()
    for row in pd.concat([found[~vague], found[vague]]).itertuples():
        ends = (end_of_flow(row, end, words) or words.t("not stated") for end in ("origin", "destination"))
        arms = ", ".join(words.t(ARMS[code]) for code in row.weapons) or words.weapons(())
        rows.append((words.years(row.start_year, row.end_year), " → ".join(ends), arms, words.t(FLOW_KIND_NAMES[row.kind])))
    header = (words.t("Years"), words.t("From → to"), words.t("Weapons"), words.t("Kind of flow"))
    return Numbers("flows", words.t("Flows on record"), header, tuple(rows))


def _by_kind(found: pd.DataFrame, words: Words) -> Numbers:
    counted = found.kind.value_counts()
    rows = tuple((words.t(name), int(counted[kind])) for kind, name in FLOW_KIND_NAMES.items() if kind in counted)
    return Numbers("flows", words.t("Flows on record"), (words.t("Kind of flow"), words.t("Records")), rows)


def _routes(found: pd.DataFrame, words: Words) -> Numbers:
    rows = tuple(
        (
            words.corridor(row.name),
            words.t(row.mode),
            words.years(row.start_year, row.end_year),
            ", ".join(words.border(border) for border in row.borders) or "–",
            words.t(row.reliability),
        )
        for row in found.rename(columns={"Index": "index"}).itertuples(index=False)
    )
    header = (words.t("Corridor"), words.t("Mode"), words.t("Period"), words.t("Borders crossed"), words.t("Reliability"))
    return Numbers("routes", words.t("Corridors"), header, rows)


def _by_mode(found: pd.DataFrame, words: Words) -> Numbers:
    counted = found["mode"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    rows = tuple((words.t(str(mode)), int(n)) for mode, n in counted.items())
    return Numbers("routes", words.t("Corridors"), (words.t("Mode"), words.t("Corridors")), rows)
