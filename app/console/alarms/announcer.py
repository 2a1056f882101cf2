"""Tells screen readers and the taskbar of what is new; never a phone number or a name (docs/screens.md#4.9)."""

import collections.abc

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.console.look.plain_text import one_line
from app.domain.incident.incident import Incident


class Announcer(QObject):
    """Speaks once for each ring."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told: frozenset[int] = frozenset()
        self._locked = False

    def lock(self, locked: bool) -> None:
        """While the screen is locked nothing of a share is said but that it came."""
        self._locked = locked

    def tell(self, incidents: collections.abc.Iterable[Incident]) -> None:
        """Announce the rings that have not been announced."""
        ringing = {one.ring_seq: one for one in incidents if one.unacknowledged}
        for seq, incident in ringing.items():
            if seq not in self._told:
                self._say(incident)
        if ringing.keys() - self._told:
            QApplication.alert(self._window)
        self._told = frozenset(ringing)

    def _say(self, incident: Incident) -> None:
        ecc = one_line(incident.ecc) if incident.ecc else "an ECC that is not stated"
        words = "New share" if self._locked else f"New share from {ecc}"
        event = QAccessibleAnnouncementEvent(self._window, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
