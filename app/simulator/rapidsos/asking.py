"""How a request to a data feed is read: its bearer token and its parameters, by GET or POST (docs/contract.md#4.1)."""

import msgspec
from aiohttp import web

from app.simulator.rapidsos.answers import refusal


def bearer(request: web.Request) -> str:
    """The bearer token; raises 401 without one."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise refusal(401, "Invalid authentication")
    return token.strip()


async def parameters(request: web.Request) -> dict[str, str]:
    """The parameters in the query of a GET, or the JSON object or form of a POST; raises 400 for anything else."""
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/x-www-form-urlencoded":
        return {name: str(value) for name, value in (await request.post()).items()}
    try:
        decoded = msgspec.json.decode(await request.read(), type=dict[str, str | int | float | None])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise refusal(400, "A JSON object is required") from None
    return {name: str(value) for name, value in decoded.items() if value is not None}


def positive_integer(text: str | None) -> int | None:
    """`start` and `limit`: a number above 0, or None: what is not positive or no number is ignored.

    See docs/contract.md#4.1.
    """
    if text is None or not text.strip().isdecimal():
        return None
    return int(text) or None
