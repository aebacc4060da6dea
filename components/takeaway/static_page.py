"""A storyboard as one static page: it asks no server for anything, and reads from top to bottom without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from components.briefing.paper import layout
from components.takeaway.pictures import size
from components.takeaway.value import Numbers, Page, Takeaway
from components.text.words import LANGUAGES, N_, Words, words

#: Rows that a page shows; all of them stand in the table's file.
ROWS = 40
#: How the page is read with the keyboard.
KEYS = N_("Left and right arrows, Page Up and Page Down step; Home and End jump; P prints one slide a page.")
#: Rows that are printed.
_PRINTED = 9


def page(found: Takeaway, others: Mapping[str, str]) -> str:
    """The page. `others` are the files of all languages there are."""
    say = words(found.language)
    parts = [_opening(found, say), *(_slide(one, found, say) for one in found.pages), _feedback(found, say), _sources(found, say)]
    return f"""<!DOCTYPE html>
<html lang="{found.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(found.title)}</title>
<style>{_file("page.css")}</style>
</head>
<body>
{_top(found, others, say)}
<main>
{"".join(parts)}
</main>
<script>{_file("page.js")}</script>
</body>
</html>
"""


def picture_file(found: Takeaway, page: Page, i: int) -> str:
    return f"pictures/{page.name}-{i + 1}-{found.language}.webp"


def table_file(found: Takeaway, page: Page, table: Numbers) -> str:
    return f"tables/{page.name}-{table.name}-{found.language}.csv"


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing but this page's own style, its own few lines of script, and pictures that lie beside it."""
    style, script = (
        "'sha256-" + base64.b64encode(hashlib.sha256(_file(name).encode()).digest()).decode() + "'"
        for name in ("page.css", "page.js")
    )
    return (
        f"default-src 'none'; img-src 'self' file: data:; style-src {style}; script-src {script}; "
        "base-uri 'none'; form-action 'none'"
    )


def _top(found: Takeaway, others: Mapping[str, str], say: Words) -> str:
    here = ' aria-current="page"'
    links = " ".join(
        f'<a href="{file}" lang="{name}" data-language{here if name == found.language else ""}>{LANGUAGES[name]}</a>'
        for name, file in others.items()
    )
    switch = f'<nav aria-label="{escape(say.t("Language"))}">{links}</nav>' if len(others) > 1 else ""
    return f"""<header class="top"><strong>{escape(found.title)}</strong>{switch}
<div class="live"><button id="back" aria-label="{escape(say.t("Back"))}">←</button><output id="count"></output>
<button id="on" aria-label="{escape(say.t("Next"))}">→</button>
<button id="print">{escape(say.t("Print"))}</button></div></header>"""


def _opening(found: Takeaway, say: Words) -> str:
    clearance = layout.clearance(found, say)
    contents = "".join(f'<li><a href="#s{one.name}">{escape(one.title)}</a></li>' for one in found.pages)
    return f"""<section id="start" tabindex="-1"><h1>{escape(found.title)}</h1>
<p>{escape(layout.edition_line(found, say))} · {escape(found.data_until)}</p>
{f'<p class="clearance">{escape(clearance)}</p>' if clearance else ""}
<ol class="contents">{contents}</ol>
<p class="small">{escape(say.t(KEYS))}</p>
<div class="foot small"><p>{escape(found.disclaimer)}</p></div></section>
"""


def _slide(one: Page, found: Takeaway, say: Words) -> str:
    alone = not (one.pictures or one.tables or one.said)
    ask = "".join(f"<p>{escape(line)}</p>" for line in one.ask.split("\n") if line.strip())
    ask = f'<div class="ask">{ask}</div>' if ask else ""
    told = f'<p class="told">{escape(one.left_out)}</p>' if one.left_out else ""
    pictures = "".join(_picture(one, i, found) for i in range(len(one.pictures)))
    tables = "".join(_table(table, one, found, say) for table in one.tables)
    said = "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in one.said) + "</ul>" if one.said else ""
    layout = ("none", "one", "two")[min(len(one.pictures), 2)]
    words_ = f"<div>{ask}{told}{said}</div>" if layout == "none" else ""
    beside = f"<div>{tables}</div>" if layout != "one" else f"<div>{ask}{told}{said}{tables}</div>"
    wide = f'<div class="wide">{ask}{told}{tables}</div>' if layout == "two" else beside
    view = f"{ask}{told}" if alone else f'<div class="view {layout}">{pictures}{words_}{wide}</div>'
    spoken = f'<div class="say"><h3>{escape(say.t("Speaker notes"))}</h3><p>{escape(one.spoken)}</p></div>' if one.spoken else ""
    alone_ = ' class="words"' if alone else ""
    finding = f'<p class="finding">{escape(one.finding)}</p>' if one.finding else ""
    return f"""<section id="s{one.name}" tabindex="-1"{alone_}><h2>{escape(one.title)}</h2>
{finding}
{view}
{spoken}
{_small_print(one, found, say)}</section>
"""


def _picture(one: Page, i: int, found: Takeaway) -> str:
    shown = one.pictures[i]
    wide, high = size(shown.png)
    caption = f"<figcaption>{escape(shown.caption)}</figcaption>" if len(one.pictures) > 1 and shown.caption else ""
    address = picture_file(found, one, i)
    return f'<figure><img src="{address}" width="{wide}" height="{high}" alt="{escape(shown.alt)}">{caption}</figure>'


def _table(table: Numbers, one: Page, found: Takeaway, say: Words) -> str:
    numeric = table.numeric
    number, column, beyond = ' class="number"', ' scope="col"', ' class="beyond"'

    def cells(row: Iterable[str], tag: str) -> str:
        kinds = (f"{number if i in numeric else ''}{column if tag == 'th' else ''}" for i in range(len(table.header)))
        return "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>" for kind, cell in zip(kinds, row, strict=True))

    shown = table.said(say)[:ROWS]
    body = "".join(f"<tr{beyond if i >= _PRINTED else ''}>{cells(row, 'td')}</tr>" for i, row in enumerate(shown))
    more = layout.more_on(table.page, len(table.rows) - ROWS, say)
    file = f'<a class="csv" href="{table_file(found, one, table)}">{escape(say.t("All rows as CSV"))}</a>'
    note = " ".join(escape(part) for part in (more, table.note) if part)
    name = escape(table.heading) or escape(one.title)
    return f"""<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table><caption>{name}</caption>
<thead><tr>{cells(table.header, "th")}</tr></thead><tbody>{body}</tbody></table></div><p class="small">{note} {file}</p>"""


def _small_print(one: Page, found: Takeaway, say: Words) -> str:
    shown = " · ".join(escape(part) for part in (one.question, *one.caveats) if part)
    credits = {credit.number: credit for credit in found.credits}
    cited = "; ".join(f'<a href="#c{n}">[{n}]</a> {escape(credits[n].text)}' for n in one.sources)
    sources = f"<p><strong>{escape(say.t('Sources'))}</strong> {cited}</p>" if cited else ""
    clearance = layout.clearance(found, say)
    line = escape(" · ".join(part for part in (layout.edition_line(found, say), found.data_until, clearance) if part))
    first = f"<p>{shown}</p>" if shown else ""
    return f'<div class="foot small">{first}{sources}<p>{line}</p><p>{escape(found.disclaimer)}</p></div>'


def _feedback(found: Takeaway, say: Words) -> str:
    if not (found.feedback or found.unheard):
        return ""
    parts = []
    for one in found.feedback:
        counted = f"<p>{escape(one.counted(say))}</p>" if one.answers else ""
        notes = "".join(
            f'<p class="state">{escape(name)}</p><ul>{"".join(f"<li>{escape(note)}</li>" for note in texts)}</ul>'
            for name, texts in one.notes
        )
        parts.append(f"<h3>{escape(one.title)}</h3>{counted}{notes}")
    unheard = f"<p>{escape(found.unheard)}</p>" if found.unheard else ""
    title = escape(say.t("Appendix: messages from the room"))
    return f'<section id="heard" class="running heard" tabindex="-1"><h2>{title}</h2>{"".join(parts)}{unheard}</section>\n'


def _sources(found: Takeaway, say: Words) -> str:
    credits = "".join(
        f'<li id="c{one.number}">{escape(one.text)}'
        + (f' <a href="{escape(one.address)}" rel="noopener noreferrer">{escape(one.address)}</a>' if one.address else "")
        + "</li>"
        for one in found.credits
    )
    caveats = "".join(f"<p>{escape(note)}</p>" for note in (*found.caveats, found.disclaimer))
    title = escape(say.t("Sources and caveats"))
    return f'<section id="sources" class="running sources" tabindex="-1"><h2>{title}</h2><ol>{credits}</ol>{caveats}</section>\n'
