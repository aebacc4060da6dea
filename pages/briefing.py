"""Briefing: one area on one page, for somebody who has ten minutes."""

from __future__ import annotations

from components.screen.briefing.choice import briefing_choice
from components.screen.briefing.panel import briefing_panel
from components.text.words import Words
from data.query.filters import Filters


def show(filters: Filters, words: Words) -> None:
    """What to brief on and how to take it away, then the briefing."""
    chosen = briefing_choice(filters, words)
    if chosen:
        briefing_panel(chosen, words)
