"""The two sides of the flows: what States authorised, and what moved illicitly or was seized. They are never counted together."""

from __future__ import annotations

from components.current import dataset
from components.text.words import N_, Words
from data.model import source_roles
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import flows

#: Value of the switch that shows both, each on its own.
BOTH = "both"
NAMES = {
    BOTH: N_("Side by side"),
    "authorised": N_("Authorised transfers"),
    "illicit and seized": N_("Illicit flows, seizures and collections"),
}
#: Where the records of a side come from.
SOURCES = {"authorised": (source_roles.TRANSFER_REGISTER,), "illicit and seized": (source_roles.OWN_TABLES,)}


def shown(filters: Filters) -> tuple[str, ...]:
    """The sides that a question shows."""
    side = chosen_side(filters)
    return tuple(SIDES) if side == BOTH else (side,)


def of_side(filters: Filters, side: str) -> Filters:
    """The question for one side. A pick of a single kind, as an address may hold it, is already narrower."""
    return filters if dict(filters.picks).get("kind") in SIDES[side] else filters.picking("kind", side)


def chosen_side(filters: Filters) -> str:
    kind = dict(filters.picks).get("kind")
    return next((side for side, kinds in SIDES.items() if kind == side or kind in kinds), BOTH)


def counted_together(side: str, filters: Filters, words: Words) -> tuple[str, ...]:
    """What bars or bands count that hold more than one kind."""
    held = flows.by_kind(dataset(), of_side(filters, side))
    if sum(n > 0 for n in held.values()) < 2:
        return ()
    return (words.t("Drawn together: {flows}.", flows=words.flows(held)),)
