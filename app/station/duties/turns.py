"""Whose turn it is: feeds wait for their time, then for a connection; the newest share first, and nobody for ever."""

import heapq
import itertools

from app.station.duties.asking import Asking, Key
from app.station.duties.waiting_line import Ready, WaitingLine

LONGEST_WAITING_EVERY = 4
"""Of so many turns one goes to whoever waits longest, however many newer shares there are (docs/contract.md#4.5)."""


class Turns:
    """All feeds that are to be asked; ``Asking.due`` is kept here. A turn costs the same however many wait."""

    def __init__(self) -> None:
        self._times: list[tuple[int, int, Asking]] = []
        self._ready: Ready = {}
        self._places: dict[Key, int] = {}
        self._all, self._urgent = WaitingLine(self._ready), WaitingLine(self._ready)
        self._hurried: set[int] = set()
        """Places in line of those a person waits for."""
        self._count = itertools.count()
        self._taken = 0

    def put(self, asking: Asking, at: int) -> None:
        """Ask it at this time (UTC ms), or as soon after as there is a connection."""
        if asking.due == at:
            self._hurry(asking)
            return
        self._leave_line(asking)
        asking.due = at
        heapq.heappush(self._times, (at, next(self._count), asking))

    def drop(self, asking: Asking) -> None:
        """Don't ask it."""
        asking.due = None
        self._leave_line(asking)

    def take(self, now: int, *, urgent: bool) -> Asking | None:
        """The next one whose time has come, with ``urgent`` only among those that a person waits for."""
        self._ripen(now)
        line = self._urgent if urgent else self._all
        longest = (self._taken + 1) % LONGEST_WAITING_EVERY == 0
        chosen = line.longest() if longest else line.newest()
        if chosen is None:
            return None
        self._taken += 1
        self.drop(chosen)
        return chosen

    def _ripen(self, now: int) -> None:
        while self._times and self._times[0][0] <= now:
            at, place, asking = heapq.heappop(self._times)
            if asking.due == at:
                self._join_line(asking, place)

    def _join_line(self, asking: Asking, place: int) -> None:
        self._leave_line(asking)
        self._ready[place], self._places[asking.key] = asking, place
        self._all.join(place, asking)
        self._hurry(asking)

    def _hurry(self, asking: Asking) -> None:
        """Stand with the urgent too, as soon as a person waits for it."""
        place = self._places.get(asking.key)
        if asking.urgent and place is not None and place not in self._hurried and self._ready[place] is asking:
            self._hurried.add(place)
            self._urgent.join(place, asking)

    def _leave_line(self, asking: Asking) -> None:
        place = self._places.get(asking.key)
        if place is not None and self._ready[place] is asking:
            del self._ready[place], self._places[asking.key]
            self._hurried.discard(place)
