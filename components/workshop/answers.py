"""Answers among which a room votes: those that a slide offers, or how well somebody can answer its question."""

from __future__ import annotations

from components.text.words import N_, Words
from components.workshop.findings import filled
from components.workshop.value import Slide

#: Answers that fit any question.
HOW_WELL = {"well": N_("Well"), "partly": N_("Partly"), "hardly": N_("Hardly")}


def codes(slide: Slide) -> tuple[str, ...]:
    """What is kept of an answer: of those that the slide offers its number, from 1."""
    return tuple(str(number) for number, _ in enumerate(slide.choices, 1)) or tuple(HOW_WELL)


def named(slide: Slide, words: Words) -> dict[str, str]:
    """Answers as they are read, by code."""
    if slide.choices:
        return {code: filled(choice, slide, words) for code, choice in zip(codes(slide), slide.choices, strict=True)}
    return {code: words.t(name) for code, name in HOW_WELL.items()}


def asked(slide: Slide, words: Words) -> str:
    """What the votes are about."""
    return words.t("The room’s answers") if slide.choices else words.t("How well the room can answer")
