"""Settings as a file to carry to another computer: written without secrets, read with every problem by its line."""

import collections.abc
import re
import tomllib

import msgspec

from app.console.preferences.own_values import OwnValue
from app.domain.incident.settings_told import SettingsTold, Value
from app.ground.exits import Exit, RefusedError
from app.settings import MAY_CARRY_A_SECRET, NAMES, reading, writing
from app.settings.sources import unknown

CONSOLE = "console"
NOT_CARRIED = frozenset({"environment"})
"""A data directory's own, which no file changes."""
LARGEST = 256 * 1024


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a file, and where; line 0 is the whole file."""

    line: int
    sentence: str


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says: values of the station, and texts of this console, by name."""

    station: dict[str, Value]
    console: dict[str, str]


def written(told: SettingsTold, own: collections.abc.Iterable[OwnValue], when: str) -> str:
    """The file's text: what is no default, without what may carry a secret; ``when`` is a time in words."""
    here = {one.name: one.value for one in told.settings if reading.known(one.name)}
    chosen = {name: value for name, value in here.items() if value != reading.default(name)}
    left_out = sorted(chosen.keys() & MAY_CARRY_A_SECRET)
    head = [f"# Settings of Watchfloor, exported {when}. What is not named here is a default.\n"]
    head += [f"# {name} is left out: it may carry a secret.\n" for name in left_out]
    kept = {name: value for name, value in chosen.items() if name not in MAY_CARRY_A_SECRET | NOT_CARRIED}
    looks: dict[str, Value] = {one.name: one.read() for one in own if one.choices and one.read() != one.default}
    text = writing.changed("".join(head), kept)
    return text + (writing.changed(f"\n[{CONSOLE}]\n", {}) + writing.changed("", looks) if looks else "")


def read(untrusted_text: str, own: collections.abc.Iterable[OwnValue]) -> Carried | list[Problem]:
    """What a file says, or everything that is wrong with it, in the order of its lines."""
    try:
        found = tomllib.loads(untrusted_text)
    except tomllib.TOMLDecodeError as error:
        return [_unreadable(str(error))]
    console = found.pop(CONSOLE) if isinstance(found.get(CONSOLE), dict) else {}
    lines, problems = untrusted_text.splitlines(), list[Problem]()
    values: dict[str, Value] = {}
    for name, value in found.items():
        try:
            values[name] = _value(name, value)
        except RefusedError as refused:
            problems.append(Problem(_line(lines, name, in_console=False), str(refused)))
    texts, more = _own(console, {one.name: one for one in own}, lines)
    problems = sorted([*problems, *more], key=lambda problem: problem.line)
    return problems or Carried(station=values, console=texts)


def _value(name: str, value: object) -> Value:
    if name not in NAMES:
        raise RefusedError(unknown(name), Exit.SETTINGS)
    return reading.converted(name, value, name)


def _own(
    table: collections.abc.Mapping[str, object], known: dict[str, OwnValue], lines: list[str]
) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in table.items():
        choices = [text for text, _words in known[name].choices] if name in known else []
        if not choices:
            sentence = "a console has no value {name} that a file may set."
            problems.append(Problem(_line(lines, name, in_console=True), sentence.replace("{name}", name)))
        elif value not in choices:
            sentence = "{name}: {value} won't do; it must be one of {choices}."
            filled = sentence.replace("{choices}", ", ".join(choices)).replace("{name}", name)
            problems.append(Problem(_line(lines, name, in_console=True), filled.replace("{value}", repr(value))))
        else:
            texts[name] = value
    return texts, problems


def _line(lines: list[str], name: str, *, in_console: bool) -> int:
    """The line in which a name is given its value; TOML's reader does not tell."""
    key = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]|\s*\[\s*{re.escape(name)}\s*\]""")
    inside = False
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*\[\s*{CONSOLE}\s*\]", line):
            inside = True
        if inside == in_console and key.match(line):
            return number
    return 0


def _unreadable(error: str) -> Problem:
    found = re.search(r"line (\d+)", error)
    sentence = f"this is no settings file from here on: {error}."
    return Problem(int(found[1]) if found else 0, sentence)
