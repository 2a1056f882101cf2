"""This console's own values: one line for each new one, and it is shown, searched, exported and reset like all others.

They lie in ``console.ini`` (``memory.py``), count at once, and are never anything of a caller.
"""

import collections.abc
import typing

import msgspec

from app.console.map.appearance import MapLook, Units
from app.console.preferences.row import PreferenceField
from app.console.state_file import SoundSettings, StateFile
from app.console.theme.theme import SCALES, Choice, Theme
from app.domain.location.coordinates import WRITTEN
from app.domain.location.parse_result import Notation

YES, NO = "true", "false"
BETWEEN = ", "


class OwnValue(typing.NamedTuple):
    """One value: what it is called, what it may be, and how it is read and put in force."""

    name: str
    section: str
    label: str
    help: str
    choices: tuple[tuple[str, str], ...]
    default: str
    read: collections.abc.Callable[[], str]
    put: collections.abc.Callable[[str], None]


def own_values(theme: Theme, memory: StateFile) -> tuple[OwnValue, ...]:
    """The table, section by section; a value that lies in console.ini ends with ``*kept(memory, name, default)``."""
    return (*_look(theme), *_people(memory))


def _look(theme: Theme) -> tuple[OwnValue, ...]:
    section = "Look of this console"
    return (
        OwnValue(
            "theme",
            section,
            "Light or dark",
            "Dark is easier on the eyes in a dim room. As the system: it changes with it.",
            _themes(),
            Choice.SYSTEM.value,
            lambda: theme.choice.value,
            lambda text: theme.choose(Choice(text)),
        ),
        OwnValue(
            "text_scale",
            section,
            "Text size",
            "Everything grows with it: rows, buttons, the map's labels.",
            tuple((_figure(scale), f"{scale:.0%}") for scale in SCALES),
            _figure(SCALES[0]),
            lambda: _figure(theme.scale),
            lambda text: theme.resize_text(float(text)),
        ),
        OwnValue(
            "reduced_motion",
            section,
            "Nothing blinks",
            "A ring stands where the marker of a new share would blink.",
            yes_no(),
            NO,
            lambda: YES if theme.reduced_motion else NO,
            lambda text: theme.reduce_motion(text == YES),
        ),
    )


def _people(memory: StateFile) -> tuple[OwnValue, ...]:
    return (
        OwnValue(
            "lock/after_min",
            "People at this console",
            "Lock the screen after",
            "Without key or mouse for so long. What is personal is hidden; alarms go on.",
            (
                ("5", "5 minutes"),
                ("10", "10 minutes"),
                ("30", "30 minutes"),
                ("0", "Never by itself"),
            ),
            *kept(memory, "lock/after_min", "30"),
        ),
        OwnValue(
            "names",
            "People at this console",
            "Names offered when somebody signs on",
            "The last names that signed on here. Reset forgets them; the journal does not.",
            (),
            "",
            lambda: memory.text("names").replace("\n", BETWEEN),
            lambda text: memory.keep("names", text.replace(BETWEEN, "\n")),
        ),
    )


def kept(
    memory: StateFile, name: str, default: str
) -> tuple[str, collections.abc.Callable[[], str], collections.abc.Callable[[str], None]]:
    """The last three parts of a line whose value lies in ``console.ini`` under its name."""
    return default, lambda: memory.text(name, default), lambda text: memory.keep(name, text)


def yes_no() -> tuple[tuple[str, str], ...]:
    """The choices of a value that is on or off."""
    return (YES, "Yes"), (NO, "No")


def own_field(value: OwnValue) -> PreferenceField:
    """The row of a value of this console."""
    text = value.read()
    return PreferenceField(
        key=f"console.{value.name}",
        section=value.section,
        label=value.label,
        help=value.help,
        text=text,
        default=value.default,
        choices=value.choices,
        origin=_origin(is_default=text == value.default),
    )


def _origin(*, is_default: bool) -> str:
    return "default" if is_default else "this console"


def _themes() -> tuple[tuple[str, str], ...]:
    return (
        (Choice.SYSTEM.value, "As the system"),
        (Choice.LIGHT.value, "Light"),
        (Choice.DARK.value, "Dark"),
    )


def _figure(scale: float) -> str:
    return f"{scale:g}"


ROUGH = (25.0, 50.0, 100.0)
VERY_ROUGH = (150.0, 300.0, 1_000.0)
MAP_DEFAULTS = MapLook()
Now = collections.abc.Callable[[], MapLook]
Wear = collections.abc.Callable[[MapLook], None]


def map_values(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    """The rows; ``wear`` puts a look in force and keeps it."""
    return (*_read_out(now, wear), *_badges(now, wear))


def _read_out(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    section = "Map"
    return (
        OwnValue(
            "map_units",
            section,
            "Distances on the map",
            "Rings and scale. A fix's ± stays in metres everywhere, as it was received.",
            (
                (Units.METRIC.value, "Metres and kilometres"),
                (Units.IMPERIAL.value, "Feet and miles"),
            ),
            MAP_DEFAULTS.units.value,
            lambda: now().units.value,
            lambda text: wear(msgspec.structs.replace(now(), units=Units(text))),
        ),
        OwnValue(
            "map_notation",
            section,
            "Coordinates under the pointer",
            "Which notation the map reads out. The incident shows them all.",
            tuple((one.value, one.value) for one in WRITTEN),
            MAP_DEFAULTS.notation.value,
            lambda: now().notation.value,
            lambda text: wear(msgspec.structs.replace(now(), notation=Notation(text))),
        ),
    )


def _badges(now: Now, wear: Wear) -> tuple[OwnValue, ...]:
    section = "Map"
    return (
        OwnValue(
            "map_rough",
            section,
            "A fix is rough from",
            "Less exact fixes wear a badge.",
            _metres(ROUGH),
            f"{MAP_DEFAULTS.rough_m:g}",
            lambda: f"{now().rough_m:g}",
            lambda text: wear(msgspec.structs.replace(now(), rough_m=float(text))),
        ),
        OwnValue(
            "map_very_rough",
            section,
            "A fix is very rough from",
            "Such a fix tells the quarter, not the house.",
            _metres(VERY_ROUGH),
            f"{MAP_DEFAULTS.very_rough_m:g}",
            lambda: f"{now().very_rough_m:g}",
            lambda text: wear(msgspec.structs.replace(now(), very_rough_m=float(text))),
        ),
    )


def _metres(lengths: collections.abc.Iterable[float]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{length:g}", f"± {length:g} m") for length in lengths)


VOLUMES = (0, 20, 40, 60, 80, 100)
RAISES_MIN = (0, 1, 3, 5, 10, 15, 30)
MINUTE_MS = 60_000
SOUND_DEFAULTS = SoundSettings()


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
            str(round(SOUND_DEFAULTS.volume * 100)),
            lambda: str(round(now().volume * 100)),
            lambda text: choose(msgspec.structs.replace(now(), volume=int(text) / 100)),
        ),
        OwnValue(
            "sound_p2_raise",
            section,
            "A P2 that nobody deals with becomes P1",
            "Counted from when it began.",
            tuple((str(one), _after(one)) for one in RAISES_MIN),
            f"{SOUND_DEFAULTS.p2_raise_ms / MINUTE_MS:g}",
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
