"""With a weapon chosen every event names it: no page then tells how many of the chosen name a weapon, only how many of all."""

from __future__ import annotations

import re

import pytest

from components.current import dataset
from components.files.picture.view_choices import SUBJECTS
from components.layers.rows import LAYERS
from components.paper.map_captions import captions
from components.text.words import words
from components.workshop.findings import FACTS
from data.analysis import crossing
from data.query.filters import Filters
from data.subjects import areas
from tests.pages.visits import visit, words_on
from tests.sweep import sweep

EN = words("en")
WEAPONS = ("A", "E3", "NR", "A,NR", "E,F")


def asked(weapon: str) -> Filters:
    return Filters(("MLI",), (2012, 2022), weapons=tuple(weapon.split(",")), exclude_possible=True).ordered()


def shares(text: str) -> set[str]:
    return {re.sub(r"\s", "", found) for found in re.findall(r"[<>]?\s?\d+\s?%", text)}


@sweep(page=SUBJECTS, weapon=WEAPONS)
def test_shares_of_one_page_agree(page: str, weapon: str) -> None:
    at = visit("" if page == "overview" else page, area="MLI", year="2012-2022", weapon=weapon, view="areas", measure="share")
    assert not at.exception and not at.error
    text = words_on(at)
    lines = [line for line in re.split(r"[.;\n]", re.sub(r"<[a-z/][^>]*>", "\n", text)) if shares(line)]
    told = [
        line for line in lines if re.search(r"weapon is named|names? (a|no) weapon|names? none|names? one|whatever weapon", line)
    ]
    filters = asked(weapon)
    opened, chosen = crossing.summary(dataset(), filters.without("weapons")), crossing.summary(dataset(), filters)
    named = opened.events_with_weapon / opened.events
    right = shares(" ".join(EN.percent(share) for share in (named, 1 - named, chosen.events / opened.events)))
    assert page in ("flows", "routes") or told, "the test sees no share at all"
    assert not [line for line in told if shares(line) - right], told


@pytest.mark.parametrize("weapon", WEAPONS)
def test_facts_and_areas_take_their_share_of_all_events(weapon: str) -> None:
    filters = asked(weapon)
    assert FACTS["share"](filters, EN) == FACTS["share"](filters.without("weapons"), EN)
    found, every = areas.named(dataset(), filters), areas.counts(dataset(), filters.without("weapons"))
    assert list(found.events) == list(every.events)
    assert found.with_weapon.sum() == areas.counts(dataset(), filters).events.sum() < found.events.sum()
    lines = [row[name] for row in LAYERS["areas-share"](filters, EN) for name in ("a", "b") if name in row]
    assert any("%" in line for line in lines) and not any("100" in line and "weapon named" in line for line in lines)
    marks = [row[name] for row in LAYERS["areas-events"](filters, EN) for name in ("a", "b") if name in row]
    assert not any("%" in line for line in marks)
    assert "chosen weapons" in captions(filters, ("areas-share",), EN).title
    assert "name a weapon" in captions(filters.without("weapons"), ("areas-share",), EN).title
