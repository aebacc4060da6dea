"""Both sides of a border: events and deaths by year and by distance from it."""

from __future__ import annotations

from components.charts import preliminary_marks
from components.charts.borders import figures as border_charts
from components.charts.chart import Chart
from components.current import cached_copies, dataset
from components.text.unplaced_words import not_placed
from components.text.words import N_, Words
from data.analysis import border_lens
from data.analysis.border_lens import FARTHEST, Lens
from data.ground import borders
from data.ground.borders import BANDS
from data.model import source_roles
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import place_coverage
from data.subjects.areas import FEWEST_FOR_SHARE
from data.subjects.place_coverage import events_until, later_years

MEASURES = {"events": N_("Events"), "deaths": N_("Deaths")}


@cached_copies
def sides_chart(filters: Filters, border: str, countries: tuple[str, ...], measure: str, words: Words) -> Chart:
    """Events or deaths a year on each side of a border, by distance from it."""
    lens = border_lens.incidents(dataset(), filters, border)
    covered = {country: (place_coverage.whole_years(dataset(), (country,)) or (FIRST_YEAR,))[-1] for country in countries}
    span = filters.span((FIRST_YEAR, max(covered.values())))
    name = words.t(MEASURES[measure])
    return Chart(
        border_charts.sides(lens.frame, lens.revised, covered, span, measure, words),
        _title(border, name, words),
        _told(lens, name, words),
        tuple(_notes(lens, border, countries, words)),
        (source_roles.EVENTS,),
    )


def _told(lens: Lens, measure: str, words: Words) -> str:
    finding = words.t("{measure} a year by side and distance from the border. {finding}", measure=measure,
                      finding=_counts(lens, words))  # fmt: skip
    revised = preliminary_marks.said(lens.revised.year, words)
    return f"{finding.rstrip('.')}. {revised}" if revised else finding


def _title(border: str, measure: str, words: Words) -> str:
    if border in borders.GROUPS:
        return words.t("{measure} a year near the borders of {border}", measure=measure, border=words.border(border))
    return words.t("{measure} a year near the border {border}", measure=measure, border=words.border(border))


def said(lens: Lens, border: str, countries: tuple[str, ...], words: Words) -> str:
    """Both sides in words."""
    if lens.frame.empty:
        return words.t("No event is on record within {km} km of {border}. That is not proof that nothing happened.",
                       km=FARTHEST, border=words.border(border))  # fmt: skip
    years = words.years(int(lens.frame.year.min()), int(lens.frame.year.max()))
    values = {"km": FARTHEST, "border": words.border(border), "years": years}
    if border in borders.GROUPS:
        text = words.t("Within {km} km of the borders around {border}, along their whole length, {years}:", **values)
    else:
        text = words.t("Within {km} km of the border {border}, {years}:", **values)
    by_side = lens.frame.groupby("side")[["events", "deaths"]].sum()
    parts = [
        words.t("{country} {events} ({deaths})", country=words.country(side),
                events=words.n("{n} event", "{n} events", row.events), deaths=words.n("{n} death", "{n} deaths", row.deaths))
        for side in countries if side in by_side.index for row in [by_side.loc[side]]
    ]  # fmt: skip
    without = [words.country(side) for side in countries if side not in by_side.index]
    silent = " " + words.t("Nothing on record on the side of {countries}.", countries=words.join(without)) if without else ""
    total, near = int(lens.frame.events.sum()), int(lens.frame.events[lens.frame.band == 0].sum())
    if total < FEWEST_FOR_SHARE:
        return f"{text} {words.join(parts)}.{silent}"
    if near:
        close = words.t("{share} of the events lie within {km} km.", share=words.percent(near / total), km=BANDS[0][1])
    else:
        close = words.t("None of the events lies within {km} km.", km=BANDS[0][1])
    return f"{text} {words.join(parts)}. {close}{silent}"


def _counts(lens: Lens, words: Words) -> str:
    by_side = lens.frame.groupby("side")[["events", "deaths"]].sum()
    return "; ".join(
        f"{words.country(str(side))}: {words.n('{n} event', '{n} events', row.events)}, "
        f"{words.n('{n} death', '{n} deaths', row.deaths)}"
        for side, row in by_side.iterrows()
    )


def _notes(lens: Lens, border: str, countries: tuple[str, ...], words: Words) -> list[str]:
    notes = [
        words.t(
            "An event counts on the side where its place lies, at the land border nearest to it. Both sides count, whatever "
            "area is chosen. The border line is generalised to about 1 km."
        )
    ]
    if border in borders.GROUPS:
        names = words.join(words.border(pair) for pair in borders.pairs(border))
        notes.append(
            words.t(
                "These borders count along their whole length, not only near the place where they meet: {borders}.",
                borders=names,
            )
        )
    named = words.join(words.country(country) for country in countries)
    if vague := not_placed(lens.unplaced, words, named):
        notes.append(vague)
    ends: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for country in countries:
        known = words.month(events_until(dataset(), (country,))), later_years(dataset(), (country,))
        ends.setdefault(known, []).append(words.country(country))
    for (month, later), ended in ends.items():
        values = {"countries": words.join(ended), "month": month, "years": words.spans(later)}
        if later:
            notes.append(words.t("Place-level data on {countries} are whole to {month}, and in parts of {years}.", **values))
        else:
            notes.append(words.t("Place-level data on {countries} end in {month}.", **values))
    return notes
