"""How much one sender may send: so many in so many seconds, counted in memory."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from cachetools import LRUCache

#: Senders remembered; who sent longest ago is forgotten first.
_SENDERS = 5_000


class Allowance:
    """At most `most` in any `seconds`, for each sender."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._sent: LRUCache[str, deque[float]] = LRUCache(_SENDERS)
        self._lock = threading.Lock()

    def take(self, sender: str) -> float:
        """0 when the sender may send now, which is then counted; otherwise the seconds to wait."""
        with self._lock:
            now = self._clock()
            sent = self._sent.setdefault(sender, deque(maxlen=self._most))
            if len(sent) == self._most and (wait := sent[0] + self._seconds - now) > 0:
                return wait
            sent.append(now)
            return 0.0
