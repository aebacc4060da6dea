"""The opening of the routes page: how many corridors, which way, how well known, and how many are hidden."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.current import cached_by_version, dataset
from components.screen.parts.hidden_records import hidden_records
from components.text.sentences import older_corridors
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import routes


def route_opening(filters: Filters, words: Words) -> None:
    """A sentence in large type, and what the evidence filter hides, with the way to show it."""
    st.html(f'<p style="font-size:20px;line-height:1.5;margin:0;max-width:96ch">{escape(said(filters, words))}</p>')
    n = routes.hidden(dataset(), filters)
    hidden = words.n(
        "{n} more corridor is hidden: only possible, or entered here with low confidence.",
        "{n} more corridors are hidden: only possible, or entered here with low confidence.",
        n,
    )
    shown = words.t("Corridors that are only possible, or entered here with low confidence, are shown.")
    hidden_records("routes", hidden if n else "", shown, filters, words)


@cached_by_version
def said(filters: Filters, words: Words) -> str:
    """The corridors of a question in words."""
    found = routes.matching(dataset(), filters)
    if found.empty:
        return words.t("No corridor is on record for this selection. That is not proof that there is none.")
    borders = {border for pairs in found.borders for border in pairs}
    crossed = words.n("{n} land border", "{n} land borders", len(borders)) if borders else words.t("no land border")
    parts = [words.n("{n} corridor is on record, crossing {borders}.", "{n} corridors are on record, crossing {borders}.",
                    len(found), borders=crossed)]  # fmt: skip
    beside = len(routes.matching(dataset(), filters.picking("route", None)))
    if beside > len(found):
        parts = [words.n("Chosen: {chosen} of {n} corridor on record, crossing {borders}.",
                         "Chosen: {chosen} of {n} corridors on record, crossing {borders}.",
                         beside, chosen=words.number(len(found)), borders=crossed)]  # fmt: skip
    confirmed, indicative = (
        int(test.sum()) for test in (found.reliability == "confirmed", found.location_precision == "corridor")
    )
    if len(found) == 1:
        parts.append(words.t("It is confirmed.") if confirmed else words.t("It is not confirmed."))
    elif confirmed:
        parts.append(words.n("{n} is confirmed.", "{n} are confirmed.", confirmed))
    else:
        parts.append(words.t("None is confirmed."))
    if indicative and len(found) == 1:
        parts.append(words.t("The places on its way are indicative: the line joins them and follows no road."))
    elif indicative:
        parts.append(
            words.n(
                "Of {n}, the places on the way are indicative: the line joins them and follows no road.",
                "Of {n}, the places on the way are indicative: the lines join them and follow no road.",
                indicative,
            )
        )
    return " ".join(filter(None, (*parts, older_corridors(filters, words))))
