"""Actors: the parties that sources record as involved in events. Being recorded is no finding of guilt."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects.incident_memory import details, parties, summed


@cached_by_version
def recorded(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Columns actor, events, deaths, first, last (years); most events first.

    An event has two parties or more, so that the rows add up to more than the events.
    """
    found = summed(parties(dataset, filters), "actor").drop(columns="with_weapon")
    # Actors stand in the order of their names, which stays where as many events are theirs.
    return found.iloc[np.argsort(-found.events.to_numpy(), kind="stable")].reset_index(drop=True)


@cached_by_version
def events_with_actors(dataset: Dataset, filters: Filters) -> int:
    """Events whose parties are known here."""
    return int(details(dataset, filters, "with_actors").with_actors.sum())


def earlier_names(dataset: Dataset) -> dict[str, list[str]]:
    """What sources called parties, dyads and conflicts before, by the name they have here."""
    findings = dataset.manifest["tables"].get("incidents", {}).get("findings", {})
    named: dict[str, list[str]] = findings.get("earlier_names", {})
    return named
