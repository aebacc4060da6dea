"""What the room said: its notes and answers, read once, then said slide by slide."""

from __future__ import annotations

from dataclasses import dataclass

from components.takeaway.redaction import Redaction
from components.takeaway.value import Feedback
from components.text.words import N_, Words
from components.workshop import answers, notes
from components.workshop.value import Slide, Storyboard, said

#: What became of a note, in the order in which they are printed.
_STATES = {
    notes.SHOWN: N_("Shown to the room"),
    notes.WAITING: N_("Not decided on"),
    notes.HIDDEN: N_("Kept from the room"),
}


@dataclass(frozen=True)
class Sent:
    """Notes as (slide, text, state), the oldest first, and how often each answer was given to a slide's question.

    undecided  whether notes that were neither shown nor hidden are printed, too, in the internal edition
    """

    notes: tuple[tuple[str, str, str], ...] = ()
    votes: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    undecided: bool = False


NOTHING = Sent()


def sent(room: str, board: Storyboard, undecided: bool = False) -> Sent:
    """What a room sent. Raises OutOfReach where it cannot be read."""
    found = tuple((note.slide, note.text, note.state) for note in notes.everything(room))
    votes = ((slide.id, tuple(notes.tally(room, slide.id, answers.codes(slide)).items())) for slide in board.slides if slide.ask)
    return Sent(found, tuple((slide, tally) for slide, tally in votes if any(n for _, n in tally)), undecided)


def _given(slide: Slide, votes: tuple[tuple[str, int], ...], redaction: Redaction, words: Words) -> tuple[tuple[str, str], ...]:
    """Each answer and how often it was given; one that may not be said by its number."""
    names = {code: redaction.line(name) or words.t("Answer {n}", n=code) for code, name in answers.named(slide, words).items()}
    return tuple((names[answer], words.number(n)) for answer, n in votes if answer in names)


def feedback(sent: Sent, board: Storyboard, redaction: Redaction, words: Words) -> tuple[tuple[Feedback, ...], str]:
    """Slide by slide what may be printed, and a sentence on what may not."""
    kept_from = () if sent.undecided else (notes.WAITING,)
    states = tuple(state for state in _STATES if state not in kept_from) if redaction.internal else (notes.SHOWN,)
    slides = {slide.id: slide for slide in board.slides}
    titles = {name: said(slide.title, words.language) for name, slide in slides.items()}
    votes = dict(sent.votes)
    found, silent = [], 0
    for slide in dict.fromkeys((*titles, *(slide for slide, _, _ in sent.notes))):
        groups = []
        for state in _STATES:
            texts = [text for of, text, is_in in sent.notes if (of, is_in) == (slide, state)]
            kept = tuple(text for text in texts if state in states and redaction.line(text) == text)
            if state not in kept_from:
                silent += len(texts) - len(kept)
            if kept:
                groups.append((words.t(_STATES[state]), kept))
        given = _given(slides[slide], votes[slide], redaction, words) if slide in slides and slide in votes else ()
        if groups or given:
            title = redaction.line(titles.get(slide, slide)) or words.t("A slide of this storyboard")
            about = answers.asked(slides[slide], words) if slide in slides else ""
            found.append(Feedback(title, tuple(groups), about, given))
    waiting = sum(state in kept_from for _, _, state in sent.notes)
    unheard = words.n("{n} message is not shown here.", "{n} messages are not shown here.", silent)
    undecided = words.n(
        "{n} message that the presenter has not decided on is left out.",
        "{n} messages that the presenter has not decided on are left out.",
        waiting,
    )
    return tuple(found), " ".join([unheard] * bool(silent) + [undecided] * bool(waiting))
