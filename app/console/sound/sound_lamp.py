"""The lamp of the sound: what was really rendered and when, or why nobody can hear an alarm.

See docs/operator.md#b-12, #c-30.
"""

import msgspec

from app.console.look.plain_text import one_line
from app.domain.incident.pulse import Lamp, LampState


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the sound at this workplace; times are UTC ms."""

    trouble: str = ""
    """Why sound can't even be tried."""
    device: str | None = None
    missing: bool = False
    """A device that was chosen is not there."""
    volume: float = 1.0
    rendered_at: int | None = None
    problem: str = ""
    """Why the last playing was not rendered."""
    heard_by: str = ""
    heard_at: int | None = None
    started: bool = True


def lamp(hearing: Hearing) -> Lamp:
    """The lamp ``sound``; red while no alarm can be heard."""
    state, evidence, at, step = (
        _not_begun(hearing) or _inaudible(hearing) or _elsewhere(hearing) or _proven(hearing) or _unproven()
    )
    return Lamp(name="sound", state=state, evidence=evidence, observed_at=at, next_step=step)


_Words = tuple[LampState, str, int | None, str]


def _not_begun(hearing: Hearing) -> _Words | None:
    if hearing.started:
        return None
    return LampState.NOT_PROVEN, "starting", None, ""


def _inaudible(hearing: Hearing) -> _Words | None:
    if hearing.trouble:
        step = "Install the system's audio libraries (libpulse0 on Debian), then start again."
        said = f"NO SOUND: {one_line(hearing.trouble)}"
        return LampState.DOWN, said, None, step
    if hearing.device is None:
        step = "Connect a speaker. It is used at once. Until then alarms show on the screen only."
        return LampState.DOWN, "NO SOUND: no audio device", None, step
    if hearing.volume <= 0:
        step = "Turn the volume up below. Until then alarms show on the screen only."
        return LampState.DOWN, "AUDIO OFF: the volume is 0", None, step
    if hearing.problem:
        said = "NO SOUND: {device}, {problem}".replace("{problem}", hearing.problem)
        step = "Choose another audio device below, then test the sound."
        return LampState.DOWN, said.replace("{device}", one_line(hearing.device)), hearing.rendered_at, step
    return None


def _elsewhere(hearing: Hearing) -> _Words | None:
    if not hearing.missing or hearing.device is None:
        return None
    said = "a chosen device is gone, playing on {device}"
    step = "Connect the chosen device again, or choose another below; then test the sound."
    return LampState.WARNING, said.replace("{device}", one_line(hearing.device)), hearing.rendered_at, step


def _proven(hearing: Hearing) -> _Words | None:
    """A speaker that is switched off renders as well: only a person can say that it was heard."""
    heard = f"heard by {one_line(hearing.heard_by)}"
    if hearing.rendered_at is None or hearing.device is None:
        return (LampState.SEEN, heard, hearing.heard_at, "") if hearing.heard_at is not None else None
    played = f"rendered on {one_line(hearing.device)}"
    if hearing.heard_at is not None:
        return LampState.SEEN, f"{played}, {heard}", hearing.rendered_at, ""
    step = "Nobody has said that it was heard: test it at the shift's start, and say so."
    return LampState.SEEN, played, hearing.rendered_at, step


def _unproven() -> _Words:
    step = "Test the sound, and say whether you heard it."
    return LampState.NOT_PROVEN, "not heard yet", None, step
