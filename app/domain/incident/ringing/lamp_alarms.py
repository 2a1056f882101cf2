"""Lamps whose trouble is a P2 by itself: no token comes, or signatures are wrong (docs/operator.md#e3)."""

import collections.abc

from app.domain.incident.pulse import Lamp, LampState
from app.domain.incident.ringing.alarms import Alarm, Priority

RINGS = ("signature", "credentials")
"""What a person must know of soon though no call waits for it; the first comes first."""
SAME_MS = 30_000
"""Trouble that comes back within so long is the same trouble, and stays answered."""
_WRONG = frozenset({LampState.WARNING, LampState.DOWN})


class LampAlarms:
    """Which lamps are wrong, since when, and which of them somebody here has seen; never more than P2."""

    def __init__(self) -> None:
        self._wrong: dict[str, Lamp] = {}
        self._since: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._seen: set[str] = set()

    def observe(self, lamps: collections.abc.Iterable[Lamp], now: int) -> None:
        """Take the lamps of a pulse (UTC ms); what is well again is forgotten after a while."""
        found = {lamp.name: lamp for lamp in lamps}
        self._wrong = {name: found[name] for name in RINGS if name in found and found[name].state in _WRONG}
        for name in RINGS:
            if name in self._wrong:
                self._since.setdefault(name, now)
                self._last[name] = now
            elif name in self._since and now - self._last[name] >= SAME_MS:
                del self._since[name]
                self._seen.discard(name)

    def unanswered(self) -> tuple[Alarm, ...]:
        """What nobody here has seen, as alarms for the ear."""
        return tuple(
            Alarm(priority=Priority.P2, reason=name, since=self._since[name])
            for name in self._wrong
            if name not in self._seen
        )

    def first(self) -> Lamp | None:
        """The lamp to tell of; None when all are well or seen."""
        return next((lamp for name, lamp in self._wrong.items() if name not in self._seen), None)

    def see(self) -> None:
        """Somebody has seen the first."""
        lamp = self.first()
        if lamp is not None:
            self._seen.add(lamp.name)
