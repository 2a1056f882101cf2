"""The lamps of what RapidSOS is asked: LEI, RAD-E and the station's own credentials, each from what was seen."""

from app.domain.lamp import Lamp, LampState
from app.station.rapidsos.oauth import CredentialState, Observation
from app.station.services.polling.queue import FeedHealth

LATELY_MS = 600_000
"""An answer older than this proves nothing of now."""
SKEW_MS = 120_000
"""The clocks of RapidSOS and this computer may differ by this much."""
_LOOK = "What was received stays on the screen, with its age. Look at the internet connection and status.rapidsos.com."


def lei(seen: FeedHealth, now: int) -> Lamp:
    """Whether RapidSOS tells where callers are."""
    return _service("lei", "locations", "lei_path", seen, now)


def rad_e(seen: FeedHealth, now: int) -> Lamp:
    """Whether RapidSOS tells what is known about callers."""
    return _service("rad_e", "additional data", "rad_e_path", seen, now)


def _service(name: str, what: str, path: str, seen: FeedHealth, now: int) -> Lamp:
    answered = seen.answered_at
    if seen.failing:
        calls = "1 call" if len(seen.failing) == 1 else f"{len(seen.failing)} calls"
        words = f"Asking for {what} fails for {calls}: {seen.problem}."
        state = LampState.DOWN if answered is None or answered <= (seen.failed_at or 0) else LampState.WARNING
        return Lamp(name=name, state=state, evidence=words, observed_at=seen.failed_at, next_step=_LOOK)
    if answered is None:
        words = f"RapidSOS was not asked for {what} since the station started."
        return Lamp(name=name, state=LampState.NOT_PROVEN, evidence=words, observed_at=None)
    if now - answered > LATELY_MS:
        words = f"RapidSOS was not asked for {what} lately; it answered then."
        return Lamp(name=name, state=LampState.NOT_PROVEN, evidence=words, observed_at=answered)
    if seen.data_at is None:
        words = f"RapidSOS answers, but had no {what} for any call so far."
        step = f"If it stays so over several calls, compare the setting {path} with RapidSOS's specification."
        return Lamp(name=name, state=LampState.NOT_PROVEN, evidence=words, observed_at=answered, next_step=step)
    words = f"RapidSOS answered a question for {what}."
    return Lamp(name=name, state=LampState.SEEN, evidence=words, observed_at=answered)


FAILURES_TOLD = 3
"""At a start the network, or the simulator of a play, may need some seconds: the first tries tell nothing yet."""


def credentials(seen: Observation) -> Lamp:
    """Whether RapidSOS accepts the station's own client id and secret: callflows need them."""
    return Lamp(
        name="credentials",
        state=_state(seen),
        evidence=_evidence(seen),
        observed_at=seen.at,
        next_step=_step(seen),
    )


def _state(seen: Observation) -> LampState:
    match seen.standing:
        case CredentialState.ACCEPTED:
            return LampState.SEEN if abs(seen.skew_ms) <= SKEW_MS else LampState.WARNING
        case CredentialState.REJECTED:
            return LampState.DOWN
        case CredentialState.MISSING:
            return LampState.WARNING
        case CredentialState.UNREACHABLE if seen.accepted_at is None:
            return LampState.DOWN if seen.failures >= FAILURES_TOLD else LampState.NOT_PROVEN
        case CredentialState.UNREACHABLE:
            return LampState.WARNING
        case _:
            return LampState.NOT_PROVEN


def _evidence(seen: Observation) -> str:
    match seen.standing:
        case CredentialState.ACCEPTED if abs(seen.skew_ms) > SKEW_MS:
            return f"RapidSOS gave a token; its clock is {seen.skew_ms / 1000:+.0f} s off this computer's."
        case CredentialState.ACCEPTED:
            return "RapidSOS gave a token for the client id and secret."
        case CredentialState.UNREACHABLE:
            return f"No token came: {seen.problem}."
        case CredentialState.NOT_TRIED:
            return "No token was asked for yet."
        case _:
            return f"{seen.problem[:1].upper()}{seen.problem[1:]}."


def _step(seen: Observation) -> str:
    match seen.standing:
        case CredentialState.ACCEPTED:
            return "" if abs(seen.skew_ms) <= SKEW_MS else "Set this computer's clock."
        case CredentialState.REJECTED:
            return "Compare client id and secret with the RapidSOS portal, enter them again and restart the station."
        case CredentialState.MISSING:
            return (
                "Enter WATCHFLOOR_CLIENT_ID and WATCHFLOOR_CLIENT_SECRET, or put them into the keyring. "
                "Until then no callflow can be triggered."
            )
        case CredentialState.UNREACHABLE:
            return "It is tried again by itself. Look at the internet connection and status.rapidsos.com."
        case _:
            return ""
