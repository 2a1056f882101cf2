"""The token endpoint's answer, read tolerantly: types and units are not documented (docs/contract.md#2.2, #2.4)."""

import math

import msgspec

from app.domain.data_share.token import usable
from app.domain.numbers import number, utc_ms
from app.station.rapidsos import untrusted_json
from app.station.rapidsos.untrusted_json import UnreadableError

SHORT_LIFE_S = 300.0
"""A token that doesn't say how long it lives is trusted for five minutes (docs/contract.md#2.4)."""
LONGEST_LIFE_S = 86_400.0


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A token as it was issued."""

    access_token: str
    expires_in_s: float
    issued_at: int | None
    """UTC ms by RapidSOS's clock; only ever compared to warn about this computer's."""

    def __repr__(self) -> str:
        """Without the token."""
        return f"Issued(expires_in_s={self.expires_in_s})"


def read(untrusted_body: bytes) -> Issued | None:
    """The token in a 2xx answer; None when there is none that can be used."""
    try:
        answer = untrusted_json.read(untrusted_body)
    except UnreadableError:
        return None
    if not isinstance(answer, dict) or not usable(answer.get("access_token")):
        return None
    return Issued(
        access_token=str(answer["access_token"]),
        expires_in_s=_life_s(answer.get("expires_in")),
        issued_at=utc_ms(answer.get("issued_at")),
    )


def _life_s(untrusted: object) -> float:
    seconds = number(untrusted)
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        return SHORT_LIFE_S
    return min(seconds, LONGEST_LIFE_S)
