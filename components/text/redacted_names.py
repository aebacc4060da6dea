"""The gate of what is shared: names of armed parties, towns and supplier States in a text or an address, of whatever area.

Every text that goes into a shareable file is looked at here: a slide or a title about one area names towns of another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from components.current import dataset
from components.text import state_names
from data.analysis import redaction
from data.ground.places import folded
from data.query.filters import Filters

#: What headlines call armed parties that no record names so: whoever reads the word knows which.
_PARTIES = re.compile(
    r"\b(?:disidencias?|disidentes?|dissiden\w+|guerrill\w+|rebel(?:de)?s?|rebelles?|insurg\w+|d?jihad\w+|yihad\w+|terroris\w+"
    r"|militants?|bandits?|bandid\w+|separatist\w*|s[ée]paratistes?|paramilit\w+|extremist\w*|extr[ée]mist\w+)\b",
    re.IGNORECASE,
)
#: Shorter names of towns are parts of addresses as often as names.
_SHORTEST = 5


def found_in(text: str, filters: Filters) -> list[str]:
    """Withheld names in a text: parties and towns of every record, and the supplier States of the area."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    named = [name for asked in (Filters(), filters) for name in redaction.found_in(dataset(), plain, asked)]
    return list(dict.fromkeys([*named, *_suppliers(filters).findall(plain)]))


def in_title(text: str, filters: Filters) -> list[str]:
    """The same in the title of a document on arms that moved, where a State beside the area is their origin ("from Sudan"),
    and words for an armed party ("dissidents").
    """
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    return list(dict.fromkeys([*found_in(text, filters), *_origins(filters).findall(plain), *_PARTIES.findall(plain)]))


def in_address(address: str, filters: Filters) -> bool:
    """Whether an address spells a name that is withheld, as addresses do: in small letters, without accents and spaces."""
    return bool(_spelled(filters).search(_folded(address)))


def origin_in_address(address: str, filters: Filters) -> bool:
    """Whether an address spells the name of a State from which or through which arms came, or a word for an armed party."""
    plain = _folded(address)
    return bool(_origins_spelled(filters).search(plain) or _PARTIES.search(plain))


@cache
def _suppliers(filters: Filters) -> re.Pattern[str]:
    return state_names.named(redaction.suppliers(dataset(), filters))


@cache
def _origins(filters: Filters) -> re.Pattern[str]:
    return state_names.named(redaction.origins(dataset(), filters))


@cache
def _origins_spelled(filters: Filters) -> re.Pattern[str]:
    return _any_of(state_names.names(redaction.origins(dataset(), filters)))


@cache
def _spelled(filters: Filters) -> re.Pattern[str]:
    names = redaction.parties(dataset(), Filters()) | {
        name for name in redaction.towns(dataset(), filters) if len(name) >= _SHORTEST
    }
    return _any_of(names)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return redaction.one_of({_folded(name) for name in names})


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", folded(text)))
