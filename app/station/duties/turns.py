"""Whose turn it is: feeds wait for their time, then for a connection; the newest share first, and nobody for ever."""

import heapq
import itertools

from app.station.duties.asking import Asking, Key

LONGEST_WAITING_EVERY = 4
"""Of so many turns one goes to whoever waits longest, however many newer shares there are (contract 4.5)."""


class Turns:
    """All feeds that are to be asked; ``Asking.due`` is kept here."""

    def __init__(self) -> None:
        self._times: list[tuple[int, int, Asking]] = []
        self._ready: dict[Key, Asking] = {}
        self._count = itertools.count()
        self._taken = 0

    def put(self, asking: Asking, at: int) -> None:
        """Ask it at this time (UTC ms), or as soon after as there is a connection."""
        if asking.due == at:
            return
        asking.due = at
        heapq.heappush(self._times, (at, next(self._count), asking))

    def drop(self, asking: Asking) -> None:
        """Don't ask it."""
        asking.due = None
        if self._ready.get(asking.key) is asking:
            del self._ready[asking.key]

    def take(self, now: int, *, urgent: bool) -> Asking | None:
        """The next one whose time has come, with ``urgent`` only among those that a person waits for."""
        self._ripen(now)
        waiting = [one for one in self._ready.values() if not urgent or one.urgent]
        if not waiting:
            return None
        self._taken += 1
        if self._taken % LONGEST_WAITING_EVERY == 0:
            chosen = min(waiting, key=lambda one: one.due or 0)
        else:
            chosen = max(waiting, key=lambda one: one.feed.received_at)
        self.drop(chosen)
        return chosen

    def _ripen(self, now: int) -> None:
        while self._times and self._times[0][0] <= now:
            at, _, asking = heapq.heappop(self._times)
            if asking.due == at:
                self._ready[asking.key] = asking
