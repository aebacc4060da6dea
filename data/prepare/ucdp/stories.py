"""Which of the stories in a record's headlines tell of its event.

UCDP joins the headlines of all sources of an event with `;`. Most tell the event in other words; some belong to digests
that tell of other places, too. A story is another's where it names nothing of the event's own and

- says that it happened at a place far from the event or, while a story beside it names the event's place, in another
  country or first-level area;
- tells of soldiers attacked where the event's violence is against civilians, or of protesters where it is a battle, unless
  all stories do.

Where there is such a story, only those are the event's that name its place, a party or what its type of violence is made
of. Places are those of the records themselves: no gazetteer is needed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2s
from itertools import filterfalse, pairwise
from typing import Any

import pandas as pd

#: What a record says of itself, next to its headlines. Older releases lack some.
PLACES = ("where_description", "where_coordinates", "adm_1", "adm_2", "country")
PARTIES = ("side_a", "side_b", "dyad_name")
COLUMNS = (*PLACES, *PARTIES, "type_of_violence", "latitude", "longitude", "where_prec")
#: Values by column.
Record = dict[str, Any]
#: A place farther from the event is another place. Headlines often name the nearest town that readers know.
FAR_KM = 100
#: Not so far where another story of the same record names the event's own place.
NEAR_KM = 50
#: A name that fewer records bear is as likely a person's or a quarter's.
FEWEST_RECORDS = 3
FEWEST_LETTERS = 4
#: One source in `source_article`: its name, its day, its headline. Newest releases have the headlines nowhere else.
SOURCE = re.compile(r'"[^"]*?,\s?\d{4}-\d\d-\d\d(?: [\d:]+)?,(.*?)(?:"(?:;|$)|$)', re.DOTALL)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BREAK = re.compile(r'"?;"?')
#: Whom a news agency credits at the end of a headline ("CR Source: ... website, Abuja", "AU name of the author").
CREDIT = re.compile(r"\b(?:CR|AU)\s+(?:[A-Z]|Source).*", re.DOTALL)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|:")
#: What stands one to three words before the place of an event.
AT = frozenset(
    re.findall(r"\w+", "in at near of on between around outside across dans à a au en près pres sur entre cerca em no na")
)
#: What follows the place of an event at once: "Maiduguri bomb blast".
EVENT = frozenset(
    re.findall(
        r"\w+|:", ": attack attacks bomb bombing bombings blast blasts explosion explosions airstrike massacre shooting suicide"
    )
)
#: What stands before the place of an event as its object: "air strikes pound Khartoum".
HITS = frozenset(
    re.findall(
        r"\w+",
        """hit hits hitting pound pounds pounded pounding rock rocks rocked strike strikes struck bomb bombs bombed bombing shell
    shells shelled shelling attack attacks attacked raid raids raided storm stormed pummel""",
    )
)
QUARTERS = frozenset(re.findall(r"\w+", "barrio barriada bairro colonia vereda neighborhood neighbourhood quartier quarter"))
#: Words of place notes and names of parties that name neither.
GENERIC = frozenset(
    re.findall(
        r"\w+",
        """area areas axis border camp capital center central centre cercle circle city commune community council country
    cours department departement district east eastern forest government high highway islamic island lake local locality
    near north northeast northeastern northern northwest outskirts place plateau province prefecture quarter region
    river road route sector south southeast southern southwest state states street town vereda village villages ward
    west western zone municipality municipio neighborhood neighbourhood barrio general around between along front
    civilians supporters movement people army forces force group party unknown under after with from this that""",
    )
)
#: What parties are called in headlines, beside the names that UCDP gives them.
ALIASES = {
    "government": r"army|armee|ejercito|troops?|soldiers?|soldats?|soldados?|militar\w+|air ?force|naf|police|policia|navy",
    "is": r"iswap|isgs|eigs|daesh|isis|islamic state|etat islamique|is",
    "jas": r"boko haram|jas", "jnim": r"jnim|gsim|aqmi|aqim|al ?qaeda|jihadist\w*|djihadist\w*|terrorist\w*",
    "sfa": r"rsf|rapid support", "rsf": r"rapid support",
    "civilians": r"civil\w*|villag\w*|farmers?|residents?|people|women|children|traders?|herders?|habitants?|agricult\w+",
}  # fmt: skip
#: What each type of violence is made of: state-based, non-state, one-sided.
OF_TYPE = {
    "1": r"insurg\w*|militants?|rebel\w*|terroris\w*|guerriller\w*|fighters?|jihadist\w*|bandits?|troops?|soldiers?|convoy|base",
    "2": r"clan\w*|communal|clash\w*|rival\w*|gangs?|cult\w*|militia\w*|affrontements?|enfrentamiento\w*",
    "3": r"civil\w*|villag\w*|farmers?|residents?|massacre\w*|execut\w*|worshipp\w*|market",
}
#: Names of regions that are as much a direction or a landscape.
COMPASS = frozenset(re.findall(r"\w+", "nord sahel sud est ouest centre plateau rivers delta cascades niger"))
WHILE = re.compile(r",? while ")
#: What parts two events in one headline: "Bombing in Alphaville a day after deadly strikes".
LATER = re.compile(
    r",? (?:(?:just|only|barely|less than|more than) )*(?:(?:an?|one|two|three|four|five|six|a few|few|several|\d+) )?"
    r"(?:hours?|days?|weeks?|months?) after "
    r"|,? (?:(?:une?|deux|trois|quelques|\d+) )?(?:heures?|jours?|semaines?|mois) après "
    r"|,? (?:(?:una?|dos|tres|poc[oa]s|\d+) )?(?:horas?|días?|semanas?|meses) después del? ",
    re.IGNORECASE,
)
#: An earlier event that has victims or weapons of its own: no visit, no peace.
VIOLENCE = re.compile(
    r"attack\w*|strikes?|killing\w*|killed|bomb\w*|blasts?|raids?|clash\w*|massacre\w*|shooting|ambush\w*|violence"
    r"|attaques?|attentats?|frappes?|tueries?|ataques?|atentados?|masacres?"
)
CAPITAL = frozenset({"capital", "capitale"})
#: What makes a place before it a line far from that place's middle.
BORDER = frozenset({"border", "borders", "frontier"})
POSSESSIVE = re.compile(r"['’]s$")
PROTESTERS = re.compile(r"\b(?:protesters?|demonstrators?|manifestants?|manifestantes)\b")
SOLDIERS = r"(?:soldiers?|troops|policem[ae]n|police officers?|peacekeepers?)"
#: Soldiers who are attacked or die: no violence against civilians.
ON_SOLDIERS = re.compile(
    r"\b(?:barracks|(?:army|military) (?:base|camp|post|barracks)|camp militaire|base militar"
    rf"|(?:kill|killing|killed|kills|wounds?|injures?) (?:[\w'-]+ )?{SOLDIERS}"
    rf"|{SOLDIERS} (?:(?:were|are|feared|reported|also) )?(?:killed|die|died|dead|wounded|injured)"
    r"(?= (?:in|by|as|when|after|near|on|at)\b|$)"
    r"|soldats? (?:tues?|morts?|blesses?)|(?:soldados?|policias?) (?:muertos?|heridos?))\b"
)


class Gazetteer:
    """Where the places lie that records name: points (degrees north and east) by name."""

    def __init__(self, records: pd.DataFrame) -> None:
        """`records` holds `COLUMNS` as text or numbers; a column that is missing is not used."""
        self.points: dict[str, set[tuple[float, float]]] = defaultdict(set)
        counts: dict[str, int] = defaultdict(int)
        rows = records.reindex(columns=list(COLUMNS))
        rows = rows.assign(north=_degrees(rows["latitude"]), east=_degrees(rows["longitude"])).dropna(subset=["north", "east"])
        exact = rows[pd.to_numeric(rows["where_prec"], errors="coerce").between(1, 3)]
        for names, part in ((exact["where_coordinates"], exact), *((rows[name], rows) for name in ("adm_2", "country"))):
            there = pd.DataFrame({"name": names, "north": part["north"], "east": part["east"]}).dropna()
            for (name, north, east), count in there.value_counts(sort=False).items():
                self.points[place_name(name)].add((north, east))
                counts[place_name(name)] += count
        # "Niger" is a country and a state of Nigeria: such a name says nothing. "Sokoto" is a town and all around it.
        regions = rows.dropna(subset=["adm_1"]).assign(region=lambda them: them["adm_1"].map(place_name))
        countries = set(map(place_name, rows["country"].dropna().unique()))
        for name, part in regions.groupby("region"):
            if name in self.points:
                self.points[name] |= set(zip(part["north"], part["east"], strict=True))
        both = countries & set(regions["region"])
        for name in [name for name, count in counts.items() if count < FEWEST_RECORDS or name in both or not name]:
            del self.points[name]
        self.countries = countries - both - {""}
        self.country_words = frozenset(word for name in self.countries for word in name.split()) - GENERIC
        #: First-level areas by country, but for those called as a country or a direction is.
        self.regions: dict[object, set[str]] = defaultdict(set)
        for country, name in zip(regions["country"], regions["region"], strict=True):
            if name and name not in COMPASS and name not in countries:
                self.regions[country].add(name)
        names = self.points.keys() | self.countries.union(*self.regions.values())
        #: UCDP calls a capital a city, and hardly any other place.
        cities = exact[exact["where_coordinates"].astype("string").str.endswith(" city", na=False)]
        named = cities.groupby("country")["where_coordinates"].agg(lambda them: place_name(them.mode()[0]))
        self.capitals: dict[object, str] = {country: name for country, name in named.items() if name in self.points}
        self.longest = max((name.count(" ") + 1 for name in names), default=1)
        #: Few words begin a name: the others need not be looked up.
        self.first_words = frozenset(name.split(" ")[0] for name in names)

    def is_far(self, name: str, north: float, east: float, far: float) -> bool:
        """Whether a point lies more than `far` km from every place of that name; not where the name is not known."""
        return name in self.points and all(_km(north, east, *point) > far for point in self.points[name])

    def is_across(self, name: str, record: Record) -> bool:
        """Whether a name is of another country or of another first-level area than the record's."""
        country, region = place_name(record.get("country")), place_name(record.get("adm_1"))
        if name in self.countries:
            return name != country
        regions = self.regions.get(record.get("country"), set())
        return region in regions and name in regions and name != region

    def own_names(self, record: Record) -> frozenset[str]:
        """What names the place of a record: not its country, nor the one across the border that its note mentions."""
        noted = _names(record.get("where_description")) - self.country_words
        return noted.union(*(_names(record.get(name)) for name in PLACES[1:])) - _names(record.get("country"))


def headlines(headline: object, article: object) -> str | None:
    """The headlines of a record: `source_headline`, else those in `source_article`, else the citation as it stands."""
    if isinstance(headline, str) and headline.strip():
        return headline
    if not isinstance(article, str) or not article.strip():
        return None
    found = [story.strip() for story in SOURCE.findall(article)]
    return ";".join(found) or article


def report(headline: object, article: object, day: object) -> str | None:
    """What events share that were split from one story: a digest of all headlines and the days of their sources.

    None where no headline is known. The order of the sources does not matter; no text can be read back from the digest.
    """
    text = headlines(headline, article)
    if text is None:
        return None
    told = sorted({" ".join(_words(story)) for story in BREAK.split(text)} - {""})
    days = sorted(set(DAY.findall(f"{day} {article if not isinstance(headline, str) or not headline.strip() else ''}")))
    return blake2s("|".join([*told, *days]).encode(), digest_size=6).hexdigest() if told else None


def own_stories(text: str, record: Record, known: Gazetteer) -> str:
    """The stories of `text` that tell of the event of `record` (`COLUMNS`), joined by ` ; `."""
    stories = [story.strip() for story in BREAK.split(text) if story.strip()]
    if _number(record.get("where_prec")) > 3:
        return " ; ".join(stories)  # its point stands for an area
    own = known.own_names(record)
    if len(stories) > 1:  # a headline that stands alone is told for its news: the later event
        stories = [_without_later_event(story, own) for story in stories]
    stories = [_without_other_clause(story, own) for story in stories]
    bodies = [CREDIT.sub("", story) for story in stories]
    here = [not own.isdisjoint(_words(body)) for body in bodies]
    if all(here):
        return " ; ".join(stories)
    point = float(record["latitude"]), float(record["longitude"])
    far = NEAR_KM if any(here) else FAR_KM
    scenes = [set(_scenes(body, record, known)) for body in bodies]
    away = [not at and any(known.is_far(name, *point, far) for name in names) for names, at in zip(scenes, here, strict=True)]
    if any(here):
        across = [any(known.is_across(name, record) for name in names) for names in scenes]
        away = [there or (not at and beyond) for there, at, beyond in zip(away, here, across, strict=True)]
    others = [there or (not at and _elsewhere(body, record)) for body, at, there in zip(bodies, here, away, strict=True)]
    away = away if all(others) else others
    if not any(away):
        return " ; ".join(stories)
    told = zip(stories, bodies, here, away, strict=True)
    return " ; ".join(story for story, body, at, there in told if at or (not there and _concerns(body, record)))


def _without_other_clause(story: str, own: frozenset[str]) -> str:
    """A story without what happened elsewhere meanwhile: "Clash in Alphaville, while troops shell Betatown"."""
    told, *meanwhile = WHILE.split(story)
    if own.isdisjoint(_words(told)):
        return story
    own_too = [clause for clause in meanwhile if not own.isdisjoint(_words(clause)) or not _names_a_place(clause)]
    return story if own_too == meanwhile else " ; ".join([told, *own_too])


def _without_later_event(story: str, own: frozenset[str]) -> str:
    """A story without the later of its two events, unless it names the place of the record: nobody can tell whose it is."""
    later, *earlier = LATER.split(story, maxsplit=1)
    two = bool(earlier) and bool(VIOLENCE.search(" ".join(_words(earlier[0]))))
    return earlier[0] if two and own.isdisjoint(_words(later)) else story


def _names_a_place(clause: str) -> bool:
    """Whether a name follows a word that places come after, known or not."""
    words = WORD.findall(clause)
    return any(word in AT | HITS and after[0].isupper() for word, after in pairwise(words))


def _number(value: object) -> float:
    """A code as a number; NaN, which compares with nothing, where it is none."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan


def _names_country(story: str, record: Record) -> bool:
    return not _names(record.get("country")).isdisjoint(_words(story))


def _elsewhere(story: str, record: Record) -> bool:
    """Whether a story tells of soldiers attacked where the violence is against civilians, or of protesters in a battle."""
    words = " ".join(_words(story))
    if str(record.get("type_of_violence") or "")[:1] != "3":
        return bool(PROTESTERS.search(words))
    return (
        "civilians" in str(record.get("side_b")).lower()
        and bool(ON_SOLDIERS.search(words))
        and not re.search(rf"\b(?:{ALIASES['civilians']})\b", words)
    )


def _concerns(story: str, record: Record) -> bool:
    """Whether a story names the country, a party, or what the record's type of violence is made of."""
    words = _words(story)
    return _names_country(story, record) or bool(_signs(record).search(" ".join(words)))


def _scenes(story: str, record: Record, known: Gazetteer) -> Iterator[str]:
    """Names of known places, longest first, at which the story says that it happened: "in X", "X: ...", "X bomb blast"."""
    words = WORD.findall(story)
    plain = [_plain(word) for word in words]
    regions = known.regions.get(record.get("country"), set())
    abroad = set() if _names_country(story, record) else known.countries
    capital, stem = known.capitals.get(record.get("country")), _plain(str(record.get("country")))[:FEWEST_LETTERS]
    for at, word in enumerate(words):
        before = words[at - 1] if at else ":"
        if capital and plain[at] in CAPITAL and any(near.startswith(stem) for near in plain[max(0, at - 1) : at + 2]):
            yield capital  # "Sudan's capital", "capitale malienne"
        if plain[at] not in known.first_words:
            continue
        # The end of a longer name ("Villa San Pedro") or a quarter of a town ("barrio El Rosario") is no town.
        named = before[0].isupper() and plain[at - 1] not in AT and not POSSESSIVE.search(before)
        part = named or not QUARTERS.isdisjoint(plain[max(0, at - 2) : at + 4])
        if part or not word[0].isupper():
            continue
        longest = (" ".join(plain[at : at + size]) for size in range(known.longest, 0, -1))
        name = next((name for name in longest if name in known.points or name in regions or name in abroad), None)
        if name is None or (name in known.countries and name not in abroad):
            continue
        following = plain[at + name.count(" ") + 1 :][:1]
        set_there = (
            not AT.isdisjoint(plain[max(0, at - 3) : at])
            or not HITS.isdisjoint(plain[max(0, at - 1) : at])
            or not EVENT.isdisjoint(following)
        )
        if set_there and BORDER.isdisjoint(following):
            yield name


def _signs(record: Record) -> re.Pattern[str]:
    """What names a party or the type of violence of a record."""
    sides = " ".join(str(record.get(name) or "").lower() for name in PARTIES)
    return _pattern(sides, str(record.get("type_of_violence") or "")[:1])


@lru_cache(maxsize=4096)
def _pattern(sides: str, violence: str) -> re.Pattern[str]:
    words = re.findall(r"[^\W_]+", sides)
    signs = [ALIASES[word] for word in dict.fromkeys(words) if word in ALIASES]
    signs += [re.escape(_plain(word)) for word in words if len(word) >= FEWEST_LETTERS and word not in GENERIC]
    return re.compile(rf"\b(?:{'|'.join([*signs, OF_TYPE.get(violence, '(?!)')])})\b")


def _km(north: float, east: float, other_north: float, other_east: float) -> float:
    across = math.cos(math.radians((north + other_north) / 2))
    return 111.2 * math.hypot(north - other_north, (east - other_east) * across)


def place_name(value: object) -> str:
    """A place's name without what it is: "Maiduguri town" → "maiduguri"; empty where nothing is left to look for."""
    words = list(_words(re.split(r"[(,/]", str(value))[0]))
    while words and words[-1] in GENERIC:
        words.pop()
    return " ".join(words) if sum(map(len, words)) >= FEWEST_LETTERS else ""


@lru_cache(maxsize=65536)
def _names(value: object) -> frozenset[str]:
    """Words of a note that begin with a capital letter and name something."""
    if not isinstance(value, str):
        return frozenset()
    found = {_plain(word) for word in WORD.findall(value) if word[0].isupper()}
    return frozenset(word for word in found if len(word) >= FEWEST_LETTERS and word not in GENERIC)


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in WORD.findall(text) if word != ":")


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    if not word.isascii():
        letters = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(filterfalse(unicodedata.combining, letters))
    return word.lower().removesuffix("'s")


def _degrees(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values, errors="coerce").round(1)
