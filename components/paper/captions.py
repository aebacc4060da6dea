"""What is said around a picture, as a value: who only says it loads nothing that draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Captions:
    """What stands around a picture: `notes` say what it cannot show, `sources` whom to credit, `current` how current it is."""

    title: str
    sentence: str
    finding: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    current: str = ""
