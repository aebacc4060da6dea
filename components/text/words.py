"""Every word on screen and paper, in English, French and Spanish; numbers, dates and lists as each language writes them.

English is the message itself; the other languages stand in `components/locale/*.po`. `make words` gathers new messages.
"""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from components.current import dataset
from components.text import corridor_words
from data.ground.countries import names_in
from data.ground.places import area_names, folded
from data.model.categories import AREAS, NOT_REPORTED, level1, weapons
from data.query.years import all_years
from data.subjects.country_years import Series
from data.subjects.place_coverage import runs
from data.subjects.routes import names as route_names

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}
LOCALES = Path(__file__).parents[1] / "locale"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    binary = BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as file:
        write_mo(binary, read_po(file, locale=language))
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def N_(message: str) -> str:
    """Mark a message for the catalogues where it stands as data; `Words.t` says it later."""
    return message


AREA_NAMES = {"west-africa": N_("West Africa")}
BORDER_GROUP_NAMES = {
    "liptako-gourma": N_("Liptako-Gourma (all borders among Burkina Faso, Mali, Niger)"),
    "lake-chad": N_("Lake Chad (all borders among Cameroon, Chad, Niger, Nigeria)"),
    "mano-river": N_("Mano River (all borders among Côte d’Ivoire, Guinea, Liberia, Sierra Leone)"),
    "casamance": N_("Casamance (all borders among Gambia, Guinea-Bissau, Senegal)"),
    "chad-sudan-car": N_("Chad, Sudan, Central African Republic (all borders among them)"),
}
VIOLENCE_NAMES = {
    "state-based": N_("between a State and an armed group"),
    "non-state": N_("between armed groups"),
    "one-sided": N_("against civilians"),
}
FLOW_KIND_NAMES = {
    "illicit": N_("illicit flow"),
    "collected": N_("seizure or collection"),
    "authorised": N_("authorised transfer"),
}
#: The kinds where several records of one are named without their number.
FLOW_KIND_PLURALS = {
    "illicit": N_("illicit flows"),
    "collected": N_("seizures and collections"),
    "authorised": N_("authorised transfers"),
}
#: Values of the pick `kind`: a kind, or a side of the flows that holds two.
_KIND_PICK_NAMES = {**FLOW_KIND_NAMES, "illicit and seized": N_("illicit flows, seizures and collections")}
#: Which series of deaths a number comes from.
DEATHS_FROM: dict[Series, str] = {
    "events": N_("place-level events"),
    "totals": N_("UCDP country totals"),
    "preliminary": N_("UCDP country totals, preliminary"),
}
PRECISION_BASIS_NAMES = {
    "stated": N_("stated in the source"),
    "same coordinates": N_("inferred from records with the same coordinates"),
    "place name": N_("inferred from the name of the place"),
    "populated place": N_("inferred from the populated place at its coordinates"),
    "area centroid": N_("inferred from the centre of an administrative area"),
    "whole degrees": N_("inferred from coordinates in whole or half degrees"),
    "unknown": N_("not known"),
}
PRECISION_NAMES = {
    "place": N_("exact place"),
    "near place": N_("near the place"),
    "wider area": N_("in a wider area that the place marks"),
    "district": N_("somewhere in the district"),
    "admin1": N_("somewhere in the first-level area"),
    "corridor": N_("along a corridor; places are indicative"),
    "country": N_("somewhere in the country"),
    "not stated": N_("precision not stated"),
}
#: Places that are named though what is recorded was not at them.
_INEXACT = {"near place": N_("{place} (nearby)"), "wider area": N_("{place} (wider area)")}
DIRECTION_NAMES = {"one-way": N_("one way"), "both": N_("both ways")}
BASIS_NAMES = {"seen": N_("read in the source"), "known": N_("cited, not re-read")}
PICK_NAMES = {
    "violence": N_("Violence"),
    "actor": N_("Recorded involving"),
    "admin1": N_("First-level area"),
    "border": N_("Border"),
    "kind": N_("Kind of flow"),
    "mechanism": N_("Mechanism"),
    "supplier": N_("Origin"),
    "recipient": N_("Destination"),
    "mode": N_("Mode"),
    "route": N_("Corridor"),
}


class Words:
    """One language. Messages take named values: `words.t("{n} events", n=…)`; numbers come in formatted."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._catalogue = _catalogue(self.language)
        # Dates as the UN writes them in English: 1 March 2015.
        self.locale = Locale.parse({"en": "en_GB"}.get(self.language, self.language))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)

    def t(self, message: str, **values: object) -> str:
        """The message in this language, its named values filled in."""
        said = self._catalogue.gettext(message) if message else ""
        return said.format(**values) if values else said

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """The form that fits the count, which fills `{n}`."""
        form, number = _counted(self.language, one, many, count)
        return form.format(n=number, **values)

    def flow_counts(self, flows: Mapping[str, int]) -> list[str]:
        """Flows by kind as `12 illicit flows`, each kind that there is by itself: they are never added up."""
        said: dict[str, Callable[[int], str]] = {
            "illicit": lambda n: self.n("{n} illicit flow", "{n} illicit flows", n),
            "collected": lambda n: self.n("{n} seizure or collection", "{n} seizures or collections", n),
            "authorised": lambda n: self.n("{n} authorised transfer", "{n} authorised transfers", n),
        }
        return [say(flows[kind]) for kind, say in said.items() if flows.get(kind) or flows.keys() == {kind}]

    def flows(self, flows: Mapping[str, int]) -> str:
        """The flows there are as one list, or that there is none; of a single kind also that there are none of it."""
        return self.join(self.flow_counts(flows)) or self.t("no flow")

    def number(self, value: float) -> str:
        return _number(self.language, int(value) if float(value).is_integer() else float(value))

    @property
    def separators(self) -> str:
        """Decimal and thousands separator, as plotly wants them."""
        return {"en": ".,", "fr": ",\u202f", "es": ",."}[self.language]

    def percent(self, share: float) -> str:
        """A share as whole per cent. What is above nothing or below everything is never rounded to it."""
        if 0 < share < 0.01:
            return "<\u00a0" + self._percent(0.01)
        if 0.99 < share < 1:
            return ">\u00a0" + self._percent(0.99)
        return self._percent(share)

    def _percent(self, share: float) -> str:
        return format_percent(share, locale=self.locale)

    def date(self, value: datetime.date) -> str:
        return _date(self.language, value, "long")

    def day(self, value: datetime.date) -> str:
        """A day in a list or a bracket, its month cut short."""
        return _date(self.language, value, "medium")

    def month(self, value: datetime.date) -> str:
        return _month(self.language, value)

    def period(self, start: datetime.date, end: datetime.date, precision: str) -> str:
        """When, as precisely as it is known and no more."""
        if precision == "year":
            return self.years(start.year, end.year)
        if precision == "month" and (start.year, start.month) == (end.year, end.month):
            return self.month(start)
        return self.date(start) if start == end else f"{self.date(start)} – {self.date(end)}"

    def years(self, first: int, last: int | None) -> str:
        """A span of years; without a last year it is still open."""
        if last is None or pd.isna(last):
            return self.t("since {year}", year=first)
        return str(first) if first == last else f"{first}–{last}"

    def years_asked(self, years: tuple[int, ...]) -> str:
        """The years that a question asks for; all there are where it names none."""
        first, last = years or all_years(dataset())
        return self.years(first, last)

    def spans(self, years: tuple[int, ...]) -> str:
        """Single years as spans of those that follow one another: `2015, 2017–2019 and 2022`."""
        return self.join(self.years(first, last) for first, last in runs(years))

    def join(self, items: Iterable[str]) -> str:
        return format_list(list(items), locale=self.locale)

    def country(self, iso3: str) -> str:
        return names_in(dataset(), self.language).get(iso3, iso3)

    def admin1(self, area: str) -> str:
        return area_names(dataset(), self.language).get(area, area)

    def area(self, code: str) -> str:
        return self.t(AREA_NAMES[code]) if code in AREAS else self.country(code)

    def border(self, pair: str) -> str:
        """A land border by its two countries in the order of the alphabet, or a group of borders by its name."""
        return _border(self.language, pair)

    def phase(self, phase: str) -> str:
        return self.t(phase)

    def weapon(self, code: str) -> str:
        if code == NOT_REPORTED:
            return self.t("weapon not reported")
        return self.t((weapons().get(code) or level1()[code]).label)

    def pick(self, name: str, value: str) -> str:
        """A pick in words: `Actor: JNIM`."""
        sayers: dict[str, Callable[[str], str]] = {
            "admin1": self.admin1,
            "border": self.border,
            "supplier": self.country,
            "recipient": self.country,
            "violence": lambda kind: self.t(VIOLENCE_NAMES[kind]),
            "kind": lambda kind: self.t(_KIND_PICK_NAMES[kind]),
            "actor": str,
            "route": lambda route: self.corridor(route_names(dataset()).get(route, route)),
        }
        said = sayers.get(name, self.t)
        return self.labelled(self.t(PICK_NAMES[name]), said(value))

    def place(self, name: str, precision: str) -> str:
        """A place as it is cited, with how far it can be taken at its word."""
        return self.t(_INEXACT[precision], place=name) if precision in _INEXACT else name

    def corridor(self, name: str) -> str:
        """A corridor, whose name is English, as the language calls it."""
        return corridor_words.name(name, self.language, self.t)

    def remark(self, note: str) -> str:
        """A remark on a corridor."""
        return corridor_words.remark(note, self.language, self.t, self.number)

    def labelled(self, name: str, value: str) -> str:
        """A name, a colon as the language sets it, and what belongs to it."""
        return self.t("{name}: {value}", name=name, value=value)

    @property
    def weapon_names(self) -> tuple[tuple[str, str], ...]:
        """Each class by its code, with the name of its category: what a search may ask for."""
        return _weapon_names(self.language)

    def weapon_briefly(self, code: str) -> str:
        """A class without what its label adds in brackets."""
        return self.weapon(code).split(" (")[0]

    def weapons(self, codes: Iterable[str]) -> str:
        """Codes as a list of words; no code at all is said, too."""
        listed = list(codes)
        return self.join(self.weapon(code) for code in listed) if listed else self.weapon(NOT_REPORTED)


@cache
def words(language: str) -> Words:
    """The words of a language, made once."""
    return Words(language)


@lru_cache(8192)
def _counted(language: str, one: str, many: str, count: float) -> tuple[str, str]:
    """The form of a message that fits a count, and the count as it is written."""
    return _catalogue(language).ngettext(one, many, int(count)), words(language).number(count)


@lru_cache(8192)
def _number(language: str, value: float) -> str:
    return format_decimal(value, locale=language)


@cache
def _weapon_names(language: str) -> tuple[tuple[str, str], ...]:
    say = words(language).weapon
    return tuple((code, f"{say(code)} {say(weapon.level1)}") for code, weapon in weapons().items())


@lru_cache(8192)
def _border(language: str, pair: str) -> str:
    say = words(language)
    if pair in BORDER_GROUP_NAMES:
        return say.t(BORDER_GROUP_NAMES[pair])
    return "–".join(sorted(map(say.country, pair.split("-")), key=folded))


@lru_cache(8192)
def _date(language: str, value: datetime.date, length: str) -> str:
    text = str(format_date(value, format=length, locale=words(language).locale))
    # French counts the first day of a month as such, which CLDR's patterns cannot say.
    return f"1er{text[1:]}" if language == "fr" and value.day == 1 else text


@lru_cache(8192)
def _month(language: str, value: datetime.date) -> str:
    return str(format_skeleton("yMMMM", value, locale=words(language).locale))
