"""Where phones follow: an address that they can open, or none; and the same as a picture."""

from __future__ import annotations

from base64 import b64decode
from types import SimpleNamespace

import pytest
import streamlit as st

from components.screen.workshop import join_panel
from components.text.words import words


@pytest.mark.parametrize(
    ("window", "listens", "network", "expected"),
    [
        ("http://localhost:8501/workshop", "", "192.168.1.7", "http://192.168.1.7:8501/follow/abc234"),
        ("http://127.0.0.1:8501/workshop", "0.0.0.0", "192.168.1.7", "http://192.168.1.7:8501/follow/abc234"),
        ("http://localhost:8501/workshop", "127.0.0.1", "192.168.1.7", ""),
        ("http://localhost:8501/workshop", "localhost", "192.168.1.7", ""),
        ("http://[::1]:8501/workshop", "::1", "192.168.1.7", ""),
        ("http://localhost:8501/workshop", "", "", ""),
        ("http://10.0.0.4:8501/workshop?board=mali", "", "192.168.1.7", "http://10.0.0.4:8501/follow/abc234"),
        ("http://[fd00::4]:8501/workshop", "", "", "http://[fd00::4]:8501/follow/abc234"),
        ("https://arms.example.org/workshop", "127.0.0.1", "192.168.1.7", "https://arms.example.org/follow/abc234"),
    ],
)
def test_only_an_address_that_phones_can_open(
    monkeypatch: pytest.MonkeyPatch, window: str, listens: str, network: str, expected: str
) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(url=window))
    monkeypatch.setattr(st, "get_option", {"server.address": listens or None}.__getitem__)
    monkeypatch.setattr(join_panel, "_in_the_network", lambda: network)
    assert join_panel.address("/follow/abc234") == expected


def test_the_picture_is_an_image_with_words() -> None:
    address = "http://192.168.1.7:8501/follow/abc234"
    picture = join_panel.picture(address, words("en"), "132px")
    assert 'alt="QR code of 192.168.1.7:8501/follow/abc234"' in picture and "width:132px" in picture
    drawing = b64decode(picture.split("base64,", 1)[1].split('"', 1)[0]).decode()
    assert drawing.startswith("<svg xmlns=") and "viewBox" in drawing
    assert picture != join_panel.picture(address.replace("234", "235"), words("en"), "132px")
