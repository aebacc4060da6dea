"""Where the room's phones follow: the address as a phone reaches it, and the same as a QR code."""

from __future__ import annotations

import ipaddress
import socket
from base64 import b64encode
from functools import cache
from html import escape
from io import BytesIO
from urllib.parse import urlsplit

import segno
import streamlit as st

from components.screen.workshop import board_state
from components.text.words import Words
from components.workshop import rights, room
from components.workshop.database import OutOfReach
from components.workshop.value import Storyboard


def address(path: str) -> str:
    """What others open for a path here: the host as this window knows it, or the laptop's address in its network; "" where
    no other machine can.
    """
    here = urlsplit(st.context.url or "")
    host = here.hostname or "localhost"
    if _this_machine(host):
        host = "" if _this_machine(st.get_option("server.address") or "") else _in_the_network()
    return _joined(here.scheme, host, here.port, path) if host else ""


def here(path: str) -> str:
    """The same as this machine reaches it, also where it answers nobody else."""
    found = urlsplit(st.context.url or "")
    return _joined(found.scheme, found.hostname or "localhost", found.port, path)


def _joined(scheme: str, host: str, port: int | None, path: str) -> str:
    host = f"[{host}]" if ":" in host else host
    return f"{scheme or 'http'}://{host}{f':{port}' if port else ''}{path}"


def join_address(code: str, words: Words) -> None:
    """The address to read out, to copy, and to hold a phone against."""
    found = address(room.path(code))
    if not found:
        st.code(here(room.path(code)), language=None)
        st.caption(words.t("Phones cannot open this: the app answers this machine only, or it is in no network."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(picture(found, words, "132px"), width="content")
        st.code(found, language=None)


def second_machine(board: Storyboard, words: Words) -> None:
    """A link that lets another machine's browser present, too, once."""
    with st.popover(words.t("Another machine"), icon=":material/devices:", key="workshop_machine"):
        st.write(
            words.t(
                "Opens the presenter’s window on another machine, or on a tablet. The link works once and for ten minutes: "
                "whoever opens it can move the slides and read the messages. Do not show it on the projector."
            )
        )
        if st.button(words.t("Make a link"), icon=":material/add_link:", key="workshop_link", type="primary"):
            _link(board, words)


def _link(board: Storyboard, words: Words) -> None:
    try:
        path = f"/present/{rights.make_link(board_state.key(), board.id)}"
    except OutOfReach:
        st.warning(words.t("No link can be made at the moment: is the folder of messages there, and may it be written to?"))
        return
    found = address(path)
    st.code(found or here(path), language=None, wrap_lines=True)
    if not found:
        st.caption(words.t("Other machines cannot open this: the app answers this machine only, or it is in no network."))


def short(address: str) -> str:
    """An address as somebody types it."""
    return address.split("://", 1)[-1]


def picture(address: str, words: Words, size: str) -> str:
    """The address as a QR code, an image as wide as the CSS length `size`."""
    # The quiet zone around it is part of the code; the page around it is white, too.
    alt = escape(words.t("QR code of {address}", address=short(address)))
    return f'<img src="data:image/svg+xml;base64,{_code(address)}" alt="{alt}" style="width:{size};display:block">'


@cache
def _code(address: str) -> str:
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, omitsize=True, border=2, light="#FFFFFF")
    return b64encode(out.getvalue()).decode()


def _this_machine(host: str) -> bool:
    """Whether a host is known to this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _in_the_network() -> str:
    """This machine's address in its network, or "" without one; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return ""
        found = str(probe.getsockname()[0])
    return "" if _this_machine(found) else found
