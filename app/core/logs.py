"""Logging: one redacted line for each record, in files of limited size; repeated records are counted, not written."""

import collections.abc
import datetime as dt
import io
import logging
import logging.handlers
import pathlib
import re
import sys
import time
import traceback

from app.core.paths import ONLY_ME

CUT = "[cut]"
_SHORTEST_SECRET = 6
_BEARER = re.compile(r"(?i)(bearer\s+)[^\s\"',;]+")
_NAMED = re.compile(
    r"(?i)((?:access_token|refresh_token|client_secret|shared_secret|token|password)[\"']?\s*[:=]\s*[\"']?)[^\s\"',;&}]+"
)
_PHONE = re.compile(r"(?<![\w.:#-])\+?\d(?:[ ().-]{0,2}\d){9,14}(?![\w:])")


class Redactor:
    """Replaces what must not be read; secrets are registered as they become known."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def register(self, secret: str) -> None:
        """Never let this text through again; very short ones are left alone, since they look like ordinary words."""
        if len(secret) >= _SHORTEST_SECRET:
            self._secrets.add(secret)

    def forget(self, secret: str) -> None:
        """Stop looking for a secret that is no longer valid."""
        self._secrets.discard(secret)

    def clean(self, text: str) -> str:
        """The text without secrets, tokens and phone numbers."""
        for secret in self._secrets:
            text = text.replace(secret, CUT)
        text = _BEARER.sub(rf"\1{CUT}", text)
        text = _NAMED.sub(rf"\1{CUT}", text)
        return _PHONE.sub(_last_four, text)


def _last_four(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return f"[phone …{digits[-4:]}]"


MOST_ALIKE = 5
"""So many lines of one kind in a period are written; the rest are counted."""
PERIOD_S = 60.0
FILE_BYTES = 5_000_000
FILES = 5
LINE_LIMIT = 4_000
FRAMES = 6


def start(redactor: Redactor, file: pathlib.Path | None = None, *, level: int = logging.INFO) -> "Gate":
    """Send this process's logs to stderr, and to a rotating file; close the gate at the end to write its counts.

    Raises:
        OSError: the file can't be written.
    """
    targets: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if file is not None:
        targets.append(_PrivateFile(file, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8"))
    for target in targets:
        target.setFormatter(OneLine(redactor))
    gate = Gate(targets)
    root = logging.getLogger()
    root.addHandler(gate)
    root.setLevel(level)
    return gate


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file that only its user may read."""

    def _open(self) -> io.TextIOWrapper:
        pathlib.Path(self.baseFilename).touch(mode=ONLY_ME)
        return super()._open()


class OneLine(logging.Formatter):
    """``2026-11-22T10:00:00.123Z WARNING app.station.listener a sentence``, whatever the message contains."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The record as one redacted line; an exception becomes its last frames, innermost last."""
        moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(timespec="milliseconds")
        text = f"{moment.removesuffix('+00:00')}Z {record.levelname} {record.name} {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" | {_in_one_line(record.exc_info[1])}"
        return self._redactor.clean(printable(text))[:LINE_LIMIT]


class Gate(logging.Handler):
    """Lets the first lines of a kind through in each period, and says how many more there were."""

    def __init__(
        self,
        targets: collections.abc.Sequence[logging.Handler],
        seconds: collections.abc.Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._targets = targets
        self._seconds = seconds
        self._period_ends = seconds() + PERIOD_S
        self._alike: dict[tuple[str, str], int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, or only count it when its kind has been written often enough."""
        if self._seconds() >= self._period_ends:
            self._tell_counts()
        kind = (record.name, str(record.msg))
        self._alike[kind] = self._alike.get(kind, 0) + 1
        if self._alike[kind] <= MOST_ALIKE:
            self._write(record)

    def close(self) -> None:
        """Write the counts that are still open and let go of the targets."""
        logging.getLogger().removeHandler(self)
        self._tell_counts()
        for target in self._targets:
            target.close()
        super().close()

    def _tell_counts(self) -> None:
        self._period_ends = self._seconds() + PERIOD_S
        counts, self._alike = self._alike, {}
        for (name, message), count in counts.items():
            if count > MOST_ALIKE:
                text = f"{count - MOST_ALIKE} more lines like: {message}"
                self._write(logging.LogRecord(name, logging.WARNING, __file__, 0, text, None, None))

    def _write(self, record: logging.LogRecord) -> None:
        for target in self._targets:
            target.handle(record)


def _in_one_line(failure: BaseException) -> str:
    frames = traceback.extract_tb(failure.__traceback__)[-FRAMES:]
    places = " > ".join(f"{pathlib.Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(failure).__name__}: {failure} at {places}"


def printable(text: str) -> str:
    """Control characters shown as escapes, so that outside text can neither break a line nor paint the terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
