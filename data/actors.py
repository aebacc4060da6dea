"""Actors: the parties that sources record as involved in events. Being recorded is no finding of guilt."""

from __future__ import annotations

import ibis
import pandas as pd

from data.filters import Filters
from data.store import answered_once, store


@answered_once
def recorded(filters: Filters) -> pd.DataFrame:
    """Columns actor, events, deaths, first, last (years); most events first.

    An event has two parties or more, so that the rows add up to more than the events.
    """
    rows = filters.narrow(store().table("incidents")).select("actors", "events", "deaths", "year")
    each = rows.filter(rows.actors.length() > 0).select("events", "deaths", "year", actor=lambda t: t.actors.unnest())
    found = each.group_by("actor").agg(
        events=each.events.sum(), deaths=each.deaths.sum(), first=each.year.min(), last=each.year.max()
    )
    return store().frame(found.order_by(ibis.desc("events"), "actor"))


@answered_once
def events_with_actors(filters: Filters) -> int:
    """Events whose parties are known here."""
    rows = filters.narrow(store().table("incidents"))
    known = rows.filter(rows.actors.length() > 0)
    return int(store().frame(known.agg(n=known.events.sum().fill_null(0))).n.iloc[0])
