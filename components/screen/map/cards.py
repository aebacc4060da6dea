"""The detail of what was clicked: what, where, when, with what, and why we believe it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.parts.markdown_text import plain
from components.text.edition_words import titled
from components.text.records import first_address
from components.text.tooltips import end_of_flow
from components.text.words import (
    BASIS_NAMES,
    DIRECTION_NAMES,
    FLOW_KIND_NAMES,
    PRECISION_BASIS_NAMES,
    PRECISION_NAMES,
    VIOLENCE_NAMES,
    Words,
)
from data.model import source_roles
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from data.subjects.incidents import MOST_RECORDS
from data.subjects.nearby import RADIUS_KM, nearby
from geo.cells import cell_centre, cell_number

#: Cards shown in full; the others stand in the count.
_MOST_CARDS = 5


def detail(layer: str, row: dict[str, Any], filters: Filters, words: Words) -> None:
    """Cards for a clicked row of a map layer. A mark that the filters no longer hold says so."""
    if layer == "incidents":
        found = _records_at(row, filters)
        _incidents(found, words)
        if "cell" not in row and len(found) and found.location_precision.eq("district").all():
            st.caption(words.t("The mark stands in the middle of the district: what lies near the events is not known."))
        else:
            _nearby(cell_centre(row["cell"]) if "cell" in row else tuple(row["at"]), filters, words)
    elif "ids" in row:
        _each(flows.by_id(dataset(), filters, tuple(row["ids"])), _flow, words)
        if "at" in row:
            _nearby(tuple(row["at"]), filters, words)
    elif layer == "routes":
        found = routes.matching(dataset(), filters)
        _each(found[found.id == row["id"]], _route, words)
    else:
        st.info(f"**{plain(row['t'])}** · {plain(row['a'])}")


def _nearby(at: tuple[float, float], filters: Filters, words: Words) -> None:
    """What else lies near a clicked place, on either side of a border."""
    found = nearby(dataset(), filters.without("areas"), *at)
    named = ": " + "; ".join(plain(words.corridor(name)) for name in found.routes[:4]) if found.routes else ""
    st.caption(
        words.t("Within {km} km, across borders and with the place itself: {events} with {deaths}, {flows}, {routes}",
            km=words.number(RADIUS_KM),
            events=words.n("{n} event", "{n} events", found.events),
            deaths=words.n("{n} death", "{n} deaths", found.deaths),
            flows=words.flows(found.flows),
            routes=words.n("{n} corridor", "{n} corridors", len(found.routes)),
        ) + named
    )  # fmt: skip


def _records_at(row: dict[str, Any], filters: Filters) -> pd.DataFrame:
    resolution = incidents.marks(dataset(), filters).resolution
    if "cell" in row:
        return incidents.at_mark(dataset(), filters, incidents.cell_resolution(row["cell"]), cell=cell_number(row["cell"]))
    return incidents.at_mark(dataset(), filters, resolution, lon=row["at"][0], lat=row["at"][1])


def _gone(words: Words) -> None:
    st.info(words.t("What was clicked is no longer part of the selection."), icon=":material/filter_alt_off:")


def _each(found: pd.DataFrame, card: Any, words: Words) -> None:
    if found.empty:
        return _gone(words)
    for row in found.head(_MOST_CARDS).itertuples():
        with st.container(border=True):
            card(row, words)
    if len(found) > _MOST_CARDS:
        st.caption(words.n("and {n} more record", "and {n} more records", len(found) - _MOST_CARDS))
    return None


def _incidents(found: pd.DataFrame, words: Words) -> None:
    if found.empty:
        return _gone(words)
    events, deaths = int(found.events.sum()), int(found.deaths.sum())
    with st.container(border=True):
        where = ", ".join(dict.fromkeys(_where(row, words) for row in found.head(30).itertuples()))
        st.markdown(f"**{plain(where if len(where) < 120 else where[:117] + '…')}**")
        st.markdown(
            words.n("{n} event", "{n} events", events)
            + " · "
            + words.n("{n} death", "{n} deaths", deaths)
            + (" · " + words.t("latest {n} records shown", n=MOST_RECORDS) if len(found) == MOST_RECORDS else "")
        )
        st.dataframe(
            pd.DataFrame([_incident_row(row, words) for row in found.itertuples()]),
            hide_index=True,
            height=min(38 * (len(found) + 1), 300),
            key="incident_records",
        )
        st.caption(_origin(source_roles.EVENTS, words))
        st.caption(" ".join(words.t(caveat) for caveat in SOURCES[source_roles.EVENTS].caveats))
    return None


def _incident_row(row: Any, words: Words) -> dict[str, str | int]:
    return {
        words.t("When"): words.period(row.start, row.end, row.date_precision),
        words.t("Where"): f"{row.place if isinstance(row.place, str) else '–'} ({_known(row, words)})",
        words.t("Recorded involving"): ", ".join(row.actors) if len(row.actors) else (row.conflict or "–"),
        words.t("Violence"): words.t(VIOLENCE_NAMES[row.violence]),
        words.t("Events"): int(row.events),
        words.t("Deaths"): _estimate(row, words),
        words.t("Weapons"): words.weapons(row.weapons)
        + (f" ({words.t(row.weapon_basis)})" if row.weapon_basis != "not reported" else ""),
        words.t("Phase"): words.phase(row.phase),
        words.t("Reliability"): words.t(row.reliability),
        words.t("Source record"): ", ".join(list(row.source_records)[:3]) + (" …" if len(row.source_records) > 3 else ""),
    }


def _known(row: Any, words: Words) -> str:
    """How precisely the place of an event is known, and how that is known where the source does not say it."""
    said = _precision(row.location_precision, words)
    return said if row.precision_basis == "stated" else f"{said}, {words.t(PRECISION_BASIS_NAMES[row.precision_basis])}"


def _precision(value: str, words: Words) -> str:
    return words.t(PRECISION_NAMES[value])


def _estimate(row: Any, words: Words) -> str:
    best = words.number(row.deaths)
    if pd.isna(row.deaths_low) or pd.isna(row.deaths_high) or row.deaths_low == row.deaths_high:
        return best
    return f"{best} ({words.number(row.deaths_low)}–{words.number(row.deaths_high)})"


def _where(row: Any, words: Words) -> str:
    parts = [row.place if isinstance(row.place, str) else None, words.country(row.country)]
    return ", ".join(part for part in parts if part)


def _flow(row: Any, words: Words) -> None:
    origin, destination = end_of_flow(row, "origin", words), end_of_flow(row, "destination", words)
    st.markdown(
        f"**{plain(origin or words.t('origin unknown'))} → {plain(destination or words.t('destination unknown'))}**"
        f" · {words.years(row.start_year, row.end_year)}"
    )
    unclear = pd.isna(row.quantity) or flows.adds_up_unlike_things(row.kind, row.weapons)
    quantity = "" if unclear else f"{words.number(row.quantity)} {words.t(row.unit)}"
    if quantity and row.quantity_estimated is True:
        quantity += f" ({words.t('estimate')})"
    lines = {
        words.t("What"): f"{words.t(FLOW_KIND_NAMES[row.kind])}: {words.t(row.mechanism)}"
        + (f", {words.t(row.status)}" if isinstance(row.status, str) else ""),
        words.t("Weapons"): words.weapons(row.weapons),
        words.t("Item"): row.item,
        words.t("Quantity"): quantity,
        words.t("Seen at"): end_of_flow(row, "event", words),
        words.t("Precision"): words.t("origin: {origin}; destination: {destination}",
            origin=_precision(row.origin_precision, words), destination=_precision(row.destination_precision, words)),
        words.t("Described as"): row.actors,
        words.t("Phase at the destination"): words.phase(row.phase),
    }  # fmt: skip
    _lines(lines, words)
    _evidence(row, words, row.note if isinstance(row.note, str) else None)


def _route(row: Any, words: Words) -> None:
    st.markdown(f"**{plain(words.corridor(row.name))}**")
    lines = {
        words.t("When"): words.years(row.start_year, row.end_year),
        words.t("How"): f"{words.t(row.mode)}, {words.t(DIRECTION_NAMES[row.direction])}, {_length(row, words)}",
        words.t("Weapons"): words.weapons(row.weapons),
        words.t("Other goods"): ", ".join(words.t(goods) for goods in row.other_goods),
        words.t("Borders crossed"): ", ".join(words.border(pair) for pair in row.borders),
        words.t("Described as"): row.actors,
        words.t("Precision"): _precision(row.location_precision, words) + f" ({words.t(row.geometry_basis)})",
    }
    _lines(lines, words)
    _evidence(row, words, words.remark(row.note) if isinstance(row.note, str) else None)


def _length(row: Any, words: Words) -> str:
    return words.t("about {km} km", km=words.number(round(row.length_km, -1)))


def _lines(lines: dict[str, Any], words: Words) -> None:
    said = [words.labelled(name, plain(text)) for name, text in lines.items() if isinstance(text, str) and text]
    st.markdown("  \n".join(said))


def _evidence(row: Any, words: Words, remark: str | None) -> None:
    """Why we believe it: reliability, how the source was read, the document, and its caveat."""
    known = [words.t("Reliability: {value}", value=words.t(row.reliability))]
    if isinstance(row.basis, str):
        known.append(words.t(BASIS_NAMES[row.basis]))
    cited = ", ".join(str(part) for part in (row.source_publisher, row.source_title, row.source_year) if pd.notna(part))
    reference = row.source_ref if isinstance(row.source_ref, str) else ""
    address = first_address(reference)
    link = f" [↗]({address})" if address else ""
    if reference != (address or ""):
        link += f" ({plain(reference)})"
    note = "  \n" + words.labelled(words.t("Remark"), plain(remark)) if remark else ""
    st.caption(f"{' · '.join(known)}  \n{words.labelled(words.t('Source'), plain(cited))}{link}{note}")


def _origin(source: str, words: Words) -> str:
    found = SOURCES[source]
    cited = ", ".join((found.publisher, titled(source, words), words.t(found.licence)))
    return words.labelled(words.t("Source"), cited)
