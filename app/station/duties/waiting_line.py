"""A line of feeds whose time has come, in the two orders in which turns are given."""

import heapq

from app.station.duties.asking import Asking

Ready = dict[int, Asking]
"""Who still waits, by their place in line; a place is given once."""
SLACK = 64


class WaitingLine:
    """Who left before their turn is not looked for, but skipped when they come up."""

    def __init__(self, ready: Ready) -> None:
        self._ready = ready
        self._newest: list[tuple[int, int, Asking]] = []
        self._longest: list[tuple[int, int, Asking]] = []

    def join(self, place: int, asking: Asking) -> None:
        """Wait from now on."""
        heapq.heappush(self._newest, (-asking.feed.received_at, place, asking))
        heapq.heappush(self._longest, (asking.due or 0, place, asking))
        if len(self._newest) + len(self._longest) > SLACK + 4 * len(self._ready):
            self._forget_who_left()

    def newest(self) -> Asking | None:
        """Of those who still wait, the one of the newest share."""
        return self._first(self._newest)

    def longest(self) -> Asking | None:
        """Of those who still wait, the one who was due first."""
        return self._first(self._longest)

    def _first(self, heap: list[tuple[int, int, Asking]]) -> Asking | None:
        while heap and heap[0][1] not in self._ready:
            heapq.heappop(heap)
        return heap[0][2] if heap else None

    def _forget_who_left(self) -> None:
        for heap in (self._newest, self._longest):
            heap[:] = [entry for entry in heap if entry[1] in self._ready]
            heapq.heapify(heap)
