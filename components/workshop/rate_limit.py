"""How much one sender may do: so many in so many seconds, or so many at once, counted in the memory of this process."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

from cachetools import LRUCache

#: Senders remembered; who sent longest ago is forgotten first.
_SENDERS = 5_000


class RateLimit:
    """At most `most` in any `seconds`, for each sender."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._sent: LRUCache[str, deque[float]] = LRUCache(_SENDERS)
        self._lock = threading.Lock()

    def take(self, sender: str) -> float:
        """0 when the sender may send now, which is then counted; otherwise the seconds to wait."""
        with self._lock:
            now = self._clock()
            if (wait := self._wait(sender, now)) > 0:
                return wait
            self._sent.setdefault(sender, deque(maxlen=self._most)).append(now)
            return 0.0

    def wait(self, sender: str) -> float:
        """Seconds until the sender may send; nothing is counted."""
        with self._lock:
            return self._wait(sender, self._clock())

    def give_back(self, sender: str) -> None:
        """What the sender took last came to nothing."""
        with self._lock:
            if sent := self._sent.get(sender):
                sent.pop()

    def _wait(self, sender: str, now: float) -> float:
        sent = self._sent.get(sender)
        return max(0.0, sent[0] + self._seconds - now) if sent and len(sent) == self._most else 0.0


class ConcurrencyLimit:
    """ConcurrencyLimit that are held for a while: so many for each name."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, most: dict[str, int]) -> bool:
        """Hold a place under each of the names, unless one of them has as many as it may."""
        with self._lock:
            if any(self._held[name] >= number for name, number in most.items()):
                return False
            self._held.update(most.keys())
            return True

    def leave(self, names: list[str]) -> None:
        """Give places back."""
        with self._lock:
            self._held.subtract(names)
            for name in names:
                if self._held[name] <= 0:
                    del self._held[name]
