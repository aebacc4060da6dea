"""What Streamlit itself says in its widgets: it has no catalogue, so the browser puts our words in place of its English ones.

Where a widget takes its words as an argument (`placeholder`), it gets them there.
"""

from __future__ import annotations

import json
from functools import cache

import streamlit as st

from components.files.static import scripts
from components.text.words import N_, Words

#: Texts and labels as Streamlit's own scripts hold them; `{name}` stands for what it puts in.
SAID = (
    # Choosing and typing
    N_("No results"),
    N_("Select all"),
    N_("Select {name} matches"),
    N_("Add: {name}"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Remove {name}"),
    N_("Selected values"),
    N_("Open"),
    N_("Close"),
    N_("Suggestions"),
    N_("Show suggestions"),
    N_("{name} — start"),
    N_("{name} — end"),
    N_("Help"),
    N_("Help for {name}"),
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press Ctrl+Enter to submit form"),
    N_("Press ⌘+Enter to apply"),
    N_("Press ⌘+Enter to submit form"),
    # Files
    N_("Upload"),
    N_("Drag and drop files here"),
    N_("Drag and drop a file here"),
    N_("{name} per file"),
    N_("Cancel upload of {name}"),
    N_("{name} files are not allowed."),
    N_("File must be {name} or smaller."),
    N_("Only one file is allowed."),
    # Tables
    N_("Download as CSV"),
    N_("Show/hide columns"),
    N_("Search"),
    N_("Clear selection"),
    N_("Previous Result"),
    N_("Next Result"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Statistics"),
    N_("Format"),
    N_("Autosize"),
    N_("Pin column"),
    N_("Unpin column"),
    N_("Hide column"),
    N_("Copy column name"),
    N_("No data"),
    N_("Values"),
    N_("Empty"),
    N_("Distinct"),
    N_("Minimum"),
    N_("Maximum"),
    N_("Average"),
    N_("Median"),
    N_("Sum"),
    N_("Standard deviation"),
    N_("Minimum length"),
    N_("Maximum length"),
    N_("Average length"),
    N_("Automatic"),
    N_("Localized"),
    N_("Plain"),
    N_("Compact"),
    N_("Dollar"),
    N_("Euro"),
    N_("Yen"),
    N_("Percent"),
    N_("Scientific"),
    N_("Accounting"),
    # Around the page
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("Copy to clipboard"),
    N_("Link to heading"),
    N_("Collapse sidebar"),
    N_("Expand sidebar"),
    N_("Sidebar"),
    N_("App pages"),
    N_("Skip to main content"),
    N_("Main menu"),
    N_("Notifications"),
    N_("Stop script"),
    N_("Running…"),
    N_("Connecting"),
    N_("Connecting to Streamlit server"),
    N_("Unable to connect to Streamlit server"),
    N_("Connection error"),
    N_("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
    N_("Streamlit server is not responding. Are you connected to the internet?"),
    N_("Connection timed out."),
    N_("Connection failed with status {name}"),
    N_("Connection lost. Please wait for the app to reconnect, then try again."),
)


def streamlit_words(say: Words) -> None:
    """Have the browser say them in this language; what already stands on the page, too."""
    st.html(scripts.element("streamlit_words", words=_table(say)), unsafe_allow_javascript=True)


@cache
def _table(say: Words) -> str:
    """Pairs of what Streamlit says and what we say, `{}` for what it puts in; none where they are the same."""
    told = [(message, say.t(message, name="{}")) for message in SAID if say.t(message) != message]
    pairs = [(message.replace("{name}", "{}").replace("…", "..."), ours) for message, ours in told]
    return json.dumps(pairs, ensure_ascii=False)
