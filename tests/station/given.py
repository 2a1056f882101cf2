"""Bodies, signatures and requests for the tests of the station."""

import itertools
import json

from app.domain.data_share.signature import sign
from app.domain.incident.commands import Answer, ChangeSettings, Refused
from app.station.http.request import InboundRequest
from tests.fake_clock import T0

SECRET = "watchfloor-test-secret"
_TOKENS = itertools.count(1)


def body(**changes: object) -> bytes:
    """A good share, each with a token of its own; None takes a field away."""
    fields: dict[str, object] = {
        "access_token": f"token-of-a-fictional-share-{next(_TOKENS)}",
        "query": {"caller_id": "12125550123"},
        "bounding_box": {"north": 40.88, "south": 40.70, "east": -73.90, "west": -74.03},
        "location": {"latitude": 40.7484, "longitude": -73.9857, "uncertainty_radius": 18.5},
        "account_id": "NY_0161",
        **changes,
    }
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()


def request(
    content: bytes, *signatures: str, received_at: int = T0, more: tuple[tuple[str, str], ...] = ()
) -> InboundRequest:
    """A request as the server hands it on."""
    headers = (*more, *(("X-RapidSOS-Signature", one) for one in signatures))
    return InboundRequest(
        method="POST",
        path="/data_share_handler",
        untrusted_query={},
        untrusted_headers=headers,
        remote="::1",
        untrusted_body=content,
        received_at=received_at,
    )


def signed(content: bytes, received_at: int = T0) -> InboundRequest:
    """The same with a good signature."""
    return request(content, sign(content, SECRET), received_at=received_at)


async def no_change(_wish: ChangeSettings, operator: str) -> Answer:
    """A door of settings that stays shut."""
    return Refused(refused=f"{operator} changes nothing here.")
