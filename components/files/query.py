"""Addresses of files: the page's own filters, the language and the data version, in the same grammar; and their names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from components.current import dataset
from components.text.words import LANGUAGES, words
from data.ground.countries import covered
from data.query import pick_values
from data.query.filters import Filters, slug
from data.query.picks import PICKS
from data.query.years import all_years

_LONGEST_NAME = 100
_PARAMETERS = {"area", "year", "phase", "weapon", "evidence", "lang", "v", *PICKS}
#: Parameters that take several values, with commas between them.
_LISTS = ("area", "phase", "weapon")


class BadQuery(ValueError):
    """A query that cannot be read. The message says which part, and what to do."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `current` when it names the data version that answers."""

    filters: Filters
    language: str
    current: bool


def query(filters: Filters, language: str) -> str:
    """The query of a question; the same question always has the same one."""
    asked = filters.query()
    return f"{asked + '&' if asked else ''}lang={language}&v={dataset().version}"


def file_address(subject: str, format_: str, filters: Filters, language: str, /, **more: str) -> str:
    """The address of a file or picture; `more` are parameters of its own."""
    added = f"&{urlencode(more, safe=',')}" if more else ""
    return f"/files/{subject}.{format_}?{query(filters, language)}{added}"


def file_name(subject: str, format_: str, filters: Filters, language: str) -> str:
    """`arms-lens_incidents_mali_2012-2022.csv`: plain ASCII on every system, whatever was asked for."""
    say = words(language)
    parts = ["-".join(say.area(area) for area in filters.areas[:3]) + ("-etc" if len(filters.areas) > 3 else "")]
    if filters.years:
        parts.append("-".join(str(year) for year in dict.fromkeys(filters.years)))
    parts += [slug(phase) for phase in filters.phases[:2]]
    parts.append("-".join(filters.weapons[:6]))
    parts += [value for _, value in filters.picks]
    said = "_".join(filter(None, (_ascii(part) for part in parts)))
    return f"{f'arms-lens_{subject}_{said}'[:_LONGEST_NAME].rstrip('-_')}.{format_}"


def _ascii(text: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def asked(request: Request, *more: str) -> Asked:
    """What a request asks for; `more` are parameters its route knows beside. Raises BadQuery, and StoreError without data."""
    parameters = dict(request.query_params)
    for name in parameters:
        if len(given := request.query_params.getlist(name)) > 1:
            together = f"{name}={','.join(dict.fromkeys(given) if name in _LISTS else given[:1])}"[:40]
            raise BadQuery(f"Parameter {name[:20]!r} stands {len(given)} times: write it once, as in {together}.")
    known = _PARAMETERS | set(more)
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise BadQuery(f"Parameter {unknown[0][:20]!r} is unknown: use {', '.join(sorted(known))}.")
    language = parameters.get("lang", "en")
    if language not in LANGUAGES:
        raise BadQuery(f"lang={language[:20]!r} is unknown: use {', '.join(LANGUAGES)}.")
    filters, problems = Filters.parse(parameters, covered(dataset()), all_years(dataset()))
    problems = problems or pick_values.unknown(dataset(), filters)
    if problems:
        first = problems[0]
        raise BadQuery(f"{first.parameter}={first.value!r} is not a value of {first.parameter}: correct or leave it out.")
    return Asked(filters, language, parameters.get("v") == dataset().version)
