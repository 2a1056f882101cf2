"""How alarms sound among this console's own values; devices are chosen at the sound's lamp, where they are heard."""

import collections.abc

import msgspec

from app.console.preferences.own_values import NO, YES, OwnValue
from app.console.sound_settings import SoundSettings

VOLUMES = (0, 20, 40, 60, 80, 100)
RAISES_MIN = (0, 1, 3, 5, 10, 15, 30)
MINUTE_MS = 60_000
USUAL = SoundSettings()


def sound_values(
    now: collections.abc.Callable[[], SoundSettings], choose: collections.abc.Callable[[SoundSettings], None]
) -> tuple[OwnValue, ...]:
    """The rows; ``choose`` puts a choice in force and keeps it."""
    section = "Sound"
    return (
        OwnValue(
            "sound_volume",
            section,
            "Volume",
            "A P1 that is 15 s old plays at full volume whatever this says.",
            tuple((str(one), _volume(one)) for one in VOLUMES),
            str(round(USUAL.volume * 100)),
            lambda: str(round(now().volume * 100)),
            lambda text: choose(msgspec.structs.replace(now(), volume=int(text) / 100)),
        ),
        OwnValue(
            "sound_p2_raise",
            section,
            "A P2 that nobody deals with becomes P1",
            "Counted from when it began.",
            tuple((str(one), _after(one)) for one in RAISES_MIN),
            f"{USUAL.p2_raise_ms / MINUTE_MS:g}",
            lambda: f"{now().p2_raise_ms / MINUTE_MS:g}",
            lambda text: choose(msgspec.structs.replace(now(), p2_raise_ms=round(float(text) * MINUTE_MS))),
        ),
        OwnValue(
            "sound_p3",
            section,
            "News",
            "What nobody has to deal with.",
            (
                (NO, "Silent"),
                (YES, "One soft tone"),
            ),
            NO,
            lambda: YES if now().p3 else NO,
            lambda text: choose(msgspec.structs.replace(now(), p3=text == YES)),
        ),
    )


def _volume(percent: int) -> str:
    return f"{percent} %" if percent else "Off: the lamp says so"


def _after(minutes: int) -> str:
    if not minutes:
        return "Never"
    return f"After {minutes} min"
