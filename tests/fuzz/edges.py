"""The edges: each reads any bytes and says what it made of them; none may raise."""

import json
import pathlib
from collections.abc import Callable

import msgspec

from app.domain.incident.envelope import KINDS
from tests.export.exported import WHOLE
from tests.fuzz import from_rapidsos, from_the_center
from tests.fuzz.outcome import Read

SAMPLES = pathlib.Path(__file__).parents[1] / "samples"
CORPUS = SAMPLES / "fuzz"
"""Inputs that earlier runs found to be of a kind of their own."""
TOKENS = [
    b'{"access_token": "fictional", "expires_in": "3599", "issued_at": "1795305600000", "token_type": "BearerToken"}',
    b'{"access_token": "fictional", "expires_in": 3599}',
]
CALLBACKS = [b"id=abc&digits=1&name=%C3%A9", b'{"id": "abc", "digits": [1, {"a": null}]}', b"id=&id=2&%zz=%00"]


def _files(*folders: str) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted((SAMPLES / folder).glob("*.json"))]


def _answers() -> list[bytes]:
    return [
        b"\0" + content for content in [*_files("workflow"), b"<html>504</html>", json.dumps({"code": -1}).encode()]
    ]


def _events() -> list[bytes]:
    kinds = sorted(KINDS)
    return [bytes([kinds.index(type(one).__name__)]) + msgspec.json.encode(one) for one in WHOLE] + [
        bytes([number]) + msgspec.json.encode({}) for number in range(len(kinds))
    ]


def _definitions() -> list[bytes]:
    return [path.read_bytes() for path in sorted(from_the_center.CALLFLOWS.glob("*.json"))]


EDGES: dict[str, tuple[Read, Callable[[], list[bytes]]]] = {
    "payload": (from_rapidsos.a_payload, lambda: _files("datashare")),
    "lei": (from_rapidsos.an_lei, lambda: _files("lei")),
    "rad_e": (from_rapidsos.a_rad_e, lambda: _files("rad_e")),
    "status": (from_rapidsos.a_status, lambda: _files("callbacks")),
    "callback": (from_rapidsos.a_callback, lambda: CALLBACKS),
    "token": (from_rapidsos.a_token, lambda: TOKENS),
    "answer": (from_rapidsos.an_answer, _answers),
    "header": (from_rapidsos.a_header, lambda: from_rapidsos.HEADERS),
    "command": (from_the_center.a_command, from_the_center.commands),
    "definition": (from_the_center.a_definition, _definitions),
    "agencies": (from_the_center.an_agency_list, lambda: from_the_center.AGENCIES),
    "place": (from_the_center.a_place, lambda: from_the_center.PLACES),
    "event": (from_the_center.an_event, _events),
    "bundle": (from_the_center.a_bundle, from_the_center.bundles),
}
