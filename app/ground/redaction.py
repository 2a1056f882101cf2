"""What must never be read in a log: registered secrets, bearer tokens, access tokens, phone numbers."""

import re

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
        """Never let this text through again; very short ones can't be told from ordinary words."""
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
