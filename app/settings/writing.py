"""Writing ``settings.toml``: what an administrator wrote there stays as it is, comments and order included."""

import collections.abc
import pathlib

from app.domain.incident.settings_told import Value
from app.ground import private_files
from app.ground.exits import Exit, RefusedError

HEAD = "# Settings of this Watchfloor station. The console's preferences change them and keep your comments.\n"


def read(file: pathlib.Path) -> str:
    """The file's text; of none, a head to begin with.

    Raises:
        RefusedError: it is there and can't be read.
    """
    try:
        return file.read_text(encoding="utf-8")
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
        private_files.write(file, text.encode())
    except OSError as error:
        sentence = f"{file} can't be written ({error.strerror or error}). Nothing was changed."
        raise RefusedError(sentence, Exit.STORAGE) from None
