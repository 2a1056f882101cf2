"""Who may call the API: consoles of this computer, which know the token, and no browser."""

import hmac
import http.client
import pathlib
import secrets
import urllib.parse

import msgspec

from app.core import paths
from app.station.http.request import Guard, InboundRequest, Response, refusal

FILE_NAME = "desk.json"


class DeskFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``desk.json``: what a console of this computer needs to speak to the station."""

    url: str
    token: str
    pid: int
    simulator: dict[str, str] | None = None
    """Only in the simulator environment: its throw-away secrets by the names of their environment variables."""

    def __repr__(self) -> str:
        """Without the token."""
        return f"DeskFile(url={self.url!r}, pid={self.pid})"


def new_token() -> str:
    """A fresh bearer token; every start of a station has its own."""
    return secrets.token_urlsafe(32)


def write(folder: pathlib.Path, file: DeskFile) -> None:
    """Leave the file for consoles, readable by this user only, whole at every moment."""
    paths.write(folder / FILE_NAME, msgspec.json.encode(file))


def read(folder: pathlib.Path) -> DeskFile | None:
    """The file that a station left; None if there is none or it can't be read."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=DeskFile)
    except (OSError, msgspec.DecodeError):
        return None


def remove(folder: pathlib.Path) -> None:
    """Take the file away when the station has stopped."""
    (folder / FILE_NAME).unlink(missing_ok=True)


def guard(token: str) -> Guard:
    """Let in who names this computer as host, comes from no web page, knows the token, and brings JSON if anything.

    The token counts in the Authorization header only. Nothing here answers a web page's preflight, so that no page of
    another origin may ask (no CORS).
    """
    expected = f"Bearer {token}".encode()

    def check(request: InboundRequest) -> Response | None:
        host = (request.header("Host") or "").rpartition(":")[0]
        if host not in {"127.0.0.1", "localhost"} or request.headers("Origin"):
            return refusal(403, "the desk answers consoles of this computer only")
        given = (request.header("Authorization") or "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            return refusal(401, "no or another token")
        if request.method not in {"GET", "HEAD"} and not _is_json(request):
            return refusal(415, "what is sent here is application/json")
        return None

    return check


def _is_json(request: InboundRequest) -> bool:
    return (request.header("Content-Type") or "").partition(";")[0].strip().lower() == "application/json"


ANSWERS_WITHIN_S = 10.0


def ask(file: DeskFile, method: str, path: str, body: bytes | None = None) -> bytes | None:
    """The body of a 200; None for any other answer, and for none."""
    address = urllib.parse.urlsplit(file.url)
    headers = {"Authorization": f"Bearer {file.token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=ANSWERS_WITHIN_S)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return content if answer.status == http.HTTPStatus.OK else None
