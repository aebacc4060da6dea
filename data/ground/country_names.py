"""Country names as publishers and offices spell them → ISO3: English, French, Spanish and Portuguese names of CLDR (Babel),
codes, and the spellings of our own table for what CLDR does not call so.

`data/curated/country_spellings.csv` (spelling, country, used by) holds names of UCDP, SIPRI and the UN, former States that one
State of today goes on, and usual misspellings. Accents, case, apostrophes, dashes, "the" and "and" do not count.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import pandas as pd
from babel import Locale
from babel.core import get_global

from data.model.categories import CURATED

SPELLINGS = CURATED / "country_spellings.csv"
LANGUAGES = ("en", "fr", "es", "pt")
#: CLDR's code for Kosovo stands in for none of ISO 3166.
NO_ISO = ("XK", "ZZ", "EU", "UN", "EZ", "QO", "XA", "XB")


def plain(name: str) -> str:
    """A name without what spellings differ in: `Côte d’Ivoire` → `cote d ivoire`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w]+", " ", bare.replace("ı", "i")).split()
    return " ".join("saint" if word == "st" else word for word in words if word not in ("the", "and"))


def iso3(name: object) -> str | None:
    """ISO3 of a name or code, None where it is neither."""
    text = str(name or "").strip()
    if re.fullmatch("[A-Za-z]{3}", text) and text.upper() in _alpha3():
        return text.upper()
    return _known().get(plain(text))


def iso3_of(names: pd.Series) -> pd.Series:
    """ISO3 of each name or code, null where it is neither."""
    at, unique = pd.factorize(names)
    return pd.Series([*map(iso3, unique), None], dtype="str").take(at).set_axis(names.index)


@cache
def _alpha3() -> dict[str, str]:
    """ISO3 → ISO2: CLDR lists three-letter codes as aliases of its own."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    two = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code)) and code not in NO_ISO}
    found = {code: also[0] for code, also in aliases.items() if re.fullmatch("[A-Z]{3}", code) and also[0] in two}
    # Codes of States that are no more (ANT, SCG, YUG) point to others' two letters.
    gone = {"ANT", "BUR", "CSK", "DDR", "SUN", "TMP", "YMD", "YUG", "ZAR", "ROM", "FXX", "NTZ", "SCG", "ATB", "PUS", "PCZ", "JTN"}
    return {code: two_letters for code, two_letters in found.items() if code not in gone}


@cache
def _known() -> dict[str, str]:
    of = {two: three for three, two in _alpha3().items()}
    names = {plain(name): of[two] for language in LANGUAGES for two, name in Locale(language).territories.items() if two in of}
    return names | {plain(spelling): country for spelling, country in _spellings()}


def _spellings() -> Iterable[tuple[str, str]]:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        return [(row["spelling"], row["country"]) for row in csv.DictReader(file)]
