"""The shares' access tokens, read from the journal once and kept in memory while they are asked with."""

import asyncio

from app.ground.redaction import Redactor
from app.station.journal.journal import Journal
from app.station.rapidsos.service import ShareToken


class ShareTokens:
    """Tokens by share."""

    def __init__(self, journal: Journal, redactor: Redactor) -> None:
        self._journal = journal
        self._redactor = redactor
        self._known: dict[str, ShareToken] = {}

    async def of(self, share: str) -> ShareToken | None:
        """A share's token; None when the journal has none.

        Raises:
            JournalLockedError: an earlier run sealed it and the keyring is locked.
            JournalUnavailableError: storage fails.
        """
        known = self._known.get(share)
        if known is not None:
            return known
        found = await asyncio.to_thread(self._journal.token, share)
        if found is None:
            return None
        self._redactor.register(found)
        return self._known.setdefault(share, ShareToken(found))

    def forget(self, share: str) -> None:
        """Nothing is asked with it any more."""
        known = self._known.pop(share, None)
        if known is not None:
            self._redactor.forget(known.value)
