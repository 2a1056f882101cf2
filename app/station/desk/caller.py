"""How a command of this computer speaks to the station's desk: one question, one answer, no proxies."""

import http.client
import urllib.parse

from app.station.desk.door import DeskFile

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
