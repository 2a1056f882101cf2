"""LEI: where a caller is now, and where they were (docs/contract.md#4)."""

from app.domain.data_share.feed import Data, NoData, Unavailable
from app.domain.incident.news import Heard
from app.domain.location import lei
from app.domain.location.fix import Fix
from app.domain.location.lei_aliases import Aliases
from app.domain.location.phone import digits_with_country_code
from app.station.rapidsos import untrusted_json
from app.station.rapidsos.service import Service, ShareToken
from app.station.rapidsos.untrusted_json import UnreadableError

PAGE = 100
"""Records asked for at once; the most that the sibling service gives (docs/contract.md#4.1)."""
MOST_PAGES = 5


class Lei:
    """Asks for locations; E.164 numbers in, ``Heard`` out."""

    def __init__(self, service: Service, aliases: Aliases) -> None:
        self._service = service
        self._aliases = aliases

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._service.needs_share_token

    async def newest(self, phone: str, token: ShareToken | None) -> Heard:
        """The newest location."""
        return self._heard(await self._service.ask({"caller_id": digits_with_country_code(phone)}, token))

    async def trail(self, phone: str, token: ShareToken | None, since: int) -> Heard:
        """All locations after ``since`` (UTC ms), oldest first, as far as a few pages reach; what came stays."""
        fixes: list[Fix] = []
        start = max(since, 1)
        for _ in range(MOST_PAGES):
            page = await self._page(phone, token, start)
            fixes.extend(page.fixes)
            reached = max((fix.fixed_at or 0 for fix in page.fixes), default=0)
            if len(page.fixes) < PAGE or reached <= start:
                break
            start = reached
        if not fixes:
            return page
        return Heard(outcome=Data(), fixes=tuple(fixes))

    async def _page(self, phone: str, token: ShareToken | None, start: int) -> Heard:
        caller = digits_with_country_code(phone)
        return self._heard(await self._service.ask({"caller_id": caller, "start": start, "limit": PAGE}, token))

    def _heard(self, answer: bytes | Heard) -> Heard:
        if isinstance(answer, Heard):
            return answer
        try:
            found = lei.read(untrusted_json.read(answer), self._aliases)
        except UnreadableError as error:
            return Heard(outcome=Unavailable(), problem=str(error))
        return Heard(outcome=Data() if found.fixes else NoData(), fixes=found.fixes, refused=found.refused)
