"""The edges: each reads any bytes and says what it made of them; none may raise."""

import pathlib
import re
from collections.abc import Callable

import msgspec

from app.domain.additional_data import display
from app.domain.callflow import definition_file
from app.domain.callflow.definition import Definition
from app.domain.callflow.status import Status, read_status
from app.domain.data_share import payload, tokenless
from app.domain.incident.commands import AnyCommand
from app.domain.location import lei
from app.station.rapidsos import untrusted_json
from app.station.rapidsos.untrusted_json import UnreadableError

SAMPLES = pathlib.Path(__file__).parents[1] / "samples"
CALLFLOWS = pathlib.Path(__file__).parents[2] / "resources" / "callflows"

Read = Callable[[bytes], str]
"""The kind of outcome in a few words, the same for inputs that went the same way."""

_OWN_WORDS = re.compile(r"[0-9]+|'[^']*'|`[^`]*`|\"[^\"]*\"")

COMMANDS = [
    b'{"id": "c1", "command": "SignOn", "name": "ANNA"}',
    b'{"id": "c2", "command": "Acknowledge", "session": "s", "incident": 1001, "through": 3}',
    b'{"id": "c3", "command": "AddNote", "session": "s", "incident": 1001, "text": "hi"}',
    b'{"id": "c4", "command": "CloseIncident", "session": "s", "incident": 1001, "reason": "TEST", "text": ""}',
    b'{"id": "c5", "command": "TakeOver", "session": "s", "quarantine": 4}',
    b'{"id": "c6", "command": "StopStation"}',
    b'{"id": "c7", "command": "SeeNotice", "session": "s", "notice": 7}',
    b'{"id": "c8", "command": "ConfirmTrigger", "session": "s", "incident": null, "request": "{}"}',
]


def _payload(body: bytes) -> str:
    tokenless.text_of(body)
    share = payload.parse(body)
    if isinstance(share, payload.Malformed):
        return _kind(share.reason)
    parts = (share.phone is None, share.alert_id is None, share.ecc is None, share.place is None, *share.warnings)
    assert share.access_token not in share.untrusted_body or len(share.access_token) < 8
    return f"share {parts}"


def _lei(body: bytes) -> str:
    try:
        answer = lei.read(untrusted_json.read(body))
    except UnreadableError as error:
        return _kind(str(error))
    return f"{min(len(answer.fixes), 2)} fixes, {sorted({str(one.reason) for one in answer.refused})}"


def _rad_e(body: bytes) -> str:
    shown = display.read_json(body.decode("utf-8", "surrogateescape"))
    if shown.unreadable:
        return "unreadable"
    return f"{sorted({card.dialect.value for card in shown.sources})} {min(len(shown.sources), 3)}"


def _status(body: bytes) -> str:
    found = read_status(body)
    return f"status {found.event_id is None}" if isinstance(found, Status) else _kind(str(found))


def _command(body: bytes) -> str:
    """As the desk reads it: whatever it can't read is an answer 400."""
    try:
        return type(msgspec.json.decode(body, type=AnyCommand)).__name__
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _kind(f"{type(error).__name__} {error}")


def _definition(body: bytes) -> str:
    found = definition_file.read("sample", body.decode("utf-8", "replace"))
    if isinstance(found, Definition):
        return "definition"
    return _kind(found[0].reason)


def _kind(words: str) -> str:
    return _OWN_WORDS.sub("#", words)[:70]


def _files(*folders: str) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted((SAMPLES / folder).glob("*.json"))]


EDGES: dict[str, tuple[Read, Callable[[], list[bytes]]]] = {
    "payload": (_payload, lambda: _files("datashare")),
    "lei": (_lei, lambda: _files("lei")),
    "rad_e": (_rad_e, lambda: _files("rad_e")),
    "status": (_status, lambda: _files("callbacks")),
    "command": (_command, lambda: COMMANDS),
    "definition": (_definition, lambda: [path.read_bytes() for path in sorted(CALLFLOWS.glob("*.json"))]),
}
CORPUS: pathlib.Path = SAMPLES / "fuzz"
