"""Outside text on its way into a file: nothing invisible, nothing that a reading program takes for a command."""

import re

from app.domain.additional_data import visible

_NOT_XML = re.compile("[\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def text(untrusted: str) -> str:
    """The text with every control and other invisible character spelled out, like ``⟨U+202E⟩``."""
    return _NOT_XML.sub(_spelled, visible.text(untrusted))


def line(untrusted: str) -> str:
    """The same on one line."""
    return " ".join(text(untrusted).split())


def cell(untrusted: str) -> str:
    """A table's cell that no spreadsheet program takes for a formula."""
    shown = line(untrusted)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _spelled(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"
