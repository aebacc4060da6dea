"""Contracts of the conditions around the records: phases, embargoes, instruments, presence, risk, tools."""

from data.contracts.shared import CITATION, FIRST_YEAR, LAST_YEAR, SENSITIVITY_COLUMN, SOURCE_COLUMN
from data.model.categories import PHASES as PHASE_VALUES
from data.model.tables import Column, Table

COUNTRY = Column("country", "text", "ISO3")
PHASE = Column("phase", "text", "conflict phase", of=PHASE_VALUES)

PHASES = Table(
    "phases",
    "Conflict phase of a country over time: this project's own reading of public milestones",
    ("country", "start"),
    (
        COUNTRY,
        PHASE,
        Column("un_engagement", "text", "the UN's mode of engagement"),
        Column("start", "date", "first day of the phase"),
        Column("end", "date", "last day; null while it lasts", nullable=True),
        Column("violence_context", "text", "where there was armed conflict", nullable=True),
        Column("why_not_armed_conflict", "text", "why years of 25 or more state-based deaths do not make it one", nullable=True),
        Column("milestone", "text", "public event that marks the start"),
        *CITATION,
    ),
)

EMBARGOES = Table(
    "embargoes",
    "Arms embargoes and sanctions regimes",
    ("id",),
    (
        Column("id", "text", "row id"),
        Column("target", "text", "whom the regime targets"),
        Column("country", "text", "ISO3; null for a target without a country", nullable=True),
        Column("imposing_body", "text", "who imposed it"),
        Column("regime_type", "text", "read before drawing anything"),
        Column("start", "date", "first day", nullable=True),
        Column("end", "date", "last day; null while not known to be lifted", nullable=True),
        Column("until", "date", "day to which the last decision known holds; null where none is set or known", nullable=True),
        Column("checked_on", "date", "day on which a newer decision was looked for", nullable=True),
        Column("date_precision", "text", "how precise start and end are", of=("day", "month", "year"), nullable=True),
        Column("instruments", "list", "resolutions and decisions"),
        Column("scope", "text", "what it covers, with exemptions", nullable=True),
        *CITATION,
    ),
)

INSTRUMENTS = Table(
    "instruments",
    "Standing of a country under an arms-control instrument",
    ("country", "instrument"),
    (
        COUNTRY,
        Column("instrument", "text", "name of the instrument"),
        Column("status", "text", "standing"),
        Column("signed", "text", "date of signature as cited, year or day", nullable=True),
        Column("party_since", "text", "date as cited, year or day", nullable=True),
        Column("party_action", "text", "ratification, accession …", nullable=True),
        Column("membership_ended", "date", "day on which the country left the body that the instrument rests on", nullable=True),
        *CITATION,
    ),
)

MANDATES = ("DDR", "SSR", "CVR", "mine_action", "WAM", "arms_embargo_monitoring", "ceasefire_monitoring")

PRESENCE = Table(
    "presence",
    "UN missions and offices with their arms-related mandate",
    ("country", "name", "start"),
    (
        COUNTRY,
        Column("presence_type", "text", "kind of presence"),
        Column("name", "text", "mission or office"),
        Column("start", "date", "first day"),
        Column("end", "date", "last day; null while it lasts", nullable=True),
        Column("mandate_end", "date", "day on which the mandate ended, where the mission left later", nullable=True),
        Column("until", "date", "day to which the last decision known holds; null where none is set or known", nullable=True),
        Column("checked_on", "date", "day on which a newer decision was looked for", nullable=True),
        *(Column(flag, "text", "mandate flag", of=("yes", "no", "unknown")) for flag in MANDATES),
        *CITATION,
    ),
)

ACTIVITIES = Table(
    "activities",
    "Arms-control work on the ground",
    ("id",),
    (
        Column("id", "text", "row id"),
        COUNTRY,
        Column("place", "text", "where", nullable=True),
        Column("activity_type", "text", "what kind of work"),
        Column("start_year", "whole", "first year", unit="year", nullable=True, low=FIRST_YEAR, high=LAST_YEAR),
        Column("end_year", "whole", "last year", unit="year", nullable=True, low=FIRST_YEAR, high=LAST_YEAR),
        Column("implementer", "text", "who did it", nullable=True),
        Column("figures", "text", "figures as cited", nullable=True),
        *CITATION,
    ),
)

RISK = Table(
    "risk",
    "INFORM Risk Index: the external baseline",
    ("country", "indicator"),
    (
        COUNTRY,
        Column("indicator", "text", "index, dimension, category or component as INFORM names it"),
        Column("level", "text", "depth in the index", of=("index", "dimension", "category", "component")),
        Column("value", "number", "0 (low risk) to 10 (high risk)", unit="0–10", nullable=True, low=0, high=10),
        Column("rank", "whole", "rank among all countries, index only", nullable=True, low=1, high=300),
        Column("year", "whole", "edition", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)

TOOLBOX = Table(
    "toolbox",
    "Arms-control tools by conflict phase, after the UNIDIR 2020 report",
    ("tool", "phase"),
    (
        Column("tool", "text", "arms-control tool"),
        PHASE,
        Column("level", "text", "how the report places the tool", of=("core", "used", "emerging", "gap", "none")),
        Column("inferred", "flag", "this cell is our reading"),
        Column("textual_basis", "text", "what the report says, in our words", nullable=True),
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)

NEEDS = Table(
    "needs",
    "What each phase needs to know about arms, and who is named as holding it",
    ("phase", "kind", "item"),
    (
        PHASE,
        Column("kind", "text", "information need or source"),
        Column("item", "text", "what is needed, or who holds it"),
        SOURCE_COLUMN,
        SENSITIVITY_COLUMN,
    ),
)
