"""Any body as text that may be stored and shown: its token cut out, even when the body is no JSON at all."""

import re

from app.domain.data_share import strict_json, token

_FIELD = re.compile(r'("?access_token"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s,}&]+)', re.IGNORECASE)


def text_of(untrusted_body: bytes) -> str:
    """The body's text; bytes that are not UTF-8 show as the replacement character, the token as cut out."""
    text = untrusted_body.decode("utf-8", "replace")
    return _FIELD.sub(rf'\1"{token.CUT}"', _without_known(untrusted_body, text))


def _without_known(untrusted_body: bytes, text: str) -> str:
    """Cut the token where the body does read as JSON: then it goes wherever else a text repeats it."""
    try:
        _, value = strict_json.read(untrusted_body)
    except strict_json.NotStrictError:
        return text
    untrusted_token = value.get("access_token") if isinstance(value, dict) else None
    return token.cut_out(str(untrusted_token), text) if token.usable(untrusted_token) else text
