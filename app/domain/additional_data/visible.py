"""Outside text made safe to look at: nothing invisible, nothing that turns the reading direction.

See docs/contract.md#5.5.
"""

import re
import unicodedata

LONGEST_TEXT = 4_000
"""Characters shown before "show more"."""
_LONGEST_LABEL = 200
_JOINERS = "\u200c\u200d"
"""Needed to write Persian and many emoji, and harmless."""
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_WORD_BREAKS = re.compile(r"[_\-.\s]+|(?<=[a-z0-9])(?=[A-Z])")


def text(untrusted: str) -> str:
    """The text with every control, bidi and other invisible character spelled out, like ``⟨U+202E⟩``."""
    lines = _LINE_ENDS.sub("\n", untrusted)
    return lines if lines.isascii() and lines.isprintable() else "".join(map(_visible, lines))


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


def _visible(character: str) -> str:
    if character in "\n\t" or character in _JOINERS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return f"⟨U+{ord(character):04X}⟩"
    return character
