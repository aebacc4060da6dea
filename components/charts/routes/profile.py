"""What is on record along the line of a corridor."""

from __future__ import annotations

from components.charts.chart import Chart
from components.charts.routes import figures as route_charts
from components.route_profile import NEAR_KM, Profile
from components.text.unplaced_words import not_placed
from components.text.words import Words
from data.model import source_roles

_SOURCES = (source_roles.OWN_TABLES, source_roles.EVENTS)


def profile_chart(profile: Profile, name: str, words: Words) -> Chart:
    """Events and deaths along the corridor of this name."""
    notes = [
        words.t(
            "The line is indicative: it joins documented places and follows no road. Events within {km} km of it count once, at "
            "the nearest point of the line. They lie near it; nothing says that they have to do with it.",
            km=NEAR_KM,
        ),
        words.t(
            "Dashes: borders; dots and diamonds: places on the way. The last bar takes the rest of the length. All countries "
            "along the line count."
        ),
    ]
    if profile.years and profile.years[0] < profile.since:
        notes.insert(1, words.t("The corridor is on record from {year}; earlier events are counted, too.", year=profile.since))
    if any(not mark.exact for mark in profile.borders):
        notes.append(words.t("* The straight line does not meet this border; it is crossed somewhere between the two places."))
    if vague := not_placed(profile.unplaced, words, words.join(words.country(country) for country in profile.countries)):
        notes.append(vague)
    title = words.t("Events and deaths along the corridor {name}", name=name)
    return Chart(route_charts.along(profile, words), title, said(profile, words), tuple(notes), _SOURCES)


def said(profile: Profile, words: Words) -> str:
    """The profile in words: how much, and where most of it."""
    steps = profile.steps
    events, deaths = int(steps.events.sum()), int(steps.deaths.sum())
    km = words.number(round(profile.km))
    if profile.years is None:
        return words.t("No event is on record within {near} km of the {km} km of this corridor.", near=NEAR_KM, km=km)
    most = steps.loc[steps.events.idxmax()]
    middle = (most.from_km + most.to_km) / 2
    place = min(profile.places, key=lambda mark: abs(mark.km - middle)).name
    return words.t(
        "{years}: {events} with {deaths} within {near} km of the {km} km of this corridor; most events at km {first} to {last}, "
        "nearest place {place}.",
        years=words.years(*profile.years),
        events=words.n("{n} event", "{n} events", events), deaths=words.n("{n} death", "{n} deaths", deaths), near=NEAR_KM,
        km=km, first=words.number(round(most.from_km)), last=words.number(round(most.to_km)), place=place,
    )  # fmt: skip
