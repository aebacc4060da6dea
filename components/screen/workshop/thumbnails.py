"""Slides in small: for the desk, the presenter's window, and whoever adds a view to a storyboard."""

from __future__ import annotations

from html import escape

from components.files.followers.slide_pictures import addresses
from components.text.words import Words
from components.workshop.findings import filled
from components.workshop.value import Slide, said
from geo.style import BORDER


def thumbnails(slide: Slide, words: Words) -> str:
    """The pictures of a slide, small; its words where it has none. The browser fetches them when they come into sight."""
    found = addresses(slide, words.language)
    if not found:
        text = filled(slide.finding, slide, words) or filled(slide.ask, slide, words)
        return f'<div style="border:1px solid {BORDER};border-radius:6px;padding:10px;font-size:14px">{escape(text)}</div>'
    wide = 100 / len(found)
    alt = escape(words.labelled(said(slide.title, words.language), slide.filters.sentence(words)), quote=True)
    images = "".join(
        f'<img src="{escape(one, quote=True)}" alt="{alt}" loading="lazy" '
        f'style="width:{wide:.0f}%;aspect-ratio:10/7;background:#F3F5F7">'
        for one in found
    )
    return f'<div style="display:flex;border:1px solid {BORDER};border-radius:6px;overflow:hidden">{images}</div>'
