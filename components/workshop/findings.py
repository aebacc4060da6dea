"""Findings with numbers: a word in braces stands for a number that the data give when the slide is shown.

So a finding never says what an older release said. `{events}` counts for the slide's own filters; `{other.events}` for
the other side of its comparison; `{events:NE02+NG08}` counts those in first-level areas; `{quantity:F018}` is what one
documented record states; `{embargoes:SDN}` and `{there:MINUSMA}` say until when an embargo or a mission is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial, reduce

from components.current import dataset
from components.text.edition_words import version
from components.text.instrument_names import TARGET_NAMES
from components.text.presence_words import there, to_be_checked
from components.text.words import DEATHS_FROM, Words
from components.workshop.value import Said, Slide, said
from data.analysis import crossing
from data.analysis.comparison import incomplete, other_side, side
from data.analysis.origins import Regime, neighbours, un_embargoes
from data.ground import borders
from data.ground.countries import admin1_countries, names_in
from data.model import source_roles
from data.model.categories import FLOW_KINDS, FOCUS
from data.query.filters import Filters
from data.subjects import border_shares, country_months, country_years, flows, incidents, presence
from data.subjects.place_coverage import events_until

_NUMBER = re.compile(r"\{((?:other\.)?[a-z_]+)(?::([A-Za-z0-9 +-]+))?\}")
_IN_BRACES = re.compile(r"\{[^{}]*\}")
Fact = Callable[[Filters, Words], str]


def _counted(name: str, one: str, many: str) -> Fact:
    return lambda asked, words: words.n(one, many, getattr(crossing.summary(dataset(), asked), name))


def _counted_in(name: str, one: str, many: str, named: str, asked: Filters, words: Words) -> str:
    """How many of a question lie in these first-level areas: what the name of a border calls to mind is a part of it."""
    parts = (crossing.summary(dataset(), asked.picking("admin1", area)) for area in named.split("+"))
    return words.n(one, many, sum(getattr(part, name) for part in parts))


def _kind(kind: str, asked: Filters, words: Words) -> str:
    return words.number(crossing.summary(dataset(), asked).flows[kind])


def _flows_of(kinds: tuple[str, ...], asked: Filters, words: Words) -> str:
    """The flows of these kinds, each counted by itself."""
    found = crossing.summary(dataset(), asked).flows
    return words.flows({kind: found[kind] for kind in kinds})


def _end(which: int, asked: Filters, words: Words) -> str:
    years = crossing.summary(dataset(), asked).years
    return str(years[which]) if years else words.t("no year")


def _period(asked: Filters, words: Words) -> str:
    years = crossing.summary(dataset(), asked).years
    return words.years(*years) if years else words.t("no year")


def _share(asked: Filters, words: Words) -> str:
    """Of all events, whatever weapon was chosen: of those chosen by a weapon every one names it."""
    found = crossing.summary(dataset(), asked.without("weapons"))
    return words.percent(found.events_with_weapon / found.events) if found.events else words.t("none")


def _reports(asked: Filters, words: Words) -> str:
    return words.n("{n} report", "{n} reports", crossing.summary(dataset(), asked.without("weapons")).reports_with_weapon)


def _weapon(asked: Filters, words: Words) -> str:
    found = crossing.summary(dataset(), asked).commonest_weapon
    return words.weapon_briefly(found) if found else words.t("no weapon")


def _peak(part: str, asked: Filters, words: Words, with_totals: bool = False) -> str:
    """The year with most deaths: in events, or in whatever series of the chart of years is higher."""
    totals = country_years.beside_events(dataset(), asked) if with_totals else country_years.NONE
    later = country_months.later_beside(dataset(), asked) if with_totals else country_months.NO_YEARS
    found = country_years.peak(incidents.by_year(dataset(), asked), totals, later)
    if part == "source":
        return words.t(DEATHS_FROM[found.series if found else "events"])
    if part == "year":
        return str(found.year) if found else words.t("no year")
    return words.number(found.deaths if found else 0)


def _marks(asked: Filters, words: Words) -> str:
    """How many marks a map of events draws, by what each of them stands for."""
    found = incidents.marks(dataset(), asked)
    if found.resolution:
        return words.n("{n} area", "{n} areas", len(found.frame))
    return words.n("{n} place", "{n} places", len(found.frame))


def _drawn(asked: Filters, words: Words) -> str:
    """How many events are placed well enough for a map's marks."""
    return words.number(int(incidents.marks(dataset(), asked).frame.events.sum()))


def _near(asked: Filters, words: Words) -> str:
    found = border_shares.near_borders(dataset(), asked)
    return words.percent(int(found.frame.events.sum()) / found.measured) if found.measured else words.t("none")


def _measured(asked: Filters, words: Words) -> str:
    """How many events are placed well enough for a distance to a border."""
    return words.number(border_shares.near_borders(dataset(), asked).measured)


def _top_border(asked: Filters, words: Words) -> str:
    found = border_shares.near_borders(dataset(), asked).frame
    return words.border(str(found.border.iloc[0])) if len(found) else words.t("no land border")


def _placed(asked: Filters, words: Words) -> str:
    share = country_years.share_at_places(dataset(), asked.countries, asked.years)
    return words.percent(share) if share is not None else words.t("an unknown share")


def _incomplete(asked: Filters, words: Words) -> str:
    """The years in which events are known to be missing, so that numbers of a year are too low."""
    return words.spans(incomplete(dataset(), asked)) or words.t("no year")


def _until(asked: Filters, words: Words) -> str:
    """To when events are known without a gap, in the countries beside the border of the question, else in its countries."""
    border = dict(asked.picks).get("border", "")
    return words.month(events_until(dataset(), borders.sides(border) if border in borders.known(dataset()) else asked.countries))


_EVENTS, _DEATHS = ("events", "{n} event", "{n} events"), ("deaths", "{n} death", "{n} deaths")


def _embargoes(countries: tuple[str, ...], words: Words) -> str:
    """UN arms embargoes on these countries, each with since when it stands, or to when it is known."""
    said = [_embargo(regime, words) for regime in un_embargoes(dataset(), countries)]
    return reduce(lambda one, more: words.t("{one}; {more}", one=one, more=more), said) if said else words.t("none on record")


def _embargo(regime: Regime, words: Words) -> str:
    target = words.t(TARGET_NAMES.get(regime.target, "")) or words.country(regime.country or "")
    known = to_be_checked(regime.until, words) or words.t("since {date}", date=words.day(regime.start))
    return f"{target}, {known}"


def _there(name: str, asked: Filters, words: Words) -> str:
    """How long a mission is in the area of the question."""
    found = presence.in_countries(dataset(), asked.countries, ())
    return next((there(row, words) for row in found[found.name == name].to_dict("records")), words.t("not on record"))


#: What a word in braces stands for.
FACTS: dict[str, Fact] = {
    "events": _counted(*_EVENTS),
    "deaths": _counted(*_DEATHS),
    "flows": partial(_flows_of, FLOW_KINDS),
    "illicit_flows": partial(_flows_of, ("illicit",)),
    "seizures": partial(_flows_of, ("collected",)),
    "authorised_transfers": partial(_flows_of, ("authorised",)),
    "routes": _counted("routes", "{n} corridor", "{n} corridors"),
    "borders": _counted("borders", "{n} land border", "{n} land borders"),
    "transfers": partial(_kind, "authorised"),
    "illicit": partial(_kind, "illicit"),
    "collected": partial(_kind, "collected"),
    "first": partial(_end, 0),
    "last": partial(_end, 1),
    "period": _period,
    "share": _share,
    "reports": _reports,
    "weapon": _weapon,
    "peak_year": partial(_peak, "year"),
    "peak_deaths": partial(_peak, "deaths"),
    "peak_source": partial(_peak, "source"),
    "near_border": _near,
    "measured": _measured,
    "top_border": _top_border,
    "placed": _placed,
    "incomplete": _incomplete,
    "until": _until,
    "marks": _marks,
    "drawn": _drawn,
    "embargoes": lambda asked, words: _embargoes(asked.countries, words),
    "embargoes_beside": lambda asked, words: _embargoes(neighbours(dataset(), asked.countries), words),
    "checked": lambda _, words: version(source_roles.OWN_TABLES, words),
    "events_a_year": lambda asked, words: words.number(round(side(dataset(), asked).events_a_year)),
    "deaths_a_year": lambda asked, words: words.number(round(side(dataset(), asked).deaths_a_year)),
}
#: What words stand for beside a chart that draws other series than the events of the question.
_BESIDE: dict[str, dict[str, Fact]] = {
    "years": {f"peak_{part}": partial(_peak, part, with_totals=True) for part in ("year", "deaths", "source")},
}


def _quantity(record: str, asked: Filters, words: Words) -> str:
    """The quantity that a documented flow states."""
    found = _flows().get(record)
    return words.number(found) if found is not None else words.t("not stated")


def _flows() -> dict[str, float]:
    known = flows.matching(dataset(), Filters()).dropna(subset=["quantity"])
    return {str(name): float(n) for name, n in zip(known.id, known.quantity, strict=True)}


@dataclass(frozen=True)
class _About:
    """What a word in braces stands for that names what it is about: `{quantity:F018}`. `known` is what it can name."""

    said: Callable[[str, Filters, Words], str]
    known: Callable[[], Container[str]]


_ABOUT = {
    "quantity": _About(_quantity, _flows),
    "events": _About(partial(_counted_in, *_EVENTS), lambda: admin1_countries(dataset())),
    "deaths": _About(partial(_counted_in, *_DEATHS), lambda: admin1_countries(dataset())),
    "embargoes": _About(lambda named, _, words: _embargoes(tuple(named.split("+")), words), lambda: names_in(dataset(), "en")),
    "there": _About(_there, lambda: set(presence.in_countries(dataset(), FOCUS, ()).name)),
}


def unknown(text: str) -> list[str]:
    """Words in braces that stand for nothing."""
    return [found for found in _IN_BRACES.findall(text) if not _is_known(found)]


def _is_known(braced: str) -> bool:
    found = _NUMBER.fullmatch(braced)
    if found is None:
        return False
    name, about = found.groups()
    if about is None:
        return name.removeprefix("other.") in FACTS
    return name in _ABOUT and all(one in _ABOUT[name].known() for one in about.split("+"))


def filled(text: Said | None, slide: Slide, words: Words) -> str:
    """A text of a slide in a language, its numbers counted now."""

    def number(match: re.Match[str]) -> str:
        name, about = match.groups()
        if about is not None:
            return _ABOUT[name].said(about, slide.filters, words) if _is_known(match[0]) else match[0]
        asked: Filters | None = slide.filters
        if name.startswith("other."):
            asked = other_side(dataset(), slide.filters, slide.compare)
        plain = name.removeprefix("other.")
        fact = _BESIDE.get(slide.view, {}).get(plain) or FACTS.get(plain)
        return fact(asked, words) if fact and asked is not None else match[0]

    return _NUMBER.sub(number, said(text, words.language))
