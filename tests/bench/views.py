"""What visitors ask: a fixed walk through filter changes, and random ones for load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from data.model.categories import PHASES
from data.query.filters import DEFAULT_AREAS, Filters

FIRST = Filters(areas=DEFAULT_AREAS, exclude_possible=True)

#: A morning's work: each step changes a thing or two of the step before. Queries as the address bar holds them.
WALK = (
    "year=2012-2022",
    "year=2012-2022&weapon=E",
    "year=2012-2022&weapon=A,E",
    "year=2012-2022&phase=armed-conflict&weapon=A,E",
    "phase=armed-conflict",
    "phase=armed-conflict,peacekeeping",
    "evidence=all",
    "weapon=NR",
    "area=MLI",
    "area=MLI&year=2012-2022",
    "area=MLI&year=2012-2022&phase=peacekeeping",
    "area=MLI&year=2012-2022&phase=peacekeeping&weapon=E",
    "area=MLI&weapon=E",
    "area=MLI&weapon=E3",
    "area=MLI&weapon=E&evidence=all",
    "area=BFA,MLI,NER",
    "area=BFA,MLI,NER&year=2015-2022",
    "area=BFA,MLI,NER&year=2015-2022&weapon=A,B",
    "area=NGA",
    "area=NGA&year=2009-2021",
    "area=NGA&year=2009-2021&weapon=E",
    "area=NGA&phase=armed-conflict&evidence=all",
    "area=CMR,NER,NGA,TCD",
    "area=CMR,NER,NGA,TCD&year=2014-2022",
    "area=TCD",
    "area=TCD&year=2003-2010",
    "area=TCD&phase=peacekeeping",
    "area=TCD&weapon=C",
    "area=COL",
    "area=COL&year=1999-2005",
    "area=COL&year=1999-2005&phase=armed-conflict",
    "area=COL&weapon=E",
    "area=COL&phase=peacebuilding",
    "area=all",
    "area=all&evidence=all",
    "area=all&year=1990-2023",
    "area=all&year=2000-2010",
    "area=all&year=2011-2022",
    "area=all&weapon=A",
    "area=all&weapon=E,NR&evidence=all",
    "area=all&phase=peace-mediation,peacebuilding",
    "area=LBR,SLE&year=1991-2003",
    "area=LBR,SLE&year=1991-2003&evidence=all",
    "area=SEN&year=1990-2015",
)

#: The same morning on the pages of single subjects, and what can be picked there.
PAGES = {
    "incidents": (
        *WALK,
        "area=MLI&actor=JNIM",
        "area=MLI&admin1=ML05",
        "area=MLI&border=MLI-NER",
        "area=NGA&violence=one-sided",
        "area=all&actor=AQIM",
    ),
    "flows": (
        *WALK,
        "area=MLI&supplier=FRA",
        "area=all&recipient=TCD",
        "area=all&kind=authorised",
        "area=all&kind=illicit",
        "area=all&mechanism=diversion",
    ),
    "routes": (
        *WALK,
        "route=WA08",
        "area=all&route=WA01",
        "area=MLI&border=MLI-NER",
        "border=lake-chad",
        "area=all&border=liptako-gourma",
        "area=COL&border=COL-VEN",
        "mode=sea",
    ),
}

#: The changes of the walk after which nearly all there is is in view.
WHOLE = ("area=all", "area=all&evidence=all", "area=all&year=1990-2023")

_AREAS = (DEFAULT_AREAS, ("MLI",), ("TCD",), ("COL",), ("NGA",), ("NER",), ("BFA",), ("BFA", "MLI", "NER"), ("SDN", "TCD"), ())
_WEAPONS = ("A", "B", "C", "D", "E", "F", "NR", "E3", "A3")


def random_walk(seed: int) -> Iterator[str]:
    """Queries of one visitor without end: one field changes at a time, and one step in five goes back."""
    random = Random(seed)
    past, now = [FIRST], FIRST
    while True:
        back = random.random() < 0.2 and len(past) > 1
        now = past[-2] if back else _changed(now, random)
        past.append(now)
        yield now.ordered().query()


def _changed(now: Filters, random: Random) -> Filters:
    match random.choice(("areas", "areas", "years", "years", "phases", "weapons", "exclude_possible")):
        case "areas":
            return replace(now, areas=random.choice(_AREAS))
        case "years":
            first = random.randint(1989, 2018)
            return replace(now, years=random.choice(((), (first, random.randint(first, 2024)))))
        case "phases":
            return replace(now, phases=random.choice(((), (), (random.choice(PHASES),))))
        case "weapons":
            return replace(now, weapons=random.choice(((), (), (random.choice(_WEAPONS),))))
        case _:
            return replace(now, exclude_possible=not now.exclude_possible)
