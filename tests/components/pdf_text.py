"""What stands on the pages of a PDF, and in what size."""

from __future__ import annotations

import re
from itertools import groupby

import pypdfium2 as pdfium
from pypdfium2 import raw


def pages_of(body: bytes) -> list[str]:
    """The text of each page with plain single spaces."""
    with pdfium.PdfDocument(body) as found:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in found]


def feet(body: bytes, tall: float) -> list[str]:
    """The text in the lowest `tall` points of each page."""
    with pdfium.PdfDocument(body) as found:
        return [page.get_textpage().get_text_bounded(bottom=0, top=tall) for page in found]


def text_of(body: bytes) -> str:
    return " ".join(pages_of(body))


def letters(body: bytes) -> list[tuple[float, str]]:
    """Every run of letters of one size on one line, with the size in points."""
    with pdfium.PdfDocument(body) as found:
        signs = [sign for page in found for sign in _signs(page.get_textpage())]
    runs = [("".join(text for _, text in run), size) for size, run in groupby(signs, key=lambda sign: sign[0])]
    return [(size, line.strip()) for text, size in runs for line in text.split("\n") if line.strip("\u200d. \n")]


def _signs(text: pdfium.PdfTextPage) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for i in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, i))
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, i, matrix)
        size = raw.FPDFText_GetFontSize(text, i) * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        # Spaces and ends of lines, which no page holds, have a size of 1: they belong to what stands before.
        found.append((found[-1][0] if raw.FPDFText_IsGenerated(text, i) and found else round(size, 2), sign))
    return found
