"""What the desk tells of the station's settings: each value, where it comes from, and whether it counts already."""

import enum

import msgspec

Value = bool | int | str | tuple[str, ...] | None
"""A setting's value; None is "not set"."""


class Origin(enum.Enum):
    """Where a value comes from; the later ones win over the earlier."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"
    LOCK = "lock"
    """The administrator's file, whose values nobody else changes."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One setting."""

    name: str
    value: Value
    origin: Origin
    where: str
    """The file, the variable or the option that it comes from; empty for a default."""
    in_force: Value
    """What the running station goes by: another than ``value`` until it starts again."""
    live: bool
    """Whether a change counts at once."""
    kept: bool = False
    """Whether nothing may change it here: the data directory was made for it."""


class SettingsTold(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /settings``."""

    settings: tuple[Told, ...]
    file: str
    """The settings file of the data directory."""
    lock: str
    """The administrator's file, whether it is there or not."""
    problem: str = ""
    """Why the sources can't be read now; ``settings`` is then empty."""
