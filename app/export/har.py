"""Requests as the listener received them, as HAR 1.2 or plain JSON; the station has masked what is secret."""

import collections.abc
import datetime as dt
import typing

import msgspec

import app
from app.protocol.requests import RequestWords

VERSION = "1.2"
UNKNOWN = -1
"""HAR's number for what was not measured."""

Words = collections.abc.Iterable[RequestWords]
Json = dict[str, typing.Any]


def as_har(requests: Words) -> bytes:
    """The HTTP archive that browsers' and proxies' tools open."""
    creator = {"name": "Watchfloor", "version": app.__version__}
    log = {"version": VERSION, "creator": creator, "entries": [_entry(one) for one in requests]}
    return _laid_out({"log": log})


def as_json(requests: Words) -> bytes:
    """Every field that the station sent of them."""
    return _laid_out({"watchfloor": app.__version__, "requests": [msgspec.to_builtins(one) for one in requests]})


def _laid_out(value: Json) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _entry(words: RequestWords) -> Json:
    request = words.request
    took = UNKNOWN if request.took_ms is None else request.took_ms
    return {
        "startedDateTime": dt.datetime.fromtimestamp(request.received_at / 1000, tz=dt.UTC).isoformat(),
        "time": max(took, 0),
        "request": _request(words),
        "response": _response(words),
        "cache": {},
        "timings": {"send": 0, "wait": max(took, 0), "receive": 0},
        "comment": _comment(words),
    }


def _request(words: RequestWords) -> Json:
    query = _pairs(words.untrusted_query)
    sent: Json = {
        "method": words.request.method,
        "url": f"http://listener{words.request.path}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(words.untrusted_headers),
        "queryString": query,
        "headersSize": UNKNOWN,
        "bodySize": UNKNOWN if words.request.size is None else words.request.size,
    }
    if words.untrusted_text:
        sent["postData"] = {"mimeType": _type(words), "params": [], "text": words.untrusted_text}
    return sent


def _response(words: RequestWords) -> Json:
    return {
        "status": words.request.status or 0,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "content": {"size": len(words.answer.encode()), "mimeType": "application/json", "text": words.answer},
        "redirectURL": "",
        "headersSize": UNKNOWN,
        "bodySize": UNKNOWN,
    }


def _comment(words: RequestWords) -> str:
    said = [words.request.outcome.value, f"signature {words.request.verdict or 'not asked for'}"]
    said += [f"SHA-256 {words.request_sha256}"] if words.request_sha256 else []
    return "; ".join((*said, "token cut out"))


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]


def _type(words: RequestWords) -> str:
    return next((value for name, value in words.untrusted_headers if name.lower() == "content-type"), "")
