"""The station's own token is kept fresh, so that a trigger never waits for one and bad credentials show early."""

import contextlib

from app.ground.clock import Clock
from app.station.rapidsos.oauth import BEFORE_A_TRIGGER_S, NoTokenError, OAuth

EVERY_S = 5.0


async def keep_fresh(oauth: OAuth, clock: Clock) -> None:
    """Look after the token until cancelled; when to try again after a failure is ``OAuth``'s to say."""
    while True:
        with contextlib.suppress(NoTokenError):  # what was seen stands in ``oauth.seen``, and the lamp shows it
            await oauth.token(living_s=BEFORE_A_TRIGGER_S)
        await clock.wait(EVERY_S)
