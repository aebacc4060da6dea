"""The sockets that Streamlit's server binds: it gives nobody a hand on them, and says of none that it is TCP."""

from __future__ import annotations

import gc
import socket


def send_at_once(unread: int) -> int:
    """Switch Nagle's algorithm off where visitors connect: else the second half of each file waits 40 ms for their receipt.

    asyncio does so by itself for sockets that say they are TCP. And have the system close a connection whose reader takes
    nothing for `unread` seconds: the server itself waits for it as long as it likes. Returns the number of sockets found.
    """
    found = [each for each in gc.get_objects() if isinstance(each, socket.socket) and _listens(each)]
    for each in found:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # only Linux has it
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, unread * 1000)
    return len(found)


def _listens(found: socket.socket) -> bool:
    return found.type == socket.SOCK_STREAM and found.family in (socket.AF_INET, socket.AF_INET6) and found.fileno() >= 0
