"""The keyring, asked again: a person may unlock it or put a secret in at any time, and what waited for it goes on."""

import asyncio
import collections.abc
import contextlib
import logging

from app.core.clock import Clock
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import SettingsChanged
from app.station.journal.base import Decision, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.rapidsos.oauth import BEFORE_A_TRIGGER_S, NoTokenError, OAuth
from app.station.secrets.secrets import NAMES, Secrets
from app.station.services.intake import SignatureRecheck

EVERY_S = 5.0


async def keep_fresh(oauth: OAuth, clock: Clock) -> None:
    """Look after the token until cancelled; when to try again after a failure is ``OAuth``'s to say."""
    while True:
        with contextlib.suppress(NoTokenError):  # what was seen stands in ``oauth.seen``, and the lamp shows it
            await oauth.token(living_s=BEFORE_A_TRIGGER_S)
        await clock.wait(EVERY_S)


_LOG = logging.getLogger(__name__)

UNLOCK_EVERY_S = 15.0
Opened = collections.abc.Callable[[], collections.abc.Awaitable[None]]
"""Goes on with what could not be read before."""


class KeyringWatch:
    """Fetches what the keyring holds, opens earlier records with it and judges the quarantine anew."""

    def __init__(
        self, journal: Journal, secrets: Secrets, again: SignatureRecheck, clock: Clock, opened: Opened
    ) -> None:
        self._journal = journal
        self._secrets = secrets
        self._again = again
        self._clock = clock
        self._opened = opened
        self._judged_with: object = None

    async def run(self) -> None:
        """Ask a keyring that failed again and again, until cancelled."""
        while True:
            await self._judge()
            await self._clock.wait(UNLOCK_EVERY_S)
            if self._secrets.problem is not None:
                await asyncio.to_thread(self._secrets.ask_keyring)
            await self._open()

    async def take_over(self) -> str | None:
        """Take over what was put into the keyring just now; returns why that failed, None when it did not."""
        before = self._known()
        await asyncio.to_thread(self._secrets.ask_keyring_again)
        await self._tell({name for name, value in self._known().items() if value != before[name]})
        await self._open()
        await self._judge()
        return self._secrets.problem

    def _known(self) -> dict[str, str | None]:
        return {name: self._secrets.get(name) for name in NAMES}

    async def _tell(self, names: set[str]) -> None:
        """That a secret is another one is on record; what it is stands nowhere."""
        if not names:
            return
        event = SettingsChanged(names=tuple(sorted(name.lower() for name in names)), before={}, after={})
        try:
            await self._journal.decide(lambda _ledger, _now: Decision(drafts=(EventDraft(event=event),)))
        except JournalUnavailableError:
            _LOG.warning("That secrets were changed could not be recorded")

    async def _open(self) -> None:
        if self._journal.locked and await asyncio.to_thread(self._journal.unlock):
            _LOG.info("The keyring is unlocked; earlier records can be read.")
            await self._opened()

    async def _judge(self) -> None:
        with_these = (self._secrets.shared(), self._journal.locked)
        if with_these == self._judged_with:
            return
        try:
            await self._again.look(self._secrets.shared())
        except JournalUnavailableError:
            _LOG.warning("The quarantine could not be looked through; the station tries again.")
            return
        self._judged_with = with_these
