"""The access token inside a body: cut out before anything is stored (design.md, Forgetting)."""

import json
import re

CUT = "[token cut out]"
LONGEST = 4096
_PRINTABLE_ASCII = re.compile(rf"[ -~]{{1,{LONGEST}}}")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_TELLING_LENGTH = 8
"""From this length on a token is cut out of longer texts too; a shorter one may be part of an ordinary word."""


def usable(untrusted: object) -> bool:
    """Whether it is a non-empty text of at most 4096 printable ASCII characters (contract 3.5)."""
    return isinstance(untrusted, str) and _PRINTABLE_ASCII.fullmatch(untrusted) is not None


def cut_out(token: str, json_text: str) -> str:
    """The JSON text with the token cut out wherever a text holds it, however it is escaped; all else stays exact."""

    def without(found: re.Match[str]) -> str:
        raw = found.group()
        text = str(json.loads(raw)) if "\\" in raw else raw[1:-1]
        holds = token in text if len(token) >= _TELLING_LENGTH else token == text
        return json.dumps(text.replace(token, CUT), ensure_ascii=False) if holds else raw

    return _STRING.sub(without, json_text)
