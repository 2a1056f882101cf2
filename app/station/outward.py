"""The outward half of the assembly: everything that asks RapidSOS, and its lamps."""

import typing

from app.domain.data_share.feed import Kind
from app.ground.clock import Clock
from app.ground.redaction import Redactor
from app.ground.tasks import Tasks
from app.settings import Environment, Settings
from app.station import rapidsos_lamps
from app.station.duties import credentials
from app.station.duties.inquiry import Inquiry
from app.station.duties.refresh import Refresh
from app.station.duties.share_tokens import ShareTokens
from app.station.health import Health, LampOf
from app.station.journal.journal import Journal
from app.station.journal.place import Place
from app.station.keys.secrets import Secrets
from app.station.rapidsos.line import Line


class Outward:
    """RapidSOS, as this station speaks to it; make it on the station's loop."""

    def __init__(self, place: Place, settings: Settings, clock: Clock, secrets: Secrets, redactor: Redactor) -> None:
        """Nothing is asked before ``start``.

        Raises:
            RefusedError: a setting can't be used; the sentence says which.
        """
        self._clock = clock
        self._redactor = redactor
        environment = typing.cast("Environment", place.environment)
        self.line = Line(environment, settings, clock, redactor, secrets.client)

    def start(self, journal: Journal, tasks: Tasks, health: Health) -> Refresh:
        """Begin to ask about every open incident, and keep the station's own token fresh."""
        tokens = ShareTokens(journal, self._redactor)
        inquiry = Inquiry(self.line.lei, self.line.rad_e, tokens)
        refresh = Refresh(journal, self._clock, tasks, inquiry, tokens)
        health.feeds, health.unrecorded = refresh.pulse, refresh.unrecorded
        health.lamps += self._lamps(refresh)
        tasks.start("refresh", refresh.run())
        tasks.start("credentials", credentials.keep_fresh(self.line.oauth, self._clock))
        return refresh

    def _lamps(self, refresh: Refresh) -> list[LampOf]:
        return [
            lambda now: rapidsos_lamps.lei(refresh.seen[Kind.LEI], now),
            lambda now: rapidsos_lamps.rad_e(refresh.seen[Kind.RAD_E], now),
            lambda _now: rapidsos_lamps.credentials(self.line.oauth.seen),
        ]
