"""The station knocks at its own door: what the listener's lamp is driven by."""

import asyncio
import contextlib
import os
import ssl

from app.ground.clock import Clock
from app.station.lamps import SelfTest
from app.station.listener.exchange import Answer, Received, refusal
from app.station.nonces import NONCE, PATH, Nonces

PATIENCE_S = 3.0
_KNOCK = f"GET {PATH} HTTP/1.1\r\nHost: self\r\nConnection: close\r\n\r\n".encode()


class Door:
    """What answers at the path: to whoever knocks, and to the station's own nonces from its public address."""

    def __init__(self, nonces: Nonces) -> None:
        self._nonces = nonces

    async def __call__(self, request: Received) -> Answer:
        """Take a nonce; without one it is a knock, which is told nothing."""
        untrusted_nonce = request.head.untrusted_query.get(NONCE)
        if untrusted_nonce is None or self._nonces.take(untrusted_nonce):
            return Answer(status=200)
        return refusal(400, "no nonce of this station")


async def knock(host: str, port: int, clock: Clock, before: SelfTest, tls: ssl.SSLContext | None = None) -> SelfTest:
    """Knock once; an HTTP answer proves that the listener accepts and reads."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_connection(host, port, ssl=tls)
            with contextlib.closing(writer):
                writer.write(_KNOCK)
                line = await reader.readline()
    except TimeoutError:
        return SelfTest(at=before.at, problem=f"no answer within {PATIENCE_S:.0f} s")
    except ssl.SSLError as error:
        return SelfTest(at=before.at, problem=f"TLS fails ({error.reason})")
    except OSError as error:
        return SelfTest(at=before.at, problem=os.strerror(error.errno or 0))
    if not line.startswith(b"HTTP/1.1 "):
        return SelfTest(at=before.at, problem="something else answers at this port")
    return SelfTest(at=clock.now())
