"""Asking about one share: with which token, for which number, and why not at all."""

from app.domain.data_share.feed import Ending, Kind
from app.domain.incident.news import Heard
from app.station.duties.asking import Asking
from app.station.duties.share_tokens import ShareTokens
from app.station.rapidsos.lei import Lei
from app.station.rapidsos.rad_e import RadE
from app.station.rapidsos.service import ShareToken


class Inquiry:
    """LEI and RAD-E for shares."""

    def __init__(self, lei: Lei, rad_e: RadE, tokens: ShareTokens) -> None:
        self._lei = lei
        self._rad_e = rad_e
        self._tokens = tokens

    async def why_not(self, asking: Asking) -> Ending | None:
        """Why this feed can't be asked, now or ever; None if it can.

        Raises:
            JournalLockedError: its token is there but can't be read while the keyring is locked.
            JournalUnavailableError: its token can't be read while storage fails.
        """
        if asking.feed.kind is Kind.LEI and asking.phone is None:
            return Ending.NO_NUMBER
        return Ending.NO_TOKEN if self._by_share(asking) and await self._tokens.of(asking.share) is None else None

    async def newest(self, asking: Asking) -> Heard:
        """What the feed says now; call ``why_not`` before."""
        token = await self._token(asking)
        if asking.feed.kind is Kind.RAD_E:
            return await self._rad_e.newest(asking.phone, asking.alert_id, token)
        return await self._lei.newest(asking.phone or "", token)

    async def trail(self, asking: Asking, since: int) -> Heard:
        """Where the caller was after ``since`` (UTC ms)."""
        return await self._lei.trail(asking.phone or "", await self._token(asking), since)

    async def _token(self, asking: Asking) -> ShareToken | None:
        return await self._tokens.of(asking.share) if self._by_share(asking) else None

    def _by_share(self, asking: Asking) -> bool:
        service = self._lei if asking.feed.kind is Kind.LEI else self._rad_e
        return service.needs_share_token
