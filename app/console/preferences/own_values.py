"""This console's own values: one line for each new one, and it is shown, searched, exported and reset like all others.

They lie in ``console.ini`` (``memory.py``), count at once, and are never anything of a caller.
"""

import collections.abc
import typing

from app.console.look.theme import SCALES, Choice, Theme
from app.console.memory import Memory
from app.console.preferences.field import Field

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


def own_values(theme: Theme, memory: Memory) -> tuple[OwnValue, ...]:
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


def _people(memory: Memory) -> tuple[OwnValue, ...]:
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
    memory: Memory, name: str, default: str
) -> tuple[str, collections.abc.Callable[[], str], collections.abc.Callable[[str], None]]:
    """The last three parts of a line whose value lies in ``console.ini`` under its name."""
    return default, lambda: memory.text(name, default), lambda text: memory.keep(name, text)


def yes_no() -> tuple[tuple[str, str], ...]:
    """The choices of a value that is on or off."""
    return (YES, "Yes"), (NO, "No")


def own_field(value: OwnValue) -> Field:
    """The row of a value of this console."""
    text = value.read()
    return Field(
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
