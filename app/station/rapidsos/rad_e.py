"""RAD-E: what is known about a caller, from all sources that the ECC enabled (docs/contract.md#5)."""

import codecs

from app.domain.additional_data import display
from app.domain.data_share import token as tokens
from app.domain.data_share.feed import Data, NoData, Unavailable
from app.domain.incident.news import Heard
from app.domain.location.phone import digits_with_country_code
from app.settings import Settings
from app.station.rapidsos.service import Service, ShareToken

UNREADABLE = "the answer can't be read"


class RadE:
    """Asks for additional data by the caller's number, or by the alert's id when there is no number."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._phone_name = settings.rad_e_phone_name
        self._alert_name = settings.rad_e_alert_name

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._service.needs_share_token

    async def newest(self, phone: str | None, alert_id: str | None, token: ShareToken | None) -> Heard:
        """Everything known now; a number is E.164."""
        if phone is not None:
            answer = await self._service.ask({self._phone_name: digits_with_country_code(phone)}, token)
        else:
            answer = await self._service.ask({self._alert_name: alert_id or ""}, token)
        return answer if isinstance(answer, Heard) else _heard(answer, token)


def _heard(untrusted_body: bytes, token: ShareToken | None) -> Heard:
    """The answer as the text that is kept; a share's token that RapidSOS repeats in it is cut out."""
    try:
        text = untrusted_body.removeprefix(codecs.BOM_UTF8).decode("utf-8").strip()
    except UnicodeDecodeError:
        return Heard(outcome=Unavailable(), problem=UNREADABLE)
    if not text:
        return Heard(outcome=NoData())
    shown = display.read_json(text)
    if shown.unreadable:
        return Heard(outcome=Unavailable(), problem=UNREADABLE)
    if not shown.sources:
        return Heard(outcome=NoData())
    kept = text if token is None else tokens.cut_out(token.value, text)
    return Heard(outcome=Data(), untrusted_answer=kept)
