"""Columns that several tables share, described once."""

from data.model.categories import BASIS, CONFIDENCE, RELIABILITY, SENSITIVITY
from data.model.tables import Column

#: Beyond these a figure is a slip or damage, not a fact: above any event, country-year, arsenal, shipment or way on record.
MOST_DEATHS, MOST_DEATHS_A_YEAR = 1_000_000, 10_000_000
MOST_ARMS, MOST_TIV, MOST_ENTRIES = 10_000_000_000, 100_000, 1_000_000
FARTHEST_KM = 40_100
FIRST_YEAR, LAST_YEAR = 1900, 2100

SENSITIVITY_COLUMN = Column("sensitivity", "text", "who may see the record", of=SENSITIVITY)
SOURCE_COLUMN = Column("source", "text", "id in the sources registry")
RELIABILITY_COLUMN = Column("reliability", "text", "what the source supports", of=RELIABILITY)

#: Where a hand-compiled fact stands: its document, how it was read, and how far it is trusted.
CITATION = (
    SOURCE_COLUMN,
    Column("source_title", "text", "title of the cited document", nullable=True),
    Column("source_publisher", "text", "publisher of the cited document", nullable=True),
    Column(
        "source_year",
        "whole",
        "year of the cited document, not of the fact",
        unit="year",
        nullable=True,
        low=FIRST_YEAR,
        high=LAST_YEAR,
    ),
    Column("source_ref", "text", "address or symbol of the cited document", nullable=True),
    Column("basis", "text", "seen: read in the source; known: cited, not re-read", nullable=True, of=BASIS),
    Column("confidence", "text", "trust in the row as written", nullable=True, of=CONFIDENCE),
    Column("note", "text", "caveat of the compiler, in English", nullable=True),
    SENSITIVITY_COLUMN,
)
