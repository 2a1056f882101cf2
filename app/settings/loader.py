"""Where settings come from: an administrator's lock, the command line, the environment, the file, the default."""

import collections.abc
import datetime as dt
import difflib
import enum
import os
import pathlib
import sys
import tomllib
import types
import typing

import msgspec

from app.core import paths
from app.core.errors import Exit, RefusedError
from app.domain.incident.commands import Value
from app.protocol.settings import SettingOrigin
from app.settings import schema
from app.settings.schema import NAMES, Settings

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
    """The default value."""
    return typing.cast("Value", _FIELDS[name].default)


def form(name: str) -> Form:
    """The form of a setting's value."""
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


FILE_NAME = "settings.toml"
PREFIX = "WATCHFLOOR_"
DATA_DIRECTORY = "WATCHFLOOR_DATA_DIR"
SIMULATOR: typing.Final = "simulator"


class SettingsSource(msgspec.Struct, frozen=True):
    """Values of one origin, and how a person finds one of them."""

    origin: SettingOrigin
    values: collections.abc.Mapping[str, object]
    named: str = ""
    """With ``{name}``, ``{NAME}`` and ``{dashed}`` for the setting."""

    def where(self, name: str) -> str:
        """Where a person finds this setting."""
        return self.named.format(name=name, NAME=PREFIX + name.upper(), dashed=name.replace("_", "-"))


class SettingsSources:
    """All sources of one data directory; ``given`` comes from the command line, None meaning not given."""

    def __init__(
        self,
        directory: pathlib.Path,
        given: collections.abc.Mapping[str, object],
        environ: collections.abc.Mapping[str, str] = os.environ,
        lock: pathlib.Path | None = None,
    ) -> None:
        self.file = directory / FILE_NAME
        self.lock = lock or paths.administrator_folder() / FILE_NAME
        self._given = {name: value for name, value in given.items() if value is not None}
        self._environ = {name: environ[key] for name in NAMES if (key := PREFIX + name.upper()) in environ}

    def load(self) -> Settings:
        """The settings that a station would use if it started now.

        Raises:
            RefusedError: a value or a file is wrong; no file is touched.
        """
        return _settings({name: value for name, (value, _source) in self.chosen().items()})

    def with_file(self, text: str) -> Settings:
        """The settings with ``text`` in place of the settings file.

        Raises:
            RefusedError: they won't do.
        """
        found = self._chosen(parsed(text, self.file))
        return _settings({name: value for name, (value, _source) in found.items()})

    def chosen(self) -> dict[str, tuple[Value, SettingsSource]]:
        """Each setting's value, and the source that it comes from.

        Raises:
            RefusedError: a value or a file is wrong.
        """
        return self._chosen(_read(self.file))

    def _chosen(self, filed: dict[str, object]) -> dict[str, tuple[Value, SettingsSource]]:
        sources = [
            SettingsSource(SettingOrigin.COMMAND_LINE, self._given, "command line, --{dashed}"),
            SettingsSource(SettingOrigin.ENVIRONMENT, self._environ, "environment, {NAME}"),
            SettingsSource(SettingOrigin.FILE, filed, f"{self.file}, {{name}}"),
            SettingsSource(SettingOrigin.DEFAULT, {name: default(name) for name in NAMES}),
        ]
        locked = _read(self.lock)
        # Locks are for real calls: a play on the simulator picks its own port and its own pretend RapidSOS.
        if "environment" in locked or _value("environment", sources)[0] != SIMULATOR:
            self._refuse_against(locked)
            sources.insert(0, SettingsSource(SettingOrigin.LOCK, locked, f"{self.lock}, {{name}}"))
        return {name: _value(name, sources) for name in NAMES}

    def _refuse_against(self, locked: dict[str, object]) -> None:
        """A command line that an administrator's lock contradicts is refused, not overruled in silence."""
        for name in self._given.keys() & locked.keys():
            value = converted(name, locked[name], f"{self.lock}, {name}")
            if converted(name, self._given[name], f"command line, --{name}") != value:
                raise _wrong(
                    f"command line, --{name.replace('_', '-')}: the administrator's file {self.lock} locks {name} to "
                    f"{as_text(name, value)}. Leave the option away, or ask whoever administers this computer."
                )


def data_directory(given: str | None, environ: collections.abc.Mapping[str, str] = os.environ) -> pathlib.Path:
    """The data directory: as given, else from the environment, else this system's usual place."""
    chosen = given or environ.get(DATA_DIRECTORY)
    return pathlib.Path(chosen).expanduser().resolve() if chosen else paths.data_directory()


def load(
    directory: pathlib.Path,
    given: collections.abc.Mapping[str, object],
    environ: collections.abc.Mapping[str, str] = os.environ,
) -> Settings:
    """The settings of a data directory; ``given`` comes from the command line, None meaning not given.

    Raises:
        RefusedError: a value or the file is wrong; the file is never touched.
    """
    return SettingsSources(directory, given, environ).load()


def parsed(text: str, file: pathlib.Path) -> dict[str, object]:
    """The values of a settings file's text, by name, not yet converted.

    Raises:
        RefusedError: it is no TOML, or names a setting that there is not.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"{file} is not a settings file: {error}. Correct it, or move it away to use defaults.") from None
    for name in found:
        if name not in NAMES:
            raise _wrong(f"{file}: {unknown(name)}")
    return found


def unknown(name: str) -> str:
    """What to say of a name that no setting has."""
    near = difflib.get_close_matches(name, NAMES, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(NAMES)}."
    return f"there is no setting {name}. {hint}"


def _read(file: pathlib.Path) -> dict[str, object]:
    try:
        return parsed(paths.read_text(file), file)
    except (FileNotFoundError, NotADirectoryError):
        return {}  # whether there can be such a directory is for whoever makes it
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"{file} can't be read ({error}). Correct it, or move it away to start with defaults.") from None


def _value(name: str, sources: list[SettingsSource]) -> tuple[Value, SettingsSource]:
    source = next(source for source in sources if name in source.values)
    if source.origin is SettingOrigin.DEFAULT:
        return default(name), source
    return converted(name, source.values[name], source.where(name)), source


def _settings(values: dict[str, Value]) -> Settings:
    chosen = msgspec.convert(values, Settings)
    schema.check_together(chosen)
    return chosen


def _wrong(sentence: str) -> RefusedError:
    return RefusedError(sentence, Exit.SETTINGS)


SET_ASIDE = (FILE_NAME, "console.ini")
YES = "yes"


def reset(directory: pathlib.Path, at: dt.datetime) -> int:
    """Ask on the terminal, then set the station's and the console's settings aside under the time's name.

    Raises:
        RefusedError: nobody confirmed it, or a file could not be moved.
    """
    found = [directory / name for name in SET_ASIDE if (directory / name).exists()]
    if not found:
        sys.stdout.write(f"{directory} has no settings of its own; defaults count already.\n")
        return Exit.DONE
    sys.stdout.write(f"All settings in {directory} become defaults: {', '.join(file.name for file in found)}.\n")
    sys.stdout.write(f"Copies stay beside them. Type {YES} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() != YES:
        raise RefusedError("Nothing was changed.", Exit.SETTINGS)
    for file in found:
        kept = file.with_name(f"{file.stem}-{at:%Y%m%d-%H%M%S}{file.suffix}")
        try:
            file.rename(kept)
        except OSError as error:
            raise RefusedError(f"{file} can't be moved ({error.strerror or error}).", Exit.STORAGE) from None
        sys.stdout.write(f"Kept as {kept}\n")
    sys.stdout.write("Start Watchfloor again. A station that runs goes by its old settings until it is restarted.\n")
    return Exit.DONE


HEAD = "# Settings of this Watchfloor station. The console's preferences change them and keep your comments.\n"


def read(file: pathlib.Path) -> str:
    """The text of the settings file; when there is none, a commented beginning for one.

    Raises:
        RefusedError: it is there and can't be read.
    """
    try:
        return paths.read_text(file)
    except FileNotFoundError:
        return HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file} can't be read ({error}). Nothing was changed.", Exit.SETTINGS) from None


def changed(text: str, values: collections.abc.Mapping[str, Value]) -> str:
    """The text with these values in it; None takes a setting out. The text must be a settings file's."""
    import tomlkit  # noqa: PLC0415 60 ms that a station's start must not wait for

    document = tomlkit.parse(text)
    for name, value in values.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def write(file: pathlib.Path, text: str) -> None:
    """Put the text in the file's place, whole or not at all.

    Raises:
        RefusedError: it could not be stored; the old file stands.
    """
    try:
        paths.write(file, text.encode())
    except OSError as error:
        sentence = f"{file} can't be written ({error.strerror or error}). Nothing was changed."
        raise RefusedError(sentence, Exit.STORAGE) from None
