"""The fields of a storyboard's file, each read with what may stand there; what may not is a problem with its fix."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import parse_qsl

from components.current import dataset
from components.text.plain_text import forbidden, without_forbidden
from components.text.words import LANGUAGES, N_
from components.workshop.findings import unknown
from components.workshop.value import Said, View
from data.analysis.comparison import other_side
from data.analysis.crossing import SUBJECTS
from data.ground.countries import covered
from data.query.filters import LONGEST_VALUE, Filters
from data.query.picks import PICKS
from data.query.years import all_years
from data.subjects.playback import LAYERS as PLAYED
from data.subjects.playback import STEPS

#: Layers of a slide's map. One of first-level areas by a measure, or of incidents step by step, stands alone.
AREAS = ("areas-events", "areas-deaths", "areas-share")
LAYERS = ("incidents", "flows", "transfers", "routes", *AREAS, *PLAYED)
#: How a view can be shown, under the names and with the values that the address of its page has for it.
WAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "matrix": {"subject": SUBJECTS},
    "timeline": {"bars": STEPS},
    "flow-years": {"by": ("kind", "weapon")},
    "border-sides": {"count": ("events", "deaths")},
    "map": {"look": ("selection", "world"), "at": ()},
}
#: What a comparison compares; incidents where it is not said.
COMPARED = ("incidents", "flows", "routes")
SECTIONS = ("new", "raise", "unknown", "brief", "happening", "weapons", "origins", "place", "options")
VIEWS: tuple[View, ...] = tuple(name for kind in get_args(View) for name in get_args(kind) or (kind,))
_CANNOT_STAND = N_("A text cannot hold this character: remove it, or write the text anew.")
_FILTERS = ("area", "year", "phase", "weapon", "evidence", *PICKS)
_LONGEST_STAY, _MOST_SOURCES, _LONGEST_SOURCE = 3600, 20, 300
#: Answers to a question, and characters of one: what buttons of a phone bear.
MOST_CHOICES, LONGEST_CHOICE = 8, 60


@dataclass(frozen=True)
class Problem:
    """What cannot be used: which slide (empty: the file as a whole), which field, what stands there, and the fix."""

    slide: str
    field: str
    given: str
    fix: str
    values: dict[str, object]

    def __post_init__(self) -> None:
        for name in ("field", "given"):
            object.__setattr__(self, name, without_forbidden(getattr(self, name)))


def spelled(given: object) -> str:
    """What stands in a file, as the file spells it, shortened; nothing for what is not there."""
    return given[:80] if isinstance(given, str) else "" if given is None else json.dumps(given, ensure_ascii=False)[:80]


def is_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}", value) is not None


@dataclass
class Fields:
    """The fields of one object. A reader returns a value in any case; `problems` says whether it may be used."""

    raw: dict[str, Any]
    slide: str
    known: set[str]
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in sorted(set(self.raw) - self.known):
            self.wrong(name[:40], name, N_("This field is unknown: remove it. Known are {known}."), known=self.known)

    def wrong(self, name: str, given: object, fix: str, **values: object) -> None:
        plain = {key: ", ".join(sorted(v)) if isinstance(v, set | tuple) else v for key, v in values.items()}
        self.problems.append(Problem(self.slide, name, spelled(given), fix, plain))

    def id(self, name: str) -> str:
        value = self.raw.get(name)
        if not is_id(value):
            self.wrong(name, value, N_("Use up to 60 letters a to z, digits and hyphens."))
        return str(value)[:60]

    def text(self, name: str, most: int, needed: bool = False) -> Said:
        return self._text(name, self.raw.get(name) or {}, most, needed)

    def _text(self, name: str, value: object, most: int, needed: bool) -> Said:
        """A text by language. Names of numbers in it must be known."""
        if not isinstance(value, dict) or not set(value) <= set(LANGUAGES) or not all(isinstance(v, str) for v in value.values()):
            fix = N_("Give a text for each language: {languages}.")
            self.wrong(name, value, fix, languages=tuple(LANGUAGES))
            return {}
        if needed and not any(text.strip() for text in value.values()):
            self.wrong(name, "", N_("Give a text in at least one language."))
        for language, text in value.items():
            if sign := forbidden(text):
                self.wrong(f"{name}.{language}", sign, _CANNOT_STAND)
            if len(text) > most:
                self.wrong(f"{name}.{language}", text[:30] + "…", N_("Shorten it to {most} characters."), most=most)
            for found in unknown(text):
                self.wrong(
                    f"{name}.{language}", found, N_("This number is unknown: correct the word in braces, or write without.")
                )
        return {language: without_forbidden(text) for language, text in value.items()}

    def _one_of(self, name: str, value: object, allowed: tuple[str, ...]) -> bool:
        if isinstance(value, str) and value in allowed:
            return True
        self.wrong(name, value, N_("Use one of: {allowed}."), allowed=allowed)
        return False

    def view(self) -> View:
        value = self.raw.get("view")
        return value if self._one_of("view", value, VIEWS) else "question"  # type: ignore[return-value]

    def filters(self) -> Filters:
        """The question, in the grammar of the app's addresses."""
        value = self.raw.get("filters", "")
        if not isinstance(value, str) or len(value) > 4 * LONGEST_VALUE:
            self.wrong("filters", value, N_("Copy what stands after the question mark in the app's address."))
            return Filters()
        asked = dict(parse_qsl(value))
        for name in sorted(set(asked) - set(_FILTERS)):
            self.wrong("filters", name, N_("Use one of: {allowed}."), allowed=_FILTERS)
        found, problems = Filters.parse(asked, covered(dataset()), all_years(dataset()))
        for problem in problems:
            given = f"{problem.parameter}={problem.value}"
            self.wrong("filters", given, N_("This area or filter is unknown: correct or remove it."))
        return found

    def layers(self) -> tuple[str, ...]:
        value = self.raw.get("layers", [])
        if not isinstance(value, list):
            self.wrong("layers", value, N_("Give a list of: {allowed}."), allowed=LAYERS)
            return ()
        found = tuple(dict.fromkeys(name for name in value if self._one_of("layers", name, LAYERS)))
        if len(found) > 1 and set(found) & {*AREAS, *PLAYED}:
            fix = N_("A layer of first-level areas, or of steps of time, stands alone: give no other.")
            self.wrong("layers", ", ".join(found), fix)
        return found

    def shown(self) -> tuple[tuple[str, str], ...]:
        value, known = self.raw.get("shown") or {}, WAYS.get(str(self.raw.get("view")), {})
        if not isinstance(value, dict) or not set(value) <= set(known):
            self.wrong("shown", value, N_("This view is shown in these ways: {known}."), known=tuple(known))
            return ()
        for name, way in value.items():
            if name == "at":
                self._moment(way)
            else:
                self._one_of(f"shown.{name}", way, known[name])
        return tuple(sorted(value.items()))

    def _moment(self, value: object) -> None:
        """A step of time of the layer that is played."""
        layers = self.raw.get("layers")
        step = PLAYED.get(str(layers[0])) if isinstance(layers, list) and layers else None
        form = {"year": r"[12][0-9]{3}", "month": r"[12][0-9]{3}-(0[1-9]|1[0-2])"}.get(str(step), r"(?!)")
        if not isinstance(value, str) or not re.fullmatch(form, value):
            fix = N_("Give a year, 2014, or a month, 2014-05, for a map of events by year or by month.")
            self.wrong("shown.at", value, fix)

    def choices(self) -> tuple[Said, ...]:
        """Answers to the slide's question, each in its languages."""
        value = self.raw.get("choices", [])
        if not isinstance(value, list) or len(value) == 1 or len(value) > MOST_CHOICES:
            self.wrong("choices", value, N_("Give a list of 2 to {most} answers, or none."), most=MOST_CHOICES)
            return ()
        return tuple(self._text(f"choices.{i}", one, LONGEST_CHOICE, needed=True) for i, one in enumerate(value, 1))

    def camera(self) -> tuple[float, float, float] | None:
        value = self.raw.get("camera")
        if value is None:
            return None
        numbers = isinstance(value, list) and len(value) == 3 and all(type(n) in (int, float) for n in value)
        if not numbers or not (-180 <= value[0] <= 180 and -85 <= value[1] <= 85 and 0 <= value[2] <= 15):
            self.wrong("camera", value, N_("Give longitude (−180 to 180), latitude (−85 to 85) and zoom (0 to 15)."))
            return None
        return float(value[0]), float(value[1]), float(value[2])

    def compare(self) -> str:
        value = self.raw.get("compare", "")
        needed = self.raw.get("view") == "compare"
        if (value or needed) and not (isinstance(value, str) and other_side(dataset(), Filters(), value)):
            self.wrong("compare", value, N_("Give the other side, such as {example}."), example="area:TCD")
            return ""
        return value or ""

    def section(self) -> str:
        value = self.raw.get("section", "")
        if not value and self.raw.get("view") != "briefing":
            return ""
        allowed = COMPARED if self.raw.get("view") == "compare" else SECTIONS
        return value if self._one_of("section", value, allowed) else ""

    def seconds(self) -> int:
        value = self.raw.get("seconds", 120)
        if type(value) is not int or not 5 <= value <= _LONGEST_STAY:
            self.wrong("seconds", value, N_("Give a whole number from {least} to {most}."), least=5, most=_LONGEST_STAY)
            return 120
        return value

    def sources(self) -> tuple[str, ...]:
        value = self.raw.get("sources", [])
        if not isinstance(value, list) or len(value) > _MOST_SOURCES or not all(
            isinstance(one, str) and 0 < len(one) <= _LONGEST_SOURCE for one in value
        ):  # fmt: skip
            fix = N_("Give a list of at most {most} texts of at most {longest} characters.")
            self.wrong("sources", value, fix, most=_MOST_SOURCES, longest=_LONGEST_SOURCE)
            return ()
        for one in value:
            if sign := forbidden(one):
                self.wrong("sources", sign, _CANNOT_STAND)
        return tuple(value)
