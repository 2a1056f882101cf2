"""The edges that read what RapidSOS, or somebody in its name, sends."""

import urllib.parse

from app.domain.additional_data import history, reader, render
from app.domain.callflow.outcome import of_answer
from app.domain.callflow.status import HttpCallback, Status, read_get, read_post, read_status
from app.domain.data_share import payload, signature
from app.domain.location import lei
from app.station.http import request
from app.station.rapidsos import messages, oauth
from app.station.rapidsos.messages import UnreadableError
from tests.fuzz.outcome import kind

PROXIES = request.networks(("127.0.0.1", "10.0.0.0/8", "::1"))
HEADERS = [b"203.0.113.7", b"10.1.1.1, 203.0.113.9", b"::ffff:10.0.0.1, fe80::1%eth0", b"unknown, 10.0.0.1\n127.0.0.1"]


def a_payload(body: bytes) -> str:
    """A share's body."""
    payload.text_of(body)
    share = payload.parse(body)
    if isinstance(share, payload.MalformedShare):
        return kind(share.reason)
    parts = (share.phone is None, share.alert_id is None, share.ecc is None, share.place is None, *share.warnings)
    assert share.access_token not in share.untrusted_body or len(share.access_token) < 8
    return f"share {parts}"


def an_lei(body: bytes) -> str:
    """LEI's answer."""
    try:
        answer = lei.read(messages.read(body))
    except UnreadableError as error:
        return kind(str(error))
    return f"{min(len(answer.fixes), 2)} fixes, {sorted({str(one.reason) for one in answer.refused})}"


def a_rad_e(body: bytes) -> str:
    """RAD-E's answer, as cards, as a change of an empty answer, and as text to copy."""
    shown = reader.read_json(body.decode("utf-8", "surrogateescape"))
    if shown.unreadable:
        return "unreadable"
    history.between(reader.read_json("{}"), shown)
    for source in shown.sources:
        render.text(source, 0)
    return f"{sorted({card.dialect.value for card in shown.sources})} {min(len(shown.sources), 3)}"


def a_status(body: bytes) -> str:
    """A status message of a callflow."""
    found = read_status(body)
    return f"status {found.event_id is None}" if isinstance(found, Status) else kind(str(found))


def a_callback(body: bytes) -> str:
    """A request of the HTTP utility: as a POST's body, and as a GET's query as the listener hands it on."""
    text = body.decode("utf-8", "surrogateescape")
    pairs = urllib.parse.parse_qsl(text, keep_blank_values=True, errors="surrogateescape")
    got = read_get(urllib.parse.urlencode(pairs, errors="surrogateescape"), "id")
    posted = read_post(body, "id")
    said = f"post {posted.flow is None}" if isinstance(posted, HttpCallback) else kind(posted.reason)
    return f"{said}, get {got.flow is None} {min(len(got.untrusted_parameters), 2)}"


def a_token(body: bytes) -> str:
    """The answer of the token endpoint."""
    issued = oauth.read(body)
    return "none" if issued is None else f"issued {issued.issued_at is None} {issued.expires_in_s == 300}"


def an_answer(body: bytes) -> str:
    """The answer to a trigger; its first byte says with which status."""
    status = (200, 201, 400, 401, 429, 500, 504, 302)[body[0] % 8] if body else 200
    outcome = of_answer(status, body[1:])
    return f"{status} {type(outcome).__name__} {getattr(outcome, 'why', '')}"


def a_header(body: bytes) -> str:
    """Headers that anybody may write: the signature, and who called."""
    text = body.decode("latin-1")
    said = request.caller("10.0.0.1", text.split("\n"), PROXIES)
    return f"{signature.judge(b'{}', text, ['s'])} {said == '10.0.0.1'} {':' in said}"
