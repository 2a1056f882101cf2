"""Where settings come from: an administrator's lock, the command line, the environment, the file, the default."""

import collections.abc
import difflib
import os
import pathlib
import tomllib
import typing

import msgspec

from app.domain.incident.settings_told import Origin, Value
from app.ground import folders
from app.ground.exits import Exit, RefusedError
from app.settings import together
from app.settings.reading import as_text, converted, default
from app.settings.values import NAMES, Settings

FILE_NAME = "settings.toml"
PREFIX = "WATCHFLOOR_"
DATA_DIRECTORY = "WATCHFLOOR_DATA_DIR"
SIMULATOR: typing.Final = "simulator"


class Source(msgspec.Struct, frozen=True):
    """Values of one origin, and how a person finds one of them."""

    origin: Origin
    values: collections.abc.Mapping[str, object]
    named: str = ""
    """With ``{name}``, ``{NAME}`` and ``{dashed}`` for the setting."""

    def where(self, name: str) -> str:
        """Where a person finds this setting."""
        return self.named.format(name=name, NAME=PREFIX + name.upper(), dashed=name.replace("_", "-"))


class Sources:
    """All sources of one data directory; ``given`` comes from the command line, None meaning not given."""

    def __init__(
        self,
        directory: pathlib.Path,
        given: collections.abc.Mapping[str, object],
        environ: collections.abc.Mapping[str, str] = os.environ,
        lock: pathlib.Path | None = None,
    ) -> None:
        self.file = directory / FILE_NAME
        self.lock = lock or folders.administrator_folder() / FILE_NAME
        self._given = {name: value for name, value in given.items() if value is not None}
        self._environ = {name: environ[key] for name in NAMES if (key := PREFIX + name.upper()) in environ}

    def load(self) -> Settings:
        """The settings that a start now would go by.

        Raises:
            RefusedError: a value or a file is wrong; no file is touched.
        """
        return _settings({name: value for name, (value, _source) in self.chosen().items()})

    def with_file(self, text: str) -> Settings:
        """The settings if the file said this.

        Raises:
            RefusedError: they won't do.
        """
        found = self._chosen(parsed(text, self.file))
        return _settings({name: value for name, (value, _source) in found.items()})

    def chosen(self) -> dict[str, tuple[Value, Source]]:
        """Each setting's value, and the source that it comes from.

        Raises:
            RefusedError: a value or a file is wrong.
        """
        return self._chosen(_read(self.file))

    def _chosen(self, filed: dict[str, object]) -> dict[str, tuple[Value, Source]]:
        sources = [
            Source(Origin.COMMAND_LINE, self._given, "command line, --{dashed}"),
            Source(Origin.ENVIRONMENT, self._environ, "environment, {NAME}"),
            Source(Origin.FILE, filed, f"{self.file}, {{name}}"),
            Source(Origin.DEFAULT, {name: default(name) for name in NAMES}),
        ]
        locked = _read(self.lock)
        # Locks are for real calls: a play on the simulator picks its own port and its own pretend RapidSOS.
        if "environment" in locked or _value("environment", sources)[0] != SIMULATOR:
            self._refuse_against(locked)
            sources.insert(0, Source(Origin.LOCK, locked, f"{self.lock}, {{name}}"))
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
    return pathlib.Path(chosen).expanduser().resolve() if chosen else folders.data_directory()


def load(
    directory: pathlib.Path,
    given: collections.abc.Mapping[str, object],
    environ: collections.abc.Mapping[str, str] = os.environ,
) -> Settings:
    """The settings of a data directory; ``given`` comes from the command line, None meaning not given.

    Raises:
        RefusedError: a value or the file is wrong; the file is never touched.
    """
    return Sources(directory, given, environ).load()


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
        return parsed(file.read_text(encoding="utf-8"), file)
    except (FileNotFoundError, NotADirectoryError):
        return {}  # whether there can be such a directory is for whoever makes it
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"{file} can't be read ({error}). Correct it, or move it away to start with defaults.") from None


def _value(name: str, sources: list[Source]) -> tuple[Value, Source]:
    source = next(source for source in sources if name in source.values)
    if source.origin is Origin.DEFAULT:
        return default(name), source
    return converted(name, source.values[name], source.where(name)), source


def _settings(values: dict[str, Value]) -> Settings:
    chosen = msgspec.convert(values, Settings)
    together.check(chosen)
    return chosen


def _wrong(sentence: str) -> RefusedError:
    return RefusedError(sentence, Exit.SETTINGS)
