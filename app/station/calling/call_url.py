"""Calling the administrator's address: one POST of JSON, no redirects, and nothing of the address in any log."""

import ssl

import msgspec
import truststore

from app.station.calling.summons import Summons

PATIENCE_S = 10.0


class CallUrl:
    """POSTs the summons."""

    name = "url"

    def __init__(self, url: str, *, loopback: bool) -> None:
        self._url = url
        self._loopback = loopback

    async def call(self, summons: Summons) -> str:
        """POST once; returns what went wrong, or nothing."""
        import httpx  # noqa: PLC0415 the start must not wait for it; RapidSOS's client has loaded it by now

        verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        headers = {"Content-Type": "application/json"}
        try:
            async with httpx.AsyncClient(timeout=PATIENCE_S, verify=verify, trust_env=not self._loopback) as client:
                answer = await client.post(self._url, content=msgspec.json.encode(summons), headers=headers)
        except httpx.HTTPError as error:
            return f"no answer ({type(error).__name__})"
        return "" if answer.is_success else f"HTTP {answer.status_code}"
