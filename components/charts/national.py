"""Charts of a country's own statistics: each with its finding as title, its unit, what it leaves out, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.charts.axes import count_axis, highest, stacked, year_axis
from components.charts.chart import Chart
from components.current import cached_copies, dataset
from components.text.national_records import FAMILY_NAMES, spoken
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import national
from geo.style import INK, WEAPON_COLOURS

Figure = dict[str, Any]
_AXIS = {"fixedrange": True, "gridcolor": "#E4E8EC", "zeroline": False, "separatethousands": True, "automargin": True}
#: A part of a year is paler than a whole one.
_PART = 0.45
#: Hues of weapon categories where a family is one, browns and greys where it is none.
_FAMILIES = {
    "firearm": WEAPON_COLOURS["A"],
    "explosive": WEAPON_COLOURS["E"],
    "blade": "#7A5C3E",
    "blunt object": "#B79B7A",
    "other means": "#D9CDBD",
    "not stated": "#8A94A0",
    "not broken down": WEAPON_COLOURS["NR"],
}
_KILLED, _INJURED = WEAPON_COLOURS["E"], "#F2B48A"
_WITHOUT, _WITH = WEAPON_COLOURS["A"], "#9CCBE4"


def national_chart(subject: str, filters: Filters, words: Words) -> Chart:
    """The chart of one of `national.SUBJECTS`."""
    return _BUILT[subject](filters, words)


@cached_copies
def _victims(filters: Filters, words: Words) -> Chart:
    found = national.rows(dataset(), "mine_victims", filters)
    by_year = found.groupby("year")[["victims", "killed"]].sum()
    until = national.victims_until(dataset())
    part = until.year if (until.month, until.day) != (12, 31) else None
    years = [int(year) for year in by_year.index]
    opacity = [_PART if year == part else 1 for year in years]
    bars = [
        _stack(words.t("Killed"), years, by_year.killed.tolist(), _KILLED, opacity, words),
        _stack(words.t("Injured"), years, (by_year.victims - by_year.killed).tolist(), _INJURED, opacity, words),
    ]
    title, total = words.t("Nothing on record."), int(found.victims.sum())
    notes = [words.t("Victims a year: people killed or injured by mines and unexploded ordnance.")]
    if total:
        peak, last = int(by_year.victims.idxmax()), max((year for year in years if year != part), default=years[-1])
        most, latest = (words.number(int(by_year.victims[year])) for year in (peak, last))
        title = words.t("Mines and unexploded ordnance: most victims in {year} ({most}); {n} in {last}",
                        year=peak, most=most, last=last, n=latest)  # fmt: skip
        notes.append(
            words.t("Of {n} victims {killed} died and {civilians} were civilians; the others served in the public forces. "
                    "Unexploded ordnance: {ordnance}.",
                    n=words.number(total), killed=words.number(int(found.killed.sum())),
                    civilians=words.number(int(found.civilians.sum())),
                    ordnance=words.number(int(found.victims[found.device == "unexploded ordnance"].sum())))
        )  # fmt: skip
    if part in years:
        notes.append(words.t("Pale: the figures end in {month}.", month=words.month(until)))
    figure = _by_year(bars, years, stacked(years, by_year.victims.tolist()), words.t("victims<br>a year"), words)
    return Chart(figure, title, title, tuple(notes), (source_roles.MINE_VICTIMS,))


@cached_copies
def _homicides(filters: Filters, words: Words) -> Chart:
    found = national.by_year(dataset(), "police_homicides", filters, "family")
    bars = []
    for family, colour in _FAMILIES.items():
        own = found[found.group == family]
        if len(own):
            name = _capital(words.t(FAMILY_NAMES[family]))
            bars.append(_stack(name, own.year.tolist(), own.homicides.tolist(), colour, 1, words))
    title = words.t("Nothing on record.")
    notes = [words.t("Homicides a year known to the police: crime of every kind, not only armed conflict.")]
    named = found[~found.group.isin(national.UNNAMED)]
    if len(named):
        year = int(named.year.max())
        of = named[named.year == year].set_index("group").homicides
        total = int(found[found.year == year].homicides.sum())
        title = words.t("{means}: {share} of the {n} homicides of {year}", share=words.percent(int(of.max()) / total),
                        n=words.number(total), year=year, means=_capital(words.t(FAMILY_NAMES[str(of.idxmax())])))  # fmt: skip
    elif len(found):
        title = words.t("{n} homicides, none of them broken down by weapon", n=words.number(int(found.homicides.sum())))
    if "not broken down" in set(found.group):
        notes.append(words.t("The police name weapons from {year} on only.", year=national.means_from(dataset())))
    years = [int(year) for year in sorted(set(found.year))]
    figure = _by_year(bars, years, stacked(found.year.tolist(), found.homicides.tolist()), words.t("homicides<br>a year"), words)
    return Chart(figure, title, title, tuple(notes), (source_roles.POLICE_HOMICIDES,))


@cached_copies
def _seizures(filters: Filters, words: Words) -> Chart:
    found = national.rows(dataset(), "police_seizures", filters)
    by_class = found.groupby("class")[["firearms", "with_permit"]].sum().sort_values("firearms")
    names = [spoken(str(name)) for name in by_class.index]
    without = (by_class.firearms - by_class.with_permit).tolist()
    bars = [
        _level(words.t("Without a permit"), names, without, _WITHOUT, words),
        _level(words.t("With a permit"), names, by_class.with_permit.tolist(), _WITH, words),
    ]
    total, (start, end) = int(by_class.firearms.sum()), national.seizure_period(dataset())
    title = words.t("Nothing on record.")
    notes = [words.t("Firearms seized by class, in the police’s words.")]
    if total:
        title = words.t("{n} firearms seized from {start} to {end}, most often: {first}", n=words.number(total),
                        start=words.month(start), end=words.month(end), first=names[-1].lower())  # fmt: skip
        share = int(by_class.with_permit.sum()) / total
        notes.append(words.t("{share} of them had a permit. Three months show no trend.", share=words.percent(share)))
    figure = {
        "data": bars,
        "layout": {
            "height": 60 + 30 * max(len(names), 3),
            "margin": {"l": 4, "r": 8, "t": 6, "b": 4},
            "barmode": "stack",
            "xaxis": {**_AXIS, **count_axis(highest(by_class.firearms)), "title": _text(words.t("firearms"))},
            "yaxis": {"fixedrange": True, "automargin": True, "tickfont": {"size": 12}},
            "legend": _legend(-0.28),
            "bargap": 0.25,
            **_common(words),
        },
    }
    return Chart(figure, title, title, tuple(notes), (source_roles.POLICE_SEIZURES,))


_BUILT = {"mine_victims": _victims, "police_homicides": _homicides, "police_seizures": _seizures}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stack(name: str, years: list[int], counts: list[int], colour: str, opacity: object, words: Words) -> Figure:
    return {
        "type": "bar",
        "name": name,
        "x": years,
        "y": counts,
        "width": 0.8,
        "marker": {"color": colour, "opacity": opacity, "line": {"width": 0}},
        "hovertext": [f"{year}, {name}: {words.number(n)}" for year, n in zip(years, counts, strict=True)],
        "hoverinfo": "text",
    }


def _level(name: str, classes: list[str], counts: list[int], colour: str, words: Words) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": classes,
        "x": counts,
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertext": [f"{said}, {name}: {words.number(n)}" for said, n in zip(classes, counts, strict=True)],
        "hoverinfo": "text",
    }


def _by_year(bars: list[Figure], years: list[int], top: float, unit: str, words: Words) -> Figure:
    span = (years[0], years[-1]) if years else (2003, 2024)
    return {
        "data": bars,
        "layout": {
            "height": 300,
            "margin": {"l": 4, "r": 8, "t": 6, "b": 4},
            "barmode": "stack",
            "xaxis": {**year_axis(*span), "fixedrange": True, "showgrid": False},
            "yaxis": {**_AXIS, **count_axis(top), "title": _text(unit)},
            "legend": _legend(-0.12),
            "bargap": 0.2,
            **_common(words),
        },
    }


def _legend(below: float) -> Figure:
    return {"orientation": "h", "y": below, "yanchor": "top", "x": 0, "font": {"size": 12}, "traceorder": "normal"}


def _text(text: str) -> Figure:
    return {"text": text, "font": {"size": 12}}


def _common(words: Words) -> Mapping[str, Any]:
    return {
        "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
        "separators": words.separators,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "showlegend": True,
    }


def departments(subject: str, filters: Filters, words: Words) -> pd.DataFrame:
    """Departments with their counts, most first, under headings of a language."""
    found, counted = national.by_department(dataset(), subject, filters), national.SUBJECTS[subject]
    heads = {
        "victims": words.t("Victims (killed or injured)"),
        "homicides": words.t("Homicides"),
        "firearms": words.t("Firearms seized"),
    }
    made: dict[str, Any] = {words.t("Department"): found.department_name, heads[counted]: found[counted]}
    if subject == "mine_victims":
        made |= {words.t("Killed"): found.killed, words.t("Civilians"): found.civilians, words.t("Latest year"): found["last"]}
    elif subject == "police_homicides":
        shares = _of_family("firearm", filters)
        made[words.t("By firearm, where the means is named")] = [
            words.percent(shares[name]) if name in shares else None for name in found.department_name
        ]
    else:
        made[words.t("With a permit")] = found.with_permit
    return pd.DataFrame(made)


def _of_family(family: str, filters: Filters) -> dict[str, float]:
    """The share of a family among homicides whose means is named, by department."""
    rows = national.rows(dataset(), "police_homicides", filters)
    named = rows[~rows.family.isin(national.UNNAMED)]
    all_of = named.groupby("department_name").homicides.sum()
    own = named[named.family == family].groupby("department_name").homicides.sum().reindex(all_of.index, fill_value=0)
    return {str(name): float(share) for name, share in (own / all_of).items()}
