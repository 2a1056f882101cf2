"""Times and dates in additional data: a stated unit wins over magnitude, and a date never moves.

See docs/contract.md#5.5.5.
"""

import datetime as dt
import enum
import math
import re
import unicodedata
import urllib.parse

from app.domain.data_share.feed import Ending, Feed
from app.domain.numbers import number

MOST_SOURCES = 100
MOST_FIELDS = 500
MOST_ELEMENTS = 500
_DEEPEST = 48
"""Room for sources, for a schema as deep as it is read, and for data; what lies deeper is never shown."""


def shallow(untrusted: object, levels: int = _DEEPEST) -> object:
    """The value without what lies too deep to walk through."""
    if not isinstance(untrusted, list | dict):
        return untrusted
    if levels == 0:
        return "…"
    if isinstance(untrusted, list):
        return [shallow(element, levels - 1) for element in untrusted]
    return {str(key): shallow(value, levels - 1) for key, value in untrusted.items()}


def short_lists(data: dict[str, object]) -> dict[str, object]:
    """Shallow data with every list cut to what a card shows, and a last line that says how much more there was."""
    return {key: _short(value) for key, value in data.items()}


def _short(value: object) -> object:
    if isinstance(value, dict):
        return short_lists(value)
    if not isinstance(value, list):
        return value
    kept = [_short(element) for element in value[:MOST_ELEMENTS]]
    return [*kept, f"… {len(value) - MOST_ELEMENTS:,} more"] if len(value) > MOST_ELEMENTS else kept


_LONGEST = 2_000
_HONEST = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]+\]")


def openable(untrusted: str) -> bool:
    """Whether it may be opened on a click: plain ASCII, a plain host, no user name before it, no backslash."""
    return (
        len(untrusted) <= _LONGEST
        and bool(_HONEST.fullmatch(untrusted))
        and "\\" not in untrusted
        and bool(host(untrusted))
    )


def loadable(untrusted: str) -> bool:
    """Whether it may be loaded as an image on a click: openable, and https only."""
    return untrusted[:6].lower() == "https:" and openable(untrusted)


def host(address: str) -> str:
    """The host that an address really leads to, or "" if it hides or lacks one."""
    try:
        parts = urllib.parse.urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    name = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    honest = "@" not in parts.netloc and _HOST.fullmatch(name) is not None
    return (f"{name}:{port}" if port else name) if honest else ""


MS_PER_S = 1_000
_MILLISECONDS_FROM = 1e11
_DAY_MS = 86_400_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)
_BIRTHDAYS = frozenset({"birthday", "birthdate", "dateofbirth", "dob"})


def utc_ms(untrusted: object, scale: int | None) -> int | None:
    """UTC ms of a number, of a numeric text or of an ISO 8601 text with a zone; ``scale`` is ms per unit, if stated.

    Without a stated unit the magnitude decides, before 1970 as after.
    """
    found = number(untrusted)
    if found is None:
        return _zoned_ms(untrusted) if isinstance(untrusted, str) else None
    if scale is None:
        scale = 1 if abs(found) >= _MILLISECONDS_FROM else MS_PER_S
    milliseconds = found * scale
    return round(milliseconds) if math.isfinite(milliseconds) and _FIRST_MS <= milliseconds <= _LAST_MS else None


def date(untrusted: object, scale: int | None) -> str | None:
    """The day as ``YYYY-MM-DD``, as written or as UTC counts it; no time zone ever shifts it."""
    if isinstance(untrusted, str) and (found := _DATE.fullmatch(untrusted.strip())):
        return found[1] if is_day(found[1]) else None
    milliseconds = utc_ms(untrusted, scale)
    return None if milliseconds is None else (_EPOCH + dt.timedelta(milliseconds=milliseconds)).date().isoformat()


def is_birthday(key: str, milliseconds: int) -> bool:
    """Whether a timestamp means a day: a birthday at midnight UTC, which local time would move to the day before."""
    return re.sub(r"[^a-z]", "", key.lower()) in _BIRTHDAYS and milliseconds % _DAY_MS == 0


def _zoned_ms(untrusted: str) -> int | None:
    """Without a zone nobody knows which moment is meant, so it stays text."""
    try:
        moment = dt.datetime.fromisoformat(untrusted.strip())
    except ValueError:
        return None
    return None if moment.tzinfo is None else (moment - _EPOCH) // dt.timedelta(milliseconds=1)


def is_day(untrusted: str) -> bool:
    """Whether the text is a day and nothing more, like ``1969-07-04``."""
    try:
        return dt.date.fromisoformat(untrusted.strip()).isoformat() == untrusted.strip()
    except ValueError:
        return False


class Nothing(enum.Enum):
    """Why there is no additional data to show."""

    NOT_YET = "not_yet"
    """Asked, or about to be, and no answer came so far."""
    EMPTY = "empty"
    """RapidSOS answered: nothing on file for this number at that time."""
    FAILED = "failed"
    """RapidSOS can't be reached or can't answer; it is asked again."""
    NOT_PERMITTED = "not_permitted"
    """Not enabled at this ECC, or not approved for this center; it is not asked again."""
    ENDED = "ended"
    """The feed ended before any data came."""


NEVER_INCLUDED = "Apple Medical ID"
"""Never comes with a shared call, whatever the caller entered: its absence says nothing (docs/contract.md#5.1)."""


def why(feed: Feed) -> Nothing | None:
    """Why a RAD-E feed has no data, or None if it has some."""
    if feed.first_data_at is not None:
        return None
    if feed.ending is Ending.NOT_PERMITTED:
        return Nothing.NOT_PERMITTED
    if feed.ending is not None:
        return Nothing.ENDED
    if feed.failing_since is not None:
        return Nothing.FAILED
    return Nothing.NOT_YET if feed.answered_at is None else Nothing.EMPTY


LONGEST_TEXT = 4_000
"""Characters shown before "show more"."""
_LONGEST_LABEL = 200
_JOINERS = frozenset("\u200c\u200d")
"""Needed to write Persian and many emoji."""
_PRESENTATIONS = frozenset("\ufe0e\ufe0f")
"""They choose between the black and the coloured form of the symbol before them."""
_BLANK = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\ufffc\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3"
    "\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What paints nothing: Unicode's Default_Ignorable_Code_Point, and blanks that count as letters or symbols."""
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_WORD_BREAKS = re.compile(r"[_\-.\s]+|(?<=[a-z0-9])(?=[A-Z])")


def text(untrusted: str) -> str:
    """The text with every control, bidi and other invisible character spelled out, like ``⟨U+202E⟩``."""
    lines = _LINE_ENDS.sub("\n", untrusted)
    if lines.isascii() and lines.isprintable():
        return lines
    return "".join(_visible(character, before) for before, character in zip(f" {lines}", lines, strict=False))


def paints_nothing(character: str, before: str) -> bool:
    """Whether a character leaves no trace on a screen; ``before`` is the one it follows.

    A sign that shapes a symbol or a letter before it does leave one; after anything else it only hides.
    """
    if not _BLANK.fullmatch(character):
        return False
    if character in _PRESENTATIONS:
        return unicodedata.category(before) != "So" or bool(_BLANK.fullmatch(before))
    return character not in _JOINERS or before.isascii() or before in _JOINERS


def label(untrusted: str) -> str:
    """The text on one line, no longer than a label."""
    line = " ".join(text(untrusted).split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def humanised(key: str) -> str:
    """A key without schema as a label: ``station_name`` and ``stationName`` are "Station name"."""
    line = label(" ".join(_words(key)))
    return line[:1].upper() + line[1:]


def titled(key: str) -> str:
    """The key of a source without a name as its name: ``emergency_health_profile`` is "Emergency Health Profile"."""
    return label(" ".join(word[:1].upper() + word[1:] for word in _words(key)))


def short(shown: str) -> str:
    """The text as far as it is shown before "show more"."""
    return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT]}…"


def _words(key: str) -> list[str]:
    """The words of a key; one in capitals is a name like VIN and stays."""
    return [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORD_BREAKS.split(key) if word]


def _visible(character: str, before: str) -> str:
    if character in "\n\t":
        return character
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in _JOINERS
    return f"⟨U+{ord(character):04X}⟩" if hidden or paints_nothing(character, before) else character
