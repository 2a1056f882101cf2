"""How alarms sound at this workplace: devices, volume, and what P2 and P3 do; kept with the console's own look."""

import msgspec

from app.console.memory import Memory
from app.domain.incident.ringing.alarms import RAISE_MS

DEVICE = "sound/device"
SECOND_DEVICE = "sound/second_device"
VOLUME = "sound/volume"
P2_RAISE_MS = "sound/p2_raise_ms"
P3 = "sound/p3"
LONGEST_RAISE_MS = 3_600_000


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One workplace's choice."""

    device: str = ""
    """The audio device's id as the system names it; empty: the system's own choice."""
    second_device: str = ""
    """Plays too once a P1 is 20 s old; empty: none."""
    volume: float = 0.8
    """0 to 1; a P1 that is 15 s old plays at 1. 0 is "audio off", which the lamp shows red."""
    p2_raise_ms: int = RAISE_MS
    """A P2 that nobody has dealt with for so long becomes P1; 0: never."""
    p3: bool = False
    """One soft tone for news."""


def read(memory: Memory) -> SoundSettings:
    """What was chosen; a damaged value is the default, a number out of bounds the nearest that is allowed."""
    usual = SoundSettings()
    return SoundSettings(
        device=memory.text(DEVICE),
        second_device=memory.text(SECOND_DEVICE),
        volume=_within(memory.number(VOLUME, usual.volume), 0.0, 1.0, usual.volume),
        p2_raise_ms=int(_within(memory.number(P2_RAISE_MS, usual.p2_raise_ms), 0, LONGEST_RAISE_MS, RAISE_MS)),
        p3=memory.text(P3) == "True",
    )


def keep(memory: Memory, chosen: SoundSettings) -> None:
    """Remember a choice at once."""
    memory.keep(DEVICE, chosen.device)
    memory.keep(SECOND_DEVICE, chosen.second_device)
    memory.keep(VOLUME, chosen.volume)
    memory.keep(P2_RAISE_MS, chosen.p2_raise_ms)
    memory.keep(P3, str(chosen.p3))
    memory.flush()


def _within(value: float, least: float, most: float, usual: float) -> float:
    return min(max(value, least), most) if value == value else usual  # noqa: PLR0124 not a number is not itself
