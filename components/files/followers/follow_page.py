"""The page on phones that follow a presentation: one small file, which fetches slides and pictures from this origin only."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

import orjson
from starlette.requests import Request

from components.files.http.security import digest
from components.text.words import LANGUAGES, N_, words
from components.workshop.answers import HOW_WELL
from components.workshop.database import kept_days
from components.workshop.notes import LONGEST

_PARTS = Path(__file__).parent / "phone"
#: What the page says, by the name its script uses. Values in braces are filled in there.
_SAID = {
    "language": N_("Language"),
    "place": N_("Slide {n} of {all}"),
    "picture": N_("Picture of the slide: {title}"),
    "question": N_("Question to the room"),
    "large": N_("Press the picture to see it large."),
    "how": N_("How well can you answer this?"),
    "choose": N_("Choose an answer."),
    **HOW_WELL,
    "note": N_("Your message to the presenter"),
    "left": N_("Characters left: {n}"),
    "send": N_("Send"),
    "notes": N_("Messages from the room"),
    "wait": N_("Connecting …"),
    "live": N_("You follow the presentation."),
    "lost": N_("No connection. Trying again …"),
    "failed": N_("This could not be sent. Please try again."),
}
_RULE = N_("No name is asked. The presenter reads each message before the room sees it. Please name no private person. {deleted}")
_NO_SCRIPT = N_("This page needs JavaScript.")
UNKNOWN = N_("Nothing is presented under this address. Check it on the projector, or try again when the presentation has begun.")
#: The room may be there in a moment: its code outlives a restart of the app, what it saw does not.
_WAITING = N_(
    "The presenter has not begun. This page looks again every few seconds; if it takes long, check the address on the projector."
)
TOO_MANY_CODES = N_("Many wrong addresses were tried from this network. Please wait a minute.")
#: Seconds until the page looks again.
_AGAIN = 5


@cache
def page(code: str, language: str) -> str:
    """The page of a room, which opens in this language and speaks all of them."""
    say = words(language)
    parts = {
        "language": language,
        "style": _part("page.css"),
        "code": html.escape(code),
        "longest": str(LONGEST),
        "noscript": html.escape(say.t(_NO_SCRIPT)),
        "words": _words(),
        "script": _part("page.js"),
    }
    text = _part("page.html")
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part, 1)
    return text


def waiting() -> str:
    """What somebody sees who opens a room where nothing was shown yet, in every language; it comes back by itself."""
    return plain(_in_all(_WAITING), "en", _AGAIN)


def too_many() -> str:
    """What somebody sees from whose network many rooms were tried that there are not."""
    return plain(_in_all(TOO_MANY_CODES), "en", 60)


def _in_all(message: str) -> str:
    return "".join(f'<p lang="{name}">{html.escape(words(name).t(message))}</p>' for name in LANGUAGES)


def plain(told: str, language: str, again: int = 0) -> str:
    """A page of words that looks like that of the phones; it loads again after so many seconds, if any."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Arms Lens</title>'
    head += f'<meta http-equiv="refresh" content="{again}">' if again else ""
    body = f"<body><main><h1>Arms Lens</h1>{told}</main></body>"
    return f'<!doctype html><html lang="{language}"><head>{head}<style>{_part("page.css")}</style></head>{body}</html>'


def language(request: Request) -> str:
    """The language of the address, else of the browser."""
    accepted = (
        part.split(";")[0].split("-")[0].strip() for part in request.headers.get("accept-language", "").lower().split(",")
    )
    return next((name for name in (request.query_params.get("lang"), *accepted) if name in LANGUAGES), "en")


def unknown_in_all() -> dict[str, str]:
    return {language: words(language).t(UNKNOWN) for language in LANGUAGES}


def too_many_in_all() -> dict[str, str]:
    return {language: words(language).t(TOO_MANY_CODES) for language in LANGUAGES}


@cache
def policy(form: str = "form-action 'none'") -> str:
    """What the page may do: run its own script, look like its own style, and fetch from here."""
    script, style = (digest(_part(name)) for name in ("page.js", "page.css"))
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; {form}; frame-ancestors 'none'"
    )


@cache
def _words() -> str:
    said = {
        language: {"name": name, "rule": _rule(language)} | {key: words(language).t(message) for key, message in _SAID.items()}
        for language, name in LANGUAGES.items()
    }
    # A text may not end the element it stands in.
    return orjson.dumps(said).decode().replace("<", "\\u003c")


def _rule(language: str) -> str:
    say = words(language)
    deleted = say.n("What you send is deleted after {n} day.", "What you send is deleted after {n} days.", kept_days())
    return say.t(_RULE, deleted=deleted)


@cache
def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")
