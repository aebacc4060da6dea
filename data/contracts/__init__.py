"""The contract of every prepared table, by name: `TABLES["incidents"].check(frame)`; ROLLUPS are made of these tables."""

from data.contracts.conditions import (
    ACTIVITIES,
    EMBARGOES,
    INSTRUMENTS,
    NEEDS,
    PHASES,
    PRESENCE,
    RISK,
    TOOLBOX,
)
from data.contracts.ground import ADMIN1, BORDERS, COUNTRIES, PLACES
from data.contracts.national import MINE_VICTIMS, POLICE_HOMICIDES, POLICE_SEIZURES
from data.contracts.records import COUNTRY_YEARS, FLOWS, HOLDINGS, INCIDENTS, ROUTES, SEIZURES
from data.contracts.rollups import ROLLUPS
from data.contracts.totals import COUNTRY_MONTHS, COVERAGE, IMPORT_VALUES
from data.model.tables import Table

__all__ = ["ROLLUPS", "TABLES"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COUNTRIES,
        ADMIN1,
        BORDERS,
        PLACES,
        PHASES,
        INCIDENTS,
        COUNTRY_YEARS,
        COUNTRY_MONTHS,
        COVERAGE,
        FLOWS,
        IMPORT_VALUES,
        ROUTES,
        SEIZURES,
        MINE_VICTIMS,
        POLICE_HOMICIDES,
        POLICE_SEIZURES,
        HOLDINGS,
        EMBARGOES,
        INSTRUMENTS,
        PRESENCE,
        ACTIVITIES,
        RISK,
        TOOLBOX,
        NEEDS,
    )
}
