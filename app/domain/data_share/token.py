"""The access token inside a body: cut out before anything is stored (docs/design.md#forgetting)."""

import json
import re

CUT = "[token cut out]"
LONGEST = 4096
_PRINTABLE_ASCII = re.compile(rf"[ -~]{{1,{LONGEST}}}")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_TELLING_LENGTH = 8
"""From this length on a token is cut out of longer texts too; a shorter one may be part of an ordinary word."""


def usable(untrusted: object) -> bool:
    """Whether it is a non-empty text of at most 4096 printable ASCII characters (docs/contract.md#3.5)."""
    return isinstance(untrusted, str) and _PRINTABLE_ASCII.fullmatch(untrusted) is not None


def cut_out(token: str, json_text: str) -> str:
    """The JSON text with the token cut out wherever a text holds it, however it is escaped; all else stays exact."""
    if "\\" not in json_text:
        parts = json_text.split('"')
        parts[1::2] = [_cut_plain(token, text) for text in parts[1::2]]
        return '"'.join(parts)

    def without(found: re.Match[str]) -> str:
        raw = found.group()
        text = str(json.loads(raw)) if "\\" in raw else raw[1:-1]
        cut = _cut_plain(token, text)
        return raw if cut == text else json.dumps(cut, ensure_ascii=False)

    return _STRING.sub(without, json_text)


def _cut_plain(token: str, text: str) -> str:
    if len(token) >= _TELLING_LENGTH:
        return text.replace(token, CUT)
    return CUT if text == token else text
