"""Texts on the screen are read by Markdown: what begins like a mark of it, or holds one, is shown as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from components.screen.parts.markdown_text import paragraph, plain
from components.screen.parts.source_notes import _missing
from components.text.words import LANGUAGES, words
from data.query.filters import Filters

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = ("> 99 % of them", "# heading", "- item", "+ item", "* item", "1. first", "12) twelfth", "---", "* * *", "===", "~~~ x",
         "``` x", "    code", "\tcode", "a\n> b", "a\n===", "a\n- b", "| a | b |\n|---|---|", "[x](http://y)", "<b>x</b>",
         "_x_ `z`", "**b** __c__", "a &amp; b", "![x](y)", "-5 km", "1986. year", "__", "*: placed by our reading.")  # fmt: skip


def inside(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def shown(tokens: list[Token]) -> str:
    """The letters that a reader sees."""
    return "".join("\n" if token.type.endswith("break") else token.content for token in inside(tokens))


@pytest.mark.parametrize("text", NASTY)
def test_a_text_of_the_data_is_shown_as_it_stands(text: str) -> None:
    tokens = MARKDOWN.parse(plain(text))
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    assert {token.type for token in inside(tokens)} <= {"text", "text_special", "softbreak", "hardbreak"}
    assert shown(tokens).replace("\u200b", "") == text.strip()


@given(st.text(alphabet="ab1 .)>#-+*_=~`|[]()!<&;:$/\\\n", max_size=24))
def test_whatever_stands_in_the_data_is_a_paragraph(text: str) -> None:
    kinds = {token.type for token in MARKDOWN.parse(plain(text))}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}, plain(text)


@pytest.mark.parametrize("text", ["> 99 % of **them**", "1. of them", "- 5 of them", "# of them", "*: placed", "a\n> b", "=="])
def test_a_sentence_that_begins_with_a_number_or_sign_stays_a_paragraph(text: str) -> None:
    tokens = MARKDOWN.parse(paragraph(text))
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    assert ("strong_open" in {token.type for token in inside(tokens)}) is ("**" in text)


def test_names_of_signs_and_amounts_of_money_are_letters() -> None:
    assert plain("see :flag: and :material/home:") == "see :\u200bflag: and :\u200bmaterial/home:"
    assert "://" not in plain("https://example.org") and paragraph("$5 and $6") == "\\$5 and \\$6"
    assert plain("Al-Qa'ida (AQIM), 12:30") == "Al-Qa'ida (AQIM), 12:30"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_a_list_of_sentences(language: str) -> None:
    lines = _missing(Filters(areas=("TCD",)), words(language))
    assert any(line.startswith(">") for line in lines) or language != "en", "the case that began as a quotation"
    for line in lines:
        kinds = [token.type for token in MARKDOWN.parse(f"- {paragraph(line)}")]
        assert kinds.count("bullet_list_open") == 1 and "blockquote_open" not in kinds
