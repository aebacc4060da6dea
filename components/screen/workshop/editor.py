"""Forms that change a visitor's own storyboard: its name, a slide, a new slide of words. What a file may not hold is refused."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.files.picture.view_choices import LAYERS
from components.paper.map_captions import AREA_NAMES, LAYER_NAMES
from components.screen.parts.markdown_text import plain
from components.screen.workshop import board_state
from components.screen.workshop.slide_suggestions import SECTION_NAMES
from components.text.words import Words
from components.workshop import boards
from components.workshop.fields import AREAS, LONGEST_CHOICE, MOST_CHOICES, SECTIONS
from components.workshop.value import Said, Slide, Storyboard, said
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import playback


def name_editor(board: Storyboard, words: Words) -> None:
    """The storyboard's name, in the language of the screen."""
    with st.form(f"workshop_name_{board.id}_{words.language}", border=False):
        title = st.text_input(words.t("Name"), said(board.title, words.language), max_chars=120)
        if st.form_submit_button(words.t("Keep"), key="workshop_keep_name"):
            _kept(replace(board, title=_with(board.title, words.language, title)), words)


def words_editor(board: Storyboard, words: Words) -> None:
    """A slide without a view, at the end: a question, or what is to be discussed."""
    with st.form(f"workshop_words_{board.id}_{len(board.slides)}", border=False):
        title = st.text_input(words.t("Title"), max_chars=120)
        ask = st.text_area(words.t("Question to the room"), max_chars=500, help=words.t("Each line stands on its own."))
        if st.form_submit_button(words.t("Add"), key="workshop_add_words"):
            slide = Slide("words", _with({}, words.language, title), {}, "question", Filters(), {},
                          ask=_with({}, words.language, ask) or None)  # fmt: skip
            _kept(boards.added(board, slide), words)


def slide_editor(board: Storyboard, at: int, slide: Slide, words: Words) -> None:
    """What is said on a slide and with it, in the language of the screen; its answers, sources and planned time."""
    language = words.language
    with st.form(f"workshop_edit_{slide.id}_{language}"):
        raw = {name: said(getattr(slide, name), language) for name in ("title", "finding", "ask", "notes")}
        title = st.text_input(words.t("Title"), raw["title"], max_chars=120)
        finding = st.text_area(
            words.t("Finding"), raw["finding"], max_chars=500,
            help=words.t("A word in braces, such as {events}, is counted from the data when the slide is shown."),
        )  # fmt: skip
        ask = st.text_area(words.t("Question to the room"), raw["ask"], max_chars=500)
        choices = st.text_area(
            words.t("Answers to vote on, one a line"), "\n".join(said(one, language) for one in slide.choices),
            help=words.t("Two to {most}, each of at most {longest} characters. Without any the room says how well it can answer.",
                         most=MOST_CHOICES, longest=LONGEST_CHOICE),
        )  # fmt: skip
        notes = st.text_area(words.t("Speaker notes"), raw["notes"], max_chars=4000)
        layers, section = _shown(slide, words)
        sources = st.text_area(
            words.t("Sources, one a line"), "\n".join(slide.sources),
            help=words.t("A source of this app by its short name, such as {example}, or a document: title (publisher, year).",
                         example=source_roles.EVENTS),
        )  # fmt: skip
        seconds = st.number_input(words.t("Seconds"), 5, 3600, slide.seconds, step=30)
        if st.form_submit_button(words.t("Keep"), key=f"workshop_keep_{slide.id}"):
            changed = replace(
                slide,
                title=_with(slide.title, language, title),
                finding=_with(slide.finding, language, finding),
                ask=_with(slide.ask, language, ask) or None,
                choices=_choices(slide, language, choices),
                notes=_with(slide.notes, language, notes),
                seconds=int(seconds),
                layers=layers,
                section=section,
                sources=tuple(_lines(sources)),
            )
            _kept(boards.with_slide(board, at, changed), words)


def _kept(board: Storyboard, words: Words) -> None:
    """Keep a storyboard that its file can hold; otherwise say what it cannot."""
    problems = boards.load(boards.dump(board)).problems
    if problems:
        st.error(words.labelled(words.t("Not kept"), plain(boards.said(problems, words))))
        return
    board_state.keep(board)
    st.rerun()


def _shown(slide: Slide, words: Words) -> tuple[tuple[str, ...], str]:
    """Fields for the layers of a map, or the section of a briefing."""
    if slide.view == "map" and not set(slide.layers) & set(playback.LAYERS):
        known = LAYERS if set(slide.layers) <= set(LAYERS) else AREAS
        names = {name: words.t(one) for name, one in (LAYER_NAMES | AREA_NAMES).items()}
        chosen = st.multiselect(
            words.t("Layers"), known, list(slide.layers), format_func=names.__getitem__, placeholder=words.t("Layers"),
            max_selections=1 if known == AREAS else None,
        )  # fmt: skip
        return tuple(name for name in known if name in chosen), slide.section
    if slide.view == "briefing":
        section = st.selectbox(
            words.t("Section"), SECTIONS, SECTIONS.index(slide.section), placeholder=words.t("Section"),
            format_func=lambda name: words.t(SECTION_NAMES[name]),
        )  # fmt: skip
        return slide.layers, section or slide.section
    return slide.layers, slide.section


def _choices(slide: Slide, language: str, text: str) -> tuple[Said, ...]:
    """The answers with their lines in one language; the other languages stay with the answer in the same line."""
    lines = _lines(text)
    before = (*slide.choices, *({} for _ in lines))
    return tuple(_with(old, language, line) for old, line in zip(before, lines, strict=False))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _with(text: Said | None, language: str, value: str) -> Said:
    """A text with what was said in one language."""
    found = {**(text or {}), language: value.strip()}
    return {name: one for name, one in found.items() if one}
