"""One setting's value, read from whatever wrote it; what won't do is said in the operator's words."""

import enum
import types
import typing

import msgspec

from app.domain.incident.settings_told import Value
from app.ground.exits import Exit, RefusedError
from app.settings.values import NAMES, Settings

_HINTS: typing.Final = typing.get_type_hints(Settings, include_extras=True)
_FIELDS: typing.Final = {field.name: field for field in msgspec.structs.fields(Settings)}


class Form(enum.Enum):
    """What a setting's value looks like."""

    YES_NO = "yes or no"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    COMMAND = "command"
    """A program and its arguments."""


def default(name: str) -> Value:
    """What counts when nobody says anything."""
    return typing.cast("Value", _FIELDS[name].default)


def form(name: str) -> Form:
    """What its value looks like."""
    if name == "escalate_command":
        return Form.COMMAND
    bare = typing.get_args(_HINTS[name])[0]
    if choices(name):
        return Form.CHOICE
    if typing.get_origin(bare) is tuple:
        return Form.LIST
    return {bool: Form.YES_NO, int: Form.NUMBER}.get(bare, Form.TEXT)


def choices(name: str) -> tuple[str, ...]:
    """The words among which it is chosen; empty when it is not."""
    bare = typing.get_args(_HINTS[name])[0]
    parts = typing.get_args(bare) if isinstance(bare, types.UnionType) or typing.get_origin(bare) else (bare,)
    if typing.get_origin(bare) is typing.Literal:
        return typing.get_args(bare)
    return next((typing.get_args(part) for part in parts if typing.get_origin(part) is typing.Literal), ())


def may_be_empty(name: str) -> bool:
    """Whether an empty text means that it is not set."""
    return default(name) is None


def as_text(name: str, value: Value) -> str:
    """A value as a person types it, and as an environment variable writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return msgspec.json.encode(value).decode() if form(name) is Form.COMMAND and value else ", ".join(value)
    return str(value)


def typed(name: str, text: str) -> Value:
    """The value of what a person typed.

    Raises:
        RefusedError: it won't do.
    """
    if may_be_empty(name) and not text.strip():
        return None
    if form(name) is Form.COMMAND and not text.strip():
        return ()
    return converted(name, text if form(name) is Form.TEXT else text.strip(), "")


def converted(name: str, value: object, where: str) -> Value:
    """A value as its kind; a text is read as an environment variable writes it.

    Raises:
        RefusedError: it won't do; the sentence begins with ``where``, if it is given.
    """
    given = value
    if isinstance(value, str) and form(name) is Form.LIST:
        given = [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, str) and form(name) is Form.COMMAND:
        given = _listed(value)
    try:
        return typing.cast("Value", msgspec.convert(given, _HINTS[name], strict=not isinstance(given, str)))
    except msgspec.ValidationError:
        description = _HINTS[name].__metadata__[0].description
        place = f"{where}: " if where else ""
        raise RefusedError(f"{place}{value!r} won't do; it must be {description}.", Exit.SETTINGS) from None


def known(name: str) -> bool:
    """Whether there is such a setting."""
    return name in NAMES


def _listed(text: str) -> object:
    """A list as an environment variable writes it, in JSON; anything else stays the text that it is."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
