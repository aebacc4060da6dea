"""The first answer of every page: Streamlit's empty page with words in it, which stand there until the app draws its own.

On a slow line the app's scripts take seconds; what the selection shows is said at once, also to those without scripts.
"""

from __future__ import annotations

import re
from functools import cache, partial
from html import escape

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.current import dataset
from components.files.http import compression
from components.files.static import scripts, static_files
from components.files.streamlit_package import static_folder
from components.text import sentences
from components.text.words import LANGUAGES, N_, Words, words
from data.engine.dataset import StoreError
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from geo.style import ACCENT, INK, LINK, MUTED

#: The pages by their path, each with its title.
PAGES = {
    "": N_("Overview"),
    "overview": N_("Overview"),
    "incidents": N_("Events"),
    "flows": N_("Flows"),
    "routes": N_("Corridors"),
    "briefing": N_("Briefings"),
    "workshop": N_("Workshop"),
    "sources": N_("Sources"),
}
#: Pages that ask a question of their own, and show a map.
_OF_A_QUESTION = ("", "overview", "incidents", "flows", "routes")
_WITH_MAP = (*_OF_A_QUESTION, "briefing")

_WHAT = N_("What public records show on weapons in conflict: events, arms flows and cross-border corridors.")
_LOADING = N_("Maps and charts are loading …")
_NO_SCRIPT = N_("Maps and charts need JavaScript, which is off in this browser. The records are here as files:")
#: At once in place of the app, under whatever it lays over all, until a page has words of its own. The transition keeps them
#: hidden when a page is empty between two others; page.js then removes them for good.
_STYLE = f"""
#first-words {{ position: fixed; inset: 0; z-index: 1; background: #fff; color: {INK}; padding: 4.5rem 1.25rem 2rem;
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow: auto; }}
#first-words > * {{ max-width: 60rem; margin: 0 0 .75rem; }}
#first-words h1 {{ font-size: 1.5rem; line-height: 1.3; color: {ACCENT}; }}
#first-words .said {{ font-size: 20px; line-height: 1.5; }}
#first-words .what, #first-words .loading {{ color: {MUTED}; }}
#first-words a {{ color: {LINK}; }}
#first-words .map {{ height: 22rem; background: #EEF2F5; border-radius: .25rem; }}
@media (min-width: 768px) {{ #first-words:not(.alone) {{ padding: 5rem 3rem 2rem calc(330px + 3rem);
  background: linear-gradient(to right, #F4F6F8 330px, #fff 330px); }} }}
#first-words {{ transition: visibility 0s 9999999s; }}
body:has([data-testid="stMain"] :is(p, h1, h2, h3, img)) #first-words {{ visibility: hidden; transition: none; }}
@supports not selector(:has(p)) {{ #root:not(:empty) ~ #first-words {{ visibility: hidden; transition: none; }} }}
"""


async def answer(request: Request) -> Response:
    """The page of a path, in the language of its address or of the browser."""
    name = request.url.path.strip("/")
    say = words(language_of(request))
    # Not the threads that others wait for: what is asked of the data may take a moment.
    page = await anyio.to_thread.run_sync(partial(_page, name, say, dict(request.query_params)), limiter=_limiter())
    coding = compression.taken(request.headers.get("accept-encoding", ""))
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
    if coding != "identity":
        headers["Content-Encoding"] = coding
        page = compression.CODINGS[coding](page)
    return Response(page, media_type="text/html", headers=headers)


@cache
def _limiter() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(4)


def language_of(request: Request) -> str:
    """The language of a first answer: the address's, else the browser's first."""
    header = request.headers.get("accept-language", "").lower()
    # As the app itself does, which knows the first language of the browser only.
    accepted = header.split(",")[0].split(";")[0].split("-")[0].strip()
    return next((name for name in (request.query_params.get("lang"), accepted) if name in LANGUAGES), "en")


def _page(name: str, say: Words, query: dict[str, str]) -> bytes:
    head, foot = _shell(name in _WITH_MAP)
    title = "Arms Lens" if not name else f"{say.t(PAGES[name])} · Arms Lens"
    files = " · ".join(f'<a href="/files/{of}.csv?lang={say.language}">{say.t(PAGES[of])}</a>' for of in _OF_A_QUESTION[2:])
    said = "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in _said(name, say, query))
    # What is projected has no sidebar.
    alone = ' class="alone"' if name == "workshop" and "present" in query else ""
    first = (
        f'<div id="first-words" role="status"{alone}><h1>{escape(title)}</h1>{said}'
        f"<noscript><p>{escape(say.t(_NO_SCRIPT))} {files}</p><style>#first-words .loading, #first-words .map {{ display: none }}"
        f'</style></noscript><p class="loading">{escape(say.t(_LOADING))}</p><div class="map" aria-hidden="true"></div></div>'
    )
    # The keys of a presentation are heard as soon as its slide is seen: a press before that was lost.
    keys = scripts.early("windows") if name == "workshop" else ""
    return (head.format(language=say.language, title=escape(title), style=_STYLE) + keys + first + foot).encode()


def _said(name: str, say: Words, query: dict[str, str]) -> list[tuple[str, str]]:
    """What stands there, each with its kind: what this is, the question, and what the selection shows."""
    what = ("what", say.t(_WHAT))
    if name not in _OF_A_QUESTION:
        return [what]
    try:
        filters, _ = Filters.parse(query, covered(dataset()), all_years(dataset()))
        shown = " ".join(sentence.text for sentence in sentences.summary(filters, say))
        return [what, ("asked", filters.sentence(say)), ("said", shown)]
    except StoreError:
        # The page itself says it, with what to do.
        return [what]


@cache
def _shell(with_map: bool) -> tuple[str, str]:
    """Streamlit's own page with a place for language, title and style, parted where the first words go."""
    page = (static_folder() / "index.html").read_text(encoding="utf-8").replace("{", "{{").replace("}", "}}")
    for pattern, instead in (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', '<html lang="{language}">'),
        (r"<title>.*?</title>", "<title>{title}</title>"),
        # It tells crawlers that render pages when to look; without it no script stands in the page.
        (r"<script>\s*window\.prerenderReady = false\s*</script>\s*", ""),
        (r"<noscript>.*?</noscript>\s*", ""),
        (r"</head>", f"{_preloaded(page, with_map)}<style>{{style}}</style></head>"),
    ):
        page = re.sub(pattern, instead, page, flags=re.DOTALL)
    head, root, foot = page.partition('<div id="root"></div>')
    return head + root, foot.replace("{{", "{").replace("}}", "}")


def _preloaded(page: str, with_map: bool) -> str:
    """Links to what the page needs beyond what Streamlit names: first what shows words, then, with less haste, the map."""
    lines: list[str] = []
    chunks = ((static_files.WORDS, ""), (static_files.MAP if with_map else (), ' fetchpriority="low"'))
    for names, haste in chunks:
        for script in static_files.needed(names):
            if script not in page and not any(script in line for line in lines):
                lines.append(f'<link rel="modulepreload" crossorigin{haste} href="./{script}">')
    if with_map:
        lines += [
            f'<link rel="preload" as="style" crossorigin href="./{name}">' for name in static_files.styles(static_files.MAP)
        ]
    return "\n".join(lines)


ROUTES = [Route(f"/{name}", answer) for name in PAGES]
